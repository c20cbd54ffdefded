package render

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
	xhtml "golang.org/x/net/html"

	"github.com/pithtext/pith/extract/internal/article"
)

func TestFrontMatter(t *testing.T) {
	for _, title := range []string{
		"Plain", `It's "quoted": yes`, "colon: in it", "- dash", "# hash", "two\nlines", "tab\there", "🚢 ferry", "null", "true", "2024-05-01", "1e3", "0x1f",
		" space around ", "---", "...", "%percent", "@at", "`tick`", "{brace}", "[bracket", "a\u2028b", "a\u0085b", "\x01\x1b[31m", "&anchor", "*alias", "!tag", "|", ">", "~", "",
		strings.Repeat("long ", 100), "العربية", "\\n", "a #comment", "key: [a, b]", "\ufeffmark",
	} {
		in := Head{Title: title, Authors: []string{title, "Anna Berg"}, Published: "2024-05-01", Tags: []string{title}, Type: "article"}
		got := FrontMatter(in)
		body, ok := strings.CutPrefix(got, "---\n")
		body, ok2 := strings.CutSuffix(body, "\n---\n")
		if !ok || !ok2 || strings.Contains("\n"+body+"\n", "\n---\n") {
			t.Errorf("%q is no front matter: %q", title, got)
			continue
		}
		var back Head
		if err := yaml.Unmarshal([]byte(body), &back); err != nil {
			t.Errorf("%q: %v in %q", title, err, got)
			continue
		}
		if diff := cmp.Diff(in, back); diff != "" {
			t.Errorf("%q reads back as something else: %s", title, diff)
		}
	}
}

func TestFrontMatterFields(t *testing.T) {
	got := FrontMatter(Head{Title: "Ferry: late", Authors: []string{"Anna Berg"}, Published: "2024-05-01T06:00:00+02:00", Modified: "2024-05-02", SiteName: "Harbour News",
		URL: "https://harbour.example/1", CanonicalURL: "https://harbour.example/ferry", Language: "en", Excerpt: "It was late.", Image: "https://harbour.example/i.jpg",
		Section: "Local", Tags: []string{"sea", "on: off"}, Type: "article"})
	want := `---
title: 'Ferry: late'
authors:
    - Anna Berg
published: "2024-05-01T06:00:00+02:00"
modified: "2024-05-02"
site_name: Harbour News
url: https://harbour.example/1
canonical_url: https://harbour.example/ferry
language: en
excerpt: It was late.
image: https://harbour.example/i.jpg
section: Local
tags:
    - sea
    - 'on: off'
type: article
---
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := FrontMatter(Head{}); got != "---\n---\n" {
		t.Errorf("nothing known: %q", got)
	}
	if got := FrontMatter(Head{Title: "a\xffb"}); got != "---\ntitle: a\ufffdb\n---\n" {
		t.Errorf("broken UTF-8: %q", got)
	}
}

func TestStandalone(t *testing.T) {
	tree := build(t, `<body dir=rtl><p>Text <img src="https://harbour.example/i.jpg" alt=x></p></body>`, article.Options{})
	got := Standalone(tree, Head{Title: "Ferry </title><script>x</script>", Authors: []string{"Anna Berg", "B & C"}, Published: "2024-05-01T06:00:00Z", SiteName: "Harbour <News>",
		CanonicalURL: `https://harbour.example/"x`, Language: "ar", Excerpt: `"Late"`}, Options{})
	for _, want := range []string{
		"<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">", `<meta charset="utf-8">`, `<meta name="viewport"`,
		"<title>Ferry &lt;/title&gt;&lt;script&gt;x&lt;/script&gt;</title>", "<h1>Ferry &lt;/title&gt;&lt;script&gt;x&lt;/script&gt;</h1>",
		`<meta name="author" content="Anna Berg, B &amp; C">`, `<meta name="description" content="&#34;Late&#34;">`,
		`<p>Anna Berg, B &amp; C · <time datetime="2024-05-01T06:00:00Z">2024-05-01</time> · <a href="https://harbour.example/&#34;x">Harbour &lt;News&gt;</a></p>`,
		`<p>Text <img src="https://harbour.example/i.jpg" alt="x"></p>`, "prefers-color-scheme: dark", "@media print",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	root, err := xhtml.Parse(strings.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		switch n.Data {
		case "script", "iframe":
			t.Errorf("<%s>", n.Data)
		case "link":
			if attribute(n, "rel") != "canonical" {
				t.Errorf("loads %s", attribute(n, "href"))
			}
		}
	}
	if strings.Contains(documentCSS, "url(") || strings.Contains(documentCSS, "@import") {
		t.Error("the style loads something")
	}
	bare := Standalone(build(t, `<p>a`, article.Options{}), Head{URL: "file:///tmp/x"}, Options{})
	if strings.Contains(bare, "<h1>") || strings.Contains(bare, "file:") || !strings.Contains(bare, "<title></title>") {
		t.Errorf("document without title:\n%s", bare)
	}
}
