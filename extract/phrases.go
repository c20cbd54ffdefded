package extract

import (
	"github.com/pithtext/pith/extract/internal/block"
	"github.com/pithtext/pith/extract/rule"
)

// phrases gives the kept blocks to the text rules and drops those that one of
// them takes out.
func (v *verdicts) phrases(by string, lines func([]rule.Line) []rule.Hit) {
	kept := make([]int, 0, len(v.list))
	for i := range v.list {
		if v.list[i].kept {
			kept = append(kept, i)
		}
	}
	for _, h := range lines(v.lines(kept)) {
		v.drop(kept[h.Line], by, h.ID, h.Reason)
	}
}

// lines describes blocks to text rules.
func (v *verdicts) lines(blocks []int) []rule.Line {
	first, last := v.story(blocks)
	lines := make([]rule.Line, len(blocks))
	for k, i := range blocks {
		b := &v.table.Blocks[i]
		place := rule.Inside
		switch {
		case k < first:
			place = rule.Before
		case k > last:
			place = rule.After
		}
		lines[k] = rule.Line{
			Text:      b.Text,
			Place:     place,
			Heading:   v.table.Elems[b.Elem].Heading() > 0,
			LinkChars: linkChars(&b.Stats),
		}
	}
	return lines
}

// linkChars estimates how many of a block's characters are inside links.
func linkChars(s *block.Stats) int {
	if s.Mass == 0 {
		return 0
	}
	return int(int64(s.Chars) * int64(s.LinkMass) / int64(s.Mass))
}

// story returns the positions in blocks of the first and the last block of
// prose. Without any, all blocks are inside.
func (v *verdicts) story(blocks []int) (first, last int) {
	first, last = 0, len(blocks)-1
	prose := func(k int) bool { return v.table.Prose(blocks[k]) }
	for first < len(blocks) && !prose(first) {
		first++
	}
	if first == len(blocks) {
		return 0, len(blocks) - 1
	}
	for last > first && !prose(last) {
		last--
	}
	return first, last
}
