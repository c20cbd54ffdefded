package system

import (
	"bytes"
	"context"
	"strings"

	v2 "codeberg.org/readeck/go-readability/v2"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
)

// readeck is codeberg.org/readeck/go-readability/v2.
func readeck(_ context.Context, p *corpus.Page, body []byte) (Answer, error) {
	a, err := v2.FromReader(bytes.NewReader(body), base(p))
	if err != nil {
		return Answer{}, err
	}
	out := Answer{Title: a.Title(), Author: a.Byline()}
	if t, err := a.PublishedTime(); err == nil {
		out.Date = day(&t)
	}
	if a.Node == nil {
		return out, ErrNothing
	}
	var text strings.Builder
	if err := a.RenderText(&text); err != nil {
		return out, err
	}
	out.Text = text.String()
	return nonempty(out)
}
