package article

import (
	"strings"

	"golang.org/x/net/html"
)

func attribute(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}

// classHas reports whether class is one of the classes of n.
func classHas(n *html.Node, class string) bool {
	v := attribute(n, "class")
	for {
		i := strings.Index(v, class)
		if i < 0 {
			return false
		}
		end := i + len(class)
		if (i == 0 || isSpace(rune(v[i-1]))) && (end == len(v) || isSpace(rune(v[end]))) {
			return true
		}
		v = v[end:]
	}
}

// clean returns the value of an attribute that is shown as text.
func clean(s string) string {
	_, words, _ := collapse(strings.ToValidUTF8(s, "\ufffd"))
	return words
}
