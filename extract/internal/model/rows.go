package model

import "github.com/pithtext/pith/extract/internal/block"

// Rows holds what the heads know of each block, one row a block: its features,
// the shares of the page types, and what the first stage says of its
// surroundings.
type Rows struct {
	Count, Cols int
	Data        []float32
}

// RowNames returns the names of the columns of Rows.
func RowNames() []string {
	names := block.Names()
	for _, t := range types {
		names = append(names, "type_"+t)
	}
	return append(names, contextNames...)
}

// newRows lays out the rows with the context still empty: the first stage reads
// only the columns before it.
func newRows(f block.Matrix, shares []float32) Rows {
	r := Rows{Count: f.Rows, Cols: f.Cols + len(shares) + len(contextNames)}
	r.Data = make([]float32, r.Count*r.Cols)
	for i := range r.Count {
		row := r.Row(i)
		n := copy(row, f.Row(i))
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
