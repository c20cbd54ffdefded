// Package meta reads what a page says about itself: JSON-LD, Open Graph,
// microdata, other meta tags and, last, the visible byline and dates.
package meta

import (
	"net/url"

	"golang.org/x/net/html"
)

// Value is a field's text and the place of the page that it was taken from,
// such as "json-ld:headline", "og:title" or "title".
type Value struct {
	Text   string
	Source string
}

// Meta is what the page says about itself. An empty Text means unknown.
type Meta struct {
	Title     Value   // the article's own, without the site's name
	Authors   []Value // people, in the page's order
	Published Value   // RFC 3339; a day only when the page gives no time
	Modified  Value   // as Published
	SiteName  Value
	Language  Value // BCP 47
	Canonical Value // absolute URL
	Excerpt   Value
	Image     Value // absolute URL when a base is known
	Section   Value
	Tags      []Value
	Kind      Value // what the page calls itself: "json-ld:NewsArticle", "og:type"
	Paywalled bool  // the page says that its text is not free
	Body      Value // JSON-LD articleBody or the story in embedded state, paragraphs separated by blank lines
}

// Read collects the metadata of the tree under root, which it does not change.
// base resolves relative links and may be nil.
func Read(root *html.Node, base *url.URL) *Meta {
	return &Meta{}
}
