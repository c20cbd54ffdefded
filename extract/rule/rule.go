// Package rule holds the rules that people write: site rules, which know where
// one site keeps its story, platform rules, which know what all sites of one
// publishing system share, and boilerplate rules, which know phrases that are
// never part of a story. README.md in this folder documents their format.
package rule

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
	ID     string // rule ID, such as "donation-appeal", or the site with file and line
	Reason string // why the rule exists, or the text that a site rule names
}
