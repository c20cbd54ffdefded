package corpus

import (
	"bytes"
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Bounds of the parts that Thin takes out, in bytes of text and as the inverse
// of their share of the page's, and how many parts there are for one taken out.
const (
	minPart   = 20
	maxPart   = 4
	partsKept = 8
)

// errNotUTF8 reports a page that cannot be varied, since that would change its
// encoding.
var errNotUTF8 = errors.New("not valid UTF-8")

// Thin returns body, the bytes of p, without some of its elements, drawn at
// random: a page of the same site and type that has less around its text, and
// less of the text. The same page, seed and variant give the same result.
func Thin(p *Page, body []byte, seed uint64, variant int) ([]byte, error) {
	if !utf8.Valid(body) {
		return nil, errNotUTF8
	}
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	h := fnv.New64a()
	h.Write([]byte(p.ID))
	t := thinner{size: make(map[*html.Node]int), rng: rand.New(rand.NewPCG(seed+uint64(variant), h.Sum64()))}
	t.total = t.measure(root)
	t.draw(root)
	for _, n := range t.drawn {
		n.Parent.RemoveChild(n)
	}
	var out bytes.Buffer
	if err := html.Render(&out, root); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// thinner draws the elements that go.
type thinner struct {
	size  map[*html.Node]int // bytes of text in each element
	total int
	rng   *rand.Rand
	drawn []*html.Node
}

// measure returns the bytes of text under n that a browser shows.
func (t *thinner) measure(n *html.Node) (size int) {
	switch {
	case n.Type == html.TextNode:
		return len(bytes.TrimSpace([]byte(n.Data)))
	case n.Type == html.ElementNode && (n.Data == "head" || n.Data == "script" || n.Data == "style" || n.Data == "noscript"):
		return 0
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		size += t.measure(c)
	}
	t.size[n] = size
	return size
}

func (t *thinner) draw(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		size := t.size[c]
		if c.Type != html.ElementNode || size < minPart {
			continue
		}
		if maxPart*size < t.total && t.rng.IntN(partsKept) == 0 {
			t.drawn = append(t.drawn, c)
		} else {
			t.draw(c)
		}
	}
}
