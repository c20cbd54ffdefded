package eval

import (
	"cmp"
	"slices"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/score"
	"github.com/pithtext/pith/extract"
)

// Summary is how a system did on one corpus.
type Summary struct {
	Corpus              string
	Kind                corpus.Kind
	Groups              []Group // all pages first, then by type or by language
	Segments            score.Segments
	Title, Author, Date score.Field
	Pages               int
	Refused             []Refusal // most frequent first
	TypeRight, TypeSeen int       // pages whose type the system named, and named rightly
}

// Group is the mean over pages that have something in common.
type Group struct {
	Name          string // "overall", a page type or a language
	Pages         int
	Text          score.Text
	With, Without float64
}

// Refusal is a reason for giving no text, and how many pages it met.
type Refusal struct {
	Reason string
	Pages  int
}

// Summarize sums up the results that belong to c.
func Summarize(c *corpus.Corpus, results []Result) Summary {
	s := Summary{Corpus: c.Name, Kind: c.Kind}
	var mine []*Result
	for i := range results {
		if results[i].Corpus == c.Name {
			mine = append(mine, &results[i])
		}
	}
	s.Pages = len(mine)
	for _, r := range mine {
		if r.Segments != nil {
			s.Segments.Add(*r.Segments)
		}
		s.Title.Add(r.Title)
		s.Author.Add(r.Author)
		s.Date.Add(r.Date)
		if r.FoundType != "" && r.Refused == "" {
			s.TypeSeen++
			if r.FoundType == r.Type {
				s.TypeRight++
			}
		}
	}
	s.Refused = refusals(mine)
	if c.Kind != corpus.Segments {
		s.Groups = groups(c.Kind, mine)
	}
	return s
}

func groups(k corpus.Kind, results []*Result) []Group {
	key := func(r *Result) string { return r.Type }
	names := extract.Types()
	if k == corpus.Multilingual {
		key = func(r *Result) string { return r.Lang }
		names = nil
	}
	by := map[string][]*Result{}
	for _, r := range results {
		n := key(r)
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
		by[n] = append(by[n], r)
	}
	if k == corpus.Multilingual {
		slices.Sort(names)
	}
	out := []Group{mean("overall", results)}
	for _, n := range names {
		if len(by[n]) > 0 {
			out = append(out, mean(n, by[n]))
		}
	}
	return out
}

func mean(name string, results []*Result) Group {
	g := Group{Name: name, Pages: len(results)}
	with, without := 0, 0
	for _, r := range results {
		if r.Text != nil {
			g.Text.Precision += r.Text.Precision
			g.Text.Recall += r.Text.Recall
			g.Text.F1 += r.Text.F1
		}
		if r.With != nil {
			with++
			g.With += *r.With
		}
		if r.Without != nil {
			without++
			g.Without += *r.Without
		}
	}
	n := float64(max(g.Pages, 1))
	g.Text.Precision /= n
	g.Text.Recall /= n
	g.Text.F1 /= n
	g.With /= float64(max(with, 1))
	g.Without /= float64(max(without, 1))
	return g
}

func refusals(results []*Result) []Refusal {
	n := map[string]int{}
	for _, r := range results {
		if r.Refused != "" {
			n[r.Refused]++
		}
	}
	out := make([]Refusal, 0, len(n))
	for why, pages := range n {
		out = append(out, Refusal{why, pages})
	}
	slices.SortFunc(out, func(a, b Refusal) int {
		return cmp.Or(cmp.Compare(b.Pages, a.Pages), cmp.Compare(a.Reason, b.Reason))
	})
	return out
}

// Overall is the corpus's headline figure: mean F1, or accuracy on segments.
func (s *Summary) Overall() float64 {
	if s.Kind == corpus.Segments {
		return s.Segments.Accuracy()
	}
	return s.Groups[0].Text.F1
}
