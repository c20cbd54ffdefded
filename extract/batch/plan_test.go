package batch

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlanner(t *testing.T) {
	t.Chdir(t.TempDir())
	tests := []struct {
		name   string
		args   []string // those that end in "/" are folders
		inputs []string
		layout Layout
		want   []string
	}{
		{"a folder", []string{"saved/"}, []string{"saved/a.html", "saved/b/c.htm.gz"}, Mirror, []string{"a.md", "b/c.md"}},
		{"files side by side", []string{"x/a.html", "x/b.html"}, []string{"x/a.html", "x/b.html"}, Mirror, []string{"a.md", "b.md"}},
		{"the same name in two folders", []string{"a/index.html", "b/index.html"}, []string{"a/index.html", "b/index.html"}, Mirror, []string{"a/index.md", "b/index.md"}},
		{"two folders", []string{"p/a/", "p/b/c/"}, []string{"p/a/x.html", "p/b/c/x.html"}, Mirror, []string{"a/x.md", "b/c/x.md"}},
		{"above", []string{"../x.html", "y.html"}, []string{"../x.html", "y.html"}, Mirror, nil},
		{"standard input", []string{"-"}, []string{"-"}, Mirror, []string{"stdin.md"}},
		{"extensions", []string{"s/"}, []string{"s/a.htm", "s/a.html", "s/a.html.gz", "s/a.xhtml", "s/a.html"}, Mirror,
			[]string{"a.md", "a.html.md", "a.html.gz.md", "a.xhtml.md", "a-2.md"}},
		{"case", []string{"s/"}, []string{"s/A.html", "s/a.html", "s/B/x.html", "s/b/x.html"}, Mirror, []string{"A.md", "a.html.md", "B/x.md", "b/x.html.md"}},
		{"composed and decomposed", []string{"s/"}, []string{"s/caf\u00e9.html", "s/cafe\u0301.html"}, Mirror, []string{"caf\u00e9.md", "cafe\u0301.html.md"}},
		{"dots that are no extension", []string{"s/"}, []string{"s/v1.2", "s/v1.3.html", "s/story?id=1.php", "s/.html"}, Mirror,
			[]string{"v1.2.md", "v1.3.md", "story?id=1.md", ".html.md"}},
		{"a folder called like an output", []string{"s/"}, []string{"s/a.html", "s/a.md/b.html", "s/a.md/c.html"}, Mirror, []string{"a.md", "a.md-2/b.md", "a.md-2/c.md"}},
		{"an output called like a folder", []string{"s/"}, []string{"s/a.md/b.html", "s/a.html"}, Mirror, []string{"a.md/b.md", "a.html.md"}},
		{"flat", []string{"s/"}, []string{"s/a/x.html", "s/b/x.html", "s/c/x.html"}, Flat, []string{"x.md", "x.html.md", "x-2.md"}},
		{"strange names", []string{"s/"}, []string{"s/-rf.html", "s/two\nlines.html", "s/..html"}, Mirror, []string{"-rf.md", "two\nlines.md", "..md"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var args, folders []string
			for _, a := range test.args {
				name, isFolder := strings.CutSuffix(a, "/")
				args = append(args, name)
				if isFolder {
					folders = append(folders, name)
				}
			}
			p, err := NewPlanner(args, folders, ".md", test.layout)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, in := range test.inputs {
				out, err := p.Page(in)
				if err != nil {
					t.Fatal(err)
				}
				if !filepath.IsLocal(filepath.FromSlash(out)) {
					t.Errorf("%q leads out of the folder", out)
				}
				got = append(got, out)
			}
			if diff := cmp.Diff(test.want, got); test.want != nil && diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPlannerLongNames(t *testing.T) {
	p, err := NewPlanner([]string{"s"}, []string{"s"}, ".markdown", Mirror)
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, stem := range []string{strings.Repeat("a", 250), strings.Repeat("a", 249) + "b", strings.Repeat("é", 124) + "xx", strings.Repeat("é", 125)} {
		for range 3 {
			out, err := p.Page("s/" + stem + ".html")
			if err != nil {
				t.Fatal(err)
			}
			if len(out) > maxName || seen[out] || !strings.HasSuffix(out, ".markdown") || strings.ToValidUTF8(out, "?") != out {
				t.Errorf("got %q (%d bytes)", out, len(out))
			}
			seen[out] = true
		}
	}
}

func TestPlannerRecords(t *testing.T) {
	p, err := NewPlanner([]string{"c.warc.gz", "c.warc"}, nil, ".json", Mirror)
	if err != nil {
		t.Fatal(err)
	}
	first, _ := p.Archive("c.warc.gz")
	second, _ := p.Archive("c.warc")
	got := []string{
		p.Record(first, 1, "https://www.example.com/a/b?c=d#e"),
		p.Record(second, 23, ""),
		p.Record(first, 2, "https://example.com/../../etc/passwd"),
		p.Record(first, 3, "https://example.com/"+strings.Repeat("long/", 100)),
		p.Record(first, 4, "https://пример.рф/статья"),
	}
	want := []string{
		"c/000001-example.com-a-b.json", "c.warc/000023.json", "c/000002-example.com-..-..-etc-passwd.json",
		"c/000003-example.com-long-long-long-long-long-long-long-long-long-long-long-long-long-lon.json", "c/000004.json",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
