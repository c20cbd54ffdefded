package effect

import (
	"bytes"
	"context"

	"golang.org/x/net/html"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/eval"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/rule"
)

// Platform is the effect of one platform rule.
type Platform struct {
	Name          string
	Pages         int     // that it matches
	Full          int     // of these, pages whose truth is a full text
	Without, With float64 // mean F1 of the pages with a full text
	Better, Worse int     // pages whose figure is higher, or lower, with the rule, those with snippets too
}

// MeasurePlatforms runs pith with the embedded platform rules and without any
// site rule. Platforms without a page come out with none.
func MeasurePlatforms(ctx context.Context, pith *system.Pith, corpora []*corpus.Corpus, workers int) ([]Platform, error) {
	embedded, err := rule.Embedded()
	if err != nil {
		return nil, err
	}
	set := embedded.Platforms()
	var runs []*run
	for _, with := range []bool{false, true} {
		s, err := pith.With(func(o *extract.Options) { o.Rules, o.NoRules = set, !with })
		if err != nil {
			return nil, err
		}
		runs = append(runs, &run{system: s})
	}
	if _, err := runAll(ctx, runs, corpora, workers, nil); err != nil {
		return nil, err
	}
	names, err := matched(ctx, set, corpora, workers)
	if err != nil {
		return nil, err
	}
	var out []Platform
	for _, site := range set.All() {
		p := Platform{Name: site.Name}
		for i, name := range names {
			if name == site.Name {
				p.add(&runs[0].results[i], &runs[1].results[i])
			}
		}
		p.Without /= float64(max(p.Full, 1))
		p.With /= float64(max(p.Full, 1))
		out = append(out, p)
	}
	return out, nil
}

func (p *Platform) add(without, with *eval.Result) {
	p.Pages++
	if with.Text != nil {
		p.Full++
		p.Without += without.Text.F1
		p.With += with.Text.F1
	}
	switch was, is := without.Headline(), with.Headline(); {
	case is > was:
		p.Better++
	case is < was:
		p.Worse++
	}
}

// matched names the platform of each page, empty for none.
func matched(ctx context.Context, set *rule.Set, corpora []*corpus.Corpus, workers int) ([]string, error) {
	names := make([]string, eval.Count(corpora))
	err := eval.Each(ctx, corpora, workers, func(i int, _ *corpus.Corpus, p *corpus.Page) error {
		body, err := p.Read()
		if err != nil {
			return err
		}
		root, err := html.Parse(bytes.NewReader(body))
		if err != nil {
			return nil // pith refuses it as well
		}
		if site := set.Match(nil, root); site != nil {
			names[i] = site.Name
		}
		return nil
	})
	return names, err
}
