package model

import (
	"github.com/pithtext/pith/extract/internal/block"
	"github.com/pithtext/pith/extract/internal/lexicon"
)

// Rows holds what the heads know of each block, one row a block: its features,
// the shares of the page types, and what the first stage says of its
// surroundings.
type Rows struct {
	Count, Cols int
	Data        []float32
}

// RowNames returns the names of the columns of Rows.
func RowNames() []string {
	names := append(block.Names(), lexicon.Names()...)
	for _, t := range types {
		names = append(names, "type_"+t)
	}
	return append(names, contextNames...)
}

// newRows lays out the rows, of what blocks look like and what their words weigh,
// with the context still empty: the first stage reads only the columns before it.
func newRows(look, words block.Matrix, shares []float32) Rows {
	r := Rows{Count: look.Rows, Cols: look.Cols + words.Cols + len(shares) + len(contextNames)}
	r.Data = make([]float32, r.Count*r.Cols)
	for i := range r.Count {
		row := r.Row(i)
		n := copy(row, look.Row(i))
		n += copy(row[n:], words.Row(i))
		copy(row[n:], shares)
	}
	return r
}

// Row returns the row of block i.
func (r *Rows) Row(i int) []float32 { return r.Data[i*r.Cols : (i+1)*r.Cols] }

// addContext fills in what the first stage says of the surroundings.
func (r *Rows) addContext(s *scored) {
	from := r.Cols - len(contextNames)
	for i := range r.Count {
		row := r.Row(i)
		s.contextFeatures(row[:from], i)
	}
}
