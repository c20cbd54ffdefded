package extract

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pithtext/pith/extract/internal/source"
	"github.com/pithtext/pith/extract/rule"
)

const partsPage = `<!DOCTYPE html><html lang="de"><head><title>Teil eins</title><meta name="author" content="Ole Brandt"></head><body>
<div class="story"><h2 class="kopf">Das Siel, erster Teil</h2><b class="wer">Hanne Olsen</b><i class="wann">Freitag, 3. Mai 2024, 10:30 Uhr</i>
<img class="bild" src="/siel.jpg" alt="">
<p>Das Siel wurde im Winter gebaut, weil im Sommer niemand Zeit hatte, und es lief im ersten Frühjahr voll, wie der alte Deichgraf es vorausgesagt hatte.</p>
<p>Er selbst war der einzige, der sich darüber freute, denn er hatte im Wirtshaus darum gewettet und gewann ein Fass Bier, das er allein nach Hause rollte.</p>
</div><a class="weiter" href="teil-2">Weiter</a><a class="ganz" href="?ganz=1">Alles auf einer Seite</a></body></html>`

// extractWith extracts partsPage with one rule.
func extractWith(t *testing.T, yaml string) *Article {
	t.Helper()
	site, err := rule.ParseSite("siel.example.yaml", []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	set, err := rule.NewSet(site)
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(Options{Rules: set, Trace: true, URL: "https://siel.example/2024/teil-1"})
	if err != nil {
		t.Fatal(err)
	}
	a, err := e.Extract(context.Background(), Input{Name: "page", Body: strings.NewReader(partsPage)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestSiteFields makes sure that what a rule reads comes out in the form of what
// pages say of themselves, and says where it is from.
func TestSiteFields(t *testing.T) {
	a := extractWith(t, `site: siel.example
content: .story
title: .kopf
author: .wer
published: .wann
image: .bild@src
next: .weiter@href
single-page: .ganz@href
`)
	got := []string{a.Title, strings.Join(a.Authors, "; "), a.Published, a.Image, a.NextPage, a.SinglePage}
	want := []string{"Das Siel, erster Teil", "Hanne Olsen", "2024-05-03", "https://siel.example/siel.jpg",
		"https://siel.example/2024/teil-2", "https://siel.example/2024/teil-1?ganz=1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	wantWarnings := []string{"the story goes on at https://siel.example/2024/teil-2", "the whole story is on one page at https://siel.example/2024/teil-1?ganz=1"}
	if diff := cmp.Diff(wantWarnings, a.Warnings); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"title", "authors", "published", "image", "next_page", "single_page"} {
		i := slices.IndexFunc(a.Trace.Fields, func(f FieldTrace) bool { return f.Name == name })
		if i < 0 || a.Trace.Fields[i].Source != "site-rule siel.example (siel.example.yaml:1)" {
			t.Errorf("%s: %+v", name, a.Trace.Fields)
		}
	}
	if strings.Contains(a.Text(), "erster Teil") {
		t.Errorf("the rule's title is in the text: %q", a.Text())
	}
}

func TestSiteFieldsThatAreNone(t *testing.T) {
	a := extractWith(t, "site: siel.example\ncontent: .story\npublished: .wer\nnext: {select: .weiter, attr: class}\nimage: {select: .kopf, regex: '(Siel)'}\n")
	want := []string{`rule siel.example (siel.example.yaml:1): published finds "Hanne Olsen", which is no date`, "the story goes on at https://siel.example/2024/weiter"}
	if diff := cmp.Diff(want, a.Warnings); diff != "" {
		t.Error(diff)
	}
	if got := strings.Join(a.Authors, ";"); got != "Ole Brandt" {
		t.Errorf("authors %q", got)
	}
}

func TestAbsolute(t *testing.T) {
	base, err := url.Parse("https://siel.example/a/b")
	if err != nil {
		t.Fatal(err)
	}
	p := &page{Page: &source.Page{Base: base}}
	for link, want := range map[string]string{
		"": "", "c": "https://siel.example/a/c", "//cdn.example/x": "https://cdn.example/x", "javascript:void(0)": "", "%zz": "",
	} {
		if got := p.absolute(link); got != want {
			t.Errorf("%q: %q, want %q", link, got, want)
		}
	}
	if got := (&page{Page: &source.Page{}}).absolute("c"); got != "c" {
		t.Errorf("without a base: %q", got)
	}
}
