package model

import (
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"
)

// grown lays out a tree that must be sound.
func grown(t testing.TB, splits []split, leaves ...float32) tree {
	t.Helper()
	tree, ok := newTree(splits, leaves)
	if !ok {
		t.Fatalf("broken: %v", splits)
	}
	return tree
}

// stump sends rows with x[feature] <= 1 to the first leaf.
func stump(t testing.TB, feature uint16, low, high float32) tree {
	return grown(t, []split{{threshold: 1, feature: feature, left: ^0, right: ^1}}, low, high)
}

func TestPredict(t *testing.T) {
	f := forest{classes: 1, trees: []tree{stump(t, 0, 1, 2), stump(t, 1, 10, 20), grown(t, nil, 100)}}
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

// Rows walked abreast come out as rows walked alone, in a tree whose leaves lie
// at depths 1 to 3.
func TestPredictManyRows(t *testing.T) {
	deep := grown(t, []split{
		{threshold: 0, feature: 0, left: ^0, right: 1},
		{threshold: 1, feature: 0, left: ^1, right: 2},
		{threshold: 2, feature: 0, left: ^2, right: ^3},
	}, 10, 20, 30, 40)
	f := forest{classes: 1, trees: []tree{deep}}
	for n := range 70 {
		data, want := make([]float32, n), make([]float32, n)
		for i := range data {
			data[i] = float32(i%4) - 0.5
			want[i] = float32(i%4+1) * 10
		}
		sums := make([]float32, n)
		f.predict(data, 1, sums)
		if !slices.Equal(sums, want) {
			t.Errorf("%d rows: %v, want %v", n, sums, want)
		}
	}
}

// Orders compare as the numbers do, from the least to the greatest.
func TestOrder(t *testing.T) {
	inf := float32(math.Inf(1))
	numbers := []float32{-inf, -math.MaxFloat32, -2, -1, -math.SmallestNonzeroFloat32, 0, math.SmallestNonzeroFloat32, 1, 1.5, math.MaxFloat32, inf}
	for i := 1; i < len(numbers); i++ {
		if a, b := numbers[i-1], numbers[i]; order(a) >= order(b) {
			t.Errorf("%v and %v: %x and %x", a, b, order(a), order(b))
		}
	}
	if zero := float32(0); order(float32(math.Copysign(0, -1))) != order(zero) {
		t.Error("-0 and 0 differ")
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

// parity is what the library that trained the heads says of some rows.
type parity struct {
	Heads map[string]struct{ Rows, Raw [][]float32 }
}

func readParity(t testing.TB) (p parity) {
	t.Helper()
	f, err := os.Open("testdata/parity.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(z).Decode(&p); err != nil {
		t.Fatal(err)
	}
	return p
}

// The trees say here what they say in the library that trained them.
func TestParity(t *testing.T) {
	file := readParity(t)
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
	rows := readParity(b).Heads[headBlock].Rows
	data := slices.Concat(rows...)
	sums := make([]float32, len(rows))
	b.ReportAllocs()
	for b.Loop() {
		m.heads[headBlock].predict(data, len(rows[0]), sums)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(rows)), "ns/row")
}
