package dataset

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"testing"
)

func TestWriter(t *testing.T) {
	dir := t.TempDir()
	w, err := Create(dir, "c", false)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"mass", "density"}
	if err := w.Write(names, []Row{
		{Page: "a\tb", Fold: 3, Type: "forum", Block: 7, Label: -1, Chars: 20, Words: 4, Aligned: 2, Truth: 9, Features: []float32{1.5, -2}},
		{Page: "z", Label: 1, Features: []float32{0, 3}},
	}); err != nil {
		t.Fatal(err)
	}
	if err := w.Write([]string{"mass", "other"}, nil); err == nil {
		t.Error("other names passed")
	}
	if err := w.Write(names, []Row{{Features: []float32{1}}}); err == nil {
		t.Error("a short row passed")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if w.Rows != 2 {
		t.Errorf("%d rows, want 2", w.Rows)
	}
	table, err := os.ReadFile(filepath.Join(dir, "c.tsv"))
	want := "corpus\tpage\tfold\ttype\tblock\tlabel\tchars\twords\taligned\ttruth\n" +
		"c\ta b\t3\tforum\t7\t-1\t20\t4\t2\t9\n" +
		"c\tz\t0\t\t0\t1\t0\t0\t0\t0\n"
	if err != nil || string(table) != want {
		t.Errorf("table %q, %v", table, err)
	}
	matrix, err := os.ReadFile(filepath.Join(dir, "c.f32"))
	if err != nil || len(matrix) != 16 {
		t.Fatalf("matrix of %d bytes, %v", len(matrix), err)
	}
	for i, f := range []float32{1.5, -2, 0, 3} {
		if got := math.Float32frombits(binary.LittleEndian.Uint32(matrix[4*i:])); got != f {
			t.Errorf("value %d is %v, want %v", i, got, f)
		}
	}
	if err := WriteNames(dir, w.Names()); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "names.txt")); err != nil || string(b) != "mass\ndensity\n" {
		t.Errorf("names %q, %v", b, err)
	}
}
