package extract

import (
	"strings"
	"unicode"
)

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
