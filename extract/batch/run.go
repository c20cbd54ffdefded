package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

// window is how many jobs a worker may be ahead of the one that is delivered
// next. One slow page (10 s at most by default, against about 5 ms for others)
// stalls the rest only when the window is full; each job in it holds no more
// than one rendered page.
const window = 32

// heldBytes bounds the bytes of archive records that wait for a worker: two
// records of the largest size that package archive hands out.
const heldBytes = 128 << 20

// Options configures Run.
type Options struct {
	Workers int     // pages at once; 0 means one for each processor
	Extract Extract // required
	Folder  *Folder // where results of jobs with an Output are written; may be nil when none has one

	// Known is what earlier runs did; a job that it holds, whose input has the
	// same size and hash and whose output is still there, is not done again.
	Known *Manifest

	// Journal is where Deliver writes results of jobs without an Output, so that
	// those of earlier runs are found there; may be nil.
	Journal *Journal

	// Deliver gets every outcome, in the order of the jobs, from one goroutine
	// at a time. An error from it ends the run.
	Deliver func(Outcome) error
}

// PanicError is a page that crashed its extraction.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("extraction crashed: %v", e.Value) }

// WriteError is a result that could not be written.
type WriteError struct{ Err error }

func (e *WriteError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *WriteError) Unwrap() error { return e.Err }

// ReadError is an input that could not be opened or read.
type ReadError struct{ Err error }

func (e *ReadError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *ReadError) Unwrap() error { return e.Err }

// Run does the jobs and delivers their outcomes in order. A job that fails or
// panics costs that job only. When ctx is cancelled no further job is begun,
// those under way are finished and delivered, and the context's error is
// returned. Run returns once every job that it took from jobs is delivered.
func Run(ctx context.Context, jobs iter.Seq[Job], o Options) error {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	r := runner{options: o, held: semaphore.NewWeighted(heldBytes)}
	stop, cancel := context.WithCancel(ctx)
	defer cancel()

	work := make(chan task)
	order := make(chan chan Outcome, o.Workers*window)
	var group sync.WaitGroup
	for range o.Workers {
		group.Go(func() {
			for t := range work {
				// Pages under way are finished after a cancellation.
				t.result <- r.do(context.WithoutCancel(ctx), t.job)
			}
		})
	}
	group.Go(func() {
		defer close(order)
		defer close(work)
		r.feed(stop, jobs, work, order)
	})

	var failed error
	for result := range order {
		outcome := <-result
		if failed == nil {
			if failed = o.Deliver(outcome); failed != nil {
				cancel()
			}
		}
	}
	group.Wait()
	if failed != nil {
		return failed
	}
	return ctx.Err()
}

type task struct {
	job    Job
	result chan Outcome
}

type runner struct {
	options Options
	held    *semaphore.Weighted
}

// feed hands the jobs to the workers until they end or ctx is cancelled. A job
// enters order before work, so that its place is fixed.
func (r *runner) feed(ctx context.Context, jobs iter.Seq[Job], work chan<- task, order chan<- chan Outcome) {
	for job := range jobs {
		if job.Held > heldBytes {
			job.Held = heldBytes
		}
		if r.held.Acquire(ctx, job.Held) != nil || ctx.Err() != nil {
			return
		}
		result := make(chan Outcome, 1)
		select {
		case order <- result:
		case <-ctx.Done():
			return
		}
		work <- task{job, result}
	}
}

// do does one job from opening to writing.
func (r *runner) do(ctx context.Context, job Job) Outcome {
	defer r.held.Release(job.Held)
	start := time.Now()
	out := Outcome{Page: job.Page, Output: job.Output, Status: Done}
	if entry, ok := r.options.Known.done(job); ok && r.unchanged(job, entry) {
		out.Status, out.Bytes, out.SHA256 = Unchanged, entry.Size, entry.SHA256
		out.Result.Words, out.ResultSHA256 = entry.Words, entry.OutputSHA256
		return out
	}
	out.Err = r.extract(ctx, job, &out)
	if out.Err == nil && job.Output != "" {
		if err := r.options.Folder.Write(job.Output, out.Result.Data); err != nil {
			out.Err = &WriteError{err}
		}
	}
	if out.Err != nil {
		out.Status = Failed
		out.Result.Data = nil
	} else if r.options.Journal != nil {
		sum := sha256.Sum256(out.Result.Data)
		out.ResultSHA256 = hex.EncodeToString(sum[:])
	}
	out.Elapsed = time.Since(start)
	return out
}

// extract reads and extracts the page of job, and fills in what was read.
func (r *runner) extract(ctx context.Context, job Job, out *Outcome) error {
	if job.Err != nil {
		return job.Err
	}
	body, err := job.Open()
	if err != nil {
		return &ReadError{err}
	}
	defer body.Close()
	in := &meter{r: body, sum: sha256.New()}
	page := job.Page
	page.Body = in
	out.Result, err = safely(ctx, r.options.Extract, page)
	if in.err == io.EOF {
		out.SHA256 = hex.EncodeToString(in.sum.Sum(nil))
	}
	out.Bytes = in.n
	if in.err != nil && in.err != io.EOF && errors.Is(err, in.err) {
		return &ReadError{in.err}
	}
	return err
}

// safely calls f and turns a panic into an error.
func safely(ctx context.Context, f Extract, p Page) (res Result, err error) {
	defer func() {
		if v := recover(); v != nil {
			res, err = Result{}, &PanicError{Value: v, Stack: debug.Stack()}
		}
	}()
	return f(ctx, p)
}

// unchanged reports whether the input of job is what entry was made from, and
// its output is still there: as long as it was, or in the journal.
func (r *runner) unchanged(job Job, entry Entry) bool {
	if job.Output != "" {
		if !strings.HasSuffix("/"+filepath.ToSlash(entry.Output), "/"+job.Output) {
			return false // the place is another input's now
		}
		size, err := r.options.Folder.Size(job.Output)
		if err != nil || size != entry.Bytes {
			return false
		}
	} else if !r.options.Journal.Has(entry.OutputSHA256) {
		return false
	}
	body, err := job.Open()
	if err != nil {
		return false
	}
	defer body.Close()
	in := &meter{r: body, sum: sha256.New()}
	// One byte more than expected is enough to know that the file grew.
	n, err := io.Copy(io.Discard, io.LimitReader(in, entry.Size+1))
	return err == nil && n == entry.Size && hex.EncodeToString(in.sum.Sum(nil)) == entry.SHA256
}

// meter counts and hashes what is read through it.
type meter struct {
	r   io.Reader
	n   int64
	sum hash.Hash
	err error // what the reader ended with
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	m.sum.Write(p[:n])
	if err != nil {
		m.err = err
	}
	return n, err
}
