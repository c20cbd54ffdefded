package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxNesting bounds how deep blocks stand in each other, so that the indents of
// a rendering cannot outgrow its text. Real pages stay below 10.
const maxNesting = 24

// builder writes the kept tree. Text goes into the open line, which is made
// when its first word comes; inline elements are opened in it just before the
// word that needs them, so that no empty ones arise and white space stays
// outside of them.
type builder struct {
	kept     Selection
	options  Options
	holds    map[*html.Node]struct{} // elements of the page that hold kept text
	notes    *notes                  // footnotes; nil when the page has none
	first    *html.Node              // first kept text
	lastText *html.Node              // last kept text

	started bool // the walk has met the first kept text
	ended   bool // and the last
	every   bool // all text is copied, kept or not

	top   *html.Node // where blocks go
	line  *html.Node // where text goes; nil between blocks
	fixed bool       // line is one like h2 that no inner block can end
	depth int        // blocks around top
	dir   string     // direction of the elements around, "" when not said
	outer string     // direction that top has

	inlines   []inlineElement // that the walk is in
	opened    int             // how many of them stand open in line
	space     bool            // white space has been read since the last word
	seam      bool            // the words around must not be glued: a space if both ends are letters
	linkEnded bool            // nothing has been read since the end of a link
	breaks    int             // <br> read since the last word
	last      rune            // last character of line, 0 at its start

	repeated int // bytes of long attributes of inline elements that were opened again

	images  int        // copied so far
	shown   string     // address of the last image
	shownBy *html.Node // and its element of the page
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

func newText(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// endBlock ends the open line: what follows is another block.
func (b *builder) endBlock() {
	if b.fixed {
		b.space = true
		return
	}
	b.line, b.opened, b.last = nil, 0, 0
	b.space, b.seam, b.breaks = false, false, 0
}

// place returns where a block of the given kind goes: lists hold items only,
// and what stands beside those belongs to the item before.
func (b *builder) place(tag atom.Atom) *html.Node {
	var part atom.Atom
	switch b.top.DataAtom {
	case atom.Ul, atom.Ol:
		part = atom.Li
	case atom.Dl:
		if part = atom.Dd; tag == atom.Dt {
			return b.top
		}
	default:
		return b.top
	}
	if tag == part {
		return b.top
	}
	if last := b.top.LastChild; last != nil && last.DataAtom == part && (tag == atom.Ul || tag == atom.Ol || part == atom.Dd) {
		return last
	}
	n := newElement(part)
	b.top.AppendChild(n)
	return n
}

// open starts a block that holds blocks and returns what to call at its end,
// which takes it out again if it stayed empty.
func (b *builder) open(n *html.Node) func() {
	b.endBlock()
	parent, outer := b.top, b.outer
	b.direct(n)
	place := b.place(n.DataAtom)
	place.AppendChild(n)
	b.top, b.outer = n, b.dir
	b.depth++
	return func() {
		b.endBlock()
		b.top, b.outer = parent, outer
		b.depth--
		if n.FirstChild == nil {
			place.RemoveChild(n)
		}
	}
}

// openLine starts a block that holds inlines only and returns what to call at
// its end.
func (b *builder) openLine(n *html.Node) func() {
	b.endBlock()
	b.direct(n)
	place := b.place(n.DataAtom)
	place.AppendChild(n)
	b.line, b.fixed = n, true
	return func() {
		b.fixed = false
		b.endBlock()
		if n.FirstChild == nil {
			place.RemoveChild(n)
		}
	}
}

// direct notes on block n the direction of its text where it is another one
// than that of what it stands in.
func (b *builder) direct(n *html.Node) {
	if b.dir != b.outer {
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
	if b.line == nil || b.last == 0 || b.breaks > 0 {
		if words = strings.TrimLeft(words, "\u3000"); words == "" { // the indent of a paragraph
			return
		}
	}
	first, _ := utf8.DecodeRuneInString(words)
	b.before(lead, first)
	b.enter().AppendChild(newText(words))
	b.last, _ = utf8.DecodeLastRuneInString(words)
	b.space, b.linkEnded = trail, false
}

// inlineNode adds a node like <img> to the open line.
func (b *builder) inlineNode(n *html.Node) {
	b.before(false, 'x')
	b.enter().AppendChild(n)
	b.last = 'x'
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
		b.place(atom.P).AppendChild(b.line)
	}
	switch {
	case b.last == 0:
	case b.breaks > 0:
		b.common().AppendChild(newElement(atom.Br))
	case b.space || lead || b.seam && (wordly(b.last) || strings.ContainsRune(".!?:;", b.last)) && wordly(next):
		b.common().AppendChild(newText(" "))
	}
	b.space, b.seam, b.breaks = false, false, 0
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// common returns the innermost node open in the line.
func (b *builder) common() *html.Node {
	if b.opened == 0 {
		return b.line
	}
	return b.inlines[b.opened-1].node
}

// maxRepeated bounds, in bytes, what the long attributes take up of inline
// elements that reach into many blocks: an address around a whole page would
// stand in every paragraph. Those of up to maxShort bytes do not count.
const (
	maxRepeated = 64 << 10
	maxShort    = 200
)

// enter opens the inline elements around the walk that are not open in the
// line yet and returns the innermost.
func (b *builder) enter() *html.Node {
	for b.opened < len(b.inlines) {
		e := &b.inlines[b.opened]
		if e.node != nil {
			for i := range e.attr {
				b.repeated += max(len(e.attr[i].Val)-maxShort, 0)
			}
		}
		around := b.common()
		if len(e.attr) > 0 && b.repeated > maxRepeated {
			e.node = around
		} else {
			e.node = newElement(e.tag, e.attr...)
			around.AppendChild(e.node)
		}
		b.opened++
	}
	return b.common()
}

// push says that the walk enters an inline element, pop that it leaves it. One
// inside another of its kind adds nothing, which also bounds the nesting.
func (b *builder) push(tag atom.Atom, attr []html.Attribute) bool {
	if b.within(tag) {
		return false
	}
	b.inlines = append(b.inlines, inlineElement{tag: tag, attr: attr})
	return true
}

func (b *builder) pop() {
	b.inlines = b.inlines[:len(b.inlines)-1]
	b.opened = min(b.opened, len(b.inlines))
}
