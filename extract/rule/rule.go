// Package rule holds the rules that people write: site rules, which know where
// one site keeps its story, and boilerplate rules, which know phrases that are
// never part of one.
package rule

import (
	"net/url"

	"golang.org/x/net/html"
)

// Set is a collection of site rules. It is immutable and safe for concurrent use.
type Set struct{}

// Embedded returns the site rules that pith ships with.
func Embedded() (*Set, error) { return &Set{}, nil }

// Match returns the rule in force for the page at address with the tree under
// root, or nil. address may be nil; platform rules match by the tree alone.
func (s *Set) Match(address *url.URL, root *html.Node) *Site { return nil }

// Site is one compiled site rule.
type Site struct{}

// Removal is an element that a site rule takes out.
type Removal struct {
	Node   *html.Node
	Rule   string // the rule's site with file and line, such as "euromaidanpress.com (euromaidanpress.com.yaml:12)"
	Reason string // the selector or text that matched
}

// Fields are what a site rule reads from the page. Empty means not said.
type Fields struct {
	Title     string
	Authors   []string
	Published string
	Modified  string
	Image     string
}

// Outcome is what a site rule says of one page.
type Outcome struct {
	Content  []*html.Node // elements that hold the story; nil when the rule does not say
	Keep     []*html.Node // elements inside that no later stage may drop
	Removed  []Removal
	Comments []*html.Node // elements that hold readers' comments
	Fields   Fields
	Warnings []string // such as a selector that matched nothing
}

// Apply evaluates the rule on the tree under root.
func (s *Site) Apply(root *html.Node) Outcome { return Outcome{} }

// Place is where a line stands in relation to the story.
type Place uint8

// Places. The story reaches from its first to its last block of prose.
const (
	Before Place = iota
	Inside
	After
)

// Line is one text block that would be kept, as a text rule sees it.
type Line struct {
	Text      string // white space collapsed
	Place     Place
	Heading   bool // in an h1 to h6
	LinkChars int  // characters (runes) inside links
}

// Hit is a line that a text rule takes out.
type Hit struct {
	Line   int    // index
	ID     string // rule ID, such as "donation-appeal", or the site
	Reason string // why the rule exists
}

// Lines returns the lines that the site rule's remove-text takes out, in order.
func (s *Site) Lines(lines []Line) []Hit { return nil }

// Boilerplate is the compiled generic boilerplate rules. It is immutable and
// safe for concurrent use.
type Boilerplate struct{}

// LoadBoilerplate compiles the embedded boilerplate rules without those whose
// ID is in disabled; an unknown ID is an error.
func LoadBoilerplate(disabled ...string) (*Boilerplate, error) { return &Boilerplate{}, nil }

// Lines returns the lines that a boilerplate rule takes out, in order.
func (b *Boilerplate) Lines(lines []Line) []Hit { return nil }
