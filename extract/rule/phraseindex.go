package rule

import (
	"fmt"
	"unicode/utf8"
)

// phraseIndex finds the phrases that stand in a line. Each phrase is filed
// under the words it may begin with, so that a line costs one look into a bit
// set a word.
type phraseIndex struct {
	begin bucket // phrases that must begin the line
	inner bucket
	limit int // width over which no inner phrase applies
}

// bucket files phrases by the hash of their first word, or of its first runes
// where the pattern cuts the word.
type bucket struct {
	full, stem map[uint64][]candidate
	seen       [256]uint64 // the hashes present, by their low 14 bits
}

// candidate is what is left to compare of a phrase whose first word is known:
// the branch of its leading alternatives that begins with this word.
type candidate struct {
	steps []step
	next  *then
	group int32
	width int32 // of the widest line that the phrase applies to
	lead  int32 // bytes of the phrase before this word
}

// numberKey files phrases that begin with a number.
const numberKey = 1

func newPhraseIndex() *phraseIndex {
	x := &phraseIndex{}
	for _, b := range []*bucket{&x.begin, &x.inner} {
		b.full, b.stem = map[uint64][]candidate{}, map[uint64][]candidate{}
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
	f := filer{bucket: b, entry: candidate{steps: p.steps, group: p.group, width: int32(width)}}
	return f.walk(p.steps, nil, 0, "")
}

// filer enters one phrase under each word that it may begin with.
type filer struct {
	*bucket
	entry candidate // where the branch that is being walked begins
	filed int
}

// maxFirstWords bounds the words that one pattern may begin with.
const maxFirstWords = 1000

// walk reads steps until the first word is complete. word is what is read of
// it, lead the bytes before it.
func (f *filer) walk(steps []step, next *then, lead int, word string) error {
	for i, s := range steps {
		switch s.op {
		case opText:
			var done bool
			if lead, word, done = firstWord(s.text, lead, word); done {
				return f.file(word, lead, false)
			}
		case opSpace, opEnd:
			if word != "" {
				return f.file(word, lead, false)
			}
		case opGap:
			return f.file(word, lead, true)
		case opRest, opNumber:
			if word == "" && s.op == opNumber {
				return f.put(f.full, numberKey, lead)
			}
			return f.file(word, lead, true)
		case opChoice:
			after := &then{steps[i+1:], next}
			for _, c := range s.choices {
				if word == "" && lead == 0 {
					f.entry.steps, f.entry.next = c, after
				}
				if err := f.walk(c, after, lead, word); err != nil {
					return err
				}
			}
			return nil
		}
	}
	if next != nil {
		return f.walk(next.steps, next.next, lead, word)
	}
	return f.file(word, lead, false)
}

// firstWord goes on reading a word in text. done says that the word is
// complete: two runes of Chinese or Japanese, or what a non-letter ends.
func firstWord(text string, lead int, word string) (int, string, bool) {
	for _, r := range text {
		switch {
		case word == "" && !isWordRune(r):
			lead += utf8.RuneLen(r)
		case word == "":
			word = string(r)
		case wideWord(word):
			if isWide(r) {
				word += string(r)
			}
			return lead, word, true
		case !isWordRune(r) || isWide(r):
			return lead, word, true
		default:
			word += string(r)
		}
	}
	return lead, word, false
}

func wideWord(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return isWide(r)
}

// file enters the phrase under word, of which the line may hold more when cut.
func (f *filer) file(word string, lead int, cut bool) error {
	switch {
	case word == "":
		return fmt.Errorf("the pattern can begin without a word")
	case isDigit(word[0]):
		return f.put(f.full, numberKey, lead)
	case wideWord(word):
		if _, size := utf8.DecodeRuneInString(word); cut && size == len(word) {
			return fmt.Errorf("%q is too short to begin with: two characters are the least", word)
		}
		return f.put(f.full, hashBytes([]byte(word)), lead)
	case !cut:
		return f.put(f.full, hashBytes([]byte(word)), lead)
	}
	w := scanWord([]byte(word), 0)
	if w.stem == 0 {
		return fmt.Errorf("%q is too short to begin with: %d letters are the least", word, stemRunes)
	}
	return f.put(f.stem, w.stem, lead)
}

func (f *filer) put(m map[uint64][]candidate, key uint64, lead int) error {
	if f.filed++; f.filed > maxFirstWords {
		return fmt.Errorf("more than %d words to begin with", maxFirstWords)
	}
	c := f.entry
	c.lead = int32(lead)
	for _, old := range m[key] {
		if old.group == c.group && old.lead == c.lead && old.next == c.next && sameSteps(old.steps, c.steps) {
			return nil
		}
	}
	m[key] = append(m[key], c)
	f.seen[key>>6&255] |= 1 << (key & 63)
	return nil
}

// sameSteps reports whether a and b are the same place of the same phrase.
func sameSteps(a, b []step) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func (b *bucket) may(key uint64) bool { return b.seen[key>>6&255]&(1<<(key&63)) != 0 }

// find calls yield with the group of every phrase that stands in f.
func (x *phraseIndex) find(f *folded, yield func(group int32)) {
	m := matcher{line: f.text}
	for i, w := range f.words {
		if i == 0 {
			x.begin.try(&m, f.width, w, yield)
		}
		if f.width > x.limit {
			break
		}
		x.inner.try(&m, f.width, w, yield)
	}
}

// longHead is how many bytes of a line that is too long for inner phrases are
// read to see whether a phrase may begin it: marks and a first word.
const longHead = 60

// mayMatch reports whether any phrase can stand in s, without folding all of a
// long one. Folding drops few runes, so their number stands for the width.
func (x *phraseIndex) mayMatch(s string, f *folded) bool {
	if len(s) <= x.limit || len(s) <= 2*longHead {
		return true
	}
	width := utf8.RuneCountInString(s)
	if width <= x.limit {
		return true
	}
	f.fold(s[:longHead])
	if len(f.words) < 3 {
		return true // the first word may be cut
	}
	for _, list := range x.begin.look(f.text, f.words[0]) {
		for i := range list {
			if int(list[i].width) >= width {
				return true
			}
		}
	}
	return false
}

// look returns the candidates for the word w of line.
func (b *bucket) look(line []byte, w word) (lists [2][]candidate) {
	if isDigit(line[w.start]) {
		lists[0] = b.full[numberKey]
		return lists
	}
	if b.may(w.full) {
		lists[0] = b.full[w.full]
	}
	if w.stem != 0 && b.may(w.stem) {
		lists[1] = b.stem[w.stem]
	}
	return lists
}

// try compares the phrases that may begin with w.
func (b *bucket) try(m *matcher, width int, w word, yield func(group int32)) {
	if !b.may(w.full) && !b.may(w.stem) && !isDigit(m.line[w.start]) {
		return
	}
	for _, list := range b.look(m.line, w) {
		for i := range list {
			c := &list[i]
			if at := w.start - int(c.lead); at >= 0 && int(c.width) >= width && m.steps(c.steps, c.next, at) {
				yield(c.group)
			}
		}
	}
}
