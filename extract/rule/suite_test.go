package rule

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fakeExtractor answers with the same article for each page.
func fakeExtractor(_ context.Context, page []byte, url string) (string, map[string]string, error) {
	if strings.Contains(string(page), "broken") {
		return "", nil, errors.New("no article found")
	}
	return "The mill stands by\nthe river.\n\nSubscribe to our letter.", map[string]string{"title": "The mill", "published": "2024-05-01T10:00:00Z"}, nil
}

const suiteRule = `site: example.com
content: .story
remove:
  - .ad
  - {select: .maybe, optional: true}
tests:
  - page: a.html
    contains: ["The mill  stands by the river.", The miller stands]
    absent: [Subscribe, Cookies]
    fields: {title: The mill, published: "2024-05-01", author: Ada}
  - page: broken.html
  - url: https://example.com/b
`

func TestTest(t *testing.T) {
	dir := writeRules(t, map[string]string{"r.yaml": suiteRule, "a.html": `<p class="story">x</p>`, "broken.html": "broken"})
	sites, err := Check(dir)
	if err != nil {
		t.Fatal(err)
	}
	results, err := Test(context.Background(), sites, fakeExtractor)
	if err != nil {
		t.Fatal(err)
	}
	if Failed(results) != 2 {
		t.Errorf("%d failed, want 2", Failed(results))
	}
	var b strings.Builder
	if err := WriteResults(&b, "text", results); err != nil {
		t.Fatal(err)
	}
	want := `FAIL  example.com  a.html
      DIR/r.yaml:7: contains
        - The miller stands
        + The mill stands by
      DIR/r.yaml:7: absent
        - no "Subscribe"
        + Subscribe to our letter.
      DIR/r.yaml:7: field
        - author: Ada
        + author: 
      DIR/r.yaml:4: selector
        - remove ".ad"
        + matches nothing on any test page
FAIL  example.com  broken.html
      DIR/r.yaml:11: error
        + no article found
skip  example.com  https://example.com/b  (the test names no page file)
0 passed, 2 failed, 1 skipped
`
	if diff := cmp.Diff(want, strings.ReplaceAll(b.String(), dir, "DIR")); diff != "" {
		t.Error(diff)
	}
}

func TestWriteResults(t *testing.T) {
	results := []Result{
		{Rule: "a.com", File: "a.yaml", Line: 3, Page: "a.html"},
		{Rule: "b.com", File: "b.yaml", Line: 4, Page: "b.html", Failures: []Failure{{Kind: "contains", Line: 4, Want: "<x> & y", Got: "z"}}},
		{Rule: "c.com", File: "c.yaml", Line: 5, Page: "c.html", Skipped: "why"},
	}
	tests := []struct{ format, want string }{
		{"json", `[
  {
    "rule": "a.com",
    "file": "a.yaml",
    "line": 3,
    "page": "a.html",
    "status": "ok",
    "skipped": "",
    "failures": []
  },
  {
    "rule": "b.com",
    "file": "b.yaml",
    "line": 4,
    "page": "b.html",
    "status": "fail",
    "skipped": "",
    "failures": [
      {
        "kind": "contains",
        "line": 4,
        "want": "<x> & y",
        "got": "z"
      }
    ]
  },
  {
    "rule": "c.com",
    "file": "c.yaml",
    "line": 5,
    "page": "c.html",
    "status": "skip",
    "skipped": "why",
    "failures": []
  }
]
`},
		{"junit", `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="pith rules" tests="3" failures="1" skipped="1">
  <testcase classname="a.com" name="a.html" file="a.yaml" line="3"></testcase>
  <testcase classname="b.com" name="b.html" file="b.yaml" line="4">
    <failure message="contains">b.yaml:4: contains&#xA;- &lt;x&gt; &amp; y&#xA;+ z</failure>
  </testcase>
  <testcase classname="c.com" name="c.html" file="c.yaml" line="5">
    <skipped message="why"></skipped>
  </testcase>
</testsuite>
`},
	}
	for _, tt := range tests {
		var b strings.Builder
		if err := WriteResults(&b, tt.format, results); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, b.String()); diff != "" {
			t.Errorf("%s: %s", tt.format, diff)
		}
	}
	err := WriteResults(&strings.Builder{}, "junti", results)
	if want := `format: "junti" is not one of text, json, junit (did you mean "junit"?)`; fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestCheck(t *testing.T) {
	dir := writeRules(t, map[string]string{"r.yaml": suiteRule, "broken.html": "x", "t.yaml": "site: example.org\nremove: '>'\n"})
	_, err := Check(dir)
	want := fmt.Sprintf("%s:2:9: remove: at character 1: nothing stands before '>'\n%s:7: tests[0].page: a.html cannot be read: no such file or directory",
		filepath.Join(dir, "t.yaml"), filepath.Join(dir, "r.yaml"))
	if got := fmt.Sprint(err); got != want {
		t.Errorf("\ngot  %s\nwant %s", got, want)
	}
}

func TestTestStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Test(ctx, []*Site{mustSite(t, suiteRule)}, fakeExtractor); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
