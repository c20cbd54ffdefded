package batch

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// partExt ends the name of a stream that is not complete.
const partExt = ".part"

// Journal is one output file of lines that a run which was cut short can go on
// with. Until Commit its lines lie beside it, in a file of the same name with
// ".part", to which they are only ever appended, so that a kill loses none; the
// output of an earlier run stays in place. Lines that are kept from there are
// known by their hash. It is not safe for concurrent use, apart from Has.
type Journal struct {
	name  string
	part  *os.File
	end   int64    // of part
	old   *os.File // output of an earlier run; nil when there is none
	known map[[sha256.Size]byte]span
	order []span // the lines in their order, neighbours joined
}

// span is a piece of one of the files.
type span struct {
	file         *os.File
	offset, size int64
}

// CreateJournal starts the file name anew: what a run that was cut short left
// is given up.
func CreateJournal(name string) (*Journal, error) {
	return openJournal(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC)
}

// ResumeJournal starts the file name with the lines that it and an earlier run
// that was cut short hold, to be kept or not. A last line that was cut short is
// dropped.
func ResumeJournal(name string) (*Journal, error) {
	j, err := openJournal(name, os.O_RDWR|os.O_CREATE)
	if err != nil {
		return nil, err
	}
	if err := j.load(); err != nil {
		return nil, errors.Join(err, j.Leave())
	}
	return j, nil
}

func openJournal(name string, flags int) (*Journal, error) {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real // a link stays, and what it points to is replaced
	}
	dir, base := filepath.Split(name)
	part, err := os.OpenFile(dir+fit(base, partExt), flags, 0o666)
	if err != nil {
		return nil, err
	}
	return &Journal{name: name, part: part, known: make(map[[sha256.Size]byte]span)}, nil
}

// load indexes the lines of the earlier runs.
func (j *Journal) load() error {
	old, err := os.Open(j.name)
	switch {
	case err == nil:
		j.old = old
		if _, err := j.index(old); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if j.end, err = j.index(j.part); err != nil {
		return err
	}
	return j.part.Truncate(j.end)
}

// index notes where the lines of file are, and returns where the last one ends.
func (j *Journal) index(file *os.File) (end int64, err error) {
	r := bufio.NewReaderSize(file, 1<<20)
	sum, offset := sha256.New(), int64(0)
	for {
		piece, err := r.ReadSlice('\n')
		sum.Write(piece)
		offset += int64(len(piece))
		switch {
		case err == nil:
			j.known[[sha256.Size]byte(sum.Sum(nil))] = span{file, end, offset - end}
			end = offset
			sum.Reset()
		case errors.Is(err, io.EOF):
			return end, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return 0, err
		}
	}
}

// Has reports whether an earlier run wrote the line whose SHA-256, in
// hexadecimal, is sum. A nil Journal has none.
func (j *Journal) Has(sum string) bool {
	if j == nil {
		return false
	}
	_, ok := j.find(sum)
	return ok
}

func (j *Journal) find(sum string) (span, bool) {
	var key [sha256.Size]byte
	if n, err := hex.Decode(key[:], []byte(sum)); err != nil || n != len(key) {
		return span{}, false
	}
	s, ok := j.known[key]
	return s, ok
}

// Add puts a line at the end, which data has to end.
func (j *Journal) Add(data []byte) error {
	if !bytes.HasSuffix(data, []byte("\n")) {
		return fmt.Errorf("line of %d bytes does not end", len(data))
	}
	n, err := j.part.WriteAt(data, j.end)
	if err != nil {
		// The next run drops what was written of it.
		return err
	}
	j.put(span{j.part, j.end, int64(n)})
	j.end += int64(n)
	return nil
}

// Keep puts a line that Has knows at the end.
func (j *Journal) Keep(sum string) error {
	s, ok := j.find(sum)
	if !ok {
		return fmt.Errorf("line %s of an earlier run is gone", sum)
	}
	j.put(s)
	return nil
}

func (j *Journal) put(s span) {
	if n := len(j.order); n > 0 {
		last := &j.order[n-1]
		if last.file == s.file && last.offset+last.size == s.offset {
			last.size += s.size
			return
		}
	}
	j.order = append(j.order, s)
}

// Commit makes the file appear, in place of what was there. Without a line it
// does nothing.
func (j *Journal) Commit() error {
	switch {
	case len(j.order) == 0:
		return j.Leave()
	case len(j.order) == 1 && j.order[0] == (span{j.part, 0, j.end}):
		// All lines are there in their order already.
		return errors.Join(j.closeOld(), install(j.part, j.name))
	}
	out, err := CreateFile(j.name)
	if err != nil {
		return errors.Join(err, j.Leave())
	}
	w := bufio.NewWriterSize(out, 1<<20)
	for _, s := range j.order {
		if _, err = io.Copy(w, io.NewSectionReader(s.file, s.offset, s.size)); err != nil {
			break
		}
	}
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		return errors.Join(err, out.Discard(), j.Leave())
	}
	if err := errors.Join(j.closeOld(), out.Commit()); err != nil {
		return errors.Join(err, j.Leave())
	}
	return errors.Join(j.part.Close(), os.Remove(j.part.Name()))
}

// Leave closes the files and keeps the lines for a later run.
func (j *Journal) Leave() error {
	info, err := j.part.Stat()
	empty := err == nil && info.Size() == 0
	err = errors.Join(err, j.closeOld(), j.part.Close())
	if empty {
		err = errors.Join(err, os.Remove(j.part.Name()))
	}
	return err
}

// Part returns the name of the file in which the lines lie until Commit.
func (j *Journal) Part() string { return j.part.Name() }

func (j *Journal) closeOld() error {
	if j.old == nil {
		return nil
	}
	err := j.old.Close()
	j.old = nil
	return err
}
