package archive

import (
	"bytes"
	"io"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestIncomplete has records whose archive holds less than the page: what is
// there comes out, with a word about what is not.
func TestIncomplete(t *testing.T) {
	ok := []string{"HTTP/1.1 200 OK", "Content-Type: text/html"}
	field := func(record []byte, field string) []byte {
		return bytes.Replace(record, []byte("Content-Length:"), []byte(field+"\r\nContent-Length:"), 1)
	}
	packed := gz([]byte(page(4)))
	chunked := append([]string{"HTTP/1.1 200 OK", "Transfer-Encoding: chunked"}, "Content-Type: text/html")
	data := join(
		field(html(1), "WARC-Truncated: length"),
		field(html(2), "WARC-Segment-Number: 1"),
		field(record(3, "continuation", nil, []byte("<p>the rest")), "WARC-Segment-Number: 2"),
		record(4, "response", append(ok, "Content-Encoding: gzip"), packed[:len(packed)-9]),
		record(5, "response", chunked, []byte("26\r\n<title>Page 5</title><p>cut in a chunk")),
		html(6),
	)
	r := NewWARC(bytes.NewReader(data))
	got := map[string][]string{}
	for {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		got[titleOf(rec.Body)] = rec.Warnings
	}
	want := map[string][]string{
		"Page 1": {"the archive holds the beginning of the page only (WARC-Truncated: length)"},
		"Page 2": {"the page goes on in a further record, which is not read"},
		"Page 4": {"the archive holds the beginning of the page only"},
		"Page 5": {"the archive holds the beginning of the page only"},
		"Page 6": nil,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"continuation": 1}, r.Skipped()); diff != "" {
		t.Error(diff)
	}
}

// TestTinyRecords reads many records that are smaller than the tables of a
// decompressor: they must not be made anew for each.
func TestTinyRecords(t *testing.T) {
	const records = 5000
	for name, pack := range map[string]func([]byte) []byte{"gzip": gz, "zstd": func(b []byte) []byte { return zst(b) }} {
		data := bytes.Repeat(pack(record(1, "response", []string{"HTTP/1.1 200 OK"}, []byte("<p>tiny"))), records)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, n := NewWARC(bytes.NewReader(data)), 0
		for ; ; n++ {
			if _, err := r.Next(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		runtime.ReadMemStats(&after)
		if n != records {
			t.Errorf("%s: %d records, want %d", name, n, records)
		}
		if each := (after.TotalAlloc - before.TotalAlloc) / records; each > 4<<10 {
			t.Errorf("%s: %d bytes are allocated for a record", name, each)
		}
	}
}
