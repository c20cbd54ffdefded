package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime/metrics"
	"syscall"
	"time"

	"github.com/pithtext/pith/extract/batch"
	"github.com/spf13/cobra"
)

// maxWorkerHeap is the memory that a page may take in a process of its own
// before the process gives up. Pages inside the default limits stay under a
// quarter of it.
const maxWorkerHeap = 1 << 30

// killAfter is how much longer than --timeout a process may be silent. The
// limit inside the process ends all but what cannot be ended there.
const killAfter = 5 * time.Second

// The library's limits for one page, where the flags set none.
const (
	defaultTimeout = 10 * time.Second
	defaultBytes   = 32 << 20
)

// workerCommand is the other end of --isolate.
func (c *cli) workerCommand() *cobra.Command {
	f := newPipelineFlags()
	cmd := &cobra.Command{
		Use:    "worker",
		Short:  "extract pages for pith --isolate",
		Hidden: true,
		Args:   arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			// Ctrl-C reaches all processes of a terminal; this one ends with its input.
			signal.Ignore(os.Interrupt, syscall.SIGTERM)
			extractor, err := c.extractor(f.page, false)
			if err != nil {
				return err
			}
			go watchHeap()
			return batch.Serve(cmd.Context(), c.stdin, c.stdout, f.pipeline(extractor))
		},
	}
	f.add(cmd.Flags())
	return cmd
}

// watchHeap ends the process when it holds too much.
func watchHeap() {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for range time.Tick(20 * time.Millisecond) {
		metrics.Read(sample)
		if sample[0].Value.Uint64() > maxWorkerHeap {
			fmt.Fprintf(os.Stderr, "page takes more than %s of memory\n", formatSize(maxWorkerHeap))
			os.Exit(exitFailed)
		}
	}
}

// newPool starts workers with the given flags for --isolate.
func newPool(settings []string, timeout time.Duration) (*batch.Pool, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if timeout == 0 {
		timeout = defaultTimeout
	}
	command := func() *exec.Cmd {
		cmd := exec.Command(self)
		cmd.Args = append([]string{os.Args[0], "worker"}, settings...)
		return cmd
	}
	return batch.NewPool(command, timeout+killAfter), nil
}
