// Package lexicon weighs words: those of classes and ids around a block, those
// of a short block, of a long one's beginning and of the heading above. A
// linear model, trained outside the program, has learned from labelled pages
// which of them go with a story and which with what surrounds it, once on
// articles and once on all other pages. The sums are features of the block
// model, which learns how far to trust them.
//
// A second linear model tells from all words of a page what type it is; what it
// says is a feature of the type head.
package lexicon

import "github.com/pithtext/pith/extract/internal/block"

// Tasks are what words are weighed for: the story of an article, and the main
// text of any other page.
const Tasks = 2

// Weights are the weights of one token, by task, as log-odds.
type Weights [Tasks]float32

func (w *Weights) add(v Weights) {
	for t := range w {
		w[t] += v[t]
	}
}

// Lexicon holds the weights of tokens. It does not change and is safe for
// concurrent use. The zero value knows no token.
type Lexicon struct {
	weights map[Token]Weights
}

// New returns a Lexicon of weights, which it takes over.
func New(weights map[Token]Weights) *Lexicon { return &Lexicon{weights} }

// Len returns the number of tokens.
func (l *Lexicon) Len() int { return len(l.weights) }

// groups are the sums that the tokens of a block go into.
const (
	groupNear = iota // classes of the block's element and the two above it
	groupFar         // classes of the elements above those
	groupTag         // names of the element and the three above it
	groupText        // words of the text
	groupHead        // words of the heading above
	numGroups
)

var groupNames = [numGroups]string{"near", "far", "tag", "text", "head"}

// columns is the number of features: for each group and task the sum, and the
// sum less its mean over the page's blocks.
const columns = numGroups * Tasks * 2

// Names returns the names of the columns that Features fills, in their order.
func Names() []string {
	var names []string
	for _, suffix := range [...]string{"", "_more"} {
		for _, g := range groupNames {
			for _, task := range [Tasks]string{"article", "other"} {
				names = append(names, "lex_"+g+"_"+task+suffix)
			}
		}
	}
	return names
}

// sums are a block's sums by group.
type sums [numGroups]Weights

// Features measures every block of the table: one row a block, row after row.
func (l *Lexicon) Features(t *block.Table) block.Matrix {
	m := block.Matrix{Rows: len(t.Blocks), Cols: columns, Data: make([]float32, 0, columns*len(t.Blocks))}
	var mean [numGroups][Tasks]float64
	l.each(t, func(s *sums) {
		for g := range s {
			m.Data = append(m.Data, s[g][:]...)
			for k, v := range s[g] {
				mean[g][k] += float64(v)
			}
		}
		m.Data = m.Data[:len(m.Data)+columns/2]
	})
	for g := range mean {
		for k := range mean[g] {
			mean[g][k] /= float64(max(m.Rows, 1))
		}
	}
	for i := range m.Rows {
		row := m.Row(i)
		for c := range columns / 2 {
			row[columns/2+c] = row[c] - float32(mean[c/Tasks][c%Tasks])
		}
	}
	return m
}

// each calls f with the sums of every block in order.
func (l *Lexicon) each(t *block.Table, f func(s *sums)) {
	elems := l.elements(t)
	h := header{lexicon: l}
	for i := range t.Blocks {
		b := &t.Blocks[i]
		var s sums
		e := b.Elem
		s[groupNear] = elems[e].own
		for level := 0; e >= 0 && level < tagLevels; level++ {
			s[groupTag].add(l.weights[tagToken(t.Elems[e].Node.Data, level)])
			if level > 0 && level < nearLevels {
				s[groupNear].add(elems[e].near)
			}
			if level == nearLevels {
				s[groupFar] = elems[e].far
			}
			e = t.Elems[e].Parent
		}
		textTokens(b, func(token Token) { s[groupText].add(l.weights[token]) })
		s[groupHead] = h.above
		if t.Elems[b.Elem].Heading() > 0 {
			h.read(b)
		}
		f(&s)
	}
}

// element is what the classes of one element weigh: for blocks directly in it,
// for blocks a level or two below, and for all below that, in which the elements
// above are included.
type element struct{ own, near, far Weights }

func (l *Lexicon) elements(t *block.Table) []element {
	elems := make([]element, len(t.Elems))
	for e := range elems {
		el := &elems[e]
		block.ClassWords(t.Elems[e].Node, func(word []byte) {
			h := hashOf(word)
			el.own.add(l.weights[h.at(placeOwn)])
			el.near.add(l.weights[h.at(placeNear)])
			el.far.add(l.weights[h.at(placeFar)])
		})
		if p := t.Elems[e].Parent; p >= 0 {
			el.far.add(elems[p].far)
		}
	}
	return elems
}

// header remembers what the heading above weighs.
type header struct {
	lexicon *Lexicon
	above   Weights
}

func (h *header) read(b *block.Block) {
	h.above = Weights{}
	headTokens(b, func(token Token) { h.above.add(h.lexicon.weights[token]) })
}
