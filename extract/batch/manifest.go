package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Entry is one line of a manifest.
type Entry struct {
	Input    string `json:"input"`
	Output   string `json:"output,omitempty"` // path as a user would open it; empty for standard output
	Status   Status `json:"status"`
	Code     string `json:"code,omitempty"` // of the error, stable
	Millis   int64  `json:"ms"`
	Size     int64  `json:"size"`             // bytes of the input as stored
	SHA256   string `json:"sha256,omitempty"` // of the input as stored
	Bytes    int64  `json:"bytes"`            // bytes of the output
	Words    int    `json:"words"`
	Settings string `json:"settings,omitempty"` // fingerprint of the options that shaped the output

	// OutputSHA256 finds the output's line in the file that it is in.
	OutputSHA256 string `json:"output_sha256,omitempty"`
}

// Manifest is the record of a run, a JSON object a line, in input order. A line
// is written after its output, in one write, so that what it says is true even
// if the program is killed. It is not safe for concurrent use, apart from
// lookups by Run, which may go on while lines are added.
type Manifest struct {
	file     *os.File
	settings string
	known    map[string]Entry
}

// ManifestError is a line of a manifest that cannot be understood.
type ManifestError struct {
	File string
	Line int
	Err  error
}

func (e *ManifestError) Error() string { return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err) }

// Unwrap returns the cause.
func (e *ManifestError) Unwrap() error { return e.Err }

var errNotManifest = errors.New("not a manifest line")

// CreateManifest starts an empty manifest at path. Settings is a fingerprint of
// the options that shape the output. It replaces a manifest, but no other file.
func CreateManifest(path, settings string) (*Manifest, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	if info, e := f.Stat(); e == nil && info.Mode().IsRegular() {
		first, _ := bufio.NewReader(io.LimitReader(f, maxEntry)).ReadBytes('\n')
		if _, ok := parseEntry(first); !ok && len(first) > 0 {
			f.Close()
			return nil, &ManifestError{path, 1, errNotManifest}
		}
		_, err = f.Seek(0, io.SeekStart)
		if err == nil {
			err = f.Truncate(0)
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &Manifest{file: f, settings: settings}, nil
}

// maxEntry is more than a line of a manifest has: two paths, a few numbers.
const maxEntry = 1 << 20

// parseEntry reads a line of a manifest.
func parseEntry(line []byte) (Entry, bool) {
	var e Entry
	err := json.Unmarshal(line, &e)
	return e, err == nil && (e.Status == Done || e.Status == Failed)
}

// ResumeManifest opens the manifest at path, which need not exist, to be
// continued. Entries made under other settings, and those of failed pages, are
// not known. A last line that was cut short is dropped.
func ResumeManifest(path, settings string) (*Manifest, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	m := &Manifest{file: f, settings: settings, known: make(map[string]Entry)}
	end, err := m.load(path)
	if err == nil {
		err = f.Truncate(end)
	}
	if err == nil {
		_, err = f.Seek(end, io.SeekStart)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return m, nil
}

// load reads the entries and returns the offset behind the last whole line.
func (m *Manifest) load(path string) (int64, error) {
	var end int64
	r := bufio.NewReader(m.file)
	for line := 1; ; line++ {
		text, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return end, nil // text is empty or was cut short
		}
		if err != nil {
			return 0, err
		}
		end += int64(len(text))
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		e, ok := parseEntry(text)
		if !ok {
			return 0, &ManifestError{path, line, errNotManifest}
		}
		if e.Status == Done && e.Settings == m.settings {
			m.known[e.Input] = e
		} else {
			delete(m.known, e.Input)
		}
	}
}

// done returns what an earlier run did for job.
func (m *Manifest) done(job Job) (Entry, bool) {
	if m == nil || job.Err != nil {
		return Entry{}, false
	}
	e, ok := m.known[job.Page.Name]
	return e, ok && e.SHA256 != ""
}

// Add writes the line of an outcome. Pages done by an earlier run are in the
// manifest already.
func (m *Manifest) Add(o Outcome, output string) error {
	if o.Status == Unchanged {
		return nil
	}
	line, err := json.Marshal(Entry{
		Input: o.Page.Name, Output: output, Status: o.Status, Code: Code(o.Err),
		Millis: o.Elapsed.Milliseconds(), Size: o.Bytes, SHA256: o.SHA256,
		Bytes: int64(len(o.Result.Data)), Words: o.Result.Words, Settings: m.settings,
		OutputSHA256: o.ResultSHA256,
	})
	if err != nil {
		return err
	}
	_, err = m.file.Write(append(line, '\n'))
	return err
}

// Close closes the file.
func (m *Manifest) Close() error { return m.file.Close() }
