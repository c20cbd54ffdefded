package rule

import (
	"fmt"
	"strings"
)

// Error is a fault in a rule, with its place. Line and Column count from 1; 0
// means unknown.
type Error struct {
	File   string
	Line   int
	Column int
	Field  string // dotted, such as "tests[0].page"; empty for the whole file
	Msg    string // what is wrong, lower case
	Hint   string // what may have been meant; empty when there is no guess
	Err    error  // the cause, nil when the rule itself is at fault
}

func (e *Error) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File)
		if e.Line > 0 {
			fmt.Fprintf(&b, ":%d", e.Line)
			if e.Column > 0 {
				fmt.Fprintf(&b, ":%d", e.Column)
			}
		}
		b.WriteString(": ")
	}
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	b.WriteString(e.Msg)
	if e.Hint != "" {
		fmt.Fprintf(&b, " (did you mean %q?)", e.Hint)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// nearest returns the name that is at most two edits from s (one for short
// ones), the first of the nearest; empty when there is none.
func nearest(s string, names []string) string {
	best, distance := "", 3
	if len(s) < 5 {
		distance = 2
	}
	for _, n := range names {
		if d := editDistance(strings.ToLower(s), n, distance); d < distance {
			best, distance = n, d
		}
	}
	return best
}

// editDistance is the optimal string alignment distance, limit when it is that
// or more.
func editDistance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	rows := [3][]int{}
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
	}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, above, twice := rows[2], rows[1], rows[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], twice[j-2]+1)
			}
		}
		rows[0], rows[1], rows[2] = above, row, twice
	}
	return min(rows[1][len(b)], limit)
}
