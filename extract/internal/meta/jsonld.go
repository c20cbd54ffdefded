package meta

import (
	"net/url"
	"strings"
)

// graph is the JSON-LD of a page: the nodes that may describe the page itself,
// and all nodes by their @id.
type graph struct {
	nodes []ldNode
	byID  map[string]*value
	own   *value // the article's node, or null
	page  *value // the WebPage's node, or null
	kind  string // @type of own
	deep  bool   // some of it is nested too deep to be read
}

type ldNode struct {
	v    *value
	kind string
	rank int
}

// Ranks of types: what a node of that type says about the page's article.
const (
	rankNone    = iota
	rankSite    // WebSite, Organization: the publisher
	rankWebPage // a page, not an article
	rankWork    // another kind of work or thing that a page can be about
	rankArticle
)

func rankOf(kind string) int {
	switch kind {
	case "WebPage", "ItemPage", "AboutPage", "ContactPage", "CollectionPage", "FAQPage", "ProfilePage", "CheckoutPage":
		return rankWebPage
	case "WebSite", "Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness":
		return rankSite
	case "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "DiscussionForumPosting", "Report", "MedicalWebPage",
		"MedicalScholarlyArticle", "BlogPost", "Posting":
		return rankArticle
	case "Recipe", "Review", "CriticReview", "Product", "ProductGroup", "VideoObject", "PodcastEpisode", "Question", "QAPage",
		"HowTo", "Event", "Course", "JobPosting", "Book", "CreativeWork", "SoftwareApplication", "Chapter", "Dataset", "Thesis",
		"Movie", "MusicAlbum", "NewsItem", "Guide", "LearningResource", "Photograph", "ImageGallery", "Blog":
		return rankWork
	}
	if strings.HasSuffix(kind, "Article") {
		return rankArticle
	}
	return rankNone
}

// maxLDNodes bounds the nodes among which the page's own article is looked for.
const maxLDNodes = 1000

// readGraph decodes the page's JSON-LD and finds the node of its own article.
// urls are the addresses that the page goes by, titles its headlines.
func readGraph(p *page, urls, titles []string) *graph {
	g := &graph{own: &value{}, page: &value{}}
	for _, s := range p.ld {
		v, deep := decodeWithin(s, p.limits.Depth)
		g.deep = g.deep || deep
		g.collect(&v, true)
	}
	g.choose(urls, titles)
	return g
}

// collect gathers the nodes under v. Those below a member that leads to other
// pages' or persons' nodes are kept by their @id alone.
func (g *graph) collect(v *value, own bool) {
	if v.kind == jsonList {
		for i := range v.items {
			g.collect(&v.items[i], own)
		}
		return
	}
	if v.kind != jsonObject {
		return
	}
	if id := v.get("@id"); id.kind == jsonText && len(v.keys) > 1 {
		if g.byID == nil {
			g.byID = make(map[string]*value)
		}
		if g.byID[id.text] == nil {
			g.byID[id.text] = v
		}
	}
	if own {
		kinds := v.get("@type").list()
		best := ldNode{v: v}
		for i := range kinds {
			k := typeName(kinds[i].string())
			if r := rankOf(k); r > best.rank {
				best.rank, best.kind = r, k
			}
		}
		if best.rank > rankNone && len(g.nodes) < maxLDNodes {
			g.nodes = append(g.nodes, best)
		}
	}
	for i, k := range v.keys {
		switch v.items[i].kind {
		case jsonList, jsonObject:
			switch k {
			case "@graph", "mainEntity", "mainEntityOfPage", "@list", "@included", "subjectOf":
				g.collect(&v.items[i], own)
			default:
				g.collect(&v.items[i], false)
			}
		}
	}
}

// typeName drops the vocabulary from a type: "http://schema.org/Article" and
// "schema:Article" are "Article".
func typeName(s string) string {
	if i := strings.LastIndexAny(s, "/#:"); i >= 0 {
		s = s[i+1:]
	}
	return s
}

// choose finds the node of the page's own article: the one that names the
// page's address or headline, the most article-like one first. Where several
// articles are described and none of them matches, the page lists others'.
func (g *graph) choose(urls, titles []string) {
	best, bestScore, loose := -1, 0, 0
	for i, n := range g.nodes {
		if n.rank == rankWebPage && g.page.kind == jsonNull {
			g.page = n.v
		}
		if n.rank < rankWork {
			continue
		}
		score := n.rank
		address, headline := g.sameURL(n.v, urls), sameTitle(n.v, titles)
		if address {
			score += 6
		}
		if headline {
			score += 6
		}
		if !address && !headline {
			if n.rank == rankArticle {
				loose++
			}
			if n.rank == rankWork {
				continue // a product or a video on a page about something else
			}
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	if best < 0 || bestScore < 6 && loose > 1 {
		return
	}
	g.own, g.kind = g.nodes[best].v, g.nodes[best].kind
}

func (g *graph) sameURL(v *value, urls []string) bool {
	for _, key := range [...]string{"mainEntityOfPage", "url", "@id"} {
		m := v.get(key)
		s := m.string()
		if m.kind == jsonObject {
			if s = m.get("@id").string(); s == "" {
				s = m.get("url").string()
			}
		}
		if s == "" {
			continue
		}
		s = bareURL(s)
		for _, u := range urls {
			if s != "" && s == u {
				return true
			}
		}
	}
	return false
}

func sameTitle(v *value, titles []string) bool {
	for _, key := range [...]string{"headline", "name", "alternativeHeadline"} {
		h := fold(cleanText(v.get(key).string()))
		if len(h) < 8 {
			continue
		}
		for _, t := range titles {
			if t == h || len(t) >= 8 && (strings.HasPrefix(t, h) || strings.HasPrefix(h, t)) {
				return true
			}
		}
	}
	return false
}

// bareURL reduces an address to what tells pages apart: no scheme, no "www.",
// no fragment, no slash at the end, no query of tracking parameters.
func bareURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	path := strings.TrimRight(u.EscapedPath(), "/")
	if path == "" && u.RawQuery == "" {
		return "" // the site, not a page
	}
	q := u.RawQuery
	if strings.Contains(q, "utm_") {
		q = ""
	}
	if q != "" {
		path += "?" + q
	}
	return host + path
}

// resolve follows a node that is only a reference to another.
func (g *graph) resolve(v *value) *value {
	if v.kind == jsonObject {
		if id := v.get("@id"); id.kind == jsonText {
			if len(v.keys) == 1 || v.get("name").kind == jsonNull {
				if t := g.byID[id.text]; t != nil {
					return t
				}
			}
		}
	}
	return v
}

// person is an author as JSON-LD gives it.
type person struct {
	name string
	org  bool
}

// people returns the persons and organisations that the member key of v names.
func (g *graph) people(v *value, key string) []person {
	var out []person
	members := v.get(key).list()
	for i := range members {
		a := g.resolve(&members[i])
		if a.kind == jsonText {
			out = append(out, person{name: a.text})
			continue
		}
		org := strings.HasSuffix(typeName(a.get("@type").string()), "Organization")
		names := a.get("name").list()
		for j := range names {
			if s := names[j].string(); s != "" {
				out = append(out, person{s, org})
			}
		}
		if len(names) == 0 {
			first, last := a.get("givenName").string(), a.get("familyName").string()
			if s := strings.TrimSpace(first + " " + last); s != "" {
				out = append(out, person{s, org})
			}
		}
	}
	return out
}

// texts returns the texts of the member key of v.
func (g *graph) texts(v *value, key string) []string {
	var out []string
	members := v.get(key).list()
	for i := range members {
		m := g.resolve(&members[i])
		s := m.string()
		if m.kind == jsonObject && s == "" {
			for _, k := range [...]string{"url", "contentUrl", "name", "alternateName", "@id"} {
				if s = m.get(k).string(); s != "" {
					break
				}
			}
		}
		if s != "" && len(out) < 200 {
			out = append(out, s)
		}
	}
	return out
}

// siteName returns the name of the site or the publisher.
func (g *graph) siteName() string {
	for _, v := range []*value{g.own, g.page} {
		pub := v.get("publisher").list()
		for i := range pub {
			if s := g.resolve(&pub[i]).get("name").string(); s != "" {
				return s
			}
		}
	}
	for _, kind := range [...]string{"WebSite", ""} {
		for _, n := range g.nodes {
			if n.rank == rankSite && (kind == "" || n.kind == kind) {
				if s := n.v.get("name").string(); s != "" {
					return s
				}
			}
		}
	}
	return ""
}
