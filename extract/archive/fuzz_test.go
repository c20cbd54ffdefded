package archive

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func FuzzWARC(f *testing.F) {
	f.Add(join(html(1), html(2)))
	f.Add(join(gz(html(1)), gz(html(2))))
	f.Add(join(zst(html(1)), zst(html(2))))
	f.Add(record(1, "response", []string{"HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "Content-Encoding: br"}, []byte("5\r\nhello\r\n0\r\n\r\n")))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 9223372036854775807\r\n\r\n"))
	f.Add([]byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\nWARC/1.0\r\n\r\n"))
	f.Add([]byte{0x5d, 0x2a, 0x4d, 0x18, 0xff, 0xff, 0xff, 0xff, 1})
	addPages(f, func(page []byte) []byte {
		return join(record(1, "response", []string{"HTTP/1.1 200 OK", "Content-Type: text/html"}, page),
			gz(record(2, "response", []string{"HTTP/1.1 200 OK", "Content-Encoding: gzip"}, gz(page))))
	})
	f.Fuzz(func(t *testing.T, data []byte) {
		checkReader(t, data, func(r io.Reader) Reader { return NewWARC(r) })
	})
}

func FuzzMHTML(f *testing.F) {
	f.Add([]byte(saved))
	f.Add([]byte(strings.ReplaceAll(saved, "\n", "\r\n")))
	f.Add([]byte(strings.ReplaceAll(saved, "quoted-printable", "base64")))
	f.Add([]byte("Content-Type: multipart/related; boundary=a\n\n--a\nContent-Type: multipart/related; boundary=a\n\n--a\n"))
	addPages(f, func(page []byte) []byte {
		return join([]byte("Content-Type: multipart/related; boundary=a\n\n--a\nContent-Type: text/html\n\n"), page, []byte("\n--a--\n"))
	})
	f.Fuzz(func(t *testing.T, data []byte) {
		checkReader(t, data, func(r io.Reader) Reader { return NewMHTML(r) })
	})
}

func FuzzLines(f *testing.F) {
	f.Add([]byte(`{"id":1,"html":"<p>x"}` + "\n{}\n\n[]"))
	f.Add([]byte(`{"id":"a\ud800","url":"\u0000","html":"\ud83d\ude00"}` + "\r\n" + `{"html":"a","html":7}`))
	addPages(f, func(page []byte) []byte {
		return []byte(`{"id":"a","url":"https://example.com/a","html":` + strconv.Quote(string(page)) + "}\n")
	})
	f.Fuzz(func(t *testing.T, data []byte) {
		checkReader(t, data, func(r io.Reader) Reader { return NewLines(r) })
	})
}

// addPages seeds f with archives of the smaller fixtures.
func addPages(f *testing.F, archive func(page []byte) []byte) {
	for _, dir := range []string{"charset", "hostile"} {
		files, err := filepath.Glob("../../testdata/" + dir + "/*")
		if err != nil || len(files) == 0 {
			f.Fatalf("no pages in %s: %v", dir, err)
		}
		for _, file := range files {
			page, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			if len(page) < 2000 {
				f.Add(archive(page))
			}
		}
	}
}

// answer is what one call of Next gave.
type answer struct {
	Record *Record
	Err    string
}

// checkReader reads an archive twice, the second time a few bytes at a time:
// both must give the same answers.
func checkReader(t *testing.T, data []byte, open func(io.Reader) Reader) {
	whole := answers(t, open(bytes.NewReader(data)), len(data))
	if len(data) > 64<<10 {
		return
	}
	parts := answers(t, open(iotest.HalfReader(bytes.NewReader(data))), len(data))
	if diff := cmp.Diff(whole, parts); diff != "" {
		t.Fatalf("read at once and in parts: %s", diff)
	}
}

// answers reads to the end, which must come after at most one answer a byte,
// with offsets that never go back and bodies within the limit.
func answers(t *testing.T, r Reader, size int) (all []answer) {
	offset := int64(0)
	for range size + 2 {
		rec, err := r.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			all = append(all, answer{Err: err.Error()})
		} else {
			all = append(all, answer{Record: rec})
		}
		at := offset
		var lost *RecordError
		switch {
		case errors.As(err, &lost):
			at = lost.Offset
		case err != nil:
			return all
		default:
			at = rec.Offset
			if len(rec.Body) > MaxRecord {
				t.Fatalf("body of %d bytes", len(rec.Body))
			}
			if !utf8.ValidString(rec.ID) || !utf8.ValidString(rec.URL) {
				t.Fatalf("ID %q or URL %q is not valid UTF-8", rec.ID, rec.URL)
			}
		}
		if at < offset || at > int64(size) {
			t.Fatalf("offset %d after %d in %d bytes", at, offset, size)
		}
		offset = at
	}
	t.Fatal("no end")
	return nil
}
