package batch

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pithtext/pith/extract/archive"
)

// plant makes files in a new folder and goes there.
func plant(t *testing.T, files map[string]string, links map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range links {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, name); err != nil {
			t.Skip("no symbolic links here")
		}
	}
}

func list(f *Found) (out []string) {
	for _, in := range f.Inputs {
		name := in.Path
		if in.Kind != archive.None {
			name += " " + string(in.Kind)
		}
		if in.Err != nil {
			name += ": " + in.Err.Error()
		}
		out = append(out, name)
	}
	return out
}

func TestWalk(t *testing.T) {
	plant(t, map[string]string{
		"site/z.html": "", "site/a.HTM": "", "site/m.xhtml": "", "site/n.txt": "", "site/o.html.gz": "", "site/p.txt.GZ": "",
		"site/q.mhtml": "", "site/r.warc.gz": "", "site/cover.png": "", "site/style.css": "", "site/font.css": "", "site/Makefile": "",
		"site/.draft.html": "", "site/.git/x.html": "", "site/z_files/ad.html": "", "site/y_files/real.html": "",
		"site/b/c/d.html": "", "site/out/old.html": "", "elsewhere/e.html": "", "odd.bin": "<html>", "crawl": "WARC/1.0\r\n",
	}, map[string]string{
		"site/b/up": "../..", "site/loop": "loop", "site/back": "b", "site/to": "../elsewhere", "site/to2": "../elsewhere", "site/link.html": "z.html",
	})
	tests := []struct {
		name    string
		args    []string
		exclude []string
		want    []string
	}{
		{name: "folder", args: []string{"site"}, want: []string{
			"site/a.HTM", "site/b/c/d.html", "site/b/up/elsewhere/e.html", "site/link.html", "site/m.xhtml", "site/n.txt",
			"site/o.html.gz", "site/p.txt.GZ", "site/q.mhtml mhtml", "site/r.warc.gz warc", "site/y_files/real.html", "site/z.html",
		}},
		{name: "files are taken whatever they are called", args: []string{"odd.bin", "crawl", "-", "site/cover.png"},
			want: []string{"odd.bin", "crawl warc", "-", "site/cover.png"}},
		{name: "missing", args: []string{"nowhere", "odd.bin"}, want: []string{"nowhere: stat nowhere: no such file or directory", "odd.bin"}},
		{name: "twice", args: []string{"site/b/c", "site/b/c"}, want: []string{"site/b/c/d.html"}},
		{name: "exclude", args: []string{"site"}, exclude: []string{"# a comment", "", "*.html", "*.gz", "!o.html.gz", "/b/", "to*"},
			want: []string{"site/a.HTM", "site/m.xhtml", "site/n.txt", "site/o.html.gz", "site/p.txt.GZ", "site/q.mhtml mhtml"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			patterns, err := ParsePatterns(test.exclude)
			if err != nil {
				t.Fatal(err)
			}
			got := Walk(test.args, WalkOptions{Exclude: patterns, Output: "site/out"})
			if diff := cmp.Diff(test.want, list(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
	got := FormatReasons(Walk([]string{"site"}, WalkOptions{Output: "site/out"}).Skipped)
	want := "1 hidden file, 1 hidden folder, 2 no page by its name, 1 not a page (.bin), 4 link to a folder that is walked already, " +
		"1 not a page (.png), 2 not a page (.css), 1 broken link, 1 output folder, 1 folder of a saved page's resources"
	if got != want {
		t.Errorf("skipped %s", got)
	}
}

func TestPatterns(t *testing.T) {
	tests := []struct {
		pattern, path string
		folder, want  bool
	}{
		{"*.html", "a/b/c.html", false, true},
		{"*.html", "c.html", false, true},
		{"/*.html", "a/c.html", false, false},
		{"/*.html", "c.html", false, true},
		{"a/*.html", "a/c.html", false, true},
		{"a/*.html", "x/a/c.html", false, false},
		{"**/a/*.html", "x/a/c.html", false, true},
		{"a/**", "a/b/c.html", false, true},
		{"drafts/", "x/drafts", true, true},
		{"drafts/", "x/drafts", false, false},
		{"drafts", "x/drafts", false, true},
		{"page-[0-9].html", "page-7.html", false, true},
		{"{a,b}.html", "b.html", false, true},
		{"*.HTML", "a.html", false, false},
	}
	for _, test := range tests {
		p, err := ParsePatterns([]string{test.pattern})
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Match(test.path, test.folder); got != test.want {
			t.Errorf("%q on %q: got %v", test.pattern, test.path, got)
		}
	}
	if _, err := ParsePatterns([]string{"a["}); err == nil || err.Error() != `"a[" is not a pattern` {
		t.Errorf("got %v", err)
	}
}
