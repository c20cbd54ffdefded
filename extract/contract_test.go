package extract_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pithtext/pith/extract"
)

func extractString(t *testing.T, o extract.Options, page string) (*extract.Article, error) {
	t.Helper()
	return extract.FromReader(context.Background(), strings.NewReader(page), o)
}

func TestOptionsAreChecked(t *testing.T) {
	for _, c := range []struct {
		o    extract.Options
		want string
	}{
		{extract.Options{Engine: "magic"}, `Engine: "magic" is not one of model, readability`},
		{extract.Options{Favor: "speed"}, `Favor: "speed" is not one of balance, precision, recall`},
		{extract.Options{Type: "poem"}, `Type: "poem" is not one of article, forum, product, collection, listing, documentation, service`},
		{extract.Options{Links: "all"}, `Links: "all" is not one of keep, text, footnotes`},
		{extract.Options{Wrap: -1}, `Wrap: "-1" is not zero or more columns`},
	} {
		_, err := extract.New(c.o)
		var option *extract.OptionError
		if !errors.As(err, &option) || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name, page string
		limits     extract.Limits
		want       error
	}{
		{name: "empty", page: "  \n", want: extract.ErrNotPage},
		{name: "picture", page: "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", want: extract.ErrNotPage},
		{name: "nothing but a menu", page: "<nav><a href=/>Home</a> <a href=/a>News</a></nav>", want: extract.ErrNoArticle},
	} {
		a, err := extractString(t, extract.Options{Limits: c.limits}, c.page)
		var input *extract.InputError
		if a != nil || !errors.Is(err, c.want) || !errors.As(err, &input) || input.Name != "-" {
			t.Errorf("%s: %v, %v", c.name, a, err)
		}
	}
	_, err := extractString(t, extract.Options{Limits: extract.Limits{Nodes: 3}}, "<p>a</p><p>b</p><p>c</p>")
	var limit *extract.LimitError
	if !errors.As(err, &limit) || limit.Limit != "nodes" || limit.Value != 3 {
		t.Errorf("over the limit of nodes: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := extract.FromReader(ctx, strings.NewReader("<p>a</p>"), extract.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// read returns a golden page.
func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "pages", name, "page.html"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestTraceNamesWhoDropped(t *testing.T) {
	a, err := extractString(t, extract.Options{Trace: true}, read(t, "euromaidanpress"))
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]int{}
	for i, b := range a.Trace.Blocks {
		if b.Index != i || b.By == "" || len(b.Features) != len(a.Trace.Features) {
			t.Fatalf("block %d: %+v", i, b)
		}
		if !b.Kept {
			by[b.By]++
		}
		if b.By == "site-rule" && !strings.HasPrefix(b.Rule, "euromaidanpress.com") {
			t.Errorf("block %d: rule %q", i, b.Rule)
		}
	}
	if by["site-rule"] == 0 || by["boilerplate"] == 0 {
		t.Errorf("dropped by %v, want some by the site's rule and some by boilerplate rules", by)
	}
	if w := a.Trace.Weights(0, 3); len(w) != 3 || w[0].Name == "" || w[0].Moved == 0 {
		t.Errorf("weights of block 0: %v", w)
	}
}

func TestTraceWithoutArticle(t *testing.T) {
	a, err := extractString(t, extract.Options{Trace: true}, "<nav><a href=/>Home</a></nav>")
	if !errors.Is(err, extract.ErrNoArticle) || a == nil || len(a.Trace.Blocks) != 1 {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestNoRules(t *testing.T) {
	page := read(t, "euromaidanpress")
	a, err := extractString(t, extract.Options{NoRules: true, Trace: true}, page)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range a.Trace.Blocks {
		if b.By == "site-rule" {
			t.Errorf("block %d was decided by %s", b.Index, b.Rule)
		}
	}
}

const prose = "The mill on the Arn has ground flour since the flood of 1763, and it ground flour again on Monday, when the new wheel was let into the water. "

func TestDisable(t *testing.T) {
	// In plain text the model has no say, so what a rule drops it drops alone.
	plea := "We kindly ask for your support by disabling your ad blocker."
	page := "The mill grinds again\n\n" + prose + "\n\n" + plea + "\n\n" + prose + prose + "\n"
	for _, c := range []struct {
		disable []string
		kept    bool
		by, id  string
	}{
		{nil, false, "boilerplate", "adblock-notice"},
		{[]string{"adblock-notice"}, true, "structure", ""},
	} {
		a, err := extractString(t, extract.Options{Disable: c.disable, Trace: true}, page)
		if err != nil {
			t.Fatal(err)
		}
		if b := a.Trace.Blocks[2]; b.Text != plea || b.Kept != c.kept || b.By != c.by || b.Rule != c.id {
			t.Errorf("without %v: %+v", c.disable, b)
		}
	}
	if _, err := extract.New(extract.Options{Disable: []string{"no-such-rule"}}); err == nil {
		t.Error("an unknown rule was disabled without a word")
	}
}

func TestComments(t *testing.T) {
	page := read(t, "long-comments")
	a, err := extractString(t, extract.Options{}, page)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Comments()) < 1000 {
		t.Errorf("comments: %q", a.Comments())
	}
	first, _, _ := strings.Cut(a.Comments(), "\n")
	if strings.Contains(a.Text(), first) {
		t.Errorf("%q is in the text", first)
	}
	with, err := extractString(t, extract.Options{Comments: true}, page)
	if err != nil || !strings.Contains(with.Text(), first) {
		t.Errorf("%q is not in the text with comments, %v", first, err)
	}
}

func TestStoryInData(t *testing.T) {
	body := strings.Repeat(prose, 6)
	page := `<title>Mill</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Mill","articleBody":"` + body + `"}</script><div id="app"></div>`
	a, err := extractString(t, extract.Options{}, page)
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(a.Text()) != strings.TrimSpace(body) {
		t.Errorf("text: %q", a.Text())
	}
	want := []string{"the page shows no story: its text was taken from json-ld:articleBody"}
	if diff := cmp.Diff(want, a.Warnings); diff != "" {
		t.Error(diff)
	}
	shown := strings.Replace(page, `<div id="app">`, `<div id="app"><p>`+strings.Repeat(prose, 7)+"</p>", 1)
	if a, err = extractString(t, extract.Options{}, shown); err != nil || len(a.Warnings) > 0 {
		t.Errorf("the page shows its story, but: %v, %v", a.Warnings, err)
	}
}

func TestJSONIsWhole(t *testing.T) {
	a, err := extractString(t, extract.Options{}, "<p>"+strings.Repeat(prose, 4)+"</p>")
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte("null")) {
		t.Errorf("null in %s", data)
	}
	var keys []string
	dec := json.NewDecoder(bytes.NewReader(data))
	for depth := 0; dec.More() || depth > 0; {
		token, err := dec.Token()
		if err != nil {
			break
		}
		switch v := token.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				depth++
			} else {
				depth--
			}
		case string:
			if depth == 1 && len(keys) < 22 {
				keys = append(keys, v)
				var skip any
				if err := dec.Decode(&skip); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	want := "input url canonical_url title authors published modified site_name language excerpt image section tags type paywalled truncated text markdown comments word_count confidence warnings"
	if got := strings.Join(keys, " "); got != want {
		t.Errorf("keys %s, want %s", got, want)
	}
}

// One Extractor, used from many goroutines, gives the same bytes as alone,
// whatever its options.
func TestConcurrentUse(t *testing.T) {
	pages, err := filepath.Glob("../testdata/pages/*/page.*")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for name, o := range map[string]extract.Options{
		"default":     {},
		"readability": {Engine: extract.EngineReadability, Comments: true, Images: "keep"},
		"rules":       {URL: "https://example.com/a", Rules: rules(t, "content: [article, main, body]\nremove: [{select: 'nav', optional: true}]\n"), Trace: true},
	} {
		t.Run(name, func(t *testing.T) { concurrentUse(t, o, pages) })
	}
}

func concurrentUse(t *testing.T, o extract.Options, pages []string) {
	o.Limits.Time = time.Hour
	e, err := extract.New(o)
	if err != nil {
		t.Fatal(err)
	}
	run := func(path string) string {
		f, err := os.Open(path)
		if err != nil {
			return err.Error()
		}
		defer f.Close()
		a, err := e.Extract(context.Background(), extract.Input{Name: path, Body: f})
		if err != nil {
			return err.Error()
		}
		data, err := json.Marshal(a)
		if err != nil {
			return err.Error()
		}
		return string(data) + a.HTML() + fmt.Sprint(a.Trace)
	}
	want := make([]string, len(pages))
	for i, p := range pages {
		want[i] = run(p)
	}
	var wg sync.WaitGroup
	for g := range 64 {
		wg.Go(func() {
			i := g % len(pages)
			if got := run(pages[i]); got != want[i] {
				t.Errorf("%s differs (-alone +together): %s", pages[i], cmp.Diff(want[i], got))
			}
		})
	}
	wg.Wait()
}
