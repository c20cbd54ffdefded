package extract

import (
	"os"
	"path/filepath"
	"testing"
)

// TestMaliciousPages takes pages that try to get script, links that run, raw
// HTML, commands for terminals and fields of front matter into what comes out,
// with every dial.
func TestMaliciousPages(t *testing.T) {
	files, err := filepath.Glob("../testdata/malicious/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	base, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	rules := fuzzRules(t)
	for _, file := range files {
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			for choices := range uint64(64) {
				e := *base
				e.options = fuzzOptions(choices*0x9e3779b97f4a7c15, "")
				if choices&1 != 0 {
					e.sites = rules
				}
				checkExtract(t, &e, page)
			}
			e := *base
			for _, o := range []Options{
				{Images: "keep", Links: "keep", URL: "https://example.com/a/b", NoRules: true},
				{Images: "keep", Links: "keep", URL: "https://example.com/a/b", Favor: FavorRecall},
				{Images: "keep", Links: "footnotes", Rules: rules, Comments: true},
			} {
				e.options = o
				checkExtract(t, &e, page)
			}
		})
	}
}
