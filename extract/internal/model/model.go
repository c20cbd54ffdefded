// Package model decides what a page is and which of its blocks are kept. Its
// weights are gradient-boosted trees, trained outside the program; the file
// that holds them says on what, and how they scored.
//
// A first stage gives every block a probability from what it and its
// surroundings look like and from the page's type. A second stage looks at those
// probabilities: at the block's neighbours, its ancestors, the run of kept blocks
// that it is in. Decode turns the result into a choice.
package model

import (
	"net/url"
	"slices"

	"github.com/pithtext/pith/extract/internal/block"
	"github.com/pithtext/pith/extract/internal/lexicon"
	"golang.org/x/net/html"
)

// article is the type whose pages have a primary article.
const article = "article"

// types are the page types, in the order of the type head's classes.
var types = []string{article, "forum", "product", "collection", "listing", "documentation", "service"}

// Types returns the page types that the model tells apart.
func Types() []string { return append([]string(nil), types...) }

// The heads of a model.
const (
	headType  = "type"
	headBlock = "block"
	headAgain = "again"
	headTrust = "trust"
)

var headNames = []string{headType, headBlock, headAgain, headTrust}

// Model holds the weights. It does not change and is safe for concurrent use.
type Model struct {
	Header  Header
	heads   map[string]*forest
	lexicon *lexicon.Lexicon
	pages   *lexicon.Pages
}

// Untrained returns a model without a tree or a word.
func Untrained() *Model {
	m := &Model{
		heads:   make(map[string]*forest),
		lexicon: lexicon.New(nil),
		pages:   lexicon.NewPages(nil, nil, make([]float32, len(types))),
		Header:  Header{Decode: Decode{Low: make([]float32, len(types))}},
	}
	for _, name := range headNames {
		classes, _ := shape(name)
		m.heads[name] = &forest{classes: classes}
	}
	return m
}

// Input is a page as the model sees it.
type Input struct {
	Root    *html.Node
	Address *url.URL // may be nil
	Table   *block.Table
	Title   string // what the page calls itself; may be empty
	Type    string // one of Types to take it for granted, or empty
	Favor   Favor
	Check   func() error // called between parts of the work, which an error ends; may be nil
}

// Verdict is what the model says of a page.
type Verdict struct {
	Type       string
	TypeShare  float64   // probability of Type
	Confidence float64   // expected F1 of the kept text, 0 to 1
	Scores     []float32 // probability of each block to be kept
	Keep       []bool
	Page       []float32 // as PageNames
	Rows       Rows
	Trust      []float32 // as TrustNames
}

// Decide decides the page. The time is linear in the number of blocks. It
// returns nil when in.Check ended the work.
func (m *Model) Decide(in Input) *Verdict {
	v := &Verdict{Page: append(PageFeatures(in.Root, in.Address, in.Table), m.pages.Features(in.Root, in.Table)...)}
	shares := m.typeShares(v.Page, in.Type)
	v.Type, v.TypeShare = best(shares)

	v.Rows = newRows(in.Table.Features(in.Title), m.lexicon.Features(in.Table), shares)
	p := m.probabilities(headBlock, v.Rows, in.Check)
	if p == nil {
		return nil
	}
	v.Rows.addContext(newScored(in.Table, p))
	if v.Scores = m.probabilities(headAgain, v.Rows, in.Check); v.Scores == nil {
		return nil
	}

	second := newScored(in.Table, v.Scores)
	v.Keep = m.Header.Decode.keep(second, pageKind{shares, recipe(v.Page)}, in.Favor)
	v.Confidence = m.trust(v, second, shares)
	return v
}

// told is how much of the probability a given type takes. The rest is shared as
// the page looks: the block heads were trained on shares that are seldom sure (F1
// on wcxb-dev, told each page's type: 0.877 with 0.8, 0.879 with 0.5).
const told = 0.5

// typeShares returns the probability of each type.
func (m *Model) typeShares(page []float32, given string) []float32 {
	shares := make([]float32, len(types))
	m.heads[headType].predict(page, len(page), shares)
	softmax(shares)
	if k := slices.Index(types, given); k >= 0 {
		for i := range shares {
			shares[i] *= 1 - told
		}
		shares[k] += told
	}
	return shares
}

func best(shares []float32) (string, float64) {
	b := 0
	for i := range shares {
		if shares[i] > shares[b] {
			b = i
		}
	}
	return types[b], float64(shares[b])
}

// rowsAtOnce is how many rows are predicted between two checks: they take some
// tenths of a second.
const rowsAtOnce = 4096

// probabilities asks a head about every row, or returns nil when check ended
// that.
func (m *Model) probabilities(head string, rows Rows, check func() error) []float32 {
	sums := make([]float32, rows.Count)
	for at := 0; at < rows.Count; at += rowsAtOnce {
		if check != nil && check() != nil {
			return nil
		}
		end := min(at+rowsAtOnce, rows.Count)
		m.heads[head].predict(rows.Data[at*rows.Cols:end*rows.Cols], rows.Cols, sums[at:end])
	}
	logistic(sums)
	return sums
}
