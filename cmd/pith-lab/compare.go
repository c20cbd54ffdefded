package main

import (
	"fmt"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/eval"
	"github.com/pithtext/pith/cmd/pith-lab/internal/speed"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
	"github.com/pithtext/pith/cmd/pith-lab/internal/table"
)

// htmlParse is the name of the bare parser in comparisons.
const htmlParse = "html.Parse"

type compareFlags struct {
	pithFlags
	systems  []string
	rounds   int
	markdown bool
	profile  string
}

func newCompare() *cobra.Command {
	var f compareFlags
	c := &cobra.Command{
		Use:   "compare FOLDER...",
		Short: "Time pith and its peers on the same pages, interleaved, on one core",
		Args:  folders,
		RunE: func(c *cobra.Command, args []string) error {
			return profile(f.profile, func() error { return runCompare(c, &f, args) })
		},
	}
	f.add(c)
	fs := c.Flags()
	fs.StringSliceVar(&f.systems, "systems", append([]string{htmlParse}, system.Names()...), "what to time")
	fs.IntVar(&f.rounds, "rounds", 3, "runs of each system on each page, after one that does not count")
	fs.BoolVar(&f.markdown, "markdown", false, "print a Markdown table")
	fs.StringVar(&f.profile, "cpuprofile", "", "write a CPU profile to `FILE`")
	if err := fs.MarkHidden("jobs"); err != nil {
		panic(err)
	}
	return c
}

func runCompare(c *cobra.Command, f *compareFlags, dirs []string) error {
	if f.rounds < 1 {
		return usage("--rounds: %d is less than 1", f.rounds)
	}
	options, err := f.options()
	if err != nil {
		return err
	}
	var entries []speed.Entry
	for _, name := range f.systems {
		s := system.Parse
		if name != htmlParse {
			if s, err = system.Open(name, options); err != nil {
				return errUsage{err}
			}
		}
		entries = append(entries, speed.Entry{Name: name, System: s})
	}
	corpora, err := f.load(dirs)
	if err != nil {
		return err
	}
	pages := make([]*corpus.Page, 0, eval.Count(corpora))
	for _, cp := range corpora {
		for i := range cp.Pages {
			pages = append(pages, &cp.Pages[i])
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	times, err := speed.Measure(c.Context(), entries, pages, f.rounds)
	if err != nil {
		return err
	}
	out := c.OutOrStdout()
	fmt.Fprintf(out, "%d pages of %s, %.0f kB on average, one core, median of %d rounds, ms of processor time a page\n\n",
		len(pages), strings.Join(names(corpora), ", "), float64(times.Bytes)/1000/float64(len(pages)), f.rounds)
	t := speedTable(&times)
	if f.markdown {
		return t.Markdown(out)
	}
	return t.Text(out)
}

// speedTable has a column of ratios for each yardstick that was timed.
func speedTable(times *speed.Times) *table.Table {
	t := &table.Table{Header: []string{"system", "mean", "P50", "P95"}}
	var yardsticks []speed.Stats
	for _, name := range []string{htmlParse, "readability", "trafilatura"} {
		if i := slices.Index(times.Entries, name); i >= 0 {
			t.Header = append(t.Header, "/ "+name)
			yardsticks = append(yardsticks, times.Stats(i))
		}
	}
	for i, name := range times.Entries {
		s := times.Stats(i)
		row := []any{name, ms(s.Mean), ms(s.P50), ms(s.P95)}
		for _, y := range yardsticks {
			row = append(row, ms(s.Mean/y.Mean))
		}
		t.Add(row...)
	}
	return t
}

func ms(v float64) string { return fmt.Sprintf("%.2f", v) }

func names(corpora []*corpus.Corpus) []string {
	out := make([]string, len(corpora))
	for i, c := range corpora {
		out[i] = c.Name
	}
	return out
}
