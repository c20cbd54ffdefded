package model

import (
	"math"
	"slices"
	"sort"
)

// Weight says how much one feature moved a block's score.
type Weight struct {
	Name  string
	Value float32
	Moved float32 // log-odds with the feature, less those with the page's usual value of it
}

// Usual returns the median of each column of rows.
func (r *Rows) Usual() []float32 {
	usual := make([]float32, r.Cols)
	column := make([]float32, r.Count)
	for c := range usual {
		for i := range column {
			column[i] = r.Row(i)[c]
		}
		slices.Sort(column)
		if r.Count > 0 {
			usual[c] = column[r.Count/2]
		}
	}
	return usual
}

// Weigh returns the features that moved a block, given as its row, most in the
// first stage, at most n, the strongest first. Each feature's effect is what
// changes when it takes the page's usual value instead. It costs a run of the
// stage for every feature, so it is for explaining single blocks.
func (m *Model) Weigh(row, usual []float32, n int) []Weight {
	f := m.heads[headBlock]
	names := RowNames()
	columns := len(names) - len(contextNames)
	row = slices.Clone(row[:columns])
	score := func() float32 {
		var sum [1]float32
		f.predict(row, columns, sum[:])
		return sum[0]
	}
	own := score()
	weights := make([]Weight, 0, columns)
	for c, value := range row {
		if usual[c] == value {
			continue
		}
		row[c] = usual[c]
		if moved := own - score(); moved != 0 {
			weights = append(weights, Weight{names[c], value, moved})
		}
		row[c] = value
	}
	sort.SliceStable(weights, func(a, b int) bool {
		return math.Abs(float64(weights[a].Moved)) > math.Abs(float64(weights[b].Moved))
	})
	return weights[:min(n, len(weights))]
}
