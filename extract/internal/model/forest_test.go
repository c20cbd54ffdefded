package model

import (
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"testing"
)

// stump sends rows with x[feature] <= 1 to the first leaf.
func stump(feature uint16, leaf int32) tree {
	return tree{nodes: []node{{threshold: 1, feature: feature, left: ^0, right: ^1}}, leaf: leaf}
}

func TestPredict(t *testing.T) {
	f := forest{classes: 1, trees: []tree{stump(0, 0), stump(1, 2), {leaf: 4}}, leaves: []float32{1, 2, 10, 20, 100}}
	sums := make([]float32, 2)
	f.predict([]float32{1, 1.5, 9, 0, 0, 9}, 3, sums)
	if sums[0] != 121 || sums[1] != 111 {
		t.Errorf("%v, want [121 111]", sums)
	}
	f.classes, f.trees = 2, f.trees[:2]
	sums = make([]float32, 4)
	f.predict([]float32{1, 1.5, 9, 2, 0, 9}, 3, sums)
	if want := [4]float32{1, 20, 2, 10}; [4]float32(sums) != want {
		t.Errorf("%v, want %v", sums, want)
	}
}

func TestSoftmax(t *testing.T) {
	sums := []float32{1000, 1000, 999}
	softmax(sums)
	e := 1 / (2 + math.Exp(-1))
	for i, want := range []float64{e, e, e * math.Exp(-1)} {
		if math.Abs(float64(sums[i])-want) > 1e-6 {
			t.Errorf("%v: place %d, want %v", sums, i, want)
		}
	}
}

func TestLogistic(t *testing.T) {
	sums := []float32{0, 100, -100}
	logistic(sums)
	if sums[0] != 0.5 || sums[1] != 1 || sums[2] > 1e-20 {
		t.Errorf("%v", sums)
	}
}

// The trees say here what they say in the library that trained them.
func TestParity(t *testing.T) {
	f, err := os.Open("testdata/parity.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Heads map[string]struct{ Rows, Raw [][]float32 }
	}
	if err := json.NewDecoder(z).Decode(&file); err != nil {
		t.Fatal(err)
	}
	m, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, head := range []string{headType, headBlock, headAgain} {
		cases := file.Heads[head]
		if len(cases.Rows) == 0 {
			t.Errorf("%s: no rows", head)
		}
		for i, row := range cases.Rows {
			want := cases.Raw[i]
			got := make([]float32, len(want))
			m.heads[head].predict(row, len(row), got)
			if len(want) == 1 {
				logistic(got)
				logistic(want)
			} else {
				softmax(got)
				softmax(want)
			}
			for k := range want {
				if d := math.Abs(float64(got[k] - want[k])); d >= 1e-5 {
					t.Errorf("%s: row %d: %v, want %v", head, i, got[k], want[k])
				}
			}
		}
	}
}

func BenchmarkPredict(b *testing.B) {
	m, err := Embedded()
	if err != nil {
		b.Fatal(err)
	}
	cols := len(RowNames())
	data, sums := make([]float32, 300*cols), make([]float32, 300)
	b.ReportAllocs()
	for b.Loop() {
		m.heads[headBlock].predict(data, cols, sums)
	}
}
