package meta

import "strings"

// precedence lists where each field is taken from, best first. A source is
//
//	json-ld:NAME      a member of the JSON-LD node of the page's own article
//	json-ld-page:NAME a member of the JSON-LD node of the web page
//	itemprop:NAME     a microdata or RDFa property
//	meta:NAME         <meta name>, and NAME alone where it holds a colon or a dot
//	link:REL          <link rel>
//	title, html:lang  the element, the attribute
//
// and, for what is read from the visible page, the name that its finder gives.
var precedence = struct {
	title, site, published, created, modified, authors, canonical, excerpt, image, section, tags, kind, language []string
}{
	title: []string{"json-ld:headline", "og:title", "meta:citation_title", "itemprop:headline", "title", "twitter:title",
		"meta:parsely-title", "meta:sailthru.title", "dc.title", "meta:title", "json-ld:name", "json-ld-page:name"},
	site: []string{"og:site_name", "json-ld:publisher", "meta:application-name", "meta:apple-mobile-web-app-title",
		"dc.publisher", "meta:publisher", "meta:citation_journal_title", "twitter:site"},
	published: []string{"json-ld:datePublished", "article:published_time", "itemprop:datePublished", "og:article:published_time",
		"og:published_time", "og:pubdate", "meta:parsely-pub-date", "sailthru.date", "meta:sailthru.date", "dc.date.issued", "dcterms.issued",
		"dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "meta:citation_publication_date", "meta:citation_online_date",
		"meta:citation_date", "meta:pubdate", "meta:publishdate", "meta:publish-date", "meta:publish_date", "meta:publication_date",
		"meta:article_date_original", "article.published", "meta:published-date", "meta:originalpublicationdate", "cxenseparse:recs:publishtime",
		"meta:published", "meta:datepublished", "meta:date_published", "meta:displaydate", "meta:date", "json-ld:dateCreated", "json-ld:uploadDate"},
	created: []string{"itemprop:dateCreated"},
	authors: []string{"json-ld:author", "meta:author", "article:author", "article:author_name", "meta:byl", "meta:parsely-author", "sailthru.author", "meta:sailthru.author",
		"meta:citation_author", "meta:citation_authors", "dc.creator", "dcterms.creator", "dc.contributor", "cxenseparse:author", "meta:authors", "meta:dcsext.author", "meta:article_author",
		"itemprop:author", "rel:author", "byline", "text", "author-link", "dateline", "json-ld:creator"},
	modified: []string{"json-ld:dateModified", "article:modified_time", "itemprop:dateModified", "og:article:modified_time", "og:updated_time",
		"dc.date.modified", "dcterms.modified", "meta:last-modified", "meta:lastmod", "article.updated", "meta:revised", "meta:updated", "meta:modified", "json-ld-page:dateModified"},
}

// values returns what the page has at source, in document order.
func (p *page) values(g *graph, source string) []string {
	kind, name, ok := strings.Cut(source, ":")
	if !ok {
		kind = ""
		name = source
	}
	switch kind {
	case "json-ld":
		if name == "publisher" {
			return []string{g.siteName()}
		}
		return g.texts(g.own, name)
	case "json-ld-page":
		return g.texts(g.page, name)
	case "itemprop":
		return p.properties(strings.ToLower(name))
	case "link":
		for i := range p.links {
			if hasWord(p.links[i].rel, name) {
				return []string{p.links[i].href}
			}
		}
		return nil
	case "html":
		return []string{p.lang}
	case "meta":
		return p.contents(name)
	}
	if source == "title" {
		return []string{p.title}
	}
	return p.contents(source)
}

// contents returns the contents of the meta tags called name.
func (p *page) contents(name string) []string {
	var out []string
	for i := range p.metas {
		if p.metas[i].name == name {
			out = append(out, p.metas[i].content)
		}
	}
	return out
}

// properties returns the values of the microdata property name that do not lie
// in comments or teasers.
func (p *page) properties(name string) []string {
	var out []string
	for i := range p.marks {
		m := &p.marks[i]
		if m.kind != markProp || m.in&foreign != 0 || !hasWord(m.prop, name) && !strings.HasSuffix(m.prop, ":"+name) {
			continue
		}
		s := attr(m.node, "content")
		if s == "" {
			s = attr(m.node, "datetime")
		}
		if s == "" {
			s = collapse(textOf(m.node, 500))
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
