package article

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A layout column of class "gutter" is no gutter of line numbers.
func TestLayoutGutter(t *testing.T) {
	root, err := html.Parse(strings.NewReader(`<div class="half gutter"><p>The story stands in a column.</p></div>`))
	if err != nil {
		t.Fatal(err)
	}
	kept := Selection{Text: map[*html.Node]struct{}{}}
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			kept.Text[n] = struct{}{}
		}
	}
	var out strings.Builder
	if err := html.Render(&out, Build(root, kept, Options{})); err != nil {
		t.Fatal(err)
	}
	if want := "<article><p>The story stands in a column.</p></article>"; out.String() != want {
		t.Errorf("got %s, want %s", out.String(), want)
	}
}
