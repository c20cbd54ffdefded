package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pithtext/pith/extract"
)

// serveForTest is the process at the other end of the pools below.
func serveForTest() {
	err := Serve(context.Background(), os.Stdin, os.Stdout, func(ctx context.Context, p Page) (Result, error) {
		switch p.Name {
		case "die":
			fmt.Fprintln(os.Stderr, "fatal error: stack overflow")
			os.Exit(2)
		case "hang":
			select {}
		case "unread":
			return Result{Data: []byte("enough")}, nil
		}
		return shout(ctx, p)
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func testPool(t *testing.T, limit time.Duration) *Pool {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return NewPool(func() *exec.Cmd {
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), "BATCH_TEST_WORKER=1")
		return cmd
	}, limit)
}

func TestPool(t *testing.T) {
	pool := testPool(t, time.Minute)
	defer pool.Close()
	long := strings.Repeat("word ", 100_000)
	ask := func(name string, body io.Reader) string {
		res, err := pool.Extract(t.Context(), Page{Name: name, URL: "https://example.com", Body: body})
		if err != nil {
			return Code(err) + ": " + err.Error()
		}
		return fmt.Sprintf("%d %.20s", res.Words, res.Data)
	}
	got := []string{
		ask("a", strings.NewReader("two words")),
		ask("b", strings.NewReader("nothing")),
		ask("c", strings.NewReader("panic")),
		ask("die", strings.NewReader(long)),
		ask("d", strings.NewReader(long)),
		ask("unread", strings.NewReader(long)),
		ask("e", io.MultiReader(strings.NewReader("half"), failing{errors.New("bad sector")})),
		ask("f", strings.NewReader("")),
		ask("g", strings.NewReader("large")),
	}
	want := []string{
		"2 TWO WORDS",
		"no_article: no article found",
		"crash: extraction crashed: out of cheese",
		"crash: extraction process died: fatal error: stack overflow",
		"100000 WORD WORD WORD WORD ",
		"0 enough",
		"failed: bad sector",
		"0 ",
		"limit: " + (&extract.LimitError{Limit: "bytes", Value: 5}).Error(),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	_, err := pool.Extract(t.Context(), Page{Name: "b", Body: strings.NewReader("nothing")})
	if !errors.Is(err, extract.ErrNoArticle) {
		t.Errorf("%v is not ErrNoArticle", err)
	}
	var limit *extract.LimitError
	_, err = pool.Extract(t.Context(), Page{Name: "g", Body: strings.NewReader("large")})
	if !errors.As(err, &limit) || *limit != (extract.LimitError{Limit: "bytes", Value: 5}) {
		t.Errorf("%v is not the LimitError", err)
	}
}

func TestPoolKillsWhatHangs(t *testing.T) {
	pool := testPool(t, 50*time.Millisecond)
	defer pool.Close()
	_, err := pool.Extract(t.Context(), Page{Name: "hang", Body: strings.NewReader("")})
	if want := "extraction process died: no answer after 50ms"; err == nil || err.Error() != want || Code(err) != "timeout" {
		t.Errorf("got %v (%s)", err, Code(err))
	}
}

func TestPoolConcurrent(t *testing.T) {
	pool := testPool(t, time.Minute)
	defer pool.Close()
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			for j := range 20 {
				text := fmt.Sprintf("worker %d page %d", i, j)
				if j == 10 {
					if _, err := pool.Extract(t.Context(), Page{Name: "die", Body: strings.NewReader("")}); Code(err) != "crash" {
						t.Errorf("got %v", err)
					}
				}
				res, err := pool.Extract(t.Context(), Page{Name: "x", Body: strings.NewReader(text)})
				if err != nil || string(res.Data) != strings.ToUpper(text) {
					t.Errorf("got %q, %v", res.Data, err)
				}
			}
		})
	}
	group.Wait()
}

func TestPoolNoProgram(t *testing.T) {
	pool := NewPool(func() *exec.Cmd { return exec.Command("./no-such-program") }, time.Second)
	defer pool.Close()
	if _, err := pool.Extract(t.Context(), Page{Name: "x", Body: strings.NewReader("")}); err == nil || !strings.HasPrefix(err.Error(), "extraction process: ") {
		t.Errorf("got %v", err)
	}
}
