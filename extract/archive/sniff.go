package archive

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Magic numbers of compressed members.
var (
	gzipMagic = []byte{0x1f, 0x8b, 0x08}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

// isSkippable reports whether head starts a zstd skippable frame, 0x184D2A50 to
// 0x184D2A5F in little-endian order. Archives keep their dictionary in one.
func isSkippable(head []byte) bool {
	return len(head) >= 4 && head[0]&0xf0 == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18
}

// unpackHead decompresses what it can of the first bytes of a compressed file,
// and returns nil when they are not compressed.
func unpackHead(head []byte) []byte {
	var r io.Reader
	switch {
	case bytes.HasPrefix(head, gzipMagic):
		z, err := gzip.NewReader(bytes.NewReader(head))
		if err != nil {
			return nil
		}
		r = z
	case bytes.HasPrefix(head, zstdMagic):
		z, err := zstd.NewReader(bytes.NewReader(head), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil
		}
		defer z.Close()
		r = z
	case isSkippable(head) && head[0] == 0x5d:
		return []byte("WARC/") // the dictionary of a compressed WARC; nobody else starts a file with one
	default:
		return nil
	}
	plain := make([]byte, SniffLen)
	n, _ := io.ReadFull(r, plain) // the rest of the file is missing: an error is expected
	return plain[:n]
}

// isMHTML reports whether head is the header of a MIME message that holds a
// saved page.
func isMHTML(head []byte) bool {
	end := bytes.Index(head, []byte("\n\n"))
	if crlf := bytes.Index(head, []byte("\r\n\r\n")); crlf >= 0 && (end < 0 || crlf < end) {
		end = crlf
	}
	if end < 0 {
		end = len(head)
	}
	header := strings.ToLower(string(head[:end]))
	first, _, _ := strings.Cut(header, ":")
	switch first { // what browsers and mail programs begin a message with
	case "from", "mime-version", "content-type", "snapshot-content-location", "subject", "date", "x-sender":
	default:
		return false
	}
	return strings.Contains(header, "multipart/related") ||
		strings.Contains(header, "snapshot-content-location:") && strings.Contains(header, "text/html")
}
