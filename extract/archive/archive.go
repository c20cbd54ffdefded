// Package archive reads files that hold many pages, or one page and its parts:
// WARC (plain, gzip, zstd), MHTML and JSON lines. It hands out pages with what
// the archive knows of them, and survives damage: a record that cannot be read
// is reported with its offset, and reading goes on behind it.
package archive

import (
	"bytes"
	"fmt"
	"strings"
)

// MaxRecord is the largest record that is handed out, in bytes, before and
// after decompression. It bounds what a reader keeps in memory. Pages are
// limited to half of that by default.
const MaxRecord = 64 << 20

// Record is one page of an archive. Its body belongs to the caller.
type Record struct {
	ID          string // WARC-Record-ID, or the "id" of a JSON line as JSON; empty when there is none
	URL         string
	Date        string   // WARC-Date, RFC 3339; empty when unknown
	ContentType string   // Content-Type header
	Status      int      // HTTP status; 0 when there was no HTTP response
	Offset      int64    // where the record starts in the archive, in bytes of the file as stored
	Body        []byte   // decoded: no chunks, no content encoding
	Warnings    []string // what is missing from the body
}

// RecordError is a record that was lost. Reading goes on behind it.
type RecordError struct {
	Offset int64  // where it starts in the archive, in bytes of the file as stored
	ID     string // as in Record, where it was readable
	URL    string
	Err    error
}

func (e *RecordError) Error() string {
	return fmt.Sprintf("record at offset %d: %v", e.Offset, e.Err)
}

// Unwrap returns the cause.
func (e *RecordError) Unwrap() error { return e.Err }

// Reader hands out the pages of an archive in their order. It is not safe for
// concurrent use.
type Reader interface {
	// Next returns the next page, io.EOF behind the last one, and a
	// *RecordError for a record that was lost, after which it can be called
	// again. Any other error ends the reading.
	Next() (*Record, error)
	// Skipped returns how many records were not pages, by reason.
	Skipped() map[string]int
}

// Kind is a format of archives.
type Kind string

// Kinds.
const (
	None  Kind = ""
	WARC  Kind = "warc"
	MHTML Kind = "mhtml"
	Lines Kind = "jsonl" // never sniffed: a page may be JSON as well
)

// KindOf tells the kind from a file's name.
func KindOf(name string) Kind {
	name = strings.ToLower(name)
	for _, ext := range []string{".warc", ".warc.gz", ".warc.zst"} {
		if strings.HasSuffix(name, ext) {
			return WARC
		}
	}
	if strings.HasSuffix(name, ".mhtml") || strings.HasSuffix(name, ".mht") {
		return MHTML
	}
	return None
}

// SniffLen is how many bytes Sniff wants to see.
const SniffLen = 4096

// Sniff tells the kind from the first bytes of a file, which may be compressed.
func Sniff(head []byte) Kind {
	if plain := unpackHead(head); plain != nil {
		head = plain
	}
	if bytes.HasPrefix(bytes.TrimLeft(head, "\r\n"), []byte("WARC/")) {
		return WARC
	}
	if isMHTML(head) {
		return MHTML
	}
	return None
}
