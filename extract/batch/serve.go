package batch

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/pithtext/pith/extract"
)

// The protocol between Pool and Serve. A request is the Page as a line of JSON,
// then its body in frames: a length of four bytes, big-endian, and as many
// bytes; length 0 ends the body, brokenBody says that it could not be read. The
// answer is a line of JSON and the bytes of the result.
const brokenBody = ^uint32(0)

// answer is the head of an answer.
type answer struct {
	Result
	Size  int     `json:"size"`
	Error *remote `json:"error,omitempty"`
}

// remote is an error that crossed between processes.
type remote struct {
	Said  string `json:"message"`
	Kind  string `json:"code"`
	Limit string `json:"limit,omitempty"`
	Value int64  `json:"value,omitempty"`
}

func (e *remote) Error() string { return e.Said }

// Code implements Coder.
func (e *remote) Code() string { return e.Kind }

// Unwrap returns the error of the library that it stands for.
func (e *remote) Unwrap() error {
	switch {
	case e.Limit != "":
		return &extract.LimitError{Limit: e.Limit, Value: e.Value}
	case e.Kind == "not_page":
		return extract.ErrNotPage
	case e.Kind == "no_article", e.Kind == "too_short", e.Kind == "low_confidence":
		return extract.ErrNoArticle
	}
	return nil
}

var errBrokenBody = errors.New("input could not be read")

// Serve answers requests of a Pool from in on out until in ends.
func Serve(ctx context.Context, in io.Reader, out io.Writer, f Extract) error {
	r, w := bufio.NewReader(in), bufio.NewWriter(out)
	for {
		line, err := r.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		var p Page
		if err := json.Unmarshal(line, &p); err != nil {
			return fmt.Errorf("request: %w", err)
		}
		body := &frameReader{r: r}
		p.Body = body
		res, err := safely(ctx, f, p)
		if err := body.drain(); err != nil {
			return err
		}
		if err := reply(w, res, err); err != nil {
			return err
		}
	}
}

// reply writes one answer.
func reply(w *bufio.Writer, res Result, err error) error {
	a := answer{Result: res, Size: len(res.Data)}
	if err != nil {
		a.Size, res.Data = 0, nil
		a.Error = &remote{Said: err.Error(), Kind: Code(err)}
		var in *extract.InputError
		if errors.As(err, &in) {
			a.Error.Said = in.Err.Error()
		}
		var limit *extract.LimitError
		if errors.As(err, &limit) {
			a.Error.Said = limit.Error()
			a.Error.Limit, a.Error.Value = limit.Limit, limit.Value
		}
	}
	head, err := json.Marshal(a)
	if err != nil {
		return err
	}
	// The writer keeps the first error for Flush.
	_, _ = w.Write(append(head, '\n'))
	_, _ = w.Write(res.Data)
	return w.Flush()
}

// frameReader reads a body from its frames.
type frameReader struct {
	r    *bufio.Reader
	left uint32
	err  error
}

// Read implements io.Reader.
func (f *frameReader) Read(p []byte) (int, error) {
	for f.left == 0 {
		if f.err != nil {
			return 0, f.err
		}
		var head [4]byte
		if _, err := io.ReadFull(f.r, head[:]); err != nil {
			f.err = io.ErrUnexpectedEOF
			return 0, f.err
		}
		switch f.left = binary.BigEndian.Uint32(head[:]); f.left {
		case 0:
			f.err = io.EOF
		case brokenBody:
			f.left, f.err = 0, errBrokenBody
		}
	}
	n, err := f.r.Read(p[:min(len(p), int(f.left))])
	f.left -= uint32(n)
	if err != nil {
		f.left, f.err = 0, io.ErrUnexpectedEOF
		return n, f.err
	}
	return n, nil
}

// drain reads the rest of the body, so that the next request can be read.
func (f *frameReader) drain() error {
	if _, err := io.Copy(io.Discard, f); err != nil && !errors.Is(err, errBrokenBody) {
		return err
	}
	return nil
}

// writeFrames writes body in frames. It returns the error of reading body
// separately from that of writing.
func writeFrames(w *bufio.Writer, body io.Reader) (readErr, writeErr error) {
	buf := make([]byte, 32<<10)
	var head [4]byte
	for {
		n, err := body.Read(buf)
		if n > 0 {
			binary.BigEndian.PutUint32(head[:], uint32(n))
			_, _ = w.Write(head[:])
			if _, writeErr = w.Write(buf[:n]); writeErr != nil {
				return nil, writeErr
			}
		}
		if err == nil {
			continue
		}
		end := uint32(0)
		if err != io.EOF {
			readErr, end = err, brokenBody
		}
		binary.BigEndian.PutUint32(head[:], end)
		_, _ = w.Write(head[:])
		return readErr, w.Flush()
	}
}
