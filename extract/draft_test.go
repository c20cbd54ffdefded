package extract

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pithtext/pith/extract/rule"
)

// letterPage is a story with a standfirst, noise inside, a byline and a date in
// words.
const letterPage = `<!DOCTYPE html><html lang="de"><head><title>Der Brief | Hafenbote</title>
<link rel="canonical" href="https://www.hafenbote.example/brief"></head><body>
<nav><a href="/">Start</a> <a href="/hafen">Hafen</a></nav>
<article class="story"><h1>Der Brief im Deich</h1><p class="byline">Von Hanne Olsen</p><p class="pub-date">3. Mai 2024</p>
<div class="story-body">
<p>Als der Deich im Frühjahr geöffnet wurde, fanden die Arbeiter in einer Flasche einen Brief, den ein Schleusenwärter vor achtzig Jahren geschrieben hatte, und niemand im Dorf kannte seinen Namen.</p>
<div class="signup"><p>Abonnieren Sie unseren Newsletter</p></div>
<p>Der Brief zählt die Schafe, die in jenem Winter ertranken, und bittet den Finder, den Zaun am Siel auszubessern, den der Schreiber selbst nicht mehr ausbessern konnte, weil ihm das Holz fehlte.</p>
<p>Der Zaun steht noch, und er ist noch immer nicht ausgebessert, wie die Arbeiter mit einem Foto belegten, das nun im Gemeindehaus neben der Flasche hängt.</p>
</div></article><footer>© 2024 Hafenbote</footer></body></html>`

func TestDraftRule(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	draft, err := e.DraftRule(context.Background(), "www.hafenbote.example", "page.html", Input{Name: "page.html"}, []byte(letterPage))
	if err != nil {
		t.Fatal(err)
	}
	want := `# A first rule, written from page.html. Look at each selector, and add tests of other pages.
site: hafenbote.example
content:
  - .story-body
title:
  - h1
author:
  - {select: .byline, after: 'Von '}
published:
  - .pub-date
remove:
  - .signup
tests:
  - page: page.html
    url: https://www.hafenbote.example/brief
    contains:
      - Als der Deich im Frühjahr geöffnet wurde, fanden die
      - Der Zaun steht noch, und er ist noch immer nicht
    absent:
      - Abonnieren Sie unseren Newsletter
    fields:
      title: Der Brief im Deich
      author: Hanne Olsen
      published: "2024-05-03"
`
	if diff := cmp.Diff(want, string(draft.YAML)); diff != "" {
		t.Error(diff)
	}
	if draft.Same != 1 || draft.More != 0 {
		t.Errorf("keeps %v of the words, %v others", draft.Same, draft.More)
	}
}

// TestDraftRuleAddress makes sure that the test's address is one that the rule
// is for.
func TestDraftRuleAddress(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ site, url, want string }{
		{"hafenbote.example", "https://m.hafenbote.example/x", "https://m.hafenbote.example/x"},
		{"hafenbote.example", "", "https://www.hafenbote.example/brief"},
		{"deichpost.example", "", "https://deichpost.example/"},
	} {
		draft, err := e.DraftRule(context.Background(), tt.site, "p.html", Input{Name: "p.html", URL: tt.url}, []byte(letterPage))
		if err != nil {
			t.Fatal(err)
		}
		if want := "    url: " + tt.want + "\n"; !strings.Contains(string(draft.YAML), want) {
			t.Errorf("no %q in\n%s", want, draft.YAML)
		}
	}
}

func TestDraftRuleErrors(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	var faulty *rule.Error
	_, err = e.DraftRule(context.Background(), "https://example.com", "p.html", Input{Name: "p.html"}, []byte(letterPage))
	if !errors.As(err, &faulty) || fmt.Sprint(err) != "site: must be a host such as example.com, without a scheme" {
		t.Errorf("scheme: %v", err)
	}
	_, err = e.DraftRule(context.Background(), "example.com", "p.html", Input{Name: "p.html"}, []byte("<p></p>"))
	if !errors.Is(err, ErrNoArticle) {
		t.Errorf("empty page: %v", err)
	}
	_, err = e.DraftRule(context.Background(), "example.com", "p.html", Input{Name: "p.html"}, []byte("%PDF-1.4"))
	if !errors.Is(err, ErrNotPage) {
		t.Errorf("PDF: %v", err)
	}
}

func TestOverlap(t *testing.T) {
	for _, c := range []struct {
		before, after string
		same, more    float64
	}{
		{"one two three four", "one two three four", 1, 0},
		{"one two three four", "two three", 0.5, 0},
		{"one two three four", "one two three four five", 1, 0.2},
		{"one one", "one", 0.5, 0},
	} {
		if same, more := overlap(c.before, c.after); same != c.same || more != c.more {
			t.Errorf("%q, %q: %v and %v, want %v and %v", c.before, c.after, same, more, c.same, c.more)
		}
	}
}
