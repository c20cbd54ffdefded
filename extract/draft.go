package extract

import (
	"bytes"
	"context"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/pithtext/pith/extract/internal/source"
	"github.com/pithtext/pith/extract/rule"
)

// RuleDraft is a first site rule, and how it does on its page.
type RuleDraft struct {
	YAML []byte  // the rule as a file, with a test that it passes
	Same float64 // share of the story's words, as pith finds it alone, that the rule keeps, 0 to 1
	More float64 // share of the words that the rule keeps and pith alone does not
}

// DraftRule writes a first rule for a site from what e finds on one of its
// pages without a site rule. body is the page, and file its name as the rule's
// file sees it. The rule's test expects what the rule makes of the page. The
// errors are those of Extract, and a *rule.Error where nothing on the page can be
// named.
func (e *Extractor) DraftRule(ctx context.Context, site, file string, in Input, body []byte) (*RuleDraft, error) {
	site, err := rule.Host(site)
	if err != nil {
		return nil, &rule.Error{Field: "site", Msg: err.Error()}
	}
	alone := *e
	alone.options.NoRules = true
	in.Body = bytes.NewReader(body)
	parsed, err := source.Read(ctx, e.source(in), e.options.Limits)
	if err != nil {
		return nil, &InputError{Name: in.Name, Op: "read", Err: err}
	}
	p := newPage(parsed)
	if err := alone.extract(p); err != nil {
		return nil, &InputError{Name: in.Name, Op: "extract", Err: err}
	}
	before := alone.article(p)
	draft, err := rule.New(site, p.found(in.Name, before))
	if err != nil {
		return nil, err
	}
	draft.Comment("A first rule, written from " + file + ". Look at each selector, and add tests of other pages.")
	in.URL = testURL(site, p)
	in.Body = bytes.NewReader(body)
	after, err := e.try(ctx, draft, in)
	if err != nil {
		return nil, err
	}
	draft.Test(file, in.URL, after.Text(), []rule.FieldValue{
		{Name: "title", Value: after.Title}, {Name: "author", Value: strings.Join(after.Authors, ", ")},
		{Name: "published", Value: after.Published[:min(len(after.Published), len("2006-01-02"))]},
	})
	same, more := overlap(before.Text(), after.Text())
	return &RuleDraft{YAML: draft.YAML(), Same: same, More: more}, nil
}

// try extracts a page with a draft as its only rule.
func (e *Extractor) try(ctx context.Context, draft *rule.Draft, in Input) (*Article, error) {
	site, err := rule.ParseSite("draft.yaml", draft.YAML())
	if err != nil {
		return nil, err
	}
	with := *e
	with.options.NoRules = false
	if with.sites, err = rule.NewSet(site); err != nil {
		return nil, err
	}
	return with.Extract(ctx, in)
}

// testURL is the address that the rule's test gives the page: its own where
// that is of the site, so that the rule matches it.
func testURL(site string, p *page) string {
	if a := p.Address; a != nil {
		host := strings.TrimPrefix(strings.ToLower(a.Hostname()), "www.")
		if host == site || strings.HasSuffix(host, "."+site) {
			return a.String()
		}
	}
	return "https://" + site + "/"
}

// found describes to the rule package what was found on a page.
func (p *page) found(name string, a *Article) rule.Page {
	out := rule.Page{File: name, Root: p.Root, Title: a.Title, Authors: a.Authors, Published: a.Published, Date: p.meta.Date}
	seen := map[*html.Node]bool{}
	for i := range p.verdicts.list {
		list := &out.Dropped
		switch v := &p.verdicts.list[i]; {
		case v.kept:
			list = &out.Kept
		case v.comment:
			list = &out.Comments
		}
		for _, n := range p.table.Blocks[i].Nodes {
			if !seen[n] {
				seen[n] = true
				*list = append(*list, n)
			}
		}
	}
	return out
}

// overlap returns the share of a's words that b has, and the share of b's words
// that a lacks, both as bags of words.
func overlap(a, b string) (same, more float64) {
	count := map[string]int{}
	inA, inB, both := 0, 0, 0
	eachWord(a, func(w string) {
		count[w]++
		inA++
	})
	eachWord(b, func(w string) {
		inB++
		if count[w] > 0 {
			count[w]--
			both++
		}
	})
	return float64(both) / float64(max(inA, 1)), float64(inB-both) / float64(max(inB, 1))
}

// eachWord calls yield with the words of s as countWords counts them.
func eachWord(s string, yield func(string)) {
	for field := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		if countWords(field) == 1 {
			yield(field)
			continue
		}
		for _, r := range field {
			yield(string(r))
		}
	}
}
