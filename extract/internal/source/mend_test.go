package source

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Every page of testdata/hostile has its story where a reader sees it, and
// comes with a headline of its own.
func TestHostilePages(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/hostile/*html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		p, err := read(string(data), Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		story := false
		for n := range p.Root.Descendants() {
			if n.Type == html.ElementNode && n.Data == "p" && n.FirstChild != nil && n.FirstChild.Data == "The story goes on." {
				story = true
				for up := n; up != nil; up = up.Parent {
					switch up.Data {
					case "noscript", "textarea", "iframe", "title", "a", "svg":
						t.Errorf("%s: the story is inside <%s>", name, up.Data)
					}
				}
			}
		}
		if !story {
			t.Errorf("%s: no story in %s", name, rendered(p.Root))
		}
	}
}

func rendered(n *html.Node) string {
	var b bytes.Buffer
	html.Render(&b, n)
	return b.String()
}

func TestMend(t *testing.T) {
	const xml = `<?xml version="1.0"?>`
	side := strings.Repeat("tide ", 70)
	for _, test := range []struct{ name, page, want string }{
		{"nothing", `<p class="a>b">x<br/>y</p><!-- a -- > --><a href='<b>'>z</a>`, ""},
		{"unclosed p and li", `<ul><li>a<li>b<p>c<p>d</ul>`, ""},
		{"title with a tag", `<title>The <b> tag</title><p>x`, ""},
		{"script with markup", `<script>document.write("<body><p>x</p>")</script><p>y`, ""},
		{"hidden script", `<script><!-- document.write("<script></script>") --></script><p>y`, ""},
		{"open title", `<title>A</b><p>x`, `<title>A</title></b><p>x`},
		{"open title, later one", `<title>A<meta name=x><p>x<svg><title>B</title></svg>`, `<title>A</title><meta name=x><p>x<svg><title>B</title></svg>`},
		{"open comment", `<p>a<!-- b><p>c`, `<p>a<p>c`},
		{"open value", `<p><a href="x>y</a><p>z`, `<p><a>y</a><p>z`},
		{"open value of an end tag", `<p>x</p a="b>y`, `<p>x</p>y`},
		{"xml raw", xml + `<title/><p>x`, xml + `<title/></title><p>x`},
		{"xml empty", xml + `<div class="a"/><p/>x<br/><a name="b"/>`, xml + `<div class="a"/></div><p/></p>x<br/><a name="b"/></a>`},
		{"html empty", `<div class="a"/>x`, ""},
		{"xml in svg", xml + `<svg><path/><g/></svg>`, xml + `<svg><path/><g/></svg>`},
		{"cdata", xml + `<p><![CDATA[a < b & c]]></p>`, xml + `<p>a &lt; b &amp; c</p>`},
		{"cdata in html", `<p><![CDATA[a]]></p>`, ""},
		{"prefix", xml + `<x:html><x:p>a</x:p><y:p>b</y:p></x:html>`, xml + `<html><p>a</p><y:p>b</y:p></html>`},
		{"frames", `<frameset><frame src=a><noframes><p>x</noframes></frameset>`, `<p>x`},
		{"story in noscript, sidebar", `<p>` + side + `</p><noscript><p>` + side + side + `</p></noscript>`, `<p>` + side + `</p><p>` + side + side + `</p></noscript>`},
		{"shorter story in noscript", `<p>` + side + side + `</p><noscript><p>` + side + side + `</p></noscript>`, ""},
		{"story after a style in noscript", `<p>` + side + `</p><noscript><style>a{}</b></STYLE><p>` + side + side + `</p></noscript>`, `<p>` + side + `</p><style>a{}</b></STYLE><p>` + side + side + `</p></noscript>`},
		{"styles in noscript", `<p>` + side + `</p><noscript><style>` + side + side + side + `</style><script>` + side + `</script></noscript>`, ""},
		{"svg style", `<svg><style>a<b</style><path></svg>x`, `<svg><path></svg>x`},
	} {
		data := []byte(test.page)
		m, err := mend(newClock(t.Context(), DefaultTime), data, Limits{}.withDefaults(), mode{xml: xmlDocument(data, "")})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		want := test.want
		if want == "" {
			want = test.page
		}
		if got := string(m.apply()); got != want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, want)
		}
	}
}

// The lexer finds tags where the parser's tokenizer finds them.
func TestLexerAgreesWithTokenizer(t *testing.T) {
	for _, page := range []string{
		`<p a=b/>x<br a/><i a="/"/><b a=/ c>`, `<a =x y= z>t<c/d>e`, `<p a='x'"b>c">d`, `<!--a--!>b<!-->c<!--->d<!----!>e<!--x-->f`,
		`<!doctype html><!x>a<?y z>b</ c>d</>e<1>f< g>`, `<a b=c"d'e>x`, `<a b = "c" d = e>`, "<a\fb\n=\t'c'\r>x", `<A HREF=X>y</A >z`,
		`<script>a</scriptb></script c>d`, `<style>a</style/>b`, `<p a=">" b='>'>`, `<x-y:z.w>q`,
		`<a b=1 B=/>`, `<a b=1 c=/>`, `<a b=/ b=/>`, `<a @=1 ` + "`" + `=/>`, `<a =b =b=/>`, `<a b=1 =b=/>`, `<a b b=/ c/>`,
	} {
		checkLexer(t, page)
	}
}

// scriptComments are scripts with comments, which hide tags by rules of their own.
var scriptComments = []string{
	`<script><!-- <script></script> --></script><p>`,
	`<script><!-- <<script></script> --></script>`,
	`<script><!-- <script></script> <!-- <script></script> --></script>`,
	`<script><!--<script>--></script></script>`,
}

// Whatever up to four pieces follow the start of a script's comment, or a tag in it.
func TestLexerAgreesOnScripts(t *testing.T) {
	for _, page := range scriptComments {
		checkLexer(t, page)
	}
	pieces := []string{"<", "/", "!", "-", "--", ">", "<script>", "</script>", "x"}
	for _, start := range []string{"<!--", "<!--<script>"} {
		var try func(text string, more int)
		try = func(text string, more int) {
			checkLexer(t, "<script>"+text+"</script>--></script><p>")
			for _, piece := range pieces {
				if more > 0 {
					try(text+piece, more-1)
				}
			}
		}
		try(start, 4)
	}
}

// checkLexer compares the tags that mender and tokenizer see in a page that
// needs no mending.
func checkLexer(t *testing.T, page string) {
	t.Helper()
	var got, want []string
	l := newLexer([]byte(page))
	m := &mender{lexer: l, limits: Limits{}.withDefaults()}
	for i := 0; i < l.lastAngle; {
		n := bytes.IndexByte(l.data[i:], '<')
		if n < 0 {
			break
		}
		i += n
		next := m.construct(i)
		switch {
		case next < 0:
			i++
			continue
		case next > i:
			got = append(got, page[i:next])
			i = next
			continue
		}
		l.readTag(&m.tag, i, page[i+1] == '/', 100)
		if m.tag.open {
			return
		}
		got = append(got, page[i:m.tag.end])
		if m.tag.selfClosing && !m.tag.closing {
			got = append(got, "self-closing")
		}
		i = m.tag.end
		if m.tag.kind == kindRaw && !m.tag.closing {
			end, unhide := l.rawEnd(&m.tag, i)
			if end < 0 || unhide {
				return
			}
			i = end
		}
	}
	if len(m.edits) > 0 {
		return
	}
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		token := string(z.Raw())
		kind := z.Token().Type
		if kind == html.TextToken || !strings.HasSuffix(token, ">") {
			continue // the page ends in the middle of what is no text
		}
		want = append(want, token)
		if kind == html.SelfClosingTagToken {
			want = append(want, "self-closing")
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q:\n got %q\nwant %q", page, got, want)
	}
}
