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

	"github.com/pithtext/pith/extract/internal/shapes"
)

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
	for _, s := range shapes.Markup() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p, err := read(s.Page(100_000), Limits{})
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
	page := "<p " + manyAttributes(20_000) + " id=last>text</p><p class=x>next</p>"
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

func manyAttributes(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "a%d=1 ", i)
	}
	return b.String()
}
