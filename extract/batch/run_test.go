package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pithtext/pith/extract"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if os.Getenv("BATCH_TEST_WORKER") != "" {
		serveForTest()
		return
	}
	goleak.VerifyTestMain(m)
}

// shout is an extraction for tests: it answers in capitals, and fails in the
// way that the page asks for.
func shout(_ context.Context, p Page) (Result, error) {
	data, err := io.ReadAll(p.Body)
	if err != nil {
		return Result{}, err
	}
	switch text := string(data); text {
	case "nothing":
		return Result{}, &extract.InputError{Name: p.Name, Op: "extract", Err: extract.ErrNoArticle}
	case "large":
		return Result{}, &extract.InputError{Name: p.Name, Op: "read", Err: &extract.LimitError{Limit: "bytes", Value: 5}}
	case "panic":
		panic("out of cheese")
	default:
		return Result{Data: []byte(strings.ToUpper(text)), Words: len(strings.Fields(text)), Warnings: []string{"loud"}}, nil
	}
}

// textJobs makes a job of every text.
func textJobs(texts ...string) iter.Seq[Job] {
	return func(yield func(Job) bool) {
		for i, text := range texts {
			if !yield(Job{
				Page: Page{Name: fmt.Sprint(i)},
				Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil },
			}) {
				return
			}
		}
	}
}

// said is an outcome for comparison.
func said(o Outcome) string {
	if o.Err != nil {
		return o.Page.Name + " " + Code(o.Err) + ": " + o.Err.Error()
	}
	return fmt.Sprintf("%s %s %s", o.Page.Name, o.Status, o.Result.Data)
}

func TestRunKeepsOrder(t *testing.T) {
	var texts, want []string
	for i := range 500 {
		texts = append(texts, fmt.Sprintf("page %d", i))
		want = append(want, fmt.Sprintf("%d done PAGE %d", i, i))
	}
	for _, workers := range []int{1, 2, 7, 0} {
		var got []string
		err := Run(t.Context(), textJobs(texts...), Options{Workers: workers, Extract: shout, Deliver: func(o Outcome) error {
			got = append(got, said(o))
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d workers: %s", workers, diff)
		}
	}
}

func TestRunFailures(t *testing.T) {
	jobs := func(yield func(Job) bool) {
		for job := range textJobs("a b", "nothing", "panic", "large") {
			if !yield(job) {
				return
			}
		}
		missing := Job{Page: Page{Name: "gone"}, Open: func() (io.ReadCloser, error) { return os.Open("testdata-that-is-not-there") }}
		broken := Job{Page: Page{Name: "broken"}, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader("half"), failing{errors.New("bad sector")})), nil
		}}
		_ = yield(missing) && yield(broken) && yield(Job{Page: Page{Name: "lost"}, Err: &NoPagesError{}})
	}
	var got []string
	var first Outcome
	err := Run(t.Context(), jobs, Options{Workers: 3, Extract: shout, Deliver: func(o Outcome) error {
		if first.Page.Name == "" {
			first = o
		}
		got = append(got, said(o))
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"0 done A B",
		"1 no_article: 1: no article found",
		"2 crash: extraction crashed: out of cheese",
		"3 limit: 3: " + (&extract.LimitError{Limit: "bytes", Value: 5}).Error(),
		"gone not_found: open testdata-that-is-not-there: no such file or directory",
		"broken read: bad sector",
		"lost no_pages: folder is empty",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	const sum = "c8687a08aa5d6ed2044328fa6a697ab8e96dc34291e8c2c44a3e46f2e0a9d5e3" // of "a b"
	if first.Bytes != 3 || len(first.SHA256) != len(sum) || first.Result.Words != 2 {
		t.Errorf("got %d bytes, sum %s, %d words", first.Bytes, first.SHA256, first.Result.Words)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// TestRunCancel cancels while a page is under way: it is finished and
// delivered, and none is begun after it.
func TestRunCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var begun, before atomic.Int32
	const workers = 2
	var got []string
	err := Run(ctx, textJobs(make([]string, 1000)...), Options{
		Workers: workers,
		Extract: func(ctx context.Context, p Page) (Result, error) {
			if begun.Add(1) == 3 {
				cancel()
				before.Store(begun.Load())
			}
			return Result{}, ctx.Err()
		},
		Deliver: func(o Outcome) error {
			if o.Err != nil {
				t.Errorf("%s: %v", o.Page.Name, o.Err)
			}
			got = append(got, o.Page.Name)
			return nil
		},
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	// Besides those under way, the one that was being handed over may begin.
	if int(begun.Load()) != len(got) || begun.Load() > before.Load()+workers+1 {
		t.Errorf("%d begun, %d of them before the end, %d delivered", begun.Load(), before.Load(), len(got))
	}
	for i, name := range got {
		if name != fmt.Sprint(i) {
			t.Fatalf("delivered %q", got)
		}
	}
}

func TestRunDeliverError(t *testing.T) {
	full := errors.New("disk full")
	delivered := 0
	err := Run(t.Context(), textJobs(make([]string, 1000)...), Options{
		Workers: 2,
		Extract: func(context.Context, Page) (Result, error) { return Result{}, nil },
		Deliver: func(o Outcome) error {
			if delivered++; delivered == 5 {
				return full
			}
			return nil
		},
	})
	if !errors.Is(err, full) || delivered != 5 {
		t.Errorf("got %v after %d", err, delivered)
	}
}

// TestRunBounded has a slow first page: the others must not pile up behind it.
func TestRunBounded(t *testing.T) {
	var ahead atomic.Int32
	release := make(chan struct{})
	const workers = 2
	// Those in the window, the first one, which is waited for, and the one that
	// waits to enter.
	const most = workers*window + 2
	jobs := func(yield func(Job) bool) {
		n := 0
		for job := range textJobs(make([]string, 1000)...) {
			n++
			if n == most {
				close(release)
			}
			if !yield(job) {
				return
			}
		}
	}
	err := Run(t.Context(), jobs, Options{
		Workers: workers,
		Extract: func(_ context.Context, p Page) (Result, error) {
			if p.Name == "0" {
				<-release
				return Result{}, nil
			}
			ahead.Add(1)
			return Result{}, nil
		},
		Deliver: func(o Outcome) error {
			if o.Page.Name == "0" && ahead.Load() > most {
				t.Errorf("%d pages were done ahead of the first", ahead.Load())
			}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRunHeld(t *testing.T) {
	var held, most atomic.Int64
	const each = heldBytes / 4
	jobs := func(yield func(Job) bool) {
		for i := range 40 {
			job := Job{Page: Page{Name: fmt.Sprint(i)}, Held: each, Open: func() (io.ReadCloser, error) {
				return io.NopCloser(strings.NewReader("")), nil
			}}
			if !yield(job) {
				return
			}
			// The job was taken: its bytes are held until it is done.
			most.Store(max(most.Load(), held.Add(each)))
		}
	}
	err := Run(t.Context(), jobs, Options{
		Workers: 8,
		Extract: func(context.Context, Page) (Result, error) { held.Add(-each); return Result{}, nil },
		Deliver: func(Outcome) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	if most.Load() > heldBytes {
		t.Errorf("%d bytes were held, limit is %d", most.Load(), heldBytes)
	}
}

func TestResume(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "in")
	if err := os.Mkdir(in, 0o777); err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(in, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("a", "alpha")
	put("b", "nothing")
	put("c", "gamma")
	run := func(settings string) (got []string) {
		t.Helper()
		m, err := ResumeManifest(filepath.Join(dir, "manifest"), settings)
		if err != nil {
			t.Fatal(err)
		}
		folder, err := OpenFolder(filepath.Join(dir, "out"))
		if err != nil {
			t.Fatal(err)
		}
		jobs := func(yield func(Job) bool) {
			for _, name := range []string{"a", "b", "c"} {
				job := Job{Page: Page{Name: name}, Output: name + ".txt", Open: func() (io.ReadCloser, error) {
					return os.Open(filepath.Join(in, name))
				}}
				if !yield(job) {
					return
				}
			}
		}
		err = Run(t.Context(), jobs, Options{Extract: shout, Folder: folder, Known: m, Deliver: func(o Outcome) error {
			got = append(got, o.Page.Name+" "+string(o.Status))
			return m.Add(o, o.Output)
		}})
		if err := errors.Join(err, m.Close(), folder.Close()); err != nil {
			t.Fatal(err)
		}
		return got
	}
	check := func(what string, want, got []string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	check("first", []string{"a done", "b failed", "c done"}, run("x"))
	check("again", []string{"a unchanged", "b failed", "c unchanged"}, run("x"))
	put("a", "alphb") // same size
	put("b", "beta")
	os.Remove(filepath.Join(dir, "out", "c.txt"))
	check("changed", []string{"a done", "b done", "c done"}, run("x"))
	put("c", "gamma ray")
	check("grown", []string{"a unchanged", "b unchanged", "c done"}, run("x"))
	check("other settings", []string{"a done", "b done", "c done"}, run("y"))

	// A line that was cut short, as a kill leaves it.
	path := filepath.Join(dir, "manifest")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data[:len(data)-20], 0o666); err != nil {
		t.Fatal(err)
	}
	check("cut short", []string{"a unchanged", "b unchanged", "c done"}, run("y"))
	data, err = os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if !strings.HasPrefix(line, "{") || !strings.HasSuffix(line, "}") {
			t.Errorf("line %d: %q", i+1, line)
		}
	}
}
