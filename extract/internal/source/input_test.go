package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
)

func gzipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGzip(t *testing.T) {
	page := "<p>first " + strings.Repeat("word ", 5000)
	one, two := gzipped(t, page), gzipped(t, "<p>second")
	twice := gzipped(t, string(one))
	damaged := bytes.Clone(one)
	damaged[len(damaged)/2] ^= 0xff
	for _, test := range []struct {
		name, text, err, warning string
		body                     []byte
	}{
		{name: "one", body: one, text: "first"},
		{name: "two members", body: append(bytes.Clone(one), two...), text: "second"},
		{name: "twice", body: twice, text: "first"},
		{name: "rubbish after", body: append(bytes.Clone(one), "\x00\x00 rubbish"...), text: "first",
			warning: "bytes after the end of the gzip data were left out"},
		{name: "cut off", body: one[:len(one)-9], err: "gzip data is cut off: unexpected EOF"},
		{name: "cut off in the header", body: one[:5], err: "gzip data is cut off: unexpected EOF"},
		{name: "checksum", body: append(bytes.Clone(one[:len(one)-8]), 1, 2, 3, 4, 5, 6, 7, 8), err: "gzip data is damaged: gzip: invalid checksum"},
		{name: "four times", body: gzipped(t, string(gzipped(t, string(twice)))),
			err: "not a web page: it is gzip inside gzip, over and over; decompress it first"},
		{name: "bomb", body: gzipped(t, strings.Repeat(" ", 40<<20)), err: "page is over the limit of 32 MB"},
	} {
		p, err := Read(context.Background(), Input{Body: bytes.NewReader(test.body)}, Limits{})
		if test.err != "" {
			if err == nil || err.Error() != test.err {
				t.Errorf("%s: error %v, want %s", test.name, err, test.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if !strings.Contains(textOfTree(p.Root), test.text) {
			t.Errorf("%s: no %q in the text", test.name, test.text)
		}
		if got := strings.Join(p.Warnings, "\n"); got != test.warning {
			t.Errorf("%s: warning %q, want %q", test.name, got, test.warning)
		}
	}
}

func TestReadersOfAllKinds(t *testing.T) {
	page := "<p>" + strings.Repeat("word ", 20_000)
	for name, r := range map[string]io.Reader{
		"one byte":  iotest.OneByteReader(strings.NewReader(page)),
		"half":      iotest.HalfReader(strings.NewReader(page)),
		"data+EOF":  iotest.DataErrReader(strings.NewReader(page)),
		"no length": io.MultiReader(strings.NewReader(page)),
	} {
		p, err := Read(context.Background(), Input{Body: r}, Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if p.Bytes != int64(len(page)) {
			t.Errorf("%s: %d bytes, want %d", name, p.Bytes, len(page))
		}
	}
	broken := errors.New("broken pipe")
	_, err := Read(context.Background(), Input{Body: io.MultiReader(strings.NewReader(page), iotest.ErrReader(broken))}, Limits{})
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}

func TestNotAPage(t *testing.T) {
	utf16le := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(" \r\n ")) {
		utf16le = append(utf16le, byte(u), byte(u>>8))
	}
	for _, test := range []struct{ name, body, want string }{
		{"empty", "", "the input is empty"},
		{"white space", " \r\n\t ", "the input is empty"},
		{"NULs", strings.Repeat("\x00", 100), "the input is empty"},
		{"UTF-16 white space", string(utf16le), "the input holds nothing but white space"},
		{"no-break spaces", "\u00a0\u3000\ufeff\n", "the input holds nothing but white space"},
		{"PDF", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "this is a PDF document; convert it to HTML or text first"},
		{"late PDF", "\r\nrubbish\n%PDF-1.4\n1 0 obj", "this is a PDF document; convert it to HTML or text first"},
		{"PNG", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "this is a PNG image"},
		{"JPEG", "\xff\xd8\xff\xe0\x00\x10JFIF", "this is a JPEG image"},
		{"GIF", "GIF89a\x01\x00\x01\x00", "this is a GIF image"},
		{"WebP", "RIFF\x24\x00\x00\x00WEBPVP8 ", "this is a WebP image"},
		{"ZIP", "PK\x03\x04\x14\x00", "this is a ZIP archive or an Office or EPUB document; unpack it and pass the pages in it"},
		{"ELF", "\x7fELF\x02\x01\x01", "this is a program"},
		{"bzip2", "BZh91AY&SY\x00", "this is bzip2 data; decompress it first"},
		{"Zstandard", "\x28\xb5\x2f\xfd\x04", "this is Zstandard data; decompress it first"},
		{"tar", strings.Repeat("a", 257) + "ustar\x0000", "this is a tar archive; unpack it and pass the pages in it"},
		{"random", "\x01\x9c\x12\x05\xfe\x03\x88\x1f\x07\xbb\x0e\x02\x91\x16\xd0", "this is binary data"},
		{"JSON", " {\"a\": [1, \"<p>x</p>\"]}\n", "this is JSON; pass the pages that it tells of"},
		{"JSON lines", "{\"a\":1}\n{\"b\":2}\n", "this is JSON; pass the pages that it tells of"},
		{"RSS", "<?xml version=\"1.0\"?>\n<!-- x > y -->\n<rss version=\"2.0\"><channel/></rss>", "this is a feed; pass the pages that it links to"},
		{"Atom", "<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>", "this is a feed; pass the pages that it links to"},
		{"sitemap", "<?xml version=\"1.0\"?><urlset></urlset>", "this is a sitemap; pass the pages that it links to"},
		{"SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>x</text></svg>\n", "this is an SVG image"},
		{"MHTML", "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x", "this is an MHTML archive; pass it as a file whose name ends in .mhtml"},
	} {
		_, err := read(test.body, Limits{})
		if want := "not a web page: " + test.want; err == nil || err.Error() != want {
			t.Errorf("%s: error %v, want %s", test.name, err, want)
		}
		if !errors.Is(err, ErrNotPage) {
			t.Errorf("%s: error does not wrap ErrNotPage", test.name)
		}
	}
	if _, err := Read(context.Background(), Input{}, Limits{}); !errors.Is(err, ErrNotPage) {
		t.Errorf("no body: error %v", err)
	}
}

func TestIsAPage(t *testing.T) {
	for _, body := range []string{
		"[1] A footnote, and not JSON.",
		"{ braces } in a text",
		"GIF is an image format, BZhang wrote, and PK is a name.",
		"<p>one stray \x00 and \x01 control</p>",
		"<svg><path/></svg><p>a page that begins with a picture",
		"<xml><story>An unknown kind of XML</story></xml>",
	} {
		if _, err := read(body, Limits{}); err != nil {
			t.Errorf("%q: %v", body, err)
		}
	}
}
