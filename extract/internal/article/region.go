package article

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// holders returns the elements that hold kept text, at any depth.
func holders(kept Selection) map[*html.Node]struct{} {
	holds := make(map[*html.Node]struct{}, 64)
	for text := range kept.Text {
		if text.Parent == nil || roles[text.Parent.DataAtom] == never || blank(text.Data) {
			continue
		}
		for n := text.Parent; n != nil; n = n.Parent {
			if _, ok := holds[n]; ok {
				break
			}
			holds[n] = struct{}{}
		}
	}
	return holds
}

// ends returns the first and the last kept text under n, in document order.
func (b *builder) ends(n *html.Node) (first, last *html.Node) {
	return b.end(n, firstChild, nextSibling), b.end(n, lastChild, previousSibling)
}

func (b *builder) end(n *html.Node, start, next func(*html.Node) *html.Node) *html.Node {
	for c := start(n); c != nil; c = next(c) {
		if c.Type == html.TextNode {
			if _, ok := b.kept.Text[c]; ok && !blank(c.Data) {
				return c
			}
			continue
		}
		if _, ok := b.holds[c]; !ok || roles[c.DataAtom] == never || b.removed(c) {
			continue
		}
		if t := b.end(c, start, next); t != nil {
			return t
		}
	}
	return nil
}

func firstChild(n *html.Node) *html.Node      { return n.FirstChild }
func lastChild(n *html.Node) *html.Node       { return n.LastChild }
func nextSibling(n *html.Node) *html.Node     { return n.NextSibling }
func previousSibling(n *html.Node) *html.Node { return n.PrevSibling }

func (b *builder) removed(n *html.Node) bool {
	_, ok := b.kept.Removed[n]
	return ok
}

// inside reports whether the walk is between the first and the last kept text.
func (b *builder) inside() bool { return b.started && !b.ended }

// dropped says what a part of the page without kept text holds besides pictures and videos.
type dropped struct {
	shown    int // pictures and videos
	chars    int // of text outside of captions
	linked   int // of these, inside links
	headings int
}

// What a part of the page without kept text may hold for its pictures to be the
// story's: as much as a caption or a credit line. A card that leads to another
// story has a heading or its title in a link.
const (
	captionChars = 300
	creditLinked = 40
)

// pictured reports whether the pictures of n, which holds no kept text, belong
// to the story around it.
func (b *builder) pictured(n *html.Node) bool {
	var d dropped
	b.survey(n, &d, false)
	return d.shown > 0 && d.headings == 0 && d.chars <= captionChars && d.linked <= creditLinked
}

func (b *builder) survey(n *html.Node, d *dropped, linked bool) {
	switch n.Type {
	case html.TextNode:
		if !blank(n.Data) {
			d.chars += len(n.Data)
			if linked {
				d.linked += len(n.Data)
			}
		}
		return
	case html.ElementNode:
	default:
		return
	}
	switch n.DataAtom {
	case atom.Img, atom.Picture, atom.Noscript, atom.Iframe, atom.Video, atom.Audio:
		d.shown++
		return
	case atom.Figcaption, atom.Script, atom.Style, atom.Template, atom.Svg, atom.Button:
		return
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		d.headings++
	case atom.A:
		linked = true
	}
	if classHas(n, "wp-caption-text") {
		return
	}
	if n.DataAtom == 0 && (n.Data == "amp-img" || n.Data == "lite-youtube" || n.Data == "youtube-video" || n.Data == "amp-youtube") {
		d.shown++
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.survey(c, d, linked)
	}
}

// How far before the first kept text its lead picture may stand: room for a
// byline, a date and a caption.
const (
	leadNodes = 400
	leadChars = 400
)

// lead returns the picture that stands just before the first kept text: the
// <figure> or image nearest to it, or nil.
func (b *builder) lead(first *html.Node) *html.Node {
	chars := 0
	n := first
	for range leadNodes {
		for n.PrevSibling == nil {
			if n = n.Parent; n == nil || n.DataAtom == atom.Article || n.DataAtom == atom.Main || n.DataAtom == atom.Body {
				return nil
			}
		}
		n = n.PrevSibling
		for n.LastChild != nil && !b.skipsLead(n) && !isFigure(n) {
			n = n.LastChild
		}
		switch {
		case n.Type == html.TextNode:
			if !blank(n.Data) {
				chars += len(n.Data)
			}
		case b.skipsLead(n):
		case isFigure(n) || n.DataAtom == atom.Img || n.DataAtom == atom.Picture || n.DataAtom == atom.Noscript:
			if b.hasPicture(n) {
				return n
			}
		}
		if chars > leadChars {
			return nil
		}
	}
	return nil
}

// skipsLead reports elements whose pictures do not lead a story.
func (b *builder) skipsLead(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Form, atom.Script, atom.Style, atom.Template, atom.Svg, atom.Button, atom.Ul, atom.Ol:
		return true
	}
	return b.removed(n) || foreign(n)
}

// hasPicture reports whether n holds an image that is worth keeping.
func (b *builder) hasPicture(n *html.Node) bool {
	if src, _ := b.picture(n); src != "" {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if b.hasPicture(c) {
			return true
		}
	}
	return false
}
