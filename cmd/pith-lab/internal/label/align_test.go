package label

import (
	"math/rand/v2"
	"testing"
)

// slow is the same optimum by dynamic programming over every cell.
func slow(page, truth []int32, w weights) int64 {
	// ends[i][j] is the best alignment that ends in the pair (i-1, j-1),
	// any[i][j] the best of the first i and j tokens.
	const no = -1 << 60
	ends := make([][]int64, len(page)+1)
	best := make([][]int64, len(page)+1)
	for i := range ends {
		ends[i] = make([]int64, len(truth)+1)
		best[i] = make([]int64, len(truth)+1)
		for j := range ends[i] {
			ends[i][j] = no
			if i == 0 || j == 0 {
				continue
			}
			if page[i-1] == truth[j-1] {
				ends[i][j] = max(best[i-1][j-1]+w.match, ends[i-1][j-1]+w.match+w.run)
			}
			best[i][j] = max(ends[i][j], best[i-1][j], best[i][j-1])
		}
	}
	return best[len(page)][len(truth)]
}

func total(t *testing.T, page, truth []int32, w weights, pairs []pair) int64 {
	t.Helper()
	sum := int64(0)
	for n, p := range pairs {
		if page[p.page] != truth[p.truth] {
			t.Fatalf("pair %v joins unequal tokens", p)
		}
		sum += w.match
		if n == 0 {
			continue
		}
		q := pairs[n-1]
		if p.page <= q.page || p.truth <= q.truth {
			t.Fatalf("pairs out of order: %v after %v", p, q)
		}
		if p.page == q.page+1 && p.truth == q.truth+1 {
			sum += w.run
		}
	}
	return sum
}

func TestAlignIsOptimal(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	draw := func(n, alphabet int) []int32 {
		s := make([]int32, n)
		for i := range s {
			s[i] = int32(r.IntN(alphabet))
		}
		return s
	}
	for range 3000 {
		alphabet := 1 + r.IntN(8)
		page, truth := draw(r.IntN(30), alphabet), draw(r.IntN(20), alphabet)
		for _, w := range []weights{{1, 0}, {1 << 20, 1}, {2, 3}} {
			got := total(t, page, truth, w, align(page, truth, w))
			if want := slow(page, truth, w); got != want {
				t.Fatalf("weights %v: page %v, truth %v: score %d, want %d", w, page, truth, got, want)
			}
		}
	}
}

func TestAlignTakesTheNearestOfEqualCopies(t *testing.T) {
	// 1 2 stands twice before 3 4, which follow after one strange token.
	page := []int32{1, 2, 9, 9, 9, 1, 2, 9, 3, 4, 9, 3, 4}
	truth := []int32{1, 2, 3, 4}
	want := []pair{{5, 0}, {6, 1}, {8, 2}, {9, 3}}
	got := align(page, truth, alignment)
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestPositionsDropsTheCommonestToken(t *testing.T) {
	n := 8000 // 64 million pairs of token 0
	page, truth := make([]int32, n), make([]int32, n)
	page[n-1], truth[n-1] = 1, 1
	where := positions(page, truth)
	if len(where[0]) != 0 || len(where[1]) != 1 {
		t.Errorf("token 0 has %d positions, token 1 has %d; want 0 and 1", len(where[0]), len(where[1]))
	}
}
