package block

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// parsed returns the tree of a page.
func parsed(t testing.TB, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// built returns the table of a page.
func built(t testing.TB, page string) *Table {
	t.Helper()
	return Build(parsed(t, page))
}

func blockTexts(t *Table) []string {
	texts := []string{}
	for i := range t.Blocks {
		texts = append(texts, t.Blocks[i].Text)
	}
	return texts
}

func TestBuildCuts(t *testing.T) {
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"empty", "", []string{}},
		{"white space only", "<p> \n\t&nbsp;\u200b</p>", []string{}},
		{"no body element", "plain words", []string{"plain words"}},
		{"paragraphs", "<p>One.<p>Two.", []string{"One.", "Two."}},
		{"text around a block", "<div>Before<p>inside</p>after</div>", []string{"Before", "inside", "after"}},
		{"list and table", "<ul><li>a<li>b</ul><table><tr><td>c<th>d</table>", []string{"a", "b", "c", "d"}},
		{"unknown elements end a block", "<my-box>one</my-box><my-box>two</my-box>", []string{"one", "two"}},
		{"unknown elements beside text do not", "<x-a>H</x-a>ello <o:p>from <b>the</b></o:p> quay", []string{"Hello from the quay"}},
		{"comments beside them do not count", "one <!-- --><x-a>two</x-a><!-- --> three", []string{"one two three"}},
		{"unknown elements that hold blocks do", "one<my-box><p>two</p></my-box>three", []string{"one", "two", "three"}},
		{"inline elements do not split words", "<p>un<b>break</b><i>a</i>ble <a href=x>li</a>nk</p>", []string{"unbreakable link"}},
		{"nested inline elements", "<p><span>a<em> b <code>c</code></em></span>d</p>", []string{"a b cd"}},
		{"white space collapses across elements", "<p>a <b> b</b>\n\n <i>\tc</i></p>", []string{"a b c"}},
		{"no-break and ideographic space collapse", "<p>a\u00a0 b\u3000c</p>", []string{"a b c"}},
		{"wbr joins", "<p>super<wbr>script</p>", []string{"superscript"}},
		{"one br keeps the block", "<p>line one<br>line two</p>", []string{"line one line two"}},
		{"two br end it", "<p>para one<br><br>para two</p>", []string{"para one", "para two"}},
		{"two br with white space between", "<p>para one<br>\n <br />para two</p>", []string{"para one", "para two"}},
		{"two br around text do not", "<p>a<br>b<br>c</p>", []string{"a b c"}},
		{"br inside an inline element", "<p><b>a<br><br>b</b></p>", []string{"a", "b"}},
		{"hr ends a block", "<div>a<hr>b</div>", []string{"a", "b"}},
		{"comments do not", "<p>a<!-- x -->b</p>", []string{"ab"}},
		{"skipped elements", "<p>a<script>x</script><style>y</style><noscript>z</noscript>b</p>", []string{"ab"}},
		{"forms' own text", "<p>a<textarea>x</textarea><select><option>y</select>b</p><svg><text>q</text></svg>", []string{"ab"}},
		{"template and iframe", "<div>a<template>x</template><iframe>y</iframe>b</div>", []string{"ab"}},
		{"title of the head", "<title>head</title><p>body", []string{"body"}},
		{"hidden inline element stands alone", `<p>a <span style="display:none">x</span> b</p>`, []string{"a", "x", "b"}},
		{"inline element with the hidden attribute", `<p>a <span hidden>x</span> b</p>`, []string{"a", "x", "b"}},
		{"inline element for screen readers", `<p>a <span class="sr-only">x</span> b</p>`, []string{"a", "x", "b"}},
		{"ruby readings stay, their brackets go", "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>", []string{"漢kan字"}},
		{"empty inline elements", "<p><b></b>a<i></i></p>", []string{"a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, blockTexts(built(t, c.page))); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBuildElem(t *testing.T) {
	table := built(t, `<div id="outer">loose<ul><li><b>item</b></li></ul><p hidden>gone <i>too</i></p></div>`)
	want := []struct {
		text, tag string
		hidden    Hidden
		depth     int32
	}{
		{"loose", "div", 0, 1},
		{"item", "li", 0, 3},
		{"gone too", "p", HiddenStyle, 2},
	}
	if len(table.Blocks) != len(want) {
		t.Fatalf("blocks %q, want %d", blockTexts(table), len(want))
	}
	for i, w := range want {
		b := &table.Blocks[i]
		e := &table.Elems[b.Elem]
		if b.Text != w.text || e.Node.Data != w.tag || e.Hidden != w.hidden || e.Depth != w.depth {
			t.Errorf("block %d is %q in %s, hidden %d, depth %d; want %+v", i, b.Text, e.Node.Data, e.Hidden, e.Depth, w)
		}
	}
	if e := &table.Elems[0]; e.Node.Data != "body" || e.Parent != -1 || e.First != 0 || e.Last != 3 {
		t.Errorf("first element is %s under %d with blocks %d to %d, want the body with all", e.Node.Data, e.Parent, e.First, e.Last)
	}
}

func TestHiddenIsInherited(t *testing.T) {
	table := built(t, `<div aria-hidden="true"><div style="display:none"><p>a</p></div><p>b</p></div><p>c</p>`)
	want := []Hidden{HiddenAria | HiddenStyle, HiddenAria, 0}
	for i, w := range want {
		if got := table.Elems[table.Blocks[i].Elem].Hidden; got != w {
			t.Errorf("block %d: hidden %b, want %b", i, got, w)
		}
	}
}

// TestNodes asserts that a block's nodes are those that its text is made of.
func TestNodes(t *testing.T) {
	table := built(t, "<p>One <b>two</b>\n three</p>\n<div> <p>four</p> five</div>")
	var got [][]string
	for i := range table.Blocks {
		var parts []string
		for _, n := range table.Blocks[i].Nodes {
			parts = append(parts, n.Data)
		}
		got = append(got, parts)
	}
	want := [][]string{{"One ", "two", "\n three"}, {"four"}, {" five"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("nodes (-want +got):\n%s", diff)
	}
}

func TestRangeAndWithin(t *testing.T) {
	table := built(t, "<div><p>a</p><ul><li>b</li><li>c</li></ul></div><p>d</p>")
	elem := make(map[string]int32)
	for e := range table.Elems {
		tag := table.Elems[e].Node.Data
		if _, ok := elem[tag]; !ok {
			elem[tag] = int32(e)
		}
	}
	for tag, want := range map[string][2]int32{"body": {0, 4}, "div": {0, 3}, "p": {0, 1}, "ul": {1, 3}, "li": {1, 2}} {
		first, last := table.Range(elem[tag])
		if got := [2]int32{first, last}; got != want {
			t.Errorf("range of the first %s is %v, want %v", tag, got, want)
		}
	}
	for _, c := range []struct {
		inner, outer string
		want         bool
	}{
		{"li", "ul", true}, {"li", "div", true}, {"li", "body", true}, {"ul", "ul", true},
		{"ul", "li", false}, {"li", "p", false}, {"body", "div", false}, {"p", "div", true},
	} {
		if got := table.Within(elem[c.inner], elem[c.outer]); got != c.want {
			t.Errorf("%s within %s: %v, want %v", c.inner, c.outer, got, c.want)
		}
	}
}

func TestPageCounts(t *testing.T) {
	table := built(t, `<article><h1>T</h1><p>a <a href=x>b</a> <time>c</time><code>d</code><img src=i></p>
<ul><li>e<li>f</ul><table><tr><td><input></table><pre>g</pre><script>x</script><script>y</script><button>h</button></article>`)
	got := table.Page
	got.Marked = [NumMarks]int{}
	want := Counts{
		Images: 1, Scripts: 2, Inputs: 2, Paragraphs: 1, Articles: 1, Tables: 1, Items: 2, Pre: 1, Code: 1,
		Times: 1, Links: 1, Headings: 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	marked := table.Page.Marked
	if marked[TagItem] != 2 || marked[TagArticle] != 1 || marked[TagNav] != 0 {
		t.Errorf("%d items, %d articles, %d navs are marked, want 2, 1 and 0", marked[TagItem], marked[TagArticle], marked[TagNav])
	}
}

func TestNear(t *testing.T) {
	deep := strings.Repeat("<div>", 40)
	table := built(t, `<section class="comments"><ul><li><p>a</p></li></ul></section><p class="comment">b</p><p>c</p>`+
		`<nav>`+deep+`<p>d</p>`)
	near := func(i int, m Mark) uint8 { return table.Elems[table.Blocks[i].Elem].Near[m] }
	for _, c := range []struct {
		block int
		mark  Mark
		want  uint8
	}{
		{0, MarkComment, 3}, {0, TagItem, 1}, {0, TagList, 2}, {0, TagSection, 3}, {0, MarkNav, farAway},
		{1, MarkComment, 0}, {2, MarkComment, farAway}, {3, TagNav, farAway}, {3, MarkComment, farAway},
	} {
		if got := near(c.block, c.mark); got != c.want {
			t.Errorf("block %d (%q): %s is %d levels up, want %d", c.block, table.Blocks[c.block].Text, markNames[c.mark], got, c.want)
		}
	}
}

// TestPath asserts that elements of the same template have the same path, and
// others have not.
func TestPath(t *testing.T) {
	table := built(t, `<div class="a"><p>1</p><p id="x">2</p></div><div class="a"><p>3</p></div><div class="b"><p>4</p><p class="c">5</p></div>`)
	var paths []uint64
	for i := range table.Blocks {
		paths = append(paths, table.Elems[table.Blocks[i].Elem].Path)
	}
	if paths[0] != paths[1] || paths[0] != paths[2] {
		t.Errorf("paragraphs of the same template have paths %x", paths[:3])
	}
	if paths[3] == paths[0] || paths[3] == paths[4] {
		t.Errorf("paragraphs of other templates have the same path: %x", paths)
	}
}

func TestComment(t *testing.T) {
	const prose = "I walked past the old mill yesterday and saw the same thing, honestly."
	for _, c := range []struct {
		name, page string
		want       bool
	}{
		{"prose", `<div id="comments"><p>` + prose + `</p></div>`, true},
		{"too short", `<div id="comments"><p>Reply</p></div>`, false},
		{"all link", `<div id="comments"><p><a href=x>` + prose + `</a></p></div>`, false},
		{"in the form", `<div id="comments"><form><p>` + prose + `</p></form></div>`, false},
		{"in a button", `<div id="comments"><button>` + prose + `</button></div>`, false},
		{"in the author line", `<div id="comments"><p class="meta">` + prose + `</p></div>`, false},
	} {
		if got := built(t, c.page).Comment(0); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestCommentSection(t *testing.T) {
	wrap := func(n int) string { return strings.Repeat("<div>", n) }
	for _, c := range []struct {
		name, page string
		want       string // id of the section, empty for none
	}{
		{"none", `<div id="story"><p>a`, ""},
		{"the element itself", `<p id="comment1">a`, "comment1"},
		{"the outermost", `<div id="comments"><ol><li id="comment7"><div class="comment">a`, "comments"},
		{"as far as may be", `<div id="comments">` + wrap(maxCommentDepth) + `a`, "comments"},
		{"too far", `<div id="comments">` + wrap(maxCommentDepth+1) + `a`, ""},
		{"the next one near", `<div id="comments">` + wrap(8) + `<div id="comment3">` + wrap(8) + `a`, "comments"},
	} {
		table := built(t, c.page)
		got := ""
		if e, ok := table.CommentSection(0); ok {
			for _, a := range table.Elems[e].Node.Attr {
				if a.Key == "id" {
					got = a.Val
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: section %q, want %q", c.name, got, c.want)
		}
	}
}
