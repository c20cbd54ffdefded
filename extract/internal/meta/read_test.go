package meta

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

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
		m.Excerpt.Text, m.Image.Text, m.Section.Text, join(m.Tags), m.Kind.Text, m.Body.Text, m.Paywalled,
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
<meta property="article:section" content="Inseln"><meta property="article:tag" content="Fähre"><meta property="article:tag" content="Hafen">
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
		"addresses that lead nowhere": {
			`<html><head><title>Ferry returns</title><link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="/"><meta property="og:image" content="data:image/png;base64,AAAA"></head>
<body><h1>Ferry returns</h1><img src="/img/spacer.gif"><img data-src="/img/quay.jpg" src="data:image/gif;base64,R0"><p>x</p></body></html>`,
			got{Title: "Ferry returns", Published: "2024-05-17", Image: "https://harbour-herald.example/img/quay.jpg"},
		},
		"empty": {``, got{Published: "2024-05-17"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, flat(Read(parse(t, c.page), base))); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

func TestReadSources(t *testing.T) {
	m := Read(parse(t, `<html lang="en"><head><meta name="author" content="Ada Byron"><meta property="og:title" content="Ferry returns"></head>
<body><h1>Ferry returns</h1><p>Published 16 May 2024</p></body></html>`), nil)
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
	first := Read(root, nil)
	for range 20 {
		if diff := cmp.Diff(first, Read(root, nil), cmp.AllowUnexported(Meta{})); diff != "" {
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
		Read(root, nil)
	}
}
