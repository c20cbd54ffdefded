// Package shapes makes pages of any size that try to cost a reader more than
// their size should. Tests hold every stage against them, and benchmarks show
// that time grows with size and no faster.
package shapes

import (
	"fmt"
	"strings"
)

// Shape is one way to make a page.
type Shape struct {
	Name string
	Page func(n int) string // a page of about n bytes
}

// Markup returns shapes of tags, attributes and text that parsers choke on.
func Markup() []Shape {
	return []Shape{
		{"div", nested("<div>")},
		{"b", nested("<b>")},
		{"a", nested("<a href=x>")},
		{"a-div", nested("<a href=x><div>")},
		{"table", nested("<table><tr><td>")},
		{"table-only", nested("<table>")},
		{"font", nested("<font size=1>")},
		{"p-button", nested("<p><button>")},
		{"svg", nested("<svg><g>")},
		{"select", nested("<select><option>")},
		{"form", nested("<form><div></form>")},
		{"blockquote-li", nested("<blockquote><ul><li>x")},
		{"siblings", nested("<p>word</p>")},
		{"open-p", nested("<p>word")},
		{"open-li", nested("<li>word")},
		{"font-blow-up", after("<font size=%d>", "</div><div>x")},
		{"font-p-blow-up", after("<p><font size=%d></p>", "<p>x")},
		{"b-svg-blow-up", counted("<div><b id=%d><svg><desc><p></svg></b></desc></svg></div>x")},
		{"b-nine-divs", counted("<b id=%d>" + strings.Repeat("<div>", 9) + "</b>" + strings.Repeat("</div>", 9))},
		{"b-in-cell", counted("<table><tr><td><b id=%d></td></tr></table>")},
		{"b-across-cell", counted("<b id=%d><table><tr><td></b></table><p>x")},
		{"misnested", counted("<b id=%d><i><p></b></i></p>x")},
		{"foreign-style", counted("<svg><foreignObject><style><a title='</style><font size=%d>'></svg><p>x</p>")},
		{"html-attributes", counted("<html a%d=1>")},
		{"body-attributes", counted("<body a%d=1>")},
		{"attributes", around("<p ", "a%d=1 ", ">x")},
		{"same-attributes", nested("<b " + strings.Repeat("a=1 ", 50) + ">x")},
		{"text", nested("word ")},
		{"entities", nested("&amp;&#x41;&notin;")},
		{"open-entities", nested("&")},
		{"comments", nested("<!-- x -->")},
		{"open-comments", nested("<!-- x ")},
		{"bang-comments", nested("<!--x--!>")},
		{"title", nested("<title>")},
		{"title-meta", func(n int) string { return nested("<title>")(n-200) + strings.Repeat(" ", 100) + "<meta></title>" }},
		{"script", nested("<script>")},
		{"script-hidden", nested("<script><!--<script></script>")},
		{"textarea", nested("<textarea>")},
		{"noscript", nested("<noscript>x")},
		{"style", nested("<style>x{}")},
		{"cdata", nested("<svg><![CDATA[")},
		{"quotes", nested(`<a b=">`)},
		{"ticks", nested(`<a b='"'c=">'>`)},
		{"angles", nested("<")},
		{"open-tags", nested("<a<a ")},
		{"end-tags", nested("</div>")},
		{"end-tags-unmatched", func(n int) string { return nested("<div>")(n/2) + nested("</span>")(n/2) }},
		{"frames", nested("<frameset><frame>")},
		{"noframes", nested("<noframes><p>")},
		{"class-names", counted(`<p class="c%d d e f g h i j">x`)},
		{"srcset", around(`<p><img srcset="`, "/i%d.png 2x, ", `">`)},
		{"json-ld", around(`<script type="application/ld+json">`, `{"a%d":[`, "</script><p>x")},
		{"newlines", nested("\r\n")},
		{"plain-lines", nested("a line of a text that is plain and goes on\n")},
		{"template", nested("<template><div>")},
		{"rt", nested("<rt>")},
		{"bytes", nested("<p>\xe9\xf2\xff\x81 ")},
		{"double-encoded", nested("<p>Ã©tÃ© Ã ")},
		{"surrogates", nested("\xed\xa0\xbd\xed\xb8\x80\xed\xa0\xbd ")},
		{"nuls", nested("<\x00p\x00>\x00a\x00")},
		{"h1", nested("<h1><b>")},
	}
}

// prose is a sentence that is taken for a story's.
const prose = "The mill on the Arn has ground flour since the flood, and it ground flour again on Monday, when the new wheel was let into the water. "

// Stories returns shapes of what a story can hold, each inside of one, so that
// the later stages and the renderers are held against them.
func Stories() []Shape {
	var all []Shape
	for _, s := range append(bodies(), values()...) {
		all = append(all, Shape{s.Name, func(n int) string {
			return "<title>The mill grinds again</title><article><h1>The mill grinds again</h1><p>" + prose + prose + "</p>" +
				s.Page(n) + "<p>" + prose + prose + "</p></article>"
		}})
	}
	return append(all, heads()...)
}

// bodies are elements of a story.
func bodies() []Shape {
	return []Shape{
		{"paragraphs", nested("<p>" + prose + "</p>")},
		{"one-paragraph", around("<p>", prose, "</p>")},
		{"emphasis", nested("<b>a <i>b</i></b> ")},
		{"deep-emphasis", nested("<b><i><del>x ")},
		{"adjacent-emphasis", nested("<b>a</b><i>b</i>")},
		{"deep-lists", nested("<ul><li>item ")},
		{"deep-ordered", nested("<ol><li><p>item ")},
		{"deep-quotes", nested("<blockquote><p>said ")},
		{"items", around("<ul>", "<li>item %d", "</ul>")},
		{"empty-items", around("<ul>", "<li><img src=/%d.jpg alt=a>", "<li>x</ul>")},
		{"definitions", around("<dl>", "<dt>t%d<dd>d", "</dl>")},
		{"rows", around("<table>", "<tr><td>cell %d<td>b", "</table>")},
		{"columns", around("<table><tr>", "<td>c%d", "<tr><td>x</table>")},
		{"spans", around("<table><tr><td colspan=1000 rowspan=65534>a", "<tr><td colspan=1000 rowspan=65534>c%d", "</table>")},
		{"spans-in-row", around("<table><tr><th>a<th>b<tr>", "<td rowspan=65534>c%d", "</table>")},
		{"tables", nested("<table><tr><th>a<th>b<tr><td>c<td>d</table>")},
		{"tables-in-cells", nested("<table><tr><td>a<td>")},
		{"codes", nested("<code>a</code> ")},
		{"ticks", around("<p>", "` ``", "<code>```</code></p>")},
		{"pre", around("<pre>", "line %d of a program {\n", "</pre>")},
		{"gutters", around("<pre>", "<span class=line-number>%d</span>x = 1\n", "</pre>")},
		{"line-breaks", nested("verse of a poem<br>")},
		{"links", nested(`<p>see <a href="/x">the mill</a> and the river`)},
		{"footnotes", func(n int) string {
			return counted(`<p>word<sup><a href="#fn%d">1</a></sup>`)(n/2) + around("<ol>", `<li id="fn%d">note</li>`, "</ol>")(n/2)
		}},
		{"footnote-one", around("<p>", `a<sup><a href="#fn1">1</a></sup>`, `<ol><li id=fn1>note</ol>`)},
		{"footnote-lists", counted(`<p>a<sup><a href="#fn%[1]d">1</a></sup><ol><li id="fn%[1]d">note</ol>`)},
		{"figures", counted(`<figure><img src="/%d.jpg" alt=mill><figcaption>The mill</figcaption></figure>`)},
		{"deep-figures", nested("<figure><figcaption>a")},
		{"embeds", counted(`<iframe src="https://www.youtube.com/embed/a%d"></iframe>`)},
		{"formulas", nested(`<p>\(x^2\) and $$y$$ `)},
		{"mathml", nested("<math><mfrac><mi>x</mi><msup><mi>y</mi><mn>2</mn></msup></mfrac></math>")},
		{"deep-mathml", around("<math>", "<msqrt><mi>x</mi>", "</math>")},
		{"mathjax", nested("<span class=MathJax></span>")},
		{"deep-katex", nested("<span class=katex>x")},
		{"deep-tex", counted("<span data-tex=a%d>x")},
		{"deep-gutters", nested("<div class=gutter>1")},
		{"deep-tweets", nested("<blockquote class=twitter-tweet>")},
		{"captions", nested("<div class=wp-caption><img src=/a.jpg alt=a><p class=wp-caption-text>mill</div>")},
		{"deep-pictures", nested("<picture><noscript><img src=/a.jpg></noscript>")},
		{"noscripts", nested("<noscript><img src=/a.jpg></noscript><!-- a -->")},
		{"unknown", nested("<x-a></x-a><!-- a --><x-b>b</x-b>")},
		{"ruby", nested("<ruby>語<rt>go</rt></ruby>")},
		{"headings", nested("<h2>Part</h2><p>word ")},
		{"headings-alone", nested("<h2>Part</h2>")},
		{"details", nested("<details><summary>a</summary>b")},
		{"hidden", nested("<div style='display:none'>a</div>b")},
		{"inline-blocks", nested("<span><div>a</div></span>")},
		{"spaces", nested("<p> &nbsp; &#x200b; ")},
		{"underscores", around("<p>", "_", "</p>")},
		{"stars", around("<p>", "* a", "</p>")},
		{"brackets", around("<p>", "[](", "</p>")},
		{"comment-texts", around("<p>", "1<!-- -->. <!-- -->", "</p>")},
		{"comment-section", counted(`<div class="comment" id="comment-%d"><p class=author>Ida</p><p>I saw the mill and it was good.</p></div>`)},
		{"teasers", counted(`<div class=teaser><h3><a href="/%d">Another story</a></h3><p>Two lines of it.</p></div>`)},
		{"dates", nested("<p>12 March 1 2 3 2024 1/2/3 4.5.6 ")},
		{"times", counted(`<time datetime="2024-01-02T03:04:%02dZ">x</time>`)},
		{"bylines", nested(`<p class=byline>By By By Ida By Solheim and and `)},
		{"authors", counted(`<a rel=author href="/author/a%d">Ida %[1]d</a>, `)},
		{"entities", nested("&amp;&eacute;&#8217; ")},
		{"rtl", nested("<p dir=rtl>שלום <bdo dir=ltr>abc</bdo>")},
		{"han", nested("磨坊又开始磨面粉了")},
		{"soft-hyphens", around("<p>", "a\u00ad", "</p>")},
		{"combining", around("<p>a", "\u0301", "</p>")},
	}
}

// values are long texts and attributes in a story.
func values() []Shape {
	return []Shape{
		{"long-word", around("<p>", "wordwordword", "</p>")},
		{"long-dashes", around("<p>", "-", "</p>")},
		{"long-dots", around("<p>", ". ", "</p>")},
		{"long-digits", around("<p>", "1234567890", "</p>")},
		{"long-href", around(`<p><a href="/`, "abc/../", `">the mill</a>`)},
		{"parent-steps", func(n int) string {
			return `<p><a href="/` + nested("a/")(n/2) + nested("../")(n/2) + `">the mill</a>`
		}},
		{"parent-links", nested(`<a href="/` + strings.Repeat("a/", 1000) + strings.Repeat("../", 1000) + `">a</a> `)},
		{"link-around", func(n int) string {
			return `<a href="/` + nested("a")(min(n/2, 8000)) + `">` + nested("<p>x")(n/2) + "</a>"
		}},
		{"title-around", func(n int) string {
			return `<abbr title="` + nested("a")(n/2) + `">` + nested("<p>x")(n/2) + "</abbr>"
		}},
		{"long-spans", func(n int) string {
			row := "<table><tr><th rowspan=100>" + nested("word ")(1900) + "<th>a" + strings.Repeat("<tr><td>x", 99) + "</table>"
			return nested(row)(n)
		}},
		{"long-query", around(`<p><a href="/?`, "utm_a%d=b&", `">the mill</a>`)},
		{"long-alt", around(`<p><img src="/a.jpg" alt="`, "a mill ", `">`)},
		{"long-class", around(`<p class="`, "c%d ", `">`+prose)},
		{"long-style", around(`<p style="`, "a%d:b;", `">`+prose)},
		{"long-id", around(`<p id="`, "share-", `">`+prose)},
		{"data-image", around(`<p><img src="data:image/png;base64,`, "iVBORw0KGgo", `" alt=mill>`)},
		{"data-images", nested(`<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/i.jpg" alt=mill>`)},
		{"srcset", around(`<p><img alt=mill srcset="`, "/i%d.jpg %[1]dw, ", `">`)},
		{"srcset-commas", around(`<p><img alt=mill srcset="`, ",", `">`)},
		{"pictures", counted(`<picture><source srcset="/i%d.webp 1x"><img src=/a.jpg alt=mill></picture>`)},
		{"inline-style", around("<style>", ".c%d{color:red}", "</style>")},
		{"inline-script", around("<script>", `var a%d={"b":[1,2]};`, "</script>")},
	}
}

// heads are pages whose metadata, data or address are the trap.
func heads() []Shape {
	body := "<article><p>" + prose + prose + prose + "</p></article>"
	head := func(open, unit, end string) func(int) string {
		return func(n int) string { return around(open, unit, end)(n) + body }
	}
	return []Shape{
		{"title-parts", head("<title>", "The mill - ", "</title>")},
		{"title-bars", head("<title>", "| ", "</title>")},
		{"metas", head("", `<meta property="og:title" content="The mill %d">`, "")},
		{"keywords", head(`<meta name=keywords content="`, "k%d, ", `">`)},
		{"description", head(`<meta name=description content="`, "&amp;lt;b&amp;gt;", `">`)},
		{"canonicals", head("", `<link rel=canonical href="https://example.com/%d">`, "")},
		{"base", head(`<base href="https://example.com/`, "a/../", `">`+strings.Repeat(`<a href="../x">a</a>`, 50))},
		{"base-links", func(n int) string {
			return `<base href="https://example.com/` + nested("a")(n/2) + `/">` + body + nested("<a href=x>word</a> ")(n/2)
		}},
		{"canonical-links", func(n int) string {
			return `<link rel=canonical href="https://example.com/` + nested("a")(n/2) + `/">` + body + nested("<a href=x>word</a> ")(n/2)
		}},
		{"bases", head("", `<base href="https://example.com/%d/">`, "")},
		{"ld-graph", head(`<script type="application/ld+json">{"@graph":[`, `{"@type":"NewsArticle","@id":"#%d","headline":"The mill","author":{"@id":"#a%[1]d"}},`, "]}</script>")},
		{"ld-authors", head(`<script type="application/ld+json">{"@type":"NewsArticle","author":[`, `{"@type":"Person","name":"Ida S%d"},`, "]}</script>")},
		{"ld-keys", head(`<script type="application/ld+json">{"@type":"NewsArticle"`, `,"k%d":1`, "}</script>")},
		{"ld-quotes", head(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"`, `a "b" `, `"}</script>`)},
		{"ld-spaces", head(`<script type="application/ld+json">{"headline":"`, `"  x`, `"}</script>`)},
		{"ld-escapes", head(`<script type="application/ld+json">{"articleBody":"`, `\u00e9\n<p>`, `"}</script>`)},
		{"ld-scripts", head("", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"The mill %d"}</script>`, "")},
		{"ld-references", head(`<script type="application/ld+json">[`, `{"@id":"#a","author":{"@id":"#a"}},`, "]</script>")},
		{"ld-lists", head(`<script type="application/ld+json">`, "[", "</script>")},
		{"microdata", head("", `<div itemscope itemtype="https://schema.org/Article"><span itemprop="name headline">Mill %d</span>`, "")},
		{"state", func(n int) string {
			return around(`<title>Mill</title><div id=app></div><script>window.__STATE__={"posts":[`, `{"id":%d,"body":"The mill grinds."},`, "]}</script>")(n)
		}},
		{"deep-state", around(`<title>Mill</title><div id=app></div><script id=__NEXT_DATA__ type=application/json>`, `{"a":[`, "</script>")},
		{"state-comments", around("<title>Mill</title><div id=app></div><script>", "__DATA__=JSON.parse(/*", "</script>")},
		{"scripts", func(n int) string { return "<title>Mill</title>" + counted(`<script>var a={"b%d":"`)(n) }},
		{"json-strings", around(`<title>Mill</title><script type=application/json>{"a":"`, `{\"b\":\"c\"}`, `"}</script>`)},
		{"plain-list", nested("* an item of a list\n")},
		{"plain-paragraphs", nested(prose + "\n\n")},
		{"plain-word", nested("wordword")},
		{"plain-numbers", nested("1. 2) 3 ")},
	}
}

// nested repeats unit.
func nested(unit string) func(int) string {
	return func(n int) string { return strings.Repeat(unit, max(n, 0)/len(unit)) }
}

// counted repeats format with a number that grows, if it has a place for one.
func counted(format string) func(int) string {
	if !strings.Contains(format, "%") {
		return nested(format)
	}
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
}

// around puts counted units between open and end.
func around(open, format, end string) func(int) string {
	return func(n int) string { return open + counted(format)(n-len(open)-len(end)) + end }
}

// after repeats unit after up to 300 elements that stay open.
func after(open, unit string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		for i := range min(n/40, 300) {
			fmt.Fprintf(&b, open, i)
		}
		return b.String() + nested(unit)(n-b.Len())
	}
}
