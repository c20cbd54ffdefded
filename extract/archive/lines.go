package archive

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// linesReader reads JSON lines.
type linesReader struct{ w *rewinder }

// NewLines returns a reader of JSON lines, each an object
//
//	{"id": …, "url": "https://…", "html": "<html>…"}
//
// of which only html is required; id may be any JSON value. Every line that is
// not empty is answered by one record or one *RecordError, in order, as soon as
// it was read. A line may be as long as MaxRecord; longer ones are lost, and
// memory does not grow with them.
func NewLines(r io.Reader) Reader { return &linesReader{w: newRewinder(r)} }

// Skipped implements Reader.
func (l *linesReader) Skipped() map[string]int { return nil }

// Next implements Reader.
func (l *linesReader) Next() (*Record, error) {
	for {
		offset := l.w.offset()
		line, err := l.w.line(MaxRecord)
		if errors.Is(err, errLongLine) {
			if l.w.seek('\n', 1, func([]byte) bool { return true }) {
				l.w.skip(1)
			}
			return nil, &RecordError{Offset: offset, Err: errLarge}
		}
		if err != nil {
			return nil, err
		}
		if blank(line) {
			continue
		}
		return parseLine(line, offset)
	}
}

func blank(line []byte) bool {
	for _, b := range line {
		if b != ' ' && b != '\t' && b != '\r' {
			return false
		}
	}
	return true
}

var errNoHTML = errors.New(`no "html" in the object`)

func parseLine(line []byte, offset int64) (*Record, error) {
	var in struct {
		ID   json.RawMessage `json:"id"`
		URL  string          `json:"url"`
		HTML *string         `json:"html"`
	}
	if err := json.Unmarshal(line, &in); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) && kind.Field != "" {
			return nil, &RecordError{offset, compact(in.ID), in.URL, errors.New(`"` + kind.Field + `" is not a string`)}
		}
		return nil, &RecordError{Offset: offset, Err: errors.New("not a JSON object")}
	}
	if in.HTML == nil {
		return nil, &RecordError{offset, compact(in.ID), in.URL, errNoHTML}
	}
	return &Record{
		ID: compact(in.ID), URL: in.URL, Offset: offset,
		ContentType: "text/html; charset=utf-8", Body: []byte(*in.HTML),
	}, nil
}

// compact is a JSON value in valid UTF-8 without white space, since what was
// one line has to fit into one again.
func compact(value json.RawMessage) string {
	var b bytes.Buffer
	if err := json.Compact(&b, value); err != nil {
		return ""
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}
