package main

import (
	"context"
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
	"github.com/pithtext/pith/extract"
)

func newExport() *cobra.Command {
	var f pithFlags
	var dir string
	var splice int
	var tokens bool
	c := &cobra.Command{
		Use:   "export FOLDER... -o DIR",
		Short: "Write features and labels of all blocks for training",
		Args:  folders,
		RunE: func(c *cobra.Command, args []string) error {
			if dir == "" {
				return usage("no folder to write to: -o DIR")
			}
			return runExport(c, &f, args, exporter{dir: dir, splice: splice, tokens: tokens})
		},
	}
	f.add(c)
	c.Flags().StringVarP(&dir, "output", "o", "", "write the data set to `DIR`")
	c.Flags().IntVar(&splice, "splice", 0, "write `N` variants of each article, with another page beside it, instead of the pages as they are")
	c.Flags().BoolVar(&f.untrained, "untrained", false, "measure pages without any weights: the first step of training")
	c.Flags().BoolVar(&tokens, "tokens", false, "write the words of blocks and pages as well, as the lexicons look them up")
	return c
}

// exporter writes the pages of corpora to a folder.
type exporter struct {
	dir    string
	splice int // variants of each article; 0 for the pages as they are
	tokens bool
	pith   system.System
}

func runExport(c *cobra.Command, f *pithFlags, dirs []string, x exporter) error {
	pith, corpora, err := f.traced(dirs)
	if err != nil {
		return err
	}
	x.pith = system.Guarded(pith)
	var names []string
	for _, cp := range corpora {
		got, err := x.corpus(c, f.workers, cp)
		if err != nil {
			return fmt.Errorf("%s: %w", cp.Name, err)
		}
		if names != nil && !slices.Equal(names, got) {
			return fmt.Errorf("%s: features differ from those of the corpus before", cp.Name)
		}
		names = got
	}
	return dataset.WriteNames(x.dir, names)
}

// pageRows is what one page adds.
type pageRows struct {
	names   []string
	rows    []dataset.Row
	page    dataset.PageRow
	refusal error // why there are no rows
}

func (x *exporter) corpus(c *cobra.Command, workers int, cp *corpus.Corpus) ([]string, error) {
	name := cp.Name
	if x.splice > 0 {
		name += "-spliced"
	}
	w, err := dataset.Create(x.dir, name, x.tokens)
	if err != nil {
		return nil, err
	}
	pages, err := dataset.CreatePages(x.dir, name, x.tokens)
	if err != nil {
		return nil, err
	}
	splicer := corpus.NewSplicer(cp, spliceSeed)
	labels := map[int]int{}
	left := 0
	order := eval.NewOrder(func(p pageRows) error {
		if p.refusal != nil {
			left++
			fmt.Fprintf(c.ErrOrStderr(), "pith-lab: %s: left out: %v\n", p.page.ID, p.refusal)
			return nil
		}
		for i := range p.rows {
			labels[p.rows[i].Label]++
		}
		return errors.Join(w.Write(p.names, p.rows), pages.Write(&p.page))
	})
	err = eval.Each(c.Context(), []*corpus.Corpus{cp}, workers, func(i int, cp *corpus.Corpus, p *corpus.Page) error {
		out, err := x.page(c.Context(), cp, p, splicer)
		if err != nil {
			return err
		}
		return order.Put(i, out)
	})
	if err := errors.Join(err, w.Close(), pages.Close()); err != nil {
		return nil, err
	}
	summarizeExport(c.OutOrStdout(), name, w, labels, len(cp.Pages)-left)
	return w.Names(), nil
}

// page measures one page, or the variants that are spliced of it.
func (x *exporter) page(ctx context.Context, cp *corpus.Corpus, p *corpus.Page, splicer *corpus.Splicer) (pageRows, error) {
	body, err := p.Read()
	if err != nil || x.splice == 0 {
		return x.measure(ctx, cp, p, body), err
	}
	if p.Type != "article" {
		return pageRows{page: dataset.PageRow{ID: p.ID}, refusal: errNotSpliced}, nil
	}
	var out pageRows
	for variant := range x.splice {
		spliced, err := splicer.Splice(p, body, variant)
		if err != nil {
			return pageRows{page: dataset.PageRow{ID: p.ID}, refusal: err}, nil
		}
		one := x.measure(ctx, cp, p, spliced)
		if variant > 0 {
			one.page, one.rows = out.page, append(out.rows, one.rows...)
		}
		out = one
	}
	return out, nil
}

func (x *exporter) measure(ctx context.Context, cp *corpus.Corpus, p *corpus.Page, body []byte) pageRows {
	a, refusal := x.pith.Extract(ctx, p, body)
	out := rows(cp, p, a, refusal)
	if x.tokens && a.Trace != nil {
		out.page.Words = a.Trace.PageTokens()
		for i := range out.rows {
			out.rows[i].Tokens = tokensOf(a.Trace, i)
		}
	}
	return out
}

// spliceSeed makes the pairs of spliced pages the same in every run.
const spliceSeed = 7

var errNotSpliced = errors.New("not spliced: not an article")

func summarizeExport(w io.Writer, name string, d *dataset.Writer, labels map[int]int, pages int) {
	fmt.Fprintf(w, "%s: %d pages, %d blocks (%d kept, %d dropped, %d unknown), %d features\n",
		name, pages, d.Rows, labels[label.Keep], labels[label.Drop], labels[label.Unknown], len(d.Names()))
}

// rows labels the page's blocks. A page that pith refuses still has rows where
// its trace is known.
func rows(cp *corpus.Corpus, p *corpus.Page, a system.Answer, refusal error) pageRows {
	out := pageRows{page: dataset.PageRow{ID: p.ID, Fold: corpus.Fold(p.URL, p.ID), Type: p.Type, F1: -1}}
	if a.Trace == nil {
		out.refusal = refusal
		if refusal == nil {
			out.refusal = errors.New("no trace")
		}
		return out
	}
	out.page.Page, out.page.Trust = a.Trace.Page, a.Trace.Trust
	cjk := cp.Kind == corpus.Multilingual
	if p.Text != "" {
		out.page.F1 = score.Compare(a.Text, p.Text, cjk).F1
	}
	truth := 0
	score.Tokens(p.Text, cjk, func(string) { truth++ })
	out.names = a.Trace.Features
	for i, l := range label.Page(cp, p, a.Trace) {
		b := &a.Trace.Blocks[i]
		out.rows = append(out.rows, dataset.Row{
			Page: p.ID, Fold: out.page.Fold, Type: p.Type, Block: b.Index, Label: l.Label,
			Chars: utf8.RuneCountInString(b.Text), Words: l.Words, Aligned: l.Aligned, Truth: truth,
			Features: b.Features,
		})
	}
	return out
}

// tokensOf returns the tokens of block i as the data set holds them: the group
// in the upper half.
func tokensOf(t *extract.Trace, i int) []uint64 {
	tokens := t.Tokens(i)
	out := make([]uint64, len(tokens))
	for k, g := range tokens {
		out[k] = uint64(g.Group)<<32 | uint64(g.Token)
	}
	return out
}
