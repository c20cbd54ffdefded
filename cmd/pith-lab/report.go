package main

import (
	"fmt"
	"io"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/eval"
	"github.com/pithtext/pith/cmd/pith-lab/internal/score"
	"github.com/pithtext/pith/cmd/pith-lab/internal/table"
)

// report prints all that was measured on each corpus.
func report(w io.Writer, summaries []eval.Summary) error {
	for i := range summaries {
		s := &summaries[i]
		if err := scores(w, s); err != nil {
			return err
		}
		if err := metadata(w, s); err != nil {
			return err
		}
		refused(w, s)
	}
	return nil
}

// scores prints how well the text was chosen.
func scores(w io.Writer, s *eval.Summary) error {
	fmt.Fprintf(w, "## %s: %d pages\n\n", s.Corpus, s.Pages)
	var t table.Table
	if s.Kind == corpus.Segments {
		t.Header = []string{"", "accuracy", "TP", "FN", "FP", "TN"}
		g := s.Segments
		t.Add("segments", g.Accuracy(), g.TP, g.FN, g.FP, g.TN)
	} else {
		groupTable(&t, s)
	}
	if err := t.Text(w); err != nil {
		return err
	}
	fmt.Fprintln(w)
	return nil
}

func groupTable(t *table.Table, s *eval.Summary) {
	snippets := s.Kind == corpus.FullText
	t.Header = []string{"", "pages", "F1", "P", "R"}
	if snippets {
		t.Header = append(t.Header, "with", "without")
	}
	for _, g := range s.Groups {
		cells := []any{g.Name, g.Pages, g.Text.F1, g.Text.Precision, g.Text.Recall}
		if snippets {
			cells = append(cells, g.With, g.Without)
		}
		t.Add(cells...)
	}
}

func metadata(w io.Writer, s *eval.Summary) error {
	if s.TypeSeen > 0 && s.Kind == corpus.FullText {
		fmt.Fprintf(w, "page type right: %.3f of %d pages\n\n", float64(s.TypeRight)/float64(s.TypeSeen), s.TypeSeen)
	}
	t := table.Table{Header: []string{"", "known", "correct", "wrong", "missing", "unknown", "spurious"}}
	for _, f := range []struct {
		name  string
		field score.Field
	}{{"title", s.Title}, {"author (articles)", s.Author}, {"date (articles)", s.Date}} {
		if n := f.field; n.Known() > 0 {
			t.Add(f.name, n.Known(), n.Correct(), n.Wrong, n.Missing, n.Spurious+n.None, n.SpuriousRate())
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	if err := t.Text(w); err != nil {
		return err
	}
	fmt.Fprintln(w)
	return nil
}

func refused(w io.Writer, s *eval.Summary) {
	n := 0
	for _, r := range s.Refused {
		n += r.Pages
	}
	fmt.Fprintf(w, "refused: %d of %d pages\n", n, s.Pages)
	for _, r := range s.Refused {
		fmt.Fprintf(w, "  %4d  %s\n", r.Pages, r.Reason)
	}
	fmt.Fprintln(w)
}

func listWorst(w io.Writer, worst []*eval.Result) error {
	if len(worst) == 0 {
		return nil
	}
	fmt.Fprintf(w, "## worst pages\n\n")
	t := table.Table{Header: []string{"page", "score", "P / TP+TN", "R / all", "conf", "type", "found", "why or where"}}
	for _, r := range worst {
		p, q := parts(r)
		t.Add(r.Corpus+"/"+r.ID, r.Headline(), p, q, fmt.Sprintf("%.2f", r.Confidence), r.Type, r.FoundType, note(r))
	}
	if err := t.Text(w); err != nil {
		return err
	}
	fmt.Fprintln(w)
	return nil
}

// parts are the two figures that explain the headline.
func parts(r *eval.Result) (string, string) {
	if r.Segments != nil {
		return fmt.Sprint(r.Segments.TP + r.Segments.TN), fmt.Sprint(r.Segments.Total())
	}
	return fmt.Sprintf("%.3f", r.Text.Precision), fmt.Sprintf("%.3f", r.Text.Recall)
}

func note(r *eval.Result) string {
	if r.Refused != "" {
		return "refused: " + r.Refused
	}
	return r.URL
}

func listMoves(w io.Writer, before, after []eval.Result, n int) error {
	moves, pairs := eval.Diff(before, after)
	up, sum := 0, 0.0
	for _, m := range moves {
		sum += m.Delta
		if m.Delta > 0 {
			up++
		}
	}
	fmt.Fprintf(w, "## against before: %d pages in both, %d better, %d worse, mean %+.4f\n\n",
		pairs, up, len(moves)-up, sum/float64(max(pairs, 1)))
	if len(moves) == 0 {
		return nil
	}
	t := table.Table{Header: []string{"page", "before", "after", "moved", "type", "why or where"}}
	for _, m := range moves[:min(n, len(moves))] {
		t.Add(m.After.Corpus+"/"+m.After.ID, m.Before.Headline(), m.After.Headline(), fmt.Sprintf("%+.3f", m.Delta), m.After.Type, note(m.After))
	}
	return t.Text(w)
}
