package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/pithtext/pith/extract/internal/source"
)

// outcome extracts a page and returns its text, or the error, with the warnings.
func outcome(t *testing.T, page string, o Options) (text string, warnings []string, err error) {
	t.Helper()
	a, err := FromReader(t.Context(), strings.NewReader(page), o)
	if err != nil {
		return "", nil, err
	}
	return strings.TrimSpace(a.Text()), a.Warnings, nil
}

// TestInDataNeedsMore asserts when a page's data is not taken for its story.
func TestInDataNeedsMore(t *testing.T) {
	shown := strings.TrimSpace(strings.Repeat(sentence, 3)) // under maxShown
	data := func(n int) string {
		body := strings.TrimSpace(strings.Repeat("The data speaks of the same ferry, again and again, day by day. ", n))
		return `<title>Ferry</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry","articleBody":"` + body + `"}</script>`
	}
	for _, c := range []struct {
		name, page, begins string
	}{
		{"a summary in the data", data(3) + "<article><p>" + shown + "</p></article>", "The ferry left"},
		{"hardly more in the data than shown", data(8) + "<article><p>" + shown + "</p></article>", "The ferry left"},
		{"much more in the data", data(20) + "<article><p>" + shown + "</p></article>", "The data speaks"},
		{"the page shows a story", data(40) + "<article><p>" + shown + " " + shown + "</p></article>", "The ferry left"},
	} {
		text, warnings, err := outcome(t, c.page, Options{})
		if err != nil || !strings.HasPrefix(text, c.begins) {
			t.Errorf("%s: text %.40q, error %v", c.name, text, err)
		}
		if fromData := len(warnings) > 0; fromData != (c.begins == "The data speaks") {
			t.Errorf("%s: warnings %q", c.name, warnings)
		}
	}
}

func TestNotices(t *testing.T) {
	const consent = "We use cookies and similar technologies to run this site. You can accept all cookies or manage your cookie choices."
	for _, c := range []struct {
		name, page, want string // error text
	}{
		{"not found", "<title>404 Not Found</title><h1>Page not found</h1><p>The page you are looking for is not here any more, or never was.</p>",
			"-: no article found: the page says that it was not found"},
		{"robots", "<title>Just a moment...</title><p>Checking your browser before you reach the site. This takes a few seconds.</p>",
			"-: no article found: the page is a check for robots, not the article"},
		{"consent", "<title>Before you continue</title><div><p>" + consent + "</p></div>",
			"-: no article found: the page asks for consent to cookies and shows no article"},
		{"JavaScript", "<title>News</title><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
			"-: no article found: the page needs JavaScript to show its text"},
		{"nothing at all", "<title>News</title><ul><li><a href=/>Home</a></ul>", "-: no article found"},
	} {
		_, _, err := outcome(t, c.page, Options{})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: error %v, want %s", c.name, err, c.want)
		}
	}
}

// TestPaywall asserts that a stub comes out with a warning.
func TestPaywall(t *testing.T) {
	page := "<title>The ferry</title><article><h1>The ferry</h1><p>" + strings.Repeat(sentence, 2) + "</p><p>" + sentence + "</p>" +
		`<div class="paywall"><p>Subscribe to continue reading. This article is for subscribers.</p></div></article>`
	a, err := FromReader(t.Context(), strings.NewReader(page), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"the text is behind a paywall; only its beginning is there"}
	if diff := cmp.Diff(want, a.Warnings); diff != "" || !a.Paywalled || !a.Truncated || !strings.HasPrefix(a.Text(), "The ferry left") {
		t.Errorf("paywalled %v, text %.40q, warnings (-want +got):\n%s", a.Paywalled, a.Text(), diff)
	}
}

// TestTruncated asserts what counts as the beginning of a text, and that the
// trace says through what.
func TestTruncated(t *testing.T) {
	const warning = "the page holds only the beginning of the text"
	page := func(data, end string, n int) string {
		return `<title>The ferry</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"The ferry"` + data +
			`}</script><article><h1>The ferry</h1><p>` + strings.Repeat(sentence, n) + "</p><p>" + sentence + end + "</p></article>"
	}
	for name, c := range map[string]struct{ page, source string }{
		"free":                   {page(`,"wordCount":2000`, "", 3), ""},
		"paid, stub":             {page(`,"isAccessibleForFree":false`, "", 3), "json-ld:isAccessibleForFree"},
		"paid, long":             {page(`,"isAccessibleForFree":false`, "", 30), ""},
		"paid, most words there": {page(`,"isAccessibleForFree":false,"wordCount":90`, "", 3), ""},
		"paid, words missing":    {page(`,"isAccessibleForFree":false,"wordCount":2000`, "", 30), "json-ld:wordCount"},
		"dots in brackets":       {page("", "And then they saw […]", 3), "text"},
		"dots":                   {page("", "And then they saw …", 3), ""},
	} {
		a, err := FromReader(t.Context(), strings.NewReader(c.page), Options{Trace: true})
		if err != nil {
			t.Fatal(name, err)
		}
		source := ""
		for _, f := range a.Trace.Fields {
			if f.Name == "truncated" {
				source = f.Source
			}
		}
		if a.Truncated != (c.source != "") || source != c.source || slices.Contains(a.Warnings, warning) != a.Truncated {
			t.Errorf("%s: truncated %v from %q, want %q; warnings %q", name, a.Truncated, source, c.source, a.Warnings)
		}
	}
}

// TestFieldSources asserts that the trace names where a detected language comes
// from.
func TestFieldSources(t *testing.T) {
	a, err := FromReader(t.Context(), strings.NewReader("<title>The ferry</title><article><h1>The ferry</h1><p>"+strings.Repeat(sentence, 5)+"</p></article>"), Options{Trace: true})
	if err != nil {
		t.Fatal(err)
	}
	if want := (FieldTrace{"language", "en", "detected"}); !slices.Contains(a.Trace.Fields, want) {
		t.Errorf("fields %v, want %v among them", a.Trace.Fields, want)
	}
}

func TestParagraphs(t *testing.T) {
	var b strings.Builder
	if err := html.Render(&b, paragraphs("One & two.\n\n\n  \n\nThree\nlines. \n\n")); err != nil {
		t.Fatal(err)
	}
	if want := "<article><p>One &amp; two.</p><p>Three\nlines.</p></article>"; b.String() != want {
		t.Errorf("%s, want %s", &b, want)
	}
}

// TestRescue asserts that a fragment of prose comes out where the model keeps
// nothing, but no short lines, nothing that a site rule decided, and no notice of
// a popup or footer, even where readability finds nothing better.
func TestRescue(t *testing.T) {
	long := "<p>" + strings.Repeat(sentence+" ", 4) + "</p>"
	for _, c := range []struct {
		name, page string
		fixed      int
		want       []bool
	}{
		{"fragment", "<p>" + sentence + "</p><p>Short</p><p>" + sentence + "</p>", 2, []bool{true, false, false}},
		{"footer", "<p>Menu</p><footer>" + long + "</footer>", 0, []bool{false, false}},
		{"popup", "<p>Menu</p><div class=popup>" + long + "</div>", 0, []bool{false, false}},
	} {
		v, root := verdictsOf(t, c.page)
		v.settle("", func(int) verdict { return verdict{by: byModel} })
		v.fix(c.fixed, verdict{by: bySiteRule})
		p := &page{Page: &source.Page{Root: root}, table: v.table, verdicts: v}
		p.rescue()
		for i, want := range c.want {
			if d := v.list[i]; d.kept != want || d.kept && (d.reason == "" || d.by != byReadability && d.by != byStructure) {
				t.Errorf("%s, block %d: %+v", c.name, i, d)
			}
		}
	}
}

func TestPlainStory(t *testing.T) {
	p := "<p>" + sentence + "</p>"
	menu := strings.Repeat("<p>Menu</p>", maxGap+1)
	for _, c := range []struct {
		name, page  string
		first, last int
		found       bool
	}{
		{"nothing", "<p>Menu</p>", 0, 0, false},
		{"one paragraph", "<p>Menu</p>" + p, 1, 1, true},
		{"a subheading between", p + "<p>Head</p>" + p, 0, 2, true},
		{"a menu ends the run", p + p + menu + p, 0, 1, true},
		{"the longer run", p + menu + p + p, 5, 6, true},
		{"the first of equal runs", p + menu + p, 0, 0, true},
		{"list items do not", p + strings.Repeat("<p>- item</p>", maxGap+1) + p, 0, 5, true},
		{"a caption without a full stop at the end", p + "<p>" + sentence + "Photo: Ada Moss</p>", 0, 0, true},
	} {
		v, _ := verdictsOf(t, c.page)
		first, last, found := story(v.table)
		if first != c.first || last != c.last || found != c.found {
			t.Errorf("%s: blocks %d to %d, found %v; want %d to %d, %v", c.name, first, last, found, c.first, c.last, c.found)
		}
	}
}

func TestListItem(t *testing.T) {
	for s, want := range map[string]bool{
		"": false, "- a": true, "• a": true, "* a": true, "1. a": true, "12) a": true, "1999. a": false, "a": false, "a. b": false, "– a": true, ")": false,
	} {
		if got := listItem(s); got != want {
			t.Errorf("listItem(%q) is %v, want %v", s, got, want)
		}
	}
}
