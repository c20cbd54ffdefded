package extract

import (
	"github.com/pithtext/pith/extract/internal/readable"
)

// judge lets the engine decide every block that no site rule decided.
func (e *Extractor) judge(p *page) {
	keep, err := readable.Vote(p.Root, p.Address, p.table)
	if err != nil {
		p.verdicts.settle(func(i int) verdict {
			s := &p.table.Blocks[i].Stats
			return verdict{kept: s.Mass >= proseMass && 2*s.LinkMass < s.Mass, by: byStructure, reason: "readability found nothing"}
		})
		return
	}
	p.kind = "article"
	p.verdicts.settle(func(i int) verdict { return verdict{kept: keep[i], by: byReadability} })
}
