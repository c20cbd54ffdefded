package extract

import (
	"github.com/pithtext/pith/extract/internal/model"
	"github.com/pithtext/pith/extract/internal/readable"
)

// judge lets the engine decide every block that no site rule decided.
func (e *Extractor) judge(p *page) {
	p.judgment = e.model.Decide(model.Input{
		Root: p.Root, Address: p.Address, Table: p.table, Title: p.meta.Title.Text,
		Type: e.options.Type, Favor: favors[e.options.Favor],
	})
	if e.options.Engine == EngineReadability {
		p.vote()
		return
	}
	j := p.judgment
	p.verdicts.settle(p.ruleName(), func(i int) verdict {
		return verdict{kept: j.Keep[i], by: byModel, score: j.Scores[i]}
	})
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
