package render

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// HTML renders the tree as an HTML fragment, each block on a line of its own.
// Only the elements of the vocabulary come out, with the attributes that it
// names and addresses of harmless schemes: no scripts, styles or event handlers.
func HTML(tree *html.Node, o Options) string {
	w := htmlWriter{links: or(o.Links, LinksKeep), images: or(o.Images, ImagesKeep)}
	w.notes.next = 1
	w.children(tree)
	w.addresses()
	return w.out.String()
}

type htmlWriter struct {
	links  LinkMode
	images ImageMode
	out    strings.Builder
	notes  addressNotes
}

// attributes names those that an element may have. dir is allowed everywhere.
var attributes = map[atom.Atom][]string{
	atom.A: {"href", "title"}, atom.Img: {"src", "alt"}, atom.Ol: {"start", "reversed"}, atom.Li: {"value", "id"},
	atom.Blockquote: {"cite"}, atom.Td: {"colspan", "rowspan", "align"}, atom.Th: {"colspan", "rowspan", "align"},
	atom.Code: {"class"}, atom.Abbr: {"title"},
}

func (w *htmlWriter) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *htmlWriter) node(n *html.Node) {
	if n.Type == html.TextNode {
		w.text(n.Data)
		return
	}
	if n.Type != html.ElementNode || w.images != ImagesKeep && !w.shows(n) {
		return
	}
	switch n.DataAtom {
	case atom.A:
		w.link(n)
	case atom.Img:
		w.image(n)
	case atom.Math:
		w.formula(n)
	case atom.Br:
		w.out.WriteString("<br>\n")
	case atom.Hr:
		w.out.WriteString("<hr>\n")
	case atom.P:
		if has(n, "data-embed") && w.links == LinksText {
			return
		}
		w.element(n, "", "\n")
	case atom.Figcaption:
		if has(n, "data-extra") && w.images != ImagesKeep {
			return
		}
		w.element(n, "", "\n")
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Dt, atom.Dd, atom.Td, atom.Th, atom.Caption, atom.Summary, atom.Pre:
		w.element(n, "", "\n")
	case atom.Ul, atom.Ol, atom.Blockquote, atom.Table, atom.Thead, atom.Tbody, atom.Tr, atom.Figure, atom.Dl, atom.Details:
		w.element(n, "\n", "\n")
	case atom.Em, atom.Strong, atom.Code, atom.Kbd, atom.Sub, atom.Sup, atom.Mark, atom.Del, atom.Ins, atom.Q, atom.Cite,
		atom.Abbr, atom.Ruby, atom.Rt, atom.Bdo:
		w.element(n, "", "")
	default:
		w.children(n)
	}
}

// element writes n, with inner after its start tag and outer after its end tag.
func (w *htmlWriter) element(n *html.Node, inner, outer string) {
	tag := n.DataAtom.String()
	w.out.WriteByte('<')
	w.out.WriteString(tag)
	for i := range n.Attr {
		if a := &n.Attr[i]; allowed(n.DataAtom, a) {
			w.attribute(a.Key, a.Val)
		}
	}
	w.out.WriteByte('>')
	w.out.WriteString(inner)
	switch attribute(n, "data-task") {
	case "done":
		w.out.WriteString(`<input type="checkbox" disabled checked> `)
	case "open":
		w.out.WriteString(`<input type="checkbox" disabled> `)
	}
	w.children(n)
	w.out.WriteString("</")
	w.out.WriteString(tag)
	w.out.WriteByte('>')
	w.out.WriteString(outer)
}

func allowed(tag atom.Atom, a *html.Attribute) bool {
	if a.Key == "dir" {
		return true
	}
	for _, key := range attributes[tag] {
		if key != a.Key {
			continue
		}
		switch key {
		case "href", "src", "cite":
			return harmless(a.Val)
		}
		return true
	}
	return false
}

// harmless reports addresses that run nothing: relative ones and those of the
// schemes that the kept tree may hold.
func harmless(address string) bool {
	i := strings.IndexAny(address, ":/?#")
	if i < 0 || address[i] != ':' {
		return true
	}
	switch strings.ToLower(address[:i]) {
	case "http", "https", "mailto", "ftp", "tel":
		return true
	}
	return false
}

func (w *htmlWriter) attribute(key, value string) {
	w.out.WriteByte(' ')
	w.out.WriteString(key)
	if key == "reversed" {
		return
	}
	w.out.WriteString(`="`)
	w.text(value)
	w.out.WriteByte('"')
}

// text writes s with what HTML gives a meaning escaped.
func (w *htmlWriter) text(s string) {
	from := 0
	for i := 0; i < len(s); i++ {
		var escape string
		switch s[i] {
		case '&':
			escape = "&amp;"
		case '<':
			escape = "&lt;"
		case '>':
			escape = "&gt;"
		case '"':
			escape = "&#34;"
		default:
			continue
		}
		w.out.WriteString(s[from:i])
		w.out.WriteString(escape)
		from = i + 1
	}
	w.out.WriteString(s[from:])
}

func (w *htmlWriter) link(n *html.Node) {
	if has(n, "data-note") {
		w.out.WriteString("<sup>")
		w.element(n, "", "")
		w.out.WriteString("</sup>")
		return
	}
	href := attribute(n, "href")
	if w.links == LinksKeep && harmless(href) {
		w.element(n, "", "")
		return
	}
	w.children(n)
	if w.links == LinksFootnotes && harmless(href) {
		i := strconv.Itoa(w.notes.add(href))
		w.out.WriteString(`<sup><a href="#link-` + i + `">[` + i + `]</a></sup>`)
	}
}

// addresses writes the addresses that links were numbered for.
func (w *htmlWriter) addresses() {
	if len(w.notes.urls) == 0 {
		return
	}
	w.out.WriteString("<ol>\n")
	for i, href := range w.notes.urls {
		w.out.WriteString(`<li id="link-` + strconv.Itoa(i+1) + `"><a`)
		w.attribute("href", href)
		w.out.WriteByte('>')
		w.text(href)
		w.out.WriteString("</a></li>\n")
	}
	w.out.WriteString("</ol>\n")
}

func (w *htmlWriter) image(n *html.Node) {
	if w.images != ImagesKeep {
		w.text(attribute(n, "alt"))
		return
	}
	if !harmless(attribute(n, "src")) {
		return
	}
	w.out.WriteString("<img")
	w.attribute("src", attribute(n, "src"))
	w.attribute("alt", attribute(n, "alt"))
	w.out.WriteByte('>')
}

// formula writes TeX in the markup that MathJax and KaTeX look for, readable
// without them.
func (w *htmlWriter) formula(n *html.Node) {
	mode, open, end := "inline", `\(`, `\)`
	if attribute(n, "display") == "block" {
		mode, open, end = "display", `\[`, `\]`
	}
	w.out.WriteString(`<span class="math ` + mode + `">` + open)
	w.text(attribute(n, "data-tex"))
	w.out.WriteString(end + "</span>")
}

// shows reports whether anything is left of n without its images.
func (w *htmlWriter) shows(n *html.Node) bool {
	if n.Type == html.TextNode {
		return strings.TrimSpace(n.Data) != ""
	}
	switch n.DataAtom {
	case atom.Br, atom.Hr, atom.Math, atom.Td, atom.Th:
		return true
	case atom.Img:
		return w.images == ImagesAlt && attribute(n, "alt") != ""
	case atom.Figcaption:
		if has(n, "data-extra") {
			return false
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if w.shows(c) {
			return true
		}
	}
	return false
}
