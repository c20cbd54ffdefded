package rule

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/antchfx/htmlquery"
	"github.com/antchfx/xpath"
	"golang.org/x/net/html"
)

// xpathPages are searched with each expression and with its translation.
var xpathPages = []string{
	`<html><head><meta name="author" content="Ada"><meta property="og:x" content="y"></head><body>
<div id="main" class="story  wide"><h1>Title</h1><p class="lead">One <a href="http://x.org/1">link</a></p><p>Two</p><p class="by">By Ada</p></div>
<div class="storyline"><p>Three</p><div class="share"><ul><li>a</li><li class="last">b</li><li>c</li></ul></div></div>
<div id="foot" class="share bottom"><img src="/ads/1.png"><img src="/x.png" alt=""><span>Subscribe</span></div></body></html>`,
	`<html><body><div><div class="story"><div><p>a</p><p>b</p><p>c</p></div><p>d</p></div></div>
<h2>Read</h2><ul class="by"><li class="x">1<li>2</ul><p>After</p><h2>More</h2><div><h2>In</h2></div>
<table><tr><td class="story">x<td>y</table><a rel="author" href="/ada">Ada</a><a href="/b">b</a></body></html>`,
}

func TestTranslateXPath(t *testing.T) {
	tests := []struct{ xpath, css string }{
		{`//div`, `div`},
		{`//div[@id="main"]`, `div[id="main"]`},
		{`//*[@class='story']`, `[class="story"]`},
		{`//div[contains(@class, 'story')]`, `div[class*="story"]`},
		{`//a[starts-with(@href,'http')]`, `a[href^="http"]`},
		{`//div[contains(concat(' ',normalize-space(@class),' '),' story ')]/p`, `div[class~="story"] > p`},
		{`//div[@class and not(@id)]//p`, `div[class]:not([id]) p`},
		{`//p[@class='by' or @class='lead']`, `p[class="by"], p[class="lead"]`},
		{`//div[@id='main' or contains(@class,'share')]/p[not(@class='by' or @class='lead')]`, `div[id="main"] > p:not([class="by"]):not([class="lead"]), div[class*="share"] > p:not([class="by"]):not([class="lead"])`},
		{`//h1 | //h2`, `h1, h2`},
		{`/html/body/div[2]`, `html > body > div:nth-of-type(2)`},
		{`//ul/li[last()]`, `ul > li:last-of-type`},
		{`//ul/*[1]`, `ul > :nth-child(1)`},
		{`//li[position()<3]`, `li:nth-of-type(-n+2)`},
		{`//li[position()>1]`, `li:nth-of-type(n+2)`},
		{`//li[1][@class]`, `li:nth-of-type(1)[class]`},
		{`//div[p]`, `div:haschild(p)`},
		{`//div[.//img]`, `div:has(img)`},
		{`//p[a/@href]`, `p:haschild(a[href])`},
		{`//p[@class='lead']/..`, `:haschild(p[class="lead"])`},
		{`//div/p[@class='lead']/..`, `div:haschild(p[class="lead"])`},
		{`//li[@class='last']/ancestor::div`, `div:has(li[class="last"])`},
		{`//p[@class='lead']/parent::div`, `div:haschild(p[class="lead"])`},
		{`//h2/following-sibling::ul`, `h2 ~ ul`},
		{`//h2/following-sibling::*[1]`, `h2 + *`},
		{`//div/descendant::li`, `div li`},
		{`//img[@alt!='x']`, `img[alt]:not([alt="x"])`},
		{`//img[contains(@src, "/ads/")]`, `img[src*="/ads/"]`},
		{`.//span[contains(., 'Subscribe')]`, `span:contains("Subscribe")`},
		{`//*[self::h1]`, `h1`},
		{`//*[self::h1 or self::h2]`, `h1, h2`},
		{`//h2/following-sibling::*[1][self::ul and @class='by']`, `h2 + ul[class="by"]`},
		{`//li[not(self::li)] | //h1`, `li:not(li), h1`},
		{`//div[@class='storyline']/self::div`, `div[class="storyline"]`},
		{`//div/self::div[@id='main']`, `div[id="main"]`},
	}
	for _, tt := range tests {
		got, err := translateXPath(tt.xpath)
		if err != nil {
			t.Errorf("%s: %v", tt.xpath, err)
			continue
		}
		if got.css != tt.css {
			t.Errorf("%s: %s, want %s", tt.xpath, got.css, tt.css)
		}
		sameNodes(t, tt.xpath, got.css)
	}
}

// sameNodes compares what an expression and a selector find on all pages.
func sameNodes(t *testing.T, xpath, css string) {
	t.Helper()
	hits := 0
	for i, page := range xpathPages {
		root := parse(t, page)
		want, err := htmlquery.QueryAll(root, xpath)
		if err != nil {
			t.Fatalf("%s: %v", xpath, err)
		}
		set := map[*html.Node]bool{}
		for _, n := range want {
			set[n] = true
		}
		got := cascadia.QueryAll(root, cascadia.MustCompile(css))
		hits += len(got)
		for _, n := range got {
			if !set[n] {
				t.Errorf("page %d: %s finds <%s> that %s does not", i, css, n.Data, xpath)
			}
		}
		if len(got) != len(set) {
			t.Errorf("page %d: %s finds %d, %s finds %d", i, css, len(got), xpath, len(set))
		}
	}
	if hits == 0 {
		t.Errorf("%s finds nothing on any page, so the test says nothing", xpath)
	}
}

func TestTranslateXPathParts(t *testing.T) {
	tests := []struct {
		xpath string
		want  translation
	}{
		{`//meta[@name='author']/@content`, translation{css: `meta[name="author"]`, attr: "content"}},
		{`(//p)[2]`, translation{css: "p", nth: 2}},
		{`(//div[@class='a']/p)[last()]`, translation{css: `div[class="a"] > p`, nth: -1}},
		{`( //p ) [ 2 ]`, translation{css: "p", nth: 2}},
		{`normalize-space(//h1)`, translation{css: "h1", nth: 1, text: true}},
		{`string(//p/@class)`, translation{css: "p", attr: "class", nth: 1, text: true}},
		{`substring-before(//h1, ' |')`, translation{css: "h1", nth: 1, text: true, regex: `(?s)^(.*?) \|`}},
		{`//*[@id='x']/../p`, translation{css: `:haschild([id="x"]) > p`, note: "it does not go down again from above <html>"}},
		{`//p[contains(.,'x')]`, translation{css: `p:contains("x")`, note: ":contains does not regard letter case, as XPath does"}},
	}
	for _, tt := range tests {
		got, err := translateXPath(tt.xpath)
		if err != nil || got != tt.want {
			t.Errorf("%s: %+v %v, want %+v", tt.xpath, got, err, tt.want)
		}
	}
}

// TestTranslateXPathStrings compares what string functions make with what the
// rule reads.
func TestTranslateXPathStrings(t *testing.T) {
	const page = `<h1>The mill | Courier | x</h1><p class="by">By: Ada | Moss (12) (13)</p><p>Two</p><a title="a: b: c">link</a>`
	root := parse(t, page)
	for _, expr := range []string{
		`string(//h1)`, `normalize-space(//p)`, `string((//p)[2])`, `string(//a/@title)`,
		`substring-after(//p[@class='by'], 'By: ')`, `substring-after(//h1, '|')`, `substring-after(//h1, 'none')`,
		`substring-before(//h1, ' |')`, `substring-before(//h1, 'The')`, `substring-before(//h1, 'none')`,
		`substring-before(substring-after(//p, '('), ')')`, `substring-before(substring-after(//p, '(1'), 'none')`,
		`substring-after(substring-after(//a/@title, ': '), ': ')`, `substring-before(substring-before(//h1, 'r'), '|')`,
		`normalize-space(substring-after(//h1, '|'))`, `substring-before(string(//h1), ' |')`,
	} {
		got, err := translateXPath(expr)
		if err != nil {
			if strings.Contains(err.Error(), "nesting") {
				continue // refused is right as well
			}
			t.Errorf("%s: %v", expr, err)
			continue
		}
		value := xpath.MustCompile(expr).Evaluate(htmlquery.CreateXPathNavigator(root))
		want := strings.Join(strings.Fields(value.(string)), " ")
		q := newQuery()
		if _, err := q.add(got.css); err != nil {
			t.Fatal(err)
		}
		found, _ := q.match(root)
		src := reading{directive: directive{source: got.css, nth: got.nth}, attr: got.attr}
		if got.regex != "" {
			src.regex = regexp.MustCompile(got.regex)
		}
		f := field{sources: []reading{src}}
		if read := strings.Join(f.read(found), "|"); read != want {
			t.Errorf("%s: the rule reads %q, XPath %q", expr, read, want)
		}
	}
}

func TestUntranslatable(t *testing.T) {
	tests := []struct{ xpath, want string }{
		{`//h1/text()`, "text() selects text, not elements"},
		{`substring-after(h1, ':')`, "the path is relative"},
		{`substring-after(//h1, //h2)`, "the text to cut at is not a plain string"},
		{`substring-after(//h1, '')`, "the text to cut at is not a plain string"},
		{`substring-after(substring-before(//h1, 'a'), 'b')`, "this nesting of functions has no counterpart"},
		{`concat('a', //h1)`, "concat() has no counterpart"},
		{`string(//h1, 'a')`, `"," is not understood`},
		{`//p[self::div or self::ul]`, "an element of two names does not exist"},
		{`//p/self::div`, "self::div after another element finds nothing"},
		{`//p/self::p[1]`, "a position on the axis self has no CSS form"},
		{`//*[self::]`, `"]" is not the name of an element`},
		{`//p[preceding-sibling::h2]`, "the axis preceding-sibling has no CSS form"},
		{`//p/preceding::div`, "the axis preceding has no CSS form"},
		{`//div[@class='a'][2]`, "a position among those that another condition leaves has no CSS form"},
		{`//h2/following-sibling::p[1]`, "a position among following siblings has no CSS form"},
		{`//a/ancestor::div[1]`, "a position or alternative on the axis ancestor has no CSS form"},
		{`//div//a/b/..`, "a way up from a long path has no CSS form"},
		{`//p[string-length(.) > 3]`, `the condition "string-length" has no CSS form`},
		{`//p[contains(text(), 'x')]`, "contains of this has no CSS form"},
		{`//p[contains(translate(@class,'A','a'), 'x')]`, "contains of this has no CSS form"},
		{`//p[@class='x]`, "a quote is not closed"},
		{`//p[last()-1]`, "counting from last() has no form here"},
		{`//p[position()=last()]`, "position() is compared with something else than a number"},
		{`div`, "the path is relative"},
		{`/div`, "a path from the page's root begins with html"},
		{`//@content`, "the attribute belongs to no element"},
		{`//p[`, "a condition is not closed"},
		{`//`, `"" is not the name of an element`},
		{``, "the path is relative"},
		{`//p` + strings.Repeat("[a or b]", 200), "more than 100 alternatives"},
		{strings.Repeat("//p[a or b]", 150), "more than 100 alternatives"},
		{`//p[` + strings.Repeat("(", 3000), "the expression is longer than 2000 characters"},
		{`//DIV`, `"DIV" is not the name of an element`},
		{`//p[@Class]`, `"Class" is not the name of an attribute`},
		{`//p]`, `"]" is not understood`},
	}
	for _, tt := range tests {
		got, err := translateXPath(tt.xpath)
		if fmt.Sprint(err) != tt.want {
			t.Errorf("%s: %+v, %v, want %s", tt.xpath, got, err, tt.want)
		}
	}
}

// FuzzTranslateXPath makes sure that whatever is translated finds what the
// expression itself finds.
func FuzzTranslateXPath(f *testing.F) {
	for _, s := range []string{`//div[@id="main"]/p[2]`, `//p[contains(@class,'x') or not(a)]/..`, `//h2/following-sibling::*[1]`, `(//p)[last()]`, `//li/ancestor::div[@class]`} {
		f.Add(s)
	}
	root := parse(f, xpathPages[0])
	f.Fuzz(func(t *testing.T, s string) {
		got, err := translateXPath(s)
		if err != nil || got.nth != 0 || got.attr != "" || got.note != "" {
			return
		}
		want, err := htmlquery.QueryAll(root, s)
		if err != nil {
			return
		}
		set := map[*html.Node]bool{}
		for _, n := range want {
			if n.Type == html.ElementNode { // no selector finds the document
				set[n] = true
			}
		}
		if n := len(cascadia.QueryAll(root, cascadia.MustCompile(got.css))); n != len(set) {
			t.Errorf("%q finds %d, %q finds %d", s, len(set), got.css, n)
		}
	})
}
