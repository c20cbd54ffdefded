package label

import (
	"strings"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/score"
	"github.com/pithtext/pith/extract"
)

// Page labels the blocks of a page that was extracted with a trace, by what its
// corpus's truth holds. The blocks of a page spliced beside it are dropped.
func Page(c *corpus.Corpus, p *corpus.Page, t *extract.Trace) []Block {
	texts := make([]string, len(t.Blocks))
	for i := range t.Blocks {
		if !spliced(&t.Blocks[i]) {
			texts[i] = t.Blocks[i].Text
		}
	}
	var out []Block
	if c.Kind == corpus.Segments {
		out = BySnippets(texts, p.With, p.Without)
	} else {
		out = ByText(texts, p.Text, c.Kind == corpus.Multilingual)
	}
	for i := range out {
		if b := &t.Blocks[i]; spliced(b) {
			out[i] = Block{Label: Drop}
			score.Tokens(b.Text, false, func(string) { out[i].Words++ })
		}
	}
	return out
}

func spliced(b *extract.BlockTrace) bool {
	return strings.HasPrefix(b.Path, "div#"+corpus.SplicedID)
}
