package eval

import (
	"cmp"
	"math"
	"slices"
)

// Worst returns the n pages with the lowest headline figure, lowest first.
// pageType, where not empty, keeps pages of that type only.
func Worst(results []Result, pageType string, n int) []*Result {
	var out []*Result
	for i := range results {
		r := &results[i]
		if pageType == "" || r.Type == pageType {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b *Result) int {
		return cmp.Compare(a.Headline(), b.Headline())
	})
	return out[:min(n, len(out))]
}

// Move is how a page's headline figure changed between two runs.
type Move struct {
	Before, After *Result
	Delta         float64
}

// Diff pairs the pages that both runs scored. It returns the moves, the largest
// first, leaving out pages that did not move, and the number of pages paired.
func Diff(before, after []Result) (moves []Move, pairs int) {
	type key struct{ corpus, id string }
	old := map[key]*Result{}
	for i := range before {
		old[key{before[i].Corpus, before[i].ID}] = &before[i]
	}
	for i := range after {
		a := &after[i]
		b := old[key{a.Corpus, a.ID}]
		if b == nil {
			continue
		}
		pairs++
		if d := a.Headline() - b.Headline(); d != 0 {
			moves = append(moves, Move{b, a, d})
		}
	}
	slices.SortStableFunc(moves, func(a, b Move) int {
		return cmp.Compare(math.Abs(b.Delta), math.Abs(a.Delta))
	})
	return moves, pairs
}
