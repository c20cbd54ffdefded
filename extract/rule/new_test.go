package rule

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

const newPage = `<html><head><meta property="article:published_time" content="2024-05-01"></head><body>
<nav class="menu"><a href="/">Home</a></nav>
<div class="wrap"><h1 class="headline">The mill</h1><a class="author-name" href="/ada">Ada Moss</a>
<div class="css-18x7a2 post-body"><p>Twelve looms stood in the cellar when the water came that year, and nobody had counted them.</p>
<div class="promo box"><p>Get our letter every week</p></div>
<p>The women who carried them out found a book wrapped in oilcloth behind the last one.</p>
<div class="box"><p>A table of all the patterns, with the names of the houses.</p></div>
<aside><p>Also on this site</p></aside></div></div>
<footer class="foot">Contact</footer></body></html>`

// split sorts the text nodes of a page into those whose text contains one of
// the words and the others.
func split(root *html.Node, words ...string) (kept, dropped []*html.Node) {
next:
	for n := range root.Descendants() {
		if n.Type != html.TextNode || strings.TrimSpace(n.Data) == "" {
			continue
		}
		for _, w := range words {
			if strings.Contains(n.Data, w) {
				kept = append(kept, n)
				continue next
			}
		}
		dropped = append(dropped, n)
	}
	return kept, dropped
}

func TestNew(t *testing.T) {
	root := parse(t, newPage)
	kept, dropped := split(root, "Twelve looms", "The women", "A table")
	text := "Twelve looms stood in the cellar when the water came that year, and nobody had counted them.\n\nThe women who carried them out found a book wrapped in oilcloth behind the last one.\n\nA table of all the patterns, with the names of the houses.\n"
	got, err := New("www.example.com", Page{File: "page.html", URL: "https://example.com/mill", Root: root, Kept: kept, Dropped: dropped, Title: "The mill", Authors: []string{"Ada Moss"}, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	want := `# A first rule, written from page.html. Look at each selector, and add tests of other pages.
site: example.com
content:
  - .post-body
title:
  - .headline
author:
  - .author-name
published:
  - {select: 'meta[property="article:published_time"]', attr: content}
remove:
  - .promo
  - aside
tests:
  - page: page.html
    url: https://example.com/mill
    contains:
      - Twelve looms stood in the cellar when the water came that
      - A table of all the patterns, with the names of the houses.
    absent:
      - Get our letter every week
      - Also on this site
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	dir := writeRules(t, map[string]string{"example.com.yaml": string(got), "page.html": newPage})
	sites, err := Check(dir)
	if err != nil {
		t.Fatal(err)
	}
	results, err := Test(context.Background(), sites, func(context.Context, []byte, string) (string, map[string]string, error) { return text, nil, nil })
	if err != nil || Failed(results) != 0 {
		t.Errorf("the new rule fails its own test: %+v %v", results, err)
	}
}

func TestNewWithoutStory(t *testing.T) {
	_, err := New("example.com", Page{File: "a.html", Root: parse(t, newPage)})
	if want := "a.html: no story was found on this page, so there is nothing to write a rule from"; fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
	root := parse(t, "<div><p>One</p></div><div><div><p>Two two two two two two</p></div></div>")
	kept, _ := split(root, "Two")
	_, err = New("example.com", Page{File: "a.html", Root: root, Kept: kept})
	if err != nil { // "div div" singles it out
		t.Error(err)
	}
}

func TestStable(t *testing.T) {
	for name, want := range map[string]bool{"entry-content": true, "story": true, "col2": true, "css-18x7a2": false, "sc-bdVaJa": true, "tdi_52": false, "aBcDeFgH": false, "": false, "a b": false, "-x": false, "9a": false} {
		if stable(name) != want {
			t.Errorf("%q: %v, want %v", name, !want, want)
		}
	}
}
