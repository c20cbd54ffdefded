package render

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"

	"github.com/pithtext/pith/extract/internal/article"
)

// seeds are pages that hold what the renderers have to take care of.
var seeds = []string{
	`<p>5 * 3 *em* _x_ __y__ ~~z~~ [a](b) ![c](d) <b>e</b>f<i>g</i><code>h` + "`" + `</code> \ &lt;i&gt; &amp;amp;`,
	`<p># a</p><p>- b</p><p>1. c</p><p>&gt; d<p>---<p>===<p>` + "```" + `<p>~~~<p>|a|<br>|-|`,
	`<ul><li>[x] a<li><a href=u>x</a><li><pre>b</pre><li><ol start=7><li>c</ol></ul><ul><li>d</ul>`,
	`<table><tr><th>a|b<th>c<tr><td><br>d<td><code>|</code></table>`,
	`<blockquote><ol><li><p>a<p>b<li><blockquote>c</blockquote></ol></blockquote>`,
	`<a href="java&#10;script:x">a</a><img src=javascript:x><a href="data:x">b</a>&lt;script>c&lt;/script> <a href='http://x/"><script>'>d</a>`,
	`<p><b>a </b>b<i> c</i><b><i>d</i></b><i>e</i><b>f</b><del>(g)</del>h<b>"i"</b>j`,
	`<details><summary>a&lt;b</summary>c</details><dl><dt>d<dd>e</dl><p><kbd>f</kbd><abbr title='"'>g</abbr>`,
	`<p>a<sup><a href=#fn1>1</a></sup><ol><li id=fn1>b</ol>`, `<h1>a #</h1><h2>b \</h2><h3># c</h3>`,
	`<p>\(a&lt;b&gt;c&lt;/b&gt;\) $$[d](javascript:e)&lt;img src=f onerror=g&gt;$$ <span data-tex="x<script>">h</span>`,
	`<a href="img/src=x/onerror=alert(1)">a</a> <a href="script">b</a> <a href="_c*_[d](javascript:e)&lt;script">f</a> <a href=mailto:g@h.example>i</a>`,
	`<p><a href=u>a]b[c</a>[<a href=v>d</a>](e)!<a href=w>f</a>`, `<p>a<br>    b<br>- c<br>1) d<br>====`,
}

// FuzzMarkdown renders pages and reads the Markdown back: it must say the words
// of the page and nothing dangerous.
func FuzzMarkdown(f *testing.F) {
	for _, page := range seeds {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		if _, err := xhtml.Parse(strings.NewReader(page)); err != nil {
			t.Skip(err)
		}
		tree := build(t, page, article.Options{})
		o := Options{Images: ImagesKeep}
		checkSafe(t, readBack(t, Markdown(tree, Options{Links: LinksFootnotes}), reader))
		markdown := Markdown(tree, o)
		if !utf8.ValidString(markdown) && utf8.ValidString(page) {
			t.Errorf("no UTF-8: %q", markdown)
		}
		if again := Markdown(build(t, page, article.Options{}), o); again != markdown {
			t.Errorf("%q and %q from the same page", markdown, again)
		}
		back := readBack(t, markdown, reader)
		checkSafe(t, back)
		checkSafe(t, HTML(tree, o))
		checkText(t, Text(tree, Options{}))
		if !levelWords(page) {
			return
		}
		if want, got := words(t, HTML(tree, o)), words(t, back); want != got {
			t.Errorf("tree says %q, Markdown %q:\n%s", want, got, markdown)
		}
	})
}

// TestRandomPages does as FuzzMarkdown with pages of random markup and text that
// is hard to escape, from fixed seeds.
func TestRandomPages(t *testing.T) {
	tags := strings.Fields("p div b i em strong del a code kbd sup mark ul ol li li li blockquote pre h2 h3 table tr td th br br dl dt dd details summary abbr cite ins figure hr")
	texts := []string{"a", "word", " ", "\n", "b c", "*", "**", "_", "__", "~", "~~", "`", "``", "[", "]", "(", ")", "](u)", "!", "![", "<", "<b>", "&amp;", "&amp;lt;", "\\", "|", "||", "-", "- ", "+ x",
		"1.", "1. x", "2) ", "=", "===", "---", "> ", ":", "\"q\"", "(x)", ".", "語", "「x」", "#", "# ", "x #", "[x]", "[ ] ", "[^1]", "x", "&nbsp;", "é", "—", "$", "http:", "\t", "    ", "0", "a_b", "<!-- -->"}
	failed := 0
	for seed := range 1500 {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		var s strings.Builder
		for range 1 + r.IntN(24) {
			switch tag := tags[r.IntN(len(tags))]; r.IntN(5) {
			case 0:
				s.WriteString("</" + tag + ">")
			case 1, 2:
				if tag == "a" || tag == "abbr" {
					tag += " href=/u_(x title='t*'"
				}
				s.WriteString("<" + tag + ">")
			default:
				s.WriteString(texts[r.IntN(len(texts))])
			}
		}
		page := s.String()
		tree := build(t, page, article.Options{})
		markdown := Markdown(tree, Options{})
		back := readBack(t, markdown, reader)
		checkSafe(t, back)
		checkText(t, Text(tree, Options{}))
		if want, got := words(t, HTML(tree, Options{Images: ImagesDrop})), words(t, back); want != got {
			t.Errorf("%d: tree says %q, Markdown %q:\n%s\n%s", seed, want, got, page, markdown)
		}
		if failed++; !t.Failed() {
			failed = 0
		} else if t.Logf("%d: %s", seed, page); failed > 3 {
			return
		}
	}
}

// levelWords reports whether a page holds none of what Markdown says in other
// words: formulas, spans, ruby text, quotation marks and footnotes.
func levelWords(page string) bool {
	for _, part := range []string{"math", "span", "<ruby", "<q", "$$", `\(`, `\[`, "tex", "#", "http", "www", "\x00", "note"} {
		if strings.Contains(strings.ToLower(page), part) {
			return false
		}
	}
	formula := strings.Contains(page, "$") && strings.Contains(page, `\`)
	return !formula && utf8.ValidString(page)
}

// words returns the text of a fragment without white space.
func words(t testing.TB, fragment string) string {
	t.Helper()
	root, err := xhtml.Parse(strings.NewReader(fragment))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' {
			return -1
		}
		return r
	}, textOf(root))
}

// checkSafe checks that nothing in a fragment could run.
func checkSafe(t *testing.T, fragment string) {
	t.Helper()
	root, err := xhtml.Parse(strings.NewReader(fragment))
	if err != nil {
		t.Skip(err)
	}
	for n := range root.Descendants() {
		if n.Type != xhtml.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "style", "iframe", "object", "embed", "form", "svg", "base", "meta", "link", "textarea":
			t.Errorf("<%s> in %q", n.Data, fragment)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" && !strings.HasPrefix(a.Val, "text-align:") {
				t.Errorf("%s=%q in %q", a.Key, a.Val, fragment)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "cite") && !harmless(a.Val) {
				t.Errorf("address %q in %q", a.Val, fragment)
			}
		}
	}
}

// checkText checks the layout that Text promises.
func checkText(t *testing.T, text string) {
	t.Helper()
	if text != "" && !strings.HasSuffix(text, "\n") || strings.HasPrefix(text, "\n") {
		t.Errorf("text does not begin and end with a line of text: %q", text)
	}
	for _, r := range text {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 {
			t.Errorf("control character %U in %q", r, text)
		}
	}
}

// TestBlowUp renders what could grow faster than the page.
func TestBlowUp(t *testing.T) {
	pages := map[string]string{
		"lists":       strings.Repeat("<ol><li>a", 200),
		"quotes":      strings.Repeat("<blockquote>a", 200),
		"spans":       "<table><tr><th>a<th>b" + strings.Repeat("<tr><td rowspan=100>a", 300) + "</table>",
		"empty items": "<ul>" + strings.Repeat("<li><img src=a.jpg alt=a>", 5000) + "<li>x</ul>",
		"underscores": "<p>" + strings.Repeat("_", 100000),
		"backticks":   "<p>" + strings.Repeat("`", 20000) + "<code>" + strings.Repeat("`a", 20000) + "</code>",
		"brackets":    "<p>" + strings.Repeat("[", 20000) + strings.Repeat("](", 20000),
		"codes":       "<p>" + strings.Repeat("<code>a</code>", 20000),
		"entities":    "<p>" + strings.Repeat("&amp;", 20000),
		"emphasis":    "<p>" + strings.Repeat("<b>a</b><i>b</i>", 10000),
		"texts":       "<p>" + strings.Repeat("1<!-- -->. <!-- -->", 20000),
	}
	for name, page := range pages {
		t.Run(name, func(t *testing.T) {
			tree := build(t, page, article.Options{})
			for _, s := range []string{Text(tree, Options{}), Text(tree, Options{Wrap: 20}), Markdown(tree, Options{}), HTML(tree, Options{Images: ImagesDrop})} {
				if len(s) > 30*len(page)+1000 {
					t.Errorf("%d bytes from %d", len(s), len(page))
				}
			}
		})
	}
}
