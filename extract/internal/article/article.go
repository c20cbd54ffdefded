// Package article builds the kept tree: a clean copy of the part of the page
// that was kept, in a small vocabulary of elements, ready to be rendered.
//
// The vocabulary, which the render package relies on:
//
//   - Blocks: p, h1 to h6, ul, ol (start, reversed), blockquote (cite), pre
//     (one code child, class="language-…"), table, figure, dl, details, hr.
//     Every one has an optional dir.
//   - Their parts: li (value, data-task="done" or "open", id="fn-N" on the
//     definition of footnote N), caption, thead, tbody, tr, th and td (colspan,
//     rowspan, align), figcaption, dt, dd, summary.
//   - Inlines: a (href, title), em, strong, code, kbd, sub, sup, mark, del,
//     ins, q, cite, abbr (title), ruby with rt, bdo (dir), br, img (src, alt),
//     math (data-tex, display="block" or "inline").
//
// article, blockquote, figure and details hold blocks. li, td, th and dd hold
// inlines, or blocks, or inlines followed by blocks. Every other part and p and
// h1 to h6 hold inlines. White space is collapsed everywhere but in pre, and
// stands outside of the inline elements. No element is empty except br, hr,
// img, math and the cells of tables.
package article

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Selection says what of a page is the article.
type Selection struct {
	Text    map[*html.Node]struct{} // text nodes that are kept
	Removed map[*html.Node]struct{} // elements that are out with all that they hold, images included
}

// Options says how links and media come out.
type Options struct {
	Base      *url.URL // relative URLs are resolved against it; nil leaves them
	CleanURLs bool     // drop tracking parameters such as utm_source
}

// Build returns a copy of the kept part of the tree under root, as the children
// of one <article> element. It does not change the tree under root. The time it
// takes is linear in the size of the tree.
func Build(root *html.Node, kept Selection, o Options) *html.Node {
	out := newElement(atom.Article)
	b := &builder{kept: kept, options: o, top: out, holds: holders(kept)}
	var last *html.Node
	b.first, last = b.ends(root)
	if b.first == nil {
		return out
	}
	b.lastText = last
	b.notes = b.findNotes(root)
	for n := b.first; n != nil; n = n.Parent {
		if dir := direction(n); dir != "" && (n.DataAtom == atom.Html || n.DataAtom == atom.Body) {
			out.Attr = []html.Attribute{{Key: "dir", Val: dir}}
			b.dir, b.outer = dir, dir
			break
		}
	}
	if lead := b.lead(b.first); lead != nil {
		b.picturesOf(lead)
	}
	b.children(root)
	b.endBlock()
	dropDebris(out)
	for out.FirstChild != nil && out.FirstChild.DataAtom == atom.Hr {
		out.RemoveChild(out.FirstChild)
	}
	for out.LastChild != nil && out.LastChild.DataAtom == atom.Hr {
		out.RemoveChild(out.LastChild)
	}
	return out
}

// dropDebris takes out paragraphs of one mark that stood between parts that were
// left out, such as a full stop after a link or a bullet between two.
func dropDebris(out *html.Node) {
	for n := out.FirstChild; n != nil; {
		p := n
		n = n.NextSibling
		if c := p.FirstChild; p.DataAtom == atom.P && c.NextSibling == nil && c.Type == html.TextNode && utf8.RuneCountInString(c.Data) == 1 && strings.ContainsAny(c.Data, ".,;:|•·") {
			out.RemoveChild(p)
		}
	}
}
