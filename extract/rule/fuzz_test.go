package rule

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// rulePages returns the pages beside the embedded rules.
func rulePages(tb testing.TB) (pages []string) {
	tb.Helper()
	files, err := filepath.Glob("*/testdata/*.html")
	if err != nil || len(files) == 0 {
		tb.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		page, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		pages = append(pages, string(page))
	}
	return pages
}

// FuzzParseSite reads rule files and applies what compiles to pages: nothing
// may be lost but what the rule removes, and the outcome is about the tree.
func FuzzParseSite(f *testing.F) {
	f.Add("site: example.com\ncontent: [.a, 'b > c']\nremove-text: [{starts: a, from-here: true}]\n", uint(0))
	f.Add("platform: x\nmatch: {generator: X, selector: .a}\nrename: {.t: h2}\ntitle: {select: h1, nth: -1}\n", uint(1))
	f.Add("site: a.b\ntitle: {select: '*', regex: '(a*)*$', split: a, trim: b}\nunwrap: ['*']\nkeep: p\ncomments: div\nfallback: fail\n", uint(2))
	for _, folder := range []string{"sites", "platforms"} {
		files, err := fs.Glob(siteFiles, folder+"/*.yaml")
		if err != nil || len(files) == 0 {
			f.Fatalf("no rules: %v", err)
		}
		for i, file := range files {
			data, err := fs.ReadFile(siteFiles, file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(data), uint(i))
		}
	}
	pages := rulePages(f)
	f.Fuzz(func(t *testing.T, data string, which uint) {
		s, err := ParseSite("x.yaml", []byte(data))
		if (s == nil) == (err == nil) {
			t.Fatalf("site %v, error %v", s, err)
		}
		if s == nil {
			return
		}
		page := pages[which%uint(len(pages))]
		if a, b := applied(t, s, page), applied(t, s, page); a != b {
			t.Errorf("two applications differ:\n%s\n%s", a, b)
		}
		for i, hit := range s.Lines([]Line{{Text: "a"}, {Text: data}, {Text: "a"}}) {
			if hit.Line < i || hit.Line > 2 {
				t.Errorf("hit %d is line %d", i, hit.Line)
			}
		}
	})
}

// applied applies a rule and returns the tree that is left.
func applied(t *testing.T, s *Site, page string) string {
	t.Helper()
	root := parse(t, page)
	text := textsOf(root)
	o := s.Apply(root)
	if after := textsOf(root); after != text {
		t.Fatalf("the text was %q, is %q", text, after)
	}
	inside := make(map[*html.Node]bool)
	for n := range root.Descendants() {
		inside[n] = true
	}
	check := func(n *html.Node) {
		if !inside[n] && n != root {
			t.Fatalf("<%s> is not in the tree", n.Data)
		}
	}
	for _, list := range [][]*html.Node{o.Content, o.Keep, o.Comments} {
		for _, n := range list {
			check(n)
		}
	}
	for _, r := range o.Removed {
		check(r.Node)
	}
	for _, v := range append(o.Fields.Authors, o.Fields.Title, o.Fields.Published) {
		if len(v) > maxValue {
			t.Fatalf("a value of %d bytes", len(v))
		}
	}
	o.Detach()
	var b bytes.Buffer
	if err := html.Render(&b, root); err != nil {
		return err.Error()
	}
	return b.String()
}

func textsOf(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

// FuzzSelector holds what a selector finds against what cascadia finds.
func FuzzSelector(f *testing.F) {
	for _, s := range []string{"div > .a", "a, b ~ c", ":not([x=\"y,z\"])", `.a\:b`, "p:has(a b)", "a:nth-child(2n+1)"} {
		f.Add(s)
	}
	set, err := Embedded()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range set.sites {
		for _, list := range [][]directive{s.content, s.remove, s.keep, s.comments} {
			for _, v := range list {
				f.Add(v.source)
			}
		}
	}
	root := parse(f, `<div class="a story"><p id=comments>x<a href="/share">y</a></p><ul><li>1<li>2</ul><article class="post-content entry"><p>z</article></div>`)
	f.Fuzz(func(t *testing.T, s string) {
		q := newQuery()
		if _, err := q.add(s); err != nil {
			return
		}
		want, err := cascadia.ParseGroup(s)
		if err != nil {
			return // stricter here only where it is looser: leading and trailing marks
		}
		found, _ := q.match(root)
		if n := len(cascadia.QueryAll(root, want)); n != len(found[0]) {
			t.Errorf("%q: %d matches, cascadia finds %d", s, len(found[0]), n)
		}
	})
}
