package block

// commentNear is how many levels up a comment section may begin for a block in
// it to count as a reader's comment.
const commentNear = 12

// Comment reports whether block i reads like a reader's comment: prose in a
// section that calls itself comments, outside its forms and notices.
func (t *Table) Comment(i int) bool {
	b := &t.Blocks[i]
	near := &t.Elems[b.Elem].Near
	if near[MarkComment] > commentNear || near[TagForm] < farAway || near[TagButton] < farAway || near[MarkMeta] < 2 {
		return false
	}
	s := &b.Stats
	return s.Mass >= minParagraph && 2*s.LinkMass < s.Mass && near[TagArticle] >= near[MarkComment]
}
