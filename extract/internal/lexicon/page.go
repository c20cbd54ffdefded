package lexicon

import (
	"math"

	"github.com/pithtext/pith/extract/internal/block"
	"golang.org/x/net/html"
)

// PageTokens calls f with the words that give away what kind of page it is: the
// names of what its head says of it and the files that it asks for, the classes
// of all elements, and the words of blocks and headings. A token may come
// several times.
func PageTokens(root *html.Node, t *block.Table, f func(Token)) {
	in := func(p place) func(word []byte) { return func(word []byte) { f(hashOf(word).at(p)) } }
	own, file := in(placeOwn), in(placeFile)
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "meta":
			metaTokens(n, f)
		case "script":
			block.AttrWords(n, "src", file)
		case "link":
			block.AttrWords(n, "href", file)
		default:
			block.ClassWords(n, own)
		}
	}
	for i := range t.Blocks {
		b := &t.Blocks[i]
		textTokens(b, f)
		if t.Elems[b.Elem].Heading() > 0 {
			headTokens(b, f)
		}
	}
}

// metaTokens calls f with the words of a metadata element's name, its whole name,
// and with those of its value where that is a kind of page or a program's name.
func metaTokens(n *html.Node, f func(Token)) {
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "name", "property", "itemprop":
			whole := hash(fnvOffset)
			block.AttrWords(n, a.Key, func(word []byte) {
				h := hashOf(word)
				f(h.at(placeMeta))
				whole = whole.rune(rune(h))
			})
			f(whole.at(placeMetaName))
			switch a.Val {
			case "og:type", "generator", "twitter:card", "application-name":
				block.AttrWords(n, "content", func(word []byte) { f(hashOf(word).at(placeMetaValue)) })
			}
		}
	}
}

// Pages holds the weights of tokens for kinds of pages: a linear model, trained
// outside the program, whose classes are the kinds. It does not change and is
// safe for concurrent use.
type Pages struct {
	index map[Token]int32
	rows  []float32 // for each token its weights by kind
	bias  []float32 // by kind
}

// NewPages returns a Pages of tokens, their weights by kind (row after row), and
// each kind's bias, of which it keeps the slices.
func NewPages(tokens []Token, rows, bias []float32) *Pages {
	p := &Pages{index: make(map[Token]int32, len(tokens)), rows: rows, bias: bias}
	for i, t := range tokens {
		p.index[t] = int32(i)
	}
	return p
}

// Features returns the logarithm of each kind's probability by the page's words,
// each counted once; zeros where no word is known.
func (p *Pages) Features(root *html.Node, t *block.Table) []float32 {
	kinds := len(p.bias)
	sums, known := make([]float64, kinds), 0
	seen := make([]bool, len(p.index))
	PageTokens(root, t, func(token Token) {
		i, ok := p.index[token]
		if !ok || seen[i] {
			return
		}
		seen[i] = true
		known++
		for k, w := range p.rows[int(i)*kinds : (int(i)+1)*kinds] {
			sums[k] += float64(w)
		}
	})
	out := make([]float32, kinds)
	if known == 0 {
		return out
	}
	// Pages of many words are no surer of their kind than others.
	total := 0.0
	for k := range sums {
		sums[k] = sums[k]/math.Sqrt(float64(known)) + float64(p.bias[k])
		total += math.Exp(sums[k])
	}
	for k := range out {
		out[k] = float32(sums[k] - math.Log(total))
	}
	return out
}
