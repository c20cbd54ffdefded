package rule

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// query matches many selectors in one pass over a tree, in time linear in the
// tree: every element is looked up by its ID, classes and tag, and combinators
// are answered from what its parents and elder siblings matched. A selector
// such as "div div div div" so costs the same on a deep tree as ".a".
type query struct {
	compounds []link
	selectors []string // source, by selector number
	words     int      // of a bit set over compounds

	byID, byClass, byTag map[string][]int32
	other                []int32
}

// link is a compound in its chain.
type link struct {
	compound
	before int32 // the compound to its left, -1 at a chain's beginning
	target int32 // number of the selector that it completes, -1 inside a chain
}

// wideBudget is how many nodes the :has, :contains and :nth- parts of a query
// may look at on one page, some 30 ms of work.
const wideBudget = 5_000_000

func newQuery() *query {
	return &query{byID: map[string][]int32{}, byClass: map[string][]int32{}, byTag: map[string][]int32{}}
}

// add compiles a selector and returns its number. Errors are *selectorError.
func (q *query) add(selector string) (int, error) {
	chains, err := parseSelector(selector)
	if err != nil {
		return 0, err
	}
	number := len(q.selectors)
	q.selectors = append(q.selectors, selector)
	for _, chain := range chains {
		before := int32(-1)
		for i, c := range chain {
			index := int32(len(q.compounds))
			l := link{compound: c, before: before, target: -1}
			if i == len(chain)-1 {
				l.target = int32(number)
			}
			q.compounds = append(q.compounds, l)
			switch c.key {
			case keyID:
				q.byID[c.name] = append(q.byID[c.name], index)
			case keyClass:
				q.byClass[c.name] = append(q.byClass[c.name], index)
			case keyTag:
				q.byTag[c.name] = append(q.byTag[c.name], index)
			default:
				q.other = append(q.other, index)
			}
			before = index
		}
	}
	q.words = (len(q.compounds) + 63) / 64
	return number, nil
}

// bits is a set of compounds.
type bits []uint64

func (b bits) has(i int32) bool { return b[i>>6]&(1<<(i&63)) != 0 }
func (b bits) set(i int32)      { b[i>>6] |= 1 << (i & 63) }
func (b bits) or(o bits) {
	for i := range b {
		b[i] |= o[i]
	}
}

// frame is what one level of the tree knows while its children are visited.
type frame struct {
	own       bits // matched by the element of this level
	ancestors bits // matched by it or an element above
	elder     bits // matched by an elder sibling of the child being visited
	previous  bits // matched by the sibling just before
}

// run is one pass.
type run struct {
	*query
	frames  []frame
	found   [][]*html.Node
	budget  int
	skipped []bool // by selector: ran out of budget
}

// match returns the nodes under root, root included, that each selector
// matches, in document order, and a warning for each that was given up.
func (q *query) match(root *html.Node) ([][]*html.Node, []string) {
	r := run{query: q, found: make([][]*html.Node, len(q.selectors)), budget: wideBudget}
	if len(q.compounds) == 0 {
		return r.found, nil
	}
	r.push(0)
	if root.Type == html.ElementNode {
		r.element(root, 0)
	} else {
		r.children(root, 0)
	}
	var warnings []string
	for i, s := range r.skipped {
		if s {
			warnings = append(warnings, fmt.Sprintf("the selector %q looks at too many nodes of this page; its later matches are left out", q.selectors[i]))
		}
	}
	return r.found, warnings
}

// push makes sure that the frame at depth exists.
func (r *run) push(depth int) {
	if depth < len(r.frames) {
		return
	}
	all := make(bits, 4*r.words)
	w := r.words
	r.frames = append(r.frames, frame{all[:w], all[w : 2*w], all[2*w : 3*w], all[3*w:]})
}

func (r *run) children(n *html.Node, depth int) {
	f := &r.frames[depth]
	clear(f.elder)
	clear(f.previous)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			r.element(c, depth)
		}
	}
}

// element matches n, whose parent's frame is at depth.
func (r *run) element(n *html.Node, depth int) {
	r.push(depth + 1)
	parent, f := &r.frames[depth], &r.frames[depth+1]
	clear(f.own)
	r.try(r.other, n, parent, f.own)
	r.try(r.byTag[n.Data], n, parent, f.own)
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "id":
			r.try(r.byID[a.Val], n, parent, f.own)
		case "class":
			for rest := a.Val; rest != ""; {
				var class string
				class, rest = nextClass(rest)
				if class != "" {
					r.try(r.byClass[class], n, parent, f.own)
				}
			}
		}
	}
	copy(f.ancestors, parent.ancestors)
	f.ancestors.or(f.own)
	if n.FirstChild != nil {
		r.children(n, depth+1)
	}
	parent = &r.frames[depth] // push may have moved the frames
	own := r.frames[depth+1].own
	parent.elder.or(own)
	copy(parent.previous, own)
}

// nextClass splits the first class off a class attribute.
func nextClass(s string) (class, rest string) {
	s = strings.TrimLeft(s, " \t\r\n\f")
	if i := strings.IndexAny(s, " \t\r\n\f"); i >= 0 {
		return s[:i], s[i+1:]
	}
	return s, ""
}

func (r *run) try(candidates []int32, n *html.Node, parent *frame, own bits) {
	for _, i := range candidates {
		l := &r.compounds[i]
		if own.has(i) {
			continue
		}
		switch l.combinator {
		case ' ':
			if !parent.ancestors.has(l.before) {
				continue
			}
		case '>':
			if !parent.own.has(l.before) {
				continue
			}
		case '+':
			if !parent.previous.has(l.before) {
				continue
			}
		case '~':
			if !parent.elder.has(l.before) {
				continue
			}
		}
		if l.wide && !r.afford(l, n) || !l.sel.Match(n) {
			continue
		}
		own.set(i)
		if l.target >= 0 {
			list := &r.found[l.target]
			if k := len(*list); k == 0 || (*list)[k-1] != n {
				*list = append(*list, n)
			}
		}
	}
}

// afford takes what looking around n costs off the budget.
func (r *run) afford(l *link, n *html.Node) bool {
	left := r.budget
	count(n, &left)
	for s := n.PrevSibling; s != nil && left > 0; s = s.PrevSibling {
		left--
	}
	for s := n.NextSibling; s != nil && left > 0; s = s.NextSibling {
		left--
	}
	if r.budget = left; left > 0 {
		return true
	}
	if r.skipped == nil {
		r.skipped = make([]bool, len(r.selectors))
	}
	for i := l; ; { // the chain's end names the selector
		if i.target >= 0 {
			r.skipped[i.target] = true
			return false
		}
		i = r.next(i)
	}
}

// next returns the compound after l in its chain: they are filed in order.
func (r *run) next(l *link) *link {
	for i := range r.compounds {
		if &r.compounds[i] == l {
			return &r.compounds[i+1]
		}
	}
	return l
}

// count takes the size of the tree under n off left, as far as it reaches.
func count(n *html.Node, left *int) {
	for c := n.FirstChild; c != nil && *left > 0; c = c.NextSibling {
		*left--
		count(c, left)
	}
}
