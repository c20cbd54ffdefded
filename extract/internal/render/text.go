package render

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text renders the tree as plain text: one blank line between blocks, no
// trailing space, a newline at the end unless empty.
func Text(tree *html.Node, o Options) string {
	var s strings.Builder
	textBlocks(&s, tree)
	return s.String()
}

func textBlocks(s *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Ul, atom.Ol, atom.Li, atom.Blockquote, atom.Figure, atom.Table, atom.Tr, atom.Td:
			textBlocks(s, c)
		default:
			if s.Len() > 0 {
				s.WriteByte('\n')
			}
			inlineText(s, c)
			s.WriteByte('\n')
		}
	}
}

func inlineText(s *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		s.WriteString(n.Data)
	}
	if n.DataAtom == atom.Br {
		s.WriteByte('\n')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		inlineText(s, c)
	}
}
