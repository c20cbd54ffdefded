// Package system puts pith and its peers behind one interface, so that all are
// scored by the same code.
package system

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/extract"
)

// Answer is what a system made of one page. A field is empty where the system
// gives none.
type Answer struct {
	Text       string
	Title      string
	Author     string
	Date       string // YYYY-MM-DD, or a longer form that starts with it
	Type       string
	Confidence float64
	Trace      *extract.Trace
}

// System is an extractor under test. It is safe for concurrent use.
type System interface {
	// Extract answers for body, the bytes of page p. Of p it may use the
	// address, and what its own options allow it to know.
	Extract(ctx context.Context, p *corpus.Page, body []byte) (Answer, error)
}

// Func is a System without state.
type Func func(ctx context.Context, p *corpus.Page, body []byte) (Answer, error)

// Extract calls f.
func (f Func) Extract(ctx context.Context, p *corpus.Page, body []byte) (Answer, error) {
	return f(ctx, p, body)
}

// ErrNothing reports that a peer answered without text.
var ErrNothing = errors.New("no text")

// Peers are the systems other than pith.
func Peers() []string { return []string{"readability", "readeck", "trafilatura"} }

// Names are all systems.
func Names() []string { return append([]string{"pith"}, Peers()...) }

// Open returns the system called name. Options o only mean something to pith.
func Open(name string, o PithOptions) (System, error) {
	switch name {
	case "pith":
		return NewPith(o)
	case "readability":
		return Func(readability), nil
	case "readeck":
		return Func(readeck), nil
	case "trafilatura":
		return Func(trafilatura), nil
	}
	return nil, fmt.Errorf("no system %q: want one of %s", name, strings.Join(Names(), ", "))
}

// Guarded turns a panic in s into an error that starts with "panic: ".
func Guarded(s System) System {
	return Func(func(ctx context.Context, p *corpus.Page, body []byte) (a Answer, err error) {
		defer func() {
			if r := recover(); r != nil {
				a, err = Answer{}, fmt.Errorf("panic: %v", r)
			}
		}()
		return s.Extract(ctx, p, body)
	})
}

// base is the page's address, or a stand-in: the peers want one.
func base(p *corpus.Page) *url.URL {
	if u, err := url.Parse(p.Address()); err == nil && u.Host != "" {
		return u
	}
	return &url.URL{Scheme: "https", Host: "example.com", Path: "/"}
}

// known reports whether list holds name.
func known(list []string, name string) bool { return slices.Contains(list, name) }
