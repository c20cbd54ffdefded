package meta

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attr returns the value of the attribute key, or "".
func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// hasWord reports whether the space-separated list s holds w, whatever its case.
func hasWord(s, w string) bool {
	for f := range strings.FieldsSeq(s) {
		if strings.EqualFold(f, w) {
			return true
		}
	}
	return false
}

// textOf returns up to limit bytes of the text below n: runs of white space as
// one space, inline elements separated by soft marks and blocks by newlines.
func textOf(n *html.Node, limit int) string {
	var b []byte
	nodes := 0
	var visit func(*html.Node, int)
	visit = func(n *html.Node, depth int) {
		for c := n.FirstChild; c != nil && len(b) < limit && depth < maxDepth && nodes < maxNodes; c = c.NextSibling {
			nodes++
			switch c.Type {
			case html.TextNode:
				b = appendText(b, c.Data, limit)
			case html.ElementNode:
				switch c.DataAtom {
				case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Button:
					continue
				}
				edge := byte('\n')
				if inline(c.DataAtom) {
					edge = soft
				}
				b = appendEdge(b, edge)
				visit(c, depth+1)
				b = appendEdge(b, edge)
			}
		}
	}
	visit(n, 0)
	return strings.Trim(strings.ToValidUTF8(string(b), ""), " \n\x1f")
}

func appendText(b []byte, s string, limit int) []byte {
	for i := 0; i < len(s) && len(b) < limit; i++ {
		c := s[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' {
			if n := len(b); n == 0 || b[n-1] == ' ' || b[n-1] == '\n' {
				continue
			}
			c = ' '
		}
		b = append(b, c)
	}
	return b
}

// appendEdge marks the edge of an element; a newline outweighs soft marks and spaces.
func appendEdge(b []byte, edge byte) []byte {
	n := len(b)
	if edge == '\n' {
		for n > 0 && (b[n-1] == ' ' || b[n-1] == soft) {
			n--
		}
		b = b[:n]
	}
	if n == 0 || b[n-1] == edge || b[n-1] == '\n' {
		return b
	}
	return append(b, edge)
}

// collapse turns runs of white space, soft marks and control characters, which
// could steer a terminal, into single spaces and trims.
func collapse(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		switch r {
		case '\u200b', '\u2028', '\u2029', '\ufeff':
			return true
		}
		return r <= ' ' || r >= 0x7f && r <= 0xa0
	}), " ")
}

// inline reports whether elements of kind a lie within a line of text.
func inline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn,
		atom.Em, atom.Font, atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.S, atom.Samp,
		atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U, atom.Var, atom.Wbr, atom.Acronym:
		return true
	}
	return false
}
