package meta

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// limits are roomy ones.
var limits = Limits{Data: 1 << 20, Depth: 64}

func parse(t testing.TB, s string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// got is what the fixtures look at: the fields' texts.
type got struct {
	Title, Authors, Published, Modified, Site, Language, Canonical, Excerpt, Image, Section, Tags, Kind, Body string
	Paywalled                                                                                                 bool
}

func flat(m *Meta) got {
	join := func(vs []Value) string {
		var s []string
		for _, v := range vs {
			s = append(s, v.Text)
		}
		return strings.Join(s, "|")
	}
	return got{
		m.Title.Text, join(m.Authors), m.Published.Text, m.Modified.Text, m.SiteName.Text, m.Language.Text, m.Canonical.Text,
		m.Excerpt.Text, m.Image.Text, m.Section.Text, join(m.Tags), m.Kind.Text, m.Body.Text, m.Paywalled.Text != "",
	}
}

const prose = `<p>The small ferry between the two harbours will run again from the first of the month, after a winter in which the islanders had to take the long way round by road and the bridge over the sound, a journey of almost two hours.</p>`

func TestRead(t *testing.T) {
	base, _ := url.Parse("https://harbour-herald.example/island/2024/05/17/ferry-returns")
	for name, c := range map[string]struct {
		page string
		want got
	}{
		"everything in JSON-LD": {
			`<html lang="en_gb"><head><title>Ferry returns to the island | Harbour Herald</title>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"WebSite","name":"Harbour Herald"},
{"@type":"Person","@id":"#ada","name":"Ada Byron"},
{"@type":["NewsArticle"],"headline":"Ferry returns to the island","author":[{"@id":"#ada"},{"@type":"Person","name":"Charles Babbage"}],
"datePublished":"2024-05-17T08:30:00+01:00","dateModified":"2024-05-18","articleSection":"Island, News","keywords":"ferry, island",
"image":{"@type":"ImageObject","url":"/img/ferry.jpg"},"isAccessibleForFree":"False","description":"After a winter without it, the ferry runs again.",
"mainEntityOfPage":"https://harbour-herald.example/island/2024/05/17/ferry-returns"}]}</script></head>
<body><h1>Ferry returns to the island</h1>` + prose + `</body></html>`,
			got{Title: "Ferry returns to the island", Authors: "Ada Byron|Charles Babbage", Published: "2024-05-17T08:30:00+01:00", Modified: "2024-05-18",
				Site: "Harbour Herald", Language: "en-GB", Excerpt: "After a winter without it, the ferry runs again.",
				Image: "https://harbour-herald.example/img/ferry.jpg", Section: "Island", Tags: "ferry|island", Kind: "NewsArticle", Paywalled: true},
		},
		"several articles in JSON-LD, only one its own": {
			`<html><head><title>Ferry returns to the island - Harbour Herald</title>
<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Bridge closed for repairs","author":{"name":"Wrong Person"},"datePublished":"2020-01-01","url":"https://harbour-herald.example/bridge"},
{"@type":"NewsArticle","headline":"Ferry returns to the island","author":{"name":"Ada Byron"},"datePublished":"2024-05-17"},
{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Ferry returns to the island","author":{"name":"Other Person"}}]}]</script></head>
<body><h1>Ferry returns to the island</h1>` + prose + `</body></html>`,
			got{Title: "Ferry returns to the island", Authors: "Ada Byron", Published: "2024-05-17", Site: "Harbour Herald", Kind: "NewsArticle"},
		},
		"only others' articles in JSON-LD": {
			`<html><head><title>Ferry returns to the island</title>
<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Bridge closed for repairs","author":{"name":"Wrong Person"},"datePublished":"2020-01-01"},
{"@type":"NewsArticle","headline":"Harbour fees go up again","author":{"name":"Wrong Person"},"datePublished":"2020-01-02"}]</script></head>
<body><h1>Ferry returns to the island</h1><p>By Ada Byron</p>` + prose + `</body></html>`,
			got{Title: "Ferry returns to the island", Authors: "Ada Byron", Published: "2024-05-17"},
		},
		"meta tags": {
			`<html><head><title>Harbour Herald » Ferry returns</title><meta property="og:site_name" content="Harbour Herald"><meta property="og:title" content="Ferry returns to the island">
<meta property="og:type" content="article"><meta property="og:locale" content="de_DE"><meta name="author" content="von Ada Byron und Charles Babbage">
<meta property="article:published_time" content="2024-05-16T23:10:00Z"><meta property="article:modified_time" content="2024-05-17T09:00:00Z">
<meta property="article:section" content="Inseln"><meta property="article:tag" content="locale: DE"><meta property="article:tag" content="Fähre"><meta property="article:tag" content="Hafen">
<meta property="og:image" content="/logo.png"><meta name="twitter:image" content="//cdn.example/ferry.jpg"><meta name="description" content="Nach einem Winter …">
<meta property="og:description" content="Nach einem Winter ohne sie fährt die Fähre …"><meta name="twitter:description" content="Nach einem Winter ohne sie fährt die Fähre wieder, wenn auch seltener.">
<link rel="canonical" href="/island/ferry"><meta property="article:content_tier" content="locked"></head><body>` + prose + `</body></html>`,
			got{Title: "Ferry returns to the island", Authors: "Ada Byron|Charles Babbage", Published: "2024-05-16T23:10:00Z", Modified: "2024-05-17T09:00:00Z",
				Site: "Harbour Herald", Language: "de-DE", Canonical: "https://harbour-herald.example/island/ferry", Excerpt: "Nach einem Winter ohne sie fährt die Fähre wieder, wenn auch seltener.",
				Image: "https://cdn.example/ferry.jpg", Section: "Inseln", Tags: "Fähre|Hafen", Kind: "article", Paywalled: true},
		},
		"microdata, and comments with it": {
			`<html><head><title>Ferry returns</title></head><body><article itemscope itemtype="https://schema.org/Article"><h1 itemprop="headline">Ferry returns</h1>
<span itemprop="author" itemscope itemtype="https://schema.org/Person"><a href="/x">About</a> <span itemprop="name">Ada Byron</span></span>
<meta itemprop="datePublished" content="2024-05-16">` + prose + `</article>
<section id="comments"><div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Mary Somer</span><time itemprop="datePublished" datetime="2024-06-01">1 June</time></div></section></body></html>`,
			got{Title: "Ferry returns", Authors: "Ada Byron", Published: "2024-05-16"},
		},
		"visible byline and dateline": {
			`<html><head><title>Ferry returns to the island</title></head><body><header><div class="date">Monday, 24 June 2024</div></header>
<main><h1>Ferry returns to the island</h1><div class="article-meta">By <a href="/a">Ada Byron</a>, Island Correspondent | Published <time datetime="2024-05-16T09:15:00+02:00">16 May</time> | Updated 18 May 2024</div>` + prose + prose + `
<aside class="related"><div class="teaser"><h2>Bridge closed</h2><span class="author">Wrong Person</span><time datetime="2024-06-20">20 June</time></div></aside></main></body></html>`,
			got{Title: "Ferry returns to the island", Authors: "Ada Byron", Published: "2024-05-16T09:15:00+02:00", Modified: "2024-05-18"},
		},
		"teasers alone have authors and dates": {
			`<html><head><title>About the harbour</title><link rel="canonical" href="https://harbour-herald.example/about"></head><body><main><h1>About the harbour</h1>` + prose + prose + prose + `</main>
<div class="related-posts"><article><h3>Bridge closed</h3><span class="author">Wrong Person</span><time datetime="2024-06-20">20 June 2024</time></article>
<article><h3>Fees up</h3><span class="byline">By Other Person</span><span class="date">21 June 2024</span></article></div><footer>© 2024 Harbour Herald, last updated 3 July 2024</footer></body></html>`,
			got{Title: "About the harbour", Published: "2024-05-17", Canonical: "https://harbour-herald.example/about"},
		},
		"label and value in separate blocks": {
			`<html><body><h1>Ferry returns to the island</h1><div>By</div><div>Ada Byron</div><div>Last updated</div><div>18 May 2024</div>` + prose + `</body></html>`,
			got{Title: "Ferry returns to the island", Authors: "Ada Byron", Published: "2024-05-17", Modified: "2024-05-18"},
		},
		"declared after it was shown": {
			`<html><head><meta property="article:published_time" content="2024-11-29T12:00:00Z"><meta property="article:modified_time" content="2024-11-29T12:00:00Z"></head>
<body><h1>Ferry returns to the island</h1><p class="date">Published 16 May 2024</p>` + prose + `</body></html>`,
			got{Title: "Ferry returns to the island", Published: "2024-05-16", Modified: "2024-11-29T12:00:00Z"},
		},
		"the title between a logo and teasers": {
			`<html><head><title>Ferry returns to the island - Harbour Herald</title></head><body><header><h1>Harbour Herald</h1></header><h2>Ferry returns to the island</h2>` + prose +
				`<h1>More from the island</h1></body></html>`,
			got{Title: "Ferry returns to the island", Published: "2024-05-17", Site: "Harbour Herald"},
		},
		"a title with a separator of its own": {
			`<html><head><title>Ferry, bridge, road: three ways - one island - Harbour Herald</title><meta property="og:site_name" content="Harbour Herald"></head><body>` + prose + `</body></html>`,
			got{Title: "Ferry, bridge, road: three ways - one island", Published: "2024-05-17", Site: "Harbour Herald"},
		},
		"body in JSON-LD as HTML": {
			`<html><head><title>Ferry</title><script type="application/ld+json">{"@type":"Article","articleBody":"&lt;p&gt;The ferry runs again, after a winter in which it &amp;amp; its crew stood still.&lt;/p&gt;&lt;p&gt;Islanders took the long way round by road, a journey of two hours.&lt;/p&gt;"}</script></head><body></body></html>`,
			got{Title: "Ferry", Published: "2024-05-17", Kind: "Article",
				Body: "The ferry runs again, after a winter in which it & its crew stood still.\n\nIslanders took the long way round by road, a journey of two hours."},
		},
		"steps in JSON-LD": {
			`<html><head><title>How to tar a boat</title><script type="application/ld+json">{"@type":"HowTo","name":"How to tar a boat","description":"Two days of dry weather.","step":[
{"@type":"HowToSection","name":"Before","itemListElement":[{"@type":"HowToStep","name":"Scrape","itemListElement":{"@type":"HowToDirection","text":"&lt;p&gt;Scrape off last year's tar.&lt;/p&gt;&lt;p&gt;Mind the nails.&lt;/p&gt;"}}]},
{"@type":"HowToStep","name":"Warm the tar…","text":"Warm the tar until it runs, and no further."}, "Wait."]}</script></head><body></body></html>`,
			got{Title: "How to tar a boat", Published: "2024-05-17", Kind: "HowTo", Excerpt: "Two days of dry weather.",
				Body: "Two days of dry weather.\n\nBefore\n\nScrape\n\nScrape off last year's tar.\n\nMind the nails.\n\nWarm the tar until it runs, and no further.\n\nWait."},
		},
		"a recipe in JSON-LD": {
			`<html><head><title>Herring in vinegar</title><script type="application/ld+json">{"@type":"Recipe","name":"Herring in vinegar","recipeIngredient":["Six herrings","A pint of vinegar"],"recipeInstructions":"Clean the herrings and lay them in the vinegar for two nights, with the lid on.\nEat them on bread."}</script></head><body></body></html>`,
			got{Title: "Herring in vinegar", Published: "2024-05-17", Kind: "Recipe",
				Body: "Six herrings\n\nA pint of vinegar\n\nClean the herrings and lay them in the vinegar for two nights, with the lid on.\n\nEat them on bread."},
		},
		"addresses that lead nowhere": {
			`<html><head><title>Ferry returns</title><link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="/"><meta property="og:image" content="data:image/png;base64,AAAA"></head>
<body><h1>Ferry returns</h1><img src="/smilies/wink.png"><img src="/img/spacer.gif"><img data-src="/img/quay.jpg" src="data:image/gif;base64,R0"><p>x</p></body></html>`,
			got{Title: "Ferry returns", Published: "2024-05-17", Image: "https://harbour-herald.example/img/quay.jpg"},
		},
		"empty": {``, got{Published: "2024-05-17"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, flat(Read(parse(t, c.page), base, limits))); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

func TestAuthors(t *testing.T) {
	const head = `<html lang="en"><head><title>Ferry returns to the island</title>`
	const h1 = `</head><body><h1>Ferry returns to the island</h1>`
	for name, c := range map[string]struct{ page, want, source string }{
		"for previews": {head + `<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Byron"><meta name="twitter:label2" content="Est. reading time"><meta name="twitter:data2" content="3 minutes">` + h1 + prose,
			"Ada Byron", "twitter:data"},
		"another label for previews":  {head + `<meta name="twitter:label1" content="Price"><meta name="twitter:data1" content="Twelve Crowns">` + h1 + prose, "", ""},
		"the account that entered it": {head + `<meta name="author" content="webdesk1">` + h1 + `<p>By Ada Byron</p>` + prose, "Ada Byron", "text"},
		"the same in other words":     {head + `<meta name="author" content="Ada Byron">` + h1 + `<p>By Ada K. Byron, London</p>` + prose, "Ada Byron", "meta:author"},
		"an empty line is no label":   {head + h1 + `<p>&nbsp;</p><p>Harbour Fees</p>` + prose, "", ""},
		"a bullet is no label":        {head + h1 + `<p>•</p><p>Harbour Fees</p>` + prose, "", ""},
		"a label far below":           {head + h1 + strings.Repeat(prose, 10) + `<h4>Author</h4><p>Ada Byron</p><p>Other Things</p>`, "Ada Byron", "text"},
		"several after a label":       {head + h1 + strings.Repeat(prose, 10) + `<h6>Author(s)</h6><ul><li>Ada Byron</li><li>Charles Babbage</li></ul><p>Other things of the harbour</p>`, "Ada Byron|Charles Babbage", "text"},
		"initials for a portrait":     {head + h1 + strings.Repeat(prose, 10) + `<div>Author</div><div>AB</div><div>Ada Byron</div>`, "Ada Byron", "text"},
		"all posts by one":            {head + h1 + strings.Repeat(prose, 10) + `<p>View all posts by Ada Byron</p>`, "Ada Byron", "text"},
		"far lines that differ":       {head + h1 + strings.Repeat(prose, 10) + `<p>Bridge closed</p><p>By Ada Byron</p><p>Fees go up</p><p>By Charles Babbage</p>`, "", ""},
		"a section beside the date":   {head + `<nav><a href="/health">Island Life</a></nav>` + h1 + `<p>Island Life | 5 June 2024</p>` + prose, "", ""},
		"a name beside the date":      {head + h1 + `<p>Ada Byron | 5 June 2024</p>` + prose, "Ada Byron", "dateline"},
		"somebody the story links to": {head + h1 + `<p>The new captain is <a href="/people/mary-somer">Mary Somer</a>, who was born on the island and sailed for years.</p>` + prose, "", ""},
		"somebody to ask":             {head + h1 + `<p>Contact: <a href="/people/mary-somer">Mary Somer</a></p>` + prose, "", ""},
		"another thing's picture":     {head + h1 + `<p>Harbour Fees</p><img alt="New Harbour Fees">` + prose, "", ""},
	} {
		m := Read(parse(t, c.page), nil, limits)
		got := flat(m).Authors
		if got != c.want || got != "" && m.Authors[0].Source != c.source {
			t.Errorf("%s: %q from %v, want %q from %q", name, got, m.Authors, c.want, c.source)
		}
	}
}

func TestTitles(t *testing.T) {
	for name, c := range map[string]struct{ page, url, want string }{
		"a kicker in the heading": {`<title>Die Fähre fährt wieder - Hafenbote</title></head><body><h1><span class="kicker">Nahverkehr</span> Die Fähre fährt wieder</h1>` + prose,
			"https://hafenbote.example/faehre", "Die Fähre fährt wieder"},
		"a kicker with a colon": {`<meta property="og:title" content="Die Fähre fährt wieder"><title>Nahverkehr: Die Fähre fährt wieder</title></head><body><h1><span>Nahverkehr: </span><span>Die Fähre fährt wieder</span></h1>` + prose,
			"", "Die Fähre fährt wieder"},
		"a date in the heading": {`<title>The ferry returns</title></head><body><h1><small>18 December 2025</small> The ferry returns</h1>` + prose, "", "The ferry returns"},
		"a heading like the address": {`<title>Harbour Herald - The heart of the sound</title></head><body><h1>The ferry returns to the island</h1>` + prose,
			"https://harbour-herald.example/t/the_ferry_returns_to_the_island/", "The ferry returns to the island"},
		"a heading unlike the address": {`<title>The heart of the sound</title></head><body><h1>The ferry returns to the island</h1>` + prose,
			"https://harbour-herald.example/t/bridges-of-all-times", "The heart of the sound"},
		"the blog's name as the heading": {`<title>Ropes and Knots: The ferry returns</title><meta property="og:title" content="The ferry returns"></head><body><h1>Ropes and Knots</h1><h3>The ferry returns</h3>` + prose,
			"", "The ferry returns"},
	} {
		var base *url.URL
		if c.url != "" {
			base, _ = url.Parse(c.url)
		}
		if m := Read(parse(t, `<html><head>`+c.page), base, limits); m.Title.Text != c.want {
			t.Errorf("%s: %q from %q, want %q", name, m.Title.Text, m.Title.Source, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	const head = `<html lang="en"><head><title>Ferry returns to the island</title>`
	const h1 = `</head><body><h1>Ferry returns to the island</h1>`
	for name, c := range map[string]struct{ page, published, modified string }{
		"visitor counter":           {head + h1 + prose + `<p>84 312 visitors since 1 January 1999</p>`, "", ""},
		"counter in an element":     {head + h1 + `<p class="date">Online since 1 January 1999</p>` + prose, "", ""},
		"in a sentence of the lead": {head + h1 + `<p>The old ferry was published on the list of wrecks on 3 May 2012, says the council.</p>` + prose, "", ""},
		"time in a sentence":        {head + h1 + `<p>The old ferry sank in the sound on <time datetime="2012-05-03">3 May 2012</time>.</p>` + prose, "", ""},
		"book first published":      {head + h1 + `<p>Her novel about the island was first published on 3 May 2012.</p>` + prose, "", ""},
		"sentence about itself": {head + h1 + prose + `<p>This article was first published on 3 May 2012 and has been brought up to date since.</p>`,
			"2012-05-03", ""},
		"today in the head of the page": {head + `</head><body><div>Wednesday, 5 June 2024</div><ul><li>News from all of the islands</li><li>The harbours of the sound and their boats</li><li>Opinion and letters</li></ul><h1>Ferry returns to the island</h1>` + prose, "", ""},
		"today in words":                {head + `</head><body><div>Today is 5 June 2024</div><h1>Ferry returns to the island</h1>` + prose, "", ""},
		"day of the week at the headline": {head + `</head><body><ul><li>News from all of the islands</li></ul><p>Wednesday, 5 June 2024</p><h1>Ferry returns to the island</h1>` + prose,
			"2024-06-05", ""},
		"last change far from the headline": {head + h1 + strings.Repeat(prose, 10) + `<p>Last updated 5 June 2024</p>`, "", "2024-06-05"},
		"published in a column of details": {head + h1 + strings.Repeat(prose, 10) + `<div class="sidebar"><h4>Published</h4><div class="date">5 June 2024</div></div>
<div class="list"><span class="date">7 June 2024</span><span class="date">8 June 2024</span></div>`, "2024-06-05", ""},
		"long byline": {head + h1 + strings.Repeat(prose, 8) + `<p class="byline-dates">Updated 5 June 2024</p>`, "2024-06-05", "2024-06-05"},
		"declared anew with each change": {head + `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry returns to the island","datePublished":"2024-06-20T10:00:00Z","dateModified":"2024-06-20T10:00:00Z"}</script>` + h1 +
			strings.Repeat(prose, 10) + `<p>Published <time datetime="2024-06-05">5 June</time></p>`, "2024-06-05", "2024-06-20T10:00:00Z"},
		"changed before it was published": {head + `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry returns to the island","datePublished":"2024-06-20","dateModified":"2024-06-20"}</script>` + h1 +
			`<p>Page updated: 5 June 2024</p>` + prose, "2024-06-05", "2024-06-20"},
		"the day alone, and elsewhere its time": {head + `<meta name="pubdate" content="2024-06-05"><meta name="date" content="2024-06-05T09:30:00+02:00">` + h1 + prose,
			"2024-06-05T09:30:00+02:00", ""},
		"the same moment on the site's clock": {head + `<meta property="article:published_time" content="2024-06-06T02:30:00Z">` + h1 +
			`<div class="date"><time datetime="2024-06-05T19:30:00-07:00">5 June 2024</time></div>` + prose, "2024-06-05T19:30:00-07:00", ""},
		"the site's clock from a comment": {head + `<meta property="article:published_time" content="2024-06-06T02:30:00Z">` + h1 + `<p class="date">5 June 2024</p>` + prose +
			`<div class="comments"><time datetime="2024-06-06T08:00:00-07:00">6 June</time></div>`, "2024-06-05T19:30:00-07:00", ""},
		"day and month as the page has them elsewhere": {head + `<meta name="dcterms.date" content="2024-06-05">` + h1 + `<p class="date">05/06/2024</p>` + prose, "2024-06-05", ""},
		"day and month as in other dates": {head + h1 + `<p class="date">05/06/2024</p>` + prose + `<ul class="related"><li>23/05/2024 Bridge closed</li></ul>`,
			"2024-06-05", ""},
		"month first in English": {head + h1 + `<p class="date">05/06/2024</p>` + prose, "2024-05-06", ""},
		"both in one element":    {head + h1 + `<p class="date">Published on 5 June 2024, 06:12 · Updated: 7 June 2024</p>` + prose, "2024-06-05", "2024-06-07"},
		"an unusual name":        {head + `<meta name="x-page-published-on" content="2024-06-05"><meta name="publisher-updated" content="2024-07-05">` + h1 + prose, "2024-06-05", ""},
		"JSON-LD in a meta tag": {head + `<meta name="script:ld+json" content="{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;Ferry returns to the island&quot;,&quot;datePublished&quot;:&quot;2024-06-05&quot;}">` + h1 + prose,
			"2024-06-05", ""},
		"only the web page's":            {head + `<script type="application/ld+json">{"@type":"WebPage","datePublished":"2024-06-05"}</script>` + h1 + prose, "2024-06-05", ""},
		"the web page's after a visible": {head + `<script type="application/ld+json">{"@type":"WebPage","datePublished":"2020-06-05"}</script>` + h1 + `<p>5 June 2024</p>` + prose, "2024-06-05", ""},
	} {
		m := Read(parse(t, c.page), nil, limits)
		if m.Published.Text != c.published || m.Modified.Text != c.modified {
			t.Errorf("%s: published %q, modified %q, want %q, %q", name, m.Published.Text, m.Modified.Text, c.published, c.modified)
		}
	}
	base, _ := url.Parse("https://harbour-herald.example/2024/june/05/ferry")
	if m := Read(parse(t, head+h1+`<p class="date">06/05/2024</p>`+prose), base, limits); m.Published.Text != "2024-06-05" {
		t.Errorf("date as in the address: %q", m.Published.Text)
	}
}

func TestReadSources(t *testing.T) {
	m := Read(parse(t, `<html lang="en"><head><meta name="author" content="Ada Byron"><meta property="og:title" content="Ferry returns"></head>
<body><h1>Ferry returns</h1><p>Published 16 May 2024</p></body></html>`), nil, limits)
	for _, c := range []struct{ field, got, want string }{
		{"title", m.Title.Source, "h1"}, {"author", m.Authors[0].Source, "meta:author"}, {"published", m.Published.Source, "text"}, {"language", m.Language.Source, "html:lang"},
	} {
		if c.got != c.want {
			t.Errorf("%s is from %q, want %q", c.field, c.got, c.want)
		}
	}
}

// TestReadDeterministic reads pages twice: maps must not decide anything.
func TestReadDeterministic(t *testing.T) {
	root := parse(t, `<html><head><script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#a"}},{"@id":"#a","name":"Ada Byron"},{"@id":"#a","name":"Mary Somer"}]}</script></head><body><h1>Ferry</h1></body></html>`)
	first := Read(root, nil, limits)
	for range 20 {
		if diff := cmp.Diff(first, Read(root, nil, limits), cmp.AllowUnexported(Meta{})); diff != "" {
			t.Fatal(diff)
		}
	}
	if len(first.Authors) != 1 || first.Authors[0].Text != "Ada Byron" {
		t.Errorf("authors %v", first.Authors)
	}
}

func BenchmarkRead(b *testing.B) {
	root := parse(b, `<html lang="en"><head><title>Ferry returns - Harbour Herald</title></head><body><nav class="site-menu">`+strings.Repeat(`<li class="menu-item"><a href="/island/news">Island news</a></li>`, 300)+
		`</nav><article class="post"><h1>Ferry returns</h1><p class="byline">By Ada Byron, 16 May 2024</p>`+strings.Repeat(prose, 100)+`</article><div class="related">`+
		strings.Repeat(`<div class="card"><h3>Bridge closed</h3><span class="date">3 June 2024</span></div>`, 200)+`</div></body></html>`)
	b.ReportAllocs()
	for b.Loop() {
		Read(root, nil, limits)
	}
}
