// Package source turns the bytes of a page into one parsed tree.
//
// It owns everything that happens before the tree exists: limits,
// decompression, telling a page from a picture, the character encoding, plain
// text input, and flattening of nesting that the parser would refuse. No later
// stage reads bytes or parses again.
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

// Limits bounds the work that one page may cause. A zero field means the
// default; a negative one means no limit.
type Limits struct {
	Bytes      int64         // bytes after decompression
	Nodes      int           // nodes of the parsed tree
	Depth      int           // nesting of elements; deeper ones are flattened with a warning
	Attributes int           // attributes of one tag
	Time       time.Duration // reading, parsing and extracting one page
}

// Page is a parsed page. The caller owns the tree.
type Page struct {
	Root        *html.Node // document node; <html>, <head> and <body> always exist
	Base        *url.URL   // what relative links are resolved against; nil when unknown
	Address     *url.URL   // where the page was found; nil when unknown
	Charset     string     // canonical name of the encoding, such as "utf-8"
	CharsetFrom string     // "bom", "header", "option", "valid-utf8", "meta", "guess" or "default"
	Plain       bool       // the input was plain text: every paragraph became a <p>
	Bytes       int64      // size after decompression
	Warnings    []string   // such as nesting that was flattened, in a stable order
}

// ErrNotPage reports input that holds no page: an empty file, an image, a PDF.
// Errors that wrap it say which.
var ErrNotPage = errors.New("not a web page")

// LimitError reports a page over one of the Limits.
type LimitError struct {
	Limit string // name of the field of Limits in lower case, such as "bytes"
	Value int64  // the limit's value; nanoseconds for "time"
}

func (e *LimitError) Error() string { return "page is over the limit of " + e.Limit }

// Read reads in.Body to its end and parses it.
func Read(ctx context.Context, in Input, limits Limits) (*Page, error) {
	root, err := html.Parse(in.Body)
	if err != nil {
		return nil, err
	}
	p := &Page{Root: root, Charset: "utf-8", CharsetFrom: "default"}
	if in.URL != "" {
		if p.Address, err = url.Parse(in.URL); err != nil {
			return nil, err
		}
		p.Base = p.Address
	}
	return p, nil
}
