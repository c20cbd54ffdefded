package meta

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

func unescapeHTML(s string) string { return html.UnescapeString(s) }

// cleanText makes one line of plain text out of a value that may hold entities,
// tags and line breaks, as many meta tags and JSON-LD texts do.
func cleanText(s string) string {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
		if strings.IndexByte(s, '&') >= 0 { // escaped twice
			s = html.UnescapeString(s)
		}
	}
	if strings.IndexByte(s, '<') >= 0 {
		s = stripTags(s, ' ')
	}
	return collapse(strings.ToValidUTF8(s, ""))
}

// stripTags drops the tags of s and puts gap where they were. A "<" that opens
// no tag stays.
func stripTags(s string, gap byte) string {
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 == len(s) {
			b.WriteString(s)
			return b.String()
		}
		c := s[i+1]
		letter := c == '/' || c == '!' || 'a' <= c|0x20 && c|0x20 <= 'z'
		j := strings.IndexByte(s[i:], '>')
		if !letter || j < 0 {
			b.WriteString(s[:i+1])
			s = s[i+1:]
			if j < 0 && letter {
				b.WriteString(s)
				return b.String()
			}
			continue
		}
		b.WriteString(s[:i])
		b.WriteByte(gap)
		s = s[i+j+1:]
	}
}

// fold reduces a text to its lower-case letters and digits, for comparing.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// letters counts the letters of s.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
