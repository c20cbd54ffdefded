package source

import (
	"bytes"
	"mime"
	"strings"
)

// headerCharset returns the charset parameter of a Content-Type header.
func headerCharset(contentType string) string {
	if contentType == "" {
		return ""
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		return params["charset"]
	}
	// Broken headers such as "text/html; charset=utf-8; charset=utf-8".
	return charsetParam([]byte(strings.ToLower(contentType)))
}

// metaCharset returns the encoding label that a page in an ASCII-compatible
// encoding declares in <?xml?> or the first <meta> that has one, anywhere
// outside comments. Browsers look no further than 1,024 bytes, but pages with
// their scripts first were made by people who saw them displayed right.
func metaCharset(data []byte) string {
	if head := bytes.TrimLeft(data[:min(len(data), 256)], " \t\r\n"); bytes.HasPrefix(head, []byte("<?xml")) {
		if label := attrValue(untilAngle(head), "encoding"); label != "" {
			return label
		}
	}
	for {
		i := bytes.IndexByte(data, '<')
		if i < 0 {
			return ""
		}
		data = data[i+1:]
		if bytes.HasPrefix(data, []byte("!--")) {
			if end := bytes.Index(data, []byte("-->")); end >= 0 {
				data = data[end:]
			}
			continue
		}
		if len(data) < 5 || !bytes.EqualFold(data[:4], []byte("meta")) || !isSpace(data[4]) && data[4] != '/' {
			continue
		}
		tag := bytes.ToLower(untilAngle(data))
		if label := charsetParam(tag); label != "" {
			return label
		}
	}
}

// untilAngle returns data up to its first ">".
func untilAngle(data []byte) []byte {
	if i := bytes.IndexByte(data, '>'); i >= 0 {
		return data[:i]
	}
	return data[:min(len(data), 1024)]
}

// charsetParam returns the value after the first "charset=" of text, which is
// in lower case.
func charsetParam(text []byte) string { return attrValue(text, "charset") }

// attrValue returns the value after the first NAME= of text, with or without
// quotes.
func attrValue(text []byte, name string) string {
	for {
		i := bytes.Index(text, []byte(name))
		if i < 0 {
			return ""
		}
		text = bytes.TrimLeft(text[i+len(name):], " \t\r\n")
		if len(text) == 0 || text[0] != '=' {
			continue
		}
		value := bytes.TrimLeft(text[1:], " \t\r\n\"'")
		if end := bytes.IndexAny(value, " \t\r\n\"';,/>"); end >= 0 {
			value = value[:end]
		}
		if len(value) > 0 {
			return string(value)
		}
	}
}
