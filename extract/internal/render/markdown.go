package render

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Markdown renders the tree as GitHub-flavoured Markdown, valid by the
// CommonMark specification. What Markdown cannot say comes out as HTML elements
// without attributes, which GitHub shows: kbd, sub, sup, mark, ins, ruby,
// details, and abbr and bdo with their one attribute.
func Markdown(tree *html.Node, o Options) string {
	w := markdownWriter{links: or(o.Links, LinksKeep), images: or(o.Images, ImagesDrop)}
	w.text.notes = &w.notes
	w.text.links, w.text.images = w.links, w.images
	w.survey(tree)
	w.blocks(tree)
	w.addresses()
	return w.out.String()
}

// markdownWriter writes Markdown, line by line.
type markdownWriter struct {
	links  LinkMode
	images ImageMode
	out    bytes.Buffer
	text   inlineWriter
	notes  addressNotes

	prefix string // of every line: the indents and "> " of the blocks around
	first  string // replaces prefix on the next line: with the marker of an item
	tight  bool   // no blank line before the next block
	fresh  bool   // the next block begins an item, so nothing separates it

	lastList atom.Atom // kind of the list that ended just before, 0 for another block
	lastMark byte      // its marker
}

// addressNotes are the footnotes that addresses of links become.
type addressNotes struct {
	next  int // number that the next one gets
	first int
	urls  []string
	known map[string]int
}

// add returns the number of the footnote for an address.
func (a *addressNotes) add(href string) int {
	if i, ok := a.known[href]; ok {
		return i
	}
	if a.known == nil {
		a.known = make(map[string]int)
		a.first = a.next
	}
	a.known[href] = a.next
	a.urls = append(a.urls, href)
	a.next++
	return a.next - 1
}

// survey finds what changes the escapes and numbers of the whole document.
func (w *markdownWriter) survey(tree *html.Node) {
	w.notes.next = 1
	for n := range tree.Descendants() {
		switch n.DataAtom {
		case atom.Math:
			w.text.math = true
		case atom.Li:
			if has(n, "data-note") {
				w.notes.next = max(w.notes.next, number(n, "data-note", 0)+1)
			}
		}
	}
}

func (w *markdownWriter) addresses() {
	for i, href := range w.notes.urls {
		w.tight = i > 0
		w.begin(0)
		w.line("[^" + strconv.Itoa(w.notes.first+i) + "]: " + shown(href))
	}
}

// shown returns a link whose text is its address. Between angle brackets a
// relative address would be a tag.
func shown(href string) string {
	if i := strings.IndexAny(href, ":/?#"); i > 1 && href[i] == ':' {
		return "<" + href + ">"
	}
	return "[" + labelEscapes.Replace(href) + "](" + destination(href, inBlock) + ")"
}

var labelEscapes = strings.NewReplacer(`*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `~`, `\~`, `&`, `\&`, `$`, `\$`, `<`, `\<`, `!`, `\!`)

// begin separates a block from the one before. kind is that of a list, else 0.
func (w *markdownWriter) begin(kind atom.Atom) {
	if !w.fresh && !w.tight && w.out.Len() > 0 {
		w.out.WriteString(strings.TrimRight(w.prefix, " "))
		w.out.WriteByte('\n')
	}
	w.tight, w.fresh = false, false
	w.lastList = kind
}

// line writes one line after the prefix.
func (w *markdownWriter) line(s string) {
	prefix := w.prefix
	if w.first != "" {
		prefix, w.first = w.first, ""
	}
	if s == "" {
		prefix = strings.TrimRight(prefix, " ")
	}
	w.out.WriteString(prefix)
	w.out.WriteString(s)
	w.out.WriteByte('\n')
}

func (w *markdownWriter) lines(s string) {
	for line := range strings.SplitSeq(s, "\n") {
		w.line(line)
	}
}

func (w *markdownWriter) blocks(n *html.Node) {
	for r := range runs(n) {
		w.run(r)
	}
}

func (w *markdownWriter) run(r run) {
	if r.block {
		w.block(r.first)
	} else {
		w.paragraph(r, inBlock)
	}
}

func (w *markdownWriter) block(n *html.Node) {
	switch n.DataAtom {
	case atom.P:
		w.paragraph(content(n), inBlock)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if s := w.text.write(content(n), inHeading); s != "" {
			w.begin(0)
			w.line("######"[:n.Data[1]-'0'] + " " + s)
		}
	case atom.Ul, atom.Ol:
		w.list(n)
	case atom.Blockquote:
		w.quote(n)
	case atom.Pre:
		w.pre(n)
	case atom.Table:
		w.table(n)
	case atom.Dl:
		w.terms(n)
	case atom.Figcaption:
		if !has(n, "data-extra") || w.images == ImagesKeep {
			w.paragraph(content(n), inCaption)
		}
	case atom.Details:
		w.details(n)
	case atom.Hr:
		w.begin(0)
		w.line("---")
	default:
		w.blocks(n)
	}
}

// paragraph writes a run of inlines, unless nothing of it shows.
func (w *markdownWriter) paragraph(r run, place place) {
	if s := w.text.write(r, place); s != "" {
		w.begin(0)
		w.lines(s)
	}
}

func (w *markdownWriter) quote(n *html.Node) {
	outer, first := w.prefix, w.first
	before, fresh := w.out.Len(), w.fresh
	w.begin(0)
	begun := w.out.Len()
	if w.first == "" {
		w.first = w.prefix
	}
	w.first += "> "
	w.prefix += "> "
	w.fresh = true
	w.blocks(n)
	w.prefix = outer
	w.undo(before, begun, first, fresh)
}

// undo takes a container's beginning back when it wrote nothing since begun.
func (w *markdownWriter) undo(before, begun int, first string, fresh bool) {
	if w.out.Len() != begun {
		w.fresh, w.lastList = false, 0
		return
	}
	w.out.Truncate(before)
	w.first, w.fresh = first, fresh
}

func (w *markdownWriter) pre(n *html.Node) {
	var s strings.Builder
	plain(&s, n)
	code := s.String()
	fence := strings.Repeat("`", max(3, longestRun(code, '`')+1))
	w.begin(0)
	language := ""
	if c := n.FirstChild; c != nil {
		language = strings.TrimPrefix(attribute(c, "class"), "language-")
	}
	w.line(fence + language)
	w.lines(code)
	w.line(fence)
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// terms writes a definition list: GitHub knows none, so each term is a strong
// line with its descriptions as a list.
func (w *markdownWriter) terms(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Dt {
			w.paragraph(content(c), inTerm)
			continue
		}
		if c.PrevSibling != nil && c.PrevSibling.DataAtom == atom.Dd {
			w.tight = true
		}
		kind := w.lastList
		mark := w.marker(atom.Dl, '-', '*')
		if c.PrevSibling != nil && c.PrevSibling.DataAtom == atom.Dd && kind == atom.Dl {
			mark = w.lastMark
		}
		w.item(c, string(mark)+" ")
		w.lastList, w.lastMark = atom.Dl, mark
	}
	w.tight = false
	w.lastList = atom.Ul
}

// details writes HTML around Markdown: the blank lines end the HTML blocks.
func (w *markdownWriter) details(n *html.Node) {
	w.begin(0)
	w.line("<details>")
	for r := range runs(n) {
		if r.block && r.first.DataAtom == atom.Summary {
			w.line("<summary>" + summaryHTML(r.first) + "</summary>")
			continue
		}
		w.run(r)
	}
	w.begin(0)
	w.line("</details>")
}

// summaryHTML returns a summary as HTML, since no Markdown is read inside of
// an HTML block.
func summaryHTML(n *html.Node) string {
	var s strings.Builder
	plain(&s, n)
	return html.EscapeString(strings.Join(strings.Fields(s.String()), " "))
}
