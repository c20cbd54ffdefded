package extract

import (
	"slices"
	"strings"

	"github.com/pithtext/pith/extract/internal/block"
)

// Trace is what happened to every block of a page, in the page's order.
type Trace struct {
	Blocks   []BlockTrace
	Features []string // names of BlockTrace.Features, in their order
	Fields   []FieldTrace
}

// FieldTrace says where a metadata field came from.
type FieldTrace struct {
	Name   string // JSON name, such as "title"
	Value  string
	Source string // such as "og:title"
}

// BlockTrace is one block's way.
type BlockTrace struct {
	Index    int
	Path     string // tags and classes from the body down, such as "div.main > p"
	Text     string
	Kept     bool
	Comment  bool    // belongs to readers' comments
	By       string  // who decided: "site-rule", "boilerplate", "readability", "model", "structure"
	Rule     string  // rule ID or site with file and line; empty for readability and model
	Reason   string  // why, for a person
	Score    float64 // the model's probability, 0 to 1
	Features []float32
}

// trace writes down the page's verdicts.
func (p *page) trace() *Trace {
	t := &Trace{Features: block.Names()}
	t.Blocks = make([]BlockTrace, len(p.verdicts.list))
	if p.features.Rows == 0 {
		p.features = p.table.Features(p.meta.Title.Text)
	}
	for i := range p.verdicts.list {
		v, b := &p.verdicts.list[i], &p.table.Blocks[i]
		t.Blocks[i] = BlockTrace{
			Index: i, Path: path(p.table, b.Elem), Text: b.Text,
			Kept: v.kept, Comment: v.comment, By: v.by, Rule: v.rule, Reason: v.reason,
			Score: float64(v.score), Features: p.features.Row(i),
		}
	}
	return t
}

// path writes the tags and classes from the body down to element e.
func path(t *block.Table, e int32) string {
	var parts []string
	for ; e > 0; e = t.Elems[e].Parent {
		n := t.Elems[e].Node
		s := n.Data
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				s += "#" + a.Val
			case "class":
				s += "." + strings.Join(strings.Fields(a.Val), ".")
			}
		}
		parts = append(parts, s)
	}
	slices.Reverse(parts)
	return strings.Join(parts, " > ")
}

// comments reports whether any block belongs to readers' comments.
func (v *verdicts) comments() bool {
	for i := range v.list {
		if v.list[i].comment {
			return true
		}
	}
	return false
}
