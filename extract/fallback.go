package extract

import (
	"strings"

	"github.com/pithtext/pith/extract/internal/meta"
	"github.com/pithtext/pith/extract/internal/notice"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of taking the story from a page's data, in bytes of text. A page that
// shows this much itself holds a story; data must hold more than a summary and
// clearly more than what the page shows.
const (
	maxShown = 400
	minData  = 400
)

// inData takes the story from the page's structured data or embedded state
// where the page itself shows next to nothing.
func (p *page) inData() {
	if len(p.shown) > maxShown {
		return
	}
	story := p.meta.Body
	if len(story.Text) < minData {
		story = meta.Story(p.Root)
	}
	if len(story.Text) < minData || len(story.Text) < 2*len(p.shown) {
		return
	}
	p.story = story
	p.warnings = append(p.warnings, "the page shows no story: its text was taken from "+story.Source)
}

// text returns the text of the kept blocks, up to a little over n bytes.
func (v *verdicts) text(n int) string {
	var b strings.Builder
	for i := range v.list {
		if v.list[i].kept {
			b.WriteString(v.table.Blocks[i].Text)
			b.WriteByte('\n')
		}
		if b.Len() > n {
			break
		}
	}
	return b.String()
}

// maxNoticed is the most kept text, in bytes, with which a page is still
// searched for a notice in place of the story.
const maxNoticed = 6000

// notices warns of a consent wall, a paywall's stub and the like. It reports
// whether the page holds nothing but the notice.
func (p *page) notices() (only bool) {
	if p.story.Text != "" {
		return false
	}
	if len(p.shown) > maxNoticed {
		return false
	}
	kind, ok := notice.Find(p.Root, p.shown)
	if !ok {
		return false
	}
	p.warnings = append(p.warnings, kind.Warning())
	if kind == notice.Paywall {
		p.meta.Paywalled = meta.Value{Text: "true", Source: "notice"}
		p.truncated = p.meta.Paywalled
		return false
	}
	return kind != notice.Login || p.verdicts.kept() == 0
}

// maxStub is the most text, in bytes, that counts as the stub of a text that is
// not free where the page does not say how long the whole is.
const maxStub = 1500

// cutShort notes where the page holds only the beginning of the text: one that
// is not free and clearly shorter than the page says that it is, or as short as
// stubs are, or one that ends with dots in brackets.
func (p *page) cutShort() {
	m, last := p.meta, strings.TrimSpace(p.shown)
	switch paid := m.Paywalled.Text != "" && p.story.Text == ""; {
	case p.truncated.Text != "":
		return
	case paid && m.Words > 0:
		if 3*p.verdicts.words() >= 2*m.Words {
			return
		}
		p.truncated = meta.Value{Text: "true", Source: "json-ld:wordCount"}
	case paid && len(p.shown) <= maxStub:
		p.truncated = meta.Value{Text: "true", Source: m.Paywalled.Source}
	case len(p.shown) <= maxNoticed && (strings.HasSuffix(last, "[…]") || strings.HasSuffix(last, "[...]")):
		p.truncated = meta.Value{Text: "true", Source: "text"}
	default:
		return
	}
	p.warnings = append(p.warnings, "the page holds only the beginning of the text")
}

// words returns the number of words of the kept blocks.
func (v *verdicts) words() int {
	n := 0
	for i := range v.list {
		if v.list[i].kept {
			n += countWords(v.table.Blocks[i].Text)
		}
	}
	return n
}

// paragraphs builds a tree of the paragraphs of text.
func paragraphs(text string) *html.Node {
	root := &html.Node{Type: html.ElementNode, Data: "article", DataAtom: atom.Article}
	for _, s := range strings.Split(text, "\n\n") {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		p := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
		p.AppendChild(&html.Node{Type: html.TextNode, Data: s})
		root.AppendChild(p)
	}
	return root
}
