package extract

import (
	"github.com/pithtext/pith/extract/internal/block"
	"github.com/pithtext/pith/extract/rule"
	"golang.org/x/net/html"
)

// verdict is what became of one block, and through whom.
type verdict struct {
	kept    bool
	comment bool
	by      string
	rule    string
	reason  string
	score   float32
}

// The deciders that a verdict and a BlockTrace name.
const (
	bySiteRule    = "site-rule"
	byBoilerplate = "boilerplate"
	byReadability = "readability"
	byModel       = "model"
	byStructure   = "structure"
)

// verdicts is one page's blocks on their way to being kept or dropped.
type verdicts struct {
	table *block.Table
	list  []verdict
	fixed []bool // decided by a site rule: the engine has no say
	named []bool // in the content that a site rule names: kept unless the engine is nearly certain
}

func newVerdicts(t *block.Table) *verdicts {
	n := len(t.Blocks)
	return &verdicts{t, make([]verdict, n), make([]bool, n), make([]bool, n)}
}

// site applies what the site's rule says: blocks in removed elements go, and
// when it names content, so do those outside it.
func (v *verdicts) site(site string, o rule.Outcome) {
	if len(o.Removed) == 0 && len(o.Content) == 0 && len(o.Keep) == 0 && len(o.Comments) == 0 {
		return
	}
	content, keep, comments := nodeSet(o.Content), nodeSet(o.Keep), nodeSet(o.Comments)
	removed := make(map[*html.Node]rule.Removal, len(o.Removed))
	for _, r := range o.Removed {
		removed[r.Node] = r
	}
	for i := range v.list {
		n := v.table.Blocks[i].Nodes[0]
		if r, ok := nearest(n, removed); ok {
			v.fix(i, verdict{by: bySiteRule, rule: r.Rule, reason: r.Reason})
		} else if _, ok := nearest(n, comments); ok {
			v.fix(i, verdict{comment: true, by: bySiteRule, rule: site, reason: "readers' comments"})
		} else if _, ok := nearest(n, keep); ok {
			v.fix(i, verdict{kept: true, by: bySiteRule, rule: site, reason: "keep"})
		} else if len(content) > 0 {
			if _, v.named[i] = nearest(n, content); !v.named[i] {
				v.fix(i, verdict{by: bySiteRule, rule: site, reason: "outside content"})
			}
		}
	}
}

func (v *verdicts) fix(i int, d verdict) { v.list[i], v.fixed[i] = d, true }

// surelyNot is the score under which a block goes even from the content that a
// site rule names: content selectors take in share buttons and lists of links.
const surelyNot = 0.1

// settle takes the engine's decisions for all blocks that no site rule decided.
func (v *verdicts) settle(site string, decide func(i int) verdict) {
	for i := range v.list {
		if v.fixed[i] {
			continue
		}
		d := decide(i)
		if v.named[i] && d.score >= surelyNot {
			d.kept, d.by, d.rule, d.reason = true, bySiteRule, site, "inside content"
		}
		v.list[i] = d
	}
}

// keep takes in a block that was dropped.
func (v *verdicts) keep(i int, by, reason string) {
	d := &v.list[i]
	d.kept, d.by, d.reason = true, by, reason
}

// drop takes a kept block out.
func (v *verdicts) drop(i int, by, id, reason string) {
	d := &v.list[i]
	d.kept, d.by, d.rule, d.reason = false, by, id, reason
}

func (v *verdicts) kept() (n int) {
	for i := range v.list {
		if v.list[i].kept {
			n++
		}
	}
	return n
}

func nodeSet(nodes []*html.Node) map[*html.Node]struct{} {
	set := make(map[*html.Node]struct{}, len(nodes))
	for _, n := range nodes {
		set[n] = struct{}{}
	}
	return set
}

// nearest returns the value of the nearest of n's ancestors, n included, that
// the map holds.
func nearest[V any](n *html.Node, m map[*html.Node]V) (v V, ok bool) {
	if len(m) == 0 {
		return v, false
	}
	for ; n != nil; n = n.Parent {
		if v, ok = m[n]; ok {
			return v, true
		}
	}
	return v, false
}
