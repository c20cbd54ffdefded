package render

import (
	"iter"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func attribute(n *html.Node, key string) string {
	v, _ := lookup(n, key)
	return v
}

func lookup(n *html.Node, key string) (string, bool) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val, true
		}
	}
	return "", false
}

func has(n *html.Node, key string) bool {
	_, ok := lookup(n, key)
	return ok
}

// isInline reports what stands in a line: text and the inline elements.
func isInline(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return true
	}
	switch n.DataAtom {
	case atom.A, atom.Em, atom.Strong, atom.Code, atom.Kbd, atom.Sub, atom.Sup, atom.Mark, atom.Del, atom.Ins, atom.Q, atom.Cite,
		atom.Abbr, atom.Ruby, atom.Rt, atom.Bdo, atom.Br, atom.Img, atom.Math:
		return true
	}
	return false
}

// run is a sequence of siblings: the inlines from first to before end, or one
// block.
type run struct {
	first, end *html.Node
	block      bool
}

// runs cuts the children of n into runs of inlines and blocks.
func runs(n *html.Node) iter.Seq[run] {
	return func(yield func(run) bool) {
		for c := n.FirstChild; c != nil; {
			r := run{first: c}
			if !isInline(c) {
				r.block = true
				c = c.NextSibling
			} else {
				for c != nil && isInline(c) {
					c = c.NextSibling
				}
			}
			r.end = c
			if !yield(r) {
				return
			}
		}
	}
}

// nodes yields the siblings of a run.
func (r run) nodes(yield func(*html.Node) bool) {
	for c := r.first; c != r.end; c = c.NextSibling {
		if !yield(c) {
			return
		}
	}
}

// content is the run of all children of n.
func content(n *html.Node) run { return run{first: n.FirstChild} }

// tight reports whether every item of a list is one line, followed by lists at
// most.
func tight(list *html.Node) bool {
	for li := list.FirstChild; li != nil; li = li.NextSibling {
		for c := li.FirstChild; c != nil; c = c.NextSibling {
			if !isInline(c) && c.DataAtom != atom.Ul && c.DataAtom != atom.Ol {
				return false
			}
		}
	}
	return true
}

// number returns a numeric attribute, or otherwise.
func number(n *html.Node, key string, otherwise int) int {
	if i, err := strconv.Atoi(attribute(n, key)); err == nil {
		return i
	}
	return otherwise
}

// counter numbers the items of an ordered list as HTML does. Items that nothing
// is shown of do not count.
type counter struct{ next, step int }

func newCounter(list *html.Node) counter {
	c := counter{next: 1, step: 1}
	if has(list, "reversed") {
		c = counter{step: -1}
		for li := list.FirstChild; li != nil; li = li.NextSibling {
			c.next++
		}
	}
	c.next = number(list, "start", c.next)
	return c
}

// number returns the number of the next item, and count says that it was shown.
func (c *counter) number(li *html.Node) int { return number(li, "value", c.next) }

func (c *counter) count(li *html.Node) { c.next = c.number(li) + c.step }

// plain writes the text of n as it is read aloud, without markup.
func plain(s *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		s.WriteString(n.Data)
		return
	}
	switch n.DataAtom {
	case atom.Br:
		s.WriteByte(' ')
	case atom.Math:
		s.WriteString(attribute(n, "data-tex"))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		plain(s, c)
	}
}
