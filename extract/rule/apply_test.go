package rule

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

func mustSite(t testing.TB, yaml string) *Site {
	t.Helper()
	s, err := ParseSite("example.com.yaml", []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const storyPage = `<html><head><title>T</title><meta name="author" content="By Ada Moss, Bo Reed and Cy Hill"></head><body>
<h1 class="t">  The  mill | Lower Mill Press </h1>
<p class="by">Ada Moss</p><p class="by">Bo Reed</p><p class="by">Ada Moss</p>
<time datetime="2024-05-01">May</time><time datetime="2024-05-02">June</time>
<div class="story"><p id="p1">One <span class="w">wrapped</span> word.</p><div class="ad"><p>Buy <b class="ad">now</b></p></div>
<div class="ad" id="map">A map</div><p class="sub">A subtitle</p><div class="story">Inner</div></div>
<div id="comments"><p>First!</p></div></body></html>`

func texts(nodes []*html.Node) []string {
	var out []string
	for _, n := range nodes {
		var b strings.Builder
		for c := range n.Descendants() {
			if c.Type == html.TextNode {
				b.WriteString(c.Data + " ")
			}
		}
		out = append(out, strings.Join(strings.Fields(b.String()), " "))
	}
	return out
}

func TestApply(t *testing.T) {
	s := mustSite(t, `site: example.com
content: [.missing, .story]
remove:
  - .none-of-these
  - .ad
keep: "#map"
unwrap: .w
rename: {.sub: h2}
comments: "#comments"
title: {select: h1, before: "|"}
author: .by
published: {select: time, attr: datetime, nth: -1}
`)
	root := parse(t, storyPage)
	o := s.Apply(root)
	if got, want := len(o.Content), 1; got != want {
		t.Fatalf("%d content elements, want %d: one inside another does not count", got, want)
	}
	if diff := cmp.Diff([]string{"A map"}, texts(o.Keep)); diff != "" {
		t.Error("keep", diff)
	}
	if diff := cmp.Diff([]string{"First!"}, texts(o.Comments)); diff != "" {
		t.Error("comments", diff)
	}
	if len(o.Removed) != 1 || o.Removed[0].Rule != "example.com (example.com.yaml:5)" || o.Removed[0].Reason != ".ad" {
		t.Errorf("removed %v: want the outer advertisement alone, by line 5", o.Removed)
	}
	want := Fields{Title: "The mill", Authors: []string{"Ada Moss", "Bo Reed"}, Published: "2024-05-02"}
	if diff := cmp.Diff(want, o.Fields); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{`rule example.com (example.com.yaml:4): nothing on this page matches remove ".none-of-these"`}, o.Warnings); diff != "" {
		t.Error(diff)
	}
	var b strings.Builder
	o.Detach()
	if err := html.Render(&b, o.Content[0]); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`<p id="p1">One wrapped word.</p>`, `<h2 class="sub">A subtitle</h2>`, "A map"} {
		if !strings.Contains(b.String(), part) {
			t.Errorf("%s is not in %s", part, &b)
		}
	}
	if strings.Contains(b.String(), "Buy") {
		t.Error("the advertisement is still in the tree")
	}
}

func TestFallback(t *testing.T) {
	root := parse(t, storyPage)
	o := mustSite(t, "site: example.com\ncontent: [.a, .b]\n").Apply(root)
	if diff := cmp.Diff([]string{"rule example.com (example.com.yaml:2): content matches nothing on this page, so the story is found without it"}, o.Warnings); diff != "" || o.Err != nil || o.Content != nil {
		t.Error(diff, o.Err, o.Content)
	}
	o = mustSite(t, "site: example.com\ncontent: .a\nfallback: fail\n").Apply(root)
	if got, want := fmt.Sprint(o.Err), "example.com.yaml:2: content: no selector matches this page of example.com"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestContentRemoved makes sure that what a rule removes is not its content.
func TestContentRemoved(t *testing.T) {
	o := mustSite(t, "site: example.com\ncontent: [.ad, .sub]\nremove: .ad\n").Apply(parse(t, storyPage))
	if diff := cmp.Diff([]string{"A subtitle"}, texts(o.Content)); diff != "" {
		t.Error(diff)
	}
}

// TestRoots makes sure that a rule cannot take out the page itself.
func TestRoots(t *testing.T) {
	o := mustSite(t, "site: example.com\nremove: \"*\"\nunwrap: body\n").Apply(parse(t, storyPage))
	for _, r := range o.Removed {
		if r.Node.Data == "html" || r.Node.Data == "body" {
			t.Errorf("removed <%s>", r.Node.Data)
		}
	}
}

func TestTransforms(t *testing.T) {
	tests := []struct {
		rule string
		want []string
	}{
		{`author: meta[name=author]@content`, []string{"By Ada Moss, Bo Reed and Cy Hill"}},
		{`author: {select: "meta[name=author]", attr: CONTENT, after: "By ", before: " and ", split: ","}`, []string{"Ada Moss", "Bo Reed"}},
		{`author: {select: "meta[name=author]", attr: content, regex: "(\\w+) Hill"}`, []string{"Cy"}},
		{`author: {select: "meta[name=author]", attr: content, regex: "and .*"}`, []string{"and Cy Hill"}},
		{`author: {select: "meta[name=author]", attr: content, regex: "nobody"}`, nil},
		{`author: {select: "meta[name=author]", attr: content, trim: "ByHil "}`, []string{"Ada Moss, Bo Reed and C"}},
		{`author: {select: .by, nth: 2}`, []string{"Bo Reed"}},
		{`author: {select: .by, nth: 9}`, nil},
		{`author: [.none, .by]`, []string{"Ada Moss", "Bo Reed"}},
		{`author: .by@class`, []string{"by"}},
		{`author: .by@none`, nil},
	}
	for _, tt := range tests {
		o := mustSite(t, "site: example.com\n"+tt.rule+"\n").Apply(parse(t, storyPage))
		if diff := cmp.Diff(tt.want, o.Fields.Authors); diff != "" {
			t.Errorf("%s: %s", tt.rule, diff)
		}
	}
}

func TestRemoveText(t *testing.T) {
	s := mustSite(t, `site: example.com
remove-text:
  - Lower Mill Press
  - starts: "Brought to you by"
  - contains: coffee a month
  - {regex: "^\\d+ min read$"}
  - {equals: More from us, from-here: true}
`)
	lines := []string{"LOWER  MILL PRÉSS", "Lower Mill Press is old.", "Brought to you by – nobody", "It costs one coffee a month.", "5 min read", "5 min reads", "More from us:", "More from us", "A headline", "Another"}
	var in []Line
	for _, l := range lines {
		in = append(in, Line{Text: l})
	}
	var got []string
	for _, h := range s.Lines(in) {
		got = append(got, fmt.Sprintf("%d %s %s", h.Line, h.ID, h.Reason))
	}
	want := []string{
		"0 example.com (example.com.yaml:3) Lower Mill Press",
		"2 example.com (example.com.yaml:4) Brought to you by",
		"3 example.com (example.com.yaml:5) coffee a month",
		`4 example.com (example.com.yaml:6) ^\d+ min read$`,
		"7 example.com (example.com.yaml:7) More from us",
		"8 example.com (example.com.yaml:7) More from us",
		"9 example.com (example.com.yaml:7) More from us",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
