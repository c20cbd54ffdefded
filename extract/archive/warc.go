package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"strconv"
	"strings"
)

// warcReader reads a WARC file.
type warcReader struct {
	raw     *rewinder
	members members
	inner   *rewinder // content of the current member; nil between members
	content rewinder  // inner, where members are decompressed
	base    int64     // offset of the current member in the file
	plain   bool
	skipped map[string]int
}

// NewWARC returns a reader of the WARC file r, version 0.18 to 1.1, plain or
// compressed with gzip or zstd. Pages are the response and resource records of
// HTML; responses with a status that is not 2xx, revisits and other media are
// skipped and counted. Memory does not grow with the file.
func NewWARC(r io.Reader) Reader {
	w := &warcReader{raw: newRewinder(r), skipped: make(map[string]int)}
	switch head := w.raw.peek(10); {
	case bytes.HasPrefix(head, gzipMagic), w.damagedGzip(head):
		w.members = &gzipMembers{w: w.raw}
	case bytes.HasPrefix(head, zstdMagic), isSkippable(head):
		w.members = &zstdMembers{w: w.raw}
	default:
		w.members, w.plain = &plainMembers{w: w.raw}, true
	}
	return w
}

// damagedGzip reports whether the file is gzip although it does not start so:
// its first member is damaged.
func (w *warcReader) damagedGzip(head []byte) bool {
	if bytes.HasPrefix(bytes.TrimLeft(head, "\r\n"), []byte("WARC/")) {
		return false
	}
	head = w.raw.peek(chunk)
	for i := 0; i+10 <= len(head); i++ {
		if isGzip(head[i : i+10]) {
			return !bytes.Contains(head, []byte("WARC/"))
		}
	}
	return false
}

// Skipped implements Reader.
func (w *warcReader) Skipped() map[string]int { return maps.Clone(w.skipped) }

// Next implements Reader.
func (w *warcReader) Next() (*Record, error) {
	for {
		if w.inner == nil {
			if err := w.open(); err != nil {
				return nil, err
			}
		}
		record, err := w.record()
		switch {
		case err == io.EOF:
			w.inner = nil
		case err != nil:
			return nil, err
		case record != nil:
			return record, nil
		}
	}
}

// open goes to the next member.
func (w *warcReader) open() error {
	r, offset, err := w.members.next()
	var damage *memberError
	if errors.As(err, &damage) {
		return &RecordError{Offset: offset, Err: damage}
	}
	if err != nil {
		return err
	}
	w.base = offset
	if w.plain {
		w.inner = w.raw
	} else {
		w.content.reset(r)
		w.inner = &w.content
	}
	return nil
}

// offset returns the current position in the file as stored: exact for plain
// files, the member's start for compressed ones.
func (w *warcReader) offset() int64 {
	if w.plain {
		return w.inner.offset()
	}
	return w.base
}

// header is the named fields at the head of a record.
type header struct {
	kind, id, url, date, contentType string
	segment, truncated               string
	length                           int64
}

// maxHeader bounds the header of a record; real ones have 1 kB.
const maxHeader = 1 << 20

// maxVersion bounds the first line of a record, such as "WARC/1.1".
const maxVersion = 64

var (
	errNotRecord = errors.New("not a record")
	errLength    = errors.New("no valid Content-Length")
	errCut       = errors.New("cut short")
	errTail      = errors.New("content is longer or shorter than Content-Length says")
	errLarge     = fmt.Errorf("over %d MB", MaxRecord>>20)
)

// record reads the next record of the current member. It returns nil and no
// error for one that is not a page, io.EOF at the end of the member.
func (w *warcReader) record() (*Record, error) {
	for len(w.inner.peek(1)) == 1 && bytes.IndexByte([]byte("\r\n"), w.inner.peek(1)[0]) >= 0 {
		w.inner.skip(1)
	}
	w.inner.mark()
	offset := w.offset()
	if len(w.inner.peek(1)) == 0 {
		return nil, w.end(offset)
	}
	var h header
	switch err := w.header(&h); err {
	case nil:
	case errNotRecord:
		return nil, w.lost(offset, h, err)
	default:
		// Up to here there is no whole header, so there is nothing to go back for.
		w.inner.marked = false
		return nil, w.resume(offset, h, err)
	}
	why := h.skip()
	if why == "" && h.length > MaxRecord {
		w.inner.marked = false
		if w.inner.skip(h.length) < h.length {
			return nil, w.lost(offset, h, errCut)
		}
		return nil, &RecordError{Offset: offset, ID: h.id, URL: h.url, Err: errLarge}
	}
	if why != "" {
		w.skipped[why]++
		if w.inner.skip(h.length) < h.length {
			return nil, w.lost(offset, h, errCut)
		}
		return nil, w.tail(offset, h)
	}
	// The length may be a lie: only what is followed by a record's end is copied.
	content := w.inner.peek(int(h.length) + tailLength)
	if int64(len(content)) < h.length {
		return nil, w.lost(offset, h, errCut)
	}
	w.inner.skip(h.length)
	if err := w.tail(offset, h); err != nil {
		return nil, err
	}
	return w.page(offset, h, bytes.Clone(content[:h.length]))
}

// tailLength is how much of what follows a record is looked at.
const tailLength = 9

// end says how the current member ended: well, or damaged.
func (w *warcReader) end(offset int64) error {
	err := w.inner.err
	if err == io.EOF || err == nil {
		return io.EOF
	}
	if w.plain {
		return err
	}
	return w.lost(offset, header{}, &memberError{err})
}

// tail checks that the record ends where its length says.
func (w *warcReader) tail(offset int64, h header) error {
	rest := w.inner.peek(tailLength)
	trimmed := bytes.TrimLeft(rest, "\r\n")
	if len(trimmed) == 0 && !w.plain && w.inner.err != nil && w.inner.err != io.EOF {
		return w.lost(offset, h, errCut) // the checksum of the member is wrong
	}
	if bytes.HasPrefix(rest, []byte("\r\n\r\n")) {
		return nil // what follows may be damaged, this record is not
	}
	if len(trimmed) == 0 || bytes.HasPrefix(trimmed, []byte("WARC/")[:min(5, len(trimmed))]) {
		return nil
	}
	return w.lost(offset, h, errTail)
}

// lost gives up the record that starts at the mark and goes to the next one,
// which may be inside of it.
func (w *warcReader) lost(offset int64, h header, err error) error {
	if e := w.inner.err; e == nil || e == io.EOF || !w.plain {
		w.inner.rewind()
		w.inner.skip(1)
	}
	return w.resume(offset, h, err)
}

// resume gives up a record and goes to the next one from here on.
func (w *warcReader) resume(offset int64, h header, err error) error {
	if e := w.inner.err; e != nil && e != io.EOF {
		if w.plain {
			return e // the file cannot be read: there is nothing to go on with
		}
		err = &memberError{e}
	}
	lost := &RecordError{Offset: offset, ID: h.id, URL: h.url, Err: err}
	again := w.inner.seek('W', len("WARC/1.0"), func(b []byte) bool {
		return len(b) == 8 && bytes.HasPrefix(b, []byte("WARC/")) && (b[5] == '0' || b[5] == '1') && b[6] == '.'
	})
	if !again {
		if !w.plain && w.inner.err != nil && w.inner.err != io.EOF {
			w.members.abandon()
		}
		w.inner = nil
	}
	return lost
}

// header reads the version line and the fields.
func (w *warcReader) header(h *header) error {
	line, err := w.inner.line(maxVersion)
	if err != nil || !bytes.HasPrefix(line, []byte("WARC/")) {
		return errNotRecord
	}
	h.length = -1
	size := 0
	for {
		line, err := w.inner.line(maxHeader)
		if err != nil {
			return errCut
		}
		if len(line) == 0 {
			break
		}
		if size += len(line); size > maxHeader {
			return errLongLine
		}
		name, value, found := strings.Cut(strings.ToValidUTF8(string(line), "\uFFFD"), ":")
		if !found {
			continue // a folded line; none of the fields below is ever folded
		}
		h.set(strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value))
	}
	if h.length < 0 {
		return errLength
	}
	return nil
}

func (h *header) set(name, value string) {
	switch name {
	case "warc-type":
		h.kind = strings.ToLower(value)
	case "warc-record-id":
		h.id = strings.Trim(value, "<>")
	case "warc-target-uri":
		h.url = strings.Trim(value, "<>") // some writers of version 1.0 put brackets
	case "warc-date":
		h.date = value
	case "content-type":
		h.contentType = value
	case "warc-segment-number":
		h.segment = value
	case "warc-truncated":
		h.truncated = value
	case "content-length":
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			h.length = n
		}
	}
}

// skip says why the record is not a page, from its header alone.
func (h *header) skip() string {
	switch {
	case h.kind == "response" && h.segment != "" && h.segment != "1":
		return "continuation of a record"
	case h.kind == "response" && strings.HasPrefix(h.url, "dns:"):
		return "dns"
	case h.kind == "response":
		return ""
	case h.kind == "resource" && isPage(h.contentType):
		return ""
	case h.kind == "resource":
		return "not a page"
	case h.kind == "":
		return "no type"
	}
	return h.kind
}

// warnings says what the archive does not hold of the record.
func (h *header) warnings() []string {
	switch {
	case h.segment != "":
		return []string{"the page goes on in a further record, which is not read"}
	case h.truncated != "":
		return []string{fmt.Sprintf("the archive holds the beginning of the page only (WARC-Truncated: %s)", h.truncated)}
	}
	return nil
}

// page makes a page of a record's content.
func (w *warcReader) page(offset int64, h header, content []byte) (*Record, error) {
	record := &Record{ID: h.id, URL: h.url, Date: h.date, ContentType: h.contentType, Offset: offset, Body: content, Warnings: h.warnings()}
	if h.kind == "resource" {
		return record, nil
	}
	response, ok := parseResponse(content)
	if !ok { // the content is the page itself, as some writers have it
		record.ContentType = ""
		return record, nil
	}
	record.Status, record.ContentType = response.status, response.contentType
	switch {
	case response.status < 200 || response.status > 299:
		w.skipped[fmt.Sprintf("status %d", response.status)]++
		return nil, nil
	case !isPage(response.contentType):
		w.skipped["not a page"]++
		return nil, nil
	}
	body, err := response.decode()
	if err != nil {
		return nil, &RecordError{Offset: offset, ID: h.id, URL: h.url, Err: err}
	}
	record.Body = body
	if response.cut && record.Warnings == nil {
		record.Warnings = []string{"the archive holds the beginning of the page only"}
	}
	return record, nil
}

// isPage reports whether a media type can hold a page. An unknown one can.
func isPage(contentType string) bool {
	media, _, _ := strings.Cut(contentType, ";")
	switch strings.ToLower(strings.TrimSpace(media)) {
	case "", "text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "unk", "no-type":
		return true
	}
	return false
}
