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
		if _, ok := b.kept.Text[n]; ok {
			b.text(n.Data)
		} else {
			b.space = true
		}
	case html.ElementNode:
		if _, out := b.kept.Removed[n]; out {
			b.gap(n)
			return
		}
		b.element(n)
	}
}

// gap stands for an element that is left out.
func (b *builder) gap(n *html.Node) {
	switch roles[n.DataAtom] {
	case transparent, inline, never, image, media, formula:
		b.space = true
	default:
		b.endBlock()
	}
}

func (b *builder) element(n *html.Node) {
	role := roles[n.DataAtom]
	switch role {
	case never:
		return
	case lineBreak:
		b.breaks++
		return
	case rule:
		b.rule()
		return
	}
	if _, ok := b.holds[n]; !ok {
		b.gap(n)
		return
	}
	if dir := attribute(n, "dir"); dir != "" && role != inline {
		defer b.turn(dir)()
	}
	if b.fixed && role != inline && role != formula {
		role = min(role, container)
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
		b.wrapped(n, newElement(atom.Blockquote))
	case code:
		b.pre(n)
	case transparent:
		b.children(n)
	default:
		b.endBlock()
		b.children(n)
		b.endBlock()
	}
}

// wrapped copies the children of n as blocks inside of into.
func (b *builder) wrapped(n, into *html.Node) {
	end := b.open(into)
	b.children(n)
	end()
}

// turn sets the direction of what follows and returns what sets it back.
func (b *builder) turn(dir string) func() {
	old := b.dir
	if dir = strings.ToLower(dir); dir == "rtl" || dir == "ltr" {
		b.dir = dir
	}
	return func() { b.dir = old }
}

func (b *builder) inline(n *html.Node) {
	if n.DataAtom == atom.A && n.PrevSibling != nil && n.PrevSibling.DataAtom == atom.A {
		b.seam = true
	}
	tag := inlineNames[n.DataAtom]
	var attr []html.Attribute
	pushed := b.push(tag, attr)
	b.children(n)
	if pushed {
		b.pop()
	}
}

func (b *builder) rule() {
	if b.fixed || b.line == nil && b.top.LastChild == nil {
		b.endBlock()
		return
	}
	b.endBlock()
	if b.top.LastChild.DataAtom != atom.Hr {
		b.top.AppendChild(newElement(atom.Hr))
	}
}

func (b *builder) list(n *html.Node) {
	tag := atom.Ul
	if n.DataAtom == atom.Ol {
		tag = atom.Ol
	}
	b.wrapped(n, newElement(tag))
}

func (b *builder) item(n *html.Node) {
	b.wrapped(n, newElement(atom.Li))
}

func (b *builder) pre(n *html.Node) {
	b.endBlock()
	var s strings.Builder
	textOf(&s, n)
	b.endBlock()
	pre := newElement(atom.Pre)
	c := newElement(atom.Code)
	c.AppendChild(&html.Node{Type: html.TextNode, Data: strings.Trim(s.String(), "\n")})
	pre.AppendChild(c)
	b.top.AppendChild(pre)
}

func textOf(s *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		s.WriteString(n.Data)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		textOf(s, c)
	}
}

func attribute(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
