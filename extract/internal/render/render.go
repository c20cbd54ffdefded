// Package render writes a kept tree as text, Markdown or HTML. It reads the
// vocabulary that the article package documents and changes no tree.
package render

// LinkMode says how links come out.
type LinkMode string

// Link modes. The zero value means LinksKeep for Markdown and HTML and
// LinksText for text.
const (
	LinksKeep      LinkMode = "keep"      // text with the address after it in parentheses
	LinksText      LinkMode = "text"      // their text only
	LinksFootnotes LinkMode = "footnotes" // numbered, with the addresses at the end
)

// ImageMode says how images come out.
type ImageMode string

// Image modes. The zero value means ImagesKeep for HTML and ImagesDrop for
// Markdown and text.
const (
	ImagesKeep ImageMode = "keep" // in text: alternative text with the address
	ImagesAlt  ImageMode = "alt"  // alternative text only
	ImagesDrop ImageMode = "drop"
)

// TableMode says how tables come out in text.
type TableMode string

// Table modes. The zero value means TablesAligned.
const (
	TablesAligned TableMode = "aligned" // columns padded with spaces
	TablesTabs    TableMode = "tabs"    // cells separated by tabs
)

// Options are the dials of the renderers.
type Options struct {
	Links  LinkMode
	Images ImageMode
	Tables TableMode
	Wrap   int // columns to wrap text at; 0 does not wrap
}

// or returns the mode m, or what the zero value means where it is used.
func or[M ~string](m, zero M) M {
	if m == "" {
		return zero
	}
	return m
}
