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
	prose := func(i int) bool {
		return !v.fixed[i] && v.table.Prose(i) && (v.named[i] || !v.table.Furniture(i))
	}
	some := false
	for i := range v.list {
		some = some || prose(i)
	}
	if !some {
		return
	}
	vote, err := readable.Vote(p.Root, p.Address, p.table)
	found := false
	for i := range v.list {
		if err == nil && vote[i] && prose(i) {
			v.list[i].kept, v.list[i].by, v.list[i].reason = true, byReadability, "the model keeps nothing"
			found = true
		}
	}
	for i := range v.list {
		if !found && prose(i) {
			v.list[i].kept, v.list[i].by, v.list[i].reason = true, byStructure, "prose where nothing else is kept"
		}
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
