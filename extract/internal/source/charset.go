package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// CheckCharset returns a *ParamError unless label is empty or one of the
// encoding labels of the WHATWG Encoding Standard, in any case, that stand for
// an encoding. A few stand for none: browsers show nothing of such pages.
func CheckCharset(label string) error {
	if label == "" {
		return nil
	}
	if name, _ := lookup(label); name == "" {
		return &ParamError{Field: "Charset", Value: label, Want: "an encoding that browsers read, such as utf-8, windows-1251 or shift_jis"}
	}
	return nil
}

// lookup returns the canonical name and the encoding of a label, or "".
func lookup(label string) (string, encoding.Encoding) {
	e, err := htmlindex.Get(label)
	if err != nil || e == encoding.Replacement {
		return "", nil
	}
	name, err := htmlindex.Name(e)
	if err != nil {
		return "", nil
	}
	return name, e
}

// decoderOf is lookup for reading: pages that declare GBK, or GB 2312, have
// characters of GB 18030, whose decoder browsers use for all three.
func decoderOf(label string) (string, encoding.Encoding) {
	name, e := lookup(label)
	if name == "gbk" {
		_, e = lookup("gb18030")
	}
	return name, e
}

// choice is an encoding and why it was chosen.
type choice struct {
	name string // canonical, such as "windows-1251"
	from string // as Page.CharsetFrom
	bom  int    // bytes of the byte-order mark to skip
}

// decode returns raw in valid UTF-8 without NUL bytes and notes on p how it
// was read. Characters are not normalised, and soft hyphens stay.
func (p *Page) decode(raw []byte, in Input) []byte {
	c := chooseCharset(raw, in)
	p.Charset, p.CharsetFrom = c.name, c.from
	raw = raw[c.bom:]

	data := raw
	if c.name == utf8Name {
		data, p.Warnings = repairUTF8(raw, p.Warnings)
	} else if _, e := decoderOf(c.name); e != nil {
		if decoded, err := e.NewDecoder().Bytes(raw); err == nil {
			data = decoded
		}
		data = bytes.TrimPrefix(data, []byte(bomUTF8))
	}
	// The parser drops NULs from text but makes them U+FFFD elsewhere, which
	// would break attribute values for no gain.
	if bytes.IndexByte(data, 0) >= 0 {
		data = bytes.ReplaceAll(data, []byte{0}, nil)
	}
	if c.name == utf8Name {
		var warning string
		data, warning = undoMojibake(data)
		p.warn(warning)
	}
	return data
}

const (
	utf8Name    = "utf-8"
	bomUTF8     = "\xef\xbb\xbf"
	bomUTF16LE  = "\xff\xfe"
	bomUTF16BE  = "\xfe\xff"
	defaultName = "windows-1252"
)

// chooseCharset decides the encoding of raw. The first that applies wins:
//
//  1. a byte-order mark, which no other encoding's text begins with;
//  2. the user's word: who gives an encoding has seen the page misread;
//  3. UTF-16 by its NUL bytes, since no other text has any;
//  4. valid UTF-8 with characters beyond ASCII, whatever is declared: text in
//     another encoding is not valid UTF-8 by accident, while servers and pages
//     that were converted keep declaring what they were before;
//  5. the Content-Type header, then <meta> and <?xml?>, anywhere in the page;
//     a declaration under which the text makes no sense, while another
//     encoding makes good sense of it, is not believed;
//  6. UTF-8 with a few broken characters;
//  7. the statistical guess;
//  8. windows-1252, the Web's default.
func chooseCharset(raw []byte, in Input) choice {
	switch {
	case bytes.HasPrefix(raw, []byte(bomUTF8)):
		return choice{utf8Name, "bom", len(bomUTF8)}
	case bytes.HasPrefix(raw, []byte(bomUTF16LE)):
		return choice{"utf-16le", "bom", len(bomUTF16LE)}
	case bytes.HasPrefix(raw, []byte(bomUTF16BE)):
		return choice{"utf-16be", "bom", len(bomUTF16BE)}
	}
	if name, _ := lookup(in.Charset); name != "" {
		return choice{name, "option", 0}
	}
	if name := utf16Name(raw); name != "" {
		return choice{name, "nul-bytes", 0}
	}

	header := declared(headerCharset(in.ContentType))
	beyond := firstBeyondASCII(raw)
	if beyond < 0 && bytes.Contains(raw, []byte("\x1b$")) {
		// Only ISO-2022-JP is written in ASCII with escape sequences.
		return choice{"iso-2022-jp", "guess", 0}
	}
	if beyond < 0 || utf8.Valid(raw[beyond:]) {
		if header == utf8Name {
			return choice{utf8Name, "header", 0}
		}
		return choice{utf8Name, "valid-utf8", 0}
	}
	return chooseLegacy(raw, header)
}

// chooseLegacy decides the encoding of bytes that are not valid UTF-8.
func chooseLegacy(raw []byte, header string) choice {
	if mostlyUTF8(raw) {
		return choice{utf8Name, "valid-utf8", 0}
	}
	sample := sampleText(raw)
	guess := guessCharset(sample)
	for _, d := range []choice{{header, "header", 0}, {declared(metaCharset(raw)), "meta", 0}} {
		if d.name == "" || d.name == utf8Name {
			continue
		}
		if guess.betterThan(d.name, sample) {
			continue
		}
		return d
	}
	if guess.name != "" {
		return choice{guess.name, "guess", 0}
	}
	return choice{defaultName, "default", 0}
}

// firstBeyondASCII returns the offset of the first byte above 0x7f, or -1.
func firstBeyondASCII(data []byte) int {
	i := 0
	for ; i+8 <= len(data); i += 8 {
		d := data[i : i+8 : i+8]
		if (d[0]|d[1]|d[2]|d[3]|d[4]|d[5]|d[6]|d[7])&0x80 != 0 {
			break
		}
	}
	for ; i < len(data); i++ {
		if data[i] >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}

// utf16Name recognises UTF-16 without a byte-order mark: markup and Latin text
// have NULs at every other place. It returns "utf-16le", "utf-16be" or "".
func utf16Name(data []byte) string {
	head := data[:min(len(data), 4096)&^1]
	if bytes.IndexByte(head, 0) < 0 {
		return ""
	}
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	// Tags alone make more than a tenth of the characters of any page ASCII.
	// NULs on the other side are those of code points such as U+0100.
	enough := len(head) / 2 / 10
	switch {
	case zeros[1] > enough && zeros[0] <= zeros[1]/16:
		return "utf-16le"
	case zeros[0] > enough && zeros[1] <= zeros[0]/16:
		return "utf-16be"
	}
	return ""
}

// mostlyUTF8 tells whether data is UTF-8 with damage: bytes lost where texts
// were cut, or lone surrogates. Text in other encodings hardly ever has
// well-formed sequences, and never nine of them for each damaged place.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := firstBeyondASCII(data); i >= 0 && i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		switch r, size := utf8.DecodeRune(data[i:]); {
		case r != utf8.RuneError || size > 1:
			good++
			i += size
		case surrogateAt(data[i:]):
			good++
			i += 3
		default:
			bad++
			for i++; i < len(data) && !utf8.RuneStart(data[i]); i++ {
			}
		}
	}
	return good >= 9*bad
}

// surrogateAt tells whether data begins with half a surrogate pair written as
// if it were a character.
func surrogateAt(data []byte) bool {
	return len(data) >= 3 && data[0] == 0xed && data[1] >= 0xa0 && data[1] <= 0xbf && data[2]&0xc0 == 0x80
}

// repairUTF8 returns raw as valid UTF-8. Surrogate pairs that were written as
// two characters become the character they stand for; what else is not UTF-8
// becomes U+FFFD, with a warning.
func repairUTF8(raw []byte, warnings []string) ([]byte, []string) {
	if utf8.Valid(raw) {
		return raw, warnings
	}
	out := make([]byte, 0, len(raw)+16)
	lost := 0
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			out = append(out, raw[i])
			i++
			continue
		}
		r, size := utf8.DecodeRune(raw[i:])
		switch {
		case r != utf8.RuneError || size > 1:
			out = append(out, raw[i:i+size]...)
			i += size
		case surrogateAt(raw[i:]):
			r, size := decodeSurrogates(raw[i:])
			if r == utf8.RuneError {
				lost++
			}
			out = utf8.AppendRune(out, r)
			i += size
		default:
			lost++
			out = utf8.AppendRune(out, utf8.RuneError)
			for i++; i < len(raw) && !utf8.RuneStart(raw[i]); i++ {
			}
		}
	}
	if lost > 0 {
		warnings = append(warnings, fmt.Sprintf("%d broken characters of the UTF-8 text became U+FFFD", lost))
	}
	return out, warnings
}

// decodeSurrogates reads a pair of surrogates of three bytes each at the start
// of data, or one alone, which is U+FFFD.
func decodeSurrogates(data []byte) (r rune, size int) {
	half := func(b []byte) rune { return 0xd000 | rune(b[1]&0x3f)<<6 | rune(b[2]&0x3f) }
	high := half(data)
	if high >= 0xdc00 || !surrogateAt(data[3:]) {
		return utf8.RuneError, 3
	}
	low := half(data[3:])
	if low < 0xdc00 {
		return utf8.RuneError, 3
	}
	return (high-0xd800)<<10 + (low - 0xdc00) + 0x10000, 6
}

// declared returns the canonical name of a declared label as it applies to
// bytes that have been seen to be no UTF-16: a page that says it is UTF-16
// could not have been read that far, and means UTF-8.
func declared(label string) string {
	label = strings.Trim(label, " \t\r\n\"'")
	if label == "" {
		return ""
	}
	name, e := lookup(label)
	if e == nil {
		return ""
	}
	switch name {
	case "utf-16le", "utf-16be":
		return utf8Name
	case "x-user-defined":
		return defaultName
	}
	if e == unicode.UTF8 {
		return utf8Name
	}
	return name
}
