package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitOK    = 0
	exitFail  = 1 // something failed, or a figure is below its floor
	exitUsage = 2
)

// errUsage marks a command line that makes no sense.
type errUsage struct{ error }

func (e errUsage) Unwrap() error { return e.error }

func usage(format string, args ...any) error { return errUsage{fmt.Errorf(format, args...)} }

// run executes the command line and returns the exit code. Data goes to out,
// errors to stderr.
func run(ctx context.Context, args []string, out, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	fmt.Fprintf(stderr, "pith-lab: error: %v\n", err)
	var u errUsage
	if errors.As(err, &u) {
		return exitUsage
	}
	return exitFail
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "pith-lab",
		Short:         "Measure how well and how fast pith extracts",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return errors.Join(c.Help(), usage("no command given"))
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return errUsage{err} })
	root.AddCommand(newEval(), newCeiling(), newExport(), newCompare(), newCalibrate(), newBlame(), newBatch(), newRules())
	return root
}

// folders is what commands take as arguments: at least one corpus.
func folders(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usage("no corpus folder given")
	}
	return nil
}
