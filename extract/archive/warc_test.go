package archive

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

// page is a page of about 2 kB that says which one it is.
func page(n int) string {
	return fmt.Sprintf("<html><title>Page %d</title><p>%s</p></html>", n,
		strings.Repeat(fmt.Sprintf("Tram %d stops at the fish market. ", n), 60))
}

// record is a WARC record of a response with the given HTTP header lines.
func record(n int, kind string, http []string, body []byte) []byte {
	var content bytes.Buffer
	if http != nil {
		content.WriteString(strings.Join(http, "\r\n") + "\r\n\r\n")
	}
	content.Write(body)
	var b bytes.Buffer
	fmt.Fprintf(&b, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:0000-%d>\r\nWARC-Target-URI: https://example.com/%d\r\n"+
		"WARC-Date: 2024-05-0%dT10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n",
		kind, n, n, n%9+1, content.Len())
	b.Write(content.Bytes())
	b.WriteString("\r\n\r\n")
	return b.Bytes()
}

func html(n int) []byte {
	return record(n, "response", []string{"HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8"}, []byte(page(n)))
}

func gz(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b)
	w.Close()
	return out.Bytes()
}

func zst(b []byte, options ...zstd.EOption) []byte {
	var out bytes.Buffer
	w, err := zstd.NewWriter(&out, append(options, zstd.WithEncoderConcurrency(1))...)
	if err != nil {
		panic(err)
	}
	w.Write(b)
	w.Close()
	return out.Bytes()
}

// readAll reads an archive to its end: the titles of its pages and its losses,
// in order.
func readAll(t *testing.T, r Reader) (got []string) {
	t.Helper()
	for range 1000 {
		rec, err := r.Next()
		var lost *RecordError
		switch {
		case err == io.EOF:
			return got
		case errors.As(err, &lost):
			got = append(got, "lost: "+err.Error())
		case err != nil:
			return append(got, "error: "+err.Error())
		default:
			got = append(got, titleOf(rec.Body))
		}
	}
	t.Fatal("the archive does not end")
	return nil
}

func titleOf(body []byte) string {
	_, rest, found := strings.Cut(string(body), "<title>")
	if !found {
		return fmt.Sprintf("%d bytes without a title", len(body))
	}
	title, _, _ := strings.Cut(rest, "</title>")
	return title
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func TestWARCContainers(t *testing.T) {
	info := []byte("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n")
	tests := map[string][]byte{
		"plain":               join(info, html(1), html(2), html(3)),
		"plain, no blank end": bytes.TrimRight(join(info, html(1), html(2), html(3)), "\r\n"),
		"plain, blank start":  join([]byte("\r\n\r\n"), info, html(1), html(2), html(3)),
		"gzip, member each":   join(gz(info), gz(html(1)), gz(html(2)), gz(html(3))),
		"gzip, one member":    gz(join(info, html(1), html(2), html(3))),
		"gzip, pairs":         join(gz(join(info, html(1))), gz(join(html(2), html(3)))),
		"zstd, frame each":    join(zst(info), zst(html(1)), zst(html(2)), zst(html(3))),
		"zstd, one frame":     zst(join(info, html(1), html(2), html(3))),
		"zstd, no checksum":   join(zst(info, zstd.WithEncoderCRC(false)), zst(join(html(1), html(2), html(3)), zstd.WithEncoderCRC(false))),
		"zstd, skippable":     join([]byte{0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3}, zst(html(1)), zst(html(2)), zst(html(3))),
	}
	want := []string{"Page 1", "Page 2", "Page 3"}
	for name, data := range tests {
		t.Run(name, func(t *testing.T) {
			if Sniff(data[:min(len(data), SniffLen)]) != WARC && name != "zstd, skippable" {
				t.Error("not sniffed")
			}
			if diff := cmp.Diff(want, readAll(t, NewWARC(bytes.NewReader(data)))); diff != "" {
				t.Error(diff)
			}
			// The same from a reader that hands out a byte at a time.
			if diff := cmp.Diff(want, readAll(t, NewWARC(oneByte{bytes.NewReader(data)}))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWARCZstdDictionary(t *testing.T) {
	dict, err := zstd.BuildDict(zstd.BuildDictOptions{
		ID: 77, Contents: [][]byte{html(4), html(5), html(6)}, History: html(7), Offsets: [3]int{1, 4, 8},
	})
	if err != nil {
		t.Fatal(err)
	}
	frame := func(content []byte) []byte {
		n := len(content)
		return append([]byte{0x5d, 0x2a, 0x4d, 0x18, byte(n), byte(n >> 8), byte(n >> 16), 0}, content...)
	}
	pages := join(zst(html(1), zstd.WithEncoderDict(dict)), zst(html(2), zstd.WithEncoderDict(dict)))
	for name, head := range map[string][]byte{"plain": frame(dict), "compressed": frame(zst(dict))} {
		if diff := cmp.Diff([]string{"Page 1", "Page 2"}, readAll(t, NewWARC(bytes.NewReader(join(head, pages))))); diff != "" {
			t.Errorf("%s dictionary: %s", name, diff)
		}
	}
}

type oneByte struct{ r io.Reader }

func (o oneByte) Read(p []byte) (int, error) { return o.r.Read(p[:min(1, len(p))]) }

func TestWARCFields(t *testing.T) {
	r := NewWARC(bytes.NewReader(join(html(1), html(2))))
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	got, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	want := &Record{
		ID: "urn:uuid:0000-2", URL: "https://example.com/2", Date: "2024-05-03T10:00:00Z",
		ContentType: "text/html; charset=utf-8", Status: 200, Offset: int64(len(html(1))), Body: []byte(page(2)),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWARCDamage(t *testing.T) {
	one, two, three := html(1), html(2), html(3)
	flip := func(b []byte, at int) []byte {
		b = bytes.Clone(b)
		b[at] ^= 0x55
		return b
	}
	g1, g2, g3 := gz(one), gz(two), gz(three)
	z1, z2, z3 := zst(one), zst(two), zst(three)
	length := func(b []byte, add int) []byte {
		old := len(b) - bytes.Index(b, []byte("\r\n\r\n")) - 8
		return bytes.Replace(b, fmt.Appendf(nil, "Content-Length: %d", old), fmt.Appendf(nil, "Content-Length: %d", old+add), 1)
	}
	lost := func(offset int, why string) string { return fmt.Sprintf("lost: record at offset %d: %s", offset, why) }
	tests := []struct {
		name string
		data []byte
		want []string
	}{
		{"plain, version line", join(one, flip(two, 1), three), []string{"Page 1", lost(len(one), "not a record"), "Page 3"}},
		{"plain, length too long", join(one, length(two, 500), three), []string{"Page 1", lost(len(one), errTail.Error()), "Page 3"}},
		{"plain, length too short", join(one, length(two, -500), three), []string{"Page 1", lost(len(one), errTail.Error()), "Page 3"}},
		{"plain, length beyond the end", join(one, length(two, 1<<20), three), []string{"Page 1", lost(len(one), "cut short"), "Page 3"}},
		{"plain, no length", join(one, bytes.Replace(two, []byte("Content-Length"), []byte("Content-Breadth"), 1), three),
			[]string{"Page 1", lost(len(one), "no valid Content-Length"), "Page 3"}},
		{"plain, cut short", join(one, two)[:len(one)+len(two)-100], []string{"Page 1", lost(len(one), "cut short")}},
		{"gzip, deflate stream", join(g1, flip(g2, len(g2)/2), g3), nil},
		{"gzip, checksum", join(g1, flip(g2, len(g2)-6), g3), []string{"Page 1", lost(len(g1), "gzip: invalid checksum"), "Page 3"}},
		{"gzip, magic", join(g1, flip(g2, 0), g3), []string{"Page 1", lost(len(g1), "gzip: invalid header"), "Page 3"}},
		{"gzip, first member", join(flip(g1, 1), g2, g3), nil},
		{"gzip, junk between", join(g1, []byte("<<<< junk >>>>"), g2, g3), []string{"Page 1", lost(len(g1), "gzip: invalid header"), "Page 2", "Page 3"}},
		{"gzip, cut short", join(g1, g2[:len(g2)/2]), []string{"Page 1", lost(len(g1), "cut short")}},
		{"gzip, member missing its end", join(g1, g2[:len(g2)/2], g3), nil},
		{"gzip, record length too long", join(g1, gz(length(two, 500)), g3), []string{"Page 1", lost(len(g1), "cut short"), "Page 3"}},
		{"zstd, block", join(z1, flip(z2, len(z2)/2), z3), nil},
		{"zstd, magic", join(z1, flip(z2, 0), z3), nil},
		{"zstd, cut short", join(z1, z2[:len(z2)-9]), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := readAll(t, NewWARC(bytes.NewReader(test.data)))
			if test.want != nil {
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Error(diff)
				}
				return
			}
			// What the decompressor says first depends on the damage; the
			// undamaged records must come out, and a loss be told.
			t.Log(got)
			joined := strings.Join(got, "\n")
			if !strings.Contains(joined, "lost: record at offset") {
				t.Errorf("no loss reported: %q", got)
			}
			for _, n := range []string{"Page 1", "Page 3"} {
				if bytes.Contains(test.data, map[string][]byte{"Page 1": g1, "Page 3": g3}[n]) && !strings.Contains(joined, n) {
					t.Errorf("%s is lost: %q", n, got)
				}
				if bytes.Contains(test.data, map[string][]byte{"Page 1": z1, "Page 3": z3}[n]) && !strings.Contains(joined, n) {
					t.Errorf("%s is lost: %q", n, got)
				}
			}
			if strings.Contains(joined, "Page 2") && !bytes.Contains(test.data, g2) {
				t.Errorf("a damaged page came out: %q", got)
			}
		})
	}
}

func TestWARCSkips(t *testing.T) {
	ok := []string{"HTTP/1.1 200 OK", "Content-Type: text/html"}
	data := join(
		record(1, "request", []string{"GET / HTTP/1.1"}, nil),
		record(2, "response", []string{"HTTP/1.1 404 Not Found", "Content-Type: text/html"}, []byte(page(2))),
		record(3, "response", []string{"HTTP/1.1 200 OK", "Content-Type: image/png"}, []byte("\x89PNG")),
		record(4, "revisit", ok, nil),
		record(5, "response", ok, []byte(page(5))),
		bytes.Replace(record(6, "resource", nil, []byte("a picture")), []byte("application/http; msgtype=response"), []byte("image/gif"), 1),
		bytes.Replace(record(7, "resource", nil, []byte(page(7))), []byte("application/http; msgtype=response"), []byte("text/html"), 1),
		record(8, "metadata", nil, []byte("a: b")),
	)
	r := NewWARC(bytes.NewReader(data))
	if diff := cmp.Diff([]string{"Page 5", "Page 7"}, readAll(t, r)); diff != "" {
		t.Error(diff)
	}
	want := map[string]int{"request": 1, "status 404": 1, "not a page": 2, "revisit": 1, "metadata": 1}
	if diff := cmp.Diff(want, r.Skipped()); diff != "" {
		t.Error(diff)
	}
}

func TestResponseEncodings(t *testing.T) {
	plain := []byte(page(4))
	pack := func(f func(io.Writer) io.WriteCloser) []byte {
		var b bytes.Buffer
		w := f(&b)
		w.Write(plain)
		w.Close()
		return b.Bytes()
	}
	gzipped := gz(plain)
	zlibbed := pack(func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
	deflated := pack(func(w io.Writer) io.WriteCloser { f, _ := flate.NewWriter(w, 5); return f })
	brotlied := pack(func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })
	chunked := func(b []byte) []byte {
		half := len(b) / 2
		return fmt.Appendf(nil, "%x\r\n%s\r\n%x;ext=1\r\n%s\r\n0\r\n\r\n", half, b[:half], len(b)-half, b[half:])
	}
	tests := []struct {
		name    string
		headers []string
		body    []byte
		want    string // error; empty for the plain page
	}{
		{"gzip", []string{"Content-Encoding: gzip"}, gzipped, ""},
		{"x-gzip", []string{"content-encoding: X-GZip"}, gzipped, ""},
		{"deflate, zlib", []string{"Content-Encoding: deflate"}, zlibbed, ""},
		{"deflate, bare", []string{"Content-Encoding: deflate"}, deflated, ""},
		{"brotli", []string{"Content-Encoding: br"}, brotlied, ""},
		{"zstd", []string{"Content-Encoding: zstd"}, zst(plain), ""},
		{"chunked", []string{"Transfer-Encoding: chunked"}, chunked(plain), ""},
		{"chunked gzip", []string{"Transfer-Encoding: chunked", "Content-Encoding: gzip"}, chunked(gzipped), ""},
		{"two encodings", []string{"Content-Encoding: gzip, br"}, pack(func(w io.Writer) io.WriteCloser {
			b := brotli.NewWriter(w)
			return &both{gzip.NewWriter(b), b}
		}), ""},
		{"gzip undone by the crawler", []string{"Content-Encoding: gzip"}, plain, ""},
		{"brotli undone by the crawler", []string{"Content-Encoding: br"}, plain, ""},
		{"deflate undone by the crawler", []string{"Content-Encoding: deflate"}, plain, ""},
		{"chunks undone by the crawler", []string{"Transfer-Encoding: chunked"}, plain, ""},
		{"unknown", []string{"Content-Encoding: exi"}, plain, "content encoding exi: unknown"},
		{"broken gzip", []string{"Content-Encoding: gzip"}, []byte("\x1f\x8bnonsense"), "content encoding gzip: gzip: invalid header"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			http := append([]string{"HTTP/1.1 200 OK", "Content-Type: text/html"}, test.headers...)
			rec, err := NewWARC(bytes.NewReader(record(1, "response", http, test.body))).Next()
			if test.want != "" {
				if err == nil || err.Error() != "record at offset 0: "+test.want {
					t.Fatalf("got error %v, want %q", err, test.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if string(rec.Body) != string(plain) {
				t.Errorf("got %.80q, want %.80q", rec.Body, plain)
			}
		})
	}
}

type both struct {
	io.Writer
	outer io.Closer
}

func (b *both) Close() error {
	b.Writer.(io.Closer).Close()
	return b.outer.Close()
}

// TestWARCLarge has a record over the cap between two others, in a stream that
// is never held in memory.
func TestWARCLarge(t *testing.T) {
	const size = MaxRecord + 1000
	head := fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.com/big\r\nContent-Length: %d\r\n\r\n", size)
	stream := io.MultiReader(bytes.NewReader(html(1)), strings.NewReader(head),
		io.LimitReader(spaces{}, size), strings.NewReader("\r\n\r\n"), bytes.NewReader(html(2)))
	r := NewWARC(stream).(*warcReader)
	want := []string{"Page 1", fmt.Sprintf("lost: record at offset %d: over 64 MB", len(html(1))), "Page 2"}
	if diff := cmp.Diff(want, readAll(t, r)); diff != "" {
		t.Error(diff)
	}
	if c := cap(r.raw.buf); c > 1<<20 {
		t.Errorf("%d bytes are held", c)
	}
}

type spaces struct{}

func (spaces) Read(p []byte) (int, error) { return copy(p, blanks), nil }

var blanks = strings.Repeat(" ", 64<<10)

// TestBomb has a response of a few kB that unpacks to more than the cap.
func TestBomb(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.Copy(w, io.LimitReader(spaces{}, MaxRecord+1))
	w.Close()
	_, err := NewWARC(bytes.NewReader(record(1, "response",
		[]string{"HTTP/1.1 200 OK", "Content-Type: text/html", "Content-Encoding: gzip"}, b.Bytes()))).Next()
	if want := "record at offset 0: content encoding gzip: over 64 MB"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestWARCReadError(t *testing.T) {
	broken := errors.New("disk on fire")
	r := NewWARC(io.MultiReader(bytes.NewReader(html(1)), bytes.NewReader(html(2)[:100]), failing{broken}))
	if got := readAll(t, r); len(got) != 2 || got[0] != "Page 1" || got[1] != "error: disk on fire" {
		t.Errorf("got %q", got)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
