package block

import (
	"strings"

	"golang.org/x/net/html"
)

// inline are the elements that do not end a block. Every other element does, but
// for an unknown one in the middle of text.
var inline = set("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q " +
	"rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr img picture source " +
	"track map area input math mi mo mn mrow msup msub mfrac msqrt semantics")

// skipped are the elements whose text is never displayed as text of the page.
var skipped = set("script style noscript template head title iframe object embed svg canvas audio video select datalist " +
	"textarea noframes frameset applet param link meta rp annotation annotation-xml")

func set(words string) map[string]struct{} {
	m := make(map[string]struct{})
	for w := range strings.FieldsSeq(words) {
		m[w] = struct{}{}
	}
	return m
}

// Build cuts the tree under root into blocks. It does not change the tree. The
// table refers to its nodes.
func Build(root *html.Node) *Table {
	body := find(root, "body")
	if body == nil {
		body = root
	}
	w := walker{table: &Table{}}
	w.element(body, -1, marksRoot)
	w.close()
	w.cutTexts()
	return w.table
}

func find(n *html.Node, tag string) *html.Node {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == tag {
			return c
		}
	}
	return nil
}

// marksRoot are the distances above the body: nothing is near.
var marksRoot = func() (near [NumMarks]uint8) {
	for i := range near {
		near[i] = farAway
	}
	return near
}()

// walker walks the tree once. Between open and close it collects one block.
type walker struct {
	table *Table
	text  strings.Builder // texts of all blocks, one after the other
	ends  []int           // where each block's text ends in text
	nodes []*html.Node

	elem   int32 // block-level element that the walk is in
	open   bool  // a block has begun
	start  int   // where the open block's text starts
	node0  int   // where the open block's nodes start
	space  bool  // white space waits to be written before the next character
	inWord bool
	stats  Stats
	links  int // open <a> elements
	bolds  int
	breaks int // <br> since the last text
	linked bool
}

// element walks a block-level element.
func (w *walker) element(n *html.Node, parent int32, near [NumMarks]uint8) {
	w.close()
	e := w.push(n, parent, near)
	outer := w.elem
	w.elem = e
	w.children(n)
	w.close()
	w.elem = outer
	w.table.Elems[e].Last = int32(len(w.table.Blocks))
}

func (w *walker) push(n *html.Node, parent int32, near [NumMarks]uint8) int32 {
	own, hidden := marks(n)
	e := Elem{Node: n, Parent: parent, First: int32(len(w.table.Blocks)), Near: near, Hidden: hidden}
	var h uint64
	if parent >= 0 {
		p := &w.table.Elems[parent]
		e.Depth, e.Hidden, h = p.Depth+1, hidden|p.Hidden, p.Path
	}
	e.Path = h*0x9e3779b97f4a7c15 + signature(n)
	counts := &w.table.Page
	for i := range e.Near {
		if own&(1<<i) != 0 {
			e.Near[i] = 0
			counts.Marked[i]++
		} else if e.Near[i] < farAway {
			e.Near[i]++
		}
	}
	w.table.Elems = append(w.table.Elems, e)
	return int32(len(w.table.Elems) - 1)
}

// The constants of the FNV-1a hash.
const fnvOffset, fnvPrime = 14695981039346656037, 1099511628211

// signature hashes an element's tag and classes: elements that a template
// writes have the same.
func signature(n *html.Node) uint64 {
	h := uint64(fnvOffset)
	add := func(s string) {
		for i := 0; i < len(s); i++ {
			h = (h ^ uint64(s[i])) * fnvPrime
		}
	}
	add(n.Data)
	for i := range n.Attr {
		if n.Attr[i].Key == "class" {
			add(".")
			add(n.Attr[i].Val)
		}
	}
	return h
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.textNode(c)
		case html.ElementNode:
			w.child(c)
		}
	}
}

// child walks one element, inline or block-level.
func (w *walker) child(n *html.Node) {
	w.count(n)
	if _, skip := skipped[n.Data]; skip {
		return
	}
	if n.Data == "br" {
		w.lineBreak()
		return
	}
	if !isInline(n) && !phrase(n) || hides(n) {
		near := w.table.Elems[w.elem].Near
		w.element(n, w.elem, near)
		return
	}
	switch n.Data {
	case "a":
		if w.links++; w.links == 1 {
			w.linked = false
		}
		w.children(n)
		w.links--
	case "b", "strong":
		w.bolds++
		w.children(n)
		w.bolds--
	case "time":
		w.stats.Inline |= InlineTime
		w.children(n)
	case "code", "kbd", "samp":
		w.stats.Inline |= InlineCode
		w.children(n)
	case "input":
		w.stats.Inline |= InlineInput
	case "img", "picture":
		w.stats.Inline |= InlineImage
		w.children(n)
	default:
		w.children(n)
	}
}

func isInline(n *html.Node) bool {
	_, ok := inline[n.Data]
	return ok
}

// phrase reports an element of a kind that HTML does not know, such as <x-term>
// or <o:p>, that stands beside text and whose children are text and inline
// elements. Browsers display such elements inline; others of their kind, to which
// a style gave the role of a box, do not stand in the middle of a sentence.
func phrase(n *html.Node) bool {
	if n.DataAtom != 0 || !besideText(n) {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !isInline(c) {
			return false
		}
	}
	return true
}

// besideText reports whether the next node before or after n, comments aside, is
// text that shows.
func besideText(n *html.Node) bool {
	before, after := n.PrevSibling, n.NextSibling
	for before != nil && before.Type == html.CommentNode {
		before = before.PrevSibling
	}
	for after != nil && after.Type == html.CommentNode {
		after = after.NextSibling
	}
	return isText(before) || isText(after)
}

func isText(n *html.Node) bool { return n != nil && n.Type == html.TextNode && !blank(n.Data) }

// hides reports an inline element that is not displayed: it gets an entry of
// its own, so that its text does not become part of the paragraph around it.
func hides(n *html.Node) bool {
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "hidden":
			return true
		case "style":
			if hiddenStyle(a.Val) {
				return true
			}
		case "class":
			if marksOf(a.Val)&(1<<MarkHiddenWord) != 0 {
				return true
			}
		}
	}
	return false
}

// count adds an element to the page's counts.
func (w *walker) count(n *html.Node) {
	c := &w.table.Page
	switch n.Data {
	case "img":
		c.Images++
	case "script":
		c.Scripts++
	case "input", "select", "textarea", "button":
		c.Inputs++
	case "p":
		c.Paragraphs++
	case "article":
		c.Articles++
	case "table":
		c.Tables++
	case "li":
		c.Items++
	case "pre":
		c.Pre++
	case "code":
		c.Code++
	case "time":
		c.Times++
	case "a":
		c.Links++
	case "h1", "h2", "h3", "h4", "h5", "h6":
		c.Headings++
	}
}

// lineBreak ends the block when it is the second in a row.
func (w *walker) lineBreak() {
	if !w.open {
		return
	}
	w.breaks++
	w.space, w.inWord = true, false
	if w.breaks >= 2 {
		w.close()
	}
}

func (w *walker) textNode(n *html.Node) {
	s := n.Data
	if !w.open {
		if blank(s) {
			return
		}
		w.begin()
	}
	w.nodes = append(w.nodes, n)
	for _, r := range s {
		w.character(r)
	}
}

func blank(s string) bool {
	for _, r := range s {
		if c := classify(r); c != classSpace && c != classMarkup {
			return false
		}
	}
	return true
}

func (w *walker) begin() {
	w.open, w.space, w.inWord, w.breaks = true, false, false, 0
	w.start, w.node0 = w.text.Len(), len(w.nodes)
	keep := w.stats.Inline & InlineInput
	w.stats = Stats{Inline: keep}
}

// character adds one character to the open block.
func (w *walker) character(r rune) {
	c := classify(r)
	s := &w.stats
	if c == classSpace {
		w.space, w.inWord = true, false
		return
	}
	if w.space && w.text.Len() > w.start {
		w.text.WriteByte(' ')
	}
	w.space = false
	w.text.WriteRune(r)
	if s.Chars == 0 {
		s.First, s.LinkFirst = r, w.links > 0
	}
	s.LinkFinal = w.links > 0
	s.Chars++
	s.Breaks += int32(w.breaks)
	w.breaks = 0
	mass := int32(0)
	switch c {
	case classLower, classLetter:
		mass = 2
		s.Letters++
	case classUpper:
		mass = 2
		s.Letters++
		s.Upper++
	case classWide:
		mass = 2 * massWide
		s.Letters++
		s.Wide++
	case classDigit:
		mass = 2
		s.Digits++
	default:
		w.punctuation(c)
	}
	if c != classQuote && r != ')' && r != ']' {
		s.Final = r
	}
	if mass == 0 {
		if c != classMarkup && r != '\'' && r != '’' && r != '-' {
			w.inWord = false
		}
		return
	}
	if !w.inWord {
		w.inWord = true
		s.Words++
	}
	s.Mass += mass
	if w.links > 0 {
		s.LinkMass += mass
		if !w.linked {
			w.linked = true
			s.Links++
		}
	}
	if w.bolds > 0 {
		s.BoldMass += mass
	}
}

func (w *walker) punctuation(c class) {
	s := &w.stats
	switch c {
	case classStop:
		s.Stops++
	case classComma:
		s.Commas++
	case classQuote:
		s.Quotes++
	case classBar:
		s.Bars++
	case classCurrency:
		s.Currency++
	case classCopyright:
		s.Copyright = true
	case classAt:
		s.At = true
	case classMarkup:
	default:
		s.Symbols++
	}
}

// close ends the open block, if there is one.
func (w *walker) close() {
	if !w.open {
		w.stats.Inline = 0
		return
	}
	w.open = false
	s := w.stats
	s.Mass, s.LinkMass, s.BoldMass = s.Mass/2, s.LinkMass/2, s.BoldMass/2
	s.Words += s.Wide / 2
	w.stats = Stats{}
	end := len(w.nodes)
	w.table.Blocks = append(w.table.Blocks, Block{
		Nodes: w.nodes[w.node0:end:end],
		Elem:  w.elem,
		Stats: s,
	})
	w.ends = append(w.ends, w.text.Len())
}

// cutTexts gives every block its part of the collected text.
func (w *walker) cutTexts() {
	text, start := w.text.String(), 0
	for i, end := range w.ends {
		w.table.Blocks[i].Text = text[start:end]
		start = end
	}
}
