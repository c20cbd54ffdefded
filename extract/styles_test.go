package extract_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pithtext/pith/extract"
)

// TestMuchStyle has a megabyte of style inside of a page, as site builders
// write it: in the head, in the body and on every element. The article is the
// same without.
func TestMuchStyle(t *testing.T) {
	patient := extract.Options{Limits: extract.Limits{Time: time.Hour}}
	var css strings.Builder
	for i := 0; css.Len() < 1<<20; i++ {
		fmt.Fprintf(&css, ".c%d>p:before{content:'Not the story.';color:#%06x}\n", i, i)
	}
	plain := read(t, "wire-story")
	style := "<style>" + css.String() + "</style>"
	for name, page := range map[string]string{
		"head":     strings.Replace(plain, "</head>", style+"</head>", 1),
		"body":     strings.Replace(plain, "<p>", style+"<p>", 2),
		"unclosed": strings.Replace(plain, "<body", "<style>"+css.String()+"<body", 1),
		"inline":   strings.ReplaceAll(plain, "<p>", `<p style="font-family:'Harbour Sans',serif;`+strings.Repeat("margin:0;", 5000)+`">`),
	} {
		want, err := extractString(t, patient, plain)
		if err != nil {
			t.Fatal(err)
		}
		if page == plain {
			t.Fatalf("%s: the page has no place for it", name)
		}
		got, err := extractString(t, patient, page)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got.Text() != want.Text() || got.Title != want.Title {
			t.Errorf("%s: text %q, want %q", name, got.Text(), want.Text())
		}
	}
}
