package rule

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestParseSiteErrors(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"unknown key", "site: example.com\nremvoe: .ad\n", `x.yaml:2:1: remvoe: is not a key here (did you mean "remove"?)`},
		{"unknown key far from all", "site: example.com\nzzzzzzzz: .ad\n", `x.yaml:2:1: zzzzzzzz: is not a key here; known are author, comments, content, fallback, image, keep, match, modified, next, path, platform, published, remove, remove-text, rename, single-page, site, subdomains, tests, title, unwrap`},
		{"key twice", "site: example.com\nremove: .a\nremove: .b\n", "x.yaml:3:1: remove: is given twice, first in line 2"},
		{"not a mapping", "- site: example.com\n", "x.yaml:1:1: must be a mapping, not a list"},
		{"list of a list", "site: example.com\nremove:\n  - [.a, .b]\n", "x.yaml:3:5: remove[0]: must be a string, not a list"},
		{"number for a bool", "site: example.com\nsubdomains: 1\n", "x.yaml:2:13: subdomains: must be true or false, not the int 1"},
		{"bool for a string", "site: example.com\npath: true\n", "x.yaml:2:7: path: must be a string, not the bool true"},
		{"empty value", "site: example.com\ncontent:\n", "x.yaml:2:9: content: must be a string, not nothing"},
		{"empty list", "site: example.com\ncontent: []\n", "x.yaml:2:10: content: is an empty list"},
		{"no site", "content: .a\n", "x.yaml:1:1: site: is missing: name the host, such as example.com"},
		{"site with a scheme", "site: https://example.com\n", "x.yaml:1:7: site: must be a host such as example.com, without a scheme"},
		{"site with a path", "site: example.com/news\n", "x.yaml:1:7: site: must be a host such as example.com; write the path under path"},
		{"site with a wildcard", "site: \"*.example.com\"\n", "x.yaml:1:7: site: must be a host such as example.com; subdomains are matched anyway"},
		{"not a host", "site: example\n", `x.yaml:1:7: site: "example" is not a host such as example.com`},
		{"host twice", "site: [example.com, www.example.com]\n", `x.yaml:1:21: site[1]: the host "example.com" is given twice`},
		{"both kinds", "site: example.com\nplatform: ghost\n", "x.yaml:1:1: platform: a rule is for a site or for a platform, not for both"},
		{"platform without marks", "platform: ghost\n", "x.yaml:1:1: match: a platform rule needs marks that its pages have"},
		{"marks for a site", "site: example.com\nmatch: {generator: Ghost}\n", "x.yaml:1:1: match: belongs to platform rules; a site is matched by its host"},
		{"path without slash", "site: example.com\npath: news/*\n", `x.yaml:2:7: path: "news/*" does not begin with a slash`},
		{"broken path", "site: example.com\npath: /[\n", `x.yaml:2:7: path: "/[" is not a pattern: syntax error in pattern`},
		{"bad selector", "site: example.com\nremove:\n  - .a\n  - div >\n", `x.yaml:4:5: remove[1]: at character 6: nothing stands after '>'`},
		{"selector of another language", "site: example.com\ncontent: //div\n", `x.yaml:2:10: content: at character 1: "//div": expected identifier, found / instead`},
		{"bad fallback", "site: example.com\nfallback: fial\n", `x.yaml:2:11: fallback: "fial" is neither auto nor fail (did you mean "fail"?)`},
		{"bad rename", "site: example.com\nrename: {.t: script}\n", `x.yaml:2:14: rename..t: "script" is not a tag to rename to`},
		{"nth of zero", "site: example.com\ntitle: {select: h1, nth: 0}\n", "x.yaml:2:26: title.nth: counts from 1, or from -1 at the end"},
		{"field without select", "site: example.com\ntitle: {attr: x}\n", "x.yaml:2:8: title.select: is missing or not valid"},
		{"two kinds of text", "site: example.com\nremove-text: {starts: a, equals: b}\n", "x.yaml:2:14: remove-text: needs exactly one of equals, starts, contains and regex"},
		{"bad regex", "site: example.com\nremove-text: {regex: \"a(\"}\n", "x.yaml:2:22: remove-text.regex: error parsing regexp: missing closing ): `a(`"},
		{"test without page", "site: example.com\ntests: [{contains: a}]\n", "x.yaml:2:9: tests[0]: needs a page or a url"},
		{"unknown field in a test", "site: example.com\ntests: [{page: a.html, fields: {titel: x}}]\n", `x.yaml:2:33: tests[0].fields.titel: is not a key here (did you mean "title"?)`},
		{"alias", "site: &a example.com\ntitle: *a\n", "x.yaml:1:7: anchors and aliases are not supported"},
		{"two documents", "site: example.com\n---\nsite: example.org\n", "x.yaml:2:1: the file holds more than one document; write one site a file"},
		{"empty file", "", "x.yaml: the file is empty"},
		{"comment alone", "# nothing\n", "x.yaml: the file is empty"},
		{"tab", "site: example.com\n\tcontent: .a\n", "x.yaml:2: not valid YAML: found a tab character that violates indentation"},
		{"several faults", "site: example\nremove: \"..\"\n", "x.yaml:1:7: site: \"example\" is not a host such as example.com\nx.yaml:2:9: remove: at character 1: \"..\": expected identifier, found . instead"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseSite("x.yaml", []byte(tt.yaml))
			if got := fmt.Sprint(err); got != tt.want {
				t.Errorf("\ngot  %s\nwant %s", got, tt.want)
			}
			var e *Error
			if !errors.As(err, &e) || e.File != "x.yaml" {
				t.Errorf("%#v is not an *Error of this file", err)
			}
		})
	}
}

// TestHostileRules feeds rules that would hang or fill memory. Each must be
// refused, and at once: ten seconds stand for "not at all".
func TestHostileRules(t *testing.T) {
	site := "site: example.com\n"
	tests := []struct{ name, yaml, want string }{
		{"a file of 10 MB", site + "# " + strings.Repeat("x", 10<<20), "x.yaml: the file is larger than 1048576 bytes"},
		{"100,000 nested :not", site + "remove: \"" + strings.Repeat(":not(", 100_000) + "a" + strings.Repeat(")", 100_000) + "\"\n", "x.yaml:2:9: remove: at character 2001: the selector is longer than 2000 characters"},
		{"nested :not that is short enough", site + "remove: \":not(:not(:not(:not(a))))\"\n", "x.yaml:2:9: remove: at character 20: parentheses nest deeper than 3"},
		{"nested :has", site + "remove: \"div:has(p:has(a))\"\n", "x.yaml:2:9: remove: at character 10: one :has inside another"},
		{"a long chain", site + "remove: \"" + strings.Repeat("div ", 17) + "\"\n", "x.yaml:2:9: remove: at character 65: more than 16 steps in one selector"},
		{"a long chain in :has", site + "remove: \"a:has(b c d)\"\n", "x.yaml:2:9: remove: at character 6: more than 2 steps inside parentheses"},
		{"too many alternatives", site + "remove: \"" + strings.Repeat("a,", 101) + "a\"\n", "x.yaml:2:9: remove: at character 201: more than 100 selectors between commas"},
		{"regex in a selector", site + "remove: \"[id#=(a+)+]\"\n", "x.yaml:2:9: remove: at character 4: regular expressions are not supported in selectors; use *=, ^= or $="},
		{"regex in a pseudo-class", site + "remove: \"p:matches(a+)\"\n", "x.yaml:2:9: remove: at character 2: regular expressions are not supported in selectors; use :contains or remove-text"},
		{"regex that compiles to too much", site + "remove-text: {regex: \"(a{100}b{100}c{100}){5}(d{100}e{100}f{100}){3}\"}\n", "x.yaml:2:22: remove-text.regex: the regular expression compiles to 2418 steps, more than 2000"},
		{"regex repeated without end", site + "remove-text: {regex: \"((a{100}){100}){100}\"}\n", "x.yaml:2:22: remove-text.regex: error parsing regexp: invalid repeat count: `{100}`"},
		{"long regex", site + "remove-text: {regex: \"" + strings.Repeat("a", 501) + "\"}\n", "x.yaml:2:22: remove-text.regex: the regular expression is longer than 500 characters"},
		{"a thousand selectors", site + "remove: [" + strings.Repeat("a, ", 1000) + "a]\n", "x.yaml:2:9: remove: has more than 500 items"},
		{"deep YAML", site + "remove: " + strings.Repeat("[", 100_000) + "\n", "x.yaml:2: not valid YAML: exceeded max depth of 10000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseSite("x.yaml", []byte(tt.yaml))
			got := fmt.Sprint(err)
			if first, _, ok := strings.Cut(got, "\n"); ok {
				got = first
			}
			if !strings.HasPrefix(got, tt.want) {
				t.Errorf("\ngot  %.300s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestManyErrors makes sure that a hopeless file does not give endless errors.
func TestManyErrors(t *testing.T) {
	_, err := ParseSite("x.yaml", []byte("site: example.com\nremove: ["+strings.Repeat("'..', ", 400)+"]\n"))
	if n := strings.Count(fmt.Sprint(err), "\n") + 1; n != maxErrors {
		t.Errorf("%d errors, want %d", n, maxErrors)
	}
}
