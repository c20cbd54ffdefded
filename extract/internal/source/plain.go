package source

import "bytes"

// Marks of markup, and how many make a page. A text on HTML, or one with
// "a < b", an e-mail address in angle brackets or a lone tag, stays below; a
// fragment with two elements is above.
const (
	markDocument = 100 // doctype, html, head, body
	markBlock    = 2   // a tag that lays out a page, or any tag with attributes
	markInline   = 1   // another tag of HTML
	marksOfPage  = 3
	marksDense   = 400 // one mark at least for so many bytes
)

// isPlain tells whether data is text without markup.
func isPlain(data []byte) bool {
	text := trimSpace(data)
	l := newLexer(text)
	marks := 0
	for i := 0; i < l.lastAngle; {
		n := bytes.IndexByte(text[i:l.lastAngle], '<')
		if n < 0 {
			break
		}
		i += n
		mark, next := l.markAt(i)
		if marks += mark; marks >= markDocument || mark > 0 && i == 0 {
			return false
		}
		if marks >= marksOfPage && (marks*marksDense >= len(text) || text[0] == '<') {
			return false
		}
		i = next
	}
	return true
}

// markAt weighs what begins with the "<" at i, and returns where to go on.
func (l *lexer) markAt(i int) (mark, next int) {
	data := l.data
	closing := data[i+1] == '/'
	name := i + 1
	if closing {
		name++
	}
	switch rest := data[i:]; {
	case len(rest) > 9 && bytes.EqualFold(rest[:9], []byte("<!doctype")), bytes.HasPrefix(rest, []byte("<?xml ")):
		return markDocument, i + 1
	case bytes.HasPrefix(rest, []byte("<!--")):
		return markInline, i + 1
	case name >= len(data) || !isLetter(data[name]):
		return 0, i + 1
	}
	var t tag
	l.readTag(&t, i, closing, len(data))
	words := t.attributes > 0 && bytes.IndexByte(data[t.nameEnd:t.end], '=') < 0
	switch {
	case t.open || t.kind == kindUnknown || words:
		return 0, t.end
	case t.kind == kindRoot || t.kind == kindFrame:
		return markDocument, t.end
	case t.kind != kindInline && t.kind != kindFormat && t.kind != kindLink:
		return markBlock, t.end
	case t.attributes > 0:
		return markBlock, t.end
	}
	return markInline, t.end
}
