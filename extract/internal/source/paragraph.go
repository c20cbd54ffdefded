package source

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plainTree builds the tree of a text without markup: a <p> for each
// paragraph, and an <h1> for a headline.
//
// Where lines are wrapped by hand, a paragraph is the lines that were one
// before; everywhere else each line is a paragraph, as browsers save a page as
// text.
func plainTree(c clock, data []byte, nodes int) (*html.Node, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	root := &html.Node{Type: html.DocumentNode}
	top, body := element(atom.Html), element(atom.Body)
	root.AppendChild(top)
	top.AppendChild(element(atom.Head))
	top.AppendChild(body)

	paragraphs := splitParagraphs(string(data))
	if 2*len(paragraphs) > nodes {
		return nil, &LimitError{Limit: "nodes", Value: int64(nodes)}
	}
	for i, text := range paragraphs {
		p := element(atom.P)
		if i == 0 && isHeadline(paragraphs) {
			p = element(atom.H1)
		}
		p.AppendChild(&html.Node{Type: html.TextNode, Data: text})
		body.AppendChild(p)
	}
	return root, nil
}

// line is a line of text without the white space around it.
type line struct {
	text   string
	width  int  // characters, wide ones counted twice
	first  int  // width of its first word
	indent int  // white space before it
	after  bool // an empty line comes before it
}

// splitParagraphs returns the paragraphs of text.
func splitParagraphs(text string) []string {
	lines := splitLines(text)
	width := wrapWidth(lines)
	var paragraphs []string
	var current strings.Builder
	for i, l := range lines {
		if i > 0 && width > 0 && continues(lines[i-1], l, width) {
			if !isWide(lastRune(lines[i-1].text)) || !isWide(firstRune(l.text)) {
				current.WriteByte(' ')
			}
			current.WriteString(l.text)
			continue
		}
		if current.Len() > 0 {
			paragraphs = append(paragraphs, current.String())
			current.Reset()
		}
		current.WriteString(l.text)
	}
	if current.Len() > 0 {
		paragraphs = append(paragraphs, current.String())
	}
	return paragraphs
}

// splitLines returns the lines of text that are not empty.
func splitLines(text string) []line {
	var lines []line
	after := false
	for raw := range strings.SplitSeq(lineEnds.Replace(text), "\n") {
		trimmed := strings.TrimFunc(raw, isBlank)
		if trimmed == "" {
			after = true
			continue
		}
		l := line{text: trimmed, after: after, width: textWidth(trimmed)}
		l.indent = len(raw) - len(strings.TrimLeft(raw, " \t"))
		word := trimmed
		if i := strings.IndexFunc(trimmed, unicode.IsSpace); i >= 0 {
			word = trimmed[:i]
		}
		if l.first = textWidth(word); isWide(firstRune(word)) {
			l.first = 2 // may be broken after any character
		}
		lines = append(lines, l)
		after = false
	}
	return lines
}

// lineEnds makes "\n" of all line ends, and empty lines of page breaks.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n")

func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// Bounds of the width that text is wrapped at by hand: 72 columns in mail, 78
// in manuals, 80 on terminals. Narrower breaks are of poems and menus, wider
// ones of paragraphs that are one line.
const (
	narrowest = 50
	widest    = 100
)

// wrapWidth returns the width that the text is wrapped at, or 0 when it is
// not: most line breaks must be where the next line's first word did not fit.
func wrapWidth(lines []line) int {
	var widths []int
	for _, l := range lines {
		widths = append(widths, l.width+l.indent)
	}
	if len(widths) < 3 {
		return 0
	}
	slices.Sort(widths)
	// A few lines may be longer: headings, addresses that can not be broken.
	width := widths[len(widths)-1-len(widths)/50]
	if width < narrowest || width > widest {
		return 0
	}
	forced, breaks := 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i].after || lines[i-1].width < width/2 || lines[i].width < width/2 && i+1 < len(lines) && !lines[i+1].after {
			continue
		}
		breaks++
		if fills(lines[i-1], lines[i], width) {
			forced++
		}
	}
	if breaks < 2 || forced*10 < breaks*9 {
		return 0
	}
	return width
}

// fills tells whether the first word of next would not have fitted on l.
func fills(l, next line, width int) bool {
	const slack = 2 // trailing spaces, quotation marks, a width guessed too high
	return l.width+l.indent+1+next.first > width-slack
}

// continues tells whether l goes on with the paragraph of the line before.
func continues(before, l line, width int) bool {
	return !l.after && fills(before, l, width) && l.indent <= before.indent+1 && !isItem(l.text)
}

// isItem tells whether a line begins as an item of a list or a quotation.
func isItem(text string) bool {
	switch r := firstRune(text); {
	case strings.ContainsRune("•‣·▪◦*>", r):
		return true
	case r == '-' || r == '–' || r == '—' || r == '+':
		return len(text) > 1 && strings.HasPrefix(strings.TrimLeft(text, "-–—+"), " ")
	}
	digits := 0
	for digits < len(text) && '0' <= text[digits] && text[digits] <= '9' {
		digits++
	}
	return digits > 0 && digits < 4 && digits+1 < len(text) && (text[digits] == '.' || text[digits] == ')') && text[digits+1] == ' '
}

// isHeadline tells whether the first paragraph is a headline beyond doubt: one
// line without the end of a sentence, and a text of sentences follows.
func isHeadline(paragraphs []string) bool {
	if len(paragraphs) < 2 {
		return false
	}
	head, next := paragraphs[0], paragraphs[1]
	width := textWidth(head)
	return width >= 15 && width <= 140 && !endsSentence(head) && !isItem(head) &&
		!strings.ContainsAny(head, "|©@") && !strings.Contains(head, "://") &&
		textWidth(next) >= 2*width && textWidth(next) >= 80 && endsSentence(next)
}

// endsSentence tells whether text ends as a sentence or a clause does.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, "\"'”’»)]")
	return strings.ContainsRune(".!?…:;,。！？：；，،؟।", lastRune(text))
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// textWidth counts characters, wide ones twice and combining ones not at all.
func textWidth(s string) (n int) {
	for _, r := range s {
		switch {
		case r < 0x300:
			n++
		case unicode.Is(unicode.Mn, r):
		case isWide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

// isWide tells the characters of scripts written without spaces, which take
// two columns.
func isWide(r rune) bool {
	return r >= 0x2e80 && (r <= 0xa4cf || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xff60 || r >= 0x20000 && r <= 0x3ffff)
}
