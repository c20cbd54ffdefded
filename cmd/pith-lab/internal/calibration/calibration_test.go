package calibration

import (
	"math"
	"testing"

	"github.com/pithtext/pith/cmd/pith-lab/internal/eval"
	"github.com/pithtext/pith/cmd/pith-lab/internal/score"
)

func page(confidence, f1 float64) eval.Result {
	return eval.Result{Confidence: confidence, Text: &score.Text{F1: f1}}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-12 }

func TestCurve(t *testing.T) {
	bins := Curve([]eval.Result{page(0, 0.2), page(0.4, 0.4), page(0.5, 0.9), page(1, 1)}, 2)
	want := []Bin{{0, 0.5, 2, 0.2, 0.3, 0}, {0.5, 1, 2, 0.75, 0.95, 1}}
	for i, w := range want {
		g := bins[i]
		if g.Low != w.Low || g.High != w.High || g.Pages != w.Pages ||
			!near(g.Confidence, w.Confidence) || !near(g.Score, w.Score) || !near(g.Good, w.Good) {
			t.Errorf("bin %d: got %+v, want %+v", i, g, w)
		}
	}
	if e := Error(bins); !near(e, 0.15) {
		t.Errorf("error %v, want 0.15", e)
	}
}

func TestOrder(t *testing.T) {
	tests := []struct {
		name    string
		results []eval.Result
		want    float64
	}{
		{"perfect", []eval.Result{page(0.1, 0), page(0.2, 0.5), page(0.3, 1)}, 1},
		{"upside down", []eval.Result{page(0.3, 0), page(0.2, 0.5)}, 0},
		{"undecided", []eval.Result{page(0.3, 0), page(0.3, 0.5)}, 0.5},
		{"equal scores do not count", []eval.Result{page(0.3, 1), page(0.2, 1), page(0.1, 0)}, 1},
		{"no pairs", nil, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Order(tt.results); !near(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
