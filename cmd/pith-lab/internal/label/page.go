package label

import (
	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/extract"
)

// Page labels the blocks of a page that was extracted with a trace, by what its
// corpus's truth holds.
func Page(c *corpus.Corpus, p *corpus.Page, t *extract.Trace) []Block {
	texts := make([]string, len(t.Blocks))
	for i := range t.Blocks {
		texts[i] = t.Blocks[i].Text
	}
	if c.Kind == corpus.Segments {
		return BySnippets(texts, p.With, p.Without)
	}
	return ByText(texts, p.Text, c.Kind == corpus.Multilingual)
}
