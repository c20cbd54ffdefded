package eval

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/score"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
	"github.com/pithtext/pith/extract"
)

func text(id, pageType string, f1 float64) Result {
	return Result{Corpus: "c", ID: id, Type: pageType, Text: &score.Text{Precision: f1, Recall: f1, F1: f1}}
}

func half(v float64) *float64 { return &v }

func TestJudgeFullText(t *testing.T) {
	c := &corpus.Corpus{Name: "c", Kind: corpus.FullText}
	p := &corpus.Page{Corpus: "c", ID: "1", Type: "article", Text: "the tide came in", Title: "Tide",
		With: []string{"Tide", "out"}, Without: []string{"menu"}, Date: "2025-03-04"}
	a := system.Answer{Text: "The tide came", Title: "tide!", Author: "Bo Ek", Type: "forum", Confidence: 0.5}
	got := Judge(c, p, a, nil)
	want := Result{Corpus: "c", ID: "1", Type: "article", FoundType: "forum", Confidence: 0.5,
		Text: &score.Text{Precision: 1, Recall: 0.75, F1: 1.5 / 1.75}, With: half(0.5), Without: half(0),
		Title: score.Right, Author: score.Spurious, Date: score.Missing}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestJudgeAsksAuthorsOfArticlesOnly(t *testing.T) {
	c := &corpus.Corpus{Kind: corpus.FullText}
	got := Judge(c, &corpus.Page{Type: "forum", Author: "Bo Ek", Date: "2025-03-04", Title: "Tide"}, system.Answer{}, nil)
	if got.Author != "" || got.Date != "" || got.Title != score.Missing {
		t.Errorf("author %q, date %q, title %q", got.Author, got.Date, got.Title)
	}
}

func TestJudgeRefused(t *testing.T) {
	err := &extract.InputError{Name: "17", Op: "extract", Err: extract.ErrNoArticle}
	c := &corpus.Corpus{Kind: corpus.FullText}
	got := Judge(c, &corpus.Page{ID: "17", Text: "tide"}, system.Answer{}, err)
	if got.Refused != "no article found" || got.Headline() != 0 {
		t.Errorf("refused %q, score %v", got.Refused, got.Headline())
	}
	// A page whose truth has no text is right to be refused.
	if got := Judge(c, &corpus.Page{ID: "17"}, system.Answer{}, err); got.Headline() != 1 {
		t.Errorf("empty truth: score %v, want 1", got.Headline())
	}
}

func TestJudgeMultilingualCountsCharacters(t *testing.T) {
	c := &corpus.Corpus{Kind: corpus.Multilingual}
	got := Judge(c, &corpus.Page{Lang: "zh", Text: "港口开放"}, system.Answer{Text: "港口开"}, nil)
	if got.Text.Recall != 0.75 || got.Title != "" {
		t.Errorf("recall %v, title %q; want 0.75 and none", got.Text.Recall, got.Title)
	}
}

func TestJudgeSegments(t *testing.T) {
	c := &corpus.Corpus{Kind: corpus.Segments}
	got := Judge(c, &corpus.Page{With: []string{"tide"}, Without: []string{"menu"}}, system.Answer{Text: "menu"}, nil)
	if want := (score.Segments{FN: 1, FP: 1}); *got.Segments != want || got.Text != nil {
		t.Errorf("got %+v, text %v", *got.Segments, got.Text)
	}
}

func TestSummarize(t *testing.T) {
	results := []Result{text("1", "forum", 0.2), text("2", "article", 0.8), text("3", "article", 0.5), text("4", "odd", 0.1)}
	results[0].Refused = "no article found"
	results[1].FoundType, results[2].FoundType = "article", "forum"
	results[1].With, results[2].With = half(1), half(0.5)
	results = append(results, Result{Corpus: "other", ID: "1", Text: &score.Text{F1: 1}})
	s := Summarize(&corpus.Corpus{Name: "c", Kind: corpus.FullText}, results)
	var got []string
	for _, g := range s.Groups {
		got = append(got, fmt.Sprintf("%s %d %.2f %.2f", g.Name, g.Pages, g.Text.F1, g.With))
	}
	want := []string{"overall 4 0.40 0.75", "article 2 0.65 0.75", "forum 1 0.20 0.00", "odd 1 0.10 0.00"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if s.TypeSeen != 2 || s.TypeRight != 1 {
		t.Errorf("types: %d of %d", s.TypeRight, s.TypeSeen)
	}
	if d := cmp.Diff([]Refusal{{"no article found", 1}}, s.Refused); d != "" {
		t.Error(d)
	}
}

func TestFloors(t *testing.T) {
	floors, err := ParseFloors("0.5, article=0.7,news:overall=0.99")
	if err != nil {
		t.Fatal(err)
	}
	c := Summarize(&corpus.Corpus{Name: "c"}, []Result{text("1", "forum", 0.2), text("2", "article", 0.7)})
	segments := Summary{Corpus: "news", Kind: corpus.Segments, Segments: score.Segments{TP: 9, FN: 1}}
	short, err := Below(floors, []Summary{c, segments})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range short {
		got = append(got, fmt.Sprintf("%s %s %.2f < %.2f", s.Corpus, s.Key, s.Got, s.Value))
	}
	// The article figure is at its floor, which is enough.
	want := []string{"c overall 0.45 < 0.50", "news overall 0.90 < 0.99"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if _, err := Below([]Floor{{Key: "article"}}, []Summary{segments}); err == nil {
		t.Error("a floor for a figure that does not exist passed")
	}
	for _, bad := range []string{"x", "article=", "1.5", "article=0.5,", "-1"} {
		if _, err := ParseFloors(bad); err == nil {
			t.Errorf("ParseFloors(%q) passed", bad)
		}
	}
}

func TestWorst(t *testing.T) {
	results := []Result{text("1", "forum", 0.2), text("2", "article", 0.8), text("3", "forum", 0.1), text("4", "article", 0.2)}
	ids := func(rs []*Result) (s string) {
		for _, r := range rs {
			s += r.ID
		}
		return s
	}
	if got := ids(Worst(results, "", 3)); got != "314" {
		t.Errorf("worst of all: %s, want 314", got)
	}
	if got := ids(Worst(results, "article", 9)); got != "42" {
		t.Errorf("worst articles: %s, want 42", got)
	}
}

func TestDiff(t *testing.T) {
	before := []Result{text("1", "", 0.2), text("2", "", 0.8), text("3", "", 0.5), text("gone", "", 0)}
	after := []Result{text("new", "", 0), text("1", "", 0.3), text("2", "", 0.4), text("3", "", 0.5)}
	moves, pairs := Diff(before, after)
	var got []string
	for _, m := range moves {
		got = append(got, fmt.Sprintf("%s %+.1f", m.After.ID, m.Delta))
	}
	if d := cmp.Diff([]string{"2 -0.4", "1 +0.1"}, got); d != "" || pairs != 3 {
		t.Errorf("%d pairs\n%s", pairs, d)
	}
}

func TestWriteAndRead(t *testing.T) {
	want := []Result{text("1", "forum", 0.2), {Corpus: "c", ID: "2", Refused: "<none>", Segments: &score.Segments{TP: 1}}}
	var b bytes.Buffer
	if err := Write(&b, want); err != nil {
		t.Fatal(err)
	}
	got, err := Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if _, err := Read(strings.NewReader("{}\n{")); err == nil || !strings.Contains(err.Error(), "record 2") {
		t.Errorf("broken file: got %v", err)
	}
}

func TestOrder(t *testing.T) {
	var got []int
	o := NewOrder(func(n int) error {
		got = append(got, n)
		if n == 40 {
			return errors.New("full")
		}
		return nil
	})
	for _, i := range []int{2, 0, 1, 4} {
		if err := o.Put(i, 10*i); err != nil {
			t.Errorf("Put(%d): %v", i, err)
		}
	}
	if err := o.Put(3, 30); err == nil || err.Error() != "full" {
		t.Errorf("got %v, want full", err)
	}
	if err := o.Put(5, 50); err == nil || err.Error() != "full" {
		t.Errorf("got %v, want full", err)
	}
	if !slices.Equal(got, []int{0, 10, 20, 30, 40}) {
		t.Errorf("got %v", got)
	}
}

func TestEachStopsAtTheFirstError(t *testing.T) {
	c := &corpus.Corpus{Name: "c", Pages: []corpus.Page{{ID: "1"}, {ID: "2"}, {ID: "3"}}}
	calls := 0
	err := Each(context.Background(), []*corpus.Corpus{c}, 1, func(i int, _ *corpus.Corpus, p *corpus.Page) error {
		calls++
		if p.ID == "2" {
			return errors.New("no")
		}
		return nil
	})
	if err == nil || err.Error() != "c/2: no" || calls != 2 {
		t.Errorf("got %v after %d calls", err, calls)
	}
}
