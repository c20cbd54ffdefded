package meta

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// region says in which parts of the page something lies.
type region uint16

const (
	inHead    region = 1 << iota // <head>
	inNav                        // navigation, breadcrumbs, menus
	inFooter                     // the page's footer, outside any article
	inAside                      // sidebars
	inComment                    // readers' comments
	inRelated                    // teasers of other articles
	inHidden                     // not displayed
	inArticle                    // <article> or <main>
	inBanner                     // the page's header, outside any article
	inPerson                     // microdata: a person or an organisation
)

// foreign are the regions that do not belong to the page's own article.
const foreign = inNav | inFooter | inAside | inComment | inRelated

// beyond returns r without the regions in which the headline lies too: what
// shares them with it is not foreign to the article.
func (r region) beyond(here region) region { return r &^ (here &^ inArticle) }

// regionOf returns the region that an element of kind a opens inside in.
func regionOf(a atom.Atom, in region) region {
	switch a {
	case atom.Nav:
		return inNav
	case atom.Aside:
		return inAside
	case atom.Article, atom.Main:
		return inArticle
	case atom.Footer:
		if in&inArticle == 0 {
			return inFooter
		}
	case atom.Header:
		if in&inArticle == 0 {
			return inBanner
		}
	case atom.Dialog:
		return inHidden
	}
	return 0
}

func roleRegion(role string) region {
	switch role {
	case "navigation", "menu", "menubar":
		return inNav
	case "complementary":
		return inAside
	case "contentinfo":
		return inFooter
	case "dialog":
		return inHidden
	case "main", "article":
		return inArticle
	}
	return 0
}

func scopeRegion(itemtype string) region {
	switch {
	case strings.HasSuffix(itemtype, "Comment"), strings.HasSuffix(itemtype, "Answer"):
		return inComment
	case strings.HasSuffix(itemtype, "Person"), strings.HasSuffix(itemtype, "Organization"):
		return inPerson
	}
	return 0
}

// word is what a class or an id says about an element.
type word uint32

const (
	wordAuthor word = 1 << iota
	wordDate
	wordNav
	wordFooter
	wordAside
	wordComment
	wordRelated
	wordHidden
	wordOther // what an author's box holds beside the name, or the author of something else
	wordEntry // an article's own part, as in "entry-footer"
)

func (k word) region() region {
	var r region
	if k&wordNav != 0 {
		r |= inNav
	}
	if k&wordFooter != 0 {
		r |= inFooter
	}
	if k&wordAside != 0 {
		r |= inAside
	}
	if k&wordComment != 0 {
		r |= inComment
	}
	if k&wordRelated != 0 {
		r |= inRelated
	}
	if k&wordHidden != 0 {
		r |= inHidden
	}
	return r
}

// word reads a class or id attribute. The attributes of a page repeat, so each
// spelling is read once a page.
func (w *walker) word(s string) word {
	if len(s) < 3 || len(s) > 400 {
		return 0
	}
	if k, ok := w.classes[s]; ok {
		return k
	}
	k := readClass(s)
	w.classes[s] = k
	return k
}

// readClass looks for known words in a class or id, after splitting it at
// everything but letters and at the humps of camelCase.
func readClass(s string) word {
	var k word
	var buf [32]byte
	n := 0
	end := func() {
		if n >= 3 {
			k |= classWord(string(buf[:n]))
		}
		n = 0
	}
	lower := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z':
			lower = true
		case 'A' <= c && c <= 'Z':
			if lower {
				end()
			}
			lower = false
			c += 'a' - 'A'
		default:
			end()
			lower = false
			continue
		}
		if n < len(buf) {
			buf[n] = c
			n++
		}
	}
	end()
	if k&wordEntry != 0 {
		k &^= wordFooter | wordEntry
	}
	if k&wordAuthor != 0 && k&(wordComment|wordOther) != 0 {
		k &^= wordAuthor
	}
	return k
}

// classWord says what one word of a class name means.
func classWord(s string) word {
	switch s {
	case "byline", "bylines", "byl", "author", "authors", "autor", "autoren", "autore", "autores", "auteur", "auteurs",
		"writer", "contributor", "contributors", "verfasser", "forfatter", "forfattare", "redacteur", "avtor", "yazar",
		"authorname", "postauthor", "authorlink", "bylineauthor", "articleauthor", "entryauthor", "reporter",
		"journalist", "articlebyline", "fn", "signature", "firma", "skribent", "username", "creator":
		return wordAuthor
	case "date", "dates", "datum", "fecha", "published", "publish", "pubdate", "dateline", "timestamp", "datetime",
		"updated", "postdate", "articledate", "time", "posted", "publication", "dateblock", "created", "publishdate",
		"datepublished", "modified":
		return wordDate
	case "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "pagination", "topbar", "sitenav", "ticker":
		return wordNav
	case "description", "desc", "excerpt", "role", "job", "position", "bookmark", "quote", "testimonial", "book", "product", "search", "input",
		"category", "categories", "tag", "tags", "separator", "topic", "topics", "section":
		return wordOther
	case "article", "post", "entry", "story", "card":
		return wordEntry
	case "footer", "copyright", "colophon":
		return wordFooter
	case "sidebar", "aside", "rail", "widget", "widgets":
		return wordAside
	case "comment", "comments", "commentlist", "disqus", "kommentare", "kommentar", "comentarios", "commentaires", "replies", "respond", "reply":
		return wordComment
	case "related", "recommended", "recommendation", "recommendations", "teaser", "teasers", "trending", "popular",
		"recirc", "recirculation", "outbrain", "taboola", "similar", "carousel", "upsell", "recent", "readmore", "promo",
		"upnext", "newest", "mostread", "seealso", "readnext", "crosslink":
		return wordRelated
	case "sr", "screenreader", "modal", "popup", "lightbox", "tooltip", "offscreen":
		return wordHidden
	}
	return 0
}
