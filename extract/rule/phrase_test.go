package rule

import (
	"fmt"
	"strings"
	"testing"
)

// indexOf returns an index of one pattern.
func indexOf(t testing.TB, source string, width int32) *phraseIndex {
	t.Helper()
	list, err := openings(source)
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	x, p := newPhraseIndex(), &pattern{source: source, width: width}
	for i := range list {
		x.add(p, list[i].String())
	}
	return x
}

// matches reports whether pattern fires on line, by way of the index.
func matches(t testing.TB, pattern, line string) bool {
	t.Helper()
	x := indexOf(t, pattern, 1000)
	var f folded
	f.fold(line)
	found := false
	x.find(&f, &matcher{}, func(int32) { found = true })
	return found
}

func TestPatterns(t *testing.T) {
	tests := []struct {
		pattern string
		yes     []string
		no      []string
	}{
		{"^read also", []string{"Read also: x", "» READ  ALSO", "– read also"}, []string{"We read also", "Read alsoran", "Bread also"}},
		{"^tags$", []string{"Tags", "Tags:", "• tags …"}, []string{"Tags sewn in"}},
		{"read also", []string{"We read also that"}, []string{"We read alsoran", "spread also"}},
		{"^a * b$", []string{"a b", "a long way to b!"}, []string{"a bc", "a b c", "ab"}},
		{"^подпи~ на", []string{"Подпишитесь на нас", "ПОДПИСКА НА x"}, []string{"Под на", "подпись"}},
		{"^# comments$", []string{"12 comments", "1,204 Comments"}, []string{"comments", "12 comments left", "x12 comments"}},
		{"^part #$", []string{"Part 3", "part 3:"}, []string{"Part three"}},
		{"^(a|the|) mill", []string{"A mill", "The mill", "mill stones"}, []string{"that mill"}},
		{"^articles? li(s|v|)es?", []string{"Article lies", "articles live"}, []string{"articless lies"}},
		{`^why\?$`, []string{"Why?", "why ?"}, []string{"Why"}},
		{`^\(c\) #`, []string{"(C) 2024 x"}, []string{"c 2024"}},
		{"^© #", []string{"© 2024", "©2024"}, []string{"2024"}},
		{"^lire aussi:", []string{"Lire aussi : x", "LIRE AUSSI: x"}, []string{"lire aussi"}},
		{"^ελλαδα", []string{"ΕΛΛΆΔΑ", "Ελλάδα"}, []string{"Ελλάδας"}},
		{"^giris yap", []string{"GİRİŞ YAP", "Giriş yap"}, nil},
		{"^اقرا ايضا", []string{"اقرأ أيضًا: x", "إقرأ أيضا"}, nil},
		{"^版权所有", []string{"版权所有 x", "版权所有者"}, []string{"他说版权所有"}},
		{"版权所有", []string{"他说版权所有"}, []string{"版权所"}},
		{"^分享(到|)(微信|微博)", []string{"分享到微信", "分享微博朋友"}, []string{"分享快乐"}},
		{"^l'article", []string{"L’article", "l‘article"}, nil},
		{"^wylacz~", []string{"Wyłączyć to"}, nil},
	}
	for _, tt := range tests {
		for _, line := range tt.yes {
			if !matches(t, tt.pattern, line) {
				t.Errorf("%q does not match %q", tt.pattern, line)
			}
		}
		for _, line := range tt.no {
			if matches(t, tt.pattern, line) {
				t.Errorf("%q matches %q", tt.pattern, line)
			}
		}
	}
}

func TestPatternErrors(t *testing.T) {
	tests := []struct{ pattern, want string }{
		{"^(a", "a parenthesis is not closed"},
		{"^a)", "a parenthesis closes that was never opened"},
		{"?a", "nothing stands before ?"},
		{"^((((((a))))))", "parentheses nest deeper than 5"},
		{"^a * b * c * d * e * f", "more than 4 * in a row"},
		{"^*a", "the pattern can begin without a word"},
		{"^(a|)", "the pattern can begin without a word"},
		{"^ab~", `"ab" is too short to begin with: 3 letters are the least`},
		{"^版*", `"版" is too short to begin with: two characters are the least`},
		{"", "the pattern can begin without a word"},
		{"^" + strings.Repeat("(a|b|c|d|e|f|g|h|i|j)", 4), "more than 1000 words to begin with"},
	}
	for _, tt := range tests {
		if _, err := openings(tt.pattern); fmt.Sprint(err) != tt.want {
			t.Errorf("%q: %v, want %s", tt.pattern, err, tt.want)
		}
	}
}

// TestHostileLine matches a line that a pattern with gaps could be tried on in
// every combination of places.
func TestHostileLine(t *testing.T) {
	line := strings.Repeat("a b c d ", 5000)
	x := indexOf(t, "^a * b * c * d * zebra", 1<<30)
	var f folded
	f.fold(line)
	var m matcher
	x.find(&f, &m, func(int32) { t.Error("matches") })
	if m.spent > maxSteps+1 {
		t.Errorf("took %d steps", m.spent)
	}
}

// FuzzLines makes sure that hits are in order, name lines that exist, and do
// not change when the same lines come again.
func FuzzLines(f *testing.F) {
	b, err := LoadBoilerplate()
	if err != nil {
		f.Fatal(err)
	}
	for _, l := range textPage {
		f.Add(l.text, "© 2024 A Mill", uint8(1))
	}
	f.Fuzz(func(t *testing.T, one, two string, place uint8) {
		lines := []Line{prose, {Text: one, Place: Place(place % 3)}, {Text: two, Place: After, LinkChars: len(two)}, prose}
		hits := b.Lines(lines)
		last := -1
		for _, h := range hits {
			if h.Line <= last || h.Line >= len(lines) || h.ID == "" || h.Reason == "" {
				t.Errorf("%+v", hits)
			}
			last = h.Line
		}
		if again := b.Lines(lines); fmt.Sprint(again) != fmt.Sprint(hits) {
			t.Errorf("%v, then %v", hits, again)
		}
	})
}
