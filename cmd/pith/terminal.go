package main

import (
	"strconv"
	"strings"
	"unicode"
)

// clean replaces what could steer a terminal: control characters, C1 codes and
// bytes that are no UTF-8. Line breaks in a message become spaces.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// printable is clean for text of many lines.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}

// quote shows a name as it is, or quoted where it could mislead: spaces at its
// ends, control characters, invisible ones, broken UTF-8.
func quote(name string) string {
	if name == "" || name != strings.TrimSpace(name) || strings.ContainsFunc(name, func(r rune) bool {
		return r == unicode.ReplacementChar || !unicode.IsPrint(r) || r == '"'
	}) {
		return strconv.Quote(name)
	}
	return name
}
