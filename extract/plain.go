package extract

import (
	"strings"

	"github.com/pithtext/pith/extract/internal/block"
	"github.com/pithtext/pith/extract/internal/meta"
)

// maxGap is how many short lines in a row may stand between two paragraphs of a
// story in plain text: subheadings, captions, verses of a quotation. Menus and
// lists of other stories are longer.
const maxGap = 3

// plain decides the blocks of plain text, which has no elements for the model to
// look at: the story is the run of paragraphs with the most text. Text without
// a paragraph is kept whole.
func (p *page) plain() {
	first, last, found := story(p.table)
	if title := plainTitle(p.table, first); title != "" {
		p.meta.Title = meta.Value{Text: title, Source: "text"}
	}
	p.verdicts.settle(p.ruleName(), func(i int) verdict {
		switch {
		case !found:
			return verdict{kept: true, by: byStructure, reason: "text without paragraphs"}
		case i >= first && i <= last:
			return verdict{kept: true, by: byStructure, reason: "in the longest run of paragraphs"}
		}
		return verdict{by: byStructure, reason: "outside the longest run of paragraphs"}
	})
}

// story returns the first and the last block of the run of paragraphs with the
// most text. It begins and ends with a paragraph that ends like one, which
// captions with a credit do not. List items between two paragraphs do not end a
// run.
func story(t *block.Table) (first, last int, found bool) {
	start, end, gap := -1, -1, 0
	var mass, best int32
	for i := range t.Blocks {
		if !t.Prose(i) || !endsSentence(t.Blocks[i].Stats.Final) {
			if !listItem(t.Blocks[i].Text) {
				gap++
			}
			continue
		}
		if start < 0 || gap > maxGap {
			start, mass = i, 0
		}
		end, gap = i, 0
		mass += t.Blocks[i].Stats.Mass
		if mass > best {
			best, first, last, found = mass, start, end, true
		}
	}
	return first, last, found
}

// maxAbove is how many lines above the story its headline is looked for.
const maxAbove = 12

// plainTitle returns the headline of the story that begins with block first: a
// line above it that stands there twice, as where a page gives it in its head
// and over the story, or else the nearest that is no sentence.
func plainTitle(t *block.Table, first int) string {
	seen := make(map[string]bool)
	nearest := ""
	for i := range first {
		b := &t.Blocks[i]
		if b.Stats.Words < 3 || b.Stats.Mass > maxTitle || b.Stats.Stops > 0 {
			continue
		}
		if seen[b.Text] {
			return b.Text
		}
		seen[b.Text] = true
		if first-i <= maxAbove {
			nearest = b.Text
		}
	}
	return nearest
}

// maxTitle is the mass of the longest headline.
const maxTitle = 180

// endsSentence reports a character that sentences end with, in any script.
func endsSentence(r rune) bool { return strings.ContainsRune(".!?…:。！？：؟۔।", r) }

// listItem reports a line that begins with a bullet or a number.
func listItem(s string) bool {
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9' && i < 3:
		case i > 0 && (r == '.' || r == ')'):
			return true
		default:
			return i == 0 && (r == '-' || r == '*' || r == '•' || r == '–')
		}
	}
	return false
}
