package article

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// wrapped copies the children of n as blocks inside of into.
func (b *builder) wrapped(n, into *html.Node) {
	end := b.open(into)
	b.children(n)
	end()
}

func (b *builder) list(n *html.Node) {
	into := newElement(atom.Ul)
	if n.DataAtom == atom.Ol {
		into = newElement(atom.Ol)
		if start, ok := number(n, "start"); ok && start != 1 {
			into.Attr = append(into.Attr, html.Attribute{Key: "start", Val: strconv.Itoa(start)})
		}
		if hasAttribute(n, "reversed") {
			into.Attr = append(into.Attr, html.Attribute{Key: "reversed"})
		}
	}
	b.wrapped(n, into)
	for c := into.FirstChild; c != nil; {
		next := c.NextSibling
		if c.FirstChild == nil {
			into.RemoveChild(c)
		} else {
			tighten(c)
		}
		c = next
	}
	switch {
	case into.Parent == nil:
	case into.FirstChild == nil:
		into.Parent.RemoveChild(into)
	case hasAttribute(into.FirstChild, "data-note") && into.PrevSibling != nil && into.PrevSibling.DataAtom == atom.Hr:
		into.Parent.RemoveChild(into.PrevSibling)
	}
}

// number reads an attribute with a whole number of at most nine digits, which
// is what Markdown can number.
func number(n *html.Node, key string) (int, bool) {
	v := strings.TrimSpace(attribute(n, key))
	if v == "" || len(v) > 9 {
		return 0, false
	}
	i, err := strconv.Atoi(v)
	return i, err == nil
}

func (b *builder) item(n *html.Node) {
	if b.top.DataAtom != atom.Ul && b.top.DataAtom != atom.Ol {
		b.endBlock()
		b.children(n)
		b.endBlock()
		return
	}
	li := newElement(atom.Li)
	if value, ok := number(n, "value"); ok && b.top.DataAtom == atom.Ol {
		li.Attr = append(li.Attr, html.Attribute{Key: "value", Val: strconv.Itoa(value)})
	}
	if box := checkbox(n); box != nil {
		state := "open"
		if hasAttribute(box, "checked") {
			state = "done"
		}
		li.Attr = append(li.Attr, html.Attribute{Key: "data-task", Val: state})
	}
	b.wrapped(n, li)
}

// checkbox returns the checkbox that begins the task n, or nil. Boxes that a
// reader can tick belong to a form.
func checkbox(n *html.Node) *html.Node {
	c := n.FirstChild
	for range 6 {
		switch {
		case c == nil:
			return nil
		case c.Type != html.ElementNode:
			if c.Type == html.TextNode && !blank(c.Data) {
				return nil
			}
			c = c.NextSibling
		case c.DataAtom == atom.Input:
			if attribute(c, "type") == "checkbox" && (hasAttribute(c, "disabled") || strings.Contains(attribute(c, "class")+attribute(n, "class"), "task")) {
				return c
			}
			return nil
		default:
			c = c.FirstChild
		}
	}
	return nil
}

// tighten takes the paragraph away from around the text of an item that has one
// only, followed by lists at most.
func tighten(li *html.Node) {
	p := li.FirstChild
	if p == nil || p.DataAtom != atom.P || len(p.Attr) > 0 {
		return
	}
	for c := p.NextSibling; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Ul && c.DataAtom != atom.Ol {
			return
		}
	}
	unwrap(p)
}

func (b *builder) quote(n *html.Node) {
	into := newElement(atom.Blockquote)
	if cite, ok := b.address(attribute(n, "cite")); ok {
		into.Attr = append(into.Attr, html.Attribute{Key: "cite", Val: cite})
	}
	b.wrapped(n, into)
}

func (b *builder) termOrDescription(n *html.Node, role role) {
	if b.top.DataAtom != atom.Dl {
		b.endBlock()
		b.children(n)
		b.endBlock()
		return
	}
	if role == term {
		end := b.openLine(newElement(atom.Dt))
		b.children(n)
		end()
		return
	}
	dd := newElement(atom.Dd)
	b.wrapped(n, dd)
	tighten(dd)
}

// details copies a <details> element. One whose summary was not kept is open
// text.
func (b *builder) details(n *html.Node) {
	into := newElement(atom.Details)
	end := b.open(into)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Summary || !b.holding(c) || b.removed(c) || into.FirstChild != nil {
			b.node(c)
			continue
		}
		end := b.openLine(newElement(atom.Summary))
		b.children(c)
		end()
	}
	end()
	if into.Parent != nil && into.FirstChild.DataAtom != atom.Summary {
		unwrap(into)
	}
}
