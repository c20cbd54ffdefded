package article

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// selectAll parses a page and selects all text of its body but that inside of
// elements with data-drop. Elements with data-remove are removed.
func selectAll(t testing.TB, page string) (*html.Node, Selection) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Skip(err) // deeper than the parser allows
	}
	kept := Selection{Text: map[*html.Node]struct{}{}, Removed: map[*html.Node]struct{}{}}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			kept.Text[n] = struct{}{}
		}
		if hasAttribute(n, "data-remove") {
			kept.Removed[n] = struct{}{}
		}
		if hasAttribute(n, "data-drop") || n.DataAtom == atom.Head {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return root, kept
}

func markup(t testing.TB, n *html.Node) string {
	t.Helper()
	var s strings.Builder
	if err := html.Render(&s, n); err != nil {
		t.Fatal(err)
	}
	return s.String()
}

func TestBuild(t *testing.T) {
	tests := []struct{ name, page, want string }{
		{"nothing kept", `<p data-drop>a`, ``},
		{"no white space alone", "<p>\n<b> </b>&nbsp;</p>", ``},
		{"space moves out of inlines", `<p>a<b> b </b>c`, `<p>a <strong>b</strong> c</p>`},
		{"inline around blocks", `<a href=u><div>a</div><div>b</div></a>`, `<p><a href="u">a</a></p><p><a href="u">b</a></p>`},
		{"nested alike", `<p><b>a<strong>b</strong></b>`, `<p><strong>ab</strong></p>`},
		{"two breaks", `a<br> <br>b<br>c<br>`, `<p>a</p><p>b<br/>c</p>`},
		{"break before dropped", `<p>a<br><span data-drop>x</span></p>`, `<p>a</p>`},
		{"removed in line", `<p>a<span data-remove>x</span>b`, `<p>a b</p>`},
		{"empty in a word", `<p>un<span></span>do<wbr>ne<a name=x></a>.`, `<p>undone.</p>`},
		{"nothing but a space between words", `<p>tooth<strong> </strong>decay<a name=x>&nbsp;</a>over<i>
</i>time`, `<p>tooth decay over time</p>`},
		{"dropped in a word", `<p>un<span data-drop>x</span>do`, `<p>un do</p>`},
		{"item without list", `<div><li>a<li>b</div>`, `<p>a</p><p>b</p>`},
		{"text beside items", `<ul>a<li>b</ul>`, `<ul><li>a</li><li>b</li></ul>`},
		{"term without list", `<dt>a</dt><dd>b</dd>`, `<p>a</p><p>b</p>`},
		{"text beside terms", `<dl><dt>a</dt>b</dl>`, `<dl><dt>a</dt><dd><p>b</p></dd></dl>`},
		{"block in heading", `<h2>a<div>b</div></h2>`, `<h2>a b</h2>`},
		{"empty quote", `<blockquote><p data-drop>a</p></blockquote><p>b`, `<p>b</p>`},
		{"list in details", `<details><summary>a</summary><ul><li>b</ul></details>`, `<details><summary>a</summary><ul><li>b</li></ul></details>`},
		{"late summary", `<details>b<summary>a</summary></details>`, `<p>b</p><p>a</p>`},
		{"cells lost", `<table><tr><th>a<th>b<tr data-drop><td>c<td>d<tr><td>e<td>f</table>`,
			`<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>e</td><td>f</td></tr></tbody></table>`},
		{"column lost", `<table><tr><td>a<td data-drop>x<td>b<tr><td>c<td data-drop>y<td>d</table>`,
			`<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>`},
		{"all columns but one lost", `<table><tr><th>a<th data-drop>x<tr><td>b<td data-drop>y</table>`, `<p>a</p><p>b</p>`},
		{"row of a span lost", `<table><tr><th>h<th>i<tr><td rowspan=3>a<td>b<tr data-drop><td>c<tr><td>d</table>`,
			`<table><thead><tr><th>h</th><th>i</th></tr></thead><tbody><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>d</td></tr></tbody></table>`},
		{"unsafe address", `<p><a href="javascript:x">a</a><a href="https://x.example/ y">b</a>`, `<p>a <a href="https://x.example/%20y">b</a></p>`},
		{"unsafe image", `<p>a<img src="javascript:x"><img src="data:image/png;base64,x">b`, `<p>ab</p>`},
		{"never copied", `<p>a<script>b</script><style>c</style><textarea>d</textarea></p><svg><text>e</text></svg>`, `<p>a</p>`},
		{"unknown elements", `<x-a><x-b>a</x-b><x-b>b</x-b></x-a><p>c<x-c>d</x-c> e`, `<p>a</p><p>b</p><p>cd e</p>`},
		{"unknown elements between others", `<p><b>a</b><x-a>b</x-a><b>c</b> d`, `<p><strong>a</strong> b <strong>c</strong> d</p>`},
		{"direction", `<div dir=rtl><p>a</p><ul><li>b</ul></div><p>c`, `<p dir="rtl">a</p><ul dir="rtl"><li>b</li></ul><p>c</p>`},
		{"rules only between", `<hr><p>a<hr><hr>b<hr>`, `<p>a</p><hr/><p>b</p>`},
		{"relative to a base", `<p><a href="../x?q#f">a</a><a href="//c.example">b</a>`, `<p><a href="https://a.example/x?q#f">a</a> <a href="https://c.example">b</a></p>`},
		{"bad address and a base", `<p><a href="http://[x">a</a><a href="%zz">b</a>`, `<p><a href="http://[x">a</a> b</p>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root, kept := selectAll(t, test.page)
			var o Options
			if strings.HasSuffix(test.name, "base") {
				o.Base = &url.URL{Scheme: "https", Host: "a.example", Path: "/b/c"}
			}
			before := markup(t, root)
			got := markup(t, Build(root, kept, o))
			if diff := cmp.Diff("<article>"+test.want+"</article>", got); diff != "" {
				t.Error(diff)
			}
			if markup(t, root) != before {
				t.Error("the page was changed")
			}
		})
	}
}

func TestUntrack(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/?utm_source=x":               "https://a.example/",
		"https://a.example/?a=1&UTM_medium=x&b=2&gclid": "https://a.example/?a=1&b=2",
		"https://a.example/?ref=x&source=y#fbclid=z":    "https://a.example/?ref=x&source=y#fbclid=z",
		"https://a.example/#top":                        "https://a.example/#top",
		"https://a.example/p?fbclid=1#top":              "https://a.example/p#top",
	} {
		if got := untrack(in); got != want {
			t.Errorf("untrack(%q) = %q, want %q", in, got, want)
		}
	}
}

// A page may be as deep, as wide and as crooked as the parser allows: the copy
// stays shallow and grows with the page only.
func TestBuildBlowUp(t *testing.T) {
	pages := map[string]string{
		"lists":      strings.Repeat("<ul><li>a", 200),
		"quotes":     strings.Repeat("<blockquote>a", 200),
		"tables":     strings.Repeat("<table><tr><td>a", 120),
		"inlines":    strings.Repeat("<b><i><u><s>a<p>", 100),
		"links":      strings.Repeat("<a href=x>a<div>", 200),
		"spans":      "<table>" + strings.Repeat("<tr><th colspan=99999 rowspan=99999>a", 500) + "</table>",
		"ragged":     "<table><tr>" + strings.Repeat("<th>a", 2000) + strings.Repeat("<tr><th>b", 2000) + "</table>",
		"texts":      "<p>" + strings.Repeat("a<!-- -->", 20000),
		"breaks":     "<p>" + strings.Repeat("a<br>", 20000),
		"dollars":    "<p>" + strings.Repeat("$$", 50000) + strings.Repeat(`\(`, 50000),
		"references": strings.Repeat(`<sup><a href="#fn1" id=r>1</a></sup>`, 3000) + `<p id=fn1>x`,
		"pictures":   "<p>a</p>" + strings.Repeat(`<div><img src=a.jpg>`, 300) + strings.Repeat("</div>", 300) + "<p>b",
	}
	for name, page := range pages {
		t.Run(name, func(t *testing.T) {
			root, kept := selectAll(t, page)
			tree := Build(root, kept, Options{})
			deep := 0
			for n := range tree.Descendants() {
				deep = max(deep, depthOf(n))
			}
			if deep > 4*maxNesting {
				t.Errorf("%d elements deep", deep)
			}
			if got := len(markup(t, tree)); got > 40*len(page)+1000 {
				t.Errorf("%d bytes from %d", got, len(page))
			}
		})
	}
}

func depthOf(n *html.Node) int {
	d := 0
	for ; n != nil; n = n.Parent {
		d++
	}
	return d
}

// vocabulary is what Build documents: which attributes each element may have.
var vocabulary = map[string]string{
	"article": "", "p": "data-embed", "h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "ul": "", "ol": "start reversed",
	"li": "value data-task id data-note data-label", "blockquote": "cite", "pre": "", "table": "", "caption": "", "thead": "", "tbody": "", "tr": "",
	"th": "colspan rowspan align", "td": "colspan rowspan align", "figure": "", "figcaption": "data-extra", "dl": "", "dt": "", "dd": "",
	"details": "", "summary": "", "hr": "", "a": "href title data-note", "em": "", "strong": "", "code": "class", "kbd": "", "sub": "", "sup": "",
	"mark": "", "del": "", "ins": "", "q": "", "cite": "", "abbr": "title", "ruby": "", "rt": "", "bdo": "", "br": "", "img": "src alt",
	"math": "data-tex display",
}

func FuzzBuild(f *testing.F) {
	for _, page := range []string{
		`<ul><li><p>a<table><tr><th>b<td>c</table><dl><dt>d<dd>e</dl></ul>`, `<figure><img src=a><figcaption>b</figure><p>c`,
		`<sup><a href=#fn1>1</a></sup><p>x<ol><li id=fn1>note</ol>`, `<pre><code class=lang-go>a<br>b</code></pre>`,
		`<p>a\(x\)<math><mfrac><mi>a</mi></mfrac></math>$$y$$<span class=katex>z</span>`, `<details>a<summary>b</summary></details>`,
		`<p>a<iframe src=https://www.youtube.com/embed/x></iframe>b<a href="java script:x">c</a>`, `<table><td data-drop>a<td>b<tr><td rowspan=3>c</table>`,
		`<ruby>a<rt>b</ruby><bdo dir=rtl>c</bdo><q>d</q><h2><div>e</div></h2>`, `<dl><div><dt>a<dd><li>b</div>c</dl>`,
	} {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		root, kept := selectAll(t, page)
		tree := Build(root, kept, Options{CleanURLs: true})
		for n := range tree.Descendants() {
			checkNode(t, n)
		}
	})
}

// checkNode checks that n is in the vocabulary and stands where it may.
func checkNode(t *testing.T, n *html.Node) {
	t.Helper()
	if n.Type == html.TextNode {
		if n.Data == "" || strings.ContainsFunc(n.Data, func(r rune) bool { return invisible(r) && r != '\n' && r != '\t' }) {
			t.Errorf("text %q in %s", n.Data, n.Parent.Data)
		}
		return
	}
	allowed, ok := vocabulary[n.Data]
	if !ok || n.Data != n.DataAtom.String() {
		t.Fatalf("element %s", n.Data)
	}
	for _, a := range n.Attr {
		if a.Key != "dir" && !strings.Contains(" "+allowed+" ", " "+a.Key+" ") {
			t.Errorf("%s has %s", n.Data, a.Key)
		}
		if k := a.Key; k == "href" || k == "src" || k == "cite" {
			switch scheme(a.Val) {
			case "http:", "https:", "mailto:", "ftp:", "tel:", "":
			default:
				t.Errorf("address %q", a.Val)
			}
		}
	}
	switch parent := n.Parent.Data; n.Data {
	case "br", "hr", "img", "math", "td", "th":
	case "li":
		if parent != "ul" && parent != "ol" {
			t.Errorf("li in %s", parent)
		}
		fallthrough
	default:
		if n.FirstChild == nil {
			t.Errorf("empty %s", n.Data)
		}
		if isBlock(n.DataAtom) {
			switch parent {
			case "article", "blockquote", "figure", "details", "li", "td", "th", "dd":
			default:
				t.Errorf("%s in %s", n.Data, parent)
			}
		}
	}
}
