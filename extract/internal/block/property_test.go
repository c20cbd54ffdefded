package block

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// trees makes random trees, the same ones for the same seed. They need not be
// what a parser would build: a rule may have moved elements.
type trees struct{ r *rand.Rand }

var (
	randomTags = []string{
		"p", "div", "ul", "li", "span", "a", "b", "em", "br", "br", "section", "table", "td", "script", "style", "svg",
		"h1", "h2", "template", "my-box", "code", "time", "img", "pre", "nav", "article", "input", "ruby", "rp",
	}
	randomTexts = []string{
		"word", "two words", " ", "\n\t", "", "A sentence, here.", "\u00a0", "\u200b", "漢字。", "don't", "© 2024",
		" leading", "trailing ", "a\u00adb", "…", "e\u0301", "12:30", "ไทย", "x", "\ufeff",
	}
	randomAttrs = []html.Attribute{
		{Key: "class", Val: "comment-list"}, {Key: "class", Val: "sr-only"}, {Key: "style", Val: "display:none"},
		{Key: "id", Val: "mainNav"}, {Key: "hidden"}, {Key: "aria-hidden", Val: "true"}, {Key: "role", Val: "navigation"},
	}
)

func (g trees) node(depth int) *html.Node {
	k := g.r.IntN(10)
	switch {
	case k < 4 || depth <= 0:
		return &html.Node{Type: html.TextNode, Data: randomTexts[g.r.IntN(len(randomTexts))]}
	case k == 4:
		return &html.Node{Type: html.CommentNode, Data: "comment"}
	}
	return g.element(randomTags[g.r.IntN(len(randomTags))], depth)
}

func (g trees) element(tag string, depth int) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: tag}
	if g.r.IntN(4) == 0 {
		n.Attr = append(n.Attr, randomAttrs[g.r.IntN(len(randomAttrs))])
	}
	if tag == "br" || tag == "img" || tag == "input" {
		return n
	}
	for range g.r.IntN(6) {
		n.AppendChild(g.node(depth - 1))
	}
	return n
}

func (g trees) page() *html.Node {
	root := &html.Node{Type: html.DocumentNode}
	top := g.element("html", 0)
	top.AppendChild(g.element("body", 9))
	root.AppendChild(top)
	return root
}

// visible returns the text under n that a page displays, in order.
func visible(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			b.WriteString(n.Data)
		case html.ElementNode:
			switch n.Data {
			case "script", "style", "svg", "template", "rp":
				return
			}
			fallthrough
		default:
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
		}
	}
	walk(n)
	return b.String()
}

// solid drops what does not show by itself: white space and marks.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsMark(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

func TestRandomTrees(t *testing.T) {
	blocks := 0
	for seed := range uint64(2000) {
		g := trees{rand.New(rand.NewPCG(seed, 1))}
		root := g.page()
		before := rendered(t, root)
		table := Build(root)
		m := table.Features("A sentence")
		if rendered(t, root) != before {
			t.Fatalf("seed %d: the tree changed", seed)
		}
		var all strings.Builder
		for i := range table.Blocks {
			all.WriteString(table.Blocks[i].Text)
		}
		if got, want := solid(all.String()), solid(visible(find(root, "body"))); got != want {
			t.Fatalf("seed %d: text of the blocks is\n%q, of the page\n%q\n%s", seed, got, want, before)
		}
		checkTable(t, table, m)
		if t.Failed() {
			t.Fatalf("seed %d: %s", seed, before)
		}
		blocks += len(table.Blocks)
	}
	if blocks < 4000 {
		t.Errorf("only %d blocks in all trees", blocks)
	}
}

func rendered(t testing.TB, root *html.Node) string {
	t.Helper()
	var b strings.Builder
	for n := range root.Descendants() {
		b.WriteString(n.Data)
		for _, a := range n.Attr {
			b.WriteString(" " + a.Key + "=" + a.Val)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// checkTable asserts what holds of every table.
func checkTable(t testing.TB, table *Table, m Matrix) {
	t.Helper()
	if m.Rows != len(table.Blocks) || m.Cols != len(names) || len(m.Data) != m.Rows*m.Cols {
		t.Errorf("%d rows of %d columns with %d numbers for %d blocks", m.Rows, m.Cols, len(m.Data), len(table.Blocks))
	}
	for i, v := range m.Data {
		if f := float64(v); math.IsNaN(f) || math.IsInf(f, 0) {
			t.Errorf("block %d: %s is %v", i/m.Cols, names[i%m.Cols], v)
		}
	}
	seen := make(map[*html.Node]bool)
	for i := range table.Blocks {
		checkBlock(t, table, i)
		for _, n := range table.Blocks[i].Nodes {
			if seen[n] {
				t.Errorf("block %d: the text node %q is in two blocks", i, n.Data)
			}
			seen[n] = true
		}
	}
	for e := range table.Elems {
		checkElem(t, table, int32(e))
	}
}

func checkBlock(t testing.TB, table *Table, i int) {
	t.Helper()
	b := &table.Blocks[i]
	s := &b.Stats
	if first, last := table.Range(b.Elem); int32(i) < first || int32(i) >= last {
		t.Errorf("block %d is outside its element's blocks %d to %d", i, first, last)
	}
	if b.Text != strings.Trim(b.Text, " ") || strings.Contains(b.Text, "  ") || b.Text == "" || len(b.Nodes) == 0 {
		t.Errorf("block %d: text %q of %d nodes", i, b.Text, len(b.Nodes))
	}
	if got, want := int(s.Chars), utf8.RuneCountInString(b.Text)-strings.Count(b.Text, " "); got != want {
		t.Errorf("block %d: %d characters, want %d of %q", i, got, want, b.Text)
	}
	if s.LinkMass > s.Mass || s.BoldMass > s.Mass || s.Upper > s.Letters || s.Wide > s.Letters || s.Letters+s.Digits > s.Chars {
		t.Errorf("block %d: parts are larger than the whole: %+v", i, *s)
	}
	if (s.Mass > 0 || s.Wide > 1) && s.Words == 0 {
		t.Errorf("block %d: mass without words: %+v", i, *s)
	}
}

func checkElem(t testing.TB, table *Table, e int32) {
	t.Helper()
	el := &table.Elems[e]
	if el.First > el.Last || int(el.Last) > len(table.Blocks) {
		t.Errorf("element %d has blocks %d to %d", e, el.First, el.Last)
	}
	for m, d := range el.Near {
		if d > farAway {
			t.Errorf("element %d: %s is %d away", e, markNames[m], d)
		}
	}
	if e == 0 {
		return
	}
	if el.Parent < 0 || el.Parent >= e {
		t.Errorf("element %d has the parent %d", e, el.Parent)
		return
	}
	p := &table.Elems[el.Parent]
	if el.First < p.First || el.Last > p.Last || el.Depth != p.Depth+1 || el.Hidden&p.Hidden != p.Hidden || !table.Within(e, el.Parent) {
		t.Errorf("element %d does not fit into its parent: %+v in %+v", e, *el, *p)
	}
}

func FuzzBuild(f *testing.F) {
	for _, page := range oddPages() {
		if len(page) < 1000 {
			f.Add(page, "Only this")
		}
	}
	f.Add(`<p>a<br><br>b<span hidden>c</span><a href=x>d<p>e</a>`, "a b c d")
	f.Add(`<table><p>x<td><div class="navBar2 Comments"style=display:none>`, "")
	f.Fuzz(func(t *testing.T, page, title string) {
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Skip(err)
		}
		table := Build(root)
		checkTable(t, table, table.Features(title))
		for i := range table.Blocks {
			table.Comment(i)
			table.CommentSection(i)
		}
	})
}
