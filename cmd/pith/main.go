// Pith takes the article out of saved web pages.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// How often garbage is collected. The program keeps some 5 MB and a page leaves
// about 3 MB behind, so at Go's default of 100 the collector runs at every other
// page and takes a sixth of the processor time, which other workers could use;
// at 400 it takes a twentieth. Near memoryLimit it runs as often as it must, so
// that the largest pages do not hold several times their tree.
const (
	gcPercent   = 400
	memoryLimit = 256 << 20
)

func main() {
	tuneGC()
	signal.Ignore(syscall.SIGPIPE) // a closed pipe comes back as an error of the write
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	c := &cli{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	os.Exit(c.run(ctx, os.Args[1:]))
}

// tuneGC sets the collector, unless the user did.
func tuneGC() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
