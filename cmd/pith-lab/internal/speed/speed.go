// Package speed times systems on the same pages, side by side.
package speed

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"time"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
)

// Entry is a system under the clock.
type Entry struct {
	Name   string
	System system.System
}

// Times are the times of each entry on each page, in milliseconds of processor
// time:
// Times[entry][page]. A page's time is the median of its rounds, refusals
// included.
type Times struct {
	Entries []string
	Ms      [][]float64
	Bytes   int64 // of all pages, decompressed
}

// Measure runs every entry on every page, rounds times after one round that
// does not count. It goes page by page, so that a machine that slows down slows
// all entries alike, begins each page with another entry, and collects the
// garbage before each run, so that no entry pays for another's. The caller sets
// GOMAXPROCS.
func Measure(ctx context.Context, entries []Entry, pages []*corpus.Page, rounds int) (Times, error) {
	t := Times{Ms: make([][]float64, len(entries))}
	guarded := make([]system.System, len(entries))
	for i, e := range entries {
		t.Entries = append(t.Entries, e.Name)
		t.Ms[i] = make([]float64, len(pages))
		guarded[i] = system.Guarded(e.System)
	}
	samples := make([]float64, rounds)
	runs := make([][]float64, len(entries))
	for i := range runs {
		runs[i] = slices.Clone(samples)
	}
	for n, p := range pages {
		body, err := p.Read()
		if err != nil {
			return t, err
		}
		t.Bytes += int64(len(body))
		for round := -1; round < rounds; round++ {
			for k := range entries {
				if err := ctx.Err(); err != nil {
					return t, err
				}
				i := (k + n) % len(entries)
				ms := clock(ctx, guarded[i], p, body)
				if round >= 0 {
					runs[i][round] = ms
				}
			}
		}
		for i := range entries {
			t.Ms[i][n] = median(runs[i])
		}
	}
	return t, nil
}

// clock times one run; what the run answers or refuses does not matter here.
func clock(ctx context.Context, s system.System, p *corpus.Page, body []byte) float64 {
	runtime.GC()
	before := now()
	_, _ = s.Extract(ctx, p, body)
	return float64(now()-before) / float64(time.Millisecond)
}

func median(ms []float64) float64 {
	s := slices.Clone(ms)
	slices.Sort(s)
	return Quantile(s, 0.5)
}

// Stats sum up one entry's times, in milliseconds.
type Stats struct{ Mean, P50, P95 float64 }

// Stats sums up the times of entry i.
func (t *Times) Stats(i int) Stats {
	s := slices.Clone(t.Ms[i])
	slices.SortFunc(s, cmp.Compare[float64])
	sum := 0.0
	for _, v := range s {
		sum += v
	}
	return Stats{sum / float64(max(len(s), 1)), Quantile(s, 0.5), Quantile(s, 0.95)}
}

// Quantile returns the q-th quantile of sorted values, interpolated between the
// two nearest; 0 without values.
func Quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	at := q * float64(len(sorted)-1)
	low := int(math.Floor(at))
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}
