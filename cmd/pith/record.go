package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/batch"
)

// recordFields are the fields of a record in their order: those of
// Article.MarshalJSON, and what an archive adds.
var recordFields = []string{
	"input", "id", "record_date", "url", "canonical_url", "title", "authors", "published", "modified", "site_name",
	"language", "excerpt", "image", "section", "tags", "type", "paywalled", "truncated", "text", "markdown", "comments",
	"word_count", "confidence", "warnings",
}

// checkFields refuses fields that no record has.
func checkFields(fields []string) error {
	for _, name := range fields {
		if !slices.Contains(recordFields, name) {
			hint := ""
			if n := nearest(name, recordFields); n != "" {
				hint = "did you mean " + n + "?"
			}
			return usage(hint, "--fields: %q is not one of %s", name, strings.Join(recordFields, ", "))
		}
	}
	return nil
}

// record is an article as JSON: indented for json, one line for jsonl.
func (f *renderFlags) record(a *extract.Article, p batch.Page) ([]byte, error) {
	raw, err := a.MarshalJSON()
	if err != nil {
		return nil, err
	}
	members, err := splitObject(raw)
	if err != nil {
		return nil, err
	}
	members = slices.Insert(members, 1, sourceMembers(p)...)
	if len(f.fields) > 0 {
		members = slices.DeleteFunc(members, func(m member) bool { return !slices.Contains(f.fields, m.name) })
	}
	return joinObject(members, f.format.value == formatJSON)
}

// failure is the record of an input that failed.
func failure(o batch.Outcome) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(map[string]string{"code": batch.Code(o.Err), "message": failureMessage(o)})
	if err != nil {
		return nil, err
	}
	members := []member{{"input", encodeString(o.Page.Name)}}
	members = append(members, sourceMembers(o.Page)...)
	if o.Page.URL != "" {
		members = append(members, member{"url", encodeString(o.Page.URL)})
	}
	members = append(members, member{"error", bytes.TrimSpace(b.Bytes())})
	return joinObject(members, false)
}

// sourceMembers are what the archive says of a record.
func sourceMembers(p batch.Page) []member {
	var out []member
	if p.ID != "" {
		out = append(out, member{"id", json.RawMessage(p.ID)})
	}
	if p.Date != "" {
		out = append(out, member{"record_date", encodeString(p.Date)})
	}
	return out
}

// member is one name and value of a JSON object.
type member struct {
	name  string
	value json.RawMessage
}

// splitObject returns the members of a JSON object in their order.
func splitObject(raw []byte) ([]member, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, fmt.Errorf("not a JSON object: %w", err)
	}
	var out []member
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, err
		}
		out = append(out, member{fmt.Sprint(name), value})
	}
	return out, nil
}

// joinObject writes members as a JSON object and a line's end.
func joinObject(members []member, indent bool) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range members {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(encodeString(m.name))
		b.WriteByte(':')
		b.Write(m.value)
	}
	b.WriteByte('}')
	out := &b
	if indent {
		out = &bytes.Buffer{}
		if err := json.Indent(out, b.Bytes(), "", "  "); err != nil {
			return nil, err
		}
	}
	out.WriteByte('\n')
	return escapeControls(out.Bytes()), nil
}

// escapeControls escapes the control characters that JSON lets stand in texts:
// a terminal may take them for commands, and names of files can hold them.
func escapeControls(data []byte) []byte {
	if bytes.IndexByte(data, 0x7f) < 0 && bytes.IndexByte(data, 0xc2) < 0 {
		return data
	}
	out := make([]byte, 0, len(data)+16)
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case c == 0x7f:
			out = append(out, `\u007f`...)
		case c == 0xc2 && i+1 < len(data) && data[i+1] < 0xa0:
			i++
			out = fmt.Appendf(out, `\u%04x`, data[i])
		default:
			out = append(out, c)
		}
	}
	return out
}

// encodeString is s as JSON, with <, > and & as they are.
func encodeString(s string) json.RawMessage {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	// Strings always encode.
	_ = enc.Encode(s)
	return bytes.TrimSpace(b.Bytes())
}
