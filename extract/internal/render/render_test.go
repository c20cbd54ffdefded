package render

import (
	"bytes"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	xhtml "golang.org/x/net/html"

	"github.com/pithtext/pith/extract/internal/article"
)

var update = flag.Bool("update", false, "rewrite the wanted renderings")

// build builds the kept tree of a page of the tests: all of its body but the
// text inside of elements with data-drop. Elements with data-remove are removed.
func build(t testing.TB, page string, o article.Options) *xhtml.Node {
	t.Helper()
	root, err := xhtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	kept := article.Selection{Text: map[*xhtml.Node]struct{}{}, Removed: map[*xhtml.Node]struct{}{}}
	var walk func(n *xhtml.Node)
	walk = func(n *xhtml.Node) {
		if n.Type == xhtml.TextNode {
			kept.Text[n] = struct{}{}
		}
		if has(n, "data-remove") {
			kept.Removed[n] = struct{}{}
		}
		if has(n, "data-drop") || n.Data == "head" {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return article.Build(root, kept, o)
}

// renderings are the files that a test page may want.
var renderings = map[string]struct {
	render  func(*xhtml.Node, Options) string
	build   article.Options
	options Options
}{
	"want.txt":             {render: Text},
	"tabs.txt":             {render: Text, options: Options{Tables: TablesTabs}},
	"wrap.txt":             {render: Text, options: Options{Wrap: 40}},
	"links-keep.txt":       {render: Text, options: Options{Links: LinksKeep}},
	"links-footnotes.txt":  {render: Text, options: Options{Links: LinksFootnotes}},
	"images-alt.txt":       {render: Text, options: Options{Images: ImagesAlt}},
	"images-keep.txt":      {render: Text, options: Options{Images: ImagesKeep}},
	"want.md":              {render: Markdown, options: Options{Images: ImagesKeep}},
	"default.md":           {render: Markdown},
	"links-text.md":        {render: Markdown, options: Options{Links: LinksText}},
	"links-footnotes.md":   {render: Markdown, options: Options{Links: LinksFootnotes}},
	"images-alt.md":        {render: Markdown, options: Options{Images: ImagesAlt}},
	"base.md":              {render: Markdown, build: article.Options{Base: &url.URL{Scheme: "https", Host: "harbour.example", Path: "/news/story.html"}}, options: Options{Images: ImagesKeep}},
	"clean-urls.md":        {render: Markdown, build: article.Options{CleanURLs: true}},
	"want.html":            {render: HTML},
	"links-text.html":      {render: HTML, options: Options{Links: LinksText}},
	"links-footnotes.html": {render: HTML, options: Options{Links: LinksFootnotes}},
	"images-drop.html":     {render: HTML, options: Options{Images: ImagesDrop}},
}

func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test pages", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { testPage(t, file) })
	}
}

func testPage(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) < 2 || archive.Files[0].Name != "page.html" {
		t.Fatal("want page.html and what it renders to")
	}
	page := string(archive.Files[0].Data)
	for i, f := range archive.Files[1:] {
		r, ok := renderings[f.Name]
		if !ok {
			t.Fatalf("no rendering %s", f.Name)
		}
		tree := build(t, page, r.build)
		got := r.render(tree, r.options)
		if *update {
			archive.Files[i+1].Data = []byte(got)
		} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
		if strings.HasSuffix(f.Name, ".md") {
			checkMarkdown(t, tree, got, r.options)
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// reader reads Markdown as CommonMark with GitHub's extensions, mathReader with
// formulas as well.
var (
	reader     = newReader()
	mathReader = newReader(parser.WithInlineParsers(util.Prioritized(formulaParser{}, 100)))
)

func newReader(o ...parser.Option) goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(html.WithUnsafe()), goldmark.WithParserOptions(o...))
}

// formulaParser reads $…$ and $$…$$ as they stand, as GitHub does.
type formulaParser struct{}

func (formulaParser) Trigger() []byte { return []byte{'$'} }

func (formulaParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	fence := "$"
	if bytes.HasPrefix(line, []byte("$$")) {
		fence = "$$"
	}
	end := bytes.Index(line[len(fence):], []byte(fence))
	if end <= 0 {
		return nil
	}
	end += 2 * len(fence)
	block.Advance(end)
	s := ast.NewString(bytes.Clone(line[:end]))
	s.SetRaw(true)
	return s
}

// readBack returns the HTML that Markdown means to a reader.
func readBack(t testing.TB, markdown string, r goldmark.Markdown) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// checkMarkdown compares what the Markdown means with what HTML renders of the
// same tree: text, structure and addresses.
func checkMarkdown(t testing.TB, tree *xhtml.Node, markdown string, o Options) {
	t.Helper()
	if o.Links == LinksFootnotes {
		return // numbered in another way than in HTML
	}
	o.Images = or(o.Images, ImagesDrop)
	plain, r := o.Links == LinksText, reader
	for n := range tree.Descendants() {
		if n.Data == "math" {
			r = mathReader
		}
	}
	want, got := outline(t, HTML(tree, o), plain), outline(t, readBack(t, markdown, r), plain)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reads back as something else (-tree +markdown):\n%s\n%s", diff, markdown)
	}
}

// No two renderings of a page may differ, whatever the order of the maps.
func TestDeterministic(t *testing.T) {
	page := strings.Repeat(`<h2>Tide</h2><p>One <b>two</b> <a href="/x">three</a></p><ul><li>a<li>b</ul><table><tr><th>x<th>y<tr><td>1<td>2</table>`, 20)
	var all []string
	for range 5 {
		tree := build(t, page, article.Options{})
		all = append(all, Text(tree, Options{})+Markdown(tree, Options{})+HTML(tree, Options{}))
	}
	if len(slices.Compact(all)) != 1 {
		t.Error("renderings of the same page differ")
	}
}
