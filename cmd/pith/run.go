package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/batch"
)

// batch runs the jobs, and says what became of them. Settings are the flags
// that shape the output.
func (c *cli) batch(ctx context.Context, f *convertFlags, in *inputs, to *destination, settings []string, work batch.Extract) error {
	manifest, err := f.openManifest(settings)
	if err != nil {
		to.close(err)
		return err
	}
	if err := to.open(f); err != nil {
		return errors.Join(err, manifest.Close())
	}
	run := &tally{cli: c, ctx: ctx, in: in, to: to, manifest: manifest}
	run.progress = c.newProgress(f.progress.value, in.many, in.extent())
	options := batch.Options{Workers: f.workers, Extract: work, Folder: to.folder, Journal: to.journal, Deliver: run.deliver}
	if f.resume {
		options.Known = manifest
	}
	err = batch.Run(ctx, in.jobs(to.plan), options)
	run.progress.end()
	err = errors.Join(err, to.close(err))
	if manifest != nil {
		err = errors.Join(err, manifest.Close())
	}
	if !closedPipe(err) {
		run.summary()
	}
	if err != nil {
		return err
	}
	return run.exit(&f.failOn)
}

// tally delivers outcomes and counts them.
type tally struct {
	cli      *cli
	ctx      context.Context
	in       *inputs
	to       *destination
	manifest *batch.Manifest // may be nil
	progress *progress

	done, unchanged, failed int
	last                    error // of the last input that failed
}

// deliver writes one outcome and says what went wrong with it.
func (t *tally) deliver(o batch.Outcome) error {
	if o.Err != nil && t.ctx.Err() != nil && errors.Is(o.Err, context.Canceled) {
		return nil // standard input, given up by Ctrl-C
	}
	if err := t.to.write(o); err != nil {
		return err
	}
	if t.manifest != nil {
		if err := t.manifest.Add(o, t.to.name(o)); err != nil {
			return fmt.Errorf("manifest: %w", err)
		}
	}
	switch o.Status {
	case batch.Done:
		t.done++
	case batch.Unchanged:
		t.unchanged++
	case batch.Failed:
		t.failed++
		t.last = o.Err
	}
	t.progress.step(t.done+t.unchanged+t.failed, t.failed, t.in.read.Load(), t.said(o))
	return nil
}

// said is what is printed of an outcome: its error, and its warnings with -v.
func (t *tally) said(o batch.Outcome) []byte {
	if o.Err == nil && !t.cli.verbose {
		return nil
	}
	var b bytes.Buffer
	to := &cli{stderr: &b, quiet: t.cli.quiet, verbose: t.cli.verbose}
	if o.Err != nil {
		hint := ""
		if !t.in.many {
			if hint = hintFor(o.Err); hint == "" && batch.Code(o.Err) == "not_found" {
				hint = t.cli.meant(o.Page.Name)
			}
		}
		to.fail(inputError(o), hint)
		var crash *batch.PanicError
		if t.cli.verbose && errors.As(o.Err, &crash) {
			fmt.Fprintf(&b, "%s\n", printable(string(crash.Stack)))
		}
	}
	for _, w := range o.Result.Warnings {
		to.note("warning: %s: %s", quote(displayName(o.Page.Name)), w)
	}
	return b.Bytes()
}

// meant guesses that a missing file was to be a command.
func (c *cli) meant(name string) string {
	if strings.ContainsAny(name, "./\\") {
		return ""
	}
	var commands []string
	for _, cmd := range c.root().Commands() {
		if !cmd.Hidden {
			commands = append(commands, cmd.Name())
		}
	}
	if n := nearest(name, commands); n != "" {
		return "did you mean the command " + n + "?"
	}
	return ""
}

// summary prints what was done, where there were several inputs.
func (t *tally) summary() {
	if !t.in.many || t.cli.quiet || !t.in.readable() {
		return
	}
	total := t.done + t.unchanged + t.failed
	line := fmt.Sprintf("%d %s: %d done", total, plural(total, "page"), t.done)
	if t.ctx.Err() != nil {
		line = "interrupted after " + line
	}
	if t.unchanged > 0 {
		line += fmt.Sprintf(", %d unchanged", t.unchanged)
	}
	if t.failed > 0 {
		line += fmt.Sprintf(", %d failed", t.failed)
	}
	if skipped := t.in.skipped(); len(skipped) > 0 {
		line += "; skipped " + batch.FormatReasons(skipped)
	}
	fmt.Fprintf(t.cli.stderr, "pith: %s\n", clean(line))
	if t.ctx.Err() != nil {
		fmt.Fprintf(t.cli.stderr, "pith: hint: %s\n", clean(t.goOn()))
	}
}

// goOn says what becomes of a run that was interrupted.
func (t *tally) goOn() string {
	switch {
	case t.manifest != nil && t.to.resumable():
		return "the same command with --resume goes on"
	case t.to.path != "" && t.to.device == nil:
		return quote(t.to.path) + " was not written; with --manifest FILE, --resume can go on"
	}
	return "with -o and --manifest FILE, --resume can go on"
}

// exit returns the error that sets the exit code.
func (t *tally) exit(limit *failOn) error {
	total := t.done + t.unchanged + t.failed
	switch {
	case !limit.reached(t.failed, total):
		return nil
	case !t.in.many && errors.Is(t.last, extract.ErrNoArticle):
		return &exitError{code: exitNoArticle}
	}
	return &exitError{code: exitFailed}
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// failureMessage is the message of a failed input in JSON.
func failureMessage(o batch.Outcome) string {
	text := message(inputError(o))
	return clean(strings.TrimPrefix(text, quote(displayName(o.Page.Name))+": "))
}
