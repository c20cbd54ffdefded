package rule

import (
	"fmt"
	"unicode/utf8"
)

// phraseIndex finds the phrases that stand in a line. Each phrase is filed
// under the words it may begin with, so that a line costs one look into a bit
// set a word.
type phraseIndex struct {
	phrases []phrase
	begin   bucket // phrases that must begin the line
	inner   bucket
	limit   int // width over which no inner phrase applies
}

// bucket files phrases by the hash of their first word, or of its first runes
// where the pattern cuts the word.
type bucket struct {
	full, stem map[uint64][]candidate
	seen       [256]uint64 // the hashes present, by their low 14 bits
}

// candidate is a phrase filed under one of its first words.
type candidate struct {
	phrase int32
	lead   int32 // bytes of the phrase before this word
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
	f := filer{bucket: b, phrase: int32(len(x.phrases))}
	x.phrases = append(x.phrases, p)
	return f.walk(p.steps, nil, 0, "")
}

// filer enters one phrase under each word that it may begin with.
type filer struct {
	*bucket
	phrase int32
	filed  int
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
	c := candidate{f.phrase, int32(lead)}
	for _, old := range m[key] {
		if old == c {
			return nil
		}
	}
	m[key] = append(m[key], c)
	f.seen[key>>6&255] |= 1 << (key & 63)
	return nil
}

func (b *bucket) may(key uint64) bool { return b.seen[key>>6&255]&(1<<(key&63)) != 0 }

// find calls yield with the group of every phrase that stands in f.
func (x *phraseIndex) find(f *folded, yield func(group int32)) {
	words := -1
	if f.width > x.limit {
		words = 1
	}
	f.split(words)
	m := matcher{line: f.text}
	for i, w := range f.words {
		if i == 0 {
			x.look(&x.begin, &m, w, yield)
		}
		if words < 0 {
			x.look(&x.inner, &m, w, yield)
		}
	}
}

func (x *phraseIndex) look(b *bucket, m *matcher, w word, yield func(int32)) {
	if isDigit(m.line[w.start]) {
		x.try(b.full[numberKey], m, w, yield)
		return
	}
	if b.may(w.full) {
		x.try(b.full[w.full], m, w, yield)
	}
	if w.stem != 0 && b.may(w.stem) {
		x.try(b.stem[w.stem], m, w, yield)
	}
}

func (x *phraseIndex) try(candidates []candidate, m *matcher, w word, yield func(int32)) {
	for _, c := range candidates {
		p := &x.phrases[c.phrase]
		if at := w.start - int(c.lead); at >= 0 && m.match(p, at) {
			yield(p.group)
		}
	}
}
