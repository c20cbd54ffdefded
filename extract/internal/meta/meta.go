// Package meta reads what a page says about itself: JSON-LD, Open Graph,
// microdata, other meta tags and, last, the visible byline and dates.
package meta

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// Value is a field's text and the place of the page that it was taken from,
// such as "json-ld:headline", "og:title" or "title".
type Value struct {
	Text   string
	Source string
}

// Meta is what the page says about itself. An empty Text means unknown.
type Meta struct {
	Title     Value   // the article's own, without the site's name
	Authors   []Value // people, in the page's order
	Published Value   // RFC 3339; a day only when the page gives no time; the last change when nothing else is known
	Modified  Value   // as Published
	SiteName  Value
	Language  Value // BCP 47
	Canonical Value // absolute URL
	Excerpt   Value
	Image     Value // absolute URL when a base is known
	Section   Value
	Tags      []Value
	Kind      Value // what the page calls itself: "NewsArticle", "article"
	Paywalled Value // "true" when the page says that its text is not free
	Words     int   // how many words the page says that its text has, 0 for unknown
	Warnings  []string
	Body      Value // JSON-LD articleBody, paragraphs separated by blank lines; Story finds one in embedded state

	order order // of day and month in dates that people write
}

// Read collects the metadata of the tree under root, which it does not change.
// base resolves relative links and may be nil. What is over the limits is left
// out with a warning.
//
// It costs one walk over the tree and the decoding of the page's JSON-LD.
func Read(root *html.Node, base *url.URL, limits Limits) *Meta {
	p := scan(root, base, limits)
	g := readGraph(p, p.addresses(), p.titleHints())
	m := &Meta{SiteName: p.siteName(g), order: p.dateOrder()}
	site := siteNamesOf([]string{m.SiteName.Text, g.siteName()}, base, p.canonical())
	var at *head
	m.Title, at = p.titleOf(g, site)
	m.Authors = p.authorsOf(g, at, site)
	m.Published, m.Modified = p.datesOf(g, at, m.order)
	m.Language = p.languageOf(g)
	m.Canonical = p.canonicalOf(g)
	m.Excerpt = p.excerptOf(g, m.Title.Text, site)
	m.Image = p.imageOf(g, at)
	m.Section = p.sectionOf(g, site)
	m.Tags = p.tagsOf(g)
	m.Kind = p.kindOf(g)
	m.Paywalled = p.paywallOf(g)
	m.Words = g.wordCount()
	m.Body = p.bodyOf(g)
	m.Warnings = p.warnings(g)
	return m
}

// addresses returns what the page goes by, reduced by bareURL.
func (p *page) addresses() []string {
	var out []string
	add := func(s string) {
		if s = bareURL(s); s != "" {
			out = append(out, s)
		}
	}
	if p.base != nil {
		add(p.base.String())
	}
	if u := p.canonical(); u != nil {
		add(u.String())
	}
	add(absolute(p.base, p.meta("og:url")))
	return out
}

// titleHints returns the folded titles by which the article's JSON-LD node is
// recognised before the title is known.
func (p *page) titleHints() []string {
	var out []string
	for _, s := range []string{p.meta("og:title"), p.title, p.meta("twitter:title")} {
		if f := fold(cleanText(s)); f != "" {
			out = append(out, f)
		}
	}
	n := 0
	for i := range p.heads {
		if p.heads[i].level == 1 && n < 3 {
			out = append(out, fold(p.heads[i].text))
			n++
		}
	}
	return out
}

func (p *page) canonical() *url.URL {
	for _, l := range p.links {
		if hasWord(l.rel, "canonical") {
			if u, err := url.Parse(absolute(p.base, l.href)); err == nil && u.Host != "" {
				return u
			}
		}
	}
	return nil
}

// siteName returns what the site calls itself, or else the part of the page's
// title that is like its address.
func (p *page) siteName(g *graph) Value {
	titles := p.titleHints()
	v := p.first(g, precedence.site, func(t string) string {
		t = cleanText(t)
		if f := fold(t); f == "" || len(t) > 100 || strings.HasPrefix(t, "@") || len(titles) > 0 && strings.HasPrefix(f, titles[0]) && len(f) > 20 {
			return ""
		}
		return t
	})
	if v.Text != "" {
		return v
	}
	if parts := splitTitle(p.title); len(parts) > 1 {
		host := siteNamesOf(nil, p.base, p.canonical())
		if t := parts[len(parts)-1].text; host.like(t) && len(t) <= 60 {
			return Value{t, "title"}
		}
		if t := parts[0].text; host.is(t) {
			return Value{t, "title"}
		}
	}
	if t := beside(p.title, cleanText(p.meta("og:title"))); t != "" && len(t) <= 60 && stripBy(t) == t {
		return Value{t, "title"}
	}
	return Value{}
}

// beside returns what a page's title holds beside that of its article, which
// stands at its end or its start after a colon or another separator.
func beside(whole, own string) string {
	if len(own) < 8 {
		return ""
	}
	rest, ok := strings.CutSuffix(whole, own)
	if !ok {
		if rest, ok = strings.CutPrefix(whole, own); !ok {
			return ""
		}
	}
	t := strings.Trim(rest, " ")
	if bare := strings.Trim(t, ":|–—-·•»« "); len(bare) < len(t) {
		return bare
	}
	return ""
}
