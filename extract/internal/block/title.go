package block

import (
	"strings"
	"unicode"
)

// titleWords returns the words of a heading in lower case, at most 40; text
// without spaces gives one word a character.
func titleWords(s string) []string {
	if len(s) > 600 {
		return nil
	}
	var words []string
	for _, f := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		start := 0
		for i, r := range f {
			if wide(r) {
				if i > start {
					words = append(words, f[start:i])
				}
				start = i + len(string(r))
				words = append(words, f[i:start])
			}
		}
		if start < len(f) {
			words = append(words, f[start:])
		}
		if len(words) >= 40 {
			break
		}
	}
	return words
}

// overlap returns how well words match the set: twice the common ones over the
// sum of both sizes (Dice). Four words or more that all occur in the set match
// nearly as well, since titles carry the site's name.
func overlap(words []string, set map[string]struct{}) float32 {
	if len(words) == 0 || len(set) == 0 {
		return 0
	}
	common := 0
	for _, w := range words {
		if _, ok := set[w]; ok {
			common++
		}
	}
	dice := 2 * float32(common) / float32(len(words)+len(set))
	if len(words) >= 4 {
		return max(dice, 0.95*float32(common)/float32(len(words)))
	}
	return dice
}

// Heading returns 1 to 6 for h1 to h6, and 0 for any other element.
func (e *Elem) Heading() int {
	if d := e.Node.Data; len(d) == 2 && d[0] == 'h' && d[1] >= '1' && d[1] <= '6' {
		return int(d[1] - '0')
	}
	return 0
}
