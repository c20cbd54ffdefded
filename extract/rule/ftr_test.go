package rule

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const millConfig = "\ufeff" + `# Lower Mill Courier
title: //h1[@class='head']
title: //meta[@property='og:title']/@content
author: (//a[@rel='author'])[1]
date: //time/@datetime
body: //div[@id='story'] | //div[contains(@class, 'story-body')]
body: //article/text()

strip: //div[@class='ad']/..
strip: //p[preceding-sibling::hr]
strip: (//p)[1]
strip: //p[contains(., "Subscribe")]
strip_id_or_class: "share'bar
strip_image_src: /pixel/
dissolve: //span[@class='drop']
find_string: <font
replace_string: <span
replace_string(</font>): </span>
find_string: <!-- ad -->
replace_string: <div class="ad">
next_page_link: //a[@class='next']
single_page_link: //a[contains(@href, 'print=1')]/@href
tidy: no
prune: yes
autodetect_on_failure: no
http_header(user-agent): Mozilla
nonsense
test_contains: too early
test_url: https://lowermill.example/1
test_contains: The mill: a history
test_contains: 1923
test_url: https://lowermill.example/2
`

func TestImportFTR(t *testing.T) {
	dir := writeRules(t, map[string]string{"www.lowermill.example.txt": millConfig, ".hill.example.txt": "body: //main\n", "empty.example.txt": "# nothing\ntidy: no\n", "LICENSE": "x"})
	got, err := ImportFTR(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 {
		t.Fatalf("%d files, want 3", len(got))
	}
	if want := "# Imported from .hill.example.txt: 1 of 1 directives.\nsite: hill.example\ncontent:\n  - main\n"; string(got[0].YAML) != want {
		t.Error(cmp.Diff(want, string(got[0].YAML)))
	}
	if got[1].YAML != nil || got[1].Directives != 0 {
		t.Errorf("a file that says nothing became %s", got[1].YAML)
	}
	want := `# Imported from www.lowermill.example.txt: 19 of 26 directives.
# Not imported:
#   line 7: body: //article/text()
#     text() selects text, not elements
#   line 10: strip: //p[preceding-sibling::hr]
#     the axis preceding-sibling has no CSS form
#   line 11: strip: (//p)[1]
#     a position in the whole page has no CSS form
#   line 20: replace_string: <div class="ad">
#     rules see the page's elements, not its source
#   line 26: http_header(user-agent): Mozilla
#     http_header(user-agent) has no counterpart
#   line 27: nonsense
#     it is not of the form name: value
#   line 28: test_contains: too early
#     test_contains before any test_url
# Imported with a difference:
#   line 12: strip: //p[contains(., "Subscribe")]
#     :contains does not regard letter case, as XPath does
site: lowermill.example
subdomains: false
content:
  - div[id="story"], div[class*="story-body"]
title:
  - h1[class="head"]
  - {select: 'meta[property="og:title"]', attr: content}
author:
  - {select: 'a[rel="author"]', nth: 1}
published:
  - {select: time, attr: datetime}
next:
  - {select: 'a[class="next"]', attr: href}
single-page:
  - {select: 'a[href*="print=1"]', attr: href}
remove:
  - :haschild(div[class="ad"])
  - p:contains("Subscribe")
  - '[class*="share''bar"], [id*="share''bar"]'
  - img[src*="/pixel/"]
unwrap:
  - span[class="drop"]
rename:
  font: span
fallback: fail
tests:
  - url: https://lowermill.example/1
    contains:
      - 'The mill: a history'
      - "1923"
  - url: https://lowermill.example/2
`
	if diff := cmp.Diff(want, string(got[2].YAML)); diff != "" {
		t.Error(diff)
	}
	if got[2].Name != "lowermill.example.yaml" || got[2].Directives != 26 || len(got[2].Skipped) != 7 || len(got[2].Notes) != 1 {
		t.Errorf("%+v", got[2])
	}
	if _, err := ParseSite(got[2].Name, got[2].YAML); err != nil {
		t.Error(err)
	}
}

func TestImportFTRErrors(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "none")
	_, err := ImportFTR(missing)
	if want := missing + ": cannot be read: no such file or directory"; fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
	dir := writeRules(t, map[string]string{"global.txt": "body: //main\n", "a.example.txt": "body: //main\n", "b.example.txt": strings.Repeat("#", maxFile+1)})
	got, err := ImportFTR(dir)
	want := filepath.Join(dir, "b.example.txt") + ": the file is larger than 1048576 bytes\nglobal.yaml:2:7: site: \"global\" is not a host such as example.com"
	if fmt.Sprint(err) != want {
		t.Errorf("\ngot  %v\nwant %s", err, want)
	}
	if len(got) != 1 {
		t.Errorf("%d files, want the good one", len(got))
	}
}

func FuzzImportFTR(f *testing.F) {
	f.Add(millConfig)
	f.Add("title://a\n\x90")
	f.Fuzz(func(t *testing.T, data string) {
		got, err := importFile("a.example.txt", []byte(data))
		if err != nil && len(data) < maxFile {
			t.Errorf("%v\n%s", err, got.YAML)
		}
	})
}
