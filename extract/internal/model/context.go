package model

import "github.com/pithtext/pith/extract/internal/block"

// ContextNames are the names of the columns of contextFeatures.
func ContextNames() []string { return append([]string(nil), contextNames...) }

var contextNames = []string{
	"p", "p_prev", "p_prev2", "p_prev3", "p_next", "p_next2", "p_next3",
	"p_win2", "p_win5", "p_win12", "p_path", "p_path_share",
	"p_up1", "p_up2", "p_up3", "p_up4", "p_up5",
	"sure_up1", "sure_up2", "sure_up3", "sure_up4", "sure_up5",
	"run_mass", "run_share", "in_best_run", "to_best_run", "in_core", "core_up", "core_share",
	"since_sure", "until_sure", "sure_before", "sure_after", "page_p", "page_sure", "page_max", "p_of_max",
}

// sure is the probability from which a block is taken for certain: inside a
// page's certain blocks the primary article is looked for.
const sure = 0.85

// coreShare is the share of the certain mass that the core holds: the deepest
// element that does is taken for the primary article's container.
const coreShare = 0.6

// scored is a table with the first stage's probabilities, summed up for the
// features of the second.
type scored struct {
	t     *block.Table
	p     []float32
	mass  []float32 // prefix sums of mass
	kept  []float32 // of mass times probability
	sure  []float32 // of mass of certain blocks
	runs  []run
	own   []int32 // the run of each block, -1 for none
	best  int32
	core  int32 // element
	top   float32
	paths map[uint64][2]float32
}

// run is an unbroken sequence of blocks more likely kept than not.
type run struct {
	first, last int32 // last is one after
	mass        float32
}

func newScored(t *block.Table, p []float32) *scored {
	n := len(t.Blocks)
	s := &scored{
		t: t, p: p, best: -1,
		mass: make([]float32, n+1), kept: make([]float32, n+1), sure: make([]float32, n+1),
		own: make([]int32, n), paths: make(map[uint64][2]float32),
	}
	for i := range t.Blocks {
		m := float32(t.Blocks[i].Stats.Mass)
		s.mass[i+1], s.kept[i+1], s.sure[i+1] = s.mass[i]+m, s.kept[i]+m*p[i], s.sure[i]
		s.top = max(s.top, p[i])
		if p[i] >= sure {
			s.sure[i+1] += m
		}
		path := t.Elems[t.Blocks[i].Elem].Path
		g := s.paths[path]
		s.paths[path] = [2]float32{g[0] + m*p[i], g[1] + m}
	}
	s.findRuns()
	s.core = s.deepest(coreShare)
	return s
}

// gap is how many unlikely blocks in a row a run survives: captions, pull
// quotes and advertisements stand inside stories.
const gap = 2

func (s *scored) findRuns() {
	last := int32(-gap - 2)
	for i := range s.p {
		s.own[i] = -1
		if s.p[i] < 0.5 {
			continue
		}
		if int32(i)-last > gap+1 || len(s.runs) == 0 {
			s.runs = append(s.runs, run{first: int32(i)})
		}
		r := &s.runs[len(s.runs)-1]
		r.last = int32(i) + 1
		r.mass += float32(s.t.Blocks[i].Stats.Mass) * (2*s.p[i] - 1)
		last = int32(i)
	}
	for k := range s.runs {
		r := &s.runs[k]
		for i := r.first; i < r.last; i++ {
			s.own[i] = int32(k)
		}
		if s.best < 0 || r.mass > s.runs[s.best].mass {
			s.best = int32(k)
		}
	}
}

// deepest returns the deepest element that holds the share, over half, of the
// certain mass; the first element where nothing is certain.
func (s *scored) deepest(share float32) (core int32) {
	total := s.sure[len(s.p)]
	if total == 0 {
		return 0
	}
	for e := range s.t.Elems {
		first, last := s.t.Range(int32(e))
		// Elements are in document order, so a later one that still holds the
		// share lies inside the earlier.
		if s.sure[last]-s.sure[first] >= share*total {
			core = int32(e)
		}
	}
	return core
}

func per(a, b float32) float32 {
	if b <= 0 {
		return 0
	}
	return a / b
}

func (s *scored) at(i int) float32 {
	if i < 0 || i >= len(s.p) {
		return -1
	}
	return s.p[i]
}

// around returns the probability, weighted by mass, of the blocks up to w away.
func (s *scored) around(i, w int) float32 {
	first, last := max(i-w, 0), min(i+w+1, len(s.p))
	return per(s.kept[last]-s.kept[first], s.mass[last]-s.mass[first])
}

// contextFeatures appends the second stage's features of block i to row.
func (s *scored) contextFeatures(row []float32, i int) []float32 {
	t, n := s.t, len(s.p)
	e := t.Blocks[i].Elem
	g := s.paths[t.Elems[e].Path]
	row = append(row, s.p[i], s.at(i-1), s.at(i-2), s.at(i-3), s.at(i+1), s.at(i+2), s.at(i+3),
		s.around(i, 2), s.around(i, 5), s.around(i, 12), per(g[0], g[1]), per(g[0], s.kept[n]))
	row = s.ancestors(row, e)
	row = s.runFeatures(row, i)
	row = s.coreFeatures(row, i)
	return s.order(row, i)
}

const levels = 5

func (s *scored) ancestors(row []float32, e int32) []float32 {
	t, n := s.t, len(s.p)
	var mean, certain [levels]float32
	size := int32(1)
	for l := range levels {
		for e >= 0 && t.Elems[e].Last-t.Elems[e].First <= size {
			e = t.Elems[e].Parent
		}
		if e < 0 {
			mean[l], certain[l] = -1, -1
			continue
		}
		first, last := t.Range(e)
		size = last - first
		mean[l] = per(s.kept[last]-s.kept[first], s.mass[last]-s.mass[first])
		certain[l] = per(s.sure[last]-s.sure[first], s.sure[n])
	}
	row = append(row, mean[:]...)
	return append(row, certain[:]...)
}

func (s *scored) runFeatures(row []float32, i int) []float32 {
	if s.best < 0 {
		return append(row, 0, 0, 0, -999)
	}
	best := s.runs[s.best]
	var mass, in, away float32
	if k := s.own[i]; k >= 0 {
		mass = s.runs[k].mass
		in = flag(k == s.best)
	}
	switch {
	case int32(i) < best.first:
		away = float32(int32(i) - best.first)
	case int32(i) >= best.last:
		away = float32(int32(i) - best.last + 1)
	}
	return append(row, mass, per(mass, best.mass), in, away)
}

func (s *scored) coreFeatures(row []float32, i int) []float32 {
	t, n := s.t, len(s.p)
	e, up := s.core, float32(0)
	for e > 0 && (int32(i) < t.Elems[e].First || int32(i) >= t.Elems[e].Last) {
		e = t.Elems[e].Parent
		up++
	}
	first, last := t.Range(s.core)
	return append(row, flag(up == 0), up, per(s.sure[last]-s.sure[first], s.mass[n]))
}

// order adds where block i stands among the certain blocks.
func (s *scored) order(row []float32, i int) []float32 {
	n := len(s.p)
	since, until := float32(99), float32(99)
	for d := 1; d < 60; d++ {
		if i-d >= 0 && s.p[i-d] >= sure {
			since = float32(d)
			break
		}
	}
	for d := 1; d < 60; d++ {
		if i+d < n && s.p[i+d] >= sure {
			until = float32(d)
			break
		}
	}
	return append(row, since, until, per(s.sure[i], s.sure[n]), per(s.sure[n]-s.sure[i+1], s.sure[n]),
		per(s.kept[n], s.mass[n]), per(s.sure[n], s.mass[n]), s.top, per(s.p[i], s.top))
}
