package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/dataset"
	"github.com/pithtext/pith/cmd/pith-lab/internal/eval"
	"github.com/pithtext/pith/cmd/pith-lab/internal/label"
	"github.com/pithtext/pith/cmd/pith-lab/internal/score"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
)

func newExport() *cobra.Command {
	var f pithFlags
	var dir string
	c := &cobra.Command{
		Use:   "export FOLDER... -o DIR",
		Short: "Write features and labels of all blocks for training",
		Args:  folders,
		RunE: func(c *cobra.Command, args []string) error {
			if dir == "" {
				return usage("no folder to write to: -o DIR")
			}
			return runExport(c, &f, args, dir)
		},
	}
	f.add(c)
	c.Flags().StringVarP(&dir, "output", "o", "", "write CORPUS.f32, CORPUS.tsv and names.txt to `DIR`")
	return c
}

func runExport(c *cobra.Command, f *pithFlags, dirs []string, dir string) error {
	options, err := f.options()
	if err != nil {
		return err
	}
	options.Extract.Trace = true
	pith, err := system.NewPith(options)
	if err != nil {
		return errUsage{err}
	}
	corpora, err := f.load(dirs)
	if err != nil {
		return err
	}
	var names []string
	for _, cp := range corpora {
		got, err := exportOne(c, f, system.Guarded(pith), cp, dir)
		if err != nil {
			return fmt.Errorf("%s: %w", cp.Name, err)
		}
		if names != nil && !slices.Equal(names, got) {
			return fmt.Errorf("%s: features differ from those of the corpus before", cp.Name)
		}
		names = got
	}
	return dataset.WriteNames(dir, names)
}

// pageRows is what one page adds.
type pageRows struct {
	page    string
	names   []string
	rows    []dataset.Row
	refusal error // why there are no rows
}

func exportOne(c *cobra.Command, f *pithFlags, pith system.System, cp *corpus.Corpus, dir string) ([]string, error) {
	w, err := dataset.Create(dir, cp.Name)
	if err != nil {
		return nil, err
	}
	labels := map[int]int{}
	left := 0
	order := eval.NewOrder(func(p pageRows) error {
		if p.refusal != nil {
			left++
			fmt.Fprintf(c.ErrOrStderr(), "pith-lab: %s: left out: %v\n", p.page, p.refusal)
			return nil
		}
		for i := range p.rows {
			labels[p.rows[i].Label]++
		}
		return w.Write(p.names, p.rows)
	})
	one := []*corpus.Corpus{cp}
	err = eval.Each(c.Context(), one, f.workers, func(i int, cp *corpus.Corpus, p *corpus.Page) error {
		body, err := p.Read()
		if err != nil {
			return err
		}
		a, refusal := pith.Extract(c.Context(), p, body)
		return order.Put(i, rows(cp, p, a, refusal))
	})
	if err := errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	summarizeExport(c.OutOrStdout(), cp.Name, w, labels, len(cp.Pages)-left)
	return w.Names(), nil
}

func summarizeExport(w io.Writer, name string, d *dataset.Writer, labels map[int]int, pages int) {
	fmt.Fprintf(w, "%s: %d pages, %d blocks (%d kept, %d dropped, %d unknown), %d features\n",
		name, pages, d.Rows, labels[label.Keep], labels[label.Drop], labels[label.Unknown], len(d.Names()))
}

// rows labels the page's blocks. A page that pith refuses still has rows where
// its trace is known.
func rows(cp *corpus.Corpus, p *corpus.Page, a system.Answer, refusal error) pageRows {
	out := pageRows{page: p.ID}
	if a.Trace == nil {
		out.refusal = refusal
		if refusal == nil {
			out.refusal = errors.New("no trace")
		}
		return out
	}
	truth := 0
	score.Tokens(p.Text, cp.Kind == corpus.Multilingual, func(string) { truth++ })
	fold := corpus.Fold(p.URL, p.ID)
	out.names = a.Trace.Features
	for i, l := range label.Page(cp, p, a.Trace) {
		b := &a.Trace.Blocks[i]
		out.rows = append(out.rows, dataset.Row{
			Page: p.ID, Fold: fold, Type: p.Type, Block: b.Index, Label: l.Label,
			Chars: utf8.RuneCountInString(b.Text), Words: l.Words, Aligned: l.Aligned, Truth: truth,
			Features: b.Features,
		})
	}
	return out
}
