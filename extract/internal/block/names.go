package block

import "golang.org/x/net/html"

// ClassWords calls f with every word of the attributes in which an element
// names its role: class, id, role, itemprop and their kin. The slice is only
// valid during the call.
func ClassWords(n *html.Node, f func(word []byte)) {
	for i := range n.Attr {
		a := &n.Attr[i]
		if namesRole(a.Key) {
			eachWord(a.Val, f)
		}
	}
}

// AttrWords calls f with the words of one attribute, cut as those of classes.
// The slice is only valid during the call.
func AttrWords(n *html.Node, key string, f func(word []byte)) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			eachWord(n.Attr[i].Val, f)
		}
	}
}

// namesRole reports whether an attribute's words say what an element is for.
func namesRole(key string) bool {
	switch key {
	case "class", "id", "role", "itemprop", "itemtype", "data-component", "data-testid":
		return true
	}
	return false
}
