package extract

// deepCell is how far above its block a cell may be.
const deepCell = 4

// wholeRows keeps what neither a rule nor the readers' comments took out of table
// rows of which half or more is kept: an ingredient's amount or a property's value
// says nothing alone. A row whose cells hold more than a block each, or a heading, is
// layout.
func (v *verdicts) wholeRows() {
	for e := range v.table.Elems {
		if v.table.Elems[e].Node.Data != "tr" || !v.simpleRow(int32(e)) {
			continue
		}
		first, last := v.table.Range(int32(e))
		kept := int32(0)
		for i := first; i < last; i++ {
			if v.list[i].kept {
				kept++
			}
		}
		if 2*kept < last-first {
			continue
		}
		for i := first; i < last; i++ {
			if d := &v.list[i]; !d.kept && !d.comment && d.by != bySiteRule && d.by != byBoilerplate {
				v.keep(int(i), byStructure, "in a row that is kept")
			}
		}
	}
}

// simpleRow reports whether the blocks of row e are in cells of their own and
// none is a heading.
func (v *verdicts) simpleRow(e int32) bool {
	first, last := v.table.Range(e)
	cell := int32(-1)
	for i := first; i < last; i++ {
		c := v.cell(i, e)
		if c < 0 || c == cell || v.table.Elems[v.table.Blocks[i].Elem].Heading() > 0 {
			return false
		}
		cell = c
	}
	return last-first > 1
}

// cell returns the child of element row that block i is in, or -1 when that is
// too far above it.
func (v *verdicts) cell(i, row int32) int32 {
	c := v.table.Blocks[i].Elem
	for range deepCell {
		if c < 0 || v.table.Elems[c].Parent == row {
			return c
		}
		c = v.table.Elems[c].Parent
	}
	return -1
}
