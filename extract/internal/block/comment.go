package block

// maxCommentDepth is how many levels above a block its comment section may begin.
const maxCommentDepth = 12

// CommentSection returns the outermost element around block i, near enough, that
// calls itself readers' comments, and whether there is one.
func (t *Table) CommentSection(i int) (section int32, ok bool) {
	e := t.Blocks[i].Elem
	if t.Elems[e].Near[MarkComment] > maxCommentDepth {
		return 0, false
	}
	for depth := 0; e >= 0 && depth <= 2*maxCommentDepth; depth++ {
		if t.Elems[e].Near[MarkComment] == 0 {
			section, ok = e, true
		}
		e = t.Elems[e].Parent
	}
	return section, ok
}

// Comment reports whether block i, in a comment section, reads like what a
// reader wrote: prose outside forms, buttons and bylines.
func (t *Table) Comment(i int) bool {
	b := &t.Blocks[i]
	near := &t.Elems[b.Elem].Near
	s := &b.Stats
	return s.Mass >= minParagraph && 2*s.LinkMass < s.Mass &&
		near[TagForm] == farAway && near[TagButton] == farAway && near[MarkMeta] > 1
}
