package rule

import (
	"fmt"
	"path/filepath"
	"slices"
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
	if want := "# Imported from .hill.example.txt: 1 of 1 directives.\n# Imported with a difference:\n#   the rule is for hill.example itself as well, and not for its subdomains only\nsite: hill.example\ncontent:\n  - main\n"; string(got[0].YAML) != want {
		t.Error(cmp.Diff(want, string(got[0].YAML)))
	}
	if got[1].YAML != nil || got[1].Directives != 0 {
		t.Errorf("a file that says nothing became %s", got[1].YAML)
	}
	want := `# Imported from www.lowermill.example.txt: 20 of 26 directives.
# Not imported:
#   line 7: body: //article/text()
#     text() selects text, not elements
#   line 10: strip: //p[preceding-sibling::hr]
#     the axis preceding-sibling has no CSS form
#   line 20: replace_string: <div class="ad">
#     rules see the page's elements, not its source
#   line 26: http_header(user-agent): Mozilla
#     http_header(user-agent) has no counterpart
#   line 27: nonsense
#     it is not of the form name: value
#   line 28: test_contains: too early
#     no test_url above it was imported for it
# Imported with a difference:
#   line 11: strip: (//p)[1]
#     positions count on the page as it is, and not on what the strips above leave
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
  - {select: p, nth: 1}
  - p:contains("Subscribe")
  - '[class*="sharebar"], [id*="sharebar"]'
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
	if got[2].Name != "lowermill.example.yaml" || got[2].Directives != 26 || got[2].Left != 6 || len(got[2].Skipped) != 6 || len(got[2].Notes) != 2 {
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
	want := filepath.Join(dir, "b.example.txt") + ": the file is larger than 1048576 bytes"
	if fmt.Sprint(err) != want {
		t.Errorf("\ngot  %v\nwant %s", err, want)
	}
	if len(got) != 2 || got[0].YAML == nil || got[1].YAML != nil {
		t.Fatalf("%d files, want the good one and one without a rule", len(got))
	}
	if want := []NotImported{{0, "", "the file's name is not a host such as example.com.txt"}}; !slices.Equal(got[1].Skipped, want) {
		t.Errorf("%+v", got[1].Skipped)
	}
}

// TestImportQuirks imports what real files hold: each line, or lines, becomes
// what stands under want, but for the rule's head.
func TestImportQuirks(t *testing.T) {
	tests := []struct{ name, config, want, left string }{
		{"CRLF, tabs and blanks", "\t body:\t//main  \r\n\r\n# strip: //p\r\n  #x\r\n", "content:\n  - main\n", ""},
		{"a colon in the value", "title: //meta[@property='og:title']/@content\n", "title:\n  - {select: 'meta[property=\"og:title\"]', attr: content}\n", ""},
		{"the same twice", "strip: //aside\nstrip: //aside\n", "remove:\n  - aside\n", ""},
		{"several bodies in one", "body: //main | //article[@id='a']\nbody: //section\n", "content:\n  - main, article[id=\"a\"]\n  - section\n", ""},
		{"the first on the page", "body: (//article)[1]\n", "content:\n  - {select: article, nth: 1}\n", ""},
		{"the last of some paragraphs", "strip: (//main/p)[last()]\n", "remove:\n  - {select: main > p, nth: -1}\n", ""},
		{"a word in quotes", "strip_id_or_class: 'share-box'\n", "remove:\n  - '[class*=\"share-box\"], [id*=\"share-box\"]'\n", ""},
		{"strip_attr that names an element", "strip_attr: //aside\n", "remove:\n  - aside\n", ""},
		{"strip_attr that names an attribute", "strip: //aside\nstrip_attr: //img/@srcset\n", "remove:\n  - aside\n", "2: it names an attribute, not elements"},
		{"text after a mark", "author: substring-after(//p[@class='by'], 'By: ')\n", "author:\n  - {select: 'p[class=\"by\"]', regex: '(?s)By: (.*)', nth: 1}\n", ""},
		{"text between marks", "date: substring-before(substring-after(//p[1], '('), ')')\n", "published:\n  - {select: 'p:nth-of-type(1)', regex: '(?s)\\((.*?)\\)', nth: 1}\n", ""},
		{"a normalised text", "title: normalize-space((//h1)[2])\n", "title:\n  - {select: h1, nth: 2}\n", ""},
		{"a text as body", "body: string(//main)\nstrip: //p\n", "remove:\n  - p\n", "1: it names a text, not elements"},
		{"a link made of text", "single_page_link: concat('https://x.example/', //a/@rel)\nstrip: //p\n", "remove:\n  - p\n", "1: concat() has no counterpart"},
		{"a link as text", "next_page_link: string(//a)\nnext_page_link: string(//a/@href)\n", "next:\n  - {select: a, attr: href, nth: 1}\n", "1: it names a text, not a link"},
		{"replacements, in two blocks", "find_string: <font\nfind_string: <center>\nreplace_string: <span\nreplace_string: <div>\n", "rename:\n  font: span\n  center: div\n", ""},
		{"replacements that make no pairs", "body: //main\nfind_string: <font\nfind_string: <center\nreplace_string: <span\n", "content:\n  - main\n",
			"2: 2 find_string and 1 replace_string make no pairs; 3: 2 find_string and 1 replace_string make no pairs; 4: 2 find_string and 1 replace_string make no pairs"},
		{"a replacement of an opening by a closing tag", "body: //main\nreplace_string(<br>): </p>\n", "content:\n  - main\n", "2: rules see the page's elements, not its source"},
		{"a replacement with a colon", "body: //main\nreplace_string(<a href=\"https://x\">): <b>\n", "content:\n  - main\n", "2: the text to replace holds a colon, at which that tool ends the name"},
		{"a replacement by nothing", "body: //main\nreplace_string(<hr>):\n", "content:\n  - main\n", "2: rules see the page's elements, not its source"},
		{"a link with a condition", "body: //main\nsingle_page_link: //a[@class='one']\nif_page_contains: //b\nnext_page_link: //a[@class='n']\n",
			"content:\n  - main\nnext:\n  - {select: 'a[class=\"n\"]', attr: href}\n", "2: it depends on the if_page_contains below it; 3: a link has no condition here"},
		{"a condition for a link that is left out", "body: //main\nnext_page_link: //a[@class='n']\nsingle_page_link: concat('x', //a)\nif_page_contains: //b\n",
			"content:\n  - main\nnext:\n  - {select: 'a[class=\"n\"]', attr: href}\n", "3: concat() has no counterpart; 4: a link has no condition here"},
		{"a tag that is opened as another", "body: //main\nreplace_string(<font): <div class=\"x\"\nreplace_string(</font>): </div>\n", "content:\n  - main\n",
			"2: rules see the page's elements, not its source; 3: its opening tag is replaced by something else"},
		{"a noscript", "body: //main\nreplace_string(<noscript>): <div>\nreplace_string(</noscript>): </div>\n", "content:\n  - main\n",
			"2: what a <noscript> holds is text here, and no elements; 3: what a <noscript> holds is text here, and no elements"},
		{"a text for a test that is left out", "body: //main\ntest_url: http://x.example/a\ntest_url: sec://x.example/\ntest_contains: one\n",
			"content:\n  - main\ntests:\n  - url: http://x.example/a\n", `3: the address "sec://x.example/" is not an http or https address; 4: no test_url above it was imported for it`},
		{"no value", "body: //main\nstrip:\n", "content:\n  - main\n", "2: it has no value"},
		{"words to skip", "body: //main\nskip_id_or_class: x\n", "content:\n  - main\n", `2: skip_id_or_class has no counterpart (did you mean "strip_id_or_class"?)`},
		{"a condition for no link", "body: //main\nif_page_contains: //b\n", "content:\n  - main\n", "2: a link has no condition here"},
		{"a key with a slip", "body: //main\nstrip_if_or_class: x\n", "content:\n  - main\n", `2: strip_if_or_class has no counterpart (did you mean "strip_id_or_class"?)`},
		{"capitals in a key", "body: //main\nTitle: //h1\n", "content:\n  - main\n", `2: Title has no counterpart (did you mean "title"?)`},
		{"logins", "body: //main\nrequires_login: yes\nnot_logged_in_xpath: //a\n", "content:\n  - main\n", "2: requires_login has no counterpart; 3: not_logged_in_xpath has no counterpart"},
		{"settings", "body: //main\nprune: no\ntidy: yes\nparser: html5php\n", "content:\n  - main\n", ""},
		{"no autodetection", "body: //main\nautodetect_on_failure: no\n", "content:\n  - main\nfallback: fail\n", ""},
		{"tests", "body: //main\ntest_url: http://x.example/a?b=c:d#e\ntest_contains: one: two\ntest_url: sec://x.example/\n",
			"content:\n  - main\ntests:\n  - url: http://x.example/a?b=c:d#e\n    contains:\n      - 'one: two'\n", `4: the address "sec://x.example/" is not an http or https address`},
		{"signs beyond letters", "body: //main\nstrip: //p[contains(.,'👉')]\n", "content:\n  - main\nremove:\n  - \"p:contains(\\\"\\U0001F449\\\")\"\n", ""},
	}
	for _, tt := range tests {
		got, err := importFile(".x.example.txt", []byte(tt.config))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		_, rule, _ := strings.Cut(string(got.YAML), "site: x.example\n")
		if rule != tt.want {
			t.Errorf("%s: %s", tt.name, cmp.Diff(tt.want, rule))
		}
		var left []string
		for _, n := range got.Skipped {
			left = append(left, fmt.Sprintf("%d: %s", n.Line, n.Why))
		}
		if s := strings.Join(left, "; "); s != tt.left || got.Left != len(left) || got.Left > got.Directives {
			t.Errorf("%s: left out %q (%d of %d), want %q", tt.name, s, got.Left, got.Directives, tt.left)
		}
	}
}

// TestImportNotes makes sure that a difference in meaning is said.
func TestImportNotes(t *testing.T) {
	tests := []struct{ config, want string }{
		{"body: //main\nstrip: //p\n", ""},
		{"body: //main/div[2]\n", ""},
		{"body: //main/div[2]\nstrip: //p\n", "1: " + noteStripped},
		{"strip: //p[1]\nstrip: //p[2]\n", "2: " + noteStripped},
		{"title: //h1[1]\nstrip: //p\n", ""},
		{"strip: //p[contains(., 'x')]\n", "1: :contains does not regard letter case, as XPath does"},
		{"replace_string(<h5>): <h2>\nreplace_string(</h5>): </h2>\n", "1: elements with attributes are renamed as well"},
	}
	for _, tt := range tests {
		got, err := importFile("x.example.txt", []byte(tt.config))
		if err != nil {
			t.Fatal(err)
		}
		var notes []string
		for _, n := range got.Notes {
			notes = append(notes, fmt.Sprintf("%d: %s", n.Line, n.Why))
		}
		if s := strings.Join(notes, "; "); s != tt.want {
			t.Errorf("%q: %q, want %q", tt.config, s, tt.want)
		}
	}
}

// TestImportOnePerHost makes sure that two files for a host do not overwrite
// each other.
func TestImportOnePerHost(t *testing.T) {
	dir := writeRules(t, map[string]string{".a.example.txt": "body: //main\nstrip: //p\n", "a.example.txt": "body: //article\n", "www.a.example.txt": "body: //div\n"})
	got, err := ImportFTR(dir)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range got {
		lines = append(lines, fmt.Sprintf("%s %v %d/%d %v", filepath.Base(f.File), f.YAML != nil, f.Left, f.Directives, f.Skipped))
	}
	want := []string{
		".a.example.txt false 2/2 [{0  the rule for this host comes from a.example.txt; one file is one rule}]",
		"a.example.txt true 0/1 []",
		"www.a.example.txt false 1/1 [{0  the rule for this host comes from a.example.txt; one file is one rule}]",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
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
		if got.Left < 0 || got.Left > got.Directives {
			t.Errorf("%d of %d left out", got.Left, got.Directives)
		}
	})
}
