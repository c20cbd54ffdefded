package system

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/extract"
)

// PithOptions says how pith runs.
type PithOptions struct {
	Extract       extract.Options
	TypeFromTruth bool   // tell pith the page's type instead of letting it decide
	Folds         string // folder of fold-0.pith … : each page is answered by the model not trained on its domain
}

// Pith is pith with one set of options. It holds one extractor for each fold
// and page type it may be told.
type Pith struct {
	options    PithOptions
	variants   map[variant]extract.Options
	extractors map[variant]*extract.Extractor
}

type variant struct {
	fold  int // 0 without folds
	truth string
}

// NewPith compiles the extractors.
func NewPith(o PithOptions) (*Pith, error) {
	variants := map[variant]extract.Options{}
	folds := 1
	if o.Folds != "" {
		folds = corpus.Folds
	}
	types := []string{""}
	if o.TypeFromTruth {
		types = append(types, extract.Types()...)
	}
	for f := range folds {
		eo := o.Extract
		if o.Folds != "" {
			if err := loadFold(&eo, o.Folds, f); err != nil {
				return nil, err
			}
		}
		for _, t := range types {
			if t != "" {
				eo.Type = t
			}
			variants[variant{f, t}] = eo
		}
	}
	return compile(o, variants)
}

func compile(o PithOptions, variants map[variant]extract.Options) (*Pith, error) {
	p := &Pith{options: o, variants: variants, extractors: map[variant]*extract.Extractor{}}
	for v, eo := range variants {
		x, err := extract.New(eo)
		if err != nil {
			return nil, err
		}
		p.extractors[v] = x
	}
	return p, nil
}

// With returns pith with the same models and other options.
func (s *Pith) With(change func(*extract.Options)) (*Pith, error) {
	variants := map[variant]extract.Options{}
	for v, eo := range s.variants {
		change(&eo)
		variants[v] = eo
	}
	return compile(s.options, variants)
}

// Extract runs pith on one page.
func (s *Pith) Extract(ctx context.Context, p *corpus.Page, body []byte) (Answer, error) {
	var v variant
	if s.options.Folds != "" {
		v.fold = corpus.Fold(p.URL, p.ID)
	}
	if s.options.TypeFromTruth && known(extract.Types(), p.Type) {
		v.truth = p.Type
	}
	a, err := s.extractors[v].Extract(ctx, extract.Input{Name: p.ID, URL: p.Address(), Body: bytes.NewReader(body)})
	if a == nil {
		if err == nil {
			err = fmt.Errorf("neither article nor error")
		}
		return Answer{}, err
	}
	out := Answer{
		Title:      a.Title,
		Author:     strings.Join(a.Authors, ", "),
		Date:       a.Published,
		Type:       a.Type,
		Confidence: a.Confidence,
		Trace:      a.Trace,
	}
	if err != nil {
		return out, err
	}
	out.Text = a.Text()
	return out, nil
}
