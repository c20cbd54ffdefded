package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/score"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
	"github.com/pithtext/pith/extract"
)

// Result is how one page came out.
type Result struct {
	Corpus     string          `json:"corpus"`
	ID         string          `json:"id"`
	URL        string          `json:"url,omitempty"`
	Type       string          `json:"type,omitempty"` // as the truth has it
	Lang       string          `json:"lang,omitempty"`
	Refused    string          `json:"refused,omitempty"` // why there is no text
	FoundType  string          `json:"found_type,omitempty"`
	Confidence float64         `json:"confidence"`
	Text       *score.Text     `json:"text,omitempty"`     // but for a corpus of segments
	With       *float64        `json:"with,omitempty"`     // share of wanted snippets found
	Without    *float64        `json:"without,omitempty"`  // share of unwanted snippets found
	Segments   *score.Segments `json:"segments,omitempty"` // in a corpus of segments
	Title      score.Verdict   `json:"title,omitempty"`
	Author     score.Verdict   `json:"author,omitempty"`
	Date       score.Verdict   `json:"date,omitempty"`
}

// Headline is the figure that the page is ranked by: F1, or the share of
// segments treated rightly.
func (r *Result) Headline() float64 {
	if r.Segments != nil {
		return r.Segments.Accuracy()
	}
	if r.Text != nil {
		return r.Text.F1
	}
	return 0
}

// Judge scores answer a, or the refusal err, against the truth of page p. In a
// corpus of full texts a page without one has no main text: only an empty
// answer is right.
func Judge(c *corpus.Corpus, p *corpus.Page, a system.Answer, err error) Result {
	r := Result{
		Corpus: p.Corpus, ID: p.ID, URL: p.URL, Type: p.Type, Lang: p.Lang,
		FoundType: a.Type, Confidence: a.Confidence,
	}
	if err != nil {
		r.Refused = reason(err)
	}
	if c.Kind == corpus.Segments {
		s := score.CountSegments(a.Text, p.With, p.Without)
		r.Segments = &s
		return r
	}
	t := score.Compare(a.Text, p.Text, c.Kind == corpus.Multilingual)
	r.Text = &t
	if len(p.With) > 0 {
		s := score.Share(a.Text, p.With)
		r.With = &s
	}
	if len(p.Without) > 0 {
		s := score.Share(a.Text, p.Without)
		r.Without = &s
	}
	if c.Kind == corpus.FullText {
		r.Title = score.Title(a.Title, p.Title)
		if p.Type == "article" {
			r.Author = score.Author(a.Author, p.Author)
			r.Date = score.Date(a.Date, p.Date)
		}
	}
	return r
}

// reason is err without the name of the input, so that alike refusals count
// together.
func reason(err error) string {
	var in *extract.InputError
	if errors.As(err, &in) {
		return in.Err.Error()
	}
	return err.Error()
}

// Run scores s on every page. seen, where not nil, is told each page's answer;
// it is called from several goroutines at once.
func Run(ctx context.Context, s system.System, corpora []*corpus.Corpus, workers int, seen func(*corpus.Page, system.Answer) error) ([]Result, error) {
	results := make([]Result, Count(corpora))
	s = system.Guarded(s)
	err := Each(ctx, corpora, workers, func(i int, c *corpus.Corpus, p *corpus.Page) error {
		body, err := p.Read()
		if err != nil {
			return err
		}
		a, refusal := s.Extract(ctx, p, body)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if refusal != nil {
			a.Text = ""
		}
		results[i] = Judge(c, p, a, refusal)
		if seen != nil {
			return seen(p, a)
		}
		return nil
	})
	return results, err
}

// Write writes results as JSON, one object a line.
func Write(w io.Writer, results []Result) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for i := range results {
		if err := enc.Encode(&results[i]); err != nil {
			return err
		}
	}
	return nil
}

// Read reads what [Write] wrote.
func Read(r io.Reader) ([]Result, error) {
	dec := json.NewDecoder(r)
	var out []Result
	for {
		var x Result
		if err := dec.Decode(&x); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("record %d: %w", len(out)+1, err)
		}
		out = append(out, x)
	}
}
