package model

import (
	"math"
	"slices"
	"sort"
)

// Weight says how much one feature moved a block's probability.
type Weight struct {
	Name  string
	Value float32
	Moved float32 // probability with the feature, less that with the page's usual value of it
}

// Weigh returns the features that moved block i most in the first stage, at
// most n, the strongest first. Each feature's effect is what changes when it takes
// the median of the page's blocks instead. It costs a run of the stage for every
// feature, so it is for explaining single blocks.
func (m *Model) Weigh(rows Rows, i, n int) []Weight {
	f := m.heads[headBlock]
	names := RowNames()
	columns := rows.Cols - len(contextNames)
	row := slices.Clone(rows.Row(i)[:columns])
	score := func() float32 {
		var sum [1]float32
		f.predict(row, columns, sum[:])
		logistic(sum[:])
		return sum[0]
	}
	own := score()
	weights := make([]Weight, 0, columns)
	column := make([]float32, rows.Count)
	for c := range columns {
		for r := range rows.Count {
			column[r] = rows.Row(r)[c]
		}
		slices.Sort(column)
		usual := column[len(column)/2]
		value := row[c]
		if usual == value {
			continue
		}
		row[c] = usual
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
