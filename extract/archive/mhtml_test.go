package archive

import (
	"encoding/base64"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// saved is a page as Chrome saves it.
const saved = `From: <Saved by Blink>
Snapshot-Content-Location: https://example.com/otters
Subject: Otters
Date: Sat, 4 May 2024 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
	type="text/html";
	boundary="----MultipartBoundary--abc----"


------MultipartBoundary--abc----
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.com/otters

<title>Otters</title><p class=3D"lead">Three otters live under the br=
idge, caf=C3=A9 guests say.</p>
------MultipartBoundary--abc----
Content-Type: text/css
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.com/style.css

p { color: red }
------MultipartBoundary--abc----
Content-Type: text/html
Content-ID: <frame-2@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://ads.example/frame

<title>An advertisement</title>
------MultipartBoundary--abc------
`

const ottersBody = `<title>Otters</title><p class="lead">Three otters live under the bridge, café guests say.</p>`

func TestMHTML(t *testing.T) {
	based := strings.Replace(saved, "quoted-printable\nContent-Location: https://example.com/otters", "base64\nContent-Location: https://example.com/otters", 1)
	start, end := strings.Index(based, "<title>Otters"), strings.Index(based, "</p>\n")+4
	encoded := base64.StdEncoding.EncodeToString([]byte(ottersBody))
	based = based[:start] + encoded[:40] + "\n" + encoded[40:] + "\n" + based[end+1:]

	tests := []struct{ name, data, url, title, err string }{
		{name: "chrome", data: saved, url: "https://example.com/otters", title: "Otters"},
		{name: "windows line ends", data: strings.ReplaceAll(saved, "\n", "\r\n"), url: "https://example.com/otters", title: "Otters"},
		{name: "base64", data: based, url: "https://example.com/otters", title: "Otters"},
		{name: "no end", data: saved[:strings.Index(saved, "------MultipartBoundary--abc----\nContent-Type: text/css")], url: "https://example.com/otters", title: "Otters"},
		{name: "start names the root", data: strings.Replace(saved, `type="text/html";`, `start="<frame-2@mhtml.blink>";`, 1),
			url: "https://ads.example/frame", title: "An advertisement"},
		{name: "nested", data: "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n\n--outer\nContent-Type: multipart/related; boundary=inner\n\n" +
			"--inner\nContent-Type: text/html\nContent-Location: https://example.com/n\n\n<title>Nested</title>\n--inner--\n--outer--\n",
			url: "https://example.com/n", title: "Nested"},
		{name: "one part", data: "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nSnapshot-Content-Location: https://example.com/s\n\n<title>Single</title>",
			url: "https://example.com/s", title: "Single"},
		{name: "no page", data: "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/gif\n\nGIF89a\n--b--\n",
			err: "record at offset 0: no HTML part"},
		{name: "no boundary", data: "MIME-Version: 1.0\nContent-Type: multipart/related\n\nhello\n", err: "record at offset 0: multipart without a boundary"},
		{name: "no header", data: "<html>", err: "record at offset 0: no MIME header"},
		{name: "a cid is no address", data: "MIME-Version: 1.0\nContent-Type: text/html\nContent-Location: cid:1234\n\n<title>Mail</title>", title: "Mail"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := NewMHTML(strings.NewReader(test.data))
			rec, err := r.Next()
			if test.err != "" {
				if err == nil || err.Error() != test.err {
					t.Fatalf("got error %v, want %q", err, test.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := [2]string{rec.URL, titleOf(rec.Body)}; got != [2]string{test.url, test.title} {
				t.Errorf("got %q", got)
			}
			if test.title == "Otters" && !strings.Contains(string(rec.Body), ottersBody) {
				t.Errorf("got %q", rec.Body)
			}
			if _, err := r.Next(); err != io.EOF {
				t.Errorf("second Next: %v", err)
			}
		})
	}
}

func TestSniff(t *testing.T) {
	tests := []struct {
		name string
		data []byte
		want Kind
	}{
		{"mhtml", []byte(saved), MHTML},
		{"mhtml in gzip", gz([]byte(saved)), MHTML},
		{"page", []byte("<!DOCTYPE html><title>multipart/related</title>"), None},
		{"page in gzip", gz([]byte("<html>")), None},
		{"text about mail", []byte("Content is king.\n\nmultipart/related"), None},
		{"a letter", []byte("From: Aunt Edna\n\nDear all, text/html is not for me."), None},
		{"empty", nil, None},
		{"warc 1.0", []byte("WARC/1.0\r\n"), WARC},
		{"gzip that ends too early", []byte{0x1f, 0x8b, 8}, None},
	}
	for _, test := range tests {
		if got := Sniff(test.data); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	for name, want := range map[string]Kind{"A.WARC.GZ": WARC, "a.warc": WARC, "b.warc.zst": WARC, "c.mht": MHTML, "d.MHTML": MHTML, "warc.html": None, "e.gz": None} {
		if got := KindOf(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	long := strings.Repeat("a", 3<<20)
	in := `{"id":1,"url":"https://example.com","html":"<p>one"}` + "\n" +
		"\n \t\r\n" +
		`{"id":"two","html":"` + long + `"}` + "\r\n" +
		`[1]` + "\n" +
		`{"id":{"a":1},"html":7}` + "\n" +
		`{"id":4,"url":"u"}` + "\n" +
		`{"html":"last, without a line's end"}`
	r := NewLines(strings.NewReader(in))
	type line struct{ ID, URL, Body, Err string }
	var got []line
	for {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		if lost, ok := err.(*RecordError); ok {
			got = append(got, line{lost.ID, lost.URL, "", lost.Err.Error()})
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, line{rec.ID, rec.URL, string(rec.Body), ""})
	}
	want := []line{
		{`1`, "https://example.com", "<p>one", ""},
		{`"two"`, "", long, ""},
		{"", "", "", "not a JSON object"},
		{`{"a":1}`, "", "", `"html" is not a string`},
		{`4`, "u", "", `no "html" in the object`},
		{"", "", "last, without a line's end", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestLinesTooLong has a line over the cap between two others.
func TestLinesTooLong(t *testing.T) {
	const size = MaxRecord + 100
	r := NewLines(io.MultiReader(strings.NewReader(`{"html":"<title>A</title>"}`+"\n"),
		io.LimitReader(spaces{}, size), strings.NewReader("\n"+`{"html":"<title>B</title>"}`+"\n")))
	want := []string{"A", "lost: record at offset 28: over 64 MB", "B"}
	if diff := cmp.Diff(want, readAll(t, r)); diff != "" {
		t.Error(diff)
	}
}
