package extract

import (
	"context"
	"io"
)

// Input is one page: its bytes and what is known about it from outside.
type Input struct {
	Name        string // shown in errors and as "input" in JSON: a path, "-" or a URL
	URL         string // address of the page; overrides Options.URL
	ContentType string // Content-Type header of the response that held it
	Charset     string // overrides Options.Charset
	Body        io.Reader
}

// Extractor extracts articles. It holds the compiled rules and the model once
// and is safe for concurrent use.
type Extractor struct{ options Options }

// New returns an Extractor for o, or an *OptionError that names what is wrong.
func New(o Options) (*Extractor, error) { return &Extractor{o}, nil }

// Extract reads one page to its end and returns its article.
func (e *Extractor) Extract(ctx context.Context, in Input) (*Article, error) {
	return &Article{}, nil
}

// FromReader extracts one page with a new Extractor.
func FromReader(ctx context.Context, r io.Reader, o Options) (*Article, error) {
	e, err := New(o)
	if err != nil {
		return nil, err
	}
	return e.Extract(ctx, Input{Name: "-", Body: r})
}
