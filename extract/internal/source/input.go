package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
)

// gzipLayers is how many times gzip is opened. Servers that compress what was
// compressed already make two; more is a trap.
const gzipLayers = 3

// readSize is the least room offered to a read: small enough that the time
// limit is noticed on a slow source, large enough to cost nothing.
const readSize = 16 << 10

// readAll reads r to its end, opening gzip by its magic bytes, and returns at
// most limit bytes or a *LimitError. The warning is empty when all went well.
func readAll(c clock, r io.Reader, limit int64) (data []byte, warning string, err error) {
	if r == nil {
		return nil, "", &NotPageError{What: "the input is empty"}
	}
	if data, err = readLimited(c, r, limit); err != nil {
		return nil, "", err
	}
	for layer := 0; isGzip(data); layer++ {
		if layer == gzipLayers {
			return nil, "", &NotPageError{What: "it is gzip inside gzip, over and over", Hint: "decompress it first"}
		}
		if data, warning, err = gunzip(c, data, limit); err != nil {
			return nil, "", err
		}
	}
	return data, warning, nil
}

func isGzip(data []byte) bool { return bytes.HasPrefix(data, []byte{0x1f, 0x8b, 8}) }

// gunzip opens gzip data of one or many members. Rubbish after a whole member
// is left out with a warning, as gzip itself does.
func gunzip(c clock, data []byte, limit int64) (out []byte, warning string, err error) {
	compressed := bytes.NewReader(data)
	z, err := gzip.NewReader(compressed)
	if err != nil {
		return nil, "", gzipError(err)
	}
	defer z.Close()
	for {
		z.Multistream(false)
		out, err = appendLimited(c, out, z, limit)
		if err != nil {
			return nil, "", gzipError(err)
		}
		if compressed.Len() == 0 {
			return out, "", nil
		}
		if err := z.Reset(compressed); err != nil {
			return out, "bytes after the end of the gzip data were left out", nil
		}
	}
}

// gzipError says what is wrong with gzip data; errors that are not about it
// stay as they are.
func gzipError(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("gzip data is cut off: %w", io.ErrUnexpectedEOF)
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt):
		return fmt.Errorf("gzip data is damaged: %w", err)
	}
	return err
}

// readLimited reads r to its end, at most limit bytes.
func readLimited(c clock, r io.Reader, limit int64) ([]byte, error) {
	var buf []byte
	if sized, ok := r.(interface{ Len() int }); ok {
		buf = make([]byte, 0, min(int64(sized.Len()), limit)+1)
	}
	return appendLimited(c, buf, r, limit)
}

// appendLimited appends what r holds to buf, which may grow to limit bytes.
func appendLimited(c clock, buf []byte, r io.Reader, limit int64) ([]byte, error) {
	for idle := 0; ; {
		if err := c.check(); err != nil {
			return nil, err
		}
		if len(buf) == cap(buf) {
			grown := make([]byte, len(buf), 2*cap(buf)+readSize)
			copy(grown, buf)
			buf = grown
		}
		n, err := r.Read(buf[len(buf):min(cap(buf), len(buf)+4*readSize)])
		buf = buf[:len(buf)+n]
		if int64(len(buf)) > limit {
			return nil, &LimitError{Limit: "bytes", Value: limit}
		}
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
		if n > 0 {
			idle = 0
		} else if idle++; idle == 100 {
			return nil, io.ErrNoProgress
		}
	}
}
