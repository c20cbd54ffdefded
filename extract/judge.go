package extract

import (
	"github.com/pithtext/pith/extract/internal/model"
	"github.com/pithtext/pith/extract/internal/readable"
)

// judge lets the engine decide every block that no site rule decided. It fails
// when there is no time left.
func (e *Extractor) judge(p *page) error {
	p.judgment = e.model.Decide(model.Input{
		Root: p.Root, Address: p.Address, Table: p.table, Title: p.meta.Title.Text,
		Type: e.options.Type, Favor: favors[e.options.Favor], Check: p.Check,
	})
	if p.judgment == nil {
		return p.Check()
	}
	switch {
	case e.options.Engine == EngineReadability:
		p.vote()
		return p.Check()
	case p.Plain:
		p.plain()
		return p.Check()
	}
	j := p.judgment
	p.verdicts.settle(p.ruleName(), func(i int) verdict {
		return verdict{kept: j.Keep[i], by: byModel, score: j.Scores[i]}
	})
	if p.verdicts.kept() == 0 {
		p.rescue()
	}
	return p.Check()
}

// rescue asks readability where the model keeps nothing, and keeps the prose
// that it would keep, or else all prose, of what stands outside navigation and
// notices or in the content that a site rule names: fragments and pages of a few
// sentences are unlike anything that the model was trained on.
func (p *page) rescue() {
	v := p.verdicts
	var prose []int
	for i := range v.list {
		if !v.fixed[i] && v.table.Prose(i) && (v.named[i] || !v.table.Furniture(i)) {
			prose = append(prose, i)
		}
	}
	if len(prose) == 0 {
		return
	}
	vote, err := readable.Vote(p.Root, p.Address, p.table)
	for _, i := range prose {
		if err == nil && vote[i] {
			v.keep(i, byReadability, "the model keeps nothing")
		}
	}
	if v.kept() > 0 {
		return
	}
	for _, i := range prose {
		v.keep(i, byStructure, "prose where nothing else is kept")
	}
}

var favors = map[Favor]model.Favor{
	FavorPrecision: model.Precision,
	FavorRecall:    model.Recall,
}

// vote takes readability's word alone. Where it finds nothing, nothing is kept.
func (p *page) vote() {
	keep, err := readable.Vote(p.Root, p.Address, p.table)
	if err != nil {
		p.warnings = append(p.warnings, err.Error())
		keep = make([]bool, len(p.table.Blocks))
	}
	p.verdicts.settle(p.ruleName(), func(i int) verdict {
		return verdict{kept: keep[i], by: byReadability, score: p.judgment.Scores[i]}
	})
}
