package render

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxSpelled is how long a text may be, in bytes, to be repeated where its cell
// covers more than one place.
const maxSpelled = 200

// table writes a table with one header row. Spans are spelled out: a cell that
// covers several rows stands in each of them, and one that covers several
// columns in each of a header's, unless it is long.
func (w *markdownWriter) table(n *html.Node) {
	g := gridOf(n)
	if g.caption != nil {
		w.paragraph(content(g.caption), inCaption)
	}
	texts := make(map[*html.Node]string)
	text := func(s slot, head bool) string {
		if s.cell == nil || s.left && !head {
			return ""
		}
		if t, ok := texts[s.cell]; ok {
			if (s.left || s.above) && len(t) > maxSpelled {
				return ""
			}
			return t
		}
		t := w.cell(s.cell)
		texts[s.cell] = t
		return t
	}
	header := make([]string, g.columns)
	for j := range header {
		var parts []string
		for _, row := range g.rows[:g.head] {
			if t := text(row[j], true); t != "" && (len(parts) == 0 || parts[len(parts)-1] != t) {
				parts = append(parts, t)
			}
		}
		header[j] = strings.Join(parts, " ")
	}
	w.begin(0)
	w.row(header)
	w.delimiters(&g)
	for _, row := range g.rows[g.head:] {
		for j, s := range row {
			header[j] = text(s, false)
		}
		w.row(header)
	}
}

func (w *markdownWriter) row(cells []string) {
	var s strings.Builder
	for _, c := range cells {
		s.WriteString("| ")
		s.WriteString(c)
		if c != "" {
			s.WriteByte(' ')
		}
	}
	s.WriteByte('|')
	w.line(s.String())
}

// delimiters writes the line under the header. A column is aligned as its first
// cell that says how.
func (w *markdownWriter) delimiters(g *grid) {
	var s strings.Builder
	for j := range g.columns {
		align := ""
		for _, row := range g.rows {
			if c := row[j].cell; c != nil && align == "" && !row[j].left {
				align = attribute(c, "align")
			}
		}
		switch align {
		case "left":
			s.WriteString("| :-- ")
		case "center":
			s.WriteString("| :-: ")
		case "right":
			s.WriteString("| --: ")
		default:
			s.WriteString("| --- ")
		}
	}
	s.WriteByte('|')
	w.line(s.String())
}

// cell returns what a cell holds on one line: its blocks are apart by <br>.
func (w *markdownWriter) cell(n *html.Node) string {
	var parts []string
	w.cellParts(n, &parts)
	return strings.Join(parts, "<br>")
}

func (w *markdownWriter) cellParts(n *html.Node, parts *[]string) {
	for r := range runs(n) {
		switch {
		case !r.block:
			if s := w.text.write(r, inCell); s != "" {
				*parts = append(*parts, s)
			}
		case r.first.DataAtom == atom.Pre:
			var s strings.Builder
			plain(&s, r.first)
			for line := range strings.SplitSeq(s.String(), "\n") {
				if line = strings.TrimSpace(line); line != "" {
					*parts = append(*parts, strings.ReplaceAll(codeSpan(line), "|", `\|`))
				}
			}
		case r.first.DataAtom == atom.Figcaption && has(r.first, "data-extra") && w.images != ImagesKeep:
		default:
			w.cellParts(r.first, parts)
		}
	}
}
