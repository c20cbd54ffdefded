package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// members splits a WARC file into its compressed members. One member holds one
// record as a rule; a file that is not compressed is one member.
type members interface {
	// next returns the decompressed content of the next member and the offset
	// of the member in the file; io.EOF behind the last one. The content of the
	// one before must not be read any more.
	next() (io.Reader, int64, error)
	// abandon gives up the current member because it is damaged: next finds
	// the one that starts first behind its beginning.
	abandon()
}

// plainMembers is a file that is not compressed.
type plainMembers struct {
	w    *rewinder
	done bool
}

func (m *plainMembers) next() (io.Reader, int64, error) {
	if m.done {
		return nil, 0, io.EOF
	}
	m.done = true
	return m.w, 0, nil
}

func (m *plainMembers) abandon() {}

// gzipMembers is a file of gzip members.
type gzipMembers struct {
	w       *rewinder
	z       gzip.Reader // used for one member after the other: its tables are large
	open    bool        // z is in a member
	damaged bool
}

func (m *gzipMembers) next() (io.Reader, int64, error) {
	if m.damaged {
		m.damaged = false
		m.w.rewind()
		m.w.skip(1)
		if !m.w.seek(gzipMagic[0], 10, isGzip) {
			return nil, 0, endOf(m.w)
		}
	} else if m.open {
		// What the reader of the records left, up to the checksum.
		if _, err := io.Copy(io.Discard, &m.z); err != nil {
			m.abandon()
			return nil, m.w.markOffset(), &memberError{err}
		}
	}
	m.open = false
	m.w.mark()
	offset := m.w.offset()
	if len(m.w.peek(1)) == 0 {
		return nil, 0, endOf(m.w)
	}
	if err := m.z.Reset(m.w); err != nil {
		m.abandon()
		return nil, offset, &memberError{err}
	}
	m.z.Multistream(false)
	m.open = true
	return &m.z, offset, nil
}

func (m *gzipMembers) abandon() { m.damaged, m.open = true, false }

// isGzip reports whether head can be the start of a member: magic number,
// deflate, no reserved flags.
func isGzip(head []byte) bool {
	return len(head) == 10 && bytes.HasPrefix(head, gzipMagic) && head[3]&0xe0 == 0
}

// memberError is a member that is damaged; reading goes on behind it.
type memberError struct{ err error }

func (e *memberError) Error() string {
	if errors.Is(e.err, io.ErrUnexpectedEOF) || e.err == io.EOF {
		return "cut short"
	}
	return e.err.Error()
}

func (e *memberError) Unwrap() error { return e.err }

// endOf returns io.EOF, or what the file could not be read for.
func endOf(w *rewinder) error {
	if w.err != nil && w.err != io.EOF {
		return w.err
	}
	return io.EOF
}

// zstdMembers is a file of zstd frames, as the WARC zstd specification has
// them: each record a frame, a dictionary in a skippable frame at the start.
type zstdMembers struct {
	w       *rewinder
	dict    []byte
	z       *zstd.Decoder
	frame   *zstdFrame
	damaged bool
}

func (m *zstdMembers) next() (io.Reader, int64, error) {
	for {
		if m.frame != nil && !m.damaged {
			if _, err := io.Copy(io.Discard, m.frame); err != nil {
				m.abandon()
				return nil, m.w.markOffset(), &memberError{err}
			}
		}
		m.frame = nil
		if m.damaged {
			m.damaged = false
			m.w.rewind()
			m.w.skip(1)
			if !m.w.seek(zstdMagic[0], 4, func(b []byte) bool { return bytes.Equal(b, zstdMagic) }) {
				return nil, 0, endOf(m.w)
			}
		}
		m.w.mark()
		offset := m.w.offset()
		head := m.w.peek(8)
		if len(head) == 0 {
			return nil, 0, endOf(m.w)
		}
		if isSkippable(head) && len(head) == 8 {
			if err := m.skippable(head); err != nil {
				return nil, offset, err
			}
			continue
		}
		m.frame = &zstdFrame{w: m.w}
		z, err := m.decoder()
		if err == nil {
			err = z.Reset(m.frame)
		}
		if err != nil {
			m.abandon()
			return nil, offset, &memberError{err}
		}
		return z, offset, nil
	}
}

func (m *zstdMembers) abandon() { m.damaged = true }

// decoder returns the decoder, made on first use because the dictionary must
// be known.
func (m *zstdMembers) decoder() (*zstd.Decoder, error) {
	if m.z != nil {
		return m.z, nil
	}
	options := []zstd.DOption{
		zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(MaxRecord),
	}
	if m.dict != nil {
		options = append(options, zstd.WithDecoderDicts(m.dict))
	}
	z, err := zstd.NewReader(nil, options...)
	m.z = z
	return z, err
}

// maxDict is the largest dictionary that is read. Published archives have
// dictionaries of about 1 MB.
const maxDict = 16 << 20

// skippable reads a skippable frame, which is the dictionary when it comes
// first and its number is 0x184D2A5D.
func (m *zstdMembers) skippable(head []byte) error {
	isDict := head[0] == 0x5d
	size := int64(head[4]) | int64(head[5])<<8 | int64(head[6])<<16 | int64(head[7])<<24
	m.w.skip(8)
	if !isDict || m.z != nil || m.dict != nil || size > maxDict {
		m.w.drop()
		m.w.marked = false
		m.w.skip(size)
		return nil
	}
	dict := make([]byte, size)
	if _, err := io.ReadFull(m.w, dict); err != nil {
		return fmt.Errorf("dictionary: %w", err)
	}
	if bytes.HasPrefix(dict, zstdMagic) { // it may be compressed itself
		z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDict))
		if err != nil {
			return err
		}
		defer z.Close()
		if dict, err = z.DecodeAll(dict, nil); err != nil {
			return fmt.Errorf("dictionary: %w", err)
		}
	}
	m.dict = dict
	return nil
}

// zstdFrame reads the bytes of exactly one frame: the decoder alone would read
// on into the next one. Layout from RFC 8878, section 3.1.1.
type zstdFrame struct {
	w        *rewinder
	begun    bool
	checksum bool
	last     bool // the current block is the last one
	left     int  // bytes of the current piece that are still to come
	ended    bool
}

var errZstdHeader = errors.New("zstd: damaged frame header")

// Read implements io.Reader.
func (f *zstdFrame) Read(p []byte) (int, error) {
	for f.left == 0 {
		if f.ended {
			return 0, io.EOF
		}
		if err := f.piece(); err != nil {
			return 0, err
		}
	}
	n, err := f.w.Read(p[:min(len(p), f.left)])
	f.left -= n
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// piece looks at what comes next and sets how long it is.
func (f *zstdFrame) piece() error {
	if !f.begun {
		f.begun = true
		head := f.w.peek(5)
		if len(head) < 5 || !bytes.HasPrefix(head, zstdMagic) {
			return errZstdHeader
		}
		d := head[4]
		single := d&0x20 != 0
		f.checksum = d&0x04 != 0
		f.left = 5 + [4]int{0, 1, 2, 4}[d&3] + [4]int{0, 2, 4, 8}[d>>6]
		if !single {
			f.left++
		} else if d>>6 == 0 {
			f.left++
		}
		return nil
	}
	if f.last {
		f.ended = true
		if f.checksum {
			f.left = 4
		}
		return nil
	}
	head := f.w.peek(3)
	if len(head) < 3 {
		return io.ErrUnexpectedEOF
	}
	block := int(head[0]) | int(head[1])<<8 | int(head[2])<<16
	f.last = block&1 != 0
	size := block >> 3
	if block>>1&3 == 1 { // run-length: one byte
		size = 1
	}
	f.left = 3 + size
	return nil
}
