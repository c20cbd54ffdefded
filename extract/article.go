package extract

import (
	"sync"

	"github.com/pithtext/pith/extract/internal/meta"
	"github.com/pithtext/pith/extract/internal/render"
	"golang.org/x/net/html"
)

// Article is what was taken out of one page. It does not change and is safe
// for concurrent use.
type Article struct {
	Input        string
	URL          string
	CanonicalURL string
	Title        string
	Authors      []string
	Published    string // RFC 3339, or a day where the page gives no time
	Modified     string
	SiteName     string
	Language     string // BCP 47
	Excerpt      string
	Image        string
	Section      string
	Tags         []string
	Type         string  // one of Types
	Confidence   float64 // 0 to 1: how sure pith is of the selection
	Paywalled    bool    // the page says that its text is not free, or shows a paywall
	Truncated    bool    // the page holds only the beginning of the text
	NextPage     string  // address of the story's next page, where a site rule finds one
	SinglePage   string  // address of the whole story on one page, where a site rule finds one
	Warnings     []string
	Charset      string
	Trace        *Trace // nil unless Options.Trace

	tree     *html.Node
	comments *html.Node // nil where the page has none
	options  render.Options
	text     func() string
}

// Text returns the story as plain text, without the title. Readers' comments
// follow it when Options.Comments is set.
func (a *Article) Text() string { return a.text() }

// WordCount returns the number of words of Text; a character of a script
// without spaces is a word.
func (a *Article) WordCount() int { return countWords(a.text()) }

// Comments returns the readers' comments as plain text, empty where there are none.
func (a *Article) Comments() string {
	if a.comments == nil {
		return ""
	}
	return render.Text(a.comments, a.options)
}

// Markdown returns the story as GitHub-flavoured Markdown, without the title.
func (a *Article) Markdown() string { return render.Markdown(a.tree, a.options) }

// HTML returns the story as a sanitised HTML fragment, without the title.
func (a *Article) HTML() string { return render.HTML(a.tree, a.options) }

// article puts together the result of a page whose blocks are decided.
func (e *Extractor) article(p *page) *Article {
	m := p.meta
	a := &Article{
		CanonicalURL: m.Canonical.Text,
		Title:        m.Title.Text,
		Authors:      texts(m.Authors),
		Published:    m.Published.Text,
		Modified:     m.Modified.Text,
		SiteName:     m.SiteName.Text,
		Language:     m.Language.Text,
		Excerpt:      m.Excerpt.Text,
		Image:        m.Image.Text,
		Section:      m.Section.Text,
		Tags:         texts(m.Tags),
		Type:         p.judgment.Type,
		Confidence:   p.judgment.Confidence,
		Paywalled:    m.Paywalled.Text != "",
		Truncated:    p.truncated.Text != "",
		NextPage:     p.next,
		SinglePage:   p.single,
		Warnings:     p.warnings,
		Charset:      p.Charset,
		options: render.Options{
			Links: e.options.Links, Images: e.options.Images, Tables: e.options.Tables, Wrap: e.options.Wrap,
		},
	}
	if p.Address != nil {
		a.URL = p.Address.String()
	}
	pick := func(v *verdict) bool { return v.kept }
	comment := func(v *verdict) bool { return v.comment }
	if e.options.Comments {
		pick = func(v *verdict) bool { return v.kept || v.comment }
	}
	if a.tree = paragraphs(p.story.Text); p.story.Text == "" {
		a.tree = p.tree(pick, p.Base, e.options.CleanURLs)
	}
	if p.verdicts.anyComments() {
		a.comments = p.tree(comment, p.Base, e.options.CleanURLs)
	}
	if e.options.Trace {
		a.Trace = p.trace(e.model)
	}
	a.text = sync.OnceValue(func() string { return render.Text(a.tree, a.options) })
	return a
}

func texts(values []meta.Value) []string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		out = append(out, v.Text)
	}
	return out
}

// FrontMatter returns the metadata as YAML between lines of three dashes, the
// known fields in a fixed order.
func (a *Article) FrontMatter() string { return render.FrontMatter(a.head()) }

// Document returns the story as a whole HTML document with title, byline and
// readable styling, nothing loaded from elsewhere but the article's images.
func (a *Article) Document() string { return render.Standalone(a.tree, a.head(), a.options) }

func (a *Article) head() render.Head {
	return render.Head{
		Title: a.Title, Authors: a.Authors, Published: a.Published, Modified: a.Modified,
		SiteName: a.SiteName, URL: a.URL, CanonicalURL: a.CanonicalURL, Language: a.Language,
		Excerpt: a.Excerpt, Image: a.Image, Section: a.Section, Tags: a.Tags, Type: a.Type,
	}
}
