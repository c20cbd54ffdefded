// Package readable asks go-readability which blocks of a page it would keep. It
// is the only package that knows that library.
package readable

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-shiori/go-readability"
	"github.com/pithtext/pith/extract/internal/block"
	"golang.org/x/net/html"
)

// attrMark carries a block-level element's number through readability's own
// copy of the tree.
const attrMark = "data-pith-elem"

// Vote reports, for each block of the table that was built from root, whether
// readability keeps it. address may be nil. The tree is marked during the call and
// is as before after it, so the caller must not share it meanwhile.
//
// A tree on which the library panics or finds nothing gives an error, and so does
// one that it would take too long for: it is one voter among others.
func Vote(root *html.Node, address *url.URL, t *block.Table) (keep []bool, err error) {
	defer unmark(mark(t))
	defer func() {
		if p := recover(); p != nil {
			keep, err = nil, fmt.Errorf("readability: %v", p)
		}
	}()
	if work(root) > maxWork {
		return nil, fmt.Errorf("readability: the page is too large and nested too deep for it")
	}
	if address == nil {
		// Without an address the library leaves relative links alone.
		address = &url.URL{}
	}
	a, err := readability.FromDocument(root, address)
	if err != nil {
		return nil, fmt.Errorf("readability: %w", err)
	}
	if a.Node == nil {
		return nil, fmt.Errorf("readability: no content found")
	}
	return match(a.Node, t), nil
}

// maxWork bounds the sum of the depths of all nodes, which the library's time
// grows with: at every element it looks at all that is inside, and it cannot be
// stopped. Here it takes some three seconds; of 2,830 real pages none has more
// than a fiftieth of it.
const maxWork = 20_000_000

// work returns the sum of the depths of the nodes under root, or what is over
// maxWork already.
func work(root *html.Node) (sum int) {
	depth := 0
	for n := root; n != nil && sum <= maxWork; {
		sum += depth
		if n.FirstChild != nil {
			n = n.FirstChild
			depth++
			continue
		}
		for n != nil && n != root && n.NextSibling == nil {
			n = n.Parent
			depth--
		}
		if n == nil || n == root {
			return sum
		}
		n = n.NextSibling
	}
	return sum
}

// mark gives every element that directly holds a block an attribute with its
// number, after those that it has, and returns these elements.
func mark(t *block.Table) (marked []*html.Node) {
	done := make([]bool, len(t.Elems))
	for i := range t.Blocks {
		e := t.Blocks[i].Elem
		if done[e] {
			continue
		}
		done[e] = true
		n := t.Elems[e].Node
		n.Attr = append(n.Attr, html.Attribute{Key: attrMark, Val: strconv.Itoa(int(e))})
		marked = append(marked, n)
	}
	return marked
}

func unmark(marked []*html.Node) {
	for _, n := range marked {
		n.Attr = n.Attr[:len(n.Attr)-1]
	}
}

// match keeps the blocks whose texts are in the result under the element that
// they came from. Readability wraps and renames elements, but carries their
// attributes over.
func match(result *html.Node, t *block.Table) []bool {
	kept := make(map[placed]struct{}, len(t.Blocks))
	collect(result, -1, kept)
	keep := make([]bool, len(t.Blocks))
	for i := range t.Blocks {
		b := &t.Blocks[i]
		found, all := 0, 0
		for _, n := range b.Nodes {
			s := strings.TrimSpace(n.Data)
			if s == "" {
				continue
			}
			all += len(s)
			if _, ok := kept[placed{b.Elem, s}]; ok {
				found += len(s)
			}
		}
		keep[i] = 2*found >= all && found > 0
	}
	return keep
}

// placed is a trimmed text and the number of the nearest marked element above.
type placed struct {
	elem int32
	text string
}

// collect gathers the texts under n, where elem is the nearest marked element.
func collect(n *html.Node, elem int32, kept map[placed]struct{}) {
	if n.Type == html.TextNode {
		if s := strings.TrimSpace(n.Data); s != "" && elem >= 0 {
			kept[placed{elem, s}] = struct{}{}
		}
		return
	}
	for _, a := range n.Attr {
		if a.Key == attrMark {
			if v, err := strconv.Atoi(a.Val); err == nil {
				elem = int32(v)
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		collect(c, elem, kept)
	}
}
