package render

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columnsOf returns how many columns of a terminal s takes.
func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) || unicode.Is(unicode.Cf, r):
		return 0
	case r < 0x1100:
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// wrap cuts line at spaces, and between wide characters, into lines of at most
// columns. A word that is longer stands on a line of its own.
func wrap(line string, columns int) []string {
	if columns <= 0 || len(line) <= columns {
		return []string{line}
	}
	var lines []string
	start, used := 0, 0             // of the line that is being filled
	cut, next, afterCut := -1, 0, 0 // where it may end, where the next would start, and columns from there on
	wide := false                   // the last character was a wide one
	for i, r := range line {
		w := runeColumns(r)
		if r == ' ' {
			cut, next, afterCut = i, i+1, -1
		} else if (wide || w == 2) && i > start && w > 0 && !strings.ContainsRune("、。，．！？」』）】〉》：；…", r) {
			cut, next, afterCut = i, i, 0
		}
		if used+w > columns && cut > start && r != ' ' {
			lines = append(lines, line[start:cut])
			start, used, cut = next, afterCut, -1
		}
		wide = w == 2
		used += w
		if cut >= 0 {
			afterCut += w
		}
	}
	return append(lines, line[start:])
}
