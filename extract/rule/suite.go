package rule

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/pithtext/pith/extract/internal/source"
)

// Case is one test of a rule.
type Case struct {
	Line     int
	Page     string // file, relative to the rule's file
	URL      string
	Contains []string
	Absent   []string
	Fields   []FieldValue // in the order of the format's documentation
}

// FieldValue is a field that a test expects: title, author (several joined by
// ", "), published, modified, image, next or single-page.
type FieldValue struct{ Name, Value string }

func (s *Site) decodeCase(d *decoder, n *yaml.Node, full string) {
	c := Case{Line: n.Line}
	d.mapping(n, full, keys{
		"page": func(n *yaml.Node, field string) { c.Page = d.str(n, field) },
		"url": func(n *yaml.Node, field string) {
			if c.URL = d.str(n, field); c.URL != "" {
				if err := checkAddress(c.URL); err != nil {
					d.fail(n, field, "", "%v", err)
				}
			}
		},
		"contains": func(n *yaml.Node, field string) { c.Contains = d.strs(n, field) },
		"absent":   func(n *yaml.Node, field string) { c.Absent = d.strs(n, field) },
		"fields": func(n *yaml.Node, field string) {
			known := keys{}
			for _, name := range fieldNames {
				known[name] = func(n *yaml.Node, field string) {
					c.Fields = append(c.Fields, FieldValue{name, d.str(n, field)})
				}
			}
			d.mapping(n, field, known)
		},
	})
	slices.SortFunc(c.Fields, func(a, b FieldValue) int { return slices.Index(fieldNames, a.Name) - slices.Index(fieldNames, b.Name) })
	if c.Page == "" && c.URL == "" {
		d.fail(n, full, "", "needs a page or a url")
	}
	s.Tests = append(s.Tests, c)
}

// Check reads the rule files at paths (files or folders) and returns their
// rules. The error joins an *Error for each fault, test pages that cannot be
// read included.
func Check(paths ...string) ([]*Site, error) {
	var all []*Site
	var faults []error
	for _, p := range paths {
		sites, err := readSites(OriginFlag, p)
		if err != nil {
			faults = append(faults, err)
		}
		all = append(all, sites...)
	}
	if _, err := newSet(nil, all); err != nil {
		faults = append(faults, err)
	}
	for _, s := range all {
		for i, c := range s.Tests {
			if c.Page == "" {
				continue
			}
			if _, err := os.Stat(s.pagePath(c)); err != nil {
				faults = append(faults, &Error{File: s.File, Line: c.Line, Field: fmt.Sprintf("tests[%d].page", i), Msg: c.Page + " cannot be read: " + cause(err), Err: err})
			}
		}
	}
	return all, errors.Join(faults...)
}

func (s *Site) pagePath(c Case) string {
	if filepath.IsAbs(c.Page) {
		return c.Page
	}
	return filepath.Join(filepath.Dir(s.File), filepath.FromSlash(c.Page))
}

// Extractor extracts the article of a page for a rule's tests. fields holds
// what FieldValue names.
type Extractor func(ctx context.Context, page []byte, url string) (text string, fields map[string]string, err error)

// Result is what came of one test.
type Result struct {
	Rule     string // name of the site or platform
	File     string
	Line     int    // of the test
	Page     string // the test's page, or its URL
	Skipped  string // why it did not run, empty when it did
	Failures []Failure
}

// Failure is one thing that a test expected and did not get.
type Failure struct {
	Kind string // "contains", "absent", "field", "selector" or "error"
	Line int    // in the rule's file
	Want string
	Got  string
}

// Diff returns the failure as lines of "-" wanted and "+" got.
func (f Failure) Diff() string {
	switch f.Kind {
	case "absent":
		return fmt.Sprintf("absent\n- no %q\n+ %s", f.Want, f.Got)
	case "selector":
		return "selector\n- " + f.Want + "\n+ matches nothing on any test page"
	case "error":
		return "error\n+ " + f.Got
	}
	return fmt.Sprintf("%s\n- %s\n+ %s", f.Kind, f.Want, f.Got)
}

// Test runs the tests of the sites in order. Pages are read from beside the
// rules' files; tests with a URL alone, and those of embedded rules, whose
// pages are not in the binary, are skipped. It stops early when ctx ends.
func Test(ctx context.Context, sites []*Site, extract Extractor) ([]Result, error) {
	var results []Result
	for _, s := range sites {
		first := len(results)
		seen := make([]bool, len(s.query.selectors)) // matched on some test page
		ran := false
		for _, c := range s.Tests {
			if err := ctx.Err(); err != nil {
				return results, err
			}
			r := Result{Rule: s.Name, File: s.File, Line: c.Line, Page: c.Page}
			if c.Page == "" {
				r.Page, r.Skipped = c.URL, "the test names no page file"
			} else if s.Origin == OriginEmbedded {
				r.Skipped = "the pages of embedded rules are not in the binary"
			} else {
				ran = s.runCase(ctx, c, extract, seen, &r) || ran
			}
			results = append(results, r)
		}
		if ran {
			results[first].Failures = append(results[first].Failures, s.unseen(seen)...)
		}
	}
	return results, nil
}

// runCase runs one test into r and reports whether its page could be parsed.
func (s *Site) runCase(ctx context.Context, c Case, extract Extractor, seen []bool, r *Result) bool {
	fail := func(kind, want, got string) {
		r.Failures = append(r.Failures, Failure{Kind: kind, Line: c.Line, Want: want, Got: got})
	}
	page, err := os.ReadFile(s.pagePath(c))
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		fail("error", "", c.Page+": "+err.Error())
		return false
	}
	parsed, err := source.Read(ctx, source.Input{Body: bytes.NewReader(page)}, source.Limits{})
	if err != nil {
		fail("error", "", c.Page+": "+err.Error())
		return false
	}
	found, _ := s.query.match(parsed.Root)
	for i := range found {
		seen[i] = seen[i] || len(found[i]) > 0
	}
	text, fields, err := extract(ctx, page, c.URL)
	if err != nil {
		fail("error", "", err.Error())
		return true
	}
	flat := strings.Join(strings.Fields(text), " ")
	for _, want := range c.Contains {
		if !strings.Contains(flat, strings.Join(strings.Fields(want), " ")) {
			fail("contains", want, nearestLine(text, want))
		}
	}
	for _, want := range c.Absent {
		if want = strings.Join(strings.Fields(want), " "); strings.Contains(flat, want) {
			fail("absent", want, nearestLine(text, want))
		}
	}
	for _, f := range c.Fields {
		got := fields[f.Name]
		date := f.Name == "published" || f.Name == "modified"
		if got != f.Value && !(date && strings.HasPrefix(got, f.Value)) {
			fail("field", f.Name+": "+f.Value, f.Name+": "+got)
		}
	}
	return true
}

// unseen lists the selectors that no test page has, but for the optional ones.
// Of content and of each field one selector must match.
func (s *Site) unseen(seen []bool) (out []Failure) {
	need := func(key string, v directive) {
		if !v.optional && !seen[v.selector] {
			out = append(out, Failure{Kind: "selector", Line: v.line, Want: fmt.Sprintf("%s %q", key, v.source)})
		}
	}
	oneOf := func(key string, list []directive) {
		for _, v := range list {
			if v.optional || seen[v.selector] {
				return
			}
		}
		if len(list) > 0 {
			need(key, list[0])
		}
	}
	oneOf("content", s.content)
	for _, list := range []struct {
		key        string
		directives []directive
	}{{"remove", s.remove}, {"keep", s.keep}, {"unwrap", s.unwrap}, {"rename", s.rename}, {"comments", s.comments}} {
		for _, v := range list.directives {
			need(list.key, v)
		}
	}
	for _, f := range s.fields {
		if f.optional {
			continue
		}
		var list []directive
		for _, src := range f.sources {
			list = append(list, src.directive)
		}
		oneOf(f.name, list)
	}
	slices.SortStableFunc(out, func(a, b Failure) int { return a.Line - b.Line })
	return out
}

// maxShown is how much of a line a failure shows, in runes.
const maxShown = 200

// nearestLine returns the line of text that shares most words with want, cut
// to maxShown; the first of equals.
func nearestLine(text, want string) string {
	split := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	}
	words := map[string]bool{}
	for _, w := range split(want) {
		words[w] = true
	}
	best, most := "(nothing like it in the text)", 0
	for line := range strings.Lines(text) {
		n := 0
		for _, w := range split(line) {
			if words[w] {
				n++
			}
		}
		if n > most {
			best, most = strings.TrimSpace(line), n
		}
	}
	if r := []rune(best); len(r) > maxShown {
		best = string(r[:maxShown]) + "…"
	}
	return best
}
