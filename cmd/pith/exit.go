package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"time"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/batch"
)

// Exit codes. A closed pipe is exitDone: the reader had enough.
const (
	exitDone        = 0
	exitFailed      = 1   // some inputs failed, the rest is written
	exitUsage       = 2   // wrong usage, nothing was done
	exitNoArticle   = 3   // the only input holds no article
	exitInterrupted = 130 // Ctrl-C, as shells have it: 128 + SIGINT
)

// exitError is an error that knows the exit code and, where it helps, what the
// user can do.
type exitError struct {
	code int
	err  error // nil when everything was said already
	hint string
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

// Unwrap returns the cause.
func (e *exitError) Unwrap() error { return e.err }

// usage is an error of the command line itself.
func usage(hint, format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...), hint}
}

// report prints err and returns the exit code.
func (c *cli) report(ctx context.Context, err error) int {
	var exit *exitError
	switch {
	case err == nil:
		return exitDone
	case closedPipe(err):
		return exitDone
	case errors.As(err, &exit):
		if exit.err != nil {
			c.fail(exit.err, exit.hint)
		}
		return exit.code
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitInterrupted
	}
	c.fail(err, hintFor(err))
	return exitFailed
}

// fail prints an error and a hint.
func (c *cli) fail(err error, hint string) {
	fmt.Fprintf(c.stderr, "pith: error: %s\n", clean(message(err)))
	if hint != "" && !c.quiet {
		fmt.Fprintf(c.stderr, "pith: hint: %s\n", clean(hint))
	}
}

// closedPipe reports whether err comes from writing to a reader that went away.
func closedPipe(err error) bool {
	var write *outputError
	return errors.As(err, &write) && errors.Is(err, syscall.EPIPE)
}

// limitFlags are the flags that raise a limit, by LimitError.Limit.
var limitFlags = map[string]string{
	"bytes":      "--max-bytes",
	"nodes":      "--max-nodes",
	"depth":      "--max-depth",
	"attributes": "--max-attributes",
	"text":       "--max-text",
	"time":       "--timeout",
}

// message is an error as the user reads it: the file first, no words of the
// operating system's calls.
func message(err error) string {
	var (
		limit *extract.LimitError
		path  *fs.PathError
	)
	if errors.As(err, &limit) {
		return strings.Replace(err.Error(), limit.Error(), limitMessage(limit), 1)
	}
	if errors.As(err, &path) {
		said := fmt.Sprintf("%s: %v", quote(path.Path), path.Err)
		return strings.Replace(err.Error(), path.Error(), said, 1)
	}
	return err.Error()
}

// limitMessage says which limit a page is over, and its flag.
func limitMessage(e *extract.LimitError) string {
	value := fmt.Sprintf("%d %s", e.Value, e.Limit)
	switch e.Limit {
	case "bytes":
		value = formatSize(e.Value)
	case "text":
		value = formatSize(e.Value) + " of text in one block"
	case "time":
		value = time.Duration(e.Value).String()
	}
	if flag, ok := limitFlags[e.Limit]; ok {
		return fmt.Sprintf("page is over the limit of %s (%s)", value, flag)
	}
	return "page is over the limit of " + value
}

// hintFor says what may help against err, or nothing.
func hintFor(err error) string {
	var limit *extract.LimitError
	switch {
	case errors.As(err, &limit) && limitFlags[limit.Limit] != "":
		return "raise it with " + limitFlags[limit.Limit]
	case strings.Contains(err.Error(), extract.ErrNoArticle.Error()+": "):
		return "" // it says why, and no flag helps against that
	case errors.Is(err, extract.ErrNoArticle):
		return "pith explain shows what was dropped and why; --favor recall keeps more"
	}
	return ""
}

// inputError is the error of one input, with its name in front once.
func inputError(o batch.Outcome) error {
	var in *extract.InputError
	err := o.Err
	if errors.As(err, &in) {
		err = in.Err
	}
	var read *batch.ReadError
	var path *fs.PathError
	if errors.As(err, &read) && errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s: %w", quote(displayName(o.Page.Name)), err)
}

func displayName(name string) string {
	if rest, found := strings.CutPrefix(name, "-"); found && (rest == "" || rest[0] == '#') {
		return "standard input" + rest
	}
	return name
}
