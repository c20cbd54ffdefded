package rule

import (
	"fmt"
	"slices"
	"testing"
)

// The lines of a news page saved as plain text, around a story of three
// paragraphs. Each is taken out by the rule named, the story by none.
var textPage = []struct{ text, rule string }{
	{"© 2014–2025 Lower Mill Press. All rights reserved.", "copyright"},
	{"The work of Lower Mill Press is supported by the Open Lantern Foundation.", "supported-by"},
	{"When referencing our materials, please include an active hyperlink to the Lower Mill Press material and a maximum 500-character extract of the story. To reprint anything longer, written permission must be acquired from the editors.", "reprint-condition"},
	{"Privacy Policy Cookie Policy Manage consent", "privacy-links"},
	{"Home > Culture > Village librarians catalogue a century of letters", "breadcrumbs"},
	{"Facebook X Telegram WhatsApp ReddIt Email", "share"},
	{"Photo: Danylo Petryk / Lower Mill Courier", "photo-credit"},
	{"When the roof of the reading room gave way under the snow in January, the two women who run the village library went in to save the encyclopaedias.", ""},
	{"“People brought here what they could not burn,” she told Lower Mill Press. “I dusted that wall for twenty years, and every donation counts.”", ""},
	{"- Advertisement -", "advertisement"},
	{"The Guardian: The archivists who saved a village’s memory from the damp", "press-crosslink"},
	{"Sorted by street, not by name", ""},
	{"The boxes were the work of several hands over several decades. The knots change in 1934, and again after 1946, as if somebody else had taken over.", ""},
	{"Read also: How a beekeeper became the keeper of the district’s maps", "read-also"},
	{"You could close this page. Or you could join our community and help us produce more materials like this.", "donation-appeal"},
	{"We keep our reporting open and accessible to everyone because we believe in the power of free information. This is why our small, cost-effective team depends on the support of readers like you to deliver timely news, quality analysis, and on-the-ground reports about the valley.", "donation-appeal"},
	{"A little bit goes a long way: for as little as the cost of one cup of coffee a month, you can help build bridges between the valley and the rest of the world, plus become a co-creator and vote for topics we should cover next. Become a patron or see other ways to support.", "donation-appeal"},
	{"Become a Patron!", "donation-appeal"},
	{"To suggest a correction or clarification, write to us here", "correction-notice"},
	{"You can also highlight the text and press Ctrl + Enter", "keyboard-typo-hint"},
	{"Please leave your suggestions or corrections here", "correction-notice"},
	{"Tags: archives, history", "tags-line"},
	{"Lower Mill Press", "copyright"},
	{"We kindly ask for your support by disabling your ad blocker. Our journalism is paid for by readers and by a few advertisements, none of which follow you around.", "adblock-notice"},
	{"Related Posts", "related-posts"},
	{"Choir of Stara Verba sings in the dark to save the festival", "related-posts"},
	{"2025/03/11", "related-posts"},
	{"The mill that grinds for three villages and takes no money", "related-posts"},
}

// storyPlaces marks what is before the first long line and after the last, as
// a caller would that knows no phrases: the appeals count as inside.
func storyPlaces(lines []Line) {
	first, last := len(lines), -1
	for i := range lines {
		if len(lines[i].Text) > 120 {
			first, last = min(first, i), i
		}
	}
	for i := range lines {
		switch {
		case i < first:
			lines[i].Place = Before
		case i > last:
			lines[i].Place = After
		default:
			lines[i].Place = Inside
		}
	}
}

func TestTextPage(t *testing.T) {
	b, err := LoadBoilerplate()
	if err != nil {
		t.Fatal(err)
	}
	lines := make([]Line, len(textPage))
	for i := range textPage {
		lines[i].Text = textPage[i].text
	}
	storyPlaces(lines)
	got := make([]string, len(lines))
	for _, h := range b.Lines(lines) {
		got[h.Line] = h.ID
	}
	for i := range got {
		if got[i] != textPage[i].rule {
			t.Errorf("%q: rule %q, want %q", textPage[i].text, got[i], textPage[i].rule)
		}
	}
}

func TestDisable(t *testing.T) {
	b, err := LoadBoilerplate("read-also", "related-posts")
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(b.Rules(), func(r BoilerplateRule) bool { return r.ID == "read-also" }) {
		t.Error("read-also is still in force")
	}
	if got := hitsOn(b, "Read also: How a beekeeper came to keep the maps", After, false); len(got) > 0 {
		t.Error(got)
	}
	_, err = LoadBoilerplate("read-allso")
	if want := `disable: no boilerplate rule is called "read-allso" (did you mean "read-also"?)`; fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
}
