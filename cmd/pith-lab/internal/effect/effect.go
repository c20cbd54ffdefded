// Package effect measures what single rules are worth: it runs pith on the same
// pages with all rules and without each of them.
package effect

import (
	"context"
	"slices"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/eval"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/rule"
)

// Boilerplate is the effect of one boilerplate rule.
type Boilerplate struct {
	ID            string
	Pages, Blocks int       // on which it fires
	Better, Worse int       // pages whose figure is higher, or lower, with the rule than without
	Without       []float64 // the headline figure of each corpus without the rule
}

// Boilerplates is the effect of all boilerplate rules.
type Boilerplates struct {
	With  []float64 // the headline figure of each corpus with all rules
	Rules []Boilerplate
	None  Boilerplate // with no rule at all
}

// run is pith without some rules.
type run struct {
	system  system.System
	off     []string // the rules that it lacks; nil where that is not what sets it apart
	results []eval.Result
}

// fired counts the blocks that each rule took out of one page.
type fired map[string]int

// MeasureBoilerplate runs pith, which must trace, with all boilerplate rules,
// without each, and without any.
func MeasureBoilerplate(ctx context.Context, pith *system.Pith, corpora []*corpus.Corpus, workers int) (*Boilerplates, error) {
	all, err := rule.LoadBoilerplate()
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, r := range all.Rules() {
		ids = append(ids, r.ID)
	}
	runs := []*run{{system: pith}}
	for _, off := range append(single(ids), ids) {
		s, err := pith.With(func(o *extract.Options) { o.Disable, o.Trace = slices.Concat(o.Disable, off), false })
		if err != nil {
			return nil, err
		}
		runs = append(runs, &run{system: s, off: off})
	}
	hits, err := runAll(ctx, runs, corpora, workers, all)
	if err != nil {
		return nil, err
	}
	out := &Boilerplates{With: headlines(corpora, runs[0].results)}
	for i, id := range append(ids, "") {
		b := runs[i+1].compare(runs[0], corpora)
		b.ID = id
		for _, h := range hits {
			if n := h[id]; n > 0 {
				b.Pages++
				b.Blocks += n
			}
		}
		out.Rules = append(out.Rules, b)
	}
	last := len(out.Rules) - 1
	out.Rules, out.None = out.Rules[:last], out.Rules[last]
	return out, nil
}

// single makes a list of one of each name.
func single(names []string) (out [][]string) {
	for _, n := range names {
		out = append(out, []string{n})
	}
	return out
}

// runAll fills the runs' results, and returns what fired in the first run on
// each page. Runs without rules that no block of the page mentions have the
// first one's result.
func runAll(ctx context.Context, runs []*run, corpora []*corpus.Corpus, workers int, rules *rule.Boilerplate) ([]fired, error) {
	pages := eval.Count(corpora)
	hits := make([]fired, pages)
	for _, r := range runs {
		r.results = make([]eval.Result, pages)
		r.system = system.Guarded(r.system)
	}
	err := eval.Each(ctx, corpora, workers, func(i int, c *corpus.Corpus, p *corpus.Page) error {
		body, err := p.Read()
		if err != nil {
			return err
		}
		var said []string
		for k, r := range runs {
			if k > 0 && r.off != nil && !overlap(r.off, said) {
				r.results[i] = runs[0].results[i]
				continue
			}
			a, refusal := r.system.Extract(ctx, p, body)
			if refusal != nil {
				a.Text = ""
			}
			r.results[i] = eval.Judge(c, p, a, refusal)
			if k == 0 {
				hits[i] = count(a.Trace)
				said = mentioned(rules, a.Trace)
			}
		}
		return nil
	})
	return hits, err
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// mentioned returns the rules that the page's blocks mention.
func mentioned(rules *rule.Boilerplate, t *extract.Trace) (ids []string) {
	if rules == nil || t == nil {
		return nil
	}
	for _, b := range t.Blocks {
		for _, id := range rules.Mentioned(b.Text) {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// count counts the blocks that boilerplate rules took out.
func count(t *extract.Trace) fired {
	out := fired{}
	if t == nil {
		return out
	}
	for _, b := range t.Blocks {
		if b.By == "boilerplate" {
			out[b.Rule]++
			out[""]++
		}
	}
	return out
}

func headlines(corpora []*corpus.Corpus, results []eval.Result) (out []float64) {
	for _, c := range corpora {
		s := eval.Summarize(c, results)
		out = append(out, s.Overall())
	}
	return out
}

// compare says what the rules that r lacks do for the pages.
func (r *run) compare(with *run, corpora []*corpus.Corpus) Boilerplate {
	b := Boilerplate{Without: headlines(corpora, r.results)}
	for i := range r.results {
		switch was, is := r.results[i].Headline(), with.results[i].Headline(); {
		case is > was:
			b.Better++
		case is < was:
			b.Worse++
		}
	}
	return b
}
