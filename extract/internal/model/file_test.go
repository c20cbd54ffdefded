package model

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"strings"
	"testing"

	"github.com/pithtext/pith/extract/internal/block"
	"github.com/pithtext/pith/extract/internal/lexicon"
)

// weights writes a file of weights whose heads are single leaves, after change
// had its way with the header and the first head's nodes.
func weights(t testing.TB, change func(h *Header, nodes *[]split)) []byte {
	t.Helper()
	h := whole()
	for i := range h.Heads {
		h.Heads[i].Columns = 4
	}
	splits := []split{{threshold: 0.5, feature: 3, left: ^0, right: ^1}}
	change(&h, &splits)
	return packed(payload(t, h, splits))
}

// payload writes the header and one tree a head: splits for the first, a single
// leaf for the others.
func payload(t testing.TB, h Header, splits []split) []byte {
	t.Helper()
	header, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	raw := binary.LittleEndian.AppendUint32(nil, uint32(len(header)))
	raw = append(raw, header...)
	for i := range h.Heads {
		if i > 0 {
			splits = nil
		}
		raw = binary.LittleEndian.AppendUint16(raw, uint16(len(splits)))
		for _, array := range []func(s split) any{
			func(s split) any { return s.feature }, func(s split) any { return s.threshold },
			func(s split) any { return s.left }, func(s split) any { return s.right },
		} {
			for _, sp := range splits {
				if raw, err = binary.Append(raw, binary.LittleEndian, array(sp)); err != nil {
					t.Fatal(err)
				}
			}
		}
		if raw, err = binary.Append(raw, binary.LittleEndian, make([]float32, len(splits)+1)); err != nil {
			t.Fatal(err)
		}
	}
	return raw
}

// packed puts a payload into a file.
func packed(payload []byte) []byte {
	return append([]byte(magic), payload...)
}

func TestLoad(t *testing.T) {
	for _, c := range []struct {
		name, want string // "" for no error
		change     func(h *Header, nodes *[]split)
	}{
		{"sound", "", func(*Header, *[]split) {}},
		{"other features", "model: trained on other block features than this version of pith measures",
			func(h *Header, _ *[]split) { h.BlockNames = append([]string{"x"}, h.BlockNames...) }},
		{"a head is missing", "model: head trust is missing",
			func(h *Header, _ *[]split) { h.Heads = h.Heads[:3] }},
		{"feature out of range", "model: head type: a node asks for a feature that is not there",
			func(_ *Header, n *[]split) { (*n)[0].feature = 4 }},
		{"child before its parent", "model: head type: tree 0 is broken",
			func(_ *Header, n *[]split) { (*n)[0].left = 0 }},
		{"too many columns", "model: head trust: bad header: 1 classes, 22 columns, 1 trees",
			func(h *Header, _ *[]split) { h.Heads[3].Columns = len(TrustNames()) + 1 }},
		{"no columns", "model: head type: bad header: 7 classes, 0 columns, 1 trees",
			func(h *Header, _ *[]split) { h.Heads[0].Columns = 0 }},
		{"too many classes", "model: head block: bad header: 2 classes, 4 columns, 1 trees",
			func(h *Header, _ *[]split) { h.Heads[1].Classes = 2 }},
		{"an unknown head", "model: head extra: bad header: 1 classes, 4 columns, 1 trees",
			func(h *Header, _ *[]split) { h.Heads[0] = HeadInfo{Name: "extra", Classes: 1, Columns: 4, Trees: 1} }},
		{"more trees than the file holds", "model: head trust: unexpected EOF",
			func(h *Header, _ *[]split) { h.Heads[3].Trees = 1 << 40 }},
		{"fewer trees than none", "model: head type: bad header: 7 classes, 4 columns, -1 trees",
			func(h *Header, _ *[]split) { h.Heads[0].Trees = -1 }},
		{"other types", "model: trained on other page types than this version of pith measures",
			func(h *Header, _ *[]split) { h.Types = h.Types[1:] }},
		{"other page features", "model: trained on other page features than this version of pith measures",
			func(h *Header, _ *[]split) { h.PageNames = nil }},
		{"other context", "model: trained on other context features than this version of pith measures",
			func(h *Header, _ *[]split) { h.ContextName = h.ContextName[1:] }},
		{"no thresholds", "model: 0 least thresholds, want 7",
			func(h *Header, _ *[]split) { h.Decode.Low = nil }},
		{"no biases", "model: lexicon of pages: 0 biases, want 7",
			func(h *Header, _ *[]split) { h.PageLexicon.Bias = nil }},
		{"more words than the file holds", "model: lexicon of pages: unexpected EOF",
			func(h *Header, _ *[]split) { h.PageLexicon.Tokens = 1 }},
		{"child beyond the tree", "model: head type: tree 0 is broken",
			func(_ *Header, n *[]split) { (*n)[0].left = 1 }},
		{"leaf out of range", "model: head type: tree 0 is broken",
			func(_ *Header, n *[]split) { (*n)[0].right = ^2 }},
	} {
		_, err := Load(bytes.NewReader(weights(t, c.change)))
		if got := text(err); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestLoadBroken(t *testing.T) {
	if _, err := Load(strings.NewReader("<html>")); text(err) != "model: not a file of pith weights" {
		t.Error(err)
	}
	sound := weights(t, func(*Header, *[]split) {})
	for n := 0; n < len(sound); n += 97 {
		if _, err := Load(bytes.NewReader(sound[:n])); err == nil {
			t.Errorf("the first %d of %d bytes passed", n, len(sound))
		}
	}
}

// TestLoadTruncated asserts that no beginning of the embedded file passes.
func TestLoadTruncated(t *testing.T) {
	for n := 0; n < len(embedded); n += 1000 {
		if _, err := Load(bytes.NewReader(embedded[:n])); err == nil {
			t.Errorf("the first %d of %d bytes passed", n, len(embedded))
		}
	}
	// A file so small that each of its last bytes can be left out.
	raw := payload(t, whole(), nil)
	for n := range len(raw) {
		if n%1000 != 0 && n < len(raw)-100 {
			continue
		}
		if _, err := Load(bytes.NewReader(packed(raw[:n]))); err == nil {
			t.Errorf("the first %d of %d unpacked bytes passed", n, len(raw))
		}
	}
}

// whole is the header of a file that loads.
func whole() Header {
	h := Header{Types: types, PageNames: pageNames, BlockNames: block.Names(), LexiconName: lexicon.Names(), ContextName: contextNames,
		PageLexicon: PageLexiconInfo{Bias: make([]float32, len(types))}, Decode: Decode{Low: make([]float32, len(types))}}
	for _, name := range headNames {
		classes, columns := shape(name)
		h.Heads = append(h.Heads, HeadInfo{Name: name, Classes: classes, Trees: 1, Columns: columns})
	}
	return h
}

// TestEmbedded asserts what the shipped weights must say of themselves.
func TestEmbedded(t *testing.T) {
	m, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	h := m.Header
	if h.TrainedOn == "" || h.Trainer == "" || !strings.Contains(h.Licence, "CC-BY-4.0") {
		t.Errorf("trained on %q by %q, licence %q", h.TrainedOn, h.Trainer, h.Licence)
	}
	if strings.Contains(h.TrainedOn, "multilingual") {
		t.Errorf("trained on %q", h.TrainedOn)
	}
	for _, head := range h.Heads {
		if _, columns := shape(head.Name); head.Trees == 0 || head.Columns != columns {
			t.Errorf("head %s has %d trees over %d columns, want %d columns", head.Name, head.Trees, head.Columns, columns)
		}
	}
	if len(embedded) > 4<<20 {
		t.Errorf("the weights take %d bytes, at most 4 MB are to be embedded", len(embedded))
	}
}

// FuzzLoad asserts that a file that loads decides any page without a panic.
func FuzzLoad(f *testing.F) {
	h := whole()
	header, err := json.Marshal(h)
	if err != nil {
		f.Fatal(err)
	}
	arrays := payload(f, h, []split{{threshold: 0.5, feature: 3, left: ^0, right: 1}, {threshold: 0, feature: 9, left: ^1, right: ^2}})
	f.Add(string(header), arrays[4+len(header):])
	f.Add(strings.Replace(string(header), `"trees":1`, `"trees":3`, 1), arrays[4+len(header):])
	f.Add(`{}`, []byte{})
	page := tablePage(f, "<h1>A</h1><p>Some words, here.</p><ul><li><a href=x>b</a></ul>")
	// A token of the page that comes twice.
	h.PageLexicon.Tokens, h.PageLexicon.Scale = 2, 1
	if header, err = json.Marshal(h); err != nil {
		f.Fatal(err)
	}
	arrays = payload(f, h, nil)[4+len(header):]
	var token lexicon.Token
	lexicon.PageTokens(page.Root, page.Table, func(t lexicon.Token) { token = t })
	for range 2 {
		arrays = binary.LittleEndian.AppendUint32(arrays, uint32(token))
	}
	f.Add(string(header), append(arrays, make([]byte, 2*len(types))...))
	f.Fuzz(func(t *testing.T, header string, arrays []byte) {
		raw := binary.LittleEndian.AppendUint32(nil, uint32(len(header)))
		m, err := Load(bytes.NewReader(packed(append(append(raw, header...), arrays...))))
		if err != nil {
			return
		}
		v := m.Decide(page)
		if len(v.Keep) != len(page.Table.Blocks) {
			t.Errorf("%d verdicts for %d blocks", len(v.Keep), len(page.Table.Blocks))
		}
	})
}

// BenchmarkLoad is what each start of the program waits for.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(bytes.NewReader(embedded)); err != nil {
			b.Fatal(err)
		}
	}
}
