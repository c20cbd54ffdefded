package rule

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Page is what pith found on a page, from which New writes a first rule.
type Page struct {
	File      string // shown in errors
	Root      *html.Node
	Kept      []*html.Node // text nodes of the story, in document order
	Dropped   []*html.Node // those of everything else but readers' comments
	Comments  []*html.Node // those of readers' comments
	Title     string
	Authors   []string
	Published string                   // RFC 3339, or a day
	Date      func(text string) string // reads a date of the page in the form of Published; nil reads none
}

// contentShare is how much of the kept text the content element must hold: a
// standfirst or a stray line may stand outside.
const contentShare = 0.85

// Bounds on what New writes.
const (
	maxNoise   = 20 // selectors of what to remove
	maxOutside = 3  // selectors of story outside its main element
	minOutside = 40 // runes of such a part: bylines and dates are shorter
	maxClimb   = 4  // elements above the story's own that are tried
)

// Draft is a rule that New wrote.
type Draft struct {
	draft
	comment string
	noise   []string // how the removed elements' texts begin
	title   string
}

// New writes a first rule for a site from what was found on one of its pages:
// where the story is, what of it is noise, its title, author and date. It fails
// with an *Error when the page holds no story. The rule has no test yet.
func New(site string, p Page) (*Draft, error) {
	w := writer{page: &p, kept: map[*html.Node]bool{}, found: map[string][]*html.Node{}}
	w.title = p.Title
	for _, n := range p.Kept {
		for ; n != nil; n = n.Parent {
			w.kept[n] = true
		}
	}
	holder := holder(p.Root, p.Kept)
	if holder == nil {
		return nil, &Error{File: p.File, Msg: "no story was found on this page, so there is nothing to write a rule from"}
	}
	w.draft.set("site", strings.TrimPrefix(strings.ToLower(site), "www."))
	content := w.content(holder)
	w.fields()
	w.comments()
	w.removals(content)
	if !w.says() {
		return nil, &Error{File: p.File, Msg: "no selector singles out the story, its title or anything else of this page"}
	}
	return &w.Draft, nil
}

// Comment puts a line above the rule.
func (d *Draft) Comment(line string) { d.comment = strings.TrimSpace(d.comment + "\n" + line) }

// YAML returns the rule as a file, in the format that ParseSite reads.
func (d *Draft) YAML() []byte { return d.yaml(d.comment) }

// writer writes one rule.
type writer struct {
	Draft
	page  *Page
	kept  map[*html.Node]bool // kept text nodes and all their ancestors
	found map[string][]*html.Node
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func flatText(n *html.Node) string { return strings.Join(strings.Fields(textOf(n)), " ") }

// holder returns the deepest element that holds most of the text of nodes, nil
// when there is none below the page's root.
func holder(root *html.Node, nodes []*html.Node) *html.Node {
	weight := map[*html.Node]int{}
	total := 0
	for _, n := range nodes {
		chars := utf8.RuneCountInString(flatText(n))
		total += chars
		for p := n; p != nil; p = p.Parent {
			weight[p] += chars
		}
	}
	if total == 0 {
		return nil
	}
	at := root
	for {
		var next *html.Node
		for c := at.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && float64(weight[c]) >= contentShare*float64(total) {
				next = c
			}
		}
		if next == nil || next.DataAtom == atom.P || next.DataAtom == atom.Span {
			break
		}
		at = next
	}
	if at.Type != html.ElementNode {
		return nil
	}
	return at
}

// find returns what a selector matches on the page.
func (w *writer) find(selector string) []*html.Node {
	if nodes, ok := w.found[selector]; ok {
		return nodes
	}
	q := newQuery()
	var nodes []*html.Node
	if _, err := q.add(selector); err == nil {
		found, _ := q.match(w.page.Root)
		nodes = found[0]
	}
	w.found[selector] = nodes
	return nodes
}

// single returns the best selector that matches n alone; ok is false where there
// is none.
func (w *writer) single(n *html.Node) (best name, ok bool) {
	for _, s := range chains(n) {
		if len(w.find(s.css)) == 1 {
			return s, true
		}
	}
	return name{}, false
}

// content names the story's element, or one a few levels above when that has
// the better name, and returns it. Where none has a name, the rule leaves
// finding the story to pith, and all of the page counts as content.
func (w *writer) content(at *html.Node) *html.Node {
	best, selector, cost := at, "", -1
	for p, level := at, 0; p != nil && p.DataAtom != atom.Body && p.DataAtom != atom.Html && level <= maxClimb; p, level = p.Parent, level+1 {
		s, ok := w.single(p)
		if ok && (cost < 0 || s.cost+2*level < cost) {
			best, selector, cost = p, s.css, s.cost+2*level
		}
	}
	if selector == "" {
		w.Comment("No selector singles out the story's element, so pith goes on finding the story by itself.")
		return w.page.Root
	}
	w.add("content", strings.Join(append([]string{selector}, w.outside(best)...), ", "))
	return best
}

// outside names elements with parts of the story that stand outside of its main
// element, such as a standfirst.
func (w *writer) outside(content *html.Node) (out []string) {
	dropped := map[*html.Node]bool{}
	for _, n := range w.page.Dropped {
		for ; n != nil; n = n.Parent {
			dropped[n] = true
		}
	}
	done := map[*html.Node]bool{}
next:
	for _, n := range w.page.Kept {
		var top *html.Node
		for p := n; p != nil; p = p.Parent {
			if p == content || done[p] {
				continue next
			}
			if p.Type == html.ElementNode && !dropped[p] {
				top = p
			}
		}
		if top == nil || len(out) == maxOutside || utf8.RuneCountInString(flatText(top)) < minOutside {
			continue
		}
		done[top] = true
		if s, ok := w.single(top); ok && s.cost <= costTag+costChain {
			out = append(out, s.css)
		}
	}
	return out
}

// removals writes selectors for what was dropped inside the content.
func (w *writer) removals(content *html.Node) {
	done := map[*html.Node]bool{}
	for _, n := range w.page.Dropped {
		top := w.top(n, content)
		if top == nil || done[top] || isHeadline(top) || strings.TrimSpace(n.Data) == "" {
			continue
		}
		done[top] = true
		if len(w.noise) == maxNoise {
			break
		}
		for _, s := range names(top) {
			if s.generic {
				continue
			}
			found := w.find(s.css)
			if slices.ContainsFunc(found, func(n *html.Node) bool { return w.kept[n] }) {
				continue
			}
			for _, f := range found {
				done[f] = true
			}
			w.add("remove", s.css)
			w.noise = append(w.noise, excerpt(textOf(top)))
			break
		}
	}
}

// isHeadline reports whether n is a heading: headings inside a story are
// dropped where they repeat the title, and the next page's are others.
func isHeadline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return slices.ContainsFunc(slices.Collect(n.ChildNodes()), func(c *html.Node) bool { return c.DataAtom == atom.H1 })
}

// top returns the highest element over n inside content that holds no story,
// nil when n is not inside.
func (w *writer) top(n, content *html.Node) (top *html.Node) {
	for p := n; p != nil; p = p.Parent {
		if p == content {
			return top
		}
		if p.Type == html.ElementNode && !w.kept[p] && p.DataAtom != atom.Body {
			top = p
		}
	}
	return nil
}

// commentWords are words in names of elements that hold readers' comments.
var commentWords = []string{"comment", "discussion", "disqus", "respond", "replies", "reply", "feedback", "kommentar", "commentaire", "comentario", "reader"}

// comments names the element of readers' comments.
func (w *writer) comments() {
	at := holder(w.page.Root, w.page.Comments)
	for level := 0; at != nil && level < maxClimb && !w.kept[at] && at.DataAtom != atom.Body; at, level = at.Parent, level+1 {
		s, ok := w.single(at)
		if ok && slices.ContainsFunc(commentWords, func(word string) bool { return strings.Contains(strings.ToLower(s.css), word) }) {
			w.directive("comments", directive{source: s.css, optional: true})
			return
		}
	}
}
