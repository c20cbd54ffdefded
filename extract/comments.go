package extract

import "slices"

// comments sets readers' comments apart from the story: the blocks of sections
// that call themselves comments and follow kept prose. A page that is inside
// such an element as a whole, as some templates have it, has no prose before
// it and is left alone. On a forum the posts are the content, and of a product's
// reviews what the model keeps is.
func (v *verdicts) comments(kind string) {
	if kind == "forum" {
		return
	}
	prose := 0 // mass of kept prose outside comment sections so far
	for i := range v.list {
		d := &v.list[i]
		section, ok := v.table.CommentSection(i)
		if !ok {
			if s := &v.table.Blocks[i].Stats; d.kept && s.Stops > 0 {
				prose += int(s.Mass)
			}
			continue
		}
		first, _ := v.table.Range(section)
		if v.fixed[i] || v.named[i] || prose < minStory || int(first) == 0 {
			continue
		}
		if d.kept {
			if kind == "product" {
				continue
			}
			v.drop(i, byStructure, "", "in the readers' comments")
		}
		d.comment = v.table.Comment(i)
	}
}

// minStory is the mass of prose that a story has at least before its comments
// begin.
const minStory = 150

// anyComments reports whether any block belongs to readers' comments.
func (v *verdicts) anyComments() bool {
	return slices.ContainsFunc(v.list, func(d verdict) bool { return d.comment })
}
