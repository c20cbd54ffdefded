package archive

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"
)

// errNoPage reports an MHTML file without an HTML part.
var errNoPage = errors.New("no HTML part")

// maxNesting bounds multipart parts inside each other. Mail programs write
// three levels: mixed, related, alternative.
const maxNesting = 8

// mhtmlReader reads one MHTML file, which holds one page.
type mhtmlReader struct {
	r    io.Reader
	done bool
	more map[string]int
}

// NewMHTML returns a reader of the MHTML file r, as Chrome, Edge, Internet
// Explorer and mail programs save it. Its one record is the root part; pictures,
// styles and frames are skipped.
func NewMHTML(r io.Reader) Reader { return &mhtmlReader{r: r, more: make(map[string]int)} }

// Skipped implements Reader.
func (m *mhtmlReader) Skipped() map[string]int { return maps.Clone(m.more) }

// Next implements Reader.
func (m *mhtmlReader) Next() (*Record, error) {
	if m.done {
		return nil, io.EOF
	}
	m.done = true
	limited := &io.LimitedReader{R: m.r, N: MaxRecord + 1}
	r := bufio.NewReader(limited)
	h, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil && len(h) == 0 {
		return nil, &RecordError{Err: errors.New("no MIME header")}
	}
	record, err := m.part(h, r, 0)
	switch {
	case limited.N <= 0:
		return nil, &RecordError{Err: errLarge}
	case err != nil:
		return nil, &RecordError{Err: err}
	case record == nil:
		return nil, &RecordError{Err: errNoPage}
	}
	if record.URL == "" {
		record.URL = h.Get("Snapshot-Content-Location")
	}
	if record.URL == "" {
		record.URL = h.Get("Content-Location")
	}
	if !strings.Contains(record.URL, "://") {
		record.URL = "" // such as file names and "cid:" of mails
	}
	record.URL = strings.ToValidUTF8(record.URL, "\uFFFD")
	return record, nil
}

// part returns the page in the part with header h and the content r, or nil.
func (m *mhtmlReader) part(h textproto.MIMEHeader, r io.Reader, depth int) (*Record, error) {
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil && media == "" {
		media = "text/plain"
	}
	switch {
	case strings.HasPrefix(media, "multipart/") && depth < maxNesting:
		return m.parts(params, r, depth)
	case media == "text/html" || media == "application/xhtml+xml":
		body, err := decodePart(h.Get("Content-Transfer-Encoding"), r)
		if err != nil && len(body) == 0 {
			return nil, err
		}
		return &Record{
			URL:         h.Get("Content-Location"),
			ContentType: h.Get("Content-Type"),
			Body:        body,
		}, nil
	}
	return nil, nil
}

// parts returns the page among the parts of a multipart: the one that "start"
// names, else the first.
func (m *mhtmlReader) parts(params map[string]string, r io.Reader, depth int) (*Record, error) {
	if params["boundary"] == "" {
		return nil, errors.New("multipart without a boundary")
	}
	parts := multipart.NewReader(r, params["boundary"])
	var found *Record
	for {
		part, err := parts.NextRawPart()
		if err != nil {
			// The end, or a file that was cut short: what came is what there is.
			if found == nil && err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
				return nil, err
			}
			return found, nil
		}
		root := params["start"] != "" && part.Header.Get("Content-Id") == params["start"]
		if found != nil && !root {
			m.more["part of the page"]++
			continue
		}
		record, err := m.part(part.Header, part, depth+1)
		if err != nil {
			return nil, err
		}
		if record != nil {
			found = record
		} else {
			m.more["part of the page"]++
		}
		if found != nil && (root || params["start"] == "") {
			return found, nil
		}
	}
}

// decodePart undoes a transfer encoding.
func decodePart(encoding string, r io.Reader) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, &lenientBase64{r})
	}
	var out bytes.Buffer
	_, err := out.ReadFrom(r)
	return out.Bytes(), err
}

// lenientBase64 drops what is not in the alphabet, as RFC 2045 asks decoders to.
type lenientBase64 struct{ r io.Reader }

// Read implements io.Reader.
func (l *lenientBase64) Read(p []byte) (int, error) {
	for {
		n, err := l.r.Read(p)
		kept := 0
		for _, b := range p[:n] {
			if b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '+' || b == '/' || b == '=' {
				p[kept] = b
				kept++
			}
		}
		if kept > 0 || err != nil {
			return kept, err
		}
	}
}
