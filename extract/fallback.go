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
	shown := p.shown()
	if len(shown) > maxShown {
		return
	}
	story := p.meta.Body
	if len(story.Text) < minData {
		story = meta.Story(p.Root)
	}
	if len(story.Text) < minData || len(story.Text) < 2*len(shown) {
		return
	}
	p.story = story
	p.warnings = append(p.warnings, "the page shows no story: its text was taken from "+story.Source)
}

// shown returns the text of the kept blocks, up to a little over maxShown bytes.
func (p *page) shown() string {
	var b strings.Builder
	for i := range p.verdicts.list {
		if p.verdicts.list[i].kept {
			b.WriteString(p.table.Blocks[i].Text)
			b.WriteByte('\n')
		}
		if b.Len() > maxNoticed {
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
	shown := p.shown()
	if len(shown) > maxNoticed {
		return false
	}
	kind, ok := notice.Find(p.Root, shown)
	if !ok {
		return false
	}
	p.warnings = append(p.warnings, kind.Warning())
	if kind == notice.Paywall {
		p.meta.Paywalled = true
		return false
	}
	return kind != notice.Login || p.verdicts.kept() == 0
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
