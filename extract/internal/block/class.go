package block

import (
	"strings"

	"golang.org/x/net/html"
)

// Mark is something an element says about its role, by its tag, its role or its
// class and id.
type Mark uint8

// Marks by class, id, role and itemprop. The words behind each are in markWords.
const (
	MarkComment Mark = iota
	MarkNav
	MarkShare
	MarkRelated
	MarkAd
	MarkSide
	MarkFoot
	MarkHead
	MarkMeta
	MarkTag
	MarkCaption
	MarkForm
	MarkPopup
	MarkContent
	MarkTitle
	MarkLead
	MarkProduct
	MarkReview
	MarkForum
	MarkUser
	MarkDocs
	MarkList
	MarkHiddenWord
	MarkAuthorBox

	// Marks by tag.
	TagArticle
	TagMain
	TagSection
	TagNav
	TagAside
	TagHeader
	TagFooter
	TagForm
	TagTable
	TagList
	TagItem
	TagFigure
	TagQuote
	TagDefinition
	TagButton
	TagDetails

	NumMarks = int(TagDetails) + 1
)

// markWords lists, for each mark, the words that carry it when they occur in a
// class, id, role or itemprop. Words are compared whole, in lower case, after
// splitting at punctuation and at camelCase humps. The lists come from what
// content management systems in use call things.
var markWords = [...]struct {
	mark  Mark
	words string
}{
	{MarkComment, "comment comments commentlist commentary disqus respond livefyre kommentar kommentare comentario comentarios commentaire commentaires commenti reactions fbcomments usercomments commenttext commentbody commentform comentários reacties komentarze komentarz discuss discussion"},
	{MarkNav, "nav navbar navigation navi menu submenu menus topbar megamenu breadcrumb breadcrumbs crumb crumbs pager pagination paging paginate toolbar skip navlinks mainmenu topnav subnav sitemap pages toc contents tableofcontents jump anchors tabs tablist menubar menuitem"},
	{MarkShare, "share sharing shares social socials socialmedia addthis sharedaddy sharebar sharethis sharetools facebook twitter whatsapp linkedin pinterest telegram follow followus addtoany shariff teilen compartir partager"},
	{MarkRelated, "related relatedposts recommend recommended recommendation recommendations recommends similar teaser teasers popular trending latest outbrain taboola suggestions suggested upnext mostread readmore readnext readalso seealso further morefrom more most recent recirculation recirc discover crosslink crosslinks linklist yarpp jp weiterlesen mehr relacionadas relacionados relacionado next prev previous nextprev promo promos featured also topnews editorspick picks zergnet revcontent mgid"},
	{MarkAd, "ad ads advert advertisement advertising advertorial adv adbox adslot adunit adsbygoogle adsense dfp gpt sponsor sponsored sponsors sponsorship banner banners werbung anzeige publicidad pub publicite reklama reklam commercial affiliate adwrapper leaderboard skyscraper mpu billboard adcontainer promoted partner partners donate donation"},
	{MarkSide, "sidebar side aside widget widgets rail secondary complementary sidecol rightcol leftcol rightcolumn leftcolumn rightrail right left tertiary supplementary sidebox"},
	{MarkFoot, "footer foot copyright legal disclaimer imprint colophon bottom contentinfo footnotes bottombar subfooter siteinfo impressum"},
	{MarkHead, "header head masthead top banner hero logo branding topper siteheader pageheader jumbotron cover"},
	{MarkMeta, "meta byline author authors date time timestamp datetime published posted postmeta entrymeta info dateline credit credits source sources views pubdate articlemeta updated modified datum autor auteur autore fecha writer reporter contributor readtime reading duration kicker eyebrow"},
	{MarkTag, "tag tags tagcloud taglist category categories cat cats topic topics label labels keywords keyword hashtags hashtag chip chips badge badges pill section rubric rubrik"},
	{MarkCaption, "caption captions figcaption photo photos image images img imgs gallery media video slideshow picture pictures bild foto figure thumbnail thumb thumbs wpcaption legende player embed lightboxcaption imagecaption"},
	{MarkForm, "newsletter newsletters subscribe subscription signup signin form login register registration email mailchimp search searchform searchbox paywall premium membership subscriber optin leadform regwall contact captcha piano"},
	{MarkPopup, "cookie cookies consent gdpr ccpa modal popup overlay dialog lightbox notice alert toast banner tooltip dropdown flyout drawer offcanvas onetrust cookiebot notification notifications cmp adblock interstitial"},
	{MarkContent, "content article body story post entry text main articlebody postcontent entrycontent maincontent articlecontent storybody articletext bodytext bodycopy copy prose richtext rte rich wysiwyg markdown paragraph paragraphs blog single detail details contents artikel inhalt contenido corps texto texte newstext fulltext hentry postbody reading readable document primary storycontent"},
	{MarkTitle, "title headline heading subtitle subheadline subheading headlines titles titulo titre titel posttitle entrytitle articletitle name"},
	{MarkLead, "lead lede standfirst summary intro deck dek abstract excerpt description desc synopsis introduction preamble chapo vorspann anons strap abstracts highlights keypoints takeaways snippet"},
	{MarkProduct, "product products price prices pricing sku spec specs specification specifications feature features cart buy stock shipping delivery woocommerce variant variants quantity shop store addtocart basket checkout size sizes swatch catalog brand brands offer offers deal"},
	{MarkReview, "review reviews rating ratings stars star testimonial testimonials reviewbody bazaarvoice feedback score votes vote customer"},
	{MarkForum, "thread threads message messages reply replies forum forums postbody bbcode quote bbwrapper quotes postcontent answer answers question questions postbit conversation topicpost cooked discourse phpbb vbulletin xenforo answercell postcell faq accordion"},
	{MarkUser, "user users member members avatar profile username userinfo signature sig rank karma reputation postprofile usercard joined poster"},
	{MarkDocs, "doc docs documentation api method methods highlight code sphinx guide tutorial wiki manual reference mwparser toctree codehilite docstring section rst javadoc docusaurus theme class function property markdownbody"},
	{MarkList, "list item items grid row rows card cards tile tiles archive loop feed result results listing listings collection collections carousel slider slide swiper slick column columns gridlist hub river stream"},
	{MarkHiddenWord, "hidden hide sr screenreader visually visuallyhidden offscreen invisible collapse collapsed noprint assistive clip srt tooltiptext"},
	{MarkAuthorBox, "bio biography authorbox authorbio aboutauthor about team contributor contributors staff writer"},
}

var marksByWord = func() map[string]uint64 {
	m := make(map[string]uint64, 1024)
	for _, e := range markWords {
		for w := range strings.FieldsSeq(e.words) {
			m[w] |= 1 << e.mark
		}
	}
	for w, mark := range map[string]Mark{
		"navigation": TagNav, "complementary": TagAside, "contentinfo": TagFooter,
		"search": TagForm,
	} {
		m["role="+w] |= 1 << mark
	}
	return m
}()

var marksByTag = map[string]uint64{
	"article": 1 << TagArticle, "main": 1 << TagMain, "section": 1 << TagSection,
	"nav": 1 << TagNav, "aside": 1 << TagAside, "header": 1 << TagHeader,
	"footer": 1 << TagFooter, "form": 1 << TagForm, "table": 1 << TagTable,
	"ul": 1 << TagList, "ol": 1 << TagList, "menu": 1<<TagList | 1<<TagNav, "li": 1 << TagItem,
	"figure": 1 << TagFigure, "figcaption": 1 << TagFigure, "blockquote": 1 << TagQuote,
	"dl": 1 << TagDefinition, "button": 1 << TagButton, "details": 1 << TagDetails,
	"address": 1 << MarkMeta, "dialog": 1 << MarkPopup, "fieldset": 1 << TagForm,
}

// marks returns the bit set of the marks that the element n carries, and how it
// is hidden.
func marks(n *html.Node) (set uint64, hidden Hidden) {
	set = marksByTag[n.Data]
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class", "id", "itemprop", "data-component", "data-testid", "itemtype":
			set |= marksOf(a.Val)
		case "role":
			if len(a.Val) < maxWord {
				set |= marksOf(a.Val) | marksByWord["role="+a.Val]
			}
		case "hidden":
			if a.Val != "until-found" {
				hidden |= HiddenStyle
			}
		case "aria-hidden":
			if a.Val == "true" {
				hidden |= HiddenAria
			}
		case "style":
			if hiddenStyle(a.Val) {
				hidden |= HiddenStyle
			}
		}
	}
	return set, hidden
}

// hiddenStyle reports a style attribute under which an element is not displayed.
func hiddenStyle(style string) bool {
	for len(style) > 0 {
		var declaration string
		declaration, style, _ = strings.Cut(style, ";")
		name, value, _ := strings.Cut(declaration, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		switch {
		case strings.EqualFold(name, "display"):
			if hasPrefixFold(value, "none") {
				return true
			}
		case strings.EqualFold(name, "visibility"):
			if hasPrefixFold(value, "hidden") {
				return true
			}
		}
	}
	return false
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// maxWord bounds the length of a word worth looking up, and maxClass that of a
// class attribute: what utility frameworks write beyond it carries no role.
const (
	maxWord  = 24
	maxClass = 512
)

// marksOf splits an attribute value into words and joins the marks of each.
func marksOf(value string) (set uint64) {
	eachWord(value, func(word []byte) {
		set |= marksByWord[string(word)]
	})
	return set
}

// eachWord calls f with every word of a class or id value in lower case. Words
// end at anything but letters, and at camelCase humps; digits are dropped. The
// slice is only valid during the call.
func eachWord(value string, f func(word []byte)) {
	if len(value) > maxClass {
		value = value[:maxClass]
	}
	var buf [maxWord]byte
	n, prevLower := 0, false
	flush := func() {
		if n > 1 && n <= maxWord {
			f(buf[:min(n, maxWord)])
		}
		n = 0
	}
	for i := 0; i < len(value); i++ {
		c := value[i]
		upper := c >= 'A' && c <= 'Z'
		if upper {
			if prevLower {
				flush()
			}
			c += 'a' - 'A'
		}
		if c < 'a' || c > 'z' {
			if c < 0x80 {
				flush()
				prevLower = false
				continue
			}
		}
		if n < maxWord {
			buf[n] = c
		}
		n++
		prevLower = !upper
	}
	flush()
}
