package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/effect"
	"github.com/pithtext/pith/cmd/pith-lab/internal/table"
)

type rulesFlags struct {
	pithFlags
	platforms bool
	markdown  bool
}

func newRules() *cobra.Command {
	var f rulesFlags
	c := &cobra.Command{
		Use:   "rules FOLDER...",
		Short: "Measure what each boilerplate rule, or platform rule, is worth",
		Args:  folders,
		RunE:  func(c *cobra.Command, args []string) error { return runRules(c, &f, args) },
	}
	f.add(c)
	c.Flags().BoolVar(&f.platforms, "platforms", false, "measure platform rules instead of boilerplate rules")
	c.Flags().BoolVar(&f.markdown, "markdown", false, "print Markdown tables")
	return c
}

func runRules(c *cobra.Command, f *rulesFlags, dirs []string) error {
	pith, corpora, err := f.traced(dirs)
	if err != nil {
		return err
	}
	var t *table.Table
	if f.platforms {
		platforms, err := effect.MeasurePlatforms(c.Context(), pith, corpora, f.workers)
		if err != nil {
			return err
		}
		t = platformTable(platforms)
	} else {
		effects, err := effect.MeasureBoilerplate(c.Context(), pith, corpora, f.workers)
		if err != nil {
			return err
		}
		t = boilerplateTable(corpora, effects)
	}
	return printTable(c.OutOrStdout(), t, f.markdown)
}

func printTable(w io.Writer, t *table.Table, markdown bool) error {
	if markdown {
		return t.Markdown(w)
	}
	return t.Text(w)
}

// boilerplateTable shows each corpus's figure without a rule, and what the rule
// adds to it.
func boilerplateTable(corpora []*corpus.Corpus, e *effect.Boilerplates) *table.Table {
	t := &table.Table{Header: []string{"without", "fires on pages", "blocks", "better", "worse"}}
	for _, c := range corpora {
		t.Header = append(t.Header, c.Name)
	}
	row := func(name string, b effect.Boilerplate) {
		cells := []any{name, b.Pages, b.Blocks, b.Better, b.Worse}
		for i, without := range b.Without {
			cells = append(cells, fmt.Sprintf("%.4f %s", without, change(e.With[i]-without)))
		}
		t.Add(cells...)
	}
	all := []any{"(no rule off)", "", "", "", ""}
	for _, with := range e.With {
		all = append(all, fmt.Sprintf("%.4f", with))
	}
	t.Add(all...)
	row("(all rules off)", e.None)
	for _, b := range e.Rules {
		row(b.ID, b)
	}
	return t
}

// change writes what a rule adds to a figure of four decimals, without the
// sign of what rounds to nothing.
func change(d float64) string {
	if s := fmt.Sprintf("%+.4f", d); s != "+0.0000" && s != "-0.0000" {
		return s
	}
	return "±0"
}

func platformTable(platforms []effect.Platform) *table.Table {
	t := &table.Table{Header: []string{"platform", "pages", "with a full text", "F1 without", "F1 with", "better", "worse"}}
	for _, p := range platforms {
		if p.Full == 0 {
			t.Add(p.Name, p.Pages, p.Full, "", "", p.Better, p.Worse)
			continue
		}
		t.Add(p.Name, p.Pages, p.Full, p.Without, p.With, p.Better, p.Worse)
	}
	return t
}
