package dataset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"

	"github.com/pithtext/pith/extract"
)

// PageRow is one page: what its type and its confidence were decided from, and
// how well it came out.
type PageRow struct {
	ID    string
	Fold  int
	Type  string  // of the truth
	F1    float64 // of the extracted text; -1 where the truth has none
	Page  []extract.Feature
	Trust []extract.Feature
	Words []uint32 // hashes, as the lexicon of pages looks them up
}

// PageWriter writes a corpus's pages. It is not safe for concurrent use.
type PageWriter struct {
	dir, corpus string
	matrix      *file
	table       *file
	words       *file // nil where they are not wanted
	names       [2][]string
}

// CreatePages starts dir/CORPUS.pages.f32 and dir/CORPUS.pages.tsv, and with words
// dir/CORPUS.pages.words: for each page their number and they, as uint32.
func CreatePages(dir, corpus string, words bool) (*PageWriter, error) {
	w := &PageWriter{dir: dir, corpus: corpus}
	var err error
	if w.matrix, err = create(filepath.Join(dir, corpus+".pages.f32")); err != nil {
		return nil, err
	}
	if w.table, err = create(filepath.Join(dir, corpus+".pages.tsv")); err != nil {
		return nil, errors.Join(err, w.matrix.close())
	}
	if words {
		if w.words, err = create(filepath.Join(dir, corpus+".pages.words")); err != nil {
			return nil, errors.Join(err, w.matrix.close(), w.table.close())
		}
	}
	_, err = w.table.WriteString("page\tfold\ttype\tf1\n")
	return w, err
}

// Write appends one page.
func (w *PageWriter) Write(r *PageRow) error {
	var buf []byte
	for k, list := range [2][]extract.Feature{r.Page, r.Trust} {
		names := make([]string, len(list))
		for i, f := range list {
			names[i] = f.Name
			buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(f.Value))
		}
		if w.names[k] != nil && !slices.Equal(w.names[k], names) {
			return fmt.Errorf("%s: features differ from those of the pages before", r.ID)
		}
		w.names[k] = names
	}
	if _, err := w.matrix.Write(buf); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w.table, "%s\t%d\t%s\t%g\n", clean(r.ID), r.Fold, clean(r.Type), r.F1); err != nil {
		return err
	}
	if w.words == nil {
		return nil
	}
	buf = binary.LittleEndian.AppendUint32(buf[:0], uint32(len(r.Words)))
	for _, h := range r.Words {
		buf = binary.LittleEndian.AppendUint32(buf, h)
	}
	_, err := w.words.Write(buf)
	return err
}

// Close finishes the files and writes page-names.txt and trust-names.txt.
func (w *PageWriter) Close() error {
	err := errors.Join(w.matrix.close(), w.table.close())
	if w.words != nil {
		err = errors.Join(err, w.words.close())
	}
	for k, name := range [2]string{"page-names.txt", "trust-names.txt"} {
		err = errors.Join(err, writeLines(filepath.Join(w.dir, name), w.names[k]))
	}
	return err
}

func writeLines(path string, lines []string) error {
	var text []byte
	for _, l := range lines {
		text = append(append(text, l...), '\n')
	}
	return os.WriteFile(path, text, 0o644)
}
