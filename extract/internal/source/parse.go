package source

import (
	"bytes"
	"errors"
	"io"
	"mime"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parse mends the markup of data and parses it.
func (p *Page) parse(c clock, data []byte, xml bool, limits Limits) (*html.Node, error) {
	how := mode{xml: xml}
	m, err := mend(c, data, limits, how)
	if err != nil {
		return nil, err
	}
	root, err := parseTree(c, m)
	if err != nil && c.check() == nil && !m.mode.strict {
		// The parser found the page deeper than the mender did, which takes
		// tags that are nested against all rules.
		m.mode.strict, m.mode.neutral = true, true
		if m, err = mend(c, data, limits, m.mode); err != nil {
			return nil, err
		}
		root, err = parseTree(c, m)
	}
	if err != nil {
		if err := c.check(); err != nil {
			return nil, err
		}
		return nil, &LimitError{Limit: "depth", Value: int64(limits.Depth)}
	}
	for _, w := range m.warnings() {
		p.warn(w)
	}
	complete(root)
	return root, nil
}

// Sizes, in bytes of text, by which pages are judged.
const (
	fewText  = 250 // less than a story has
	muchText = 500 // as much as the shortest story has
)

// mend goes over data, again in another mode when the first look shows that
// the page is made of frames, has its text in <noscript>, or would blow up.
func mend(c clock, data []byte, limits Limits, how mode) (*mender, error) {
	for {
		if err := c.check(); err != nil {
			return nil, err
		}
		m := &mender{lexer: newLexer(data), limits: limits, mode: how}
		err := m.run()
		switch {
		case err == errBlowUp:
			how.neutral = true
		case err != nil:
			return nil, err
		case m.framed && m.visible < fewText && !how.frames:
			how.frames = true
		case m.noscripts > max(muchText, m.visible) && !how.noscript:
			how.noscript = true
		default:
			return m, nil
		}
	}
}

// parseTree parses the mended markup of m.
func parseTree(c clock, m *mender) (*html.Node, error) {
	return html.Parse(&feeder{clock: c, data: m.apply()})
}

// feedSize is how much is handed to the parser at a time: what its buffer
// holds. The costliest markup within the limits keeps it busy for some 10 ms
// with that much.
const feedSize = 4 << 10

// feeder hands data to the parser, which can be stopped in no other way than
// by an error from its reader.
type feeder struct {
	clock clock
	data  []byte
}

func (f *feeder) Read(b []byte) (int, error) {
	if len(f.data) == 0 {
		return 0, io.EOF
	}
	if err := f.clock.check(); err != nil {
		return 0, err
	}
	n := copy(b[:min(len(b), feedSize)], f.data)
	f.data = f.data[n:]
	return n, nil
}

// xmlDocument tells whether data is a page in XML syntax: by its header, or
// because it begins with an XML declaration.
func xmlDocument(data []byte, contentType string) bool {
	if media, _, err := mime.ParseMediaType(contentType); err == nil || errors.Is(err, mime.ErrInvalidMediaParameter) {
		if media == "application/xhtml+xml" || media == "application/xml" || media == "text/xml" {
			return true
		}
	}
	head := data[:min(len(data), 1024)]
	return bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("<?xml"))
}

// complete makes sure that the tree has <html>, <head> and <body>.
func complete(root *html.Node) {
	top := child(root, atom.Html)
	if top == nil {
		top = element(atom.Html)
		root.AppendChild(top)
	}
	if child(top, atom.Head) == nil {
		top.InsertBefore(element(atom.Head), top.FirstChild)
	}
	if child(top, atom.Body) == nil {
		top.AppendChild(element(atom.Body))
	}
}

// child returns the first child of n that is an element of type a, or nil.
func child(n *html.Node, a atom.Atom) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.DataAtom == a {
			return c
		}
	}
	return nil
}

func element(a atom.Atom) *html.Node {
	return &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
}
