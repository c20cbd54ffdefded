package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"golang.org/x/term"
)

// cli is the program with its surroundings, so that tests can run it in their
// own process.
type cli struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer

	quiet   bool
	verbose bool
}

// run runs the program with its arguments and returns the exit code.
func (c *cli) run(ctx context.Context, args []string) int {
	root := c.root()
	root.SetArgs(joinDials(args))
	root.SetIn(c.stdin)
	root.SetOut(c.stdout)
	root.SetErr(c.stderr)
	return c.report(ctx, root.ExecuteContext(ctx))
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// note prints what the user asked for with -v.
func (c *cli) note(format string, args ...any) {
	if c.verbose {
		fmt.Fprintf(c.stderr, "pith: %s\n", clean(fmt.Sprintf(format, args...)))
	}
}

// joinDials writes "--images drop" as "--images=drop": the dials may stand
// alone, and then the flag library takes no word behind them.
func joinDials(args []string) []string {
	out := make([]string, 0, len(args))
	for i := 0; i < len(args); i++ {
		if args[i] == "--" {
			return append(out, args[i:]...)
		}
		if words := dials[args[i]]; i+1 < len(args) && slices.Contains(words, args[i+1]) {
			out = append(out, args[i]+"="+args[i+1])
			i++
			continue
		}
		out = append(out, args[i])
	}
	return out
}
