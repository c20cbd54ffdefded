package article

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// notes are the footnotes of a page whose references and definitions are both
// kept.
type notes struct {
	refs  map[*html.Node]*note // <a> that refers to a note, and a <sup> around it
	defs  map[*html.Node]*note // block that holds a note's text
	backs map[string]struct{}  // ids near the references, where links lead back to

	loose map[*html.Node]struct{} // references whose definition is not kept, and <sup> around them
	inDef *note                   // definition that the walk is in
}

type note struct {
	number int
	label  string // as the page shows it, such as "3" or "*"
	target string
}

// findNotes pairs the links that look like references with the blocks that they
// lead to, or returns nil when there are none.
func (b *builder) findNotes(root *html.Node) *notes {
	var links []*html.Node
	b.noteLinks(root, &links)
	if len(links) == 0 {
		return nil
	}
	targets := make(map[string]*html.Node, len(links))
	for _, a := range links {
		targets[fragment(a)] = nil
	}
	order := make(map[*html.Node]int)
	b.noteTargets(root, targets, order)
	f := &notes{refs: map[*html.Node]*note{}, defs: map[*html.Node]*note{}, backs: map[string]struct{}{}, loose: map[*html.Node]struct{}{}}
	used := make(map[int]bool)
	for i, a := range links {
		def := targets[fragment(a)]
		if def == nil {
			f.loose[a] = struct{}{}
			if a.Parent.DataAtom == atom.Sup {
				f.loose[a.Parent] = struct{}{}
			}
			continue
		}
		if f.within(a) || order[def] < order[a] || contains(def, a) {
			continue
		}
		n := f.defs[def]
		if n == nil {
			n = &note{label: noteLabel(a), target: fragment(a)}
			n.number, _ = strconv.Atoi(n.label)
			if n.number < 1 || n.number > 9999 || used[n.number] {
				n.number = 0
			}
			used[n.number] = true
			f.defs[def] = n
		}
		f.refs[links[i]] = n
		if a.Parent != nil && a.Parent.DataAtom == atom.Sup {
			f.refs[a.Parent] = n
		}
		for e, up := a, 0; e != nil && up < 3; e, up = e.Parent, up+1 {
			for _, key := range [...]string{"id", "name"} {
				if id := attribute(e, key); id != "" && roles[e.DataAtom] <= inline && (up == 0 || roles[e.DataAtom] == inline || e.DataAtom == atom.Span) {
					f.backs[id] = struct{}{}
				}
			}
		}
	}
	next := 1
	for _, a := range links { // number the others in the order of their references
		if n := f.refs[a]; n != nil && n.number == 0 {
			for used[next] {
				next++
			}
			n.number = next
			used[next] = true
		}
	}
	return f
}

// within reports whether a stands in a definition, and so leads back.
func (f *notes) within(a *html.Node) bool {
	for n := a.Parent; n != nil; n = n.Parent {
		if f.defs[n] != nil {
			return true
		}
	}
	return false
}

func contains(n, inner *html.Node) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == n {
			return true
		}
	}
	return false
}

// noteLinks collects the kept links that look like references to footnotes.
func (b *builder) noteLinks(n *html.Node, links *[]*html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || !b.holding(c) || b.removed(c) {
			continue
		}
		if c.DataAtom == atom.A && noteLike(c) {
			*links = append(*links, c)
			continue
		}
		b.noteLinks(c, links)
	}
}

// fragment returns the id that a link within the page leads to.
func fragment(a *html.Node) string {
	_, id, _ := strings.Cut(attribute(a, "href"), "#")
	return id
}

// noteLike reports links within the page whose text is a footnote's mark and
// which are raised or named as one.
func noteLike(a *html.Node) bool {
	href := attribute(a, "href")
	i := strings.IndexByte(href, '#')
	if i < 0 || i == len(href)-1 {
		return false
	}
	label := noteLabel(a)
	if label == "" || !markLike(label) {
		return false
	}
	if a.Parent != nil && a.Parent.DataAtom == atom.Sup || hasElement(a, atom.Sup) || attribute(a, "role") == "doc-noteref" || attribute(a, "epub:type") == "noteref" {
		return true
	}
	id := strings.ToLower(href[i+1:])
	for _, prefix := range [...]string{"fn", "_ftn", "ftn", "cite_note", "cite-note", "note", "footnote", "_edn", "endnote"} {
		if strings.HasPrefix(id, prefix) {
			return true
		}
	}
	class := attribute(a, "class")
	return strings.Contains(class, "footnote") || strings.Contains(class, "noteref") || attribute(a, "rel") == "footnote"
}

// noteLabel returns the mark that a reference shows, without brackets.
func noteLabel(a *html.Node) string {
	var s strings.Builder
	for c := range a.Descendants() {
		if c.Type == html.TextNode {
			if s.WriteString(c.Data); s.Len() > 32 {
				return ""
			}
		}
	}
	return strings.Trim(clean(s.String()), "[](){} .")
}

// markLike reports a number, one letter, a short roman number or a mark.
func markLike(s string) bool {
	if len(s) > 12 {
		return false
	}
	if strings.Trim(s, "*†‡§¶#") == "" || strings.Trim(s, "ivxlcdm") == "" {
		return true
	}
	if rest, ok := strings.CutPrefix(strings.ToLower(s), "note "); ok {
		s = rest
	}
	return strings.Trim(s, "0123456789") == "" || len(s) == 1 && (s[0]|0x20) >= 'a' && (s[0]|0x20) <= 'z'
}

// noteTargets finds the blocks that hold the elements with the ids in targets,
// and numbers these and all links in document order.
func (b *builder) noteTargets(n *html.Node, targets map[string]*html.Node, order map[*html.Node]int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || b.removed(c) {
			continue
		}
		if c.DataAtom == atom.A {
			order[c] = len(order)
		}
		for _, key := range [...]string{"id", "name"} {
			id := attribute(c, key)
			if id == "" {
				continue
			}
			if known, ok := targets[id]; ok && known == nil {
				if block := noteBlock(c); block != nil && b.holding(block) {
					targets[id] = block
					if _, ok := order[block]; !ok {
						order[block] = len(order)
					}
				}
			}
		}
		if b.holding(c) {
			b.noteTargets(c, targets, order)
		}
	}
}

// noteBlock returns the block that n begins or is, if it can hold a note.
func noteBlock(n *html.Node) *html.Node {
	for roles[n.DataAtom] == inline || n.DataAtom == atom.Span {
		if n = n.Parent; n == nil {
			return nil
		}
	}
	switch n.DataAtom {
	case atom.Li, atom.P, atom.Div, atom.Aside:
		return n
	}
	return nil
}

// noteElement copies n if it is part of a footnote, and reports whether it is.
func (b *builder) noteElement(n *html.Node, role role) bool {
	f := b.notes
	if f.inDef != nil && n.DataAtom == atom.A {
		if _, back := f.backs[fragment(n)]; back || classHas(n, "footnote-backref") || attribute(n, "role") == "doc-backlink" {
			b.pass(n)
			return true
		}
	}
	if _, loose := f.loose[n]; loose {
		if n.DataAtom == atom.Sup {
			b.children(n)
			return true
		}
		b.pass(n)
		b.text("[" + noteLabel(n) + "]") // what it leads to is gone, so it is text
		return true
	}
	if ref := f.refs[n]; ref != nil && f.inDef != ref {
		if n.DataAtom == atom.Sup {
			b.children(n)
			return true
		}
		b.pass(n)
		a := newElement(atom.A, html.Attribute{Key: "href", Val: "#fn-" + strconv.Itoa(ref.number)}, html.Attribute{Key: "data-note", Val: strconv.Itoa(ref.number)})
		a.AppendChild(newText(ref.label))
		b.inlineNode(a)
		b.space = false
		return true
	}
	if def := f.defs[n]; def != nil && f.inDef == nil && !b.fixed {
		b.definition(n, def)
		return true
	}
	return false
}

// definition copies the block that holds a footnote's text as an item of a list
// of footnotes.
func (b *builder) definition(n *html.Node, def *note) {
	number := strconv.Itoa(def.number)
	li := newElement(atom.Li, html.Attribute{Key: "id", Val: "fn-" + number}, html.Attribute{Key: "data-note", Val: number},
		html.Attribute{Key: "data-label", Val: def.label})
	parent := b.top
	b.endBlock()
	if parent.DataAtom != atom.Ul && parent.DataAtom != atom.Ol {
		list := b.top.LastChild
		if list == nil || list.DataAtom != atom.Ol || list.LastChild == nil || !hasAttribute(list.LastChild, "data-note") {
			dropRule(b.top)
			list = newElement(atom.Ol)
			b.top.AppendChild(list)
		}
		b.top = list
	}
	b.notes.inDef = def
	end := b.open(li)
	b.children(n)
	end()
	b.notes.inDef = nil
	if li.Parent != nil {
		tighten(li)
	} else if b.top.FirstChild == nil && b.top != parent {
		b.top.Parent.RemoveChild(b.top)
	}
	b.top = parent
}

// noteMark reports text that only frames a footnote's mark: the brackets around
// a reference, and the number before the text of a definition.
func (b *builder) noteMark(n *html.Node) bool {
	if len(n.Data) > 12 || n.Parent == nil {
		return false
	}
	_, loose := b.notes.loose[n.Parent]
	if (loose || b.notes.refs[n.Parent] != nil) && n.Parent.DataAtom == atom.Sup && strings.Trim(n.Data, "[]() ") == "" {
		return true
	}
	if b.notes.inDef == nil || b.line != nil {
		return false
	}
	mark := strings.Trim(clean(n.Data), "[]().:^↑↩ ")
	if mark == "" || mark == b.notes.inDef.label {
		b.started = b.started || n == b.first
		b.ended = b.ended || n == b.lastText
		return true
	}
	return false
}

// dropRule takes away the rule at the end of n, which set footnotes apart.
func dropRule(n *html.Node) {
	if n.LastChild != nil && n.LastChild.DataAtom == atom.Hr {
		n.RemoveChild(n.LastChild)
	}
}
