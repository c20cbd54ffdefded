package article

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func isFigure(n *html.Node) bool {
	return n.DataAtom == atom.Figure || n.DataAtom == atom.Div && classHas(n, "wp-caption")
}

func isCaption(n *html.Node) bool {
	return n.DataAtom == atom.Figcaption || classHas(n, "wp-caption-text")
}

// figure copies a figure. One without an image is no figure: its blocks stand
// by themselves. The caption of a kept image comes along even when its text was
// not kept, marked as data-extra, for renderings that show the image.
func (b *builder) figure(n *html.Node) {
	before := b.images
	parent := b.top
	fig := newElement(atom.Figure)
	end := b.open(fig)
	b.figureParts(n)
	if b.images > before && !hasElement(fig, atom.Figcaption) {
		b.extraCaption(n)
	}
	end()
	if fig.Parent == nil {
		return
	}
	if b.images == before {
		for c := fig.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Figcaption {
				c.Data, c.DataAtom = "p", atom.P
			}
		}
		unwrap(fig)
		b.top = parent
		return
	}
	for c := fig.FirstChild; c != nil; {
		next := c.NextSibling
		if c.DataAtom == atom.P && onlyImages(c) {
			unwrap(c)
		}
		c = next
	}
	if !hasElement(fig, atom.Figcaption) {
		b.bare(fig)
	}
}

// bare takes a figure without caption away from around its blocks.
func (b *builder) bare(fig *html.Node) {
	for c := fig.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Img {
			p := newElement(atom.P)
			fig.InsertBefore(p, c)
			fig.RemoveChild(c)
			p.AppendChild(c)
			c = p
		}
	}
	unwrap(fig)
}

// figureParts copies the children of a figure, whether they hold text or not.
func (b *builder) figureParts(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			b.node(c)
			continue
		}
		switch {
		case b.removed(c):
		case isCaption(c):
			if _, ok := b.holds[c]; ok && b.top.DataAtom == atom.Figure {
				end := b.openLine(newElement(atom.Figcaption))
				b.children(c)
				end()
			} else if ok {
				b.element(c)
			}
		case b.holding(c):
			b.element(c)
		case c.DataAtom == atom.Img || c.DataAtom == atom.Picture || c.DataAtom == atom.Noscript || c.Data == "amp-img":
			b.image(c)
		case roles[c.DataAtom] == media:
			b.embed(c)
		default:
			b.figureParts(c)
		}
	}
}

// extraCaption copies the caption of figure n with all of its text.
func (b *builder) extraCaption(n *html.Node) {
	for c := range n.Descendants() {
		if c.Type != html.ElementNode || !isCaption(c) || b.removed(c) {
			continue
		}
		end := b.openLine(newElement(atom.Figcaption, html.Attribute{Key: "data-extra"}))
		b.every = true
		b.children(c)
		b.every = false
		end()
		return
	}
}

func hasElement(n *html.Node, tag atom.Atom) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == tag {
			return true
		}
	}
	return false
}

func onlyImages(p *html.Node) bool {
	for c := p.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Img && (c.Type != html.TextNode || !blank(c.Data)) {
			return false
		}
	}
	return true
}

// unwrap puts the children of n into its place.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}
