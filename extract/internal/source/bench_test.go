package source

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// newsPage is a page of about 100 kB, made up like those of news sites: half
// of it head, scripts and menus, links with long attributes, and a story.
func newsPage() []byte {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Harbour news</title>\n")
	for i := range 30 {
		fmt.Fprintf(&b, "<meta property=\"og:field%d\" content=\"A value of some length for field %d\">\n<link rel=\"preload\" href=\"/static/chunk.%d.js\" as=\"script\">\n", i, i, i)
	}
	for i := range 12 {
		fmt.Fprintf(&b, "<script>window.config%d = {\"id\": %d, \"items\": [%s]};</script>\n", i, i, strings.Repeat("{\"a\":1,\"b\":\"two\"},", 60))
	}
	b.WriteString("</head>\n<body class=\"page\">\n<nav><ul>\n")
	for i := range 150 {
		fmt.Fprintf(&b, "<li class=\"menu-item menu-item-%d\"><a class=\"menu__link\" href=\"/section/%d/index.html\" data-track=\"nav-%d\"><span>Section %d</span></a></li>\n", i, i, i, i)
	}
	b.WriteString("</ul></nav>\n<main><article>\n<h1>The old lighthouse shines again</h1>\n")
	for i := range 60 {
		fmt.Fprintf(&b, "<p>Paragraph %d says that the people of the village collected <a href=\"/money/%d\">money</a> to mend the lighthouse – which had been <em>dark</em> for twenty years &amp; more, as the keeper’s daughter remembers.</p>\n", i, i)
	}
	b.WriteString("</article>\n<aside>\n")
	for i := range 80 {
		fmt.Fprintf(&b, "<div class=\"card card--small\" data-id=\"%d\"><div class=\"card__media\"><img class=\"lazy\" src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" data-src=\"/img/%d.jpg\" alt=\"\"></div><h3 class=\"card__title\"><a href=\"/story/%d\">Another story %d</a></h3></div>\n", i, i, i, i)
	}
	b.WriteString("</aside></main>\n<footer><p>© The Harbour Post</p></footer>\n</body>\n</html>\n")
	return []byte(b.String())
}

// BenchmarkRead is to be read against BenchmarkParse: what is done to a clean
// page before and after parsing may take a fraction of the parser's time.
func BenchmarkRead(b *testing.B) {
	page := newsPage()
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), Input{Body: bytes.NewReader(page)}, Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParse is the parser alone.
func BenchmarkParse(b *testing.B) {
	page := newsPage()
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := html.Parse(bytes.NewReader(page)); err != nil {
			b.Fatal(err)
		}
	}
}

// A clean page is handed to the parser as it is, and comes out as from the
// parser alone.
func TestCleanPageIsLeftAlone(t *testing.T) {
	page := newsPage()
	p, err := Read(context.Background(), Input{Body: bytes.NewReader(page)}, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	if rendered(p.Root) != rendered(root) {
		t.Error("the tree is not that of the parser")
	}
	if len(p.Warnings) > 0 {
		t.Errorf("warnings %q", p.Warnings)
	}
}
