package model

import (
	"bytes"
	_ "embed" // the weights
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/pithtext/pith/extract/internal/block"
	"github.com/pithtext/pith/extract/internal/lexicon"
)

// The file of weights is the line magic, the header's length as a little-endian
// uint32, the header as JSON, and for each head in the header's order its arrays,
// all little-endian: nodes per tree (uint16), and over all trees features
// (uint16), thresholds (float32), left and right children (int16), leaves
// (float32; a tree has one more leaf than nodes). Then the lexicon: its tokens
// (uint32), and for each its weights by task (int8), in units of the header's
// scale; and the lexicon of pages, the same by page type.
const magic = "pith-model 4\n"

// maxFile bounds a file of weights, in bytes.
const maxFile = 64 << 20

// Header says what a model was trained on and what it expects.
type Header struct {
	TrainedOn   string             `json:"trained_on"`
	Licence     string             `json:"licence"` // attribution that the training data asks for
	Trainer     string             `json:"trainer"`
	Scores      map[string]float64 `json:"scores"` // cross-validated, by corpus and metric
	Types       []string           `json:"types"`
	PageNames   []string           `json:"page_features"`
	BlockNames  []string           `json:"block_features"`
	LexiconName []string           `json:"lexicon_features"`
	ContextName []string           `json:"context_features"`
	Heads       []HeadInfo         `json:"heads"`
	Lexicon     LexiconInfo        `json:"lexicon"`
	PageLexicon PageLexiconInfo    `json:"page_lexicon"`
	Decode      Decode             `json:"decode"`
}

// HeadInfo describes one head of the file.
type HeadInfo struct {
	Name    string `json:"name"`
	Classes int    `json:"classes"`
	Trees   int    `json:"trees"`
	Columns int    `json:"columns"`
}

// LexiconInfo describes the file's lexicon.
type LexiconInfo struct {
	Tokens int     `json:"tokens"`
	Scale  float32 `json:"scale"` // log-odds of a weight of 1
}

// PageLexiconInfo describes the file's lexicon of pages.
type PageLexiconInfo struct {
	LexiconInfo
	Bias []float32 `json:"bias"` // by page type, as log-odds
}

//go:embed weights.pith
var embedded []byte

// Embedded returns the model that pith ships with, read once. It is not compressed:
// unpacking took half of the time of reading it, at each start of the program.
var Embedded = sync.OnceValues(func() (*Model, error) { return parse(embedded) })

// Load reads a file of weights. The error says what is wrong with it.
func Load(r io.Reader) (*Model, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile))
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	return parse(data)
}

// parse reads a file of weights, whose bytes it does not keep.
func parse(data []byte) (*Model, error) {
	m, err := load(data)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	return m, nil
}

func load(data []byte) (*Model, error) {
	data, found := bytes.CutPrefix(data, []byte(magic))
	if !found {
		return nil, errors.New("not a file of pith weights")
	}
	c := &cursor{data: data}
	m := &Model{heads: make(map[string]*forest)}
	if err := json.Unmarshal(c.take(int(c.uint32())), &m.Header); err != nil {
		return nil, errors.Join(c.err, err)
	}
	if err := m.Header.check(); err != nil {
		return nil, err
	}
	for _, h := range m.Header.Heads {
		f, err := c.forest(h)
		if err != nil {
			return nil, fmt.Errorf("head %s: %w", h.Name, err)
		}
		m.heads[h.Name] = f
	}
	var err error
	if m.lexicon, err = c.lexicon(m.Header.Lexicon); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	if m.pages, err = c.pages(m.Header.PageLexicon); err != nil {
		return nil, fmt.Errorf("lexicon of pages: %w", err)
	}
	for _, name := range headNames {
		if m.heads[name] == nil {
			return nil, fmt.Errorf("head %s is missing", name)
		}
	}
	return m, nil
}

// check compares what the model was trained on with what this program measures.
func (h *Header) check() error {
	for _, c := range []struct {
		what      string
		got, want []string
	}{
		{"page types", h.Types, types},
		{"page features", h.PageNames, pageNames},
		{"block features", h.BlockNames, block.Names()},
		{"lexicon features", h.LexiconName, lexicon.Names()},
		{"context features", h.ContextName, contextNames},
	} {
		if !slices.Equal(c.got, c.want) {
			return fmt.Errorf("trained on other %s than this version of pith measures", c.what)
		}
	}
	if len(h.Decode.Low) != len(types) {
		return fmt.Errorf("%d least thresholds, want %d", len(h.Decode.Low), len(types))
	}
	return nil
}

// cursor reads little-endian numbers off a slice.
type cursor struct {
	data []byte
	err  error
}

func (c *cursor) take(n int) []byte {
	if c.err != nil || n < 0 || n > len(c.data) {
		c.err = io.ErrUnexpectedEOF
		return nil
	}
	b := c.data[:n]
	c.data = c.data[n:]
	return b
}

func (c *cursor) uint32() uint32 {
	if b := c.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// shape returns what a head must have: as many classes as its caller has places
// for, and no more columns than its rows.
func shape(head string) (classes, columns int) {
	switch head {
	case headType:
		return len(types), len(pageNames)
	case headBlock:
		return 1, len(RowNames()) - len(contextNames)
	case headAgain:
		return 1, len(RowNames())
	case headTrust:
		return 1, len(TrustNames())
	}
	return 0, 0
}

// bytesPerNode is what a node takes in the file, its leaf included.
const bytesPerNode = 2 + 4 + 2 + 2 + 4

// forest reads one head, of trees that no walk can leave.
func (c *cursor) forest(h HeadInfo) (*forest, error) {
	classes, columns := shape(h.Name)
	if h.Classes != classes || h.Columns < 1 || h.Columns > columns || h.Trees < 0 {
		return nil, fmt.Errorf("bad header: %d classes, %d columns, %d trees", h.Classes, h.Columns, h.Trees)
	}
	if h.Trees > len(c.data)/2 {
		return nil, io.ErrUnexpectedEOF
	}
	sizes := make([]uint16, h.Trees)
	c.numbers(sizes)
	total := 0
	for _, n := range sizes {
		total += int(n)
	}
	if total > len(c.data)/bytesPerNode {
		return nil, io.ErrUnexpectedEOF
	}
	feature, threshold := make([]uint16, total), make([]float32, total)
	left, right := make([]int16, total), make([]int16, total)
	leaves := make([]float32, total+h.Trees)
	for _, array := range []any{feature, threshold, left, right, leaves} {
		c.numbers(array)
	}
	if c.err != nil {
		return nil, c.err
	}
	splits := make([]split, total)
	for i := range splits {
		if int(feature[i]) >= h.Columns {
			return nil, errors.New("a node asks for a feature that is not there")
		}
		splits[i] = split{threshold[i], feature[i], left[i], right[i]}
	}
	f := &forest{classes: h.Classes, trees: make([]tree, h.Trees)}
	for k, n := range sizes {
		var ok bool
		if f.trees[k], ok = newTree(splits[:n], leaves[:n+1]); !ok {
			return nil, fmt.Errorf("tree %d is broken", k)
		}
		splits, leaves = splits[n:], leaves[n+1:]
	}
	return f, nil
}

// numbers fills a slice of fixed-size numbers.
func (c *cursor) numbers(slice any) {
	b := c.take(binary.Size(slice))
	if b == nil {
		return
	}
	if _, err := binary.Decode(b, binary.LittleEndian, slice); err != nil && c.err == nil {
		c.err = err
	}
}

// lexicon reads the tokens and their weights.
func (c *cursor) lexicon(info LexiconInfo) (*lexicon.Lexicon, error) {
	tokens, weights, err := c.words(info, lexicon.Tasks)
	if err != nil {
		return nil, err
	}
	known := make(map[lexicon.Token]lexicon.Weights, len(tokens))
	for i, t := range tokens {
		known[t] = lexicon.Weights(weights[i*lexicon.Tasks:])
	}
	return lexicon.New(known), nil
}

// pages reads the lexicon of pages.
func (c *cursor) pages(info PageLexiconInfo) (*lexicon.Pages, error) {
	if len(info.Bias) != len(types) {
		return nil, fmt.Errorf("%d biases, want %d", len(info.Bias), len(types))
	}
	tokens, weights, err := c.words(info.LexiconInfo, len(types))
	if err != nil {
		return nil, err
	}
	return lexicon.NewPages(tokens, weights, info.Bias), nil
}

// words reads tokens, and for each its weights.
func (c *cursor) words(info LexiconInfo, each int) ([]lexicon.Token, []float32, error) {
	if info.Tokens < 0 || info.Tokens > len(c.data)/(4+each) {
		return nil, nil, io.ErrUnexpectedEOF
	}
	hashes, units := make([]uint32, info.Tokens), make([]int8, info.Tokens*each)
	c.numbers(hashes)
	c.numbers(units)
	tokens := make([]lexicon.Token, len(hashes))
	for i, h := range hashes {
		tokens[i] = lexicon.Token(h)
	}
	weights := make([]float32, len(units))
	for i, u := range units {
		weights[i] = float32(u) * info.Scale
	}
	return tokens, weights, c.err
}
