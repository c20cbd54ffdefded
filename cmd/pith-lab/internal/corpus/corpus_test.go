package corpus

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func folder(t *testing.T, truth string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "some-dev")
	if err := os.MkdirAll(filepath.Join(dir, "pages"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "truth.jsonl"), []byte(truth), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestLoadTellsKinds(t *testing.T) {
	tests := []struct {
		truth string
		want  Kind
	}{
		{`{"id":"1","text":"a"}` + "\n" + `{"id":"2","with":["b"]}`, FullText},
		{`{"id":"1","with":["a"],"without":["b"]}`, Segments},
		{`{"id":"1","text":"a","lang":"el"}`, Multilingual},
	}
	for _, tt := range tests {
		c, err := Load(folder(t, tt.truth))
		if err != nil {
			t.Fatal(err)
		}
		if c.Kind != tt.want || c.Name != "some-dev" || c.Pages[0].Corpus != "some-dev" {
			t.Errorf("%s: kind %d, name %q, page's corpus %q", tt.truth, c.Kind, c.Name, c.Pages[0].Corpus)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	tests := []struct{ name, truth, want string }{
		{"nothing", "", "no records"},
		{"broken", `{"id":"1"}` + "\n{", "record 2"},
		{"no id", `{"text":"a"}`, `missing or repeated id ""`},
		{"repeated", `{"id":"1"}{"id":"1"}`, `missing or repeated id "1"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Load(folder(t, tt.truth)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestSampleSpreads(t *testing.T) {
	c := Corpus{Pages: make([]Page, 10)}
	for i := range c.Pages {
		c.Pages[i].ID = string(rune('a' + i))
	}
	c.Sample(0)
	if len(c.Pages) != 10 {
		t.Fatalf("0 keeps %d of 10", len(c.Pages))
	}
	c.Sample(4)
	got := ""
	for _, p := range c.Pages {
		got += p.ID
	}
	if got != "acfh" {
		t.Errorf("4 of 10 are %q", got)
	}
}

func TestRead(t *testing.T) {
	dir := folder(t, `{"id":"1"}`)
	f, err := os.Create(filepath.Join(dir, "pages", "1.html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	z.Write([]byte("<p>Tide tables"))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	p := Page{Dir: dir, ID: "1"}
	if b, err := p.Read(); err != nil || string(b) != "<p>Tide tables" {
		t.Errorf("got %q, %v", b, err)
	}
	if _, err := (&Page{Dir: dir, ID: "2"}).Read(); !os.IsNotExist(err) {
		t.Errorf("missing page: got %v", err)
	}
}

func TestAddress(t *testing.T) {
	for url, want := range map[string]string{
		"https://example.com/":   "https://example.com/",
		"http://example.com/":    "http://example.com/",
		"hard::example.com.html": "",
		"":                       "",
	} {
		if got := (&Page{URL: url}).Address(); got != want {
			t.Errorf("%q: got %q, want %q", url, got, want)
		}
	}
}
