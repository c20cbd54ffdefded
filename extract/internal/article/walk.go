package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func (b *builder) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.node(c)
	}
}

// node copies what is kept of n.
func (b *builder) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		b.textNode(n)
	case html.ElementNode:
		if b.removed(n) {
			b.gap(n)
			return
		}
		b.element(n)
	}
}

func (b *builder) textNode(n *html.Node) {
	if _, ok := b.kept.Text[n]; !ok && !b.every || b.placeholder(n.Data) {
		b.space = true
		b.started, b.ended = b.started || n == b.first, b.ended || n == b.lastText
		return
	}
	if b.notes != nil && b.noteMark(n) {
		return
	}
	b.started = b.started || n == b.first
	if strings.IndexByte(n.Data, '\\') >= 0 || strings.Contains(n.Data, "$$") {
		b.delimited(n.Data)
	} else {
		b.text(n.Data)
	}
	b.ended = b.ended || n == b.lastText
}

// placeholder reports whether text is one that a template's script was to fill,
// such as "{{ author.name }}". In code it is an example.
func (b *builder) placeholder(s string) bool {
	s = strings.TrimSpace(s)
	inner, ok := strings.CutPrefix(s, "{{")
	if !ok || !strings.HasSuffix(inner, "}}") || strings.ContainsAny(inner[:len(inner)-2], "{}") {
		return false
	}
	for i := range b.inlines {
		if b.inlines[i].tag == atom.Code {
			return false
		}
	}
	return true
}

// holding reports whether kept text is inside of n.
func (b *builder) holding(n *html.Node) bool {
	if b.every {
		return true
	}
	_, ok := b.holds[n]
	return ok
}

// gap stands for an element that is left out. One in a line leaves a space,
// unless it held nothing, not even a space: <wbr> and the anchors of scripts stand
// inside of words.
func (b *builder) gap(n *html.Node) {
	if r := roles[n.DataAtom]; r >= container && r < inline {
		b.endBlock()
		return
	}
	b.space = b.space || setsApart(n)
}

// setsApart reports whether n holds text that shows, or white space: anything but
// signs without a width.
func setsApart(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.TextNode && (!blank(c.Data) || strings.ContainsFunc(c.Data, isSpace)) {
			return true
		}
	}
	return false
}

func (b *builder) element(n *html.Node) {
	role := roles[n.DataAtom]
	switch role {
	case never:
		b.scriptOrImage(n)
		return
	case lineBreak:
		b.breaks++
		return
	case rule:
		b.rule()
		return
	case image:
		if b.inside() || b.line != nil || b.every || b.inLine(n) && smiley(n) != "" {
			b.image(n) // one at the end of the last line belongs to it
		}
		return
	case media:
		if b.inside() {
			b.embed(n)
		}
		return
	case formula:
		b.mathML(n)
		return
	case transparent, inline, container:
		if b.formula(n) {
			return
		}
	}
	if !b.holding(n) {
		b.withoutText(n)
		return
	}
	if dir := direction(n); dir != "" && role != inline {
		defer b.turn(dir)()
	}
	b.copy(n, role)
}

// copy copies an element that holds kept text.
func (b *builder) copy(n *html.Node, role role) {
	if b.notes != nil {
		if b.noteElement(n, role) {
			return
		}
	}
	if b.fixed && role != inline && role != transparent || role >= list && role < inline && b.depth >= maxNesting {
		role = container
	}
	switch role {
	case inline:
		b.inline(n)
	case heading:
		end := b.openLine(newElement(n.DataAtom))
		b.children(n)
		end()
	case list:
		b.list(n)
	case item:
		b.item(n)
	case quote:
		b.quote(n)
	case code:
		b.pre(n)
	case table:
		b.table(n)
	case figure:
		b.figure(n)
	case terms:
		b.wrapped(n, newElement(atom.Dl))
	case term, description:
		b.termOrDescription(n, role)
	case details:
		b.details(n)
	case transparent:
		b.transparent(n)
	default:
		b.contain(n)
	}
}

// contain copies the children of n as blocks of their own.
func (b *builder) contain(n *html.Node) {
	if n.DataAtom == atom.Div && !b.fixed {
		switch {
		case isFigure(n) && b.depth < maxNesting:
			b.figure(n)
			return
		case isGutter(n):
			return
		}
	}
	b.endBlock()
	b.children(n)
	b.endBlock()
}

// transparent copies the children of n into the line around. An element that
// HTML does not know and that has no text beside it is a block.
func (b *builder) transparent(n *html.Node) {
	if n.DataAtom == 0 && !besideText(n) {
		b.endBlock()
		b.children(n)
		b.endBlock()
		return
	}
	seam := !insideWords(n) || hasAttribute(n, "role")
	b.seam = b.seam || seam
	b.children(n)
	b.seam = b.seam || seam
}

// insideWords reports elements that mark some letters of a word as well as
// whole words, which those that HTML does not know do beside text.
func insideWords(n *html.Node) bool {
	switch n.DataAtom {
	case 0:
		return textBeside(n)
	case atom.Span, atom.Font, atom.U, atom.Small, atom.Big, atom.Bdi, atom.Nobr, atom.Rb, atom.Rtc:
		return true
	}
	return false
}

func besideText(n *html.Node) bool {
	return textBeside(n) || n.Parent != nil && (n.Parent.DataAtom == atom.P || roles[n.Parent.DataAtom] == inline)
}

// textBeside reports whether the next node before or after n, comments aside, is
// text that shows.
func textBeside(n *html.Node) bool {
	for _, next := range []func(*html.Node) *html.Node{previousSibling, nextSibling} {
		s := next(n)
		for s != nil && s.Type == html.CommentNode {
			s = next(s)
		}
		if s != nil && s.Type == html.TextNode && !blank(s.Data) {
			return true
		}
	}
	return false
}

// withoutText stands for an element without kept text: its pictures and videos
// may belong to the story, the rest is a gap.
func (b *builder) withoutText(n *html.Node) {
	b.gap(n)
	if !b.inside() {
		return
	}
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Form, atom.Footer:
		return
	}
	if b.cardEmbed(n) || foreign(n) || !b.pictured(n) {
		return
	}
	b.picturesOf(n)
	b.gap(n)
}

// picturesOf adds the pictures and videos under n, which holds no kept text.
func (b *builder) picturesOf(n *html.Node) {
	if n.Type != html.ElementNode || b.removed(n) || foreign(n) {
		return
	}
	switch {
	case isFigure(n):
		b.figure(n)
	case roles[n.DataAtom] == image || n.DataAtom == atom.Noscript || n.Data == "amp-img":
		b.image(n)
	case roles[n.DataAtom] == media:
		b.embed(n)
	case b.cardEmbed(n):
	default:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			b.picturesOf(c)
		}
	}
}

// scriptOrImage copies what the story holds in elements that show nothing:
// formulas in scripts and images for browsers without scripts.
func (b *builder) scriptOrImage(n *html.Node) {
	switch n.DataAtom {
	case atom.Script:
		if b.inside() || n.Parent != nil && b.holding(n.Parent) {
			b.mathScript(n)
		}
	case atom.Noscript:
		if b.inside() {
			b.image(n)
		}
	}
}

func direction(n *html.Node) string {
	switch dir := strings.ToLower(attribute(n, "dir")); dir {
	case "rtl", "ltr":
		return dir
	}
	return ""
}

// turn sets the direction of what follows and returns what sets it back.
func (b *builder) turn(dir string) func() {
	old := b.dir
	b.dir = dir
	return func() { b.dir = old }
}

// inline copies an inline element.
func (b *builder) inline(n *html.Node) {
	if n.DataAtom == atom.A {
		b.seam = b.seam || b.linkEnded
		defer func() { b.linkEnded = true }()
		if b.fixed && b.permalink(n) {
			return
		}
	}
	tag, attr := inlineNames[n.DataAtom], []html.Attribute(nil)
	switch tag {
	case atom.A:
		href, ok := b.address(attribute(n, "href"))
		if !ok {
			b.children(n)
			return
		}
		attr = []html.Attribute{{Key: "href", Val: href}}
		attr = b.titled(n, attr)
	case atom.Abbr:
		if attr = b.titled(n, nil); attr == nil {
			b.children(n)
			return
		}
	case atom.Code:
		if a := onlyLink(n); a != nil {
			if href, ok := b.address(attribute(a, "href")); ok && b.push(atom.A, []html.Attribute{{Key: "href", Val: href}}) {
				defer b.pop()
			}
		}
	case atom.Rt:
		if !b.within(atom.Ruby) {
			b.children(n)
			return
		}
	case atom.Bdo:
		if attr = []html.Attribute{{Key: "dir", Val: direction(n)}}; attr[0].Val == "" {
			b.children(n)
			return
		}
	case atom.Strong:
		if b.fixed && b.line.DataAtom != atom.Figcaption {
			b.children(n) // headings are strong already
			return
		}
	}
	pushed := b.push(tag, attr)
	b.children(n)
	if pushed {
		b.pop()
	}
}

// within reports whether the walk is in an inline element of that kind.
func (b *builder) within(tag atom.Atom) bool {
	for i := range b.inlines {
		if b.inlines[i].tag == tag {
			return true
		}
	}
	return false
}

// onlyLink returns the link that is all that n holds, or nil. Around code it
// goes outside, where every rendering can say it.
func onlyLink(n *html.Node) *html.Node {
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.DataAtom == atom.A {
		return c
	}
	return nil
}

// permalink copies a link in a heading that leads to the heading itself: as
// text, or not at all if it shows a sign only, such as "#" or "¶".
func (b *builder) permalink(a *html.Node) bool {
	href := attribute(a, "href")
	if !strings.HasPrefix(href, "#") || b.line.DataAtom == atom.Figcaption {
		return false
	}
	if label := textContent(a); len(label) > 8 || strings.IndexFunc(label, wordly) >= 0 {
		b.children(a)
	} else {
		b.pass(a)
	}
	return true
}

func (b *builder) titled(n *html.Node, attr []html.Attribute) []html.Attribute {
	if title := clean(attribute(n, "title")); title != "" {
		attr = append(attr, html.Attribute{Key: "title", Val: title})
	}
	return attr
}

func (b *builder) rule() {
	b.endBlock()
	if b.fixed || !b.inside() || b.top.LastChild != nil && b.top.LastChild.DataAtom == atom.Hr {
		return
	}
	switch b.top.DataAtom {
	case atom.Article, atom.Blockquote, atom.Details:
		b.top.AppendChild(newElement(atom.Hr))
	}
}
