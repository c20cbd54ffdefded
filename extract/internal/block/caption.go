package block

import "golang.org/x/net/html"

// maxCaptionDepth is how many levels above a block its <figcaption> may be.
const maxCaptionDepth = 3

// maxCaption is the mass up to which a line beside a picture may be its caption.
const maxCaption = 200

// FigureCaption reports whether block i is the caption of a picture: it stands in
// a <figcaption>, or shares with an image an element that calls itself a picture
// or its caption.
func (t *Table) FigureCaption(i int) bool {
	e := t.Blocks[i].Elem
	s := &t.Blocks[i].Stats
	if s.Mass <= maxCaption && t.Elems[e].Near[MarkCaption] == 0 && holdsImage(t.Elems[e].Node) {
		return true
	}
	for depth := 0; e >= 0 && depth <= maxCaptionDepth; depth++ {
		if t.Elems[e].Node.Data == "figcaption" {
			return true
		}
		e = t.Elems[e].Parent
	}
	return false
}

// holdsImage reports whether one of n's children is an image, or a link with one.
func holdsImage(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Data {
		case "img", "picture":
			return true
		case "a":
			if c.FirstChild != nil && c.FirstChild.Data == "img" {
				return true
			}
		}
	}
	return false
}
