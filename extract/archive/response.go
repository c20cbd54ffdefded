package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// response is an HTTP response as a crawler stored it.
type response struct {
	status      int
	contentType string
	encodings   []string // as applied, so undone from the last
	chunked     bool
	body        []byte
	cut         bool // decode found that the end is missing
}

// parseResponse parses the header of an HTTP response, leniently: crawlers
// store what servers sent. It returns false for what is no response.
func parseResponse(content []byte) (*response, bool) {
	if !bytes.HasPrefix(content, []byte("HTTP/")) {
		return nil, false
	}
	r := &response{}
	line, rest := cutLine(content)
	words := strings.Fields(string(line))
	if len(words) > 1 {
		r.status, _ = strconv.Atoi(words[1])
	}
	for len(rest) > 0 {
		line, rest = cutLine(rest)
		if len(line) == 0 {
			break
		}
		name, value, _ := strings.Cut(string(line), ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "content-type":
			r.contentType = value
		case "content-encoding":
			for _, e := range strings.Split(strings.ToLower(value), ",") {
				r.encodings = append(r.encodings, strings.TrimSpace(e))
			}
		case "transfer-encoding":
			r.chunked = strings.Contains(strings.ToLower(value), "chunked")
		}
	}
	r.body = rest
	return r, true
}

func cutLine(b []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(b, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest
}

// decode undoes chunks and content encodings. Writers that undid them and left
// the headers are common: what does not look encoded is taken as it is.
func (r *response) decode() ([]byte, error) {
	body := r.body
	if r.chunked {
		body = r.unchunk(body)
	}
	for i := len(r.encodings) - 1; i >= 0; i-- {
		var err error
		if body, err = r.unpack(r.encodings[i], body); err != nil {
			return nil, fmt.Errorf("content encoding %s: %w", r.encodings[i], err)
		}
	}
	return body, nil
}

// unchunk joins the chunks of body. A body that does not start with a chunk is
// returned as it is; of one that is cut short, what came.
func (r *response) unchunk(body []byte) []byte {
	size, _ := cutLine(body)
	digits, _, _ := bytes.Cut(size, []byte(";"))
	if _, err := strconv.ParseUint(string(bytes.TrimSpace(digits)), 16, 32); err != nil {
		return body
	}
	var out bytes.Buffer
	out.Grow(len(body))
	_, err := io.Copy(&out, httputil.NewChunkedReader(bytes.NewReader(body)))
	if err != nil && out.Len() == 0 {
		return body
	}
	r.cut = r.cut || err != nil
	return out.Bytes()
}

// unpack undoes one content encoding.
func (r *response) unpack(encoding string, body []byte) ([]byte, error) {
	if len(body) == 0 {
		return body, nil
	}
	in := bytes.NewReader(body)
	var from io.Reader
	switch encoding {
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(body, gzipMagic[:2]) {
			return body, nil
		}
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		from = z
	case "deflate": // zlib by the standard, bare deflate by habit
		if looksText(body) {
			return body, nil
		}
		if z, err := zlib.NewReader(in); err == nil {
			from = z
		} else {
			from = flate.NewReader(bytes.NewReader(body))
		}
	case "br":
		if looksText(body) {
			return body, nil
		}
		from = brotli.NewReader(in)
	case "zstd":
		if !bytes.HasPrefix(body, zstdMagic) {
			return body, nil
		}
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(MaxRecord))
		if err != nil {
			return nil, err
		}
		defer z.Close()
		from = z
	case "", "identity", "none", "utf-8", "utf8":
		return body, nil
	default:
		return nil, errors.New("unknown")
	}
	return r.readLimited(from)
}

// readLimited reads from to its end or to MaxRecord. Of data that is cut short,
// which crawlers' size limits cause, it returns what came.
func (r *response) readLimited(from io.Reader) ([]byte, error) {
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(bufio.NewReader(from), MaxRecord+1))
	if n > MaxRecord {
		return nil, errLarge
	}
	if err != nil && (!errors.Is(err, io.ErrUnexpectedEOF) || n == 0) {
		return nil, err
	}
	r.cut = r.cut || err != nil
	return out.Bytes(), nil
}

// looksText reports whether body starts like a page rather than like
// compressed data, which has control characters or broken UTF-8 early on.
func looksText(body []byte) bool {
	head := bytes.TrimLeft(body[:min(len(body), 512)], " \t\r\n\xef\xbb\xbf")
	if !bytes.HasPrefix(head, []byte("<")) {
		return false
	}
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			return false
		}
	}
	return true
}
