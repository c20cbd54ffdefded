package eval

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
)

// Floor is a figure that must not be undercut.
type Floor struct {
	Corpus string // empty means every corpus that has the figure
	Key    string // "overall", a type, a language, "title", "author" or "date"
	Value  float64
}

// ParseFloors reads "0.885" or "article=0.96,overall=0.885". A key may name its
// corpus: "segments-dev:overall=0.945".
func ParseFloors(s string) ([]Floor, error) {
	if s == "" {
		return nil, nil
	}
	var out []Floor
	for _, part := range strings.Split(s, ",") {
		f := Floor{Key: "overall"}
		key, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok {
			value = key
		} else if corpus, rest, ok := strings.Cut(key, ":"); ok {
			f.Corpus, f.Key = corpus, rest
		} else {
			f.Key = key
		}
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || v < 0 || v > 1 {
			return nil, fmt.Errorf("%q is not a figure from 0 to 1", value)
		}
		f.Value = v
		out = append(out, f)
	}
	return out, nil
}

// Shortfall is a figure below its floor.
type Shortfall struct {
	Floor
	Corpus string
	Got    float64
}

// Below returns the figures below their floors, and an error for a floor that
// no figure answers to.
func Below(floors []Floor, summaries []Summary) ([]Shortfall, error) {
	var out []Shortfall
	for _, f := range floors {
		met := false
		for i := range summaries {
			s := &summaries[i]
			got, ok := s.Figure(f.Key)
			if !ok || f.Corpus != "" && f.Corpus != s.Corpus {
				continue
			}
			met = true
			if got < f.Value {
				out = append(out, Shortfall{f, s.Corpus, got})
			}
		}
		if !met {
			return nil, fmt.Errorf("no figure %q in these corpora", f.name())
		}
	}
	return out, nil
}

func (f Floor) name() string {
	if f.Corpus == "" {
		return f.Key
	}
	return f.Corpus + ":" + f.Key
}

// Figure returns the figure called key; ok is false where the corpus has none.
func (s *Summary) Figure(key string) (value float64, ok bool) {
	switch key {
	case "overall":
		return s.Overall(), true
	case "title":
		return s.Title.Correct(), s.Title.Known() > 0
	case "author":
		return s.Author.Correct(), s.Author.Known() > 0
	case "date":
		return s.Date.Correct(), s.Date.Known() > 0
	}
	if s.Kind == corpus.Segments {
		return 0, false
	}
	for _, g := range s.Groups {
		if g.Name == key {
			return g.Text.F1, true
		}
	}
	return 0, false
}
