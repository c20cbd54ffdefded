package source

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// NotPageError reports input that holds no page. It wraps ErrNotPage.
type NotPageError struct {
	What string // what the input is instead, such as "this is a PDF document"
	Hint string // what to do about it; may be empty
}

func (e *NotPageError) Error() string {
	text := ErrNotPage.Error() + ": " + e.What
	if e.Hint != "" {
		text += "; " + e.Hint
	}
	return text
}

// Unwrap returns ErrNotPage.
func (e *NotPageError) Unwrap() error { return ErrNotPage }

// magic is how a file format that is no page begins.
type magic struct {
	offset int
	bytes  string
	what   string // completes "this is …"
	hint   string
}

const (
	hintDocument = "convert it to HTML or text first"
	hintUnpack   = "unpack it and pass the pages in it"
	hintUnzip    = "decompress it first"
)

// magics are the formats that people have beside their pages, by the numbers
// in the formats' own specifications. Marks of two letters are left out where a
// text may begin with them.
var magics = []magic{
	{0, "%PDF-", "a PDF document", hintDocument},
	{0, "%!PS", "a PostScript document", hintDocument},
	{0, "{\\rtf", "an RTF document", hintDocument},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document", hintDocument},
	{0, "\x89PNG\r\n\x1a\n", "a PNG image", ""},
	{0, "\xff\xd8\xff", "a JPEG image", ""},
	{0, "GIF87a", "a GIF image", ""},
	{0, "GIF89a", "a GIF image", ""},
	{8, "WEBPVP8", "a WebP image", ""},
	{8, "WAVEfmt ", "a WAV sound", ""},
	{8, "AVI LIST", "an AVI video", ""},
	{0, "\x00\x00\x01\x00", "an icon", ""},
	{0, "II*\x00", "a TIFF image", ""},
	{0, "MM\x00*", "a TIFF image", ""},
	{4, "ftypavif", "an AVIF image", ""},
	{4, "ftyphei", "a HEIF image", ""},
	{4, "ftypmp4", "an MP4 video", ""},
	{4, "ftypiso", "an MP4 video", ""},
	{4, "ftypavc1", "an MP4 video", ""},
	{4, "ftypM4V", "an MP4 video", ""},
	{4, "ftypM4A", "an MP4 sound", ""},
	{4, "ftypqt  ", "a QuickTime video", ""},
	{0, "\x1aE\xdf\xa3", "a WebM or Matroska video", ""},
	{0, "OggS\x00", "an Ogg file", ""},
	{0, "ID3\x03", "an MP3 sound", ""},
	{0, "ID3\x04", "an MP3 sound", ""},
	{0, "fLaC\x00", "a FLAC sound", ""},
	{0, "PK\x03\x04", "a ZIP archive or an Office or EPUB document", hintUnpack},
	{0, "PK\x05\x06", "an empty ZIP archive", ""},
	{0, "Rar!\x1a\x07", "a RAR archive", hintUnpack},
	{0, "7z\xbc\xaf\x27\x1c", "a 7z archive", hintUnpack},
	{257, "ustar\x00", "a tar archive", hintUnpack},
	{257, "ustar  \x00", "a tar archive", hintUnpack},
	{4, "1AY&SY", "bzip2 data", hintUnzip},
	{0, "\xfd7zXZ\x00", "xz data", hintUnzip},
	{0, "\x28\xb5\x2f\xfd", "Zstandard data", hintUnzip},
	{0, "\x04\x22\x4d\x18", "LZ4 data", hintUnzip},
	{0, "\x7fELF", "a program", ""},
	{0, "MZ\x90\x00", "a program", ""},
	{0, "\xcf\xfa\xed\xfe", "a program", ""},
	{0, "\xca\xfe\xba\xbe", "a program", ""},
	{0, "\x00asm", "a WebAssembly program", ""},
	{0, "wOFF", "a font", ""},
	{0, "wOF2", "a font", ""},
	{0, "\x00\x01\x00\x00\x00", "a font", ""},
	{0, "OTTO\x00", "a font", ""},
	{0, "SQLite format 3\x00", "an SQLite database", ""},
	{0, "bplist00", "a property list or Safari web archive", "save the page as HTML"},
	{0, "WARC/1.", "a WARC archive", "pass it as a file whose name ends in .warc"},
}

// refuseBinary returns an error that wraps ErrNotPage when data, as it came in,
// is empty, has the mark of another format, or is no text in any encoding.
func refuseBinary(data []byte) error {
	if len(bytes.Trim(data, " \t\r\n\f\v\x00")) == 0 {
		return &NotPageError{What: "the input is empty"}
	}
	for _, m := range magics {
		if len(data) >= m.offset && bytes.HasPrefix(data[m.offset:], []byte(m.bytes)) {
			return &NotPageError{What: "this is " + m.what, Hint: m.hint}
		}
	}
	// A PDF may have rubbish in front of its mark, within the first 1,024 bytes.
	if head := data[:min(len(data), 1024)]; bytes.Contains(head, []byte("%PDF-1.")) && bytes.IndexByte(head, '<') < 0 {
		return &NotPageError{What: "this is a PDF document", Hint: hintDocument}
	}
	if isBinary(data) {
		return &NotPageError{What: "this is binary data"}
	}
	return nil
}

// binaryShare is the share of control characters above which bytes are no text:
// random bytes have 11 %, a page with stray ones far below 1 %.
const binaryShare = 0.05

// isBinary tells whether the head of data has too many control characters for
// any encoding. UTF-16 is told by its own rule.
func isBinary(data []byte) bool {
	head := data[:min(len(data), 4096)]
	if utf16Name(head) != "" {
		return false
	}
	controls := 0
	for _, c := range head {
		if c < ' ' && !isSpace(c) && c != 0x1b && c != '\v' && c != '\b' || c == 0x7f {
			controls++
		}
	}
	return float64(controls) > 2+binaryShare*float64(len(head))
}

// refuseText returns an error that wraps ErrNotPage when data, in UTF-8, is
// white space, JSON, a feed or another kind of text that holds no page.
func refuseText(data []byte) error {
	text := trimSpace(data)
	if len(text) == 0 {
		return &NotPageError{What: "the input holds nothing but white space"}
	}
	if isJSON(text) {
		return &NotPageError{What: "this is JSON", Hint: "pass the pages that it tells of"}
	}
	if text[0] != '<' {
		if isMHTML(text) {
			return &NotPageError{What: "this is an MHTML archive", Hint: "pass it as a file whose name ends in .mhtml"}
		}
		return nil
	}
	switch root := rootName(text); root {
	case "rss", "feed", "rdf:rdf":
		return &NotPageError{What: "this is a feed", Hint: "pass the pages that it links to"}
	case "urlset", "sitemapindex":
		return &NotPageError{What: "this is a sitemap", Hint: "pass the pages that it links to"}
	case "opml":
		return &NotPageError{What: "this is an OPML outline", Hint: "pass the pages that it links to"}
	case "svg":
		if bytes.HasSuffix(text, []byte("</svg>")) {
			return &NotPageError{What: "this is an SVG image"}
		}
	case "plist":
		return &NotPageError{What: "this is a property list"}
	}
	return nil
}

// trimSpace drops white space of any script around text.
func trimSpace(text []byte) []byte {
	for len(text) > 0 && isSpace(text[0]) {
		text = text[1:]
	}
	for len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	if len(text) > 0 && (text[0] >= utf8.RuneSelf || text[len(text)-1] >= utf8.RuneSelf) {
		text = bytes.TrimSpace(bytes.Trim(text, "\ufeff\u200b"))
	}
	return text
}

// isJSON tells whether text is one JSON array or object, or lines of them.
func isJSON(text []byte) bool {
	if text[0] != '{' && text[0] != '[' {
		return false
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	if line[0] == '{' && json.Valid(bytes.TrimSpace(line)) {
		return true
	}
	return json.Valid(text)
}

// isMHTML tells whether text begins with the header of a page that was saved
// as a mail message with its pictures.
func isMHTML(text []byte) bool {
	header, _, _ := bytes.Cut(bytes.ReplaceAll(text[:min(len(text), 2048)], []byte("\r"), nil), []byte("\n\n"))
	header = bytes.ToLower(header)
	return bytes.Contains(header, []byte("mime-version:")) && bytes.Contains(header, []byte("multipart/related"))
}

// rootName returns the name of the first tag of text in lower case, after
// comments, processing instructions and document types.
func rootName(text []byte) string {
	for len(text) > 1 && text[0] == '<' {
		end := []byte(">")
		switch {
		case bytes.HasPrefix(text, []byte("<!--")):
			end = []byte("-->")
		case text[1] != '!' && text[1] != '?':
			name := text[1:min(len(text), 64)]
			if i := bytes.IndexAny(name, " \t\r\n\f/>"); i >= 0 {
				name = name[:i]
			}
			return string(bytes.ToLower(name))
		}
		i := bytes.Index(text, end)
		if i < 0 {
			return ""
		}
		text = bytes.TrimLeft(text[i+len(end):], " \t\r\n\f")
	}
	return ""
}
