package article

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxSpan bounds rowspan and colspan. Tables for reading stay far below it.
const maxSpan = 100

// grid is what a look over a table of the page finds.
type grid struct {
	rows    []gridRow
	caption *html.Node
	headers int // <th>
	columns int // of the widest row
	area    int // positions that the rows take, spans included
	cells   int
	blanks  int // cells without text
	chars   int
	longest int // characters of the longest cell
	blocky  int // headings, nested tables and the like inside of cells
	paras   int // paragraphs, lists and preformatted text inside of cells
	gutter  bool
}

type gridRow struct {
	tr    *html.Node
	head  bool // in <thead>
	cells []*html.Node
	kept  bool // holds kept text
}

// table copies a table. One that only arranges the page is taken apart.
func (b *builder) table(n *html.Node) {
	g := b.gridOf(n)
	switch {
	case g.gutter:
		b.codeTable(&g)
	case g.layout(n):
		b.endBlock()
		b.children(n)
		b.endBlock()
	default:
		b.data(&g)
	}
}

// gridOf looks over the rows of table n.
func (b *builder) gridOf(n *html.Node) grid {
	var g grid
	var section func(n *html.Node, head bool)
	section = func(n *html.Node, head bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Thead:
				section(c, true)
			case atom.Tbody, atom.Tfoot:
				section(c, false)
			case atom.Caption:
				g.caption = c
			case atom.Tr:
				b.surveyRow(&g, c, head)
			}
		}
	}
	section(n, false)
	return g
}

func (b *builder) surveyRow(g *grid, tr *html.Node, head bool) {
	row := gridRow{tr: tr, head: head}
	columns := 0
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		if c.DataAtom == atom.Th {
			g.headers++
		}
		g.gutter = g.gutter || isGutter(c)
		row.cells = append(row.cells, c)
		row.kept = row.kept || b.holding(c) && !b.removed(c)
		width := span(c, "colspan")
		columns += width
		g.area += width * span(c, "rowspan")
		g.cells++
		before := g.chars
		g.content(c)
		g.longest = max(g.longest, g.chars-before)
		if g.chars == before {
			g.blanks++
		}
	}
	row.kept = row.kept && !b.removed(tr)
	g.columns = max(g.columns, columns)
	g.rows = append(g.rows, row)
}

// content counts what is inside of a cell.
func (g *grid) content(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			g.chars += len(strings.TrimSpace(c.Data))
			continue
		}
		switch c.DataAtom {
		case atom.Script, atom.Style:
			continue
		case atom.Table:
			g.blocky++
			continue
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.Article, atom.Section, atom.Form, atom.Iframe, atom.Blockquote, atom.Hr:
			g.blocky++
		case atom.P, atom.Ul, atom.Ol, atom.Pre, atom.Dl:
			g.paras++
		}
		g.content(c)
	}
}

func span(n *html.Node, key string) int {
	i, ok := number(n, key)
	if !ok || i < 1 {
		return 1
	}
	return min(i, maxSpan)
}

// Cells of data are short. A table without any header whose cells are longer
// than a few lines, hold more than a paragraph each, or are empty by four in
// ten, arranges the page.
const (
	layoutChars  = 400 // longest cell of a data table without headers
	headingChars = 2000
)

// layout reports whether the table n only arranges what it holds.
func (g *grid) layout(n *html.Node) bool {
	switch attribute(n, "role") {
	case "presentation", "none":
		return true
	}
	if g.blocky > 0 || len(g.rows) == 0 || g.area > 4*g.cells+1000 || g.columns*len(g.rows) > 8*g.cells+1000 {
		return true
	}
	if g.headers > 0 || g.caption != nil {
		return g.longest > headingChars || g.columns < 2 && len(g.rows) < 3
	}
	return g.columns < 2 || len(g.rows) < 2 || g.longest > layoutChars || g.paras > g.cells || 10*g.blanks > 4*g.cells
}

// data copies the rows that hold kept text.
func (b *builder) data(g *grid) {
	into := newElement(atom.Table)
	end := b.open(into)
	if g.caption != nil && b.holding(g.caption) && !b.removed(g.caption) {
		end := b.openLine(newElement(atom.Caption))
		b.children(g.caption)
		end()
	}
	var section *html.Node
	for i, row := range g.rows {
		if !row.kept {
			continue
		}
		tag := atom.Tbody
		if row.head || section == nil && allHeaders(row.cells) {
			tag = atom.Thead
		}
		if section == nil || section.DataAtom != tag && section.DataAtom == atom.Thead {
			section = newElement(tag)
			into.AppendChild(section)
		}
		b.row(section, g.rows[i:])
	}
	if section == nil {
		end()
		return
	}
	dropEmptyColumns(into)
	end()
	if section.DataAtom == atom.Thead && section.PrevSibling == nil {
		section.Data, section.DataAtom = "tbody", atom.Tbody // nothing but headers
	}
	if columns(into) < 2 {
		flatten(into)
	}
}

// row copies the first of rows.
func (b *builder) row(section *html.Node, rows []gridRow) {
	tr := newElement(atom.Tr)
	section.AppendChild(tr)
	table := b.top
	for _, c := range rows[0].cells {
		cell := newElement(c.DataAtom)
		if n := span(c, "colspan"); n > 1 {
			cell.Attr = append(cell.Attr, html.Attribute{Key: "colspan", Val: strconv.Itoa(n)})
		}
		if n := keptRows(rows, span(c, "rowspan")); n > 1 {
			cell.Attr = append(cell.Attr, html.Attribute{Key: "rowspan", Val: strconv.Itoa(n)})
		}
		if align := alignment(c); align != "" {
			cell.Attr = append(cell.Attr, html.Attribute{Key: "align", Val: align})
		}
		tr.AppendChild(cell)
		if !b.holding(c) || b.removed(c) {
			continue
		}
		b.endBlock()
		b.top = cell
		b.depth++
		b.children(c)
		b.endBlock()
		b.depth--
		b.top = table
		tighten(cell)
	}
}

// keptRows returns how many of the first n rows are kept.
func keptRows(rows []gridRow, n int) int {
	kept := 0
	for _, r := range rows[:min(n, len(rows))] {
		if r.kept {
			kept++
		}
	}
	return kept
}

func allHeaders(cells []*html.Node) bool {
	for _, c := range cells {
		if c.DataAtom != atom.Th && !blankNode(c) {
			return false
		}
	}
	return len(cells) > 0
}

func blankNode(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.TextNode && !blank(c.Data) {
			return false
		}
	}
	return true
}

// alignment returns "left", "center" or "right" as the cell says it.
func alignment(n *html.Node) string {
	align := attribute(n, "align")
	if style := attribute(n, "style"); align == "" && strings.Contains(style, "text-align") {
		_, align, _ = strings.Cut(style, "text-align")
		align, _, _ = strings.Cut(strings.TrimLeft(align, ": "), ";")
	}
	switch align = strings.ToLower(strings.TrimSpace(align)); align {
	case "left", "center", "right":
		return align
	}
	return ""
}

// dropEmptyColumns takes out the columns in which no row has anything left, in
// a table where every row has the same cells.
func dropEmptyColumns(t *html.Node) {
	var filled []bool
	for row := range rowsOf(t) {
		i := 0
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if i == len(filled) {
				if row.Parent.PrevSibling != nil && row.Parent.PrevSibling.DataAtom != atom.Caption || row.PrevSibling != nil {
					return
				}
				filled = append(filled, false)
			}
			if hasAttribute(c, "colspan") || hasAttribute(c, "rowspan") {
				return
			}
			filled[i] = filled[i] || c.FirstChild != nil
			i++
		}
		if i != len(filled) {
			return
		}
	}
	for row := range rowsOf(t) {
		i := 0
		for c := row.FirstChild; c != nil; i++ {
			next := c.NextSibling
			if !filled[i] {
				row.RemoveChild(c)
			}
			c = next
		}
	}
}

// rowsOf yields the rows of a copied table.
func rowsOf(t *html.Node) func(yield func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		for s := t.FirstChild; s != nil; s = s.NextSibling {
			if s.DataAtom == atom.Caption {
				continue
			}
			for r := s.FirstChild; r != nil; r = r.NextSibling {
				if !yield(r) {
					return
				}
			}
		}
	}
}

func columns(t *html.Node) int {
	widest := 0
	for row := range rowsOf(t) {
		n := 0
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			n += span(c, "colspan")
		}
		widest = max(widest, n)
	}
	return widest
}

// flatten puts what the cells of a table hold into its place.
func flatten(t *html.Node) {
	parent := t.Parent
	into := func(n *html.Node) {
		var p *html.Node
		for c := n.FirstChild; c != nil; c = n.FirstChild {
			n.RemoveChild(c)
			if c.Type == html.ElementNode && isBlock(c.DataAtom) {
				p = nil
				parent.InsertBefore(c, t)
				continue
			}
			if p == nil {
				p = newElement(atom.P)
				parent.InsertBefore(p, t)
			}
			p.AppendChild(c)
		}
	}
	if t.FirstChild.DataAtom == atom.Caption {
		into(t.FirstChild)
	}
	for row := range rowsOf(t) {
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			into(c)
		}
	}
	parent.RemoveChild(t)
}

// isBlock reports the elements of the vocabulary that are blocks.
func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre,
		atom.Table, atom.Figure, atom.Dl, atom.Details, atom.Hr:
		return true
	}
	return false
}
