package system

import (
	"bytes"
	"context"

	traf "github.com/markusmobius/go-trafilatura"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
)

// trafilatura is github.com/markusmobius/go-trafilatura with its fallbacks,
// readability and domdistiller.
func trafilatura(_ context.Context, p *corpus.Page, body []byte) (Answer, error) {
	r, err := traf.Extract(bytes.NewReader(body), traf.Options{
		OriginalURL:    base(p),
		EnableFallback: true,
	})
	if err != nil {
		return Answer{}, err
	}
	return nonempty(Answer{
		Text:   r.ContentText,
		Title:  r.Metadata.Title,
		Author: r.Metadata.Author,
		Date:   day(&r.Metadata.Date),
	})
}
