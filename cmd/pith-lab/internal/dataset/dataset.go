// Package dataset writes what a model is trained on: a matrix of features, one
// row a block, and a table that says what each row is.
package dataset

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Row is one block of one page.
type Row struct {
	Page     string // ID of the page
	Fold     int
	Type     string // page type of the truth
	Block    int    // index in the page
	Label    int    // 1 kept, 0 dropped, -1 unknown
	Chars    int
	Words    int // tokens as the scorer counts them
	Aligned  int // of those, tokens that align with the truth
	Truth    int // tokens of the truth's text, the same in all rows of a page
	Features []float32
	Tokens   []uint64 // words as the lexicon looks them up: group in the upper half, token in the lower
}

// columns are the header of the table.
var columns = []string{"corpus", "page", "fold", "type", "block", "label", "chars", "words", "aligned", "truth"}

// Writer writes the rows of one corpus. It is not safe for concurrent use.
type Writer struct {
	corpus string
	names  []string
	matrix *file
	table  *file
	tokens *file // nil where they are not wanted
	buf    []byte
	Rows   int
}

type file struct {
	*bufio.Writer
	f *os.File
}

func create(path string) (*file, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &file{bufio.NewWriterSize(f, 1<<20), f}, nil
}

func (f *file) close() error { return errors.Join(f.Flush(), f.f.Close()) }

// Create starts dir/CORPUS.f32 and dir/CORPUS.tsv, and with tokens
// dir/CORPUS.tokens.
func Create(dir, corpus string, tokens bool) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	w := &Writer{corpus: corpus}
	var err error
	if w.matrix, err = create(filepath.Join(dir, corpus+".f32")); err != nil {
		return nil, err
	}
	if w.table, err = create(filepath.Join(dir, corpus+".tsv")); err != nil {
		w.matrix.close()
		return nil, err
	}
	if tokens {
		if w.tokens, err = create(filepath.Join(dir, corpus+".tokens")); err != nil {
			return nil, errors.Join(err, w.matrix.close(), w.table.close())
		}
	}
	_, err = w.table.WriteString(strings.Join(columns, "\t") + "\n")
	return w, err
}

// Write appends the rows of one page, whose features are called names.
func (w *Writer) Write(names []string, rows []Row) error {
	if w.names == nil {
		w.names = slices.Clone(names)
	} else if !slices.Equal(w.names, names) {
		return errors.New("features differ from those of the pages before")
	}
	for i := range rows {
		r := &rows[i]
		if len(r.Features) != len(names) {
			return fmt.Errorf("block %d: %d features, want %d", r.Block, len(r.Features), len(names))
		}
		w.buf = w.buf[:0]
		for _, f := range r.Features {
			w.buf = binary.LittleEndian.AppendUint32(w.buf, math.Float32bits(f))
		}
		if _, err := w.matrix.Write(w.buf); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w.table, "%s\t%s\t%d\t%s\t%d\t%d\t%d\t%d\t%d\t%d\n", w.corpus, clean(r.Page),
			r.Fold, clean(r.Type), r.Block, r.Label, r.Chars, r.Words, r.Aligned, r.Truth); err != nil {
			return err
		}
		if err := w.writeTokens(r.Tokens); err != nil {
			return err
		}
		w.Rows++
	}
	return nil
}

func (w *Writer) writeTokens(tokens []uint64) error {
	if w.tokens == nil {
		return nil
	}
	w.buf = binary.LittleEndian.AppendUint64(w.buf[:0], uint64(len(tokens)))
	for _, t := range tokens {
		w.buf = binary.LittleEndian.AppendUint64(w.buf, t)
	}
	_, err := w.tokens.Write(w.buf)
	return err
}

// clean keeps a cell in its column.
func clean(s string) string { return strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(s) }

// Names returns the names of the features written so far, nil before the first row.
func (w *Writer) Names() []string { return w.names }

// Close finishes the files.
func (w *Writer) Close() error {
	err := errors.Join(w.matrix.close(), w.table.close())
	if w.tokens != nil {
		err = errors.Join(err, w.tokens.close())
	}
	return err
}

// WriteNames writes dir/names.txt: a feature's name a line, in the matrix's order.
func WriteNames(dir string, names []string) error {
	return writeLines(filepath.Join(dir, "names.txt"), names)
}
