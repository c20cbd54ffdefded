package model

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// signals are what a page says of its own type outside its text: structured
// data, Open Graph, its generator, its address. Each is a list of flags.
type signals struct {
	data      uint32 // bit i: a JSON-LD or microdata type of dataTypes[i]
	og        float32
	generator float32
	published bool // article:published_time
}

// dataTypes groups schema.org types by the page types that they point to.
var dataTypes = [...]struct{ name, types string }{
	{"article", "Article NewsArticle ReportageNewsArticle OpinionNewsArticle AnalysisNewsArticle ScholarlyArticle"},
	{"blog", "BlogPosting Blog LiveBlogPosting"},
	{"tech", "TechArticle APIReference HowTo"},
	{"recipe", "Recipe"},
	{"product", "Product IndividualProduct ProductModel"},
	{"group", "ProductGroup AggregateOffer OfferCatalog"},
	{"offer", "Offer"},
	{"forum", "DiscussionForumPosting"},
	{"question", "QAPage Question Answer"},
	{"faq", "FAQPage"},
	{"list", "ItemList SearchResultsPage"},
	{"collection", "CollectionPage"},
	{"business", "LocalBusiness ProfessionalService Service"},
	{"organization", "Organization Corporation"},
	{"software", "SoftwareApplication WebApplication MobileApplication"},
	{"event", "Event JobPosting"},
	{"person", "Person"},
	{"crumbs", "BreadcrumbList"},
	{"comment", "Comment"},
	{"webpage", "WebPage AboutPage ContactPage"},
}

var dataBits = func() map[string]uint32 {
	m := make(map[string]uint32)
	for i, d := range dataTypes {
		for t := range strings.FieldsSeq(d.types) {
			m[t] |= 1 << i
		}
	}
	return m
}()

var ogTypes = map[string]float32{"article": 1, "blog": 1, "product": 2, "og:product": 2, "product.item": 2, "product.group": 3, "website": 4}

// generators groups what <meta name="generator"> names: 1 forum engines, 2
// documentation, 3 shops, 4 blog and news systems, 5 site builders.
var generators = [...]struct {
	word string
	code float32
}{
	{"discourse", 1}, {"phpbb", 1}, {"vbulletin", 1}, {"xenforo", 1}, {"flarum", 1}, {"mybb", 1}, {"nodebb", 1}, {"simple machines", 1},
	{"mediawiki", 2}, {"sphinx", 2}, {"docusaurus", 2}, {"mkdocs", 2}, {"gitbook", 2}, {"javadoc", 2}, {"doxygen", 2}, {"vitepress", 2}, {"asciidoctor", 2}, {"rustdoc", 2},
	{"woocommerce", 3}, {"shopify", 3}, {"prestashop", 3}, {"magento", 3}, {"bigcommerce", 3},
	{"wordpress", 4}, {"ghost", 4}, {"blogger", 4}, {"hugo", 4}, {"jekyll", 4}, {"drupal", 4}, {"joomla", 4}, {"typo3", 4}, {"medium", 4},
	{"wix", 5}, {"squarespace", 5}, {"webflow", 5}, {"framer", 5}, {"duda", 5},
}

// readSignals reads the signals of the tree under root.
func readSignals(root *html.Node) signals {
	var s signals
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "meta":
			s.meta(n)
		case "script":
			if t := attr(n, "type"); strings.Contains(t, "ld+json") && n.FirstChild != nil {
				s.jsonld(n.FirstChild.Data)
			}
		default:
			if t := attr(n, "itemtype"); t != "" {
				s.data |= dataBits[t[strings.LastIndexByte(t, '/')+1:]]
			}
		}
	}
	return s
}

func (s *signals) meta(n *html.Node) {
	name, content := attr(n, "name"), attr(n, "content")
	if name == "" {
		name = attr(n, "property")
	}
	switch strings.ToLower(name) {
	case "og:type":
		s.og = 5
		if code, ok := ogTypes[strings.ToLower(content)]; ok {
			s.og = code
		}
	case "article:published_time":
		s.published = true
	case "generator":
		content = strings.ToLower(content)
		for _, g := range generators {
			if g.code > 0 && strings.Contains(content, g.word) {
				s.generator = g.code
				break
			}
		}
	}
}

// maxData bounds how much of a script of structured data is searched for types.
const maxData = 1 << 20

// jsonld finds the types in a script of JSON-LD without decoding it: broken
// scripts still name their types.
func (s *signals) jsonld(script string) {
	if len(script) > maxData {
		script = script[:maxData]
	}
	for {
		i := strings.Index(script, `"@type"`)
		if i < 0 {
			return
		}
		script = script[i+len(`"@type"`):]
		value := script[:min(len(script), 160)]
		value = strings.TrimLeft(value, " \t\r\n:")
		if strings.HasPrefix(value, "[") {
			if end := strings.IndexByte(value, ']'); end > 0 {
				for _, t := range strings.Split(value[1:end], ",") {
					s.data |= dataBits[strings.Trim(t, " \t\r\n\"")]
				}
			}
			continue
		}
		if len(value) > 1 && value[0] == '"' {
			if end := strings.IndexByte(value[1:], '"'); end > 0 {
				s.data |= dataBits[value[1:1+end]]
			}
		}
	}
}

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// addressWords groups words of paths and host names by the page type that they
// point to.
var addressWords = [...]struct{ name, words string }{
	{"article", "blog blogs news article articles story stories post posts opinion magazine editorial press insights journal read politics world sport business"},
	{"forum", "forum forums thread threads topic viewtopic showthread discussion discussions community questions question comments board t r answers"},
	{"product", "product products p item dp prod produkt producto itm sku buy"},
	{"collection", "collections collection category categories c catalog shop store cat men women sale browse all"},
	{"listing", "jobs search listing listings tag tags list archive directory events topics page index best top find"},
	{"documentation", "docs documentation doc api reference guide guides manual wiki help learn tutorial tutorials developer developers support stable latest en"},
	{"service", "services service solutions solution pricing about features platform consulting company product contact plans enterprise industries agency"},
}

var addressBits = func() map[string]uint32 {
	m := make(map[string]uint32)
	for i, a := range addressWords {
		for w := range strings.FieldsSeq(a.words) {
			m[w] |= 1 << i
		}
	}
	return m
}()

var addressNames = func() []string {
	n := []string{"url_known", "url_depth", "url_length", "url_hyphens", "url_digits", "url_query", "url_root", "url_html"}
	for _, a := range addressWords {
		n = append(n, "path_"+a.name, "host_"+a.name)
	}
	return n
}()

// addressFeatures measures the page's address; without one all are -1.
func addressFeatures(row []float32, u *url.URL) []float32 {
	if u == nil || u.Host == "" {
		for range addressNames {
			row = append(row, -1)
		}
		return row
	}
	path := strings.Trim(u.Path, "/")
	segments := strings.Split(path, "/")
	last := segments[len(segments)-1]
	digits := 0
	for _, c := range path {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	row = append(row, 1, float32(len(segments)), float32(len(path)), float32(strings.Count(last, "-")),
		float32(digits), flag(u.RawQuery != ""), flag(path == ""), flag(strings.Contains(last, ".htm")))
	inPath, inHost := wordBits(path), wordBits(strings.TrimPrefix(u.Host, "www."))
	for i := range addressWords {
		row = append(row, flag(inPath&(1<<i) != 0), flag(inHost&(1<<i) != 0))
	}
	return row
}

func wordBits(s string) (bits uint32) {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}) {
		bits |= addressBits[w]
	}
	return bits
}

func flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
}
