package extract

import (
	"net/url"

	"github.com/pithtext/pith/extract/internal/meta"
)

// siteFields lets what the site's rule reads stand before what the page says of
// itself, in the same form: dates as RFC 3339, addresses absolute.
func (p *page) siteFields() {
	said, m := p.site.Fields, p.meta
	from := bySiteRule + " " + p.ruleName()
	put := func(to *meta.Value, text string) {
		if text != "" {
			*to = meta.Value{Text: text, Source: from}
		}
	}
	put(&m.Title, said.Title)
	put(&m.Published, p.date("published", said.Published))
	put(&m.Modified, p.date("modified", said.Modified))
	put(&m.Image, p.absolute(said.Image))
	if len(said.Authors) > 0 {
		m.Authors = nil
		for _, a := range said.Authors {
			m.Authors = append(m.Authors, meta.Value{Text: a, Source: from})
		}
	}
	p.next, p.single = p.absolute(said.Next), p.absolute(said.SinglePage)
	if p.next != "" {
		p.warnings = append(p.warnings, "the story goes on at "+p.next)
	}
	if p.single != "" {
		p.warnings = append(p.warnings, "the whole story is on one page at "+p.single)
	}
}

// date reads a date that the site's rule found. One that is none is left to the
// page's own word, with a warning.
func (p *page) date(field, text string) string {
	date := p.meta.Date(text)
	if text != "" && date == "" {
		p.warnings = append(p.warnings, "rule "+p.ruleName()+": "+field+` finds "`+text+`", which is no date`)
	}
	return date
}

// absolute resolves a link of the page. What no browser would follow is empty.
func (p *page) absolute(link string) string {
	u, err := url.Parse(link)
	if err != nil || link == "" {
		return ""
	}
	if p.Base != nil {
		u = p.Base.ResolveReference(u)
	}
	if u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
