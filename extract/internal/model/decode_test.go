package model

import (
	"fmt"
	"testing"

	"github.com/pithtext/pith/extract/internal/block"
)

// portal is a body of two elements: a story of three blocks and a list of
// three. Blocks have a mass of 100.
func portal(p ...float32) *scored {
	t := &block.Table{Elems: []block.Elem{
		{Parent: -1, First: 0, Last: 6}, {Parent: 0, Depth: 1, First: 0, Last: 3, Path: 1}, {Parent: 0, Depth: 1, First: 3, Last: 6, Path: 2},
	}}
	for i := range 6 {
		t.Blocks = append(t.Blocks, block.Block{Elem: int32(1 + i/3), Stats: block.Stats{Mass: 100}})
	}
	return newScored(t, p)
}

func TestKeep(t *testing.T) {
	d := Decode{
		Low: []float32{0.45, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2}, High: 0.55, Outside: 0.85, Unsure: Unsure{Top: 0.7, Low: 0.3},
		Core: 0.8, Portal: 0.1, Crowd: Crowd{Sure: 0.7, Block: 1, Page: 2}, Shift: 0.2,
	}
	article := []float32{1, 0, 0, 0, 0, 0, 0}
	perhaps := []float32{0.6, 0.4, 0, 0, 0, 0, 0}
	listing := []float32{0, 0, 0, 0, 1, 0, 0}
	scores := []float32{0.95, 0.9, 0.5, 0.7, 0.7, 0.9}
	flat := []float32{0.75, 0.3, 0.3, 0.3, 0.3, 0.3}
	for _, c := range []struct {
		shares []float32
		favor  Favor
		p      []float32
		want   string
	}{
		{article, Balance, []float32{0.95, 0.95, 0.5, 0.7, 0.7, 0.1}, "[true true true false false false]"},
		{perhaps, Balance, []float32{0.95, 0.95, 0.5, 0.7, 0.7, 0.1}, "[true true true false false false]"},
		{listing, Balance, []float32{0.95, 0.95, 0.5, 0.7, 0.7, 0.1}, "[true true true true true false]"},
		{article, Balance, []float32{0.95, 0.95, 0.5, 0.01, 0.01, 0.9}, "[true true true false false true]"},
		// One sure block in the container and two likely ones outside: no portal.
		{article, Balance, []float32{0.95, 0.1, 0.1, 0.7, 0.7, 0.1}, "[true false false true true false]"},
		// As much outside as inside is too much for one block where the type is not sure.
		{article, Balance, []float32{0.95, 0.1, 0.1, 0.7, 0.1, 0.1}, "[true false false true false false]"},
		{perhaps, Balance, []float32{0.95, 0.95, 0.1, 0.7, 0.1, 0.1}, "[true true false false false false]"},
		{perhaps, Balance, []float32{0.95, 0.1, 0.1, 0.7, 0.1, 0.1}, "[true false false true false false]"},
		{article, Precision, scores, "[true true false true true true]"},
		{article, Recall, scores, "[true true true true true true]"},
		// The least threshold lies between those of the types that a page may have.
		{listing, Balance, flat, "[true true true true true true]"},
		{article, Balance, flat, "[true false false false false false]"},
		{[]float32{0.3, 0.7, 0, 0, 0, 0, 0}, Balance, flat, "[true true true true true true]"},
		{perhaps, Balance, flat, "[true false false false false false]"}, // 0.45 * 0.6 + 0.2 * 0.4
		// Where nothing is sure, it is lower.
		{article, Balance, []float32{0.69, 0.3, 0.3, 0.3, 0.3, 0.3}, "[true true true true true true]"},
	} {
		if got := fmt.Sprint(d.keep(portal(c.p...), pageKind{shares: c.shares}, c.favor)); got != c.want {
			t.Errorf("%v %d %v: %s, want %s", c.shares, c.favor, c.p, got, c.want)
		}
	}
}

// TestKeepRecipe asserts that the parts of a recipe are no other stories.
func TestKeepRecipe(t *testing.T) {
	d := Decode{Low: make([]float32, len(types)), High: 0.55, Outside: 0.85, Core: 0.8, Portal: 0.1, Crowd: Crowd{Sure: 0.7, Block: 1}}
	p := []float32{0.95, 0.95, 0.5, 0.7, 0.7, 0.1}
	for recipe, want := range map[bool]string{false: "[true true true false false false]", true: "[true true true true true false]"} {
		if got := fmt.Sprint(d.keep(portal(p...), pageKind{shares: []float32{1, 0, 0, 0, 0, 0, 0}, recipe: recipe}, Balance)); got != want {
			t.Errorf("recipe %v: %s, want %s", recipe, got, want)
		}
	}
}

func TestBestThreshold(t *testing.T) {
	for _, c := range []struct {
		p    []float32
		want float32
	}{
		{[]float32{1, 1, 0, 0, 0, 0}, 1},
		// Keeping three promises 2*1.5/(3+3) = 0.5, all six 2*3/(6+3) = 0.67.
		{[]float32{0.5, 0.5, 0.5, 0.5, 0.5, 0.5}, 0.5},
		// Two: 2*1.8/(2+2.2) = 0.86; three: 2*2/(3+2.2) = 0.77.
		{[]float32{0.9, 0.9, 0.2, 0.2, 0, 0}, 0.9},
	} {
		if got := portal(c.p...).bestThreshold(); got != c.want {
			t.Errorf("%v: %v, want %v", c.p, got, c.want)
		}
	}
}

func TestDeepest(t *testing.T) {
	for _, c := range []struct {
		p    []float32
		want int32
	}{
		{[]float32{0.9, 0.9, 0, 0, 0, 0}, 1},
		{[]float32{0, 0, 0, 0, 0.9, 0}, 2},
		{[]float32{0.9, 0, 0, 0, 0.9, 0}, 0},
		{[]float32{0.8, 0, 0, 0, 0, 0}, 0},
	} {
		if got := portal(c.p...).deepest(0.6); got != c.want {
			t.Errorf("%v: %d, want %d", c.p, got, c.want)
		}
	}
}

// TestContainer asserts that paragraphs beside the surest one are in its container.
func TestContainer(t *testing.T) {
	s := portal(0, 0.9, 0, 0, 0, 0)
	s.t.Elems = []block.Elem{{Parent: -1, Last: 6}}
	for i, path := range []uint64{1, 2, 2, 2, 3, 2} {
		s.t.Elems = append(s.t.Elems, block.Elem{First: int32(i), Last: int32(i) + 1, Path: path})
		s.t.Blocks[i].Elem = int32(i) + 1
	}
	if first, last := s.container(0.8); first != 1 || last != 4 {
		t.Errorf("blocks %d to %d, want 1 to 4", first, last)
	}
}

func TestRuns(t *testing.T) {
	s := portal(0.9, 0.1, 0.1, 0.9, 0, 0.8)
	if len(s.runs) != 1 || s.runs[0].first != 0 || s.runs[0].last != 6 {
		t.Errorf("two unlikely blocks end no run: %+v", s.runs)
	}
	s = portal(0.9, 0.1, 0.1, 0.1, 0.8, 0.8)
	if len(s.runs) != 2 || s.best != 1 {
		t.Errorf("three do: %+v, best %d", s.runs, s.best)
	}
}

func TestContextColumns(t *testing.T) {
	s := portal(0.9, 0.1, 0.1, 0.1, 0.8, 0.8)
	for i := range 6 {
		if row := s.contextFeatures(nil, i); len(row) != len(contextNames) {
			t.Fatalf("block %d: %d columns, want %d", i, len(row), len(contextNames))
		}
	}
}
