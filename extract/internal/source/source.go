// Package source turns the bytes of a page into one parsed tree.
//
// It owns everything that happens before the tree exists: limits,
// decompression, telling a page from a picture, the character encoding, plain
// text input, and mending of markup that the parser would refuse or blow up
// on. No later stage reads bytes or parses again.
//
// The way through the package, one file a step:
//
//	input.go     bytes under limits, gzip opened
//	sniff.go     pictures, archives, feeds, JSON refused by name
//	charset.go   the encoding decided, declared.go and guess.go its witnesses
//	mojibake.go  text that was encoded twice put right
//	plain.go     text told from markup; paragraph.go builds its tree
//	lexer.go     tags found the way the parser finds them, tag.go their kinds
//	mend.go      one pass over the markup: counts, limits, repairs
//	parse.go     the parser, fed so that it can be stopped
//	address.go   where the page was found and what its links are relative to
package source

import (
	"context"
	"errors"
	"io"
	"net/url"
	"time"

	"golang.org/x/net/html"
)

// Input is one page as bytes, with what is known about it from outside.
type Input struct {
	Name        string // shown in errors: a path, "-" or a URL
	URL         string // address of the page, the base of its relative links; may be empty
	ContentType string // Content-Type header of the response that held it; may be empty
	Charset     string // encoding to read it in, whatever the page says; may be empty
	Body        io.Reader
}

// Page is a parsed page. The caller owns the tree.
type Page struct {
	Root        *html.Node // document node; <html>, <head> and <body> always exist
	Base        *url.URL   // what relative links are resolved against: <base href> or else Address; nil when unknown
	Address     *url.URL   // where the page was found: Input.URL, or else what the page says; nil when unknown
	Charset     string     // canonical name of the encoding, such as "utf-8"
	CharsetFrom string     // "bom", "option", "nul-bytes", "header", "valid-utf8", "meta", "guess" or "default"
	Plain       bool       // the input was plain text: every paragraph became a <p>
	Bytes       int64      // size after decompression
	Warnings    []string   // such as nesting that was flattened, in a stable order
	Limits      Limits     // those in force, defaults included

	clock clock
}

// Check returns a *LimitError when the page's time, which began with Read, is
// used up, or the error of the context that Read was given. Later stages call it
// between their steps.
func (p *Page) Check() error { return p.clock.check() }

// ErrNotPage reports input that holds no page: an empty file, an image, a PDF.
// Errors that wrap it say which.
var ErrNotPage = errors.New("not a web page")

// Read reads in.Body to its end and parses it. The errors are ctx's, those of
// in.Body, *ParamError for a field of in that has no meaning, *LimitError, and
// errors that wrap ErrNotPage. limits.Time counts from the call of Read; a
// read of in.Body that blocks is not interrupted.
func Read(ctx context.Context, in Input, limits Limits) (*Page, error) {
	limits = limits.withDefaults()
	clock := newClock(ctx, limits.Time)
	address, err := ParseURL(in.URL)
	if err != nil {
		return nil, err
	}
	if err := CheckCharset(in.Charset); err != nil {
		return nil, err
	}

	p := &Page{Address: address, Limits: limits, clock: clock}
	raw, warning, err := readAll(clock, in.Body, limits.Bytes)
	if err != nil {
		return nil, err
	}
	p.warn(warning)
	p.Bytes = int64(len(raw))
	if err := refuseBinary(raw); err != nil {
		return nil, err
	}
	data := p.decode(raw, in)
	if err := refuseText(data); err != nil {
		return nil, err
	}
	if err := clock.check(); err != nil {
		return nil, err
	}
	if isPlain(data) {
		p.Plain = true
		p.Root, err = plainTree(clock, data, limits.Nodes)
	} else {
		p.Root, err = p.parse(clock, data, xmlDocument(data, in.ContentType), limits)
	}
	if err != nil {
		return nil, err
	}
	p.setAddress()
	return p, nil
}

func (p *Page) warn(text string) {
	if text != "" {
		p.Warnings = append(p.Warnings, text)
	}
}

// clock says when a page has used up its time.
type clock struct {
	ctx      context.Context
	deadline time.Time
	limit    time.Duration
}

func newClock(ctx context.Context, limit time.Duration) clock {
	return clock{ctx: ctx, deadline: time.Now().Add(limit), limit: limit}
}

// check returns ctx's error or a *LimitError once there is no time left.
func (c clock) check() error {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	if time.Now().After(c.deadline) {
		return &LimitError{Limit: "time", Value: int64(c.limit)}
	}
	return nil
}
