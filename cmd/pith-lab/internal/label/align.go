// Package label says which blocks of a page belong to its main text, given what
// the truth says the main text is.
package label

// pair is a match in an alignment: token Page of the page with token Truth of
// the truth.
type pair struct{ page, truth int32 }

// weights score an alignment: so much for each match, and so much more for a
// match that continues the one right before it in both sequences.
type weights struct{ match, run int64 }

// maxPairs bounds the equal token pairs that are looked at. A page of 50,000
// tokens against a truth of 20,000 has about 10 million; what has more is a
// page of mostly one token, such as a table of zeros.
const maxPairs = 30_000_000

// align returns the alignment of page with truth (token numbers) that has the
// highest score: both sequences keep their order, only equal tokens match.
// Among alignments of one score the page's matches lie as close together as
// they can, seen from the end.
//
// It is the algorithm of Hunt and Szymanski ("A fast algorithm for computing
// longest common subsequences", 1977), which visits only equal pairs, with a
// Fenwick tree of prefix maxima in place of their threshold array, since scores
// are not plain counts here.
func align(page, truth []int32, w weights) []pair {
	where := positions(page, truth)
	a := aligner{
		w:      w,
		prefix: make([]entry, len(truth)+1),
		last:   make([]entry, len(truth)),
		row:    make([]int32, len(truth)),
	}
	for i := range a.prefix {
		a.prefix[i].point = none
	}
	for i := range a.row {
		a.row[i] = -2
	}
	best := entry{0, none}
	for i, t := range page {
		if int(t) >= len(where) {
			continue
		}
		// From the last position to the first, so that no pair of this row
		// sees another one of it.
		js := where[t]
		for n := len(js) - 1; n >= 0; n-- {
			e := a.visit(int32(i), js[n])
			if e.score > best.score {
				best = e
			}
		}
	}
	return a.walk(best.point)
}

const none = int32(-1)

// entry is an alignment that ends in a point.
type entry struct {
	score int64
	point int32 // index into points, or none
}

type point struct {
	pair
	before int32 // the point before it, or none
}

type aligner struct {
	w      weights
	points []point
	prefix []entry // Fenwick tree over the truth: best alignment that ends before a position
	last   []entry // by position in the truth: the alignment that ended there last
	row    []int32 // and the page's token it ended with
}

// visit adds the pair (i, j) to the best alignment that it can end.
func (a *aligner) visit(i, j int32) entry {
	e := a.before(j)
	from := e.point
	e.score += a.w.match
	if j > 0 && a.row[j-1] == i-1 {
		if d := a.last[j-1]; d.score+a.w.match+a.w.run >= e.score {
			e.score, from = d.score+a.w.match+a.w.run, d.point
		}
	}
	e.point = int32(len(a.points))
	a.points = append(a.points, point{pair{i, j}, from})
	a.last[j], a.row[j] = e, i
	for n := int(j) + 1; n < len(a.prefix); n += n & -n {
		if e.score >= a.prefix[n].score {
			a.prefix[n] = e
		}
	}
	return e
}

// before returns the best alignment that ends before position j of the truth.
func (a *aligner) before(j int32) entry {
	best := entry{0, none}
	for n := int(j); n > 0; n -= n & -n {
		if a.prefix[n].score > best.score || a.prefix[n].score == best.score && a.prefix[n].point > best.point {
			best = a.prefix[n]
		}
	}
	return best
}

func (a *aligner) walk(p int32) []pair {
	n := 0
	for q := p; q != none; q = a.points[q].before {
		n++
	}
	out := make([]pair, n)
	for ; p != none; p = a.points[p].before {
		n--
		out[n] = a.points[p].pair
	}
	return out
}

// positions lists, by token, where it stands in truth. Where the pairs would be
// more than maxPairs, the tokens with the most pairs match nothing.
func positions(page, truth []int32) [][]int32 {
	size := int32(0)
	for _, t := range truth {
		size = max(size, t+1)
	}
	where := make([][]int32, size)
	for j, t := range truth {
		where[t] = append(where[t], int32(j))
	}
	count := make([]int, size)
	pairs := 0
	for _, t := range page {
		if t < size {
			count[t]++
			pairs += len(where[t])
		}
	}
	for pairs > maxPairs {
		worst, most := 0, -1
		for t := range where {
			if n := count[t] * len(where[t]); n > most {
				worst, most = t, n
			}
		}
		pairs -= most
		where[worst] = nil
	}
	return where
}
