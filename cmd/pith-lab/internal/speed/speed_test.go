package speed

import "testing"

func TestQuantile(t *testing.T) {
	for _, tt := range []struct {
		values []float64
		q      float64
		want   float64
	}{
		{nil, 0.5, 0},
		{[]float64{7}, 0.95, 7},
		{[]float64{1, 2, 3, 4}, 0.5, 2.5},
		{[]float64{0, 10, 20}, 0.95, 19},
		{[]float64{0, 10}, 1, 10},
	} {
		if got := Quantile(tt.values, tt.q); got != tt.want {
			t.Errorf("Quantile(%v, %v) = %v, want %v", tt.values, tt.q, got, tt.want)
		}
	}
}

func TestStats(t *testing.T) {
	times := Times{Entries: []string{"a"}, Ms: [][]float64{{30, 10, 20}}}
	if got, want := times.Stats(0), (Stats{20, 20, 29}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if times.Ms[0][0] != 30 {
		t.Error("Stats reordered the times")
	}
}
