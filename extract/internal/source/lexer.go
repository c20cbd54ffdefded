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
	noDashes  bool // no further "-->" or "--!>"
	noCDATA   bool // no further "]]>"
	noScript  bool // a script with a comment had no end
	closers   map[uint32]int
}

func newLexer(data []byte) *lexer {
	return &lexer{data: data, lastAngle: bytes.LastIndexByte(data, '>')}
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
func (l *lexer) readTag(start int, closing bool, most int) tag {
	t := tag{start: start, closing: closing}
	data := l.data
	i := t.nameStart()
	h := uint32(hashSeed)
	for ; i < len(data); i++ {
		c := data[i]
		if c == '>' || c == '/' || isSpace(c) {
			break
		}
		h = hashByte(h, c)
	}
	t.nameEnd, t.hash, t.kind = i, h, kinds.of(h)
	if i < len(data) && data[i] == '>' {
		t.end = i + 1
		return t
	}
	valueEnd := -1
	for {
		for i < len(data) && isSpace(data[i]) {
			i++
		}
		if i >= len(data) {
			return l.leftOpen(t)
		}
		if data[i] == '>' {
			t.end = i + 1
			t.selfClosing = data[i-1] == '/' && i-1 != valueEnd-1
			return t
		}
		key := i
		i = skipKey(data, i)
		named := i > key
		if named {
			t.attributes++
			if t.attributes == most+1 {
				t.excess = key
			}
		}
		end := 0
		if i, end = l.skipValue(i); end < 0 {
			return l.leftOpen(t)
		}
		if named {
			valueEnd = end
		}
	}
}

// leftOpen makes the best of a tag that runs to the end of the page, mostly
// for want of a quotation mark: a tag without attributes, up to the first ">".
func (l *lexer) leftOpen(t tag) tag {
	t.open = true
	t.attributes, t.excess = 0, 0
	t.end = t.start + bytes.IndexByte(l.data[t.start:], '>') + 1
	t.nameEnd = min(t.nameEnd, t.end-1)
	return t
}

// keyEnds has the bytes that end an attribute's name.
var keyEnds = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '=': true, '/': true, '>': true}

// skipKey returns the offset after the attribute name at i.
func skipKey(data []byte, i int) int {
	if i < len(data) && data[i] == '=' {
		i++
	}
	for i < len(data) && !keyEnds[data[i]] {
		i++
	}
	return i
}

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
	rest := l.data[i:]
	dashes := 0
	for dashes < len(rest) && rest[dashes] == '-' {
		dashes++
	}
	if dashes < len(rest) && rest[dashes] == '>' {
		return i + dashes + 1
	}
	if l.noDashes {
		return -1
	}
	end := bytes.Index(rest, []byte("-->"))
	if end >= 0 {
		rest = rest[:end]
	}
	if bang := bytes.Index(rest, []byte("--!>")); bang >= 0 {
		return i + bang + 4
	}
	if end < 0 {
		l.noDashes = true
		return -1
	}
	return i + end + 3
}

// cdataEnd returns the offset after the CDATA section that begins at i, or -1.
func (l *lexer) cdataEnd(i int) int {
	if l.noCDATA {
		return -1
	}
	n := bytes.Index(l.data[i:], []byte("]]>"))
	if n < 0 {
		l.noCDATA = true
		return -1
	}
	return i + n + 3
}

// rawEnd returns the offset of the end tag that closes the raw text which
// begins at i in the element of t, or -1 when there is none. With unhide, the
// parser agrees only once every "<!--" of the text is gone.
func (l *lexer) rawEnd(t tag, i int) (end int, unhide bool) {
	name := l.data[t.nameStart():t.nameEnd]
	end = l.closer(t.hash, name, i)
	if t.hash != hashScript || end < 0 {
		return end, false
	}
	comment := bytes.Index(l.data[i:end], []byte("<!--"))
	if comment < 0 {
		return end, false
	}
	if !l.noScript {
		if hidden := l.hiddenEnd(name, i+comment+2); hidden >= 0 {
			return hidden, false
		}
		l.noScript = true
	}
	return end, true
}

// hiddenEnd is rawEnd for a script with a comment, whose "<!" ends at i: until
// "-->", each "<script" hides one "</script".
func (l *lexer) hiddenEnd(name []byte, i int) int {
	data := l.data
	hiding, comment := false, true
	for {
		n := bytes.IndexAny(data[i:], "<-")
		if n < 0 {
			return -1
		}
		i += n
		rest := data[i:]
		switch {
		case bytes.HasPrefix(rest, []byte("-->")):
			hiding, comment = false, false
			i += 2
		case bytes.HasPrefix(rest, []byte("<!--")):
			comment = true
			i++
		case comment && !hiding && isTagName(rest[1:], name):
			hiding = true
		case bytes.HasPrefix(rest, []byte("</")) && isTagName(rest[2:], name):
			if !hiding {
				return i
			}
			hiding = false
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
	at := i
	for {
		n := bytes.Index(l.data[at:], []byte("</"))
		if n < 0 {
			at = -1
			break
		}
		at += n
		if isTagName(l.data[at+2:], name) {
			break
		}
		at += 2
	}
	if l.closers == nil {
		l.closers = make(map[uint32]int)
	}
	l.closers[hash] = at
	return at
}

// isTagName tells whether data begins with name, in any case, and its end.
func isTagName(data, name []byte) bool {
	if len(data) <= len(name) || !bytes.EqualFold(data[:len(name)], name) {
		return false
	}
	c := data[len(name)]
	return c == '>' || c == '/' || isSpace(c)
}
