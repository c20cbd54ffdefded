package copies

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pithtext/pith/extract/archive"
)

func pages(t *testing.T, texts ...string) []Page {
	t.Helper()
	corpus := filepath.Join(t.TempDir(), "corpus")
	if err := os.MkdirAll(filepath.Join(corpus, "pages"), 0o777); err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write([]byte(text))
		z.Close()
		if err := os.WriteFile(filepath.Join(corpus, "pages", fmt.Sprintf("%d.html.gz", i)), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	out, err := Unpack([]string{corpus}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFolder(t *testing.T) {
	p := pages(t, "a", "bb", "ccc")
	root := t.TempDir()
	folders, err := Folder(p, 250, root)
	if err != nil || len(folders) != 3 {
		t.Fatalf("%q, %v", folders, err)
	}
	count := map[string]int{}
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			data, err := os.ReadFile(filepath.Join(folder, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			count[string(data)]++
		}
	}
	if diff := cmp.Diff(map[string]int{"a": 84, "bb": 83, "ccc": 83}, count); diff != "" {
		t.Error(diff)
	}
	if got := Bytes(p, 250); got != 84+2*83+3*83 {
		t.Errorf("got %d bytes", got)
	}
	if got := Nearest(p, 100).Size; got != 3 {
		t.Errorf("nearest has %d bytes", got)
	}
	if _, err := Unpack([]string{t.TempDir()}, root); err == nil {
		t.Error("a folder without pages is taken for a corpus")
	}
}

// TestWARC has pith read the archive.
func TestWARC(t *testing.T) {
	p := pages(t, "<p>a", "<p>bb")
	path := filepath.Join(t.TempDir(), "x.warc")
	n, err := WARC(p, 2000, path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() < 2000 || info.Size() > 2600 {
		t.Errorf("size %d, %v", info.Size(), err)
	}
	r := archive.NewWARC(f)
	for i := range n {
		rec, err := r.Next()
		if err != nil || string(rec.Body) != []string{"<p>a", "<p>bb"}[i%2] || rec.URL != fmt.Sprintf("https://example.com/%d", i) {
			t.Fatalf("record %d: %+v, %v", i, rec, err)
		}
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("got %v behind the last record", err)
	}
}

func TestCompare(t *testing.T) {
	want, got := t.TempDir(), t.TempDir()
	put := func(dir, name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put(want, "same", "1")
	put(got, "same", "1")
	if diff, err := Compare(want, got); err != nil || len(diff) > 0 {
		t.Errorf("%q, %v", diff, err)
	}
	put(want, "changed", "1")
	put(got, "changed", "2")
	put(want, "missing", "1")
	put(got, "more", "1")
	diff, err := Compare(want, got)
	if err != nil {
		t.Fatal(err)
	}
	expect := []string{got + "/changed differs", got + "/missing is missing", got + "/more is too much"}
	if d := cmp.Diff(expect, diff); d != "" {
		t.Error(d)
	}
	if diff, err := Compare(filepath.Join(want, "same"), filepath.Join(got, "same")); err != nil || len(diff) > 0 {
		t.Errorf("single files: %q, %v", diff, err)
	}
}
