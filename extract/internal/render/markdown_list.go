package render

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// marker returns the marker for a list of the given kind: the other one where
// another list of the kind ends just before, which keeps the two apart.
func (w *markdownWriter) marker(kind atom.Atom, mark, other byte) byte {
	same := w.lastList == kind || kind != atom.Ol && (w.lastList == atom.Ul || w.lastList == atom.Dl)
	if same && w.lastMark == mark {
		return other
	}
	return mark
}

// list writes a list. An ordered one begins anew, with the other delimiter,
// where its numbers do not go up by one: Markdown numbers items by itself.
func (w *markdownWriter) list(n *html.Node) {
	dense := tight(n)
	count := newCounter(n)
	mark, last, next := byte(0), 0, 0
	begun := false // an item has been written
	for li := n.FirstChild; li != nil; li = li.NextSibling {
		if has(li, "data-note") {
			w.definition(li)
			continue
		}
		lead := ""
		if n.DataAtom == atom.Ol {
			number := min(max(count.number(li), 0), 999999999)
			switch {
			case mark == 0:
				mark = w.marker(atom.Ol, '.', ')')
			case begun && number != last+1:
				mark ^= '.' ^ ')'
				begun = false // a list of its own
			}
			next = number
			lead = strconv.Itoa(number) + string(mark) + " "
		} else {
			if mark == 0 {
				mark = w.marker(atom.Ul, '-', '*')
			}
			lead = string(mark) + " "
		}
		w.tight = w.tight || dense && begun
		if w.item(li, lead) {
			begun = true
			count.count(li)
			last = next
			w.lastList, w.lastMark = n.DataAtom, mark
		}
	}
	w.tight = false
}

// item writes what li holds after the marker lead and reports whether that was
// anything.
func (w *markdownWriter) item(li *html.Node, lead string) bool {
	outer, first := w.prefix, w.first
	before, fresh := w.out.Len(), w.fresh
	list, mark, dense := w.lastList, w.lastMark, w.tight
	w.begin(0)
	begun := w.out.Len()
	if w.first == "" {
		w.first = w.prefix
	}
	w.first += lead
	w.prefix += strings.Repeat(" ", len(lead))
	switch attribute(li, "data-task") {
	case "done":
		w.first += "[x] "
	case "open":
		w.first += "[ ] "
	}
	w.fresh = true
	w.text.item = true
	for r := range runs(li) {
		if r.block && w.out.Len() > begun && tight(li.Parent) && interrupts(r.first) {
			w.tight = true
		}
		w.run(r)
	}
	w.text.item = false
	w.prefix = outer
	w.undo(before, begun, first, fresh)
	if w.out.Len() == before {
		w.lastList, w.lastMark, w.tight = list, mark, dense
		return false
	}
	return true
}

// definition writes the text of a footnote.
func (w *markdownWriter) definition(li *html.Node) {
	outer, first := w.prefix, w.first
	before, fresh := w.out.Len(), w.fresh
	w.tight = w.tight || li.PrevSibling != nil && has(li.PrevSibling, "data-note")
	w.begin(0)
	begun := w.out.Len()
	if w.first == "" {
		w.first = w.prefix
	}
	w.first += "[^" + attribute(li, "data-note") + "]: "
	w.prefix += "    "
	w.fresh = true
	w.blocks(li)
	w.prefix = outer
	w.undo(before, begun, first, fresh)
}

// interrupts reports whether n is a list that may begin in the line after a
// paragraph: an ordered one only if it counts from 1.
func interrupts(n *html.Node) bool {
	if n.DataAtom != atom.Ol {
		return n.DataAtom == atom.Ul
	}
	c := newCounter(n)
	return c.number(n.FirstChild) == 1 && !has(n.FirstChild, "data-note")
}
