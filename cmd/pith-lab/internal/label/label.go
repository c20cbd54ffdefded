package label

import (
	"github.com/pithtext/pith/cmd/pith-lab/internal/score"
)

// Labels of blocks.
const (
	Drop    = 0
	Keep    = 1
	Unknown = -1
)

// Block is what is known of one block of a page.
type Block struct {
	Label   int // Keep, Drop or Unknown
	Words   int // tokens, as the scorer counts them
	Aligned int // of those, tokens that align with the truth
}

// alignment favours long runs over many matches: a teaser that repeats a
// sentence of the story loses against the story, where the sentence has its
// neighbours, and a lone word of a menu does not break a run. The ceiling on a
// third of wcxb-dev is the same within 0.001 for any run weight from 0 to twice
// that of a match; a plain longest common subsequence is the lowest of them.
var alignment = weights{match: 1, run: 2}

// ByText labels blocks, given as their texts in the page's order, by aligning
// their tokens with those of the truth's text: a block is kept when over half
// of its tokens align. A block without a token is unknown. With cjk, tokens are
// those of the multilingual scoring.
func ByText(blocks []string, truth string, cjk bool) []Block {
	number := map[string]int32{}
	var want, page, owner []int32
	score.Tokens(truth, cjk, func(t string) {
		n, ok := number[t]
		if !ok {
			n = int32(len(number))
			number[t] = n
		}
		want = append(want, n)
	})
	absent := int32(len(number))
	out := make([]Block, len(blocks))
	for b, text := range blocks {
		score.Tokens(text, cjk, func(t string) {
			n, ok := number[t]
			if !ok {
				n = absent
			}
			page = append(page, n)
			owner = append(owner, int32(b))
			out[b].Words++
		})
	}
	for _, p := range align(page, want, alignment) {
		out[owner[p.page]].Aligned++
	}
	for b := range out {
		switch {
		case out[b].Words == 0:
			out[b].Label = Unknown
		case 2*out[b].Aligned > out[b].Words:
			out[b].Label = Keep
		}
	}
	return out
}
