package render

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// escaper escapes the text of one run where Markdown would read it as markup,
// and only there.
type escaper struct {
	w *inlineWriter
	// pairs tells for each marker whether the run has enough of it to make a
	// pair: one asterisk alone is an asterisk.
	star, underscore, tilde, backtick, bracket, dollar bool
}

func newEscaper(w *inlineWriter) *escaper {
	var counts [128]int
	for i := range w.pieces {
		p := &w.pieces[i]
		switch p.kind {
		case pieceText:
			count(&counts, p.text)
		case pieceCode:
			counts['`'] += 2
		default:
			switch {
			case strings.HasPrefix(p.text, "$"): // a formula, which readers may take for text
				count(&counts, p.text)
			case p.text != "":
				counts[p.text[0]&0x7f]++
			}
		}
	}
	return &escaper{w: w, star: counts['*'] > 1, underscore: counts['_'] > 1, tilde: counts['~'] > 1, backtick: counts['`'] > 1,
		bracket: counts[']'] > 0 && counts['['] > 0, dollar: w.math}
}

// count adds up the ASCII characters of s.
func count(counts *[128]int, s string) {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x80 {
			counts[c]++
		}
	}
}

// text writes the text s. next is the first character after it, linked whether
// it stands in the text of a link.
func (e *escaper) text(s string, next rune, linked bool) {
	out := &e.w.out
	if start := e.lineStart(); start {
		s = e.startOfLine(s, next)
	}
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x80 || !special[c] {
			continue
		}
		if e.needs(s, i, next, linked) {
			out.WriteString(s[from:i])
			out.WriteByte('\\')
			from = i
		}
	}
	out.WriteString(s[from:])
}

// special are the characters that may need an escape.
var special = func() (t [128]bool) {
	for _, c := range []byte("\\*_~`[]<&$|!#") {
		t[c] = true
	}
	return t
}()

// needs reports whether the character at i needs a backslash.
func (e *escaper) needs(s string, i int, next rune, linked bool) bool {
	after := next
	if i+1 < len(s) {
		after, _ = utf8.DecodeRuneInString(s[i+1:])
	}
	switch s[i] {
	case '\\':
		return after == '\n' || after == 0 || after < 0x80 && punctuation(after)
	case '*':
		return e.star && e.flanking(s, i, after)
	case '_':
		return e.underscore && e.flanking(s, i, after) && !e.insideWord(s, i, next)
	case '~':
		return e.tilde && e.flanking(s, i, after)
	case '`':
		return e.backtick
	case '[':
		return linked || e.bracket && after == '^' || e.w.item && e.w.out.Len() == 0 && i == 0 && len(s) > 2 && s[2] == ']'
	case ']':
		return linked || e.bracket && (after == '(' || after == '[' || after == ':' || after == '*')
	case '<':
		return after == '/' || after == '!' || after == '?' || after < 0x80 && unicode.IsLetter(after) || mailLike(s[i+1:], after, next)
	case '&':
		return entity(s[i:])
	case '$':
		return e.dollar
	case '|':
		return e.w.place == inCell
	case '!':
		return after == '[' && i+1 == len(s) // a link follows
	case '#':
		return e.w.place == inHeading && after == 0 && strings.Trim(s[i:], "#") == "" && (blankRune(e.before(s, i)) || e.before(s, i) == '#')
	}
	return false
}

// longMail bounds how far the end of an address is looked for.
const longMail = 320

// mailLike reports whether rest, which begins with the character first, could be
// the address of an autolink, as in <*@a>. next follows rest in the line: what
// stands there is not looked at further.
func mailLike(rest string, first, next rune) bool {
	if first >= 0x80 || blankRune(first) || first == '<' || first == '>' || first == '@' {
		return false
	}
	end := strings.IndexAny(rest[:min(len(rest), longMail)], " \n<>")
	if end < 0 {
		return len(rest) < longMail && !blankRune(next)
	}
	return rest[end] == '>' && strings.IndexByte(rest[:end], '@') > 0
}

// flanking reports whether a marker at i could begin or end emphasis: one with
// white space on both sides cannot. A line break is written as a backslash.
func (e *escaper) flanking(s string, i int, after rune) bool {
	return !blankRune(e.before(s, i)) || !blankRune(after) || after == '\n'
}

// before returns the character before s[i], or 0 at the start of the run.
func (e *escaper) before(s string, i int) rune {
	if i > 0 {
		r, _ := utf8.DecodeLastRuneInString(s[:i])
		return r
	}
	if out := e.w.out.String(); out != "" {
		r, _ := utf8.DecodeLastRuneInString(out)
		return r
	}
	return 0
}

// longRun bounds how far insideWord looks, so that a page of underscores does
// not take quadratic time.
const longRun = 32

// insideWord reports whether the run of underscores around i has letters on
// both sides: such a one is no markup.
func (e *escaper) insideWord(s string, i int, next rune) bool {
	start, end := i, i+1
	for start > max(0, i-longRun) && s[start-1] == '_' {
		start--
	}
	for end < min(len(s), i+longRun) && s[end] == '_' {
		end++
	}
	if end < len(s) {
		next, _ = utf8.DecodeRuneInString(s[end:])
	}
	return word(e.before(s, start)) && word(next)
}

func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// lineStart reports whether the next character begins a line that Markdown may
// read as the start of a block.
func (e *escaper) lineStart() bool {
	if e.w.place == inHeading || e.w.place == inCell {
		return false
	}
	out := e.w.out.String()
	return out == "" || out[len(out)-1] == '\n'
}

// startOfLine escapes what would begin a heading, list, quote, fence, table or
// rule, and returns the rest.
func (e *escaper) startOfLine(s string, next rune) string {
	s = strings.TrimLeft(s, " ")
	if s == "" {
		return s
	}
	after := func(i int) rune {
		if i < len(s) {
			return rune(s[i])
		}
		return next
	}
	out := &e.w.out
	switch c := s[0]; c {
	case '#':
		n := len(s) - len(strings.TrimLeft(s, "#"))
		if n <= 6 && blankRune(after(n)) {
			out.WriteByte('\\')
			out.WriteByte(c)
			return s[1:]
		}
	case '>':
		out.WriteString(`\>`)
		return s[1:]
	case '+', '-', '*', '=', ':', '|', '_':
		if blankRune(after(1)) && strings.IndexByte("+-*", c) >= 0 || strings.Trim(s, "-=:|*_+ ") == "" {
			out.WriteByte('\\')
			out.WriteByte(c)
			return s[1:]
		}
	case '~', '`':
		if strings.HasPrefix(s, "~~~") || strings.HasPrefix(s, "```") {
			out.WriteByte('\\')
			out.WriteByte(c)
			return s[1:]
		}
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		n := len(s) - len(strings.TrimLeft(s, "0123456789"))
		if n <= 9 && n < len(s) && (s[n] == '.' || s[n] == ')') && blankRune(after(n+1)) {
			out.WriteString(s[:n])
			out.WriteByte('\\')
			out.WriteByte(s[n])
			return s[n+1:]
		}
	}
	return s
}

// entity reports whether s begins with what looks like a character reference.
func entity(s string) bool {
	end := strings.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return false
	}
	name := s[1:end]
	name = strings.TrimPrefix(name, "#")
	for i := 0; i < len(name); i++ {
		if c := name[i] | 0x20; (c < 'a' || c > 'z') && (name[i] < '0' || name[i] > '9') {
			return false
		}
	}
	return name != ""
}
