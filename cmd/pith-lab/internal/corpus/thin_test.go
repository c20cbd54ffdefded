package corpus

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestThin(t *testing.T) {
	var page strings.Builder
	page.WriteString("<html><head><title>The whole page stays a page</title></head><body>")
	for i := range 200 {
		fmt.Fprintf(&page, "<section><h2>Chapter %d</h2><p>What is told in chapter %d, and no more.</p></section>", i, i)
	}
	page.WriteString("<p>The tide</p><noscript>A sentence for those without scripts.</noscript></body></html>")
	whole := []byte(page.String())
	p := &Page{ID: "a"}
	thin := func(seed uint64, variant int) []byte {
		out, err := Thin(p, whole, seed, variant)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	got := thin(1, 0)
	for _, want := range []string{"<title>The whole page stays a page</title>", "<p>The tide</p>", "<noscript>A sentence for those without scripts.</noscript>"} {
		if !bytes.Contains(got, []byte(want)) {
			t.Errorf("%q is gone", want)
		}
	}
	// A section goes with one in eight, else its paragraph with one in eight.
	sections, paragraphs := bytes.Count(got, []byte("<section>")), bytes.Count(got, []byte("<p>What"))
	if sections < 150 || sections >= 195 || paragraphs < 120 || paragraphs >= sections {
		t.Errorf("%d of 200 sections, %d of their paragraphs", sections, paragraphs)
	}
	if !bytes.Equal(got, thin(1, 0)) || bytes.Equal(got, thin(1, 1)) || bytes.Equal(got, thin(2, 0)) {
		t.Error("the same seed and variant must give the same page, others another")
	}
	if _, err := Thin(p, []byte("caf\xe9"), 1, 0); err != errNotUTF8 {
		t.Errorf("not UTF-8: %v", err)
	}
	if out, err := Thin(p, []byte("<p>"+strings.Repeat("one paragraph ", 9)), 1, 0); err != nil || !bytes.Contains(out, []byte("one paragraph")) {
		t.Errorf("a page that is one part: %s, %v", out, err)
	}
}
