package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/pithtext/pith/extract/archive"
	"github.com/pithtext/pith/extract/batch"
)

// inputs are the files, folders and streams of one run.
type inputs struct {
	found       *batch.Found
	outputs     []string // of found.Inputs, as planned; nil for a stream
	many        bool     // answered one by one, not as the only input
	stdin       *bufio.Reader
	most        int64          // bytes of a page that are read at all
	contentType string         // that --from implies
	lost        []batch.Reason // records of archives that were no pages
	read        atomic.Int64   // bytes of all inputs that were read
}

// newInputs decides what the inputs are: --from says it, or their first bytes.
func newInputs(ctx context.Context, stdin io.Reader, from string, args []string, found *batch.Found) *inputs {
	in := &inputs{found: found, many: len(args) > 1 || len(found.Roots) > 0, most: defaultBytes}
	in.stdin = bufio.NewReaderSize(&interruptible{ctx: ctx, r: stdin}, archive.SniffLen)
	for i := range found.Inputs {
		one := &found.Inputs[i]
		switch from {
		case "auto":
			if one.Path == "-" && one.Err == nil {
				// Too few bytes are an error of reading, which comes up again.
				head, _ := in.stdin.Peek(archive.SniffLen)
				one.Kind = archive.Sniff(head)
			}
		case "html":
			one.Kind, in.contentType = archive.None, "text/html"
		case "text":
			one.Kind, in.contentType = archive.None, "text/plain"
		default:
			one.Kind = archive.Kind(from)
		}
		if one.Err == nil && (one.Kind == archive.WARC || one.Kind == archive.Lines) {
			in.many = true
		}
	}
	return in
}

// extent returns how much there is to do: the number of pages, or the size of
// the inputs where archives are among them.
func (in *inputs) extent() extent {
	whole := extent{total: int64(len(in.found.Inputs))}
	for _, one := range in.found.Inputs {
		whole.bytes = whole.bytes || one.Kind == archive.WARC || one.Kind == archive.Lines
	}
	if !whole.bytes {
		return whole
	}
	whole.total = 0
	for _, one := range in.found.Inputs {
		info, err := os.Stat(one.Path)
		switch {
		case one.Path == "-" || err == nil && !info.Mode().IsRegular():
			return extent{}
		case err == nil:
			whole.total += info.Size()
		}
	}
	return whole
}

// readable reports whether any input can be read.
func (in *inputs) readable() bool {
	return slices.ContainsFunc(in.found.Inputs, func(i batch.Input) bool { return i.Err == nil })
}

// contains reports whether the file at path is an input.
func (in *inputs) contains(path string) bool {
	target, err := os.Stat(path)
	if err != nil {
		return false
	}
	for _, one := range in.found.Inputs {
		if info, err := os.Stat(one.Path); err == nil && os.SameFile(info, target) {
			return true
		}
	}
	return false
}

// plan gives every input its output below folder, and refuses to overwrite an
// input or the manifest.
func (in *inputs) plan(p *batch.Planner, folder, manifest string) error {
	sources := make(map[string]bool, len(in.found.Inputs))
	for _, one := range in.found.Inputs {
		if real, err := filepath.EvalSymlinks(absolute(one.Path)); err == nil {
			sources[real] = true
		}
	}
	root := absolute(folder)
	if real, err := filepath.EvalSymlinks(root); err == nil {
		root = real
	}
	for _, one := range in.found.Inputs {
		name := p.Page
		if one.Kind == archive.WARC || one.Kind == archive.Lines {
			name = p.Archive
		}
		output, err := name(one.Path)
		if err != nil {
			return err
		}
		to := filepath.Join(folder, filepath.FromSlash(output))
		if sources[filepath.Join(root, filepath.FromSlash(output))] {
			return usage("give another folder with -o", "%s would be overwritten, and it is an input", quote(to))
		}
		if manifest != "" && absolute(manifest) == absolute(to) {
			return usage("give another name", "--manifest: %s is an output", quote(manifest))
		}
		in.outputs = append(in.outputs, output)
	}
	return nil
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// skipped returns why files and records were left out.
func (in *inputs) skipped() []batch.Reason {
	all := slices.Clone(in.found.Skipped)
	for _, r := range in.lost {
		all = batch.Count(all, r.Why, r.Count)
	}
	return all
}

// jobs yields a job for every page. It must be run through once, from one
// goroutine.
func (in *inputs) jobs(plan *batch.Planner) iter.Seq[batch.Job] {
	return func(yield func(batch.Job) bool) {
		for i, one := range in.found.Inputs {
			output := ""
			if in.outputs != nil {
				output = in.outputs[i]
			}
			more := true
			switch {
			case one.Err != nil:
				more = yield(batch.Job{Page: batch.Page{Name: one.Path}, Err: one.Err})
			case one.Kind == archive.None:
				more = yield(batch.Job{
					Page:   batch.Page{Name: one.Path, ContentType: in.contentType},
					Output: output,
					Open:   func() (io.ReadCloser, error) { return in.openPage(one.Path) },
				})
			default:
				more = in.records(one, output, plan, yield)
			}
			if !more {
				return
			}
		}
	}
}

// openPage opens a page. Standard input is read to its end first: the limit of
// time is for the page, not for whoever writes it to a pipe.
func (in *inputs) openPage(path string) (io.ReadCloser, error) {
	file, err := in.openFile(path)
	if err != nil || path != "-" {
		return file, err
	}
	// One byte more than allowed is over the limit.
	data, err := io.ReadAll(io.LimitReader(file, in.most+1))
	return io.NopCloser(bytes.NewReader(data)), err
}

// openFile opens an input, or standard input.
func (in *inputs) openFile(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(in.stdin), nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &counted{f, &in.read}, nil
}

// counted counts what is read of a file.
type counted struct {
	*os.File
	n *atomic.Int64
}

// Read implements io.Reader.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.File.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// WriteTo hides the one of os.File, which would not count.
func (c *counted) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, struct{ io.Reader }{c})
}

// records yields the pages of an archive.
func (in *inputs) records(one batch.Input, output string, plan *batch.Planner, yield func(batch.Job) bool) bool {
	file, err := in.openFile(one.Path)
	if err != nil {
		return yield(batch.Job{Page: batch.Page{Name: one.Path}, Err: &batch.ReadError{Err: err}})
	}
	defer file.Close()
	reader := openArchive(one.Kind, file)
	defer func() { in.countSkipped(reader) }()
	for n := 1; ; n++ {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return true
		}
		job := recordJob(one, n, record, err)
		if record != nil && output != "" {
			job.Output = output
			if one.Kind != archive.MHTML {
				job.Output = plan.Record(output, n, record.URL)
			}
		}
		if !yield(job) {
			return false
		}
		var lost *archive.RecordError
		if err != nil && !errors.As(err, &lost) {
			return true // the archive cannot be read any further
		}
	}
}

// recordJob makes a job of the n-th record of an archive, or of its loss.
func recordJob(one batch.Input, n int, record *archive.Record, err error) batch.Job {
	name := one.Path
	if one.Kind != archive.MHTML {
		name = fmt.Sprintf("%s#%d", one.Path, n)
	}
	if err != nil {
		page := batch.Page{Name: name}
		var lost *archive.RecordError
		if errors.As(err, &lost) {
			page.URL, page.ID = lost.URL, recordID(one.Kind, lost.ID)
		} else {
			err = &batch.ReadError{Err: err}
		}
		return batch.Job{Page: page, Err: err}
	}
	return batch.Job{
		Page: batch.Page{
			Name: name, URL: record.URL, ContentType: record.ContentType,
			ID: recordID(one.Kind, record.ID), Date: record.Date, Warnings: record.Warnings,
		},
		Held: int64(len(record.Body)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(record.Body)), nil },
	}
}

// recordID is a record's identifier as JSON.
func recordID(kind archive.Kind, id string) string {
	if id == "" || kind == archive.Lines {
		return id
	}
	text, err := json.Marshal(id)
	if err != nil {
		return ""
	}
	return string(text)
}

func (in *inputs) countSkipped(r archive.Reader) {
	counts := r.Skipped()
	reasons := make([]string, 0, len(counts))
	for why := range counts {
		reasons = append(reasons, why)
	}
	slices.Sort(reasons)
	for _, why := range reasons {
		in.lost = batch.Count(in.lost, why, counts[why])
	}
}

// openArchive returns the reader for an archive.
func openArchive(kind archive.Kind, r io.Reader) archive.Reader {
	if kind == archive.WARC {
		return archive.NewWARC(r) // each of its records is compressed
	}
	buffered := bufio.NewReader(r)
	r = buffered
	if head, err := buffered.Peek(3); err == nil && bytes.Equal(head, []byte{0x1f, 0x8b, 8}) {
		if z, err := gzip.NewReader(buffered); err == nil {
			r = z
		}
	}
	if kind == archive.Lines {
		return archive.NewLines(r)
	}
	return archive.NewMHTML(r)
}

// interruptible is a reader that gives up waiting when its context ends.
type interruptible struct {
	ctx     context.Context
	r       io.Reader
	results chan int
	buf     []byte
	rest    []byte
	err     error
}

// Read implements io.Reader. After the context ended one read of the
// underlying reader may still be under way.
func (i *interruptible) Read(p []byte) (int, error) {
	if len(i.rest) == 0 && i.err == nil {
		if i.buf == nil {
			i.buf, i.results = make([]byte, 64<<10), make(chan int, 1)
		}
		var readErr error
		go func() {
			var n int
			n, readErr = i.r.Read(i.buf)
			i.results <- n
		}()
		select {
		case n := <-i.results:
			i.rest, i.err = i.buf[:n], readErr
		case <-i.ctx.Done():
			i.err = i.ctx.Err()
		}
	}
	if len(i.rest) > 0 {
		n := copy(p, i.rest)
		i.rest = i.rest[n:]
		return n, nil
	}
	return 0, i.err
}
