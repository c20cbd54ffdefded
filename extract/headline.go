package extract

import (
	"strings"
	"unicode"

	"github.com/pithtext/pith/extract/internal/meta"
)

// ownTitle cuts the site's name off a title that was taken from <title>, where
// the line above the story begins with one of its parts.
func (p *page) ownTitle() {
	if p.meta.Title.Source != "title" {
		return
	}
	parts := titleParts(p.meta.Title.Text)
	for i := range p.verdicts.list {
		if p.verdicts.list[i].kept && p.table.Prose(i) {
			break
		}
		for _, part := range parts {
			if strings.HasPrefix(p.table.Blocks[i].Text, part) {
				p.meta.Title = meta.Value{Text: part, Source: "title, headline"}
			}
		}
	}
}

// titleParts returns what stands before the first and after the last separator
// of a title, where it has three words or more.
func titleParts(title string) (parts []string) {
	for _, sep := range [...]string{" - ", " – ", " — ", " | ", " · ", " :: ", " » "} {
		first, last := strings.Index(title, sep), strings.LastIndex(title, sep)
		if first < 0 {
			continue
		}
		for _, part := range [...]string{title[:first], title[last+len(sep):]} {
			if len(strings.Fields(part)) >= 3 {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// headline drops the kept blocks that only repeat the title, which every
// output gives apart from the text.
func (v *verdicts) headline(title string) {
	want := letters(title)
	if want == "" {
		return
	}
	for i := range v.list {
		b := &v.table.Blocks[i]
		if !v.list[i].kept || len(b.Text) > 2*len(title)+16 || letters(b.Text) != want {
			continue
		}
		v.drop(i, byStructure, "", "repeats the title")
	}
}

// letters returns the letters and digits of s in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
