package meta

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Bounds of one JSON text. What is over them is left out.
const (
	maxJSONDepth  = 64
	maxJSONValues = 200000
)

type jsonKind uint8

const (
	jsonNull jsonKind = iota
	jsonBare          // number, true, false or any other bare word
	jsonText
	jsonList
	jsonObject
)

// value is a decoded JSON value. The zero value is null. Objects keep the order
// of their keys, so that what is found first does not depend on a map.
type value struct {
	kind  jsonKind
	text  string // of a text or a bare word
	keys  []string
	items []value // of a list, or of an object in the order of keys
}

// get returns the first member called key, or null.
func (v *value) get(key string) *value {
	if v.kind == jsonObject {
		for i, k := range v.keys {
			if k == key {
				return &v.items[i]
			}
		}
	}
	return &value{}
}

// string returns the text of a text or a number, or of the first one in a list.
func (v *value) string() string {
	switch v.kind {
	case jsonText:
		return strings.TrimSpace(v.text)
	case jsonBare:
		if v.text != "null" {
			return v.text
		}
	case jsonList:
		for i := range v.items {
			if s := v.items[i].string(); s != "" {
				return s
			}
		}
	case jsonObject:
		if s := v.get("@value"); s.kind == jsonText {
			return strings.TrimSpace(s.text)
		}
	}
	return ""
}

// list returns the items of a list, or the value itself as the only one.
func (v *value) list() []value {
	switch v.kind {
	case jsonList:
		return v.items
	case jsonNull:
		return nil
	}
	return []value{*v}
}

// decodeJSON reads JSON the way pages have it. It accepts comments, CDATA and
// HTML comment marks, trailing and missing commas, bare words and single
// quotes, raw control characters and unescaped quotes in texts, several texts
// in a row (given as a list) and a text that ends too early. It never fails:
// what cannot be read is left out.
func decodeJSON(s string) value {
	v, _ := decodeWithin(s, maxJSONDepth)
	return v
}

// decodeWithin is decodeJSON for values nested up to depth. It reports whether
// some are deeper, with which reading ends.
func decodeWithin(s string, depth int) (value, bool) {
	if q := strings.Index(s, "&quot;"); q >= 0 && (strings.IndexByte(s, '"') < 0 || q < strings.IndexByte(s, '"')) {
		s = unescapeHTML(s)
	}
	d := decoder{s: s, left: maxJSONValues, depth: depth}
	var all []value
	for d.space(); d.i < len(d.s); d.space() {
		c := d.s[d.i]
		if c != '{' && c != '[' {
			d.i++
			continue
		}
		all = append(all, d.value(0))
	}
	switch len(all) {
	case 0:
		return value{}, d.deep
	case 1:
		return all[0], d.deep
	}
	return value{kind: jsonList, items: all}, d.deep
}

type decoder struct {
	s    string
	i    int
	left int // values that may still be read

	depth int  // deepest nesting that is read
	deep  bool // something was nested deeper
}

// space skips white space, comments, and the marks that hide scripts from old readers.
func (d *decoder) space() {
	for d.i < len(d.s) {
		switch c := d.s[d.i]; {
		case c <= ' ':
			d.i++
		case c == '/' && d.has("/*"):
			d.until("*/")
		case c == '/' && d.has("//"):
			d.until("\n")
		case c == '<' && d.has("<!--"):
			d.i += 4
		case c == '-' && d.has("-->"):
			d.i += 3
		case c == '<' && d.has("<![CDATA["):
			d.i += 9
		case c == ']' && d.has("]]>"):
			d.i += 3
		case c == 0xEF && d.has("\ufeff"), c == 0xE2 && (d.has("\u2028") || d.has("\u2029")):
			d.i += 3
		case c == 0xC2 && d.has("\u00a0"):
			d.i += 2
		default:
			return
		}
	}
}

func (d *decoder) has(p string) bool { return strings.HasPrefix(d.s[d.i:], p) }

func (d *decoder) until(end string) {
	if j := strings.Index(d.s[d.i:], end); j >= 0 {
		d.i += j + len(end)
	} else {
		d.i = len(d.s)
	}
}

func (d *decoder) value(depth int) value {
	d.space()
	if d.i >= len(d.s) {
		return value{}
	}
	d.left--
	if d.left < 0 || depth > d.depth {
		d.deep = d.deep || depth > d.depth
		d.i = len(d.s)
		return value{}
	}
	switch d.s[d.i] {
	case '{':
		return d.object(depth)
	case '[':
		return d.array(depth)
	case '"', '\'':
		return value{kind: jsonText, text: d.quoted()}
	}
	return value{kind: jsonBare, text: d.bare()}
}

func (d *decoder) object(depth int) value {
	v := value{kind: jsonObject}
	d.i++
	for {
		d.space()
		if d.i >= len(d.s) {
			return v
		}
		switch d.s[d.i] {
		case '}':
			d.i++
			return v
		case ']': // a brace is missing
			return v
		case ',', ':', ';':
			d.i++
			continue
		}
		var key string
		if c := d.s[d.i]; c == '"' || c == '\'' {
			key = d.quoted()
		} else if key = d.bare(); key == "" {
			d.i++
			continue
		}
		d.space()
		if d.i < len(d.s) && d.s[d.i] == ':' {
			d.i++
			v.keys = append(v.keys, key)
			v.items = append(v.items, d.value(depth+1))
		}
	}
}

func (d *decoder) array(depth int) value {
	v := value{kind: jsonList}
	d.i++
	for {
		d.space()
		if d.i >= len(d.s) {
			return v
		}
		switch d.s[d.i] {
		case ']':
			d.i++
			return v
		case '}': // a bracket is missing
			return v
		case ',', ':', ';':
			d.i++
			continue
		}
		start := d.i
		item := d.value(depth + 1)
		if d.i == start {
			d.i++
			continue
		}
		v.items = append(v.items, item)
	}
}

// bare reads a number or a word.
func (d *decoder) bare() string {
	start := d.i
	for d.i < len(d.s) {
		switch c := d.s[d.i]; {
		case c <= ' ', c == ',', c == ':', c == '}', c == ']', c == '{', c == '[', c == '"':
			return d.s[start:d.i]
		}
		d.i++
	}
	return d.s[start:]
}

// quoted reads a text that starts at a quote.
func (d *decoder) quoted() string {
	q := d.s[d.i]
	d.i++
	start := d.i
	var b []byte // nil as long as the text stands as it is
	for d.i < len(d.s) {
		c := d.s[d.i]
		switch {
		case c == '\\' && d.i+1 < len(d.s):
			if b == nil {
				b = append(make([]byte, 0, d.i-start+64), d.s[start:d.i]...)
			}
			b = d.escape(b)
			continue
		case c == q && d.closes():
			s := d.s[start:d.i]
			d.i++
			if b != nil {
				s = string(b)
			}
			return s
		}
		if b != nil {
			b = append(b, c)
		}
		d.i++
	}
	if b != nil {
		return string(b)
	}
	return d.s[start:]
}

// closes reports whether the quote at d.i ends its text: what follows is the
// end, a separator, or the next text on a line of its own.
func (d *decoder) closes() bool {
	newline := false
	for j := d.i + 1; j < len(d.s); j++ {
		switch c := d.s[j]; c {
		case ' ', '\t', '\r':
		case '\n':
			newline = true
		case ',', '}', ']', ':', ';', ')', '<':
			return true
		case '/':
			return strings.HasPrefix(d.s[j:], "//") || strings.HasPrefix(d.s[j:], "/*")
		case '"', '\'':
			return newline
		default:
			return false
		}
	}
	return true
}

// escape reads the backslash escape at d.i and appends what it stands for.
func (d *decoder) escape(b []byte) []byte {
	c := d.s[d.i+1]
	d.i += 2
	switch c {
	case 'n':
		return append(b, '\n')
	case 't':
		return append(b, '\t')
	case 'r':
		return append(b, '\r')
	case 'b', 'f':
		return append(b, ' ')
	case 'u':
		r, ok := d.hex()
		if !ok {
			return append(b, 'u')
		}
		if utf16.IsSurrogate(r) {
			if d.has(`\u`) {
				save := d.i
				d.i += 2
				low, ok := d.hex()
				if pair := utf16.DecodeRune(r, low); ok && pair != utf8.RuneError {
					return utf8.AppendRune(b, pair)
				}
				d.i = save
			}
			r = utf8.RuneError
		}
		return utf8.AppendRune(b, r)
	}
	return append(b, c)
}

// hex reads the four hexadecimal digits at d.i.
func (d *decoder) hex() (rune, bool) {
	if d.i+4 > len(d.s) {
		return 0, false
	}
	var r rune
	for _, c := range []byte(d.s[d.i : d.i+4]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	d.i += 4
	return r, true
}
