package extract_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/rule"
)

func TestErrorTexts(t *testing.T) {
	for _, c := range []struct {
		name       string
		in         extract.Input
		o          extract.Options
		op, text   string
		is         error
		isArticle  bool
		limit      string
		limitValue int64
	}{
		{name: "empty", in: body(""), op: "read", is: extract.ErrNotPage, text: "page.html: not a web page: the input is empty"},
		{name: "PDF", in: body("%PDF-1.7\n%\xe2\xe3\xcf\xd3"), op: "read", is: extract.ErrNotPage, text: "page.html: not a web page: this is a PDF document; convert it to HTML or text first"},
		{name: "no story", in: body("<nav><a href=/>Home</a></nav>"), op: "extract", is: extract.ErrNoArticle, text: "page.html: no article found"},
		{name: "bytes", in: body("<p>" + strings.Repeat("word ", 100)), o: extract.Options{Limits: extract.Limits{Bytes: 64}}, op: "read",
			limit: "bytes", limitValue: 64, text: "page.html: page is over the limit of 64 bytes"},
		{name: "nodes", in: body(strings.Repeat("<p>word", 2000)), o: extract.Options{Limits: extract.Limits{Nodes: 1000}}, op: "read",
			limit: "nodes", limitValue: 1000, text: "page.html: page is over the limit of 1,000 nodes"},
		{name: "time", in: body("<p>word"), o: extract.Options{Limits: extract.Limits{Time: 1}}, op: "read",
			limit: "time", limitValue: 1, text: "page.html: page is over the limit of 1ns"},
		{name: "a reader that fails", in: extract.Input{Name: "page.html", Body: iotest.ErrReader(os.ErrPermission)}, op: "read",
			is: os.ErrPermission, text: "page.html: permission denied"},
		{name: "a reader that ends early", in: extract.Input{Name: "page.html", Body: io.MultiReader(strings.NewReader("<p>a"), iotest.ErrReader(io.ErrUnexpectedEOF))},
			op: "read", is: io.ErrUnexpectedEOF, text: "page.html: unexpected EOF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, err := extract.New(c.o)
			if err != nil {
				t.Fatal(err)
			}
			a, err := e.Extract(t.Context(), c.in)
			var input *extract.InputError
			if a != nil || !errors.As(err, &input) {
				t.Fatalf("article %v, error %v", a, err)
			}
			if input.Name != "page.html" || input.Op != c.op || err.Error() != c.text {
				t.Errorf("%s of %s: %q; want %s: %q", input.Op, input.Name, err, c.op, c.text)
			}
			if c.is != nil && !errors.Is(err, c.is) {
				t.Errorf("%v is not %v", err, c.is)
			}
			for _, other := range []error{extract.ErrNotPage, extract.ErrNoArticle} {
				if other != c.is && errors.Is(err, other) {
					t.Errorf("%v is %v too", err, other)
				}
			}
			var limit *extract.LimitError
			if errors.As(err, &limit) != (c.limit != "") || c.limit != "" && (limit.Limit != c.limit || limit.Value != c.limitValue) {
				t.Errorf("limit %+v, want %s of %d", limit, c.limit, c.limitValue)
			}
		})
	}
}

func body(page string) extract.Input {
	return extract.Input{Name: "page.html", Body: strings.NewReader(page)}
}

// TestCancelledWhileReading asserts that the error of the context comes out.
func TestCancelledWhileReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in := body("")
	in.Body = io.MultiReader(strings.NewReader("<p>a</p>"), reader(func([]byte) (int, error) { cancel(); return 0, io.EOF }))
	e, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a, err := e.Extract(ctx, in); a != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("article %v, error %v", a, err)
	}
	past, cancel2 := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel2()
	if a, err := e.Extract(past, body("<p>a")); a != nil || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("article %v, error %v", a, err)
	}
}

type reader func([]byte) (int, error)

func (r reader) Read(p []byte) (int, error) { return r(p) }

func TestBadInput(t *testing.T) {
	e, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []extract.Input{{URL: "http://exa mple/"}, {URL: "no scheme"}, {Charset: "klingon"}} {
		in.Name, in.Body = "page.html", strings.NewReader("<p>a")
		_, err := e.Extract(t.Context(), in)
		var input *extract.InputError
		if !errors.As(err, &input) || input.Op != "read" || errors.Is(err, extract.ErrNotPage) {
			t.Errorf("%+v: error %v", in, err)
		}
	}
}

// rules returns the embedded rules with one more.
func rules(t testing.TB, yaml string) *rule.Set {
	t.Helper()
	path := filepath.Join(t.TempDir(), "example.com.yaml")
	if err := os.WriteFile(path, []byte("site: example.com\n"+yaml), 0o644); err != nil {
		t.Fatal(err)
	}
	set, err := rule.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if set, err = set.With(rule.OriginFlag, path); err != nil {
		t.Fatal(err)
	}
	return set
}

// TestRuleThatMatchesNothing asserts both fallbacks of a site rule.
func TestRuleThatMatchesNothing(t *testing.T) {
	page := "<title>Mill</title><article><p>" + strings.Repeat(prose, 4) + "</p></article>"
	o := extract.Options{URL: "https://example.com/mill", Rules: rules(t, "content: .gone\nfallback: fail\n")}
	_, err := extractString(t, o, page)
	var fault *rule.Error
	if !errors.As(err, &fault) || filepath.Base(fault.File) != "example.com.yaml" || fault.Line != 2 {
		t.Errorf("fallback fail: %v", err)
	}
	o.Rules = rules(t, "content: .gone\n")
	a, err := extractString(t, o, page)
	if err != nil || len(a.Warnings) != 1 || !strings.Contains(a.Warnings[0], "(example.com.yaml:2): content matches nothing") || !strings.HasPrefix(a.Text(), "The mill on the Arn") {
		t.Errorf("fallback auto: %+v, %v", a, err)
	}
}
