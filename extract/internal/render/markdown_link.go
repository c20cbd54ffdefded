package render

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

func (w *inlineWriter) link(n *html.Node) {
	if has(n, "data-note") {
		w.visible = true
		w.raw("[^" + attribute(n, "data-note") + "]")
		return
	}
	if w.linked || w.links == LinksText {
		w.run(content(n))
		return
	}
	href := attribute(n, "href")
	if c := n.FirstChild; w.links == LinksKeep && c != nil && c.NextSibling == nil && c.Type == html.TextNode && c.Data == href && autolink(href) {
		w.visible = true
		w.raw("<" + href + ">")
		return
	}
	start, visible := len(w.pieces), w.visible
	if w.links == LinksKeep {
		w.raw("[")
		w.linked = true
	}
	w.visible = false
	if text := boxLike(n); w.item && start == 0 && text != "" {
		w.visible = true
		w.raw(text)
	} else {
		w.run(content(n))
	}
	w.linked = false
	if !w.visible {
		w.pieces, w.visible = w.pieces[:start], visible
		return
	}
	if w.links == LinksFootnotes {
		w.raw("[^" + strconv.Itoa(w.notes.add(href)) + "]")
		return
	}
	w.raw("](" + destination(href, w.place) + ")")
}

// boxLike returns, for a link whose text is the letter of a ticked checkbox, the
// letter as a character reference. Some parsers read "[x](…)" at the start of an
// item as a task.
func boxLike(n *html.Node) string {
	if c := n.FirstChild; c == nil || c.NextSibling != nil || c.Type != html.TextNode || c.Data != "x" && c.Data != "X" {
		return ""
	}
	return "&#" + strconv.Itoa(int(n.FirstChild.Data[0])) + ";"
}

func autolink(href string) bool {
	return strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://")
}

// destination returns an address as it goes into the parentheses of a link.
func destination(href string, place place) string {
	if !strings.ContainsAny(href, "()&|\\<>* ") && href != "" {
		return href
	}
	depth, balanced := 0, href != ""
	var s strings.Builder
	for i := 0; i < len(href); i++ {
		switch c := href[i]; c {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				balanced = false
			}
		case '&':
			if entity(href[i:]) {
				s.WriteString("&amp;")
				continue
			}
		case '|':
			if place == inCell {
				s.WriteString("%7C")
				continue
			}
		case '\\':
			s.WriteString("%5C")
			continue
		case '<':
			s.WriteString("%3C")
			continue
		case '>':
			s.WriteString("%3E")
			continue
		case ' ':
			s.WriteString("%20")
			continue
		}
		s.WriteByte(href[i])
	}
	if !balanced || depth != 0 {
		return "<" + s.String() + ">"
	}
	return s.String()
}
