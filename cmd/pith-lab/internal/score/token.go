// Package score compares what a system extracted with what a page's truth says.
package score

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// Tokens calls yield with each lower-cased token of s: runs of letters, numbers
// and underscores, which is what \w+ matches in Python's re. With cjk, each Han
// or kana character is a token of its own.
func Tokens(s string, cjk bool, yield func(string)) {
	s = lower(s)
	start := -1
	for i, r := range s {
		switch {
		case cjk && ideographic(r):
			if start >= 0 {
				yield(s[start:i])
				start = -1
			}
			yield(string(r))
		case wordRune(r):
			if start < 0 {
				start = i
			}
		case start >= 0:
			yield(s[start:i])
			start = -1
		}
	}
	if start >= 0 {
		yield(s[start:])
	}
}

// lower is strings.ToLower with the two special cases that Python's str.lower
// knows: the final sigma and the dotted capital I.
func lower(s string) string {
	if strings.ContainsAny(s, "Σİ") {
		return cases.Lower(language.Und).String(s)
	}
	return strings.ToLower(s)
}

func wordRune(r rune) bool {
	if r < 0x80 {
		return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

func ideographic(r rune) bool {
	return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
