package rule

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Outcome is what a site rule says of one page.
type Outcome struct {
	Content  []*html.Node // elements that hold the story, none inside another; nil when the rule does not say
	Keep     []*html.Node // elements inside that no later stage may drop
	Comments []*html.Node // elements that hold readers' comments
	Removed  []Removal    // in document order, none inside another; still in the tree
	Fields   Fields
	Warnings []string // such as a selector that matched nothing
	Err      error    // content matched nothing and the rule says fallback: fail; an *Error
}

// Detach takes the removed elements out of the tree.
func (o *Outcome) Detach() {
	for _, r := range o.Removed {
		if r.Node.Parent != nil {
			r.Node.Parent.RemoveChild(r.Node)
		}
	}
}

// Apply evaluates the rule on the tree under root. It changes the tree only
// for unwrap and rename; removed elements stay where they are, so that the
// caller can say of each block who took it out (see Detach).
func (s *Site) Apply(root *html.Node) Outcome {
	var o Outcome
	found, warnings := s.query.match(root)
	o.Warnings = warnings
	o.Keep = collect(s.keep, found)
	kept := make(map[*html.Node]bool, len(o.Keep))
	for _, n := range o.Keep {
		kept[n] = true
	}
	o.Removed = s.removals(root, found, kept)
	removed := make(map[*html.Node]bool, len(o.Removed))
	for _, r := range o.Removed {
		removed[r.Node] = true
	}
	o.Comments = outermost(collect(s.comments, found), removed)
	s.applyContent(&o, found, removed)
	s.readFields(&o, found)
	s.warnUnmatched(&o, found)
	s.mutate(&o, found)
	return o
}

// collect returns what any of the directives matched, directive by directive.
func collect(list []directive, found [][]*html.Node) []*html.Node {
	var out []*html.Node
	for _, v := range list {
		out = append(out, v.pick(found)...)
	}
	return out
}

// removals returns the outermost removed elements in document order, with the
// first directive that names each.
func (s *Site) removals(root *html.Node, found [][]*html.Node, kept map[*html.Node]bool) []Removal {
	by := map[*html.Node]int{}
	for i, v := range s.remove {
		for _, n := range v.pick(found) {
			if _, ok := by[n]; !ok && !kept[n] && n != root && n.DataAtom != atom.Body && n.DataAtom != atom.Html {
				by[n] = i
			}
		}
	}
	if len(by) == 0 {
		return nil
	}
	var out []Removal
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && len(out) < len(by); c = c.NextSibling {
			if i, ok := by[c]; ok {
				v := s.remove[i]
				out = append(out, Removal{Node: c, Rule: s.at(v.line), Reason: v.source})
				continue
			}
			walk(c)
		}
	}
	walk(root)
	return out
}

// outermost drops nodes inside others of the list or inside removed ones, and
// nodes that come twice. The order stays. nodes is not changed.
func outermost(nodes []*html.Node, removed map[*html.Node]bool) []*html.Node {
	set := make(map[*html.Node]bool, len(nodes))
	for _, n := range nodes {
		set[n] = true
	}
	var out []*html.Node
next:
	for _, n := range nodes {
		for p := n; p != nil; p = p.Parent {
			if removed[p] || p != n && set[p] {
				continue next
			}
		}
		out = append(out, n)
	}
	return unique(out)
}

func unique(nodes []*html.Node) []*html.Node {
	seen := make(map[*html.Node]bool, len(nodes))
	out := nodes[:0]
	for _, n := range nodes {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}

// applyContent takes the first content directive that matches anything left.
func (s *Site) applyContent(o *Outcome, found [][]*html.Node, removed map[*html.Node]bool) {
	for _, v := range s.content {
		if o.Content = outermost(v.pick(found), removed); len(o.Content) > 0 {
			return
		}
	}
	o.Content = nil
	if len(s.content) == 0 {
		return
	}
	line := s.content[0].line
	if s.fallback == FallbackFail {
		o.Err = &Error{File: s.File, Line: line, Field: "content", Msg: fmt.Sprintf("no selector matches this page of %s", s.Name)}
		return
	}
	o.Warnings = append(o.Warnings, fmt.Sprintf("rule %s: content matches nothing on this page, so the story is found without it", s.at(line)))
}

// warnUnmatched reports what a rule for one site expects and the page lacks,
// in one warning. Platform rules name what only some of their pages have, and
// stay silent.
func (s *Site) warnUnmatched(o *Outcome, found [][]*html.Node) {
	if len(s.Hosts) == 0 {
		return
	}
	if missing := s.unmatched(found); len(missing) > 0 {
		o.Warnings = append(o.Warnings, fmt.Sprintf("rule %s: nothing on this page matches %s", s.at(missing[0].line), joinMissing(missing)))
	}
}

// missing is a part of a rule that matched nothing.
type missing struct {
	what string
	line int
}

func joinMissing(list []missing) string {
	parts := make([]string, len(list))
	for i, m := range list {
		parts[i] = m.what
	}
	return strings.Join(parts, ", ")
}

// unmatched lists what matches nothing, but for what may be missing.
func (s *Site) unmatched(found [][]*html.Node) (out []missing) {
	for _, list := range []struct {
		key        string
		directives []directive
	}{{"remove", s.remove}, {"keep", s.keep}, {"unwrap", s.unwrap}, {"rename", s.rename}, {"comments", s.comments}} {
		for _, v := range list.directives {
			if !v.optional && len(found[v.selector]) == 0 {
				out = append(out, missing{fmt.Sprintf("%s %q", list.key, v.source), v.line})
			}
		}
	}
	for _, f := range s.fields {
		if !f.optional && f.unmatched(found) {
			out = append(out, missing{f.name, f.line})
		}
	}
	slices.SortStableFunc(out, func(a, b missing) int { return a.line - b.line })
	return out
}

// mutate renames and unwraps. What the outcome holds is not unwrapped: the
// caller looks for it in the tree.
func (s *Site) mutate(o *Outcome, found [][]*html.Node) {
	for _, v := range s.rename {
		for _, n := range v.pick(found) {
			n.Data, n.DataAtom = v.to, atom.Lookup([]byte(v.to))
		}
	}
	if len(s.unwrap) == 0 {
		return
	}
	held := map[*html.Node]bool{}
	for _, list := range [][]*html.Node{o.Content, o.Keep, o.Comments} {
		for _, n := range list {
			held[n] = true
		}
	}
	for _, r := range o.Removed {
		held[r.Node] = true
	}
	for _, n := range unique(collect(s.unwrap, found)) {
		parent := n.Parent
		if held[n] || parent == nil || parent.Type != html.ElementNode || n.DataAtom == atom.Body || n.DataAtom == atom.Head {
			continue
		}
		for c := n.FirstChild; c != nil; c = n.FirstChild {
			n.RemoveChild(c)
			parent.InsertBefore(c, n)
		}
		parent.RemoveChild(n)
	}
}
