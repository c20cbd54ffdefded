package block

// minProse is the mass from which a block with a sentence end counts as prose.
const minProse = 60

// Prose reports whether block i reads like a paragraph: long enough, with the end
// of a sentence, and most of it outside links.
func (t *Table) Prose(i int) bool {
	s := &t.Blocks[i].Stats
	return s.Mass >= minProse && s.Stops > 0 && 2*s.LinkMass < s.Mass
}

// Furniture reports whether block i stands in navigation, a footer, a form or
// a popup, or is not displayed.
func (t *Table) Furniture(i int) bool {
	e := &t.Elems[t.Blocks[i].Elem]
	for _, m := range [...]Mark{TagNav, TagFooter, TagForm, TagButton, MarkPopup} {
		if e.Near[m] < farAway {
			return true
		}
	}
	return e.Hidden != 0
}
