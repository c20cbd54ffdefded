// Package calibration tells whether a system's confidence means what it says:
// pages it is less sure of must really come out worse.
package calibration

import (
	"math"

	"github.com/pithtext/pith/cmd/pith-lab/internal/eval"
)

// Bin holds the pages whose confidence lies in [Low, High), or up to 1 in the
// last bin.
type Bin struct {
	Low, High  float64
	Pages      int
	Confidence float64 // mean
	Score      float64 // mean headline figure
	Good       float64 // share of pages with a headline figure of at least GoodScore
}

// GoodScore is the headline figure from which a page counts as well extracted:
// what peers reach on a mean article of the corpora's README.
const GoodScore = 0.9

// Curve sorts results into n bins of equal width. Refused pages count with the
// confidence they have, which is 0.
func Curve(results []eval.Result, n int) []Bin {
	bins := make([]Bin, n)
	for i := range bins {
		bins[i].Low, bins[i].High = float64(i)/float64(n), float64(i+1)/float64(n)
	}
	for i := range results {
		r := &results[i]
		b := &bins[min(max(int(r.Confidence*float64(n)), 0), n-1)]
		b.Pages++
		b.Confidence += r.Confidence
		b.Score += r.Headline()
		if r.Headline() >= GoodScore {
			b.Good++
		}
	}
	for i := range bins {
		if p := float64(bins[i].Pages); p > 0 {
			bins[i].Confidence /= p
			bins[i].Score /= p
			bins[i].Good /= p
		}
	}
	return bins
}

// Error is the expected calibration error: the mean distance of confidence and
// score over the bins, weighted by their pages (Naeini et al., 2015).
func Error(bins []Bin) float64 {
	sum, pages := 0.0, 0
	for _, b := range bins {
		sum += float64(b.Pages) * math.Abs(b.Confidence-b.Score)
		pages += b.Pages
	}
	return sum / float64(max(pages, 1))
}

// Order is the share of pairs of pages with different scores in which the page
// with the higher score has the higher confidence; equal confidences count
// half. 0.5 is chance, 1 is perfect. It takes time quadratic in the pages.
func Order(results []eval.Result) float64 {
	right, pairs := 0.0, 0
	for i := range results {
		for j := range results[:i] {
			ds := results[i].Headline() - results[j].Headline()
			dc := results[i].Confidence - results[j].Confidence
			switch {
			case ds == 0:
				continue
			case dc == 0:
				right += 0.5
			case ds > 0 == (dc > 0):
				right++
			}
			pairs++
		}
	}
	return right / float64(max(pairs, 1))
}
