package archive

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"
)

// archives are ways to make archives that cost a reader more than their size
// should: headers without an end, lengths that are lies, members of nothing.
var archives = []struct {
	name string
	open func(io.Reader) Reader
	make func(n int) []byte
}{
	{"warc-heads", NewWARC, units("WARC/1.0\r\n")},
	{"warc-versions", NewWARC, units("WARC/1.0")},
	{"warc-records", NewWARC, units("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n")},
	{"warc-long-lies", NewWARC, units("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60000000\r\n\r\nabc\r\n\r\n")},
	{"warc-skipped-lies", NewWARC, units("WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 600000000\r\n\r\nabc\r\n\r\n")},
	{"warc-half-lies", NewWARC, func(n int) []byte {
		return []byte(strings.Repeat("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 100000\r\n\r\nabc\r\n\r\n", n/60))
	}},
	{"warc-short-lies", NewWARC, units("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1\r\n\r\nabcdef\r\n\r\n")},
	{"warc-fields", NewWARC, after("WARC/1.0\r\n", "a: b\r\n")},
	{"warc-line", NewWARC, after("WARC/1.0\r\n", "aW")},
	{"gzip-empty", NewWARC, units(string(gz(nil)))},
	{"gzip-magic", NewWARC, after(string(gz(html(1))), "\x1f\x8b\x08\x00")},
	{"zstd-empty", NewWARC, units(string(zst(nil)))},
	{"zstd-magic", NewWARC, after(string(zst(html(1))), "\x28\xb5\x2f\xfd")},
	{"chunks", NewWARC, func(n int) []byte {
		return record(1, "response", []string{"HTTP/1.1 200 OK", "Transfer-Encoding: chunked"}, units("1\r\na\r\n")(n))
	}},
	{"chunk-lies", NewWARC, func(n int) []byte {
		return record(1, "response", []string{"HTTP/1.1 200 OK", "Transfer-Encoding: chunked"}, units("fffffff\r\na\r\n")(n))
	}},
	{"encodings", NewWARC, func(n int) []byte {
		return record(1, "response", []string{"HTTP/1.1 200 OK", "Content-Encoding: " + string(units("gzip,")(n))}, []byte(page(1)))
	}},
	{"http-fields", NewWARC, func(n int) []byte {
		return record(1, "response", []string{"HTTP/1.1 200 OK", string(units("a: b\r\n")(n))}, []byte(page(1)))
	}},
	{"mhtml-parts", NewMHTML, after("Content-Type: multipart/related; boundary=a\n\n", "--a\nContent-Type: text/css\n\nx\n")},
	{"mhtml-nested", NewMHTML, units("Content-Type: multipart/related; boundary=a\n\n--a\n")},
	{"mhtml-fields", NewMHTML, units("a: b\n")},
	{"mhtml-boundaries", NewMHTML, after("Content-Type: multipart/related; boundary=a\n\n--a\n\n", "\n--a")},
	{"mhtml-base64", NewMHTML, after("Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n", "!!!!\n")},
	{"mhtml-quoted", NewMHTML, after("Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n", "=\n")},
	{"lines-empty", NewLines, units("\n")},
	{"lines-bad", NewLines, units("{\n")},
	{"lines-deep", NewLines, units(`{"id":`)},
	{"lines-keys", NewLines, after("{", `"html":"",`)},
	{"lines-long", NewLines, units("a")},
}

func units(unit string) func(int) []byte {
	return func(n int) []byte { return []byte(strings.Repeat(unit, n/len(unit))) }
}

func after(start, unit string) func(int) []byte {
	return func(n int) []byte { return append([]byte(start), units(unit)(n)...) }
}

// TestHostileArchives reads each to its end. Where work was done over again for
// every lie, this would take hours.
func TestHostileArchives(t *testing.T) {
	for _, a := range archives {
		data := a.make(100_000)
		answers(t, a.open(bytes.NewReader(data)), len(data))
	}
}

// BenchmarkDoubling shows that time grows with an archive's size and no faster:
// B/s stays what it is.
func BenchmarkDoubling(b *testing.B) {
	for _, a := range archives {
		for _, size := range []int{200_000, 400_000, 800_000} {
			data := a.make(size)
			b.Run(a.name+"/"+strconv.Itoa(size/1000)+"k", func(b *testing.B) {
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					r := a.open(bytes.NewReader(data))
					for range len(data) + 2 {
						if _, err := r.Next(); err == io.EOF {
							break
						}
					}
				}
			})
		}
	}
}
