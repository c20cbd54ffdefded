package render

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text renders the tree as plain text: one blank line between blocks, no
// trailing space, a newline at the end unless empty.
func Text(tree *html.Node, o Options) string {
	w := textWriter{options: o, links: or(o.Links, LinksText), images: or(o.Images, ImagesDrop)}
	w.blocks(tree)
	w.addresses()
	return w.out.String()
}

// textWriter writes plain text, line by line.
type textWriter struct {
	options Options
	links   LinkMode
	images  ImageMode
	out     strings.Builder
	buf     strings.Builder // the paragraph that is being collected

	indent int    // columns before every line
	marker string // stands in the last columns of the indent, on the next line only
	tight  bool   // no blank line before the next block

	urls  []string // in the order of their numbers
	known map[string]int
}

// begin separates a block from the one before.
func (w *textWriter) begin() {
	if w.out.Len() > 0 && !w.tight {
		w.out.WriteByte('\n')
	}
	w.tight = false
}

const spaces = "                                                                "

func (w *textWriter) line(s string) {
	if s = strings.TrimRight(s, " \t"); s == "" && w.marker == "" {
		w.out.WriteByte('\n')
		return
	}
	pad := max(w.indent-len(w.marker), 0)
	for ; pad > len(spaces); pad -= len(spaces) {
		w.out.WriteString(spaces)
	}
	w.out.WriteString(spaces[:pad])
	w.out.WriteString(w.marker)
	w.marker = ""
	w.out.WriteString(s)
	w.out.WriteByte('\n')
}

func (w *textWriter) blocks(n *html.Node) {
	for r := range runs(n) {
		if r.block {
			w.block(r.first)
		} else {
			w.paragraph(r)
		}
	}
}

func (w *textWriter) block(n *html.Node) {
	switch n.DataAtom {
	case atom.P:
		if !has(n, "data-embed") || w.links != LinksText {
			w.paragraph(content(n))
		}
	case atom.Ul, atom.Ol:
		w.list(n)
	case atom.Pre:
		w.pre(n)
	case atom.Table:
		w.table(n)
	case atom.Dl:
		w.terms(n)
	case atom.Figcaption:
		if !has(n, "data-extra") || w.images == ImagesKeep {
			w.paragraph(content(n))
		}
	case atom.Hr:
	case atom.Blockquote, atom.Figure, atom.Details, atom.Article, atom.Li, atom.Dd:
		w.blocks(n)
	default:
		w.paragraph(content(n))
	}
}

// paragraph writes a run of inlines, unless nothing of it shows.
func (w *textWriter) paragraph(r run) {
	w.buf.Reset()
	for n := range r.nodes {
		w.inline(&w.buf, n)
	}
	s := strings.Trim(w.buf.String(), " \n")
	if s == "" {
		return
	}
	w.begin()
	for line := range strings.SplitSeq(s, "\n") {
		if w.options.Wrap <= 0 {
			w.line(strings.TrimLeft(line, " "))
			continue
		}
		for _, part := range wrap(strings.TrimSpace(line), max(w.options.Wrap-w.indent, 1)) {
			w.line(part)
		}
	}
}

func (w *textWriter) inline(s *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		writeText(s, n.Data)
		return
	}
	switch n.DataAtom {
	case atom.Br:
		s.WriteByte('\n')
	case atom.Math:
		s.WriteString(attribute(n, "data-tex"))
	case atom.Img:
		w.image(s, n)
	case atom.A:
		w.link(s, n)
	case atom.Q:
		s.WriteString("“")
		w.inlines(s, n)
		s.WriteString("”")
	case atom.Rt:
		s.WriteByte('(')
		w.inlines(s, n)
		s.WriteByte(')')
	default:
		w.inlines(s, n)
	}
}

// writeText writes text, without the second of the spaces that an image left
// out leaves behind.
func writeText(s *strings.Builder, text string) {
	if text != "" && text[0] == ' ' && strings.HasSuffix(s.String(), " ") {
		text = text[1:]
	}
	s.WriteString(text)
}

func (w *textWriter) inlines(s *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.inline(s, c)
	}
}

func (w *textWriter) image(s *strings.Builder, n *html.Node) {
	if w.images == ImagesDrop {
		return
	}
	alt := attribute(n, "alt")
	if w.images == ImagesKeep {
		alt = strings.TrimSpace(alt + " (" + attribute(n, "src") + ")")
	}
	s.WriteString(alt)
}

func (w *textWriter) link(s *strings.Builder, n *html.Node) {
	if has(n, "data-note") {
		s.WriteByte('[')
		w.inlines(s, n)
		s.WriteByte(']')
		return
	}
	before := s.Len()
	w.inlines(s, n)
	text := s.String()[before:]
	if strings.TrimSpace(text) == "" {
		return
	}
	href := attribute(n, "href")
	switch w.links {
	case LinksKeep:
		if text != href {
			s.WriteString(" (" + href + ")")
		}
	case LinksFootnotes:
		s.WriteString(" [" + strconv.Itoa(w.address(href)) + "]")
	}
}

// address returns the number under which the address stands at the end.
func (w *textWriter) address(href string) int {
	if i, ok := w.known[href]; ok {
		return i
	}
	if w.known == nil {
		w.known = make(map[string]int)
	}
	w.urls = append(w.urls, href)
	w.known[href] = len(w.urls)
	return len(w.urls)
}

func (w *textWriter) addresses() {
	for i, href := range w.urls {
		w.tight = i > 0
		w.begin()
		w.line("[" + strconv.Itoa(i+1) + "] " + href)
	}
}

func (w *textWriter) list(n *html.Node) {
	dense := tight(n)
	count := newCounter(n)
	begun := false // an item has been written
	for li := n.FirstChild; li != nil; li = li.NextSibling {
		marker := "- "
		switch {
		case has(li, "data-note"):
			marker = "[" + attribute(li, "data-label") + "] "
		case attribute(li, "data-task") == "done":
			marker = "- [x] "
		case attribute(li, "data-task") == "open":
			marker = "- [ ] "
		case n.DataAtom == atom.Ol:
			marker = strconv.Itoa(count.number(li)) + ". "
		}
		w.tight = w.tight || dense && begun
		if w.item(li, marker) {
			begun = true
			count.count(li)
		}
	}
	w.tight = false
}

// item writes what li holds after marker and reports whether that was anything.
func (w *textWriter) item(li *html.Node, marker string) bool {
	before := w.out.Len()
	outer, pending := w.indent, w.marker
	w.marker += marker
	w.indent += len(marker)
	for r := range runs(li) {
		if r.block && (r.first.DataAtom == atom.Ul || r.first.DataAtom == atom.Ol) {
			w.tight = w.tight || w.out.Len() > before
		}
		if r.block {
			w.block(r.first)
		} else {
			w.paragraph(r)
		}
	}
	w.indent = outer
	if w.out.Len() == before {
		w.marker = pending
		return false
	}
	return true
}

func (w *textWriter) terms(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.tight = w.tight || c.PrevSibling != nil && (c.DataAtom == atom.Dd || c.PrevSibling.DataAtom == atom.Dt)
		if c.DataAtom == atom.Dt {
			w.block(c)
			continue
		}
		w.indent += 2
		w.blocks(c)
		w.indent -= 2
	}
	w.tight = false
}

func (w *textWriter) pre(n *html.Node) {
	w.buf.Reset()
	plain(&w.buf, n)
	w.begin()
	for line := range strings.SplitSeq(w.buf.String(), "\n") {
		if w.indent > 0 || w.marker != "" {
			w.line(line)
			continue
		}
		w.out.WriteString(line)
		w.out.WriteByte('\n')
	}
}

// alignedColumns is the width up to which a column is padded: a longer cell
// moves the rest of its row instead of drawing out every other row.
const alignedColumns = 60

func (w *textWriter) table(n *html.Node) {
	g := gridOf(n)
	if g.caption != nil {
		w.paragraph(content(g.caption))
		w.tight = true
	}
	cells := make([][]string, len(g.rows))
	widths := make([]int, g.columns)
	for i, row := range g.rows {
		cells[i] = make([]string, g.columns)
		for j, s := range row {
			if s.cell == nil || s.left || s.above {
				continue
			}
			cells[i][j] = w.cell(s.cell)
			if c := columnsOf(cells[i][j]); c <= alignedColumns && !has(s.cell, "colspan") {
				widths[j] = max(widths[j], c)
			}
		}
	}
	w.begin()
	for i, row := range cells {
		w.buf.Reset()
		for j, s := range row {
			if w.options.Tables == TablesTabs {
				if j > 0 {
					w.buf.WriteByte('\t')
				}
				w.buf.WriteString(s)
				continue
			}
			if j > 0 {
				w.buf.WriteString("  ")
			}
			pad := spaces[:max(widths[j]-columnsOf(s), 0)]
			if c := g.rows[i][j].cell; c != nil && attribute(c, "align") == "right" {
				s, pad = pad, s
			}
			w.buf.WriteString(s)
			w.buf.WriteString(pad)
		}
		if s := strings.TrimRight(w.buf.String(), " \t"); s != "" {
			w.line(s)
		}
	}
}

// cell returns what a cell holds on one line.
func (w *textWriter) cell(n *html.Node) string {
	var s strings.Builder
	w.cellText(&s, n)
	return strings.Join(strings.Fields(s.String()), " ")
}

func (w *textWriter) cellText(s *strings.Builder, n *html.Node) {
	for r := range runs(n) {
		s.WriteByte(' ')
		switch {
		case !r.block:
			for c := range r.nodes {
				w.inline(s, c)
			}
		case r.first.DataAtom == atom.Pre:
			plain(s, r.first)
		default:
			w.cellText(s, r.first)
		}
	}
}
