package extract

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pithtext/pith/extract/rule"
)

func TestLines(t *testing.T) {
	v, _ := verdictsOf(t, `<p>Above</p><h2>Head</h2><p>`+sentence+`</p><p>Between <a href=x>linked</a></p><p>`+sentence+`</p><p>Below</p>`)
	got := v.lines([]int{0, 1, 2, 3, 4, 5})
	want := []rule.Line{
		{Text: "Above", Place: rule.Before},
		{Text: "Head", Place: rule.Before, Heading: true},
		{Text: sentence[:len(sentence)-1], Place: rule.Inside},
		{Text: "Between linked", Place: rule.Inside, LinkChars: 6},
		{Text: sentence[:len(sentence)-1], Place: rule.Inside},
		{Text: "Below", Place: rule.After},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	for i, line := range v.lines([]int{0, 1, 5}) {
		if line.Place != rule.Inside {
			t.Errorf("line %d of a page without prose stands at %d", i, line.Place)
		}
	}
	if got := v.lines(nil); len(got) != 0 {
		t.Errorf("lines of nothing: %v", got)
	}
}

// TestPhrases asserts that rules see the kept blocks only, and that what they
// take out carries their names.
func TestPhrases(t *testing.T) {
	v, _ := verdictsOf(t, "<p>one<p>two<p>three<p>four")
	v.settle("", func(i int) verdict { return verdict{kept: i != 1, by: byModel} })
	v.phrases(byBoilerplate, func(lines []rule.Line) []rule.Hit {
		var seen []string
		for _, l := range lines {
			seen = append(seen, l.Text)
		}
		if want := []string{"one", "three", "four"}; !slices.Equal(seen, want) {
			t.Errorf("the rules see %q, want %q", seen, want)
		}
		return []rule.Hit{{Line: 1, ID: "some-rule", Reason: "why"}}
	})
	want := []string{"one: + model ", "two: - model ", "three: - boilerplate some-rule (why)", "four: + model "}
	if diff := cmp.Diff(want, v.decided()); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
}

func TestCountWords(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, " \n": 0, "one": 1, "one two": 2, "don't": 1, "it’s": 1, "well-known": 1, "a/b": 2, "3.5": 2, "—": 0,
		"東京2024年": 4, "Les élèves": 2, "हिन्दी में": 2, "コーヒー": 4, "ไทย": 3, "word漢word": 3,
	} {
		if got := countWords(s); got != want {
			t.Errorf("%q has %d words, want %d", s, got, want)
		}
	}
}
