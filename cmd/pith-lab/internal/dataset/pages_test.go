package dataset

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pithtext/pith/extract"
)

func TestPageWriter(t *testing.T) {
	dir := t.TempDir()
	w, err := CreatePages(dir, "c", true)
	if err != nil {
		t.Fatal(err)
	}
	row := PageRow{
		ID: "a\tb", Fold: 2, Type: "forum", F1: 0.5,
		Page:  []extract.Feature{{Name: "links", Value: 3}},
		Trust: []extract.Feature{{Name: "mass", Value: 7}, {Name: "runs", Value: 1}},
		Words: []uint32{1, 0x203},
	}
	if err := w.Write(&row); err != nil {
		t.Fatal(err)
	}
	other := PageRow{Page: []extract.Feature{{Name: "images"}}, Trust: row.Trust}
	if err := w.Write(&other); err == nil {
		t.Error("other names passed")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"c.pages.tsv":     "page\tfold\ttype\tf1\na b\t2\tforum\t0.5\n",
		"page-names.txt":  "links\n",
		"trust-names.txt": "mass\nruns\n",
		"c.pages.words":   "\x02\x00\x00\x00\x01\x00\x00\x00\x03\x02\x00\x00",
		"c.pages.f32":     "\x00\x00\x40\x40\x00\x00\xe0\x40\x00\x00\x80\x3f",
	} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, want)
		}
	}
}
