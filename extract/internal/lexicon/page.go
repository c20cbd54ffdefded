package lexicon

import (
	"math"
	"slices"

	"github.com/pithtext/pith/extract/internal/block"
	"golang.org/x/net/html"
)

// PageTokens calls f with the words that give away a page's type: the names of
// what its head says of it, the addresses of its scripts and links, the classes of
// all elements, and the words of blocks and headings. A token may come several
// times.
func PageTokens(root *html.Node, t *block.Table, f func(Token)) {
	own := func(word []byte) { f(hashOf(word).at(placeOwn)) }
	file := func(word []byte) { f(hashOf(word).at(placeFile)) }
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
// and with those of its value where that is a type or a program's name.
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

// Pages holds the weights of tokens for page types: a linear model, trained
// outside the program. It does not change and is safe for concurrent use.
type Pages struct {
	tokens int
	index  map[Token]int32 // where a token's weights are
	rows   []float32       // for each token its weights by type
	bias   []float32       // by type
}

// NewPages returns a Pages of tokens, their weights by type (row after row), and
// each type's bias, of which it keeps the slices. Of a token that comes twice the
// last weights count.
func NewPages(tokens []Token, rows, bias []float32) *Pages {
	p := &Pages{tokens: len(tokens), index: make(map[Token]int32, len(tokens)), rows: rows, bias: bias}
	for i, t := range tokens {
		p.index[t] = int32(i)
	}
	return p
}

// Features returns the logarithm of each type's probability by the page's words,
// each counted once; zeros where no word is known.
func (p *Pages) Features(root *html.Node, t *block.Table) []float32 {
	types := len(p.bias)
	sums, known := make([]float64, types), 0
	seen := make([]bool, p.tokens)
	PageTokens(root, t, func(token Token) {
		i, ok := p.index[token]
		if !ok || seen[i] {
			return
		}
		seen[i] = true
		known++
		for k, w := range p.rows[int(i)*types : (int(i)+1)*types] {
			sums[k] += float64(w)
		}
	})
	out := make([]float32, types)
	if known == 0 {
		return out
	}
	// Pages of many words are no surer of their type than others.
	for k := range sums {
		sums[k] = sums[k]/math.Sqrt(float64(known)) + float64(p.bias[k])
	}
	top, total := slices.Max(sums), 0.0
	for _, v := range sums {
		total += math.Exp(v - top)
	}
	for k, v := range sums {
		out[k] = float32(v - top - math.Log(total))
	}
	return out
}
