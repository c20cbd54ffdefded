// Package blame tells which part of pith is to blame for blocks that were
// dropped or kept wrongly.
package blame

import (
	"cmp"
	"slices"

	"github.com/pithtext/pith/cmd/pith-lab/internal/label"
	"github.com/pithtext/pith/extract"
)

// Decider is a part of pith that decides on blocks: a stage, or a rule of it.
type Decider struct{ By, Rule string }

// Share counts blocks and their words.
type Share struct{ Blocks, Words int }

func (s *Share) add(words int) { s.Blocks++; s.Words += words }

// Record is what one decider did to blocks whose label is known.
type Record struct {
	Decider
	Lost    Share // dropped, but wanted
	Cleaned Share // dropped, and rightly
	Noise   Share // kept, but not wanted
	Found   Share // kept, and rightly
	Wrong   []Wrong
}

// Wrong is a block that was decided wrongly.
type Wrong struct {
	Page, Text string
	Kept       bool
}

// Ledger gathers records over pages. It is not safe for concurrent use.
type Ledger struct {
	records map[Decider]*Record
	keep    int
}

// NewLedger returns a Ledger that remembers the first keep wrong blocks of each
// decider.
func NewLedger(keep int) *Ledger { return &Ledger{map[Decider]*Record{}, keep} }

// Add counts the blocks of a page with their labels.
func (l *Ledger) Add(page string, blocks []extract.BlockTrace, labels []label.Block) {
	for i := range blocks {
		b := &blocks[i]
		if labels[i].Label == label.Unknown {
			continue
		}
		d := Decider{b.By, b.Rule}
		r := l.records[d]
		if r == nil {
			r = &Record{Decider: d}
			l.records[d] = r
		}
		wanted := labels[i].Label == label.Keep
		r.share(b.Kept, wanted).add(labels[i].Words)
		if b.Kept != wanted && len(r.Wrong) < l.keep {
			r.Wrong = append(r.Wrong, Wrong{page, b.Text, b.Kept})
		}
	}
}

func (r *Record) share(kept, wanted bool) *Share {
	switch {
	case kept && wanted:
		return &r.Found
	case kept:
		return &r.Noise
	case wanted:
		return &r.Lost
	}
	return &r.Cleaned
}

// Records returns what was gathered: first who got the most words wrong.
func (l *Ledger) Records() []*Record {
	out := make([]*Record, 0, len(l.records))
	for _, r := range l.records {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *Record) int {
		return cmp.Or(cmp.Compare(b.Lost.Words+b.Noise.Words, a.Lost.Words+a.Noise.Words),
			cmp.Compare(a.By, b.By), cmp.Compare(a.Rule, b.Rule))
	})
	return out
}
