package model

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"strings"
	"testing"

	"github.com/pithtext/pith/extract/internal/block"
)

// weights writes a file of weights whose heads are single leaves, after change
// had its way with the header and the first head's nodes.
func weights(t *testing.T, change func(h *Header, nodes *[]node)) []byte {
	t.Helper()
	h := Header{Types: types, PageNames: pageNames, BlockNames: block.Names(), ContextName: contextNames}
	for _, name := range headNames {
		h.Heads = append(h.Heads, HeadInfo{Name: name, Classes: 1, Trees: 1, Columns: 4})
	}
	nodes := []node{{threshold: 0.5, feature: 3, left: ^0, right: ^1}}
	change(&h, &nodes)
	header, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	raw := binary.LittleEndian.AppendUint32(nil, uint32(len(header)))
	raw = append(raw, header...)
	for i := range h.Heads {
		if i > 0 {
			nodes = nil
		}
		raw = binary.LittleEndian.AppendUint16(raw, uint16(len(nodes)))
		for _, array := range []func(n node) any{
			func(n node) any { return n.feature }, func(n node) any { return n.threshold },
			func(n node) any { return n.left }, func(n node) any { return n.right },
		} {
			for _, n := range nodes {
				if raw, err = binary.Append(raw, binary.LittleEndian, array(n)); err != nil {
					t.Fatal(err)
				}
			}
		}
		if raw, err = binary.Append(raw, binary.LittleEndian, make([]float32, len(nodes)+1)); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	out.WriteString(magic)
	z := gzip.NewWriter(&out)
	if _, err := z.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestLoad(t *testing.T) {
	for _, c := range []struct {
		name, want string // "" for no error
		change     func(h *Header, nodes *[]node)
	}{
		{"sound", "", func(*Header, *[]node) {}},
		{"other features", "model: trained on other block features than this version of pith measures",
			func(h *Header, _ *[]node) { h.BlockNames = append([]string{"x"}, h.BlockNames...) }},
		{"a head is missing", "model: head trust is missing",
			func(h *Header, _ *[]node) { h.Heads = h.Heads[:3] }},
		{"feature out of range", "model: head type: a node asks for a feature that is not there",
			func(_ *Header, n *[]node) { (*n)[0].feature = 4 }},
		{"child before its parent", "model: head type: tree 0 is broken",
			func(_ *Header, n *[]node) { (*n)[0].left = 0 }},
		{"leaf out of range", "model: head type: tree 0 is broken",
			func(_ *Header, n *[]node) { (*n)[0].right = ^2 }},
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
	whole := weights(t, func(*Header, *[]node) {})
	for n := 0; n < len(whole); n += 97 {
		if _, err := Load(bytes.NewReader(whole[:n])); err == nil {
			t.Errorf("the first %d of %d bytes passed", n, len(whole))
		}
	}
}
