package main

import (
	"fmt"
	"os"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/pithtext/pith/cmd/pith-lab/internal/copies"
	"github.com/pithtext/pith/cmd/pith-lab/internal/process"
	"github.com/pithtext/pith/cmd/pith-lab/internal/table"
)

// failedPages is pith's exit code when some pages failed: corpora hold a few.
const failedPages = 1

// pith runs pith quietly.
func (r *batchRun) pithRun(args ...string) (process.Usage, error) {
	return process.Run(r.ctx, r.program, append([]string{"-q"}, args...), failedPages)
}

// start measures a whole process with one page of about 100 kB.
func (r *batchRun) start() error {
	const runs = 20
	page := copies.Nearest(r.corpus, 100_000)
	var wall, cpu []time.Duration
	peak := int64(0)
	for range runs {
		u, err := r.pithRun(page.Path)
		if err != nil {
			return err
		}
		wall, cpu, peak = append(wall, u.Wall), append(cpu, u.CPU), max(peak, u.Peak)
	}
	fmt.Fprintf(r.out, "## start: the whole process, one page of %d kB, %d runs\n\n", page.Size/1000, runs)
	t := &table.Table{Header: []string{"", "fastest", "median"}}
	for _, row := range []struct {
		name  string
		times []time.Duration
	}{{"ms", wall}, {"ms of processor time", cpu}} {
		slices.Sort(row.times)
		t.Add(row.name, inMs(row.times[0]), inMs(row.times[len(row.times)/2]))
	}
	t.Add("MB at its peak", "", inMB(peak))
	return r.print(t)
}

// speed compares one worker with two, and with two processes of one processor
// each, which is what the machine itself makes of a second one.
func (r *batchRun) speed() error {
	root, folders, err := r.folder("copies", r.pages)
	if err != nil {
		return err
	}
	half := len(folders) / 2
	ways := []struct {
		name string
		runs [][]string // processes at once
	}{
		{"-j 1", [][]string{{"-j", "1", root}}},
		{"-j 2", [][]string{{"-j", "2", root}}},
		{"two processes, half the pages each", [][]string{
			append([]string{"-j", "1"}, folders[:half]...), append([]string{"-j", "1"}, folders[half:]...)}},
	}
	best := make([]process.Usage, len(ways))
	for range r.rounds {
		for i, way := range ways {
			u, err := r.atOnce(way.runs)
			if err != nil {
				return err
			}
			if best[i].Wall == 0 || u.Wall < best[i].Wall {
				u.Peak = max(u.Peak, best[i].Peak)
				best[i] = u
			}
		}
	}
	fmt.Fprintf(r.out, "## speed: %d pages to Markdown, %d kB on average, fastest of %d\n\n",
		r.pages, copies.Bytes(r.corpus, r.pages)/int64(r.pages)/1000, r.rounds)
	t := &table.Table{Header: []string{"", "pages/s", "against -j 1", "processors busy", "MB at its peak"}}
	for i, way := range ways {
		t.Add(way.name, fmt.Sprintf("%.0f", float64(r.pages)/best[i].Wall.Seconds()),
			fmt.Sprintf("%.2f", best[0].Wall.Seconds()/best[i].Wall.Seconds()),
			fmt.Sprintf("%.2f", best[i].Busy()), inMB(best[i].Peak))
	}
	return r.print(t)
}

// atOnce runs processes side by side, each into a folder of its own.
func (r *batchRun) atOnce(runs [][]string) (process.Usage, error) {
	each := make([]process.Usage, len(runs))
	var group errgroup.Group
	start := time.Now()
	for i, args := range runs {
		out, err := r.path(fmt.Sprintf("out-%d", i))
		if err != nil {
			return process.Usage{}, err
		}
		group.Go(func() (err error) {
			each[i], err = r.pithRun(append([]string{"-f", "markdown", "-o", out + "/"}, args...)...)
			return err
		})
	}
	err := group.Wait()
	all := process.Usage{Wall: time.Since(start)}
	for _, u := range each {
		all.CPU += u.CPU
		all.Peak += u.Peak
	}
	return all, err
}

// memory shows that the peak does not grow with the number of pages.
func (r *batchRun) memory() error {
	t := &table.Table{Header: []string{"pages", "MB at its peak, -j 2"}}
	for _, n := range []int{r.pages / 100, r.pages / 10, r.pages} {
		root, _, err := r.folder("copies", n)
		if err != nil {
			return err
		}
		out, err := r.path("out")
		if err != nil {
			return err
		}
		u, err := r.pithRun("-j", "2", "-f", "markdown", "-o", out, "--manifest", out+".manifest", root)
		if err != nil {
			return err
		}
		t.Add(n, inMB(u.Peak))
	}
	fmt.Fprint(r.out, "## memory: pages to Markdown, with a manifest\n\n")
	return r.print(t)
}

// archive shows that the peak does not grow with the size of an archive.
func (r *batchRun) archive() error {
	t := &table.Table{Header: []string{"MB", "records", "MB at its peak, -j 2"}}
	path, err := r.path("crawl.warc")
	if err != nil {
		return err
	}
	for _, size := range []int64{int64(r.warc) << 20 / 100, int64(r.warc) << 20 / 10, int64(r.warc) << 20} {
		n, err := copies.WARC(r.corpus, size, path)
		if err != nil {
			return err
		}
		u, err := r.pithRun("-j", "2", "-f", "jsonl", "-o", os.DevNull, path)
		if err != nil {
			return err
		}
		t.Add(size>>20, n, inMB(u.Peak))
	}
	fmt.Fprint(r.out, "## warc: an archive to JSON lines\n\n")
	return r.print(t)
}

func (r *batchRun) print(t *table.Table) error {
	if err := t.Text(r.out); err != nil {
		return err
	}
	_, err := fmt.Fprintln(r.out)
	return err
}

func inMs(d time.Duration) string { return fmt.Sprintf("%.0f", float64(d)/float64(time.Millisecond)) }

func inMB(n int64) string { return fmt.Sprintf("%.0f", float64(n)/1e6) }
