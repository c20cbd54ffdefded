package rule

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// writeRules writes files of "name: content" and returns their folder.
func writeRules(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestMatch(t *testing.T) {
	dir := writeRules(t, map[string]string{
		"a.yaml":     "site: [example.com, example.org]\ncontent: .a\n",
		"b.yml":      "site: blog.example.com\ncontent: .b\n",
		"sub/c.yaml": "site: example.com\npath: /news/**\ncontent: .c\n",
		"d.yaml":     "site: example.com\npath: /news/*/live\ncontent: .d\n",
		"e.yaml":     "site: strict.net\nsubdomains: false\ncontent: .e\n",
		"notes.txt":  "not a rule",
	})
	set, err := (&Set{}).With(OriginFlag, dir)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ address, file string }{
		{"https://example.com/", "a.yaml"},
		{"https://www.EXAMPLE.com.:8080/x", "a.yaml"},
		{"https://deep.down.example.org/x", "a.yaml"},
		{"https://blog.example.com/news/1", "b.yml"},
		{"https://m.blog.example.com/", "b.yml"},
		{"https://example.com/news/1", "c.yaml"},
		{"https://example.com/news/1/2/3", "c.yaml"},
		{"https://example.com/newsroom/1", "a.yaml"},
		{"https://example.com/news/1/live", "d.yaml"},
		{"https://strict.net/", "e.yaml"},
		{"https://www.strict.net/", "e.yaml"},
		{"https://a.strict.net/", ""},
		{"https://notexample.com/", ""},
		{"https://com/", ""},
		{"file:///example.com", ""},
	}
	for _, tt := range tests {
		address, err := url.Parse(tt.address)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if s := set.Match(address, nil); s != nil {
			got = filepath.Base(s.File)
		}
		if got != tt.file {
			t.Errorf("%s: rule %q, want %q", tt.address, got, tt.file)
		}
	}
	if set.Match(nil, nil) != nil {
		t.Error("a rule matches no page at all")
	}
}

func TestMatchPlatform(t *testing.T) {
	dir := writeRules(t, map[string]string{
		"p.yaml": "platform: mill\nmatch: {generator: Mill CMS, selector: \"#mill-app\"}\ncontent: .a\n",
		"h.yaml": "site: example.com\ncontent: .a\n",
	})
	set, err := (&Set{}).With(OriginFlag, dir)
	if err != nil {
		t.Fatal(err)
	}
	address := &url.URL{Scheme: "https", Host: "example.net"}
	tests := []struct{ page, name string }{
		{`<meta name="Generator" content="mill cms 4.2">`, "mill"},
		{`<meta name="generator" content="The Mill CMS">`, ""},
		{`<div id="mill-app"></div>`, "mill"},
		{`<p>Mill CMS</p>`, ""},
	}
	for _, tt := range tests {
		got := ""
		if s := set.Match(address, parse(t, tt.page)); s != nil {
			got = s.Name
		}
		if got != tt.name {
			t.Errorf("%s: %q, want %q", tt.page, got, tt.name)
		}
	}
	address.Host = "example.com"
	if s := set.Match(address, parse(t, tests[0].page)); s == nil || s.Name != "example.com" {
		t.Errorf("%v: a host's rule must win over a platform's", s)
	}
	if s := set.Platforms().Match(address, parse(t, tests[0].page)); s == nil || s.Name != "mill" {
		t.Errorf("%v: Platforms must know platforms alone", s)
	}
}

func TestLaterWins(t *testing.T) {
	first := writeRules(t, map[string]string{"a.yaml": "site: [example.com, example.org]\ncontent: .old\n", "p.yaml": "platform: mill\nmatch: {selector: .m}\ncontent: .old\n"})
	second := writeRules(t, map[string]string{"b.yaml": "site: example.com\ncontent: .new\n", "p.yaml": "platform: mill\nmatch: {selector: .m}\ncontent: .new\n"})
	set, err := (&Set{}).With(OriginUser, first)
	if err != nil {
		t.Fatal(err)
	}
	if set, err = set.With(OriginFlag, second); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range set.All() {
		line := fmt.Sprintf("%s %s %s", s.Name, s.Origin, strings.Join(s.Hosts, "+"))
		for _, old := range set.Shadows(s) {
			line += fmt.Sprintf(" over %s (%s)", filepath.Base(old.File), old.Origin)
		}
		got = append(got, line)
	}
	want := []string{"example.com rules example.com over a.yaml (user)", "example.com user example.org", "mill rules  over p.yaml (user)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(set.Find("www.example.org")) != 1 || len(set.Find("Mill")) != 1 || set.Find("nobody") != nil {
		t.Error("Find finds something else")
	}
}

func TestLoadErrors(t *testing.T) {
	dir := writeRules(t, map[string]string{
		"a.yaml": "site: example.com\ncontent: .a\n",
		"b.yaml": "# again\nsite: www.example.com\ncontent: .b\n",
	})
	_, err := Load(dir)
	want := fmt.Sprintf("%s:2: site: example.com has a rule already, in %s:1", filepath.Join(dir, "b.yaml"), filepath.Join(dir, "a.yaml"))
	if got := fmt.Sprint(err); got != want {
		t.Errorf("\ngot  %s\nwant %s", got, want)
	}
	_, err = Load(filepath.Join(dir, "missing.yaml"))
	if got, want := fmt.Sprint(err), filepath.Join(dir, "missing.yaml")+": cannot be read: no such file or directory"; got != want {
		t.Errorf("\ngot  %s\nwant %s", got, want)
	}
	broken := writeRules(t, map[string]string{"a.yaml": "site: x\n", "b.yaml": "sitee: example.com\n"})
	_, err = Load(broken)
	if n := strings.Count(fmt.Sprint(err), "\n"); n != 1 {
		t.Errorf("every file's faults must be told: %v", err)
	}
	big := writeRules(t, map[string]string{"a.yaml": strings.Repeat("#", maxFile+1)})
	if _, err = Load(big); fmt.Sprint(err) != filepath.Join(big, "a.yaml")+": the file is larger than 1048576 bytes" {
		t.Error(err)
	}
}

func TestUserFolder(t *testing.T) {
	config := writeRules(t, map[string]string{"pith/rules/e.yaml": "site: euromaidanpress.com\ncontent: .mine\n"})
	t.Setenv("XDG_CONFIG_HOME", config)
	set, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	sites := set.Find("euromaidanpress.com")
	if len(sites) != 1 || sites[0].Origin != OriginUser || len(set.Shadows(sites[0])) != 1 {
		t.Errorf("%v: the user's rule must win over the embedded one", sites)
	}
}

// TestEmbeddedRules makes sure that every embedded rule says how to test it.
func TestEmbeddedRules(t *testing.T) {
	set, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if len(set.All()) < 2 {
		t.Fatalf("only %d rules", len(set.All()))
	}
	for _, s := range set.All() {
		if len(s.Tests) == 0 {
			t.Errorf("%v has no test", s)
		}
	}
}

// isLine reports whether n is a paragraph, a list item, or text outside of both.
func isLine(n *html.Node) bool {
	block := func(n *html.Node) bool { return n.DataAtom == atom.P || n.DataAtom == atom.Li }
	if n.Type == html.ElementNode {
		return block(n)
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if block(p) {
			return false
		}
	}
	return n.Type == html.TextNode
}

// ruleText renders what a rule leaves of a page: all text without what it
// removes or calls comments.
func ruleText(set *Set) Extractor {
	return func(_ context.Context, page []byte, address string) (string, map[string]string, error) {
		root, err := html.Parse(bytes.NewReader(page))
		if err != nil {
			return "", nil, err
		}
		u, err := url.Parse(address)
		if err != nil {
			return "", nil, err
		}
		s := set.Match(u, root)
		if s == nil {
			return "", nil, errors.New("no rule matches")
		}
		o := s.Apply(root)
		o.Detach()
		for _, c := range o.Comments {
			c.Parent.RemoveChild(c)
		}
		content := o.Content
		if content == nil {
			content = []*html.Node{root}
		}
		var lines []Line
		for _, c := range content {
			for n := range c.Descendants() {
				if isLine(n) {
					lines = append(lines, Line{Text: strings.Join(strings.Fields(textOf(n)), " "), Place: After})
				}
			}
		}
		gone := map[int]bool{}
		b, err := LoadBoilerplate()
		if err != nil {
			return "", nil, err
		}
		for _, h := range append(s.Lines(lines), b.Lines(lines)...) {
			gone[h.Line] = true
		}
		var text strings.Builder
		for i, l := range lines {
			if !gone[i] {
				text.WriteString(l.Text + "\n")
			}
		}
		return text.String(), map[string]string{"title": o.Fields.Title, "author": strings.Join(o.Fields.Authors, ", ")}, nil
	}
}

// TestEmbeddedRulesOnTheirPages runs each embedded rule's own tests. Every
// selector has to match there.
func TestEmbeddedRulesOnTheirPages(t *testing.T) {
	sites, err := Check("sites", "platforms")
	if err != nil {
		t.Fatal(err)
	}
	set, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	results, err := Test(context.Background(), sites, ruleText(set))
	if err != nil {
		t.Fatal(err)
	}
	if Failed(results) > 0 || len(results) < len(sites) {
		var b strings.Builder
		if err := WriteResults(&b, "text", results); err != nil {
			t.Fatal(err)
		}
		t.Error(b.String())
	}
}
