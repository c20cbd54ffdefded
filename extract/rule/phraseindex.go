package rule

import (
	"fmt"
	"unicode/utf8"
)

// phraseIndex finds the phrases that stand in a line. Each phrase is filed
// under its first word, so that a line costs one look into a bit set a word.
type phraseIndex struct {
	phrases []phrase
	begin   bucket // phrases that must begin the line
	inner   bucket
	limit   int // width over which no inner phrase applies
}

// bucket files phrases by the hash of their first word, or of its first runes
// where the pattern cuts the word with "~".
type bucket struct {
	full, stem map[uint64][]int32
	seen       [256]uint64 // the hashes present, by their low 14 bits
}

// numberKey files phrases that begin with a number.
const numberKey = 1

func newPhraseIndex() *phraseIndex {
	x := &phraseIndex{}
	for _, b := range []*bucket{&x.begin, &x.inner} {
		b.full, b.stem = map[uint64][]int32{}, map[uint64][]int32{}
	}
	return x
}

// add files p. width is the widest line it applies to.
func (x *phraseIndex) add(p phrase, width int) error {
	b := &x.inner
	if p.anchored {
		b = &x.begin
	} else {
		x.limit = max(x.limit, width)
	}
	index := int32(len(x.phrases))
	if p.steps[0].op == opNumber {
		b.put(b.full, numberKey, index)
		x.phrases = append(x.phrases, p)
		return nil
	}
	text := p.steps[0].text
	var f folded
	f.text = []byte(text)
	f.split(-1)
	if len(f.words) == 0 {
		return fmt.Errorf("%q holds no word", text)
	}
	first := f.words[0]
	p.lead = first.start
	x.phrases = append(x.phrases, p)
	cut := first.end == len(text) && len(p.steps) > 1 && p.steps[1].op == opRest
	r, _ := utf8.DecodeRuneInString(text[first.start:])
	switch {
	case isWide(r):
		if len(f.words) == 1 {
			return fmt.Errorf("%q is too short: two characters are the least", text)
		}
		b.put(b.full, first.full, index)
	case isDigit(text[first.start]):
		b.put(b.full, numberKey, index)
	case !cut:
		b.put(b.full, first.full, index)
	case first.stem == 0:
		return fmt.Errorf("%q~ is too short: %d letters are the least", text, stemRunes)
	default:
		b.put(b.stem, first.stem, index)
	}
	return nil
}

func (b *bucket) put(m map[uint64][]int32, key uint64, index int32) {
	m[key] = append(m[key], index)
	b.seen[key>>6&255] |= 1 << (key & 63)
}

func (b *bucket) may(key uint64) bool { return b.seen[key>>6&255]&(1<<(key&63)) != 0 }

// find calls yield with the group of every phrase that stands in f.
func (x *phraseIndex) find(f *folded, yield func(group int32)) {
	words := -1
	if f.width > x.limit {
		words = 1
	}
	f.split(words)
	for i, w := range f.words {
		if i == 0 {
			x.look(&x.begin, f, w, yield)
		}
		if words < 0 {
			x.look(&x.inner, f, w, yield)
		}
	}
}

func (x *phraseIndex) look(b *bucket, f *folded, w word, yield func(int32)) {
	if isDigit(f.text[w.start]) {
		x.try(b.full[numberKey], f, w, yield)
		return
	}
	if b.may(w.full) {
		x.try(b.full[w.full], f, w, yield)
	}
	if w.stem != 0 && b.may(w.stem) {
		x.try(b.stem[w.stem], f, w, yield)
	}
}

func (x *phraseIndex) try(candidates []int32, f *folded, w word, yield func(int32)) {
	for _, c := range candidates {
		p := &x.phrases[c]
		if at := w.start - p.lead; at >= 0 && p.match(f.text, at) {
			yield(p.group)
		}
	}
}
