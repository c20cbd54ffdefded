package corpus

import (
	"bytes"
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Splicer makes pages that hold an article and, beside it, all of another page:
// portals surround the story with more text than it has itself, and the corpora
// hold few of them. The other page is of the same fold, so that folds stay apart.
type Splicer struct {
	seed  uint64
	folds [Folds][]*Page
}

// SplicedID is the id of the element that holds the other page.
const SplicedID = "spliced"

// NewSplicer takes the other pages from c: lists and collections where the
// corpus has any in the fold, any page where it has none.
func NewSplicer(c *Corpus, seed uint64) *Splicer {
	s := &Splicer{seed: seed}
	for _, wanted := range []bool{true, false} {
		for i := range c.Pages {
			p := &c.Pages[i]
			list := p.Type == "listing" || p.Type == "collection" || p.Type == "service"
			if f := Fold(p.URL, p.ID); list == wanted && (wanted || len(s.folds[f]) == 0 || i%4 == 0) {
				s.folds[f] = append(s.folds[f], p)
			}
		}
	}
	return s
}

// errNoSplice reports a page that cannot be spliced.
var errNoSplice = errors.New("not valid UTF-8, or no other page in its fold")

// Splice returns body, the bytes of p, with the body of another page before or
// after its own, and varied. The same page, seed and variant give the same result.
func (s *Splicer) Splice(p *Page, body []byte, variant int) ([]byte, error) {
	h := fnv.New64a()
	h.Write([]byte(p.ID))
	rng := rand.New(rand.NewPCG(s.seed+uint64(variant), h.Sum64()))
	others := s.folds[Fold(p.URL, p.ID)]
	if len(others) == 0 || !utf8.Valid(body) {
		return nil, errNoSplice
	}
	other := others[rng.IntN(len(others))]
	if other.ID == p.ID {
		return nil, errNoSplice
	}
	otherBody, err := other.Read()
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(otherBody) {
		return nil, errNoSplice
	}
	own, ownDiv, err := wrapped(body, "original")
	if err != nil {
		return nil, err
	}
	_, otherDiv, err := wrapped(otherBody, SplicedID)
	if err != nil {
		return nil, err
	}
	otherDiv.Parent.RemoveChild(otherDiv)
	if rng.IntN(2) == 0 {
		ownDiv.Parent.InsertBefore(otherDiv, ownDiv)
	} else {
		ownDiv.Parent.AppendChild(otherDiv)
	}
	vary(own, ownDiv, p.Text, rng)
	var out bytes.Buffer
	if err := html.Render(&out, own); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// wrapped parses a page and puts the children of its body into a <div>.
func wrapped(page []byte, id string) (root, div *html.Node, err error) {
	if root, err = html.Parse(bytes.NewReader(page)); err != nil {
		return nil, nil, err
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "body" {
			continue
		}
		div = &html.Node{Type: html.ElementNode, Data: "div", Attr: []html.Attribute{{Key: "id", Val: id}}}
		for c := n.FirstChild; c != nil; c = n.FirstChild {
			n.RemoveChild(c)
			div.AppendChild(c)
		}
		n.AppendChild(div)
		return root, div, nil
	}
	return nil, nil, errors.New("no body")
}
