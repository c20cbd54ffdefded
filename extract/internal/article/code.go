package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pre copies preformatted text as <pre><code>. Of a listing that is kept at
// all, every line is.
func (b *builder) pre(n *html.Node) {
	b.preOf(language(n), n)
}

func (b *builder) preOf(language string, parts ...*html.Node) {
	b.endBlock()
	var l listing
	for _, n := range parts {
		if l.text.Len() > 0 {
			l.newline()
		}
		l.children(b, n)
	}
	text := strings.TrimRight(l.text.String(), " \t\n")
	if text == "" {
		return
	}
	if i := strings.LastIndexByte(text[:len(text)-len(strings.TrimLeft(text, " \t\n"))], '\n'); i >= 0 {
		text = text[i+1:] // the blank lines before
	}
	code := newElement(atom.Code)
	if language != "" {
		code.Attr = []html.Attribute{{Key: "class", Val: "language-" + language}}
	}
	code.AppendChild(newText(text))
	pre := newElement(atom.Pre)
	pre.AppendChild(code)
	b.direct(pre)
	b.place(atom.Pre).AppendChild(pre)
}

// listing collects the text of a code listing.
type listing struct {
	text strings.Builder
	bol  bool // at the beginning of a line
}

func (l *listing) newline() {
	l.text.WriteByte('\n')
	l.bol = true
}

func (l *listing) endLine() {
	if l.text.Len() > 0 && !l.bol {
		l.newline()
	}
}

func (l *listing) children(b *builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			b.started = b.started || c == b.first
			b.ended = b.ended || c == b.lastText
			l.write(c.Data)
		case html.ElementNode:
			if !b.removed(c) {
				l.element(b, c)
			}
		}
	}
}

func (l *listing) element(b *builder, n *html.Node) {
	role := roles[n.DataAtom]
	switch {
	case n.DataAtom == atom.Br:
		l.newline()
	case role == never, n.DataAtom == atom.Button, isGutter(n):
	case n.DataAtom == atom.Td, n.DataAtom == atom.Th:
		l.children(b, n)
	case role >= container && role < inline:
		l.endLine()
		l.children(b, n)
		l.endLine()
	case n.DataAtom == atom.Span && n.PrevSibling != nil && n.PrevSibling.DataAtom == atom.Span && isLine(n) && isLine(n.PrevSibling):
		l.endLine()
		l.children(b, n)
	default:
		l.children(b, n)
	}
}

// write adds text. The no-break spaces that some highlighters indent with
// would not compile.
func (l *listing) write(s string) {
	if s == "" {
		return
	}
	for _, r := range s {
		switch {
		case r == '\n', r == '\t':
			l.text.WriteRune(r)
		case r == '\u00a0':
			l.text.WriteByte(' ')
		case r == '\r', invisible(r), r == '\u200b':
		default:
			l.text.WriteRune(r)
		}
	}
	l.bol = s[len(s)-1] == '\n'
}

// isLine reports elements that highlighters wrap one line of code in.
func isLine(n *html.Node) bool {
	return classHas(n, "line") || classHas(n, "token-line") || classHas(n, "code-line") || classHas(n, "view-line")
}

// isGutter reports elements that hold line numbers beside code, and nothing
// else: page layouts have columns of class "gutter" as well.
func isGutter(n *html.Node) bool {
	class := attribute(n, "class")
	if class == "" {
		style := attribute(n, "style")
		return strings.Contains(style, "user-select") && strings.Contains(style, "none") && digits(n)
	}
	for word := range strings.FieldsSeq(class) {
		switch word {
		case "gutter", "ln":
			return digits(n)
		case "lineno", "linenos", "linenodiv", "rouge-gutter", "lnt", "blob-num", "hljs-ln-numbers", "hljs-ln-n",
			"line-number", "linenumber", "react-syntax-highlighter-line-number", "line-numbers-rows", "line-numbers-wrapper",
			"crayon-nums", "code-line-number", "crayon-num", "linenum", "ec-line-number", "line-num", "lineNumber", "line_numbers":
			return true
		case "line-numbers":
			return n.DataAtom != atom.Pre && n.DataAtom != atom.Code && digits(n)
		}
	}
	return false
}

// digits reports whether n holds numbers only.
func digits(n *html.Node) bool {
	found := false
	for c := range n.Descendants() {
		if c.Type != html.TextNode {
			continue
		}
		for _, r := range c.Data {
			if !isSpace(r) && (r < '0' || r > '9') {
				return false
			}
			found = true
		}
	}
	return found
}

// codeTable copies a listing that stands in a table beside its line numbers.
func (b *builder) codeTable(g *grid) {
	var parts []*html.Node
	lang, listing := "", false
	for _, row := range g.rows {
		for _, c := range row.cells {
			if isGutter(c) || b.removed(c) {
				continue
			}
			listing = listing || strings.Contains(attribute(c, "class"), "code") || hasPre(c)
			parts = append(parts, c)
			if lang == "" {
				lang = language(c)
			}
		}
	}
	if listing {
		b.preOf(lang, parts...)
		return
	}
	for _, c := range parts {
		b.endBlock()
		b.node(c)
	}
	b.endBlock()
}

func hasPre(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.DataAtom == atom.Pre {
			return true
		}
	}
	return false
}
