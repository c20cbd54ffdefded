package extract_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pithtext/pith/extract"
)

// millPage is a story of four paragraphs, its headline above it.
func millPage() string {
	return `<html lang="en"><head><title>The mill grinds again</title></head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/world">World</a></ul></nav>
<article><h1>The mill grinds again</h1>` + strings.Repeat("<p>"+strings.Repeat(prose, 2)+`</p>`, 3) + `
<p>Its miller wrote <a href="/letters/7">a long letter</a> about it, which the town keeps in its hall for all to read and to copy.</p></article>
<footer>© 2024 Arn Weekly</footer></body></html>`
}

func TestTitleIsNotRepeated(t *testing.T) {
	a, err := extractString(t, extract.Options{}, millPage())
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "The mill grinds again" || strings.Contains(a.Text(), a.Title) || strings.Contains(a.Markdown(), a.Title) || strings.Contains(a.HTML(), a.Title) {
		t.Errorf("title %q, text %q", a.Title, a.Text())
	}
	for _, gone := range []string{"Home", "World", "Arn Weekly"} {
		if strings.Contains(a.Text(), gone) {
			t.Errorf("%q is in the text", gone)
		}
	}
	if n := strings.Count(a.Text(), "The mill on the Arn"); n != 6 {
		t.Errorf("%d of 6 sentences came out", n)
	}
	if want := len(strings.Fields(a.Text())); a.WordCount() != want {
		t.Errorf("%d words, want %d", a.WordCount(), want)
	}
}

// TestInputWins asserts that what an Input says of its page goes before the
// options.
func TestInputWins(t *testing.T) {
	e, err := extract.New(extract.Options{URL: "https://options.example/a/", Charset: "windows-1252"})
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Replace(millPage(), "miller", "m\xfcller", 1) // latin-1
	for _, c := range []struct {
		in                   extract.Input
		url, link, word, set string
	}{
		{extract.Input{Name: "a"}, "https://options.example/a/", "https://options.example/letters/7", "müller", "windows-1252"},
		{extract.Input{Name: "b", URL: "https://input.example/b", Charset: "windows-1251"}, "https://input.example/b", "https://input.example/letters/7", "mьller", "windows-1251"},
	} {
		c.in.Body = strings.NewReader(page)
		a, err := e.Extract(t.Context(), c.in)
		if err != nil {
			t.Fatal(err)
		}
		if a.Input != c.in.Name || a.URL != c.url || a.Charset != c.set {
			t.Errorf("input %q, URL %q, charset %q; want %q, %q, %q", a.Input, a.URL, a.Charset, c.in.Name, c.url, c.set)
		}
		if !strings.Contains(a.Markdown(), "("+c.link+")") || !strings.Contains(a.Text(), c.word) {
			t.Errorf("%s: no link to %s or no %s in %q", c.in.Name, c.link, c.word, a.Markdown())
		}
	}
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		name string
		o    extract.Options
		is   func(a *extract.Article) bool
	}{
		{"type", extract.Options{Type: "forum"}, func(a *extract.Article) bool { return a.Type == "forum" }},
		{"readability", extract.Options{Engine: extract.EngineReadability, Trace: true}, func(a *extract.Article) bool {
			return strings.HasPrefix(a.Text(), "The mill on the Arn") && !strings.Contains(a.Text(), "Home") && a.Trace.Blocks[0].By == "readability"
		}},
		{"precision", extract.Options{Favor: extract.FavorPrecision}, func(a *extract.Article) bool { return strings.HasPrefix(a.Text(), "The mill on the Arn") }},
		{"recall", extract.Options{Favor: extract.FavorRecall}, func(a *extract.Article) bool { return strings.Contains(a.Text(), "a long letter") }},
		{"wrap", extract.Options{Wrap: 40}, func(a *extract.Article) bool {
			for line := range strings.Lines(a.Text()) {
				if len(line) > 41 {
					return false
				}
			}
			return true
		}},
		{"no trace", extract.Options{}, func(a *extract.Article) bool { return a.Trace == nil && a.Confidence > 0 && a.Confidence <= 1 }},
	} {
		a, err := extractString(t, c.o, millPage())
		if err != nil || !c.is(a) {
			t.Errorf("%s: %+v, %v", c.name, a, err)
		}
	}
}

// TestSiteRuleBeatsModel asserts it through the whole pipeline: the rule names
// the footer as the content and the story as what goes.
func TestSiteRuleBeatsModel(t *testing.T) {
	o := extract.Options{
		URL: "https://www.example.com/mill", Trace: true,
		Rules: rules(t, "content: .colophon\nkeep: .kept\nremove: .legal\ntitle: .kicker\nauthor: .pen\nremove-text:\n  - equals: All rights reserved\n"),
	}
	page := strings.Replace(millPage(), "<footer>", `<p class="kicker">Mill notes</p><p class="pen">Ada Moss</p>
<footer class="colophon"><p class="kept">`+prose+`</p><p>All rights reserved</p><p class="legal">`+prose+"</p>", 1)
	a, err := extractString(t, o, page)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Count(a.Text(), "The mill on the Arn"), 1; got != want || a.Title != "Mill notes" || cmp.Diff([]string{"Ada Moss"}, a.Authors) != "" {
		t.Errorf("%d sentences, want %d; title %q, authors %q, text %q", got, want, a.Title, a.Authors, a.Text())
	}
	byReason := map[string]int{}
	for _, b := range a.Trace.Blocks {
		if b.By == "site-rule" {
			if !strings.HasPrefix(b.Rule, "example.com (example.com.yaml:") {
				t.Errorf("block %d: rule %q", b.Index, b.Rule)
			}
			byReason[b.Reason]++
		}
	}
	for reason, n := range map[string]int{"keep": 1, ".legal": 1, "outside content": 9} {
		if byReason[reason] != n {
			t.Errorf("%d blocks for %q, want %d; all: %v", byReason[reason], reason, n, byReason)
		}
	}
	o.NoRules = true
	if a, err = extractString(t, o, page); err != nil || strings.Count(a.Text(), "The mill on the Arn") < 6 {
		t.Errorf("without rules: %v, %v", a, err)
	}
}

// TestContentInFooter asserts that prose comes out of the content that a site
// rule names, however little of a story the model sees in it.
func TestContentInFooter(t *testing.T) {
	o := extract.Options{URL: "https://example.com/mill", Rules: rules(t, "content: .colophon\n")}
	page := strings.Replace(millPage(), "<footer>", `<footer class="colophon"><p>`+prose+"</p>", 1)
	a, err := extractString(t, o, page)
	if err != nil || strings.Count(a.Text(), "The mill on the Arn") != 1 {
		t.Errorf("%v, %v", a, err)
	}
}

// TestTraceIsWhole asserts that every page's trace tells each block's way.
func TestTraceIsWhole(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(goldenFolder, "*", "page.*"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	e, err := extract.New(extract.Options{Trace: true})
	if err != nil {
		t.Fatal(err)
	}
	deciders := map[string]bool{"site-rule": true, "boilerplate": true, "readability": true, "model": true, "structure": true}
	for _, path := range pages {
		a := extractFile(t, e, path)
		for i, b := range a.Trace.Blocks {
			rule := b.By == "site-rule" || b.By == "boilerplate"
			if b.Index != i || !deciders[b.By] || b.Text == "" || rule != (b.Rule != "") || rule && b.Reason == "" || b.Kept && b.Comment ||
				b.Score < 0 || b.Score > 1 || len(b.Features) != len(a.Trace.Features) {
				t.Errorf("%s: block %d: by %q, rule %q, reason %q, kept %v, score %v, text %.30q", path, i, b.By, b.Rule, b.Reason, b.Kept, b.Score, b.Text)
			}
		}
		for _, f := range a.Trace.Fields {
			if f.Name == "" || f.Value == "" || f.Source == "" {
				t.Errorf("%s: field %+v", path, f)
			}
		}
		if len(a.Trace.Page) == 0 || len(a.Trace.Trust) == 0 {
			t.Errorf("%s: %d page features, %d of trust", path, len(a.Trace.Page), len(a.Trace.Trust))
		}
	}
}

func extractFile(t *testing.T, e *extract.Extractor, path string) *extract.Article {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a, err := e.Extract(t.Context(), extract.Input{Name: path, Body: f})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestSameBytesTwice asserts that two Extractors, and one used twice, give the
// same bytes in all forms.
func TestSameBytesTwice(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(goldenFolder, "*", "page.*"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	forms := func(e *extract.Extractor, path string) string {
		a := extractFile(t, e, path)
		data, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join([]string{string(data), a.FrontMatter(), a.HTML(), a.Document()}, "\n")
	}
	var extractors [2]*extract.Extractor
	for i := range extractors {
		if extractors[i], err = extract.New(extract.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range pages {
		want := forms(extractors[0], path)
		for _, e := range extractors {
			if diff := cmp.Diff(want, forms(e, path)); diff != "" {
				t.Errorf("%s (-first +again):\n%s", path, diff)
			}
		}
	}
}
