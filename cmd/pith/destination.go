package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pithtext/pith/extract/batch"
)

// destination is where results go: a folder, which the workers write to, or a
// stream, which is standard output or one file.
type destination struct {
	plan   *batch.Planner // nil for a stream
	folder *batch.Folder  // nil for a stream

	stdout   *output
	terminal bool   // strip control characters
	path     string // of the output file; empty for standard output
	file     *batch.File
	journal  *batch.Journal // in place of file where a later run can go on
	device   io.WriteCloser // an output that is no regular file, such as /dev/null
	lines    bool           // failures have a record too
}

// newDestination decides where results go, and refuses what cannot work.
func newDestination(f *convertFlags, in *inputs, args []string, stdout io.Writer) (*destination, error) {
	format := f.render.format.value
	name := f.output
	if name == "-" {
		name = ""
	}
	info, err := os.Stat(name)
	isFolder := name != "" && (err == nil && info.IsDir() || strings.HasSuffix(name, "/") || os.IsPathSeparator(name[len(name)-1]))
	d := &destination{lines: format == formatLines}
	switch {
	case d.lines && isFolder:
		return nil, usage("give a file, or use -f json for a file each", "-f jsonl writes one stream, and %s is a folder", quote(name))
	case name != "" && (isFolder || in.many && !d.lines):
		if err == nil && !info.IsDir() {
			return nil, usage("give a folder, or use -f jsonl for one file", "several inputs cannot go to the one file %s", quote(name))
		}
		return d, d.openFolder(f, in, args, name)
	case f.resume && !(d.lines && name != "" && (err != nil || info.Mode().IsRegular())):
		return nil, usage("add -o and a folder, or -f jsonl and -o with a file", "--resume needs outputs that it can look at")
	case f.flat:
		return nil, usage("add -o and a folder", "--flat needs an output folder")
	case in.many && !d.lines && in.readable():
		return nil, usage("use -o and a folder for a file each, or -f jsonl for one stream",
			"several inputs cannot go to standard output as %s", format)
	}
	if name == "" {
		d.stdout = &output{w: stdout}
		d.terminal = isTerminal(stdout)
		return d, nil
	}
	return d, d.openFile(in, name, info)
}

// openFolder plans for the output folder and opens it.
func (d *destination) openFolder(f *convertFlags, in *inputs, args []string, name string) error {
	layout := batch.Mirror
	if f.flat {
		layout = batch.Flat
	}
	var err error
	if d.plan, err = batch.NewPlanner(args, in.found.Roots, extensions[f.render.format.value], layout); err != nil {
		return err
	}
	if err := in.plan(d.plan, name, f.manifest); err != nil {
		return err
	}
	d.folder, err = batch.OpenFolder(name)
	return err
}

// openFile prepares the output file; it is created with the first result.
func (d *destination) openFile(in *inputs, name string, info os.FileInfo) error {
	d.path = name
	if in.contains(name) {
		return usage("give another name", "%s is an input", quote(name))
	}
	if info != nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		d.device = f
		d.stdout = &output{w: f}
		return nil
	}
	parent, err := os.Stat(filepath.Dir(name))
	if err != nil {
		return &exitError{exitFailed, err, "create the folder first"}
	}
	if !parent.IsDir() {
		return usage("", "%s is not a folder", quote(filepath.Dir(name)))
	}
	return nil
}

// open makes the file of a run with a manifest one that a later run can go on
// with, as this one does where it resumes.
func (d *destination) open(f *convertFlags) (err error) {
	if f.manifest == "" || !d.lines || d.path == "" || d.device != nil {
		return nil
	}
	if f.resume {
		d.journal, err = batch.ResumeJournal(d.path)
	} else {
		d.journal, err = batch.CreateJournal(d.path)
	}
	return err
}

// resumable reports whether a later run can go on with what was written.
func (d *destination) resumable() bool { return d.folder != nil || d.journal != nil }

// write writes the outcome to the stream. Folders are written to by the workers.
func (d *destination) write(o batch.Outcome) error {
	if d.folder != nil {
		return nil
	}
	data := o.Result.Data
	if o.Err != nil {
		if !d.lines {
			return nil
		}
		var err error
		if data, err = failure(o); err != nil {
			return err
		}
	}
	if d.journal != nil {
		if err := d.record(o, data); err != nil {
			return &outputError{err}
		}
		return nil
	}
	if d.stdout == nil {
		f, err := batch.CreateFile(d.path)
		if err != nil {
			return &outputError{err}
		}
		d.file, d.stdout = f, &output{w: f}
	}
	if d.terminal {
		data = []byte(printable(string(data)))
	}
	return d.stdout.write(data)
}

// record puts the line of an outcome into the journal.
func (d *destination) record(o batch.Outcome, line []byte) error {
	if o.Status == batch.Unchanged {
		return d.journal.Keep(o.ResultSHA256)
	}
	return d.journal.Add(line)
}

// name is where the outcome was written, for the manifest.
func (d *destination) name(o batch.Outcome) string {
	switch {
	case o.Err != nil && !d.lines:
		return ""
	case d.folder != nil:
		return d.folder.Path(o.Output)
	}
	return d.path
}

// close makes the output file appear, unless the run ended with an error.
func (d *destination) close(failed error) error {
	switch {
	case d.folder != nil:
		return d.folder.Close()
	case d.device != nil:
		return d.device.Close()
	case d.journal != nil && failed != nil:
		return d.journal.Leave()
	case d.journal != nil:
		if err := d.journal.Commit(); err != nil {
			return &outputError{err}
		}
		return nil
	case d.file == nil:
		return nil
	case failed != nil:
		return d.file.Discard()
	}
	if err := d.file.Commit(); err != nil {
		return &outputError{err}
	}
	return nil
}
