package corpus

import (
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// vary makes a page look like others on the web than the labelled ones, which
// are mostly recent, English and long. Each change is made to some pages:
//
//   - the story is cut to its first paragraphs;
//   - class and id values become meaningless, each value the same one everywhere;
//   - elements that say what they hold become <div>, as before HTML5;
//   - the headline is no heading;
//   - paragraphs are set apart by line breaks.
//
// own is the part of the page that holds the story, whose text truth is.
func vary(root, own *html.Node, truth string, rng *rand.Rand) {
	if rng.IntN(2) == 0 {
		shorten(own, truth, 1+rng.IntN(4))
	}
	if rng.IntN(3) == 0 {
		anonymize(root, rng.Uint64())
	}
	if rng.IntN(3) == 0 {
		rename(root, "div", "article", "main", "section", "header", "footer", "nav", "aside", "figure", "figcaption")
	}
	if rng.IntN(4) == 0 {
		rename(root, "div", "h1")
	}
	if rng.IntN(5) == 0 {
		unparagraph(own)
	}
}

// minShortened is the length in bytes from which a paragraph is taken for one of
// the story when it occurs in the truth: shorter ones may be a caption or a tag.
const minShortened = 60

// shorten removes all but the first keep of the paragraphs that truth holds.
func shorten(own *html.Node, truth string, keep int) {
	truth = plain(truth)
	var rest []*html.Node
	for n := range own.Descendants() {
		if n.Type != html.ElementNode || n.Data != "p" && n.Data != "li" && n.Data != "blockquote" &&
			n.Data != "pre" && n.Data != "h2" && n.Data != "h3" && n.Data != "h4" && n.Data != "td" {
			continue
		}
		text := plain(content(n))
		switch {
		case text == "" || !strings.Contains(truth, text):
		case keep > 0:
			if n.Data == "p" && len(text) >= minShortened {
				keep--
			}
		default:
			rest = append(rest, n)
		}
	}
	for _, n := range rest {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// content returns the text inside n.
func content(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// plain returns the words of s in lower case, one space between.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// anonymize replaces the values of the attributes that name an element's role.
func anonymize(root *html.Node, seed uint64) {
	for n := range root.Descendants() {
		for i := range n.Attr {
			a := &n.Attr[i]
			switch a.Key {
			case "class", "id", "itemprop", "itemtype", "role", "data-component", "data-testid":
				if a.Val != SplicedID {
					h := fnv.New64a()
					h.Write([]byte(a.Val))
					a.Val = "x" + strconv.FormatUint(h.Sum64()^seed, 36)
				}
			}
		}
	}
}

// rename gives all elements called one of names another name.
func rename(root *html.Node, to string, names ...string) {
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Namespace != "" {
			continue
		}
		for _, name := range names {
			if n.Data == name {
				n.Data, n.DataAtom = to, 0
			}
		}
	}
}

// unparagraph writes two line breaks after the content of each <p>, and takes
// its tags away.
func unparagraph(own *html.Node) {
	var all []*html.Node
	for n := range own.Descendants() {
		if n.Type == html.ElementNode && n.Data == "p" {
			all = append(all, n)
		}
	}
	for _, p := range all {
		for c := p.FirstChild; c != nil; c = p.FirstChild {
			p.RemoveChild(c)
			p.Parent.InsertBefore(c, p)
		}
		for range 2 {
			p.Parent.InsertBefore(&html.Node{Type: html.ElementNode, Data: "br"}, p)
		}
		p.Parent.RemoveChild(p)
	}
}
