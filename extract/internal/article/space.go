package article

import (
	"strings"
	"unicode/utf8"
)

// isSpace reports white space that collapses. The no-break space is one:
// editors write it by the thousand where an ordinary one is meant.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', '\u0085', '\u00a0', '\u2028', '\u2029':
		return true
	}
	return false
}

// invisible reports characters that are no part of the text: control
// characters, which could steer a terminal, and byte-order marks. A soft hyphen
// is text: it says where its author lets a word break.
func invisible(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\ufeff' || r == '\ufffe' || r == '\uffff'
}

// zeroWidth reports characters that show nothing by themselves.
func zeroWidth(r rune) bool { return r >= '\u200b' && r <= '\u200f' || r == '\u2060' || r == '\u00ad' }

// blank reports whether s shows nothing.
func blank(s string) bool {
	for _, r := range s {
		if !isSpace(r) && !invisible(r) && !zeroWidth(r) {
			return false
		}
	}
	return true
}

// collapse returns the words of s with single spaces between them, and whether
// white space stood before and after them.
func collapse(s string) (lead bool, words string, trail bool) {
	if blank(s) {
		return s != "", "", false
	}
	clean := true // every run of white space so far is one ordinary space
	space := false
	for i := 0; i < len(s) && clean; i++ {
		c := s[i]
		if c == ' ' {
			clean = !space
			space = true
			continue
		}
		space = false
		clean = c > ' ' && c < 0x7f || c >= 0xc3 && c != 0xe2 && c != 0xef || c >= 0x80 && c < 0xc0 && i > 0 && s[i-1] != 0xc2
	}
	if clean && utf8.ValidString(s) {
		t := strings.TrimPrefix(s, " ")
		lead = len(t) < len(s)
		words = strings.TrimSuffix(t, " ")
		return lead, words, len(words) < len(t)
	}
	return rewrite(s)
}

func rewrite(s string) (lead bool, words string, trail bool) {
	var out strings.Builder
	out.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case isSpace(r):
			space = true
			continue
		case invisible(r):
			continue
		}
		if space {
			if out.Len() == 0 {
				lead = true
			} else {
				out.WriteByte(' ')
			}
			space = false
		}
		out.WriteRune(r)
	}
	return lead, strings.Trim(out.String(), "\u200b\u2060"), space
}
