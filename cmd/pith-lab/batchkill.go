package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/pithtext/pith/cmd/pith-lab/internal/copies"
	"github.com/pithtext/pith/cmd/pith-lab/internal/process"
	"github.com/pithtext/pith/cmd/pith-lab/internal/table"
)

// kill kills runs at random moments, resumes them, and compares what comes out
// at last with what a run leaves that nobody killed.
func (r *batchRun) kill() error {
	root, _, err := r.folder("copies", r.pages/5)
	if err != nil {
		return err
	}
	t := &table.Table{Header: []string{"output", "kills", "results", "of them equal"}}
	var differences []string
	for _, way := range []struct{ name, format, out string }{
		{"a folder", "markdown", "out/"}, {"one file", "jsonl", "out.jsonl"},
	} {
		e := &endurance{batchRun: r, args: []string{"-j", "2", "-f", way.format, root}}
		if err := e.run(way.out); err != nil {
			return err
		}
		t.Add(way.name, e.kills, e.results, e.results-e.unequal)
		differences = append(differences, e.differences...)
	}
	fmt.Fprintf(r.out, "## kill: kill -9 at random moments, --resume, %d pages\n\n", r.pages/5)
	if err := r.print(t); err != nil {
		return err
	}
	if len(differences) > 0 {
		return fmt.Errorf("not what an uninterrupted run leaves:\n%s", strings.Join(differences, "\n"))
	}
	return nil
}

// endurance is one output that is killed again and again.
type endurance struct {
	*batchRun
	args []string

	kills, results, unequal int
	differences             []string
}

// run kills r.kills times, and resumes after each. Moments are spread so that a
// run is killed about ten times before it can end; one that ends is compared,
// and the next begins anew.
func (e *endurance) run(out string) error {
	want, err := e.path("want-" + out)
	if err != nil {
		return err
	}
	dir := strings.HasSuffix(out, "/")
	u, err := e.resume(want, dir)
	if err != nil {
		return err
	}
	for e.kills < e.batchFlags.kills {
		got, err := e.path("got-" + out)
		if err != nil {
			return err
		}
		if _, err := e.path("got-" + out + ".manifest"); err != nil {
			return err
		}
		if err := e.killAll(got, dir, u.Wall/5); err != nil {
			return err
		}
		if _, err := e.resume(got, dir); err != nil {
			return err
		}
		diff, err := copies.Compare(want, got)
		if err != nil {
			return err
		}
		e.results++
		if len(diff) > 0 {
			e.unequal++
			e.differences = append(e.differences, diff...)
		}
	}
	return nil
}

// killAll kills until a run ends before its moment or there were enough kills.
func (e *endurance) killAll(out string, dir bool, longest time.Duration) error {
	for e.kills < e.batchFlags.kills {
		after := time.Duration(e.random.Int64N(int64(longest)) + 1)
		killed, err := process.Kill(e.ctx, after, e.program, e.arguments(out, dir))
		if err != nil {
			return err
		}
		if !killed {
			return nil
		}
		e.kills++
	}
	return nil
}

// resume runs to the end.
func (e *endurance) resume(out string, dir bool) (process.Usage, error) {
	return process.Run(e.ctx, e.program, e.arguments(out, dir), failedPages)
}

func (e *endurance) arguments(out string, dir bool) []string {
	manifest := out + ".manifest"
	if dir {
		out += "/"
	}
	return append([]string{"-q", "--resume", "--manifest", manifest, "-o", out}, e.args...)
}
