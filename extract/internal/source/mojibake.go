package source

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// undoMojibake repairs text that some program read in the wrong encoding before
// it wrote it as UTF-8, where that is certain, and says what it did. Text may
// have gone wrong more than once, the latest mistake first.
func undoMojibake(data []byte) (fixed []byte, warning string) {
	if twice, ok := undoDoubleEncoding(data); ok {
		data, warning = twice, "text was encoded in UTF-8 twice and has been put right"
	}
	if right, name := undoWrongDecoding(data); name != "" {
		data, warning = right, "text in "+name+" had been taken for a Western encoding and has been put right"
	}
	return data, warning
}

// undoWrongDecoding repairs text in an encoding of another script that was
// taken for a Western one ("Ïðèâåò"). It is certain when the page still
// declares that encoding, every character goes back to one byte, and the bytes
// make far better sense that way. name is the encoding, empty when the text
// stays as it is.
func undoWrongDecoding(data []byte) (fixed []byte, name string) {
	i := firstBeyondASCII(data)
	if i < 0 {
		return data, ""
	}
	if r, _ := utf8.DecodeRune(data[i:]); r > 0x100 && r != 'Ž' && r != 'ž' && r != 'Œ' && r != 'œ' && r != 'Š' && r != 'š' && r != 'Ÿ' && r != '€' {
		return data, ""
	}
	name = declared(metaCharset(data))
	c := candidateOf(name)
	if c == nil || c.languages[0].latin {
		return data, ""
	}
	for _, western := range []*charmap.Charmap{charmap.Windows1252, charmap.ISO8859_15} {
		raw, ok := encodeWestern(data, western)
		if !ok {
			continue
		}
		sample := sampleText(raw)
		if len(sample) < leastSample || c.score(sample)-candidateOf(defaultName).score(sample) < declarationMargin {
			return data, ""
		}
		if fixed, err := c.encoding.NewDecoder().Bytes(raw); err == nil {
			return fixed, name
		}
	}
	return data, ""
}

// encodeWestern turns the characters of data into bytes of the encoding. ok is
// false when it lacks one.
func encodeWestern(data []byte, to *charmap.Charmap) (raw []byte, ok bool) {
	raw = make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			raw = append(raw, data[i])
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		b, ok := to.EncodeRune(r)
		if !ok && r >= 0x80 && r < 0xa0 {
			b, ok = byte(r), true
		}
		if !ok {
			return nil, false
		}
		raw = append(raw, b)
		i += size
	}
	return raw, true
}

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
