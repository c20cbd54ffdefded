// Package render writes a kept tree as text, Markdown or HTML.
package render

import "golang.org/x/net/html"

// LinkMode says how links come out.
type LinkMode string

// Link modes. The zero value means LinksKeep.
const (
	LinksKeep      LinkMode = "keep"
	LinksText      LinkMode = "text"
	LinksFootnotes LinkMode = "footnotes"
)

// ImageMode says how images come out.
type ImageMode string

// Image modes. The zero value means ImagesKeep for HTML and ImagesDrop for Markdown.
const (
	ImagesKeep ImageMode = "keep"
	ImagesAlt  ImageMode = "alt"
	ImagesDrop ImageMode = "drop"
)

// TableMode says how tables come out in text.
type TableMode string

// Table modes. The zero value means TablesAligned.
const (
	TablesAligned TableMode = "aligned"
	TablesTabs    TableMode = "tabs"
)

// Options are the dials of the renderers.
type Options struct {
	Links  LinkMode
	Images ImageMode
	Tables TableMode
	Wrap   int // columns to wrap text at; 0 does not wrap
}

// Markdown renders the tree as GitHub-flavoured Markdown.
func Markdown(tree *html.Node, o Options) string { return "" }

// HTML renders the tree as an HTML fragment without scripts, styles or event handlers.
func HTML(tree *html.Node, o Options) string { return "" }
