package system

import (
	"bytes"
	"context"
	"time"

	shiori "github.com/go-shiori/go-readability"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
)

// readability is github.com/go-shiori/go-readability as its users call it.
func readability(_ context.Context, p *corpus.Page, body []byte) (Answer, error) {
	a, err := shiori.FromReader(bytes.NewReader(body), base(p))
	if err != nil {
		return Answer{}, err
	}
	return nonempty(Answer{Text: a.TextContent, Title: a.Title, Author: a.Byline, Date: day(a.PublishedTime)})
}

func day(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func nonempty(a Answer) (Answer, error) {
	if a.Text == "" {
		return a, ErrNothing
	}
	return a, nil
}
