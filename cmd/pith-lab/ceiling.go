package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/eval"
	"github.com/pithtext/pith/cmd/pith-lab/internal/label"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
)

func newCeiling() *cobra.Command {
	var f pithFlags
	var worst int
	c := &cobra.Command{
		Use:   "ceiling FOLDER...",
		Short: "Score the choice of blocks that the truth itself would make",
		Args:  folders,
		RunE: func(c *cobra.Command, args []string) error {
			return runCeiling(c, &f, args, worst)
		},
	}
	f.add(c)
	c.Flags().IntVar(&worst, "worst", 10, "list the `N` worst pages")
	return c
}

func runCeiling(c *cobra.Command, f *pithFlags, dirs []string, worst int) error {
	pith, corpora, err := f.traced(dirs)
	if err != nil {
		return err
	}
	byName := map[string]*corpus.Corpus{}
	for _, cp := range corpora {
		if cp.Kind == corpus.Segments {
			return usage("%s: snippets do not say what a whole page's blocks are worth", cp.Name)
		}
		byName[cp.Name] = cp
	}
	oracle := system.Func(func(ctx context.Context, p *corpus.Page, body []byte) (system.Answer, error) {
		a, err := pith.Extract(ctx, p, body)
		if a.Trace == nil {
			return a, fmt.Errorf("no trace: %w", err)
		}
		a.Text = chosen(a, label.Page(byName[p.Corpus], p, a.Trace))
		return a, nil
	})
	results, err := eval.Run(c.Context(), oracle, corpora, f.workers, nil)
	if err != nil {
		return err
	}
	for _, cp := range corpora {
		s := eval.Summarize(cp, results)
		if err := scores(c.OutOrStdout(), &s); err != nil {
			return err
		}
		refused(c.OutOrStdout(), &s)
	}
	return listWorst(c.OutOrStdout(), eval.Worst(results, "", worst))
}

// chosen is the text of the blocks labelled as kept.
func chosen(a system.Answer, labels []label.Block) string {
	var b strings.Builder
	for i, l := range labels {
		if l.Label == label.Keep {
			b.WriteString(a.Trace.Blocks[i].Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}
