package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWholeRows(t *testing.T) {
	for _, c := range []struct {
		name, page string
		kept       map[int]bool
		by         string // who dropped the rest
		want       []int
	}{
		{"half of a row", "<table><tr><td>Six<td><a href=/h>herrings</a><tr><td>Salt<td>to taste</table>", map[int]bool{0: true}, byModel, []int{0, 1}},
		{"less than half", "<table><tr><td>Six<td>herrings<td>fresh</table>", map[int]bool{0: true}, byModel, []int{0}},
		{"nothing of it", "<table><tr><td>Six<td>herrings</table>", nil, byModel, nil},
		{"a row of layout", "<table><tr><td><p>Menu<p>News<td><p>Story</table>", map[int]bool{0: true, 2: true}, byModel, []int{0, 2}},
		{"a site rule's word", "<table><tr><td>Six<td>herrings</table>", map[int]bool{0: true}, bySiteRule, []int{0}},
		{"a phrase of boilerplate", "<table><tr><td>Six<td>Advertisement</table>", map[int]bool{0: true}, byBoilerplate, []int{0}},
		{"taken for a byline", "<table><tr><td>Six<td>Ada Moss's herrings</table>", map[int]bool{0: true}, byStructure, []int{0, 1}},
		{"a row with a heading", "<table><tr><td><h1>The ferry</h1><td>3 May</table>", map[int]bool{1: true}, byStructure, []int{1}},
		{"cells wrapped", "<table><tr><td><div><div><p>Six</p></div></div><td>herrings</table>", map[int]bool{1: true}, byModel, []int{0, 1}},
		{"no row", "<div><p>Six<p>herrings</div>", map[int]bool{0: true}, byModel, []int{0}},
	} {
		v, _ := verdictsOf(t, c.page)
		v.settle("", func(i int) verdict { return verdict{kept: c.kept[i], by: c.by} })
		v.wholeRows()
		var got []int
		for i, d := range v.list {
			if d.kept {
				got = append(got, i)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
