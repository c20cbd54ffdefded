package label

import (
	"sort"
	"strings"

	"github.com/pithtext/pith/cmd/pith-lab/internal/score"
)

// BySnippets labels blocks, given as their texts in the page's order: those
// that hold a snippet which must be there are kept, those that hold one which
// must not are dropped, those that hold neither or both are unknown. A snippet
// may run on from one block into the next. Where a wanted snippet occurs more
// than once, only the occurrence in the longest text is known to be the
// story's: a teaser may quote it. White space counts as one space.
func BySnippets(blocks []string, with, without []string) []Block {
	p := join(blocks)
	out := make([]Block, len(blocks))
	keep := make([]bool, len(blocks))
	drop := make([]bool, len(blocks))
	for _, s := range with {
		if first, last := p.longest(p.find(s)); first <= last {
			mark(keep, first, last)
		}
	}
	for _, s := range without {
		for _, at := range p.find(s) {
			mark(drop, at[0], at[1])
		}
	}
	for b := range out {
		score.Tokens(blocks[b], false, func(string) { out[b].Words++ })
		out[b].Label = Unknown
		if keep[b] != drop[b] {
			out[b].Label = Drop
			if keep[b] {
				out[b].Label = Keep
			}
		}
	}
	return out
}

func mark(blocks []bool, first, last int) {
	for b := first; b <= last; b++ {
		blocks[b] = true
	}
}

// joined is a page's text on one line, and where in it each block starts.
type joined struct {
	text   string
	starts []int
}

func join(blocks []string) joined {
	var b strings.Builder
	p := joined{starts: make([]int, len(blocks))}
	for i, text := range blocks {
		p.starts[i] = b.Len()
		b.WriteString(squeeze(text))
		b.WriteByte(' ')
	}
	p.text = b.String()
	return p
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// find returns the first and last block of each occurrence of snippet.
func (p joined) find(snippet string) [][2]int {
	snippet = squeeze(snippet)
	if snippet == "" {
		return nil
	}
	var out [][2]int
	for from := 0; ; {
		i := strings.Index(p.text[from:], snippet)
		if i < 0 {
			return out
		}
		at := from + i
		out = append(out, [2]int{p.block(at), p.block(at + len(snippet) - 1)})
		from = at + len(snippet)
	}
}

// block returns the block that byte at of the text belongs to.
func (p joined) block(at int) int {
	return sort.SearchInts(p.starts, at+1) - 1
}

// longest returns the occurrence whose blocks hold the most text, the first of
// several such; without occurrences it returns 0 and -1.
func (p joined) longest(found [][2]int) (first, last int) {
	first, last = 0, -1
	most := -1
	for _, at := range found {
		end := len(p.text)
		if at[1]+1 < len(p.starts) {
			end = p.starts[at[1]+1]
		}
		if n := end - p.starts[at[0]]; n > most {
			first, last, most = at[0], at[1], n
		}
	}
	return first, last
}
