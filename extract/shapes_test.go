package extract_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/internal/shapes"
)

// TestShapes takes pages that cost more than their size should the whole way,
// in every format. What comes out may not be out of proportion either.
func TestShapes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	const size = 8000
	limits := extract.Limits{Time: time.Hour}
	for name, o := range map[string]extract.Options{
		"default":     {},
		"kept":        {Rules: rules(t, "keep: [body]\n"), URL: "https://example.com/a/b", Images: "keep", Links: "footnotes", CleanURLs: true},
		"wrapped":     {Rules: rules(t, "keep: [body]\n"), URL: "https://example.com/a/b", Images: "alt", Tables: "tabs", Links: "text", Wrap: 30, Trace: true},
		"readability": {Engine: extract.EngineReadability, Comments: true},
	} {
		o.Limits = limits
		e, err := extract.New(o)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			for _, s := range append(shapes.Markup(), shapes.Stories()...) {
				page := s.Page(size)
				a, err := e.Extract(context.Background(), extract.Input{Body: strings.NewReader(page)})
				var limit *extract.LimitError
				switch {
				case errors.As(err, &limit), err != nil && !errors.Is(err, extract.ErrNoArticle) && !errors.Is(err, extract.ErrNotPage):
					t.Errorf("%s: %v", s.Name, err)
				case err == nil && allFormats(a) > 60*size:
					t.Errorf("%s: %d bytes came out of %d", s.Name, allFormats(a), size)
				}
			}
		})
	}
}
