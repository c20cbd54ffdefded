package block

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestEachWord(t *testing.T) {
	for _, c := range []struct {
		value string
		want  []string
	}{
		{"", nil},
		{"comment-list", []string{"comment", "list"}},
		{"post__meta--wide", []string{"post", "meta", "wide"}},
		{"articleBody", []string{"article", "body"}},
		{"ArticleBody", []string{"article", "body"}},
		{"ABCNews", []string{"abcnews"}},
		{"newsABC", []string{"news", "abc"}},
		{"col2nav", []string{"col", "nav"}},
		{"post-1234", []string{"post"}},
		{"a b cd", []string{"cd"}},
		{"one\ttwo\nthree", []string{"one", "two", "three"}},
		{"comentários", []string{"comentários"}},
		{strings.Repeat("x", maxWord), []string{strings.Repeat("x", maxWord)}},
		{strings.Repeat("x", maxWord+1) + "-nav", []string{"nav"}},
	} {
		var got []string
		eachWord(c.value, func(w []byte) { got = append(got, string(w)) })
		if !slices.Equal(got, c.want) {
			t.Errorf("words of %q are %q, want %q", c.value, got, c.want)
		}
	}
}

func TestHiddenStyle(t *testing.T) {
	for style, want := range map[string]bool{
		"":                                      false,
		"display:none":                          true,
		"display: none !important":              true,
		"color:red;display :\tnone":             true,
		"DISPLAY: None":                         true,
		"visibility:hidden":                     true,
		"visibility: collapse":                  false,
		"display:block":                         false,
		"display:block;visibility:hidden":       true,
		"visibility:visible; display:none":      true,
		"backface-visibility:hidden":            false,
		"-webkit-backface-visibility: hidden":   false,
		"--display:none":                        false,
		"--display:block; display:none":         true,
		"display":                               false,
		"display none":                          false,
		"overflow:hidden":                       false,
		"background:url(display:none)":          false,
		"font-family:'display:none'; color:red": false,
	} {
		if got := hiddenStyle(style); got != want {
			t.Errorf("hiddenStyle(%q) is %v, want %v", style, got, want)
		}
	}
}

func bits(marks ...Mark) (set uint64) {
	for _, m := range marks {
		set |= 1 << m
	}
	return set
}

func TestMarks(t *testing.T) {
	long := strings.Repeat("px-4 ", maxClass/5)
	for _, c := range []struct {
		element string
		set     uint64
		hidden  Hidden
	}{
		{`<div>`, 0, 0},
		{`<nav>`, bits(TagNav), 0},
		{`<menu>`, bits(TagList, TagNav), 0},
		{`<div class="comment">`, bits(MarkComment), 0},
		{`<div id="commentList">`, bits(MarkComment, MarkList), 0},
		{`<div class="COMMENTS">`, bits(MarkComment), 0},
		{`<div class="uncommented">`, 0, 0},
		{`<div class="sidebar share">`, bits(MarkSide, MarkShare), 0},
		{`<div role="navigation">`, bits(MarkNav, TagNav), 0},
		{`<div role="` + strings.Repeat("navigation ", 9) + `">`, 0, 0},
		{`<div itemprop="articleBody">`, bits(MarkContent), 0},
		{`<div itemtype="https://schema.org/Product">`, bits(MarkProduct), 0},
		{`<div data-testid="breadcrumb">`, bits(MarkNav), 0},
		{`<div data-other="breadcrumb">`, 0, 0},
		{`<div title="comment">`, 0, 0},
		{`<div class="` + long + `comment">`, 0, 0},
		{`<div hidden>`, 0, HiddenStyle},
		{`<div hidden="until-found">`, 0, 0},
		{`<div aria-hidden="true">`, 0, HiddenAria},
		{`<div aria-hidden="false">`, 0, 0},
		{`<div style="display:none" aria-hidden="true">`, 0, HiddenStyle | HiddenAria},
		{`<aside class="ad">`, bits(TagAside, MarkAd), 0},
	} {
		n := find(parsed(t, c.element), "body").FirstChild
		set, hidden := marks(n)
		if set != c.set || hidden != c.hidden {
			t.Errorf("%.60s: marks %s, hidden %b; want %s, %b", c.element, markList(set), hidden, markList(c.set), c.hidden)
		}
	}
}

func markList(set uint64) (names []string) {
	for i, n := range markNames {
		if set&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return names
}

// TestMarkWords asserts that every word of the lists can be met: a class is cut
// into words of lower-case letters, two at least.
func TestMarkWords(t *testing.T) {
	for _, e := range markWords {
		for w := range strings.FieldsSeq(e.words) {
			if set := marksOf(w); set&(1<<e.mark) == 0 {
				t.Errorf("%q never counts as %s", w, markNames[e.mark])
			}
		}
	}
	if got := marksOf("nothing-of-note-xyzzy"); got != 0 {
		t.Errorf("marks %s of words in no list", markList(got))
	}
}

// TestMarksFitTheSet asserts that the marks have a bit each.
func TestMarksFitTheSet(t *testing.T) {
	if NumMarks > 64 {
		t.Fatalf("%d marks do not fit 64 bits", NumMarks)
	}
	seen := make(map[string]bool)
	for i, n := range MarkNames() {
		if n == "" || seen[n] {
			t.Errorf("mark %d has the name %q", i, n)
		}
		seen[n] = true
	}
}

func TestHides(t *testing.T) {
	for element, want := range map[string]bool{
		`<span>`: false, `<span hidden>`: true, `<span class="visually-hidden">`: true, `<span class="hid">`: false,
		`<span style="display:none">`: true, `<span style="color:red">`: false, `<span aria-hidden="true">`: false,
	} {
		n := find(parsed(t, element), "body").FirstChild
		if n.Type != html.ElementNode || n.Data != "span" {
			t.Fatalf("%s parsed to %q", element, n.Data)
		}
		if got := hides(n); got != want {
			t.Errorf("%s: %v, want %v", element, got, want)
		}
	}
}
