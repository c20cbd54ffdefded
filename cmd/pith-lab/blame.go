package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pithtext/pith/cmd/pith-lab/internal/blame"
	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/eval"
	"github.com/pithtext/pith/cmd/pith-lab/internal/label"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
	"github.com/pithtext/pith/cmd/pith-lab/internal/table"
)

func newBlame() *cobra.Command {
	var f pithFlags
	var show int
	c := &cobra.Command{
		Use:   "blame FOLDER...",
		Short: "Show which stage or rule dropped or kept blocks wrongly",
		Args:  folders,
		RunE:  func(c *cobra.Command, args []string) error { return runBlame(c, &f, args, show) },
	}
	f.add(c)
	c.Flags().IntVar(&show, "show", 0, "list the first `N` wrong blocks of each")
	return c
}

func runBlame(c *cobra.Command, f *pithFlags, dirs []string, show int) error {
	pith, corpora, err := f.traced(dirs)
	if err != nil {
		return err
	}
	ledger := blame.NewLedger(show)
	type judged struct {
		page   string
		answer system.Answer
		labels []label.Block
	}
	order := eval.NewOrder(func(j judged) error {
		if j.answer.Trace != nil {
			ledger.Add(j.page, j.answer.Trace.Blocks, j.labels)
		}
		return nil
	})
	guarded := system.Guarded(pith)
	err = eval.Each(c.Context(), corpora, f.workers, func(i int, cp *corpus.Corpus, p *corpus.Page) error {
		body, err := p.Read()
		if err != nil {
			return err
		}
		// A page without a trace has nothing to blame anyone for.
		a, _ := guarded.Extract(c.Context(), p, body)
		j := judged{page: cp.Name + "/" + p.ID, answer: a}
		if a.Trace != nil {
			j.labels = label.Page(cp, p, a.Trace)
		}
		return order.Put(i, j)
	})
	if err != nil {
		return err
	}
	return listBlame(c.OutOrStdout(), ledger.Records())
}

func listBlame(w io.Writer, records []*blame.Record) error {
	t := table.Table{Header: []string{"decided by", "lost", "words", "cleaned", "words", "noise", "words", "found", "words"}}
	for _, r := range records {
		t.Add(decider(r), r.Lost.Blocks, r.Lost.Words, r.Cleaned.Blocks, r.Cleaned.Words,
			r.Noise.Blocks, r.Noise.Words, r.Found.Blocks, r.Found.Words)
	}
	if err := t.Text(w); err != nil {
		return err
	}
	for _, r := range records {
		for i, b := range r.Wrong {
			if i == 0 {
				fmt.Fprintf(w, "\n## %s\n\n", decider(r))
			}
			verb := "lost"
			if b.Kept {
				verb = "noise"
			}
			fmt.Fprintf(w, "%s  %-5s  %s\n", b.Page, verb, shorten(b.Text, 160))
		}
	}
	return nil
}

func decider(r *blame.Record) string { return strings.TrimSpace(r.By + " " + r.Rule) }

// shorten puts s on one line of at most n characters.
func shorten(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return string(r)
}
