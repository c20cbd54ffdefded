package extract

// orphans drops the kept headings of articles whose section went: those after
// which no kept text comes before a heading of the same or a higher level, or
// the end. "More on the subject" above a list of links is such a heading.
func (v *verdicts) orphans(kind string) {
	if kind != "article" && kind != "documentation" {
		return
	}
	next := 0 // level of the kept heading below, 0 when kept text comes first
	bare := true
	for i := len(v.list) - 1; i >= 0; i-- {
		d := &v.list[i]
		if !d.kept {
			continue
		}
		level := v.table.Elems[v.table.Blocks[i].Elem].Heading()
		if level == 0 {
			next, bare = 0, false
			continue
		}
		if (bare || next > 0 && next <= level) && d.by == byModel && v.droppedBelow(i) {
			v.drop(i, byStructure, "", "heading of a section that was dropped")
			continue
		}
		next, bare = level, false
	}
}

// droppedBelow reports whether the block after i was dropped: a heading directly
// above another is not an orphan but a title with its first section.
func (v *verdicts) droppedBelow(i int) bool {
	return i+1 == len(v.list) || !v.list[i+1].kept
}
