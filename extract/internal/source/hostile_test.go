package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// shapes are pages of about n bytes, each made to cost a parser more than its
// size should.
var shapes = []struct {
	name string
	page func(n int) string
}{
	{"div", nested("<div>")},
	{"b", nested("<b>")},
	{"a", nested("<a href=x>")},
	{"a-div", nested("<a href=x><div>")},
	{"table", nested("<table><tr><td>")},
	{"table-only", nested("<table>")},
	{"font", nested("<font size=1>")},
	{"p-button", nested("<p><button>")},
	{"svg", nested("<svg><g>")},
	{"select", nested("<select><option>")},
	{"form", nested("<form><div></form>")},
	{"blockquote-li", nested("<blockquote><ul><li>x")},
	{"siblings", nested("<p>word</p>")},
	{"open-p", nested("<p>word")},
	{"open-li", nested("<li>word")},
	{"font-blow-up", func(n int) string {
		var b strings.Builder
		for i := range min(n/40, 300) {
			fmt.Fprintf(&b, "<font size=%d>", i)
		}
		return b.String() + nested("</div><div>x")(n-b.Len())
	}},
	{"font-p-blow-up", func(n int) string {
		var b strings.Builder
		for i := range min(n/40, 300) {
			fmt.Fprintf(&b, "<p><font size=%d></p>", i)
		}
		return b.String() + nested("<p>x")(n-b.Len())
	}},
	{"b-svg-blow-up", counted("<div><b id=%d><svg><desc><p></svg></b></desc></svg></div>x")},
	{"b-nine-divs", counted("<b id=%d>" + strings.Repeat("<div>", 9) + "</b>" + strings.Repeat("</div>", 9))},
	{"b-in-cell", counted("<table><tr><td><b id=%d></td></tr></table>")},
	{"b-across-cell", counted("<b id=%d><table><tr><td></b></table><p>x")},
	{"misnested", counted("<b id=%d><i><p></b></i></p>x")},
	{"foreign-style", counted("<svg><foreignObject><style><a title='</style><font size=%d>'></svg><p>x</p>")},
	{"html-attributes", counted("<html a%d=1>")},
	{"body-attributes", counted("<body a%d=1>")},
	{"attributes", func(n int) string { return "<p " + counted("a%d=1 ")(n) + ">x" }},
	{"same-attributes", func(n int) string { return nested("<b " + strings.Repeat("a=1 ", 50) + ">x")(n) }},
	{"text", nested("word ")},
	{"entities", nested("&amp;&#x41;&notin;")},
	{"open-entities", nested("&")},
	{"comments", nested("<!-- x -->")},
	{"open-comments", nested("<!-- x ")},
	{"bang-comments", nested("<!--x--!>")},
	{"title", nested("<title>")},
	{"title-meta", func(n int) string { return nested("<title>")(n-200) + strings.Repeat(" ", 100) + "<meta></title>" }},
	{"script", nested("<script>")},
	{"script-hidden", nested("<script><!--<script></script>")},
	{"textarea", nested("<textarea>")},
	{"noscript", nested("<noscript>x")},
	{"style", nested("<style>x{}")},
	{"cdata", nested("<svg><![CDATA[")},
	{"quotes", nested(`<a b=">`)},
	{"ticks", nested(`<a b='"'c=">'>`)},
	{"angles", nested("<")},
	{"open-tags", nested("<a<a ")},
	{"end-tags", nested("</div>")},
	{"end-tags-unmatched", func(n int) string { return nested("<div>")(n/2) + nested("</span>")(n/2) }},
	{"frames", nested("<frameset><frame>")},
	{"noframes", nested("<noframes><p>")},
	{"class-names", counted(`<p class="c%d d e f g h i j">x`)},
	{"srcset", func(n int) string { return `<p><img srcset="` + counted("/i%d.png 2x, ")(n) + `">` }},
	{"json-ld", func(n int) string {
		return `<script type="application/ld+json">` + nested(`{"a":[`)(n) + "</script><p>x"
	}},
	{"newlines", nested("\r\n")},
	{"plain-lines", nested("a line of a text that is plain and goes on\n")},
	{"template", nested("<template><div>")},
	{"rt", nested("<rt>")},
	{"h1", nested("<h1><b>")},
}

func nested(unit string) func(int) string {
	return func(n int) string { return strings.Repeat(unit, max(n, 0)/len(unit)) }
}

func counted(format string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
}

// read reads page under limits, with time enough for the slowest machine.
func read(page string, limits Limits) (*Page, error) {
	if limits.Time == 0 {
		limits.Time = time.Hour
	}
	return Read(context.Background(), Input{Body: strings.NewReader(page)}, limits)
}

// Whatever the shape, a page is read or refused by a limit, and its tree stays
// within them.
func TestHostileShapes(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p, err := read(s.page(100_000), Limits{})
			if err != nil {
				var limit *LimitError
				if !errors.As(err, &limit) && !errors.Is(err, ErrNotPage) {
					t.Fatalf("error %v is of no limit", err)
				}
				if limit != nil && limit.Limit == "depth" {
					t.Fatalf("refused for its depth instead of flattened")
				}
				return
			}
			checkTree(t, p, 100_000)
		})
	}
}

// checkTree checks what holds for the tree of every page. size is that of the
// page: no tree has more than a few nodes a byte.
func checkTree(t *testing.T, p *Page, size int) {
	t.Helper()
	nodes, depth := 0, 0
	for n, d := p.Root, 0; n != nil; {
		nodes++
		depth = max(depth, d)
		if len(n.Attr) > DefaultAttributes*(mostRoots+1) {
			t.Fatalf("<%s> has %d attributes", n.Data, len(n.Attr))
		}
		if strings.ToValidUTF8(n.Data, "") != n.Data {
			t.Fatalf("%q is not valid UTF-8", n.Data)
		}
		if n.FirstChild != nil {
			n, d = n.FirstChild, d+1
			continue
		}
		for n != nil && n.NextSibling == nil {
			n, d = n.Parent, d-1
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	if nodes > 4*size+100 || nodes > 4*DefaultNodes {
		t.Errorf("%d nodes of %d bytes", nodes, size)
	}
	if depth > 1200 {
		t.Errorf("tree is %d deep", depth)
	}
	top := findElement(p.Root, "html")
	if top == nil || findElement(top, "head") == nil || findElement(top, "body") == nil {
		t.Errorf("no html, head and body")
	}
}

// findElement returns the first child of n with that name.
func findElement(n *html.Node, name string) *html.Node {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode && c.Data == name {
			return c
		}
	}
	return nil
}

func TestDeepPageKeepsItsText(t *testing.T) {
	for _, tag := range []string{"div", "span", "font", "b", "table><tr><td", "ul><li", "section", "svg", "x-box", "form"} {
		page := strings.Repeat("<"+tag+">", 5000) + "<p>first</p><p>second</p>"
		p, err := read(page, Limits{})
		if err != nil {
			t.Errorf("%s: %v", tag, err)
			continue
		}
		if text := textOfTree(p.Root); !strings.Contains(text, "first") || !strings.Contains(text, "second") {
			t.Errorf("%s: text is %q", tag, text)
		}
		if len(p.Warnings) == 0 {
			t.Errorf("%s: no warning", tag)
		}
	}
}

// Flattened blocks stay apart, and what follows the deep part is as it was.
func TestFlattenedBlocksStayApart(t *testing.T) {
	page := strings.Repeat("<div>", 450) + "<p>one</p><p>two</p>" + strings.Repeat("</div>", 450) + "<p id=after>three</p>"
	p, err := read(page, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	html.Render(&b, p.Root)
	if !strings.Contains(b.String(), "one<br/>two") {
		t.Errorf("the blocks ran together")
	}
	after := findElement(findElement(findElement(p.Root, "html"), "body"), "p")
	if after == nil || attribute(after, "id") != "after" {
		t.Errorf("the paragraph after the deep part is not a child of the body")
	}
	if want := []string{"nesting deeper than 400 elements was flattened"}; fmt.Sprint(p.Warnings) != fmt.Sprint(want) {
		t.Errorf("warnings %q, want %q", p.Warnings, want)
	}
}

func TestBlowUpKeepsItsText(t *testing.T) {
	var page strings.Builder
	for i := range 300 {
		fmt.Fprintf(&page, "<font size=%d>", i)
	}
	for i := range 5000 {
		fmt.Fprintf(&page, "<div>x%d</div>", i)
	}
	broken := strings.ReplaceAll(page.String(), "<div>", "</div><div>")
	for _, text := range []string{page.String(), broken} {
		p, err := read(text, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		checkTree(t, p, len(text))
		if !strings.Contains(textOfTree(p.Root), "x4999") {
			t.Error("the end of the text is missing")
		}
	}
}

func textOfTree(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestLimits(t *testing.T) {
	long := "<p>" + strings.Repeat("word <b>bold</b> ", 1000)
	for _, test := range []struct {
		name   string
		page   string
		limits Limits
		want   string // of the error; empty for none
	}{
		{"bytes", long, Limits{Bytes: 1000}, "page is over the limit of 1,000 bytes"},
		{"megabytes", strings.Repeat("<p>0123456789", 100_000), Limits{Bytes: 1 << 20}, "page is over the limit of 1 MB"},
		{"exact bytes", "<p>0123456", Limits{Bytes: 10}, ""},
		{"nodes", long, Limits{Nodes: 2999}, "page is over the limit of 2,999 nodes"},
		{"enough nodes", long, Limits{Nodes: 5000}, ""},
		{"plain nodes", strings.Repeat("a line of text\n", 1000), Limits{Nodes: 1999}, "page is over the limit of 1,999 nodes"},
		{"time", long, Limits{Time: 1}, "page is over the limit of 1ns"},
		{"no limits", long, Limits{Bytes: -1, Nodes: -1, Depth: -1, Attributes: -1, Time: -1}, ""},
		{"no limits deep", strings.Repeat("<div>", 2000) + "x", Limits{Depth: -1}, ""},
	} {
		_, err := read(test.page, test.limits)
		if got := fmt.Sprint(err); got != test.want && !(err == nil && test.want == "") {
			t.Errorf("%s: error %q, want %q", test.name, got, test.want)
		}
		var limit *LimitError
		if test.want != "" && !errors.As(err, &limit) {
			t.Errorf("%s: %T is no *LimitError", test.name, err)
		}
	}
}

func TestAttributesAreCapped(t *testing.T) {
	page := "<p " + counted("a%d=1 ")(20_000) + " id=last>text</p><p class=x>next</p>"
	p, err := read(page, Limits{Attributes: 10})
	if err != nil {
		t.Fatal(err)
	}
	body := findElement(findElement(p.Root, "html"), "body")
	if n := len(body.FirstChild.Attr); n != 10 {
		t.Errorf("%d attributes, want 10", n)
	}
	if next := body.LastChild; attribute(next, "class") != "x" || next.FirstChild.Data != "next" {
		t.Errorf("the next tag is damaged")
	}
	if want := "[attributes beyond the first 10 of a tag were left out]"; fmt.Sprint(p.Warnings) != want {
		t.Errorf("warnings %q, want %q", p.Warnings, want)
	}
}

func TestContextEndsReading(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, Input{Body: strings.NewReader("<p>x")}, Limits{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	ctx, cancel = context.WithTimeout(context.Background(), -time.Second)
	defer cancel()
	if _, err := Read(ctx, Input{Body: strings.NewReader("<p>x")}, Limits{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want %v", err, context.DeadlineExceeded)
	}
}

// BenchmarkShapes shows that the time of every shape is linear in its size:
// ns/byte must not grow with the size.
func BenchmarkShapes(b *testing.B) {
	for _, s := range shapes {
		for _, size := range []int{50_000, 100_000, 200_000, 400_000} {
			page := s.page(size)
			b.Run(fmt.Sprintf("%s/%dk", s.name, size/1000), func(b *testing.B) {
				b.SetBytes(int64(len(page)))
				for b.Loop() {
					read(page, Limits{Nodes: -1})
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(page)), "ns/byte")
			})
		}
	}
}
