package article

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// keepAll selects every text node of the body.
func keepAll(root *html.Node) Selection {
	kept := Selection{Text: map[*html.Node]struct{}{}, Removed: map[*html.Node]struct{}{}}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			kept.Text[n] = struct{}{}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return kept
}

func TestSmoke(t *testing.T) {
	root, _ := html.Parse(strings.NewReader(`<div>One <b>two </b>three<br><br>Four<br>five<ul><li>a<li>b</ul><a href=x><h2>Head</h2><p>Para</p></a></div>`))
	var s strings.Builder
	html.Render(&s, Build(root, keepAll(root), Options{}))
	t.Log(s.String())
}
