package extract_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pithtext/pith/extract"
)

var update = flag.Bool("update", false, "rewrite the want files of testdata/pages from what comes out")

// goldenFolder holds one folder a page; its README says what each is for.
const goldenFolder = "../testdata/pages"

// golden is one folder of goldenFolder: a page and what must come out of it.
type golden struct {
	folder string
	page   string // "page.html" or "page.txt"
	url    string // address of the page, from options.json; may be empty
	files  []string
}

// wantFiles are the files that every golden folder must hold.
var wantFiles = []string{"want.json", "want.md", "want.txt"}

// readGolden checks that folder holds one page, all want files and nothing else.
// With -update, want files may be missing.
func readGolden(folder string) (golden, error) {
	g := golden{folder: folder}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return g, err
	}
	for _, e := range entries {
		name := e.Name()
		switch {
		case name == "page.html" || name == "page.txt":
			if g.page != "" {
				return g, fmt.Errorf("%s: both %s and %s", folder, g.page, name)
			}
			g.page = name
		case name == "options.json":
			var o struct {
				URL string `json:"url"`
			}
			data, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				return g, err
			}
			d := json.NewDecoder(bytes.NewReader(data))
			d.DisallowUnknownFields()
			if err := d.Decode(&o); err != nil {
				return g, fmt.Errorf("%s/%s: %w", folder, name, err)
			}
			g.url = o.URL
		case slices.Contains(wantFiles, name):
			g.files = append(g.files, name)
		default:
			return g, fmt.Errorf("%s: %s is not a file of a golden page", folder, name)
		}
	}
	if g.page == "" {
		return g, fmt.Errorf("%s: no page.html or page.txt", folder)
	}
	for _, want := range wantFiles {
		if !*update && !slices.Contains(g.files, want) {
			return g, fmt.Errorf("%s: no %s", folder, want)
		}
	}
	return g, nil
}

// outputs returns what came out of the page, by the name of the want file. Text
// and Markdown begin with the title, as on the command line.
func (g golden) outputs(t *testing.T, e *extract.Extractor) map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(g.folder, g.page))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	article, err := e.Extract(t.Context(), extract.Input{Name: g.page, URL: g.url, Body: f})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"want.txt":  article.Title + "\n\n" + article.Text(),
		"want.md":   "# " + article.Title + "\n\n" + article.Markdown(),
		"want.json": goldenRecord(t, article),
	}
}

// goldenRecord returns the JSON record of the article, indented, as the command
// line prints it. Its text and markdown must be those of the article and are
// left out, since they have files of their own; so are the readers' comments,
// and the confidence, which must lie between 0 and 1 and changes whenever the
// model is trained again.
func goldenRecord(t *testing.T, a *extract.Article) string {
	t.Helper()
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(a); err != nil {
		t.Fatal(err)
	}
	var record struct {
		Text, Markdown, Comments string
		Confidence               float64
	}
	if err := json.Unmarshal(data.Bytes(), &record); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a.Text(), record.Text); diff != "" {
		t.Errorf("text in JSON differs from Text (-Text +JSON):\n%s", diff)
	}
	if diff := cmp.Diff(a.Markdown(), record.Markdown); diff != "" {
		t.Errorf("markdown in JSON differs from Markdown (-Markdown +JSON):\n%s", diff)
	}
	if diff := cmp.Diff(a.Comments(), record.Comments); diff != "" {
		t.Errorf("comments in JSON differ from Comments (-Comments +JSON):\n%s", diff)
	}
	if c := record.Confidence; c <= 0 || c > 1 {
		t.Errorf("confidence in JSON is %v, want a number from 0 to 1", c)
	}
	return without(t, data.Bytes(), "text", "markdown", "comments", "confidence")
}

// without returns the JSON object in data, indented, less the members named and
// with the others in their order.
func without(t *testing.T, data []byte, names ...string) string {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	token := func() json.Token {
		tok, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		return tok
	}
	token() // {
	var members []string
	for d.More() {
		name := token().(string)
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(names, name) {
			members = append(members, fmt.Sprintf("%q:%s", name, value))
		}
	}
	var out bytes.Buffer
	if err := json.Indent(&out, []byte("{"+strings.Join(members, ",")+"}\n"), "", "  "); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestGoldenPages(t *testing.T) {
	entries, err := os.ReadDir(goldenFolder)
	if err != nil {
		t.Fatal(err)
	}
	e, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, entry := range entries {
		if !entry.IsDir() {
			if entry.Name() != "README.md" {
				t.Errorf("%s is not the folder of a page", entry.Name())
			}
			continue
		}
		pages++
		t.Run(entry.Name(), func(t *testing.T) {
			t.Parallel()
			g, err := readGolden(filepath.Join(goldenFolder, entry.Name()))
			if err != nil {
				t.Fatal(err)
			}
			g.compare(t, g.outputs(t, e))
		})
	}
	if pages == 0 {
		t.Error("no golden pages")
	}
}

// compare reports where got differs from the want files, or rewrites them.
func (g golden) compare(t *testing.T, got map[string]string) {
	t.Helper()
	for _, name := range wantFiles {
		path := filepath.Join(g.folder, name)
		if *update {
			if err := os.WriteFile(path, []byte(got[name]), 0o644); err != nil {
				t.Error(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got[name], "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestGoldenReadme asserts that the README of the pages names each of them, and
// no other.
func TestGoldenReadme(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(goldenFolder, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for line := range strings.Lines(string(readme)) {
		if rest, ok := strings.CutPrefix(line, "| `"); ok {
			name, _, _ := strings.Cut(rest, "`")
			named = append(named, name)
		}
	}
	folders, err := filepath.Glob(filepath.Join(goldenFolder, "*", "page.*"))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, f := range folders {
		want = append(want, filepath.Base(filepath.Dir(f)))
	}
	slices.Sort(named)
	if diff := cmp.Diff(want, named); diff != "" {
		t.Errorf("README.md and the folders differ (-folders +README):\n%s", diff)
	}
}

// TestReadGolden asserts that a folder which is not a whole golden page is
// refused.
func TestReadGolden(t *testing.T) {
	if *update {
		t.Skip("want files may be missing while they are rewritten")
	}
	whole := []string{"page.html", "want.txt", "want.md", "want.json"}
	for _, c := range []struct {
		name  string
		files []string
		want  string
	}{
		{"empty", nil, "no page.html or page.txt"},
		{"page missing", whole[1:], "no page.html or page.txt"},
		{"two pages", append([]string{"page.txt"}, whole...), "both page.html and page.txt"},
		{"want missing", whole[:3], "no want.json"},
		{"unknown file", append([]string{"want.htm"}, whole...), "want.htm is not a file of a golden page"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			for _, f := range c.files {
				if err := os.WriteFile(filepath.Join(folder, f), nil, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			_, err := readGolden(folder)
			if err == nil || err.Error() != folder+": "+c.want {
				t.Errorf("error is %v, want %s: %s", err, folder, c.want)
			}
		})
	}
}
