package source

import (
	"bytes"
)

// lexer finds the tags, comments and raw texts of data at the very places
// where the parser's tokenizer finds them. What the tokenizer would read to
// the end of the page is found in time linear in the page's size: the lexer
// remembers what it has looked for in vain.
type lexer struct {
	data      []byte
	lastAngle int  // offset of the last ">", -1 without one
	noQuote   bool // no further '"' to close an attribute value
	noTick    bool // no further "'"
	noScript  bool // a script with a comment had no end
	closers   map[uint32]int
	arrow     finder // ends comments, as bang does
	bang      finder
	brackets  finder // ends CDATA sections
}

func newLexer(data []byte) *lexer {
	return &lexer{
		data:      data,
		lastAngle: bytes.LastIndexByte(data, '>'),
		arrow:     finder{mark: "-->", from: len(data)},
		bang:      finder{mark: "--!>", from: len(data)},
		brackets:  finder{mark: "]]>", from: len(data)},
	}
}

// tag is a start or end tag.
type tag struct {
	start, end  int // data[start:end] is the tag with its angle brackets
	nameEnd     int
	hash        uint32 // of the name
	kind        kind
	attributes  int
	excess      int // offset of the first attribute over the limit; 0 without one
	closing     bool
	selfClosing bool
	open        bool // no ">" ends it; end is that of the first ">" anywhere
}

// nameStart returns the offset of the name of the tag at t.start.
func (t *tag) nameStart() int {
	if t.closing {
		return t.start + 2
	}
	return t.start + 1
}

func isLetter(c byte) bool { c |= 0x20; return 'a' <= c && c <= 'z' }

// readTag reads the tag that begins at start, whose name's first letter has
// been seen. There must be a ">" after start.
func (l *lexer) readTag(t *tag, start int, closing bool, most int) {
	*t = tag{start: start, closing: closing}
	data := l.data
	i := t.nameStart()
	h := uint32(hashSeed)
	for i < len(data) && charClass[data[i]]&endsName == 0 {
		h = hashByte(h, data[i])
		i++
	}
	t.nameEnd, t.hash, t.kind = i, h, kinds.of(h)
	if i < len(data) && data[i] == '>' {
		t.end = i + 1
		return
	}
	key, keyEnd, valueEnd := 0, 0, -1 // of the last attribute with a name
	for {
		for i < len(data) && charClass[data[i]]&space != 0 {
			i++
		}
		if i >= len(data) {
			l.leftOpen(t)
			return
		}
		if data[i] == '>' {
			t.end = i + 1
			t.selfClosing = data[i-1] == '/' && (i != valueEnd || l.repeats(t, key, keyEnd))
			return
		}
		start := i
		name, end := 0, 0
		if name, i, end = l.attribute(start); end < 0 {
			l.leftOpen(t)
			return
		}
		if name > start {
			t.attributes++
			if t.attributes == most+1 {
				t.excess = start
			}
			key, keyEnd, valueEnd = start, name, end
		}
	}
}

// attribute reads the attribute at i: where its name ends, where to go on, and
// where its value ends, -1 when that runs to the end of the page.
func (l *lexer) attribute(i int) (nameEnd, next, valueEnd int) {
	data := l.data
	if data[i] == '=' {
		i++
	}
	for i < len(data) && charClass[data[i]]&endsKey == 0 {
		i++
	}
	next, valueEnd = l.skipValue(i)
	return i, next, valueEnd
}

// repeats reports whether the attribute of t whose name stands from key up to
// keyEnd is one that the tokenizer forgets: another before it has the same name.
func (l *lexer) repeats(t *tag, key, keyEnd int) bool {
	for i := t.nameEnd; i < key; {
		if isSpace(l.data[i]) {
			i++
			continue
		}
		name, next, _ := l.attribute(i)
		if equalFold(l.data[i:name], l.data[key:keyEnd]) {
			return true
		}
		i = next
	}
	return false
}

// equalFold compares in any case of ASCII letters.
func equalFold(a, b []byte) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && (a[i]|0x20 != b[i]|0x20 || !isLetter(a[i])) {
			return false
		}
	}
	return true
}

// leftOpen makes the best of a tag that runs to the end of the page, mostly
// for want of a quotation mark: a tag without attributes, up to the first ">".
func (l *lexer) leftOpen(t *tag) {
	t.open = true
	t.attributes, t.excess = 0, 0
	t.end = t.start + bytes.IndexByte(l.data[t.start:], '>') + 1
	t.nameEnd = min(t.nameEnd, t.end-1)
}

// Classes of bytes in tags.
const (
	space    = 1 << iota // HTML's white space
	endsName             // ends a tag's name
	endsKey              // ends an attribute's name
)

var charClass = [256]uint8{
	' ': space | endsName | endsKey, '\n': space | endsName | endsKey, '\t': space | endsName | endsKey,
	'\r': space | endsName | endsKey, '\f': space | endsName | endsKey,
	'/': endsName | endsKey, '>': endsName | endsKey, '=': endsKey,
}

// isSpace tells HTML's white space.
func isSpace(c byte) bool { return charClass[c]&space != 0 }

// skipValue returns the offset after the attribute value that follows a name
// ending at i, and where the value itself ends: -1 when it runs to the end of
// the page.
func (l *lexer) skipValue(i int) (next, end int) {
	data := l.data
	end = i
	for i < len(data) && isSpace(data[i]) {
		i++
	}
	if i >= len(data) {
		return i, -1
	}
	if data[i] == '/' {
		return i + 1, end
	}
	if data[i] != '=' {
		return i, end
	}
	for i++; i < len(data) && isSpace(data[i]); i++ {
	}
	if i >= len(data) {
		return i, -1
	}
	switch quote := data[i]; quote {
	case '>':
		return i, end
	case '"', '\'':
		gone := &l.noQuote
		if quote == '\'' {
			gone = &l.noTick
		}
		if *gone {
			return i, -1
		}
		n := bytes.IndexByte(data[i+1:], quote)
		if n < 0 {
			*gone = true
			return i, -1
		}
		return i + n + 2, i + n + 1
	}
	for ; i < len(data); i++ {
		if data[i] == '>' {
			return i, i
		}
		if isSpace(data[i]) {
			return i + 1, i
		}
	}
	return i, -1
}

// commentEnd returns the offset after the comment whose "<!--" ends at i, or
// -1 when it runs to the end of the page.
func (l *lexer) commentEnd(i int) int {
	first := i
	for first < len(l.data) && l.data[first] == '-' {
		first++
	}
	if first < len(l.data) && l.data[first] == '>' {
		return first + 1
	}
	end, bang := l.arrow.next(l.data, i), l.bang.next(l.data, i)
	switch {
	case bang >= 0 && (end < 0 || bang < end):
		return bang + len("--!>")
	case end >= 0:
		return end + len("-->")
	}
	return -1
}

// finder finds the occurrences of a mark, looking at no byte twice as long as
// it is asked in order.
type finder struct {
	mark string
	at   int // of the next occurrence, -1 when there is none
	from int // where the search for it began
}

// next returns the offset of the first mark from i on, or -1.
func (f *finder) next(data []byte, i int) int {
	if i >= f.from && (f.at < 0 || f.at >= i) {
		return f.at
	}
	f.from = i
	if f.at = bytes.Index(data[i:], []byte(f.mark)); f.at >= 0 {
		f.at += i
	}
	return f.at
}

// cdataEnd returns the offset after the CDATA section that begins at i, or -1.
func (l *lexer) cdataEnd(i int) int {
	end := l.brackets.next(l.data, i)
	if end < 0 {
		return -1
	}
	return end + len("]]>")
}

// rawEnd returns the offset of the end tag that closes the raw text which
// begins at i in the element of t, or -1 when there is none. With unhide, the
// parser agrees only once every "<!--" of the text is gone.
func (l *lexer) rawEnd(t *tag, i int) (end int, unhide bool) {
	name := l.data[t.nameStart():t.nameEnd]
	end = l.closer(t.hash, name, i)
	if t.hash != hashScript || end < 0 {
		return end, false
	}
	comment := bytes.Index(l.data[i:end], []byte("<!--"))
	if comment < 0 || !hasTag(l.data[i+comment:end], name) {
		return end, false
	}
	if !l.noScript {
		if at := l.hiddenEnd(name, i+comment+2); at >= 0 {
			return at, false
		}
		l.noScript = true
	}
	return end, true
}

// hasTag tells whether text has a start tag of name.
func hasTag(text, name []byte) bool {
	for {
		i := bytes.IndexByte(text, '<')
		if i < 0 {
			return false
		}
		if text = text[i+1:]; isTagName(text, name) {
			return true
		}
	}
}

// How the tokenizer reads what follows in a script with a comment.
type scriptState int

const (
	plain   scriptState = iota // outside comments
	escaped                    // in a comment
	hidden                     // in a comment, after a "<script" in it
)

// hiddenEnd is rawEnd for a script with a comment, whose "<!" ends at i: until
// "-->", each "<script" hides one "</script". As in the tokenizer, and unlike
// in browsers, a "<" in the comment that begins no tag ends it as well.
func (l *lexer) hiddenEnd(name []byte, i int) int {
	data := l.data
	state := escaped
	for {
		n := bytes.IndexAny(data[i:], "<-")
		if n < 0 {
			return -1
		}
		i += n
		rest := data[i:]
		switch {
		case rest[0] == '-':
			if state != plain && bytes.HasPrefix(rest, []byte("-->")) {
				state = plain
				i += 2
			}
		case bytes.HasPrefix(rest, []byte("</")):
			if isTagName(rest[2:], name) {
				if state != hidden {
					return i
				}
				state = escaped
				i += 1 + len(name)
			}
		case state == plain:
			if bytes.HasPrefix(rest, []byte("<!--")) {
				state = escaped
				i++
			}
		case state == escaped && isTagName(rest[1:], name):
			state = hidden
		case state == escaped && len(rest) > 1 && !isLetter(rest[1]):
			state = plain
		}
		i++
	}
}

// closer returns the offset of the next end tag of name from i on, or -1.
func (l *lexer) closer(hash uint32, name []byte, i int) int {
	known, ok := l.closers[hash]
	if ok && (known < 0 || known >= i) {
		return known
	}
	at := endTag(l.data[i:], name)
	if at >= 0 {
		at += i
	}
	if l.closers == nil {
		l.closers = make(map[uint32]int)
	}
	l.closers[hash] = at
	return at
}

// endTag returns the offset of the first end tag of name in data, or -1.
func endTag(data, name []byte) int {
	for at := 0; ; at += 2 {
		n := bytes.Index(data[at:], []byte("</"))
		if n < 0 {
			return -1
		}
		if at += n; isTagName(data[at+2:], name) {
			return at
		}
	}
}

// isTagName tells whether data begins with name, in any case, and its end.
func isTagName(data, name []byte) bool {
	if len(data) <= len(name) || !bytes.EqualFold(data[:len(name)], name) {
		return false
	}
	c := data[len(name)]
	return c == '>' || c == '/' || isSpace(c)
}
