// Package block cuts a page's tree into a flat table of text blocks and
// measures each of them.
//
// A block is the text between two block-level boundaries: a paragraph, a list
// item, a cell, or the text that stands directly in a <div>. One walk builds the
// table; features are computed from it without looking at the tree again. No
// feature depends on a language: text is measured in characters and punctuation
// classes of all scripts.
package block

import (
	"golang.org/x/net/html"
)

// Block is one text block. Its numbers count characters (runes) of Text.
type Block struct {
	Text  string       // white space collapsed, as in Nodes
	Nodes []*html.Node // the text nodes that it is made of, in document order
	Elem  int32        // index into Table.Elems of the block-level element that holds it
	Stats Stats
}

// Elem is one block-level element that lies on the way to a block.
type Elem struct {
	Node   *html.Node
	Parent int32           // index into Table.Elems; -1 for the first
	Depth  int32           // number of elements of the table above it
	First  int32           // index of the first block inside
	Last   int32           // one after the last block inside
	Hidden Hidden          // own or inherited marks of not being displayed
	Near   [NumMarks]uint8 // levels up to the nearest element that carries the mark; farAway when none does
	Path   uint64          // hash of the tags and classes from the root down
}

// Hidden tells how a page marks an element as not displayed.
type Hidden uint8

// Marks of elements that are not displayed.
const (
	HiddenStyle Hidden = 1 << iota // hidden attribute, display:none, visibility:hidden
	HiddenAria                     // aria-hidden="true"
)

// Table is a page cut into blocks, in document order.
type Table struct {
	Blocks []Block
	Elems  []Elem // in document order; Elems[0] is the body
	Page   Counts
}

// Counts are numbers about the whole page that the walk collects on its way.
type Counts struct {
	Images     int
	Scripts    int
	Inputs     int // form fields
	Paragraphs int // <p>
	Articles   int // <article>
	Tables     int
	Items      int // <li>
	Pre        int // <pre>
	Code       int // <code>
	Times      int // <time>
	Links      int
	Headings   int
	Marked     [NumMarks]int // elements that carry each mark
}

// farAway is the distance of a mark that no ancestor carries, and the cap on
// those that one does.
const farAway = 24

// Range returns the indices of the blocks inside element e: from first up to
// but without last.
func (t *Table) Range(e int32) (first, last int32) { return t.Elems[e].First, t.Elems[e].Last }

// Within reports whether element e lies in element outer, or is it.
func (t *Table) Within(e, outer int32) bool {
	for e > outer {
		e = t.Elems[e].Parent
	}
	return e == outer
}
