package article

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// builder writes the kept tree. Text goes into the open line, which is made
// when its first word comes; inline elements are opened in it just before the
// word that needs them, so that no empty ones arise and white space stays
// outside of them.
type builder struct {
	kept    Selection
	options Options
	holds   map[*html.Node]struct{} // elements of the page that hold kept text

	top   *html.Node // where blocks go
	line  *html.Node // where text goes; nil between blocks
	fixed bool       // line is one like h2 that no inner block can end
	dir   string     // dir of the elements around, "" when not said

	inlines []inlineElement // that the walk is in
	opened  int             // how many of them stand open in line
	space   bool            // white space has been read since the last word
	seam    bool            // the words around must not be glued: a space if both ends are letters
	breaks  int             // <br> read since the last word
	last    rune            // last character of line
}

// inlineElement is an inline element around the place of the walk. It is
// repeated in every block that it reaches into.
type inlineElement struct {
	tag  atom.Atom
	attr []html.Attribute
	node *html.Node // in line, when opened
}

func newElement(tag atom.Atom, attr ...html.Attribute) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: tag.String(), DataAtom: tag, Attr: attr}
}

// endBlock ends the open line: what follows is another block.
func (b *builder) endBlock() {
	if b.fixed {
		b.space = true
		return
	}
	b.line, b.opened = nil, 0
	b.space, b.seam, b.breaks = false, false, 0
}

// open starts a block that holds blocks and returns what to call at its end,
// which takes it out again if it stayed empty.
func (b *builder) open(n *html.Node) func() {
	b.endBlock()
	b.direct(n)
	parent := b.top
	parent.AppendChild(n)
	b.top = n
	return func() {
		b.endBlock()
		b.top = parent
		if n.FirstChild == nil {
			parent.RemoveChild(n)
		}
	}
}

// openLine starts a block that holds inlines only and returns what to call at
// its end.
func (b *builder) openLine(n *html.Node) func() {
	b.endBlock()
	b.direct(n)
	parent := b.top
	parent.AppendChild(n)
	b.line, b.fixed, b.last = n, true, 0
	return func() {
		b.fixed = false
		b.endBlock()
		if n.FirstChild == nil {
			parent.RemoveChild(n)
		}
	}
}

func (b *builder) direct(n *html.Node) {
	if b.dir != "" && n.DataAtom != atom.Tr && n.DataAtom != atom.Td && n.DataAtom != atom.Th {
		n.Attr = append(n.Attr, html.Attribute{Key: "dir", Val: b.dir})
	}
}

// text adds the text of one node to the open line.
func (b *builder) text(s string) {
	lead, words, trail := collapse(s)
	if words == "" {
		b.space = b.space || lead
		return
	}
	first, _ := utf8.DecodeRuneInString(words)
	b.before(lead, first)
	b.enter().AppendChild(&html.Node{Type: html.TextNode, Data: words})
	b.last, _ = utf8.DecodeLastRuneInString(words)
	b.space = trail
}

// inlineNode adds a node like <img> to the open line.
func (b *builder) inlineNode(n *html.Node) {
	b.before(false, 'x')
	b.enter().AppendChild(n)
	b.last, b.space = 'x', false
}

// before opens the line if there is none and writes the space or line break
// that goes before the next word, whose first character is next.
func (b *builder) before(lead bool, next rune) {
	if b.breaks > 1 && !b.fixed {
		b.endBlock()
	}
	if b.line == nil {
		b.line, b.last = newElement(atom.P), 0
		b.direct(b.line)
		b.top.AppendChild(b.line)
	}
	switch {
	case b.last == 0:
	case b.breaks > 0:
		b.current().AppendChild(newElement(atom.Br))
	case b.space || lead || b.seam && wordly(b.last) && wordly(next):
		b.current().AppendChild(&html.Node{Type: html.TextNode, Data: " "})
	}
	b.space, b.seam, b.breaks = false, false, 0
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// current returns the innermost node open in the line.
func (b *builder) current() *html.Node {
	if b.opened == 0 {
		return b.line
	}
	return b.inlines[b.opened-1].node
}

// enter opens the inline elements around the walk that are not open in the
// line yet and returns the innermost.
func (b *builder) enter() *html.Node {
	for b.opened < len(b.inlines) {
		e := &b.inlines[b.opened]
		e.node = newElement(e.tag, e.attr...)
		b.current().AppendChild(e.node)
		b.opened++
	}
	return b.current()
}

// push says that the walk enters an inline element; pop that it leaves it. One
// inside another of its kind adds nothing, which also bounds the nesting.
func (b *builder) push(tag atom.Atom, attr []html.Attribute) bool {
	for i := range b.inlines {
		if b.inlines[i].tag == tag {
			return false
		}
	}
	b.inlines = append(b.inlines, inlineElement{tag: tag, attr: attr})
	return true
}

func (b *builder) pop() {
	b.inlines = b.inlines[:len(b.inlines)-1]
	b.opened = min(b.opened, len(b.inlines))
}
