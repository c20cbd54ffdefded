package source

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// leastDoubled is how many doubly encoded characters make a repair certain.
// One alone may be what the author meant to show.
const leastDoubled = 3

// undoDoubleEncoding repairs UTF-8 text that was taken for windows-1252 and
// encoded in UTF-8 again ("cafÃ©"). It is certain only when every character
// beyond ASCII is part of such a sequence: a page where one other character
// stands alone was written that way or is beyond repair. ok says whether the
// text was repaired.
func undoDoubleEncoding(data []byte) (fixed []byte, ok bool) {
	i := firstBeyondASCII(data)
	if i < 0 {
		return data, false
	}
	if _, size := doubledAt(data[i:]); size == 0 {
		return data, false
	}
	fixed = append(make([]byte, 0, len(data)), data[:i]...)
	doubled := 0
	for i < len(data) {
		if data[i] < utf8.RuneSelf {
			fixed = append(fixed, data[i])
			i++
			continue
		}
		r, size := doubledAt(data[i:])
		if size == 0 {
			return data, false
		}
		fixed = utf8.AppendRune(fixed, r)
		doubled++
		i += size
	}
	return fixed, doubled >= leastDoubled
}

// doubledAt decodes a doubly encoded character at the start of data, and
// returns its length there, or 0 when there is none.
func doubledAt(data []byte) (r rune, size int) {
	var inner [utf8.UTFMax]byte
	for n := 0; n < len(inner); n++ {
		c, width := utf8.DecodeRune(data[size:])
		b, ok := windows1252Byte(c)
		if !ok || b < utf8.RuneSelf {
			return 0, 0
		}
		inner[n] = b
		size += width
		if utf8.FullRune(inner[:n+1]) {
			r, length := utf8.DecodeRune(inner[:n+1])
			if r == utf8.RuneError || length != n+1 {
				return 0, 0
			}
			return r, size
		}
	}
	return 0, 0
}

// windows1252Byte returns the byte that stands for r. Five bytes that the
// encoding leaves open are C1 controls, as in browsers.
func windows1252Byte(r rune) (byte, bool) {
	if r >= 0x80 && r <= 0x9f {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}
