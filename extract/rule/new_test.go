package rule

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
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
<div id="comments"><p>Nobody ever told us of the book</p></div>
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

// draftOf writes a rule for newPage's site from a page whose story is the text
// nodes that hold one of words.
func draftOf(t *testing.T, page string, p Page, words ...string) *Draft {
	t.Helper()
	p.File, p.Root = "page.html", parse(t, page)
	p.Kept, p.Dropped = split(p.Root, words...)
	d, err := New("www.example.com", p)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const newText = "Twelve looms stood in the cellar when the water came that year, and nobody had counted them.\n\nThe women who carried them out found a book wrapped in oilcloth behind the last one.\n\nA table of all the patterns, with the names of the houses.\n"

func TestNew(t *testing.T) {
	root := parse(t, newPage)
	p := Page{File: "page.html", Root: root, Title: "The mill", Authors: []string{"Ada Moss"}, Published: "2024-05-01", Date: func(s string) string { return s }}
	p.Kept, p.Dropped = split(root, "Twelve looms", "The women", "A table")
	p.Dropped = slices.DeleteFunc(p.Dropped, func(n *html.Node) bool {
		if strings.Contains(n.Data, "Nobody ever") {
			p.Comments = append(p.Comments, n)
			return true
		}
		return false
	})
	d, err := New("www.example.com", p)
	if err != nil {
		t.Fatal(err)
	}
	d.Comment("A first rule.")
	d.Test("page.html", "https://example.com/mill", newText, []FieldValue{{"title", "The mill"}, {"author", "Ada Moss"}, {"modified", "2024-06-01"}})
	want := `# A first rule.
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
comments:
  - {select: '#comments', optional: true}
tests:
  - page: page.html
    url: https://example.com/mill
    contains:
      - Twelve looms stood in the cellar when the water came that
      - A table of all the patterns, with the names of the houses.
    absent:
      - Get our letter every week
      - Also on this site
    fields:
      title: The mill
      author: Ada Moss
`
	if diff := cmp.Diff(want, string(d.YAML())); diff != "" {
		t.Error(diff)
	}
	dir := writeRules(t, map[string]string{"example.com.yaml": string(d.YAML()), "page.html": newPage})
	sites, err := Check(dir)
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]string{"title": "The mill", "author": "Ada Moss"}
	results, err := Test(context.Background(), sites, func(context.Context, []byte, string) (string, map[string]string, error) { return newText, fields, nil })
	if err != nil || Failed(results) != 0 {
		t.Errorf("the new rule fails its own test: %+v %v", results, err)
	}
}

// TestNewSelectors writes rules from pages whose elements are hard to name.
func TestNewSelectors(t *testing.T) {
	story := func(open, close string) string {
		return "<body><div class=menu><p>Menu</p></div>" + open + "<p>Kept one, " + strings.Repeat("the longer of the two that are here, ", 15) + "</p><p>Kept two, which is long enough as well.</p>" + close + "<p>Other</p></body>"
	}
	tests := []struct{ name, page, key, want string }{
		{"an ID that says what it is", story(`<div id="story-body" class="wide">`, "</div>"), "content", "- '#story-body'"},
		{"a class before a layout class", story(`<div class="row article-text">`, "</div>"), "content", "- .article-text"},
		{"a generated class is passed over", story(`<main><div class="css-1x2y3z">`, "</div></main>"), "content", "- main"},
		{"a CSS module", story(`<div class="Story_body__3xY7z">`, "</div>"), "content", `- '[class*="Story_body__"]'`},
		{"an attribute", story(`<div itemprop="articleBody">`, "</div>"), "content", `- div[itemprop="articleBody"]`},
		{"a numbered ID is passed over", story(`<article id="post-9">`, "</article>"), "content", "- article"},
		{"steps from an element above", story(`<div class="story"><div>x</div></div><div id="lead"><section>`, "</section></div>"), "content", "- '#lead'"},
		{"story outside of the main element", story(`<div class="standfirst"><p>Kept zero, which says in a few words what comes</p></div><p class="date">Kept 1 May</p><div class="story">`, "</div>"), "content", "- .story, .standfirst"},
		{"noise by tag", story(`<div class="story"><form><p>Noise</p></form>`, "</div>"), "remove", "- form"},
		{"noise by class, not by layout", story(`<div class="story"><div class="row quiz"><p>Noise</p></div>`, "</div>"), "remove", "- .quiz"},
		{"noise that looks like a story elsewhere", story(`<div class="story"><div class="post content"><p>Noise</p></div>`, "</div>"), "remove", ""},
		{"a class that the story has too", story(`<div class="story"><p class="x-note">Kept three</p><p class="x-note">Noise</p>`, "</div>"), "remove", ""},
		{"a heading is no noise", story(`<div class="story"><h2 class="kicker">Noise</h2>`, "</div>"), "remove", ""},
	}
	for _, tt := range tests {
		d := draftOf(t, tt.page, Page{}, "Kept")
		if got := written(d, tt.key); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// written is the value of a key as it stands in the rule's file.
func written(d *Draft, key string) (value string) {
	if n := d.values[key]; n != nil {
		one := draft{values: map[string]*yaml.Node{key: n}}
		_, value, _ = strings.Cut(strings.TrimSpace(string(one.yaml(""))), "\n  ")
	}
	return value
}

func TestNewFields(t *testing.T) {
	date := func(s string) string {
		if s == "1 May 2024" || s == "2024-05-01T10:00" {
			return "2024-05-01"
		}
		return ""
	}
	body := `<div class="story"><p>Kept one, the longer of the two that are here.</p></div>`
	tests := []struct{ name, page, key, want string }{
		{"title of h1", `<h1>The  mill</h1>` + body, "title", "- h1"},
		{"title of another element", `<h1>Gazette</h1><div class="story-title">The mill</div>` + body, "title", "- .story-title"},
		{"title of a meta element", `<meta property="og:title" content="The mill">` + body, "title", `- {select: 'meta[property="og:title"]', attr: content}`},
		{"title that stands nowhere", body, "title", ""},
		{"author after by", `<p class="byline">By Ada Moss</p>` + body, "author", "- {select: .byline, after: 'By '}"},
		{"first of several authors", `<a class="author">Ada Moss</a>` + body + `<a class="author">Ida Crane</a>`, "author", "- {select: .author, nth: 1}"},
		{"a class with the author's name", `<p class="author-ada-moss">Ada Moss</p><meta name="author" content="Ada Moss">` + body, "author", `- {select: 'meta[name="author"]', attr: content}`},
		{"date of time", `<time class="when" datetime="2024-05-01T10:00">May</time>` + body, "published", "- {select: .when, attr: datetime}"},
		{"another day's time", `<time class="when" datetime="2020-05-01T10:00">May</time><p class="pub-date">1 May 2024</p>` + body, "published", "- .pub-date"},
	}
	for _, tt := range tests {
		d := draftOf(t, tt.page, Page{Title: "The mill", Authors: []string{"Ada Moss"}, Published: "2024-05-01", Date: date}, "Kept")
		if got := written(d, tt.key); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestNewWithoutStory(t *testing.T) {
	_, err := New("example.com", Page{File: "a.html", Root: parse(t, newPage)})
	if want := "a.html: no story was found on this page, so there is nothing to write a rule from"; fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
	root := parse(t, "<p>One</p><p>Two two two two two two</p><div><p>Three three three three three</p></div>")
	kept, _ := split(root, "Two", "Three")
	_, err = New("example.com", Page{File: "a.html", Root: root, Kept: kept})
	if want := "a.html: no selector singles out the story, its title or anything else of this page"; fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestStable(t *testing.T) {
	for name, want := range map[string]bool{"entry-content": true, "story": true, "col2": true, "css-18x7a2": false, "sc-bdVaJa": false, "svelte-abc": false, "tdi_52": false, "aBcDeFgH": false, "": false, "a b": false, "-x": false, "9a": false} {
		if stable(name) != want {
			t.Errorf("%q: %v, want %v", name, !want, want)
		}
	}
}
