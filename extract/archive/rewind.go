package archive

import (
	"bytes"
	"errors"
	"io"
)

// rewinder is a reader that remembers its position and what was read since a
// mark, so that a damaged record can be searched for the start of the next.
type rewinder struct {
	r      io.Reader
	buf    []byte // bytes from offset start on
	start  int64  // offset of buf[0]
	pos    int    // index in buf of the next byte to hand out
	marked bool   // keep what lies from the mark on
	from   int    // index in buf of the mark
	err    error  // what r ended with
}

// chunk is how much is read at once.
const chunk = 64 << 10

// maxMarked is how much is kept behind a mark. A damaged record longer than
// this is searched from where its reading stopped.
const maxMarked = MaxRecord + 1<<20

func newRewinder(r io.Reader) *rewinder { return &rewinder{r: r} }

// reset makes w a new reader of r, with the room that it has.
func (w *rewinder) reset(r io.Reader) {
	w.pos = len(w.buf)
	w.drop()
	*w = rewinder{r: r, buf: w.buf}
}

// offset returns the position of the next byte in the file.
func (w *rewinder) offset() int64 { return w.start + int64(w.pos) }

// mark makes the current position the one that rewind can go back to.
func (w *rewinder) mark() {
	if cap(w.buf) > 16*chunk && len(w.buf)-w.pos < chunk {
		w.drop() // a large record is over: give its room back
	}
	w.from, w.marked = w.pos, true
}

// markOffset returns the position of the mark in the file.
func (w *rewinder) markOffset() int64 { return w.start + int64(w.from) }

// rewind goes back to the mark, or as far as is remembered.
func (w *rewinder) rewind() {
	if w.marked {
		w.pos = w.from
	}
	w.marked = false
}

// drop forgets what lies before the current position.
func (w *rewinder) drop() {
	w.from = 0
	if rest := w.buf[w.pos:]; cap(w.buf) > 16*chunk && len(rest) < chunk {
		w.buf = append(make([]byte, 0, 2*chunk), rest...)
		w.start += int64(w.pos)
		w.pos = 0
		return
	}
	n := copy(w.buf, w.buf[w.pos:])
	w.start += int64(w.pos)
	w.buf = w.buf[:n]
	w.pos = 0
}

// fill reads more, and returns the error of the underlying reader when nothing
// more comes.
func (w *rewinder) fill() error {
	if w.err != nil {
		return w.err
	}
	w.room()
	for range 100 { // a reader may return nothing a few times
		n, err := w.r.Read(w.buf[len(w.buf) : len(w.buf)+chunk])
		w.buf = w.buf[:len(w.buf)+n]
		w.err = err
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	w.err = io.ErrNoProgress
	return w.err
}

// room makes room for a chunk. What is behind the mark and the position goes
// where it is at least half of what is held, so that each byte is moved but a
// few times.
func (w *rewinder) room() {
	if w.marked && w.pos-w.from > maxMarked {
		w.from, w.marked = 0, false
	}
	if cap(w.buf)-len(w.buf) >= chunk {
		return
	}
	gone := w.pos
	if w.marked {
		gone = w.from
	}
	if rest := w.buf[gone:]; gone >= len(rest) {
		w.buf = w.buf[:copy(w.buf, rest)]
		w.start += int64(gone)
		w.pos -= gone
		w.from = 0
	}
	if cap(w.buf)-len(w.buf) < chunk {
		grown := make([]byte, len(w.buf), 2*cap(w.buf)+chunk)
		copy(grown, w.buf)
		w.buf = grown
	}
}

// Read implements io.Reader.
func (w *rewinder) Read(p []byte) (int, error) {
	if w.pos == len(w.buf) {
		if err := w.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, w.buf[w.pos:])
	w.pos += n
	return n, nil
}

// ReadByte implements io.ByteReader, which makes decompressors read no further
// than their member.
func (w *rewinder) ReadByte() (byte, error) {
	if w.pos == len(w.buf) {
		if err := w.fill(); err != nil {
			return 0, err
		}
	}
	b := w.buf[w.pos]
	w.pos++
	return b, nil
}

// peek returns up to n bytes without taking them; fewer only at the end.
func (w *rewinder) peek(n int) []byte {
	for len(w.buf)-w.pos < n {
		if w.fill() != nil {
			break
		}
	}
	return w.buf[w.pos:min(len(w.buf), w.pos+n)]
}

// skip takes n bytes, and returns how many there were.
func (w *rewinder) skip(n int64) int64 {
	var done int64
	for done < n {
		if w.pos == len(w.buf) && w.fill() != nil {
			break
		}
		step := min(n-done, int64(len(w.buf)-w.pos))
		w.pos += int(step)
		done += step
	}
	return done
}

// errLongLine reports a line over the limit.
var errLongLine = errors.New("line is too long")

// line takes a line of at most limit bytes and returns it without its end. The
// slice is valid until the next call. A last line without an end counts.
func (w *rewinder) line(limit int) ([]byte, error) {
	searched := 0
	for {
		rest := w.buf[w.pos:]
		rest = rest[:min(len(rest), limit+2)] // with the line's end
		if i := bytes.IndexByte(rest[searched:], '\n'); i >= 0 {
			end := searched + i
			w.pos += end + 1
			return bytes.TrimSuffix(rest[:end], []byte("\r")), nil
		}
		searched = len(rest)
		if searched > limit {
			return nil, errLongLine
		}
		if err := w.fill(); err != nil {
			if searched > 0 && err == io.EOF {
				rest = w.buf[w.pos:]
				w.pos = len(w.buf)
				return rest, nil
			}
			return nil, err
		}
	}
}

// seek takes everything before the next place where found returns true for the
// bytes from there on, of which it gets n or fewer at the end. It returns
// false at the end of the file. Only places that start with first are tried.
func (w *rewinder) seek(first byte, n int, found func([]byte) bool) bool {
	for {
		i := bytes.IndexByte(w.buf[w.pos:], first)
		if i < 0 {
			w.pos = len(w.buf)
			if w.fill() != nil {
				return false
			}
			continue
		}
		w.pos += i
		if found(w.peek(n)) {
			return true
		}
		w.pos++
	}
}
