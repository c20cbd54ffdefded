package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// place is where a run of inlines stands, which decides on its line breaks and
// its escapes.
type place uint8

const (
	inBlock   place = iota // lines of their own
	inHeading              // one line after #
	inCell                 // one line between pipes
	inCaption              // emphasised as a whole
	inTerm                 // strong as a whole
)

// pieceKind says what a piece of a line is.
type pieceKind uint8

const (
	pieceText  pieceKind = iota // of the page, to be escaped
	pieceRaw                    // Markdown already
	pieceCode                   // text of a code span
	pieceBreak                  // line break
	pieceOpen                   // begins em, strong or del
	pieceClose                  // ends it
)

// piece is a part of a line. Emphasis is decided on once all pieces are known,
// since its markers only work beside the right characters.
type piece struct {
	kind pieceKind
	tag  atom.Atom // of pieceOpen and pieceClose
	mate int       // index of the other end
	text string
}

// inlineWriter writes runs of inlines as Markdown. It is used for one run
// after the other.
type inlineWriter struct {
	links  LinkMode
	images ImageMode
	notes  *addressNotes
	math   bool // the document has formulas, so dollar signs mean something
	item   bool // the next run begins an item, where "[ ]" would be a checkbox

	pieces  []piece
	place   place
	linked  bool // inside of a link
	strong  bool // inside of each
	em      bool
	del     bool
	visible bool // something that shows was written
	out     strings.Builder
}

// write returns the Markdown of a run, empty if nothing of it shows.
func (w *inlineWriter) write(r run, place place) string {
	w.pieces, w.place, w.visible = w.pieces[:0], place, false
	w.out.Reset()
	switch place {
	case inCaption:
		w.emphasis(atom.Em, &w.em, r)
	case inTerm:
		w.emphasis(atom.Strong, &w.strong, r)
	default:
		w.run(r)
	}
	if !w.visible {
		return ""
	}
	w.join()
	w.trim()
	w.assemble()
	w.item = false
	return w.out.String()
}

func (w *inlineWriter) run(r run) {
	for n := range r.nodes {
		w.node(n)
	}
}

func (w *inlineWriter) add(kind pieceKind, text string) {
	w.pieces = append(w.pieces, piece{kind: kind, text: text})
}

func (w *inlineWriter) raw(s string) { w.add(pieceRaw, s) }

func (w *inlineWriter) node(n *html.Node) {
	if n.Type == html.TextNode {
		w.visible = w.visible || strings.TrimSpace(n.Data) != ""
		w.add(pieceText, n.Data)
		return
	}
	switch n.DataAtom {
	case atom.Em, atom.Cite:
		w.emphasis(atom.Em, &w.em, content(n))
	case atom.Strong:
		w.emphasis(atom.Strong, &w.strong, content(n))
	case atom.Del:
		w.emphasis(atom.Del, &w.del, content(n))
	case atom.A:
		w.link(n)
	case atom.Code:
		w.code(n)
	case atom.Img:
		w.image(n)
	case atom.Math:
		w.formula(n)
	case atom.Br:
		w.add(pieceBreak, "")
	case atom.Q:
		w.raw("“")
		w.run(content(n))
		w.raw("”")
	case atom.Abbr:
		w.element(n, "title")
	case atom.Bdo:
		w.element(n, "dir")
	case atom.Kbd, atom.Sub, atom.Sup, atom.Mark, atom.Ins, atom.Ruby:
		w.element(n, "")
	case atom.Rt:
		w.raw("<rp>(</rp><rt>")
		w.run(content(n))
		w.raw("</rt><rp>)</rp>")
	default:
		w.run(content(n))
	}
}

// element writes an element that Markdown has no marker for.
func (w *inlineWriter) element(n *html.Node, key string) {
	start, visible := len(w.pieces), w.visible
	tag := "<" + n.Data
	if v := attribute(n, key); key != "" && v != "" {
		tag += " " + key + `="` + html.EscapeString(v) + `"`
	} else if n.DataAtom == atom.Abbr {
		w.run(content(n)) // nothing to tell about it
		return
	}
	w.raw(tag + ">")
	w.visible = false
	w.run(content(n))
	if !w.visible {
		w.pieces, w.visible = w.pieces[:start], visible
		return
	}
	w.raw("</" + n.Data + ">")
}

// emphasis writes a run inside of em, strong or del. on tells whether the
// writer is inside of one already.
func (w *inlineWriter) emphasis(tag atom.Atom, on *bool, r run) {
	if *on {
		w.run(r)
		return
	}
	*on = true
	start, visible := len(w.pieces), w.visible
	w.visible = false
	w.pieces = append(w.pieces, piece{kind: pieceOpen, tag: tag})
	w.run(r)
	*on = false
	if !w.visible {
		w.pieces, w.visible = w.pieces[:start], visible
		return
	}
	end := len(w.pieces)
	w.pieces[start].mate = end
	w.pieces = append(w.pieces, piece{kind: pieceClose, tag: tag, mate: start})
}

func (w *inlineWriter) image(n *html.Node) {
	alt := attribute(n, "alt")
	switch w.images {
	case ImagesKeep:
		w.visible = true
		w.raw("![")
		linked := w.linked
		w.linked = true // brackets of the text are escaped as in links
		w.add(pieceText, alt)
		w.linked = linked
		w.raw("](" + destination(attribute(n, "src"), w.place) + ")")
	case ImagesAlt:
		w.visible = w.visible || alt != ""
		w.add(pieceText, alt)
	}
}

func (w *inlineWriter) code(n *html.Node) {
	var s strings.Builder
	plain(&s, n)
	code := strings.TrimSpace(s.String())
	if code == "" {
		return
	}
	w.visible = true
	if end := len(w.pieces) - 1; end >= 0 && w.pieces[end].kind == pieceCode {
		// The backticks of two spans would run together.
		if len(w.pieces[end].text) < longCode {
			w.pieces[end].text += code
			return
		}
		w.raw(" ")
	}
	w.add(pieceCode, code)
}

// longCode bounds how far code spans are joined, so that a page of them does not
// take quadratic time.
const longCode = 4096

// codeSpan returns code between as many backticks as it needs.
func codeSpan(code string) string {
	if !strings.Contains(code, "`") {
		return "`" + code + "`"
	}
	fence := strings.Repeat("`", longestRun(code, '`')+1)
	pad := ""
	if code[0] == '`' || code[len(code)-1] == '`' {
		pad = " "
	}
	return fence + pad + code + pad + fence
}

func (w *inlineWriter) formula(n *html.Node) {
	tex := attribute(n, "data-tex")
	if tex == "" {
		return
	}
	w.visible = true
	fence := "$"
	if attribute(n, "display") == "block" {
		fence = "$$"
	}
	if w.place == inCell {
		tex = strings.ReplaceAll(tex, "|", `\|`)
	}
	w.raw(fence + apart(tex) + fence)
}

// apart returns TeX in which nothing is a tag or a link to readers that do not
// know formulas: spaces, which mean nothing in TeX, stand where these would
// begin.
func apart(tex string) string {
	if !strings.ContainsAny(tex, "<]") {
		return tex
	}
	var s strings.Builder
	for i := 0; i < len(tex); i++ {
		s.WriteByte(tex[i])
		if i+1 == len(tex) {
			break
		}
		switch next := tex[i+1]; tex[i] {
		case '<':
			if letter := next | 0x20; letter >= 'a' && letter <= 'z' || next == '/' || next == '!' || next == '?' {
				s.WriteByte(' ')
			}
		case ']':
			if next == '(' || next == '[' || next == ':' {
				s.WriteByte(' ')
			}
		}
	}
	return s.String()
}

// join makes one piece of texts that follow each other: a page may cut "1." in
// two, and only the whole needs an escape.
func (w *inlineWriter) join() {
	var s strings.Builder
	for i := 0; i < len(w.pieces); i++ {
		end := i
		for end < len(w.pieces) && w.pieces[end].kind == pieceText {
			end++
		}
		if end < i+2 {
			continue
		}
		s.Reset()
		for j := i; j < end; j++ {
			writeText(&s, w.pieces[j].text)
			w.pieces[j] = piece{kind: pieceRaw}
		}
		w.pieces[end-1] = piece{kind: pieceText, text: s.String()}
		i = end - 1
	}
}

// trim removes breaks and spaces from the ends.
func (w *inlineWriter) trim() {
	p := w.pieces
	for len(p) > 0 && (p[0].kind == pieceBreak || p[0].kind == pieceText && strings.TrimSpace(p[0].text) == "") {
		p[0] = piece{kind: pieceRaw}
		p = p[1:]
	}
	for len(p) > 0 && (p[len(p)-1].kind == pieceBreak || p[len(p)-1].kind == pieceText && strings.TrimSpace(p[len(p)-1].text) == "") {
		p[len(p)-1] = piece{kind: pieceRaw}
		p = p[:len(p)-1]
	}
}

// assemble writes the pieces out.
func (w *inlineWriter) assemble() {
	w.markers()
	e := newEscaper(w)
	depth := 0 // of links
	for i := range w.pieces {
		p := &w.pieces[i]
		switch p.kind {
		case pieceRaw:
			switch {
			case p.text == "[" || p.text == "![":
				depth++
			case strings.HasPrefix(p.text, "]("):
				depth--
			}
			w.out.WriteString(p.text)
		case pieceCode:
			span := codeSpan(p.text)
			if w.place == inCell {
				span = strings.ReplaceAll(span, "|", `\|`)
			}
			w.out.WriteString(span)
		case pieceText:
			e.text(p.text, w.peek(i+1), depth > 0)
		case pieceBreak:
			switch {
			case w.place == inCell:
				w.out.WriteString("<br>")
			case w.place == inHeading || depth > 0:
				w.out.WriteByte(' ')
			case strings.HasSuffix(w.out.String(), "\\"):
				w.out.WriteString("  \n") // a third backslash confuses some parsers
			default:
				w.out.WriteString("\\\n")
			}
		default:
			w.out.WriteString(p.text)
		}
	}
}

// peek returns the first character that piece i and those after it write, or 0
// at the end of the run.
func (w *inlineWriter) peek(i int) rune {
	for ; i < len(w.pieces); i++ {
		switch p := &w.pieces[i]; p.kind {
		case pieceBreak:
			return '\n'
		case pieceOpen, pieceClose:
			return '*'
		case pieceCode:
			return '`'
		default:
			if p.text != "" {
				r, _ := utf8.DecodeRuneInString(p.text)
				return r
			}
		}
	}
	return 0
}

// behind returns the last character that the pieces before i write, or 0.
func (w *inlineWriter) behind(i int) rune {
	for i--; i >= 0; i-- {
		switch p := &w.pieces[i]; p.kind {
		case pieceBreak:
			return '\n'
		case pieceOpen, pieceClose:
			return '*'
		case pieceCode:
			return '`'
		default:
			if p.text != "" {
				r, _ := utf8.DecodeLastRuneInString(p.text)
				return r
			}
		}
	}
	return 0
}

// markers chooses what every end of emphasis is written as.
func (w *inlineWriter) markers() {
	for i := range w.pieces {
		if p := &w.pieces[i]; p.kind == pieceOpen {
			p.text, w.pieces[p.mate].text = w.mark(i, p.mate)
		}
	}
}

// mark chooses the markers for the emphasis from piece i to piece j: asterisks,
// underscores where asterisks would run together with those beside, and HTML
// where the characters around allow neither.
func (w *inlineWriter) mark(i, j int) (open, closing string) {
	before, first := w.behind(i), w.peek(i+1)
	last, after := w.behind(j), w.peek(j+1)
	opens := !blankRune(first) && (!punctuation(first) || blankRune(before) || punctuation(before))
	closes := !blankRune(last) && (!punctuation(last) || blankRune(after) || punctuation(after))
	beside := w.emphasised(i-1) || w.emphasised(i+1) || w.emphasised(j-1) || w.emphasised(j+1)
	follows := i > 0 && w.pieces[i-1].kind == pieceClose
	switch tag := w.pieces[i].tag; {
	case !opens || !closes || follows || tag == atom.Del && (before == '~' || first == '~' || last == '~' || after == '~'):
		return "<" + tag.String() + ">", "</" + tag.String() + ">"
	case tag == atom.Strong:
		return "**", "**"
	case tag == atom.Del:
		return "~~", "~~"
	case !beside:
		return "*", "*"
	case (blankRune(before) || punctuation(before)) && (blankRune(after) || punctuation(after)):
		return "_", "_"
	}
	return "<em>", "</em>"
}

func (w *inlineWriter) emphasised(i int) bool {
	return i >= 0 && i < len(w.pieces) && (w.pieces[i].kind == pieceOpen || w.pieces[i].kind == pieceClose)
}

func blankRune(r rune) bool { return r == 0 || unicode.IsSpace(r) }

func punctuation(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
