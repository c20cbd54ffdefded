package corpus

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// library writes a corpus of two pages of one site to a folder.
func library(t *testing.T) *Corpus {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "pages"), 0o755); err != nil {
		t.Fatal(err)
	}
	truth := `{"id":"story","url":"https://www.example.org/a","type":"article","text":"One."}
{"id":"list","url":"https://example.org/b","type":"listing","text":"Two."}
`
	if err := os.WriteFile(filepath.Join(dir, "truth.jsonl"), []byte(truth), 0o644); err != nil {
		t.Fatal(err)
	}
	for id, body := range map[string]string{"story": "<p>One.</p>", "list": "<ul><li>Two.</ul>"} {
		f, err := os.Create(filepath.Join(dir, "pages", id+".html.gz"))
		if err != nil {
			t.Fatal(err)
		}
		z := gzip.NewWriter(f)
		if _, err := z.Write([]byte("<title>" + id + "</title>" + body)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	c, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSplice(t *testing.T) {
	c := library(t)
	story := &c.Pages[0]
	body, err := story.Read()
	if err != nil {
		t.Fatal(err)
	}
	got, err := NewSplicer(c, 2).Splice(story, body, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<title>story</title>",
		`<div id="original"><p>One.</p></div>`,
		`<div id="spliced"><ul><li>Two.</li></ul></div>`,
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("%s is missing in %s", want, got)
		}
	}
	again, err := NewSplicer(c, 2).Splice(story, body, 0)
	if err != nil || string(again) != string(got) {
		t.Errorf("the same seed gave %s, %v", again, err)
	}
}

func TestSpliceRefuses(t *testing.T) {
	c := library(t)
	s := NewSplicer(c, 2)
	if _, err := s.Splice(&c.Pages[0], []byte("caf\xe9"), 0); err != errNoSplice {
		t.Errorf("bytes that are not UTF-8: %v", err)
	}
}
