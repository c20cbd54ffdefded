// Package eval runs a system over corpora and sums up how well it did.
package eval

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
)

// Each calls f for every page of corpora, at most workers at once. i counts the
// pages over all corpora in their order. The first error ends it.
func Each(ctx context.Context, corpora []*corpus.Corpus, workers int, f func(i int, c *corpus.Corpus, p *corpus.Page) error) error {
	g, inner := errgroup.WithContext(ctx)
	g.SetLimit(max(workers, 1))
	i := 0
	for _, c := range corpora {
		for n := range c.Pages {
			if inner.Err() != nil {
				break
			}
			at := i
			g.Go(func() error {
				if err := inner.Err(); err != nil {
					return err
				}
				if err := f(at, c, &c.Pages[n]); err != nil {
					return fmt.Errorf("%s/%s: %w", c.Name, c.Pages[n].ID, err)
				}
				return nil
			})
			i++
		}
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// Count returns the number of pages of corpora.
func Count(corpora []*corpus.Corpus) int {
	n := 0
	for _, c := range corpora {
		n += len(c.Pages)
	}
	return n
}
