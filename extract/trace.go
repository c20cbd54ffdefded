package extract

import (
	"slices"
	"strings"
	"sync"

	"github.com/pithtext/pith/extract/internal/block"
	"github.com/pithtext/pith/extract/internal/lexicon"
	"github.com/pithtext/pith/extract/internal/meta"
	"github.com/pithtext/pith/extract/internal/model"
)

// Trace is what happened to every block of a page, in the page's order.
type Trace struct {
	Blocks   []BlockTrace
	Features []string  // names of BlockTrace.Features, in their order
	Page     []Feature // what the page's type was decided from
	Trust    []Feature // what the confidence was decided from
	Fields   []FieldTrace

	model *model.Model
	usual func() []float32 // of each feature, over the page's blocks
	words func() [][]lexicon.Grouped
	kinds func() []uint32
}

// Weight says how much one feature moved a block's score: Moved is the log-odds
// with the feature, less those with the page's usual value of it.
type Weight = model.Weight

// Weights returns the features that moved block i most in the model's first
// stage, at most n, the strongest first. It is slow, and safe for concurrent use.
func (t *Trace) Weights(i, n int) []Weight {
	return t.model.Weigh(t.Blocks[i].Features, t.usual(), n)
}

// Token is a word in a certain place, such as the class of an element or the
// heading above, as a hash; Group says into which of the model's sums of words
// it goes.
type Token = lexicon.Grouped

// Tokens returns the tokens that the model looks up for block i. It is for
// training, and safe for concurrent use.
func (t *Trace) Tokens(i int) []Token { return t.words()[i] }

// PageTokens returns the hashes of the words that the model looks up to tell the
// page's type, each once, in order. It is for training, and safe for concurrent
// use.
func (t *Trace) PageTokens() []uint32 { return t.kinds() }

// Feature is one number that a decision was made from.
type Feature struct {
	Name  string
	Value float32
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
func (p *page) trace(m *model.Model) *Trace {
	j := p.judgment
	t := &Trace{
		Features: model.RowNames(),
		Page:     named(model.PageNames(), j.Page),
		Trust:    named(model.TrustNames(), j.Trust),
		Fields:   p.fields(),
		Blocks:   make([]BlockTrace, len(p.verdicts.list)),
		model:    m,
		usual:    sync.OnceValue(j.Rows.Usual),
		words:    sync.OnceValue(func() [][]lexicon.Grouped { return lexicon.Tokens(p.table) }),
		kinds:    sync.OnceValue(p.pageTokens),
	}
	for i := range p.verdicts.list {
		v, b := &p.verdicts.list[i], &p.table.Blocks[i]
		t.Blocks[i] = BlockTrace{
			Index: i, Path: path(p.table, b.Elem), Text: b.Text,
			Kept: v.kept, Comment: v.comment, By: v.by, Rule: v.rule, Reason: v.reason,
			Score: float64(v.score), Features: j.Rows.Row(i),
		}
	}
	return t
}

func (p *page) pageTokens() []uint32 {
	var all []uint32
	lexicon.PageTokens(p.Root, p.table, func(t lexicon.Token) { all = append(all, uint32(t)) })
	slices.Sort(all)
	return slices.Compact(all)
}

func named(names []string, values []float32) []Feature {
	out := make([]Feature, len(values))
	for i, v := range values {
		out[i] = Feature{names[i], v}
	}
	return out
}

// fields lists where the metadata came from.
func (p *page) fields() []FieldTrace {
	m := p.meta
	said := func(name string, v meta.Value) FieldTrace { return FieldTrace{name, v.Text, v.Source} }
	all := []FieldTrace{
		said("title", m.Title),
		said("published", m.Published),
		said("modified", m.Modified),
		said("site_name", m.SiteName),
		said("language", m.Language),
		said("canonical_url", m.Canonical),
		said("excerpt", m.Excerpt),
		said("image", m.Image),
		said("section", m.Section),
		{"next_page", p.next, bySiteRule + " " + p.ruleName()},
		{"single_page", p.single, bySiteRule + " " + p.ruleName()},
		said("paywalled", m.Paywalled),
		said("truncated", p.truncated),
	}
	for _, a := range m.Authors {
		all = append(all, said("authors", a))
	}
	for _, tag := range m.Tags {
		all = append(all, said("tags", tag))
	}
	return slices.DeleteFunc(all, func(f FieldTrace) bool { return f.Value == "" })
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
