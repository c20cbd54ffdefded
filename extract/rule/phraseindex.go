package rule

import (
	"fmt"
	"strings"
	"sync/atomic"
	"unicode/utf8"
)

// phraseIndex finds the phrases that stand in a line. Each pattern is filed
// under the words it may begin with, so that a line costs one look into a bit
// set a word, and a pattern is parsed only when a line holds such a word.
type phraseIndex struct {
	begin bucket // phrases that must begin the line
	inner bucket
	limit int // width over which no inner phrase applies
}

// bucket files patterns by the hash of their first word, or of its first runes
// where the pattern cuts the word.
type bucket struct {
	full, stem map[uint64][]*pattern
	seen       [256]uint64 // the hashes present, by their low 14 bits
}

// pattern is one pattern of a rule.
type pattern struct {
	source string
	group  int32
	width  int32 // of the widest line that it applies to

	parsed atomic.Pointer[[]opening] // nil until a line needs it
}

// opening is a word that a phrase may begin with, and what is left to compare
// of the phrase when it does: the branch of its leading alternatives that
// begins with this word.
type opening struct {
	word  string // folded; its first runes where stem is set, "#" for any number
	stem  bool
	key   uint64 // hash of word
	steps []step
	next  *then
	lead  int // bytes of the phrase before this word
}

// String is the word as index files have it.
func (o *opening) String() string {
	if o.stem {
		return o.word + "~"
	}
	return o.word
}

// openings parses a pattern.
func openings(source string) ([]opening, error) {
	steps, err := parsePhrase(source)
	if err != nil {
		return nil, err
	}
	f := filer{at: opening{steps: steps}}
	if err := f.walk(steps, nil, 0, ""); err != nil {
		return nil, err
	}
	return f.filed, nil
}

// openings parses the pattern if no line needed it before. One that cannot be
// parsed has none, but there is no such pattern in an index: making it has
// parsed them all.
func (p *pattern) openings() []opening {
	if got := p.parsed.Load(); got != nil {
		return *got
	}
	list, _ := openings(p.source)
	p.parsed.Store(&list)
	return list
}

// numberWord stands for any number, and numberKey is its hash.
const (
	numberWord = "#"
	numberKey  = 1
)

func newPhraseIndex() *phraseIndex {
	x := &phraseIndex{}
	for _, b := range []*bucket{&x.begin, &x.inner} {
		b.full, b.stem = map[uint64][]*pattern{}, map[uint64][]*pattern{}
	}
	return x
}

// add files p under a word that it may begin with, as opening.String has it.
func (x *phraseIndex) add(p *pattern, word string) {
	b := &x.inner
	if strings.HasPrefix(p.source, "^") {
		b = &x.begin
	} else {
		x.limit = max(x.limit, int(p.width))
	}
	word, cut := strings.CutSuffix(word, "~")
	m, key := b.full, wordKey(word)
	if cut {
		m = b.stem
	}
	m[key] = append(m[key], p)
	b.seen[key>>6&255] |= 1 << (key & 63)
}

func wordKey(word string) uint64 {
	if word == numberWord {
		return numberKey
	}
	return hashBytes([]byte(word))
}

// filer lists the words that one phrase may begin with.
type filer struct {
	at    opening // where the branch that is being walked begins
	filed []opening
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
				return f.put(numberWord, false, lead)
			}
			return f.file(word, lead, true)
		case opChoice:
			after := &then{steps[i+1:], next}
			for _, c := range s.choices {
				if word == "" && lead == 0 {
					f.at.steps, f.at.next = c, after
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
		return f.put(numberWord, false, lead)
	case wideWord(word):
		if _, size := utf8.DecodeRuneInString(word); cut && size == len(word) {
			return fmt.Errorf("%q is too short to begin with: two characters are the least", word)
		}
		return f.put(word, false, lead)
	case !cut:
		return f.put(word, false, lead)
	}
	if utf8.RuneCountInString(word) < stemRunes {
		return fmt.Errorf("%q is too short to begin with: %d letters are the least", word, stemRunes)
	}
	return f.put(string([]rune(word)[:stemRunes]), true, lead)
}

func (f *filer) put(word string, stem bool, lead int) error {
	o := f.at
	o.word, o.stem, o.key, o.lead = word, stem, wordKey(word), lead
	for i := range f.filed {
		if old := &f.filed[i]; old.word == word && old.stem == stem && old.lead == lead && old.next == o.next && sameSteps(old.steps, o.steps) {
			return nil
		}
	}
	if f.filed = append(f.filed, o); len(f.filed) > maxFirstWords {
		return fmt.Errorf("more than %d words to begin with", maxFirstWords)
	}
	return nil
}

// sameSteps reports whether a and b are the same place of the same phrase.
func sameSteps(a, b []step) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func (b *bucket) may(key uint64) bool { return b.seen[key>>6&255]&(1<<(key&63)) != 0 }

// find calls yield with the group of every phrase that stands in f.
func (x *phraseIndex) find(f *folded, m *matcher, yield func(group int32)) {
	m.begin(f.text)
	for i, w := range f.words {
		if i == 0 {
			x.begin.try(m, f.width, w, yield)
		}
		if f.width > x.limit {
			break
		}
		x.inner.try(m, f.width, w, yield)
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
	width := 0 // counted when it first matters
	if len(s) <= utf8.UTFMax*x.limit {
		if width = utf8.RuneCountInString(s); width <= x.limit {
			return true
		}
	}
	f.fold(s[:longHead])
	if len(f.words) < 3 {
		return true // the first word may be cut
	}
	found := false
	x.begin.look(f.text, f.words[0], func(p *pattern, _ uint64, _ bool) {
		if width == 0 {
			width = utf8.RuneCountInString(s)
		}
		found = found || int(p.width) >= width
	})
	return found
}

// look calls yield with the patterns filed under the word w of line, and with
// the key that they are filed under.
func (b *bucket) look(line []byte, w word, yield func(p *pattern, key uint64, stem bool)) {
	if isDigit(line[w.start]) {
		for _, p := range b.full[numberKey] {
			yield(p, numberKey, false)
		}
		return
	}
	if b.may(w.full) {
		for _, p := range b.full[w.full] {
			yield(p, w.full, false)
		}
	}
	if w.stem != 0 && b.may(w.stem) {
		for _, p := range b.stem[w.stem] {
			yield(p, w.stem, true)
		}
	}
}

// try compares the phrases that may begin with w.
func (b *bucket) try(m *matcher, width int, w word, yield func(group int32)) {
	b.look(m.line, w, func(p *pattern, key uint64, stem bool) {
		if int(p.width) < width {
			return
		}
		list := p.openings()
		for i := range list {
			o := &list[i]
			if at := w.start - o.lead; o.key == key && o.stem == stem && at >= 0 && m.steps(o.steps, o.next, at) {
				yield(p.group)
				return
			}
		}
	})
}
