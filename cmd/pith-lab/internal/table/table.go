// Package table prints small tables, aligned for a terminal or as Markdown.
package table

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Table is a header and rows of cells.
type Table struct {
	Header []string
	Rows   [][]string
}

// Add appends a row: strings as they are, floats with three decimals.
func (t *Table) Add(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case float64:
			row[i] = fmt.Sprintf("%.3f", c)
		default:
			row[i] = fmt.Sprint(c)
		}
	}
	t.Rows = append(t.Rows, row)
}

// Text writes the table with aligned columns: the first to the left, those
// that hold only numbers to the right.
func (t *Table) Text(w io.Writer) error {
	width, right := t.measure()
	var b strings.Builder
	for _, row := range t.all() {
		var line strings.Builder
		for i, cell := range row {
			if i > 0 {
				line.WriteString("  ")
			}
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			if right[i] {
				line.WriteString(pad + cell)
			} else {
				line.WriteString(cell + pad)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Markdown writes the table as a GitHub-flavoured Markdown table.
func (t *Table) Markdown(w io.Writer) error {
	_, right := t.measure()
	var b strings.Builder
	for n, row := range t.all() {
		b.WriteByte('|')
		for _, cell := range row {
			b.WriteString(" " + strings.ReplaceAll(cell, "|", `\|`) + " |")
		}
		b.WriteByte('\n')
		if n == 0 && t.Header != nil {
			b.WriteByte('|')
			for i := range row {
				if right[i] {
					b.WriteString("---:|")
				} else {
					b.WriteString("---|")
				}
			}
			b.WriteByte('\n')
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *Table) all() [][]string {
	if t.Header == nil {
		return t.Rows
	}
	return append([][]string{t.Header}, t.Rows...)
}

func (t *Table) measure() (width []int, right []bool) {
	for _, row := range t.all() {
		for i, cell := range row {
			if i == len(width) {
				width = append(width, 0)
				right = append(right, i > 0)
			}
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range t.Rows {
		for i, cell := range row {
			if strings.Trim(cell, "+-.0123456789%x") != "" {
				right[i] = false
			}
		}
	}
	return width, right
}
