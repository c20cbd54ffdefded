package corpus

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func body(t *testing.T, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func rendered(t *testing.T, n *html.Node) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Render(&b, n); err != nil {
		t.Fatal(err)
	}
	s := b.String()
	return s[strings.Index(s, "<body>")+len("<body>") : strings.Index(s, "</body>")]
}

func TestVariations(t *testing.T) {
	const long = "The ferry left at six with nobody on board but the postman and a crate of hens."
	for _, c := range []struct {
		name, page, want string
		change           func(*html.Node)
	}{
		{"the first paragraph and what is not the story's stay",
			"<p>Menu</p><p>" + long + "</p><p>It came back.</p><h2>Later</h2><ul><li>It rained.</ul><p>Read on</p>",
			"<p>Menu</p><p>" + long + "</p><ul></ul><p>Read on</p>",
			func(n *html.Node) { shorten(n, long+"\n\nIt came back.\nLater\nIt rained.", 1) }},
		{"a short line does not count as a paragraph",
			"<p>By Ann.</p><p>" + long + "</p><p>It came back.</p>",
			"<p>By Ann.</p><p>" + long + "</p>",
			func(n *html.Node) { shorten(n, "By Ann. "+long+" It came back.", 1) }},
		{"old elements",
			"<article><header><h1>T</h1></header><nav>N</nav></article>",
			"<div><div><h1>T</h1></div><div>N</div></div>",
			func(n *html.Node) { rename(n, "div", "article", "header", "nav") }},
		{"line breaks",
			"<div><p>One <b>two</b></p><p>Three</p>four</div>",
			"<div>One <b>two</b><br/><br/>Three<br/><br/>four</div>",
			unparagraph},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := body(t, c.page)
			c.change(root)
			if got := rendered(t, root); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestAnonymize(t *testing.T) {
	root := body(t, `<div id="spliced" class="story"><p class="story" href="x" role="main">One</p></div>`)
	anonymize(root, 3)
	got := rendered(t, root)
	if strings.Contains(got, "story") || strings.Contains(got, "main") {
		t.Errorf("names are left: %s", got)
	}
	if !strings.Contains(got, `id="spliced"`) || !strings.Contains(got, `href="x"`) {
		t.Errorf("too much went: %s", got)
	}
	classes := strings.Split(got, `class="`)
	if len(classes) != 3 || classes[1][:8] != classes[2][:8] {
		t.Errorf("equal values became unequal: %s", got)
	}
}
