package extract

import (
	"encoding/json"

	"golang.org/x/net/html"
)

// Article is what was taken out of one page. It does not change and is safe
// for concurrent use.
type Article struct {
	Input        string
	URL          string
	CanonicalURL string
	Title        string
	Authors      []string
	Published    string // RFC 3339, or a day where the page gives no time
	Modified     string
	SiteName     string
	Language     string // BCP 47
	Excerpt      string
	Image        string
	Section      string
	Tags         []string
	Type         string  // one of Types
	Confidence   float64 // 0 to 1: how sure pith is of the selection
	WordCount    int
	Paywalled    bool
	Warnings     []string
	Charset      string
	Trace        *Trace // nil unless Options.Trace

	tree     *html.Node
	comments *html.Node
	options  Options
}

// Text returns the story as plain text.
func (a *Article) Text() string { return "" }

// Comments returns the readers' comments as plain text, empty where there are none.
func (a *Article) Comments() string { return "" }

// Markdown returns the story as GitHub-flavoured Markdown, without the title.
func (a *Article) Markdown() string { return "" }

// HTML returns the story as a sanitised HTML fragment.
func (a *Article) HTML() string { return "" }

// MarshalJSON writes the record that README documents, its keys in the documented order.
func (a *Article) MarshalJSON() ([]byte, error) { return json.Marshal(a.Title) }
