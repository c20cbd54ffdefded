package meta

// precedence lists where each field is taken from, best first. A source is
//
//	json-ld:NAME       a member of the JSON-LD node of the page's own article
//	json-ld-page:NAME  a member of the JSON-LD node of the web page
//	itemprop:NAME      a microdata or RDFa property
//	meta:NAME          <meta name>; NAME alone where it holds a colon or a dot
//	link:REL           <link rel>
//	rel:REL            <a rel>
//	html:lang, title   the attribute, the element
//
// and for what is read from the visible page the name of its finder: text (a
// line that begins like a byline), byline (an element marked as the author's),
// author-link (a link to an author's page), dateline (a name beside the date).
// README.md has the same table with what is done beyond it.
var precedence = struct {
	title, site, published, created, modified, authors, canonical, excerpt, image, section, tags, kind, language []string
}{
	title: []string{
		"json-ld:headline", "og:title", "meta:citation_title", "itemprop:headline", "title", "twitter:title",
		"meta:parsely-title", "sailthru.title", "dc.title", "meta:title", "json-ld:name", "json-ld-page:name",
	},
	site: []string{
		"og:site_name", "json-ld:publisher", "meta:application-name", "meta:apple-mobile-web-app-title",
		"dc.publisher", "meta:publisher", "meta:citation_journal_title",
	},
	published: []string{
		"json-ld:datePublished", "article:published_time", "itemprop:datePublished", "og:article:published_time",
		"og:published_time", "og:pubdate", "meta:parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
		"dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "meta:citation_publication_date",
		"meta:citation_online_date", "meta:citation_date", "meta:pubdate", "meta:publishdate", "meta:publish-date",
		"meta:publish_date", "meta:publication_date", "meta:article_date_original", "article.published",
		"meta:published-date", "meta:originalpublicationdate", "cxenseparse:recs:publishtime", "meta:published",
		"meta:datepublished", "meta:date_published", "meta:displaydate", "meta:date", "meta:*published",
		"json-ld:dateCreated", "json-ld:uploadDate",
	},
	created: []string{"itemprop:dateCreated", "json-ld-page:datePublished"},
	modified: []string{
		"json-ld:dateModified", "article:modified_time", "itemprop:dateModified", "og:article:modified_time",
		"og:updated_time", "dc.date.modified", "dcterms.modified", "meta:last-modified", "meta:lastmod",
		"article.updated", "meta:revised", "meta:updated", "meta:modified", "json-ld-page:dateModified",
	},
	authors: []string{
		"json-ld:author", "meta:author", "article:author", "article:author_name", "meta:byl", "meta:parsely-author",
		"sailthru.author", "meta:citation_author", "meta:citation_authors", "dc.creator", "dcterms.creator",
		"dc.contributor", "cxenseparse:author", "meta:authors", "dcsext.author", "meta:article_author", "twitter:data",
		"itemprop:author", "rel:author", "text", "byline", "author-link", "dateline", "json-ld:creator",
	},
	canonical: []string{"link:canonical", "og:url", "json-ld:url", "twitter:url"},
	excerpt: []string{
		"og:description", "meta:description", "twitter:description", "json-ld:description", "dc.description",
		"itemprop:description", "sailthru.description", "json-ld-page:description",
	},
	image: []string{
		"og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "json-ld:image",
		"link:image_src", "meta:parsely-image-url", "sailthru.image.full", "meta:thumbnail",
		"itemprop:image", "json-ld:thumbnailUrl", "json-ld-page:primaryImageOfPage",
	},
	section: []string{
		"json-ld:articleSection", "article:section", "meta:parsely-section", "meta:section", "og:section",
		"article.section", "sailthru.section", "cxenseparse:section", "dc.subject", "itemprop:articleSection",
	},
	tags: []string{
		"article:tag", "json-ld:keywords", "meta:news_keywords", "meta:parsely-tags", "sailthru.tags",
		"meta:keywords", "meta:citation_keywords", "rel:tag", "itemprop:keywords",
	},
	kind: []string{"og:type"},
	language: []string{
		"html:lang", "json-ld:inLanguage", "meta:content-language", "og:locale", "dc.language", "meta:language",
		"itemprop:inLanguage",
	},
}
