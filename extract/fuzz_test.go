package extract

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/pithtext/pith/extract/internal/render"
	"github.com/pithtext/pith/extract/internal/source"
	"github.com/pithtext/pith/extract/rule"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	goldhtml "github.com/yuin/goldmark/renderer/html"
	"go.yaml.in/yaml/v3"
	"golang.org/x/net/html"
)

// fuzzRule is a site rule with something of everything, for example.com.
const fuzzRule = `site: example.com
content: [.story, article, main]
title: {select: h1, regex: "(.*)"}
author: [".byline@title", {select: .byline, after: "By "}]
published: time@datetime
image: img@src
remove: [{select: "nav, .share, p:has(script)", optional: true}]
remove-text: [{starts: "Read also"}, {contains: cookies, from-here: true}]
keep: [{select: "p:first-child", optional: true}]
unwrap: [{select: "span > b", optional: true}]
rename: {.title: h2, td: div}
comments: [{select: "#comments", optional: true}]
`

// FuzzExtract checks what holds for every page and every option: a known error
// or an article, the same bytes again, valid UTF-8 without control characters,
// text that stands in the page, and Markdown and HTML in which nothing runs.
func FuzzExtract(f *testing.F) {
	choices := uint64(0)
	for _, page := range fixtures(f) {
		f.Add(page, choices*0x9e3779b97f4a7c15, "")
		choices++
	}
	f.Add([]byte("<title>a</title><p>b"), uint64(0xffffffffffffffff), "koi8-r")
	base, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	rules := fuzzRules(f)
	f.Fuzz(func(t *testing.T, page []byte, choices uint64, charset string) {
		if len(page) > 200_000 {
			t.Skip()
		}
		e := *base
		e.options = fuzzOptions(choices, charset)
		if choices&1 != 0 {
			e.sites = rules
		}
		checkExtract(t, &e, page)
	})
}

// fixtures are the pages under testdata and those of the rules.
func fixtures(tb testing.TB) (pages [][]byte) {
	tb.Helper()
	for _, root := range []string{"../testdata/pages", "../testdata/hostile", "../testdata/malicious", "../testdata/charset", "rule/platforms/testdata"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), "want.") || strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".md") {
				return err
			}
			page, err := os.ReadFile(path)
			pages = append(pages, page)
			return err
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return pages
}

func fuzzRules(tb testing.TB) *rule.Set {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "example.com.yaml")
	if err := os.WriteFile(path, []byte(fuzzRule), 0o644); err != nil {
		tb.Fatal(err)
	}
	set, err := rule.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	if set, err = set.With(rule.OriginFlag, path); err != nil {
		tb.Fatal(err)
	}
	return set
}

// fuzzOptions makes options of the bits of choices: every field has its turn.
func fuzzOptions(choices uint64, charset string) Options {
	flag := func() bool {
		defer func() { choices >>= 1 }()
		return choices&1 != 0
	}
	o := Options{
		Charset:  charset,
		Limits:   Limits{Bytes: 1 << 20, Nodes: 20_000, Time: time.Minute},
		Comments: flag(), NoRules: flag(), CleanURLs: flag(), Trace: flag(),
	}
	if flag() {
		o.URL = "https://example.com/2024/story?utm_source=x"
	}
	if flag() {
		o.Wrap = 20 + 60*int(choices&1)
	}
	o.Engine = pickOne(&choices, "", EngineReadability)
	o.Favor = pickOne(&choices, "", FavorPrecision, FavorRecall, FavorBalance)
	o.Type = pickOne(&choices, "", "article", "forum", "listing", "documentation", "product", "service", "collection")
	o.Links = pickOne(&choices, "", LinkMode("text"), LinkMode("footnotes"), LinkMode("keep"))
	o.Images = pickOne(&choices, "", ImageMode("keep"), ImageMode("alt"), ImageMode("drop"))
	o.Tables = pickOne(&choices, "", TableMode("tabs"))
	return o
}

// pickOne takes one of list, whose length is a power of two, by the next bits.
func pickOne[T any](choices *uint64, list ...T) T {
	n := uint64(len(list))
	defer func() { *choices /= n }()
	return list[*choices%n]
}

func checkExtract(t *testing.T, e *Extractor, page []byte) {
	t.Helper()
	once := func() (*Article, error) {
		return e.Extract(context.Background(), Input{Name: "page", Body: bytes.NewReader(page)})
	}
	a, err := once()
	again, errAgain := once()
	if err != nil {
		checkFailure(t, err)
		if errAgain == nil || errAgain.Error() != err.Error() {
			t.Fatalf("error %v, then %v", err, errAgain)
		}
		return
	}
	if errAgain != nil {
		t.Fatalf("an article, then %v", errAgain)
	}
	outputs := outputsOf(t, a)
	for name, s := range outputsOf(t, again) {
		if outputs[name] != s {
			t.Fatalf("%s differs: %q and %q", name, outputs[name], s)
		}
	}
	for name, s := range outputs {
		checkCharacters(t, name, s)
	}
	checkMarkup(t, "HTML", outputs["html"])
	checkMarkup(t, "Markdown", readMarkdown(t, outputs["markdown"]))
	checkFrontMatter(t, a)
	for _, address := range []string{a.URL, a.CanonicalURL, a.Image} {
		if !followable(address) {
			t.Errorf("address %q", address)
		}
	}
	if !slices.ContainsFunc(a.Warnings, func(w string) bool { return strings.Contains(w, "its text was taken from") }) {
		checkWords(t, e, page, a.Text())
	}
}

// checkFailure checks that err is one that Extract documents.
func checkFailure(t *testing.T, err error) {
	t.Helper()
	var input *InputError
	var limit *LimitError
	var param *source.ParamError
	if !errors.As(err, &input) {
		t.Fatalf("not an *InputError: %v", err)
	}
	checkCharacters(t, "error", err.Error())
	switch {
	case errors.As(err, &limit):
		if limit.Limit == "time" || limit.Limit == "depth" {
			t.Fatal(err)
		}
	case errors.As(err, &param), errors.Is(err, ErrNotPage), errors.Is(err, ErrNoArticle), strings.Contains(err.Error(), "gzip data"):
	default:
		t.Fatalf("unknown kind of error: %v", err)
	}
}

func outputsOf(t *testing.T, a *Article) map[string]string {
	t.Helper()
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"text": a.Text(), "markdown": a.Markdown(), "html": a.HTML(), "json": string(data), "comments": a.Comments(),
		"document": a.Document(), "front matter": a.FrontMatter(),
		"fields": strings.Join(append([]string{a.Title, a.URL, a.CanonicalURL, a.SiteName, a.Published, a.Modified, a.Language, a.Excerpt,
			a.Image, a.Section, strings.Join(a.Authors, "\n"), strings.Join(a.Tags, "\n")}, a.Warnings...), "\n"),
	}
}

// checkCharacters checks that s is text which no terminal takes for commands.
func checkCharacters(t *testing.T, name, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%s is not valid UTF-8: %q", name, s)
	}
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			t.Errorf("%s has the control character %U: %q", name, r, s)
			return
		}
	}
}

// markup is all that HTML and rendered Markdown may hold, with the attributes
// beside dir.
var markup = map[string]string{
	"html": "", "head": "", "body": "", "h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "p": "", "br": "", "hr": "", "pre": "",
	"ul": "", "ol": "start reversed", "li": "value id", "dl": "", "dt": "", "dd": "", "blockquote": "cite",
	"table": "", "caption": "", "thead": "", "tbody": "", "tr": "", "td": "colspan rowspan align style", "th": "colspan rowspan align style", "colgroup": "",
	"figure": "", "figcaption": "", "details": "", "summary": "", "a": "href title class role", "img": "src alt", "em": "", "strong": "",
	"code": "class", "kbd": "", "sub": "", "sup": "id", "mark": "", "del": "", "ins": "", "q": "", "cite": "", "abbr": "title", "ruby": "",
	"rt": "", "rp": "", "bdo": "", "span": "class", "input": "type disabled checked", "div": "class role", "section": "class",
}

// checkMarkup checks that a fragment holds nothing but markup, with addresses
// that run nothing.
func checkMarkup(t *testing.T, name, fragment string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(fragment))
	if err != nil {
		t.Skip(err) // too deep for the parser
	}
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("%s: comment %q in %q", name, n.Data, fragment)
		}
		if n.Type != html.ElementNode {
			continue
		}
		attributes, ok := markup[n.Data]
		if !ok {
			t.Errorf("%s: <%s> in %q", name, n.Data, fragment)
		}
		for _, a := range n.Attr {
			if a.Key != "dir" && !slices.Contains(strings.Fields(attributes), a.Key) {
				t.Errorf("%s: %s=%q of <%s> in %q", name, a.Key, a.Val, n.Data, fragment)
			}
			if a.Key == "style" && !strings.HasPrefix(a.Val, "text-align:") {
				t.Errorf("%s: style=%q in %q", name, a.Val, fragment)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "cite") && !followable(a.Val) {
				t.Errorf("%s: address %q in %q", name, a.Val, fragment)
			}
		}
	}
}

// followable reports an address with a harmless scheme or none, as browsers
// read it.
func followable(address string) bool {
	address = strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return unicode.ToLower(r)
	}, address)
	i := strings.IndexAny(address, ":/?#")
	if i < 0 || address[i] != ':' {
		return true
	}
	return slices.Contains([]string{"http", "https", "mailto", "ftp", "tel"}, address[:i])
}

var markdownReader = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(goldhtml.WithUnsafe()))

func readMarkdown(t *testing.T, markdown string) string {
	t.Helper()
	var b bytes.Buffer
	if err := markdownReader.Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// checkFrontMatter reads the front matter back: the fields are those of a.
func checkFrontMatter(t *testing.T, a *Article) {
	t.Helper()
	s := a.FrontMatter()
	var got struct {
		Title, Excerpt, URL string
		Authors             []string
	}
	body, ok := strings.CutPrefix(s, "---\n")
	body, tail, cut := strings.Cut(body, "---\n")
	if !ok || !cut || tail != "" {
		t.Fatalf("front matter has lines of dashes inside: %q", s)
	}
	if err := yaml.Unmarshal([]byte(body), &got); err != nil {
		t.Fatalf("%v: %q", err, s)
	}
	if got.Title != a.Title || got.Excerpt != a.Excerpt || got.URL != a.URL || !slices.Equal(got.Authors, a.Authors) {
		t.Fatalf("front matter says %+v, the article %q, %q, %q, %q", got, a.Title, a.Excerpt, a.URL, a.Authors)
	}
}

// checkWords checks that all words of the text stand in the page, in its text
// or in attributes. Addresses and formulas are told in other words.
func checkWords(t *testing.T, e *Extractor, page []byte, text string) {
	t.Helper()
	o := e.options
	if o.Links == render.LinksKeep || o.Links == render.LinksFootnotes || o.Images == render.ImagesKeep {
		return
	}
	p, err := source.Read(context.Background(), source.Input{Body: bytes.NewReader(page), Charset: o.Charset}, o.Limits)
	if err != nil {
		t.Fatal(err)
	}
	var texts, values strings.Builder
	for n := range p.Root.Descendants() {
		if n.Type == html.TextNode {
			texts.WriteString(n.Data)
		}
		for _, a := range n.Attr {
			values.WriteString(a.Val + " ")
		}
		if n.Data == "math" {
			return
		}
	}
	all := texts.String() + " " + values.String()
	for _, mark := range []string{`\(`, `\[`, "$$", "math", "katex", "latex", "x-tex", "image.php", " tex "} {
		if strings.Contains(all, mark) {
			return
		}
	}
	said := letters(all)
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if !strings.Contains(said, letters(word)) {
			t.Errorf("%q of the text is not in the page", word)
		}
	}
}
