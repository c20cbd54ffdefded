package lexicon

import (
	"unicode"

	"github.com/pithtext/pith/extract/internal/block"
)

// Token is a word in a certain place, as a hash.
type Token uint32

// place is where a word stands.
type place uint32

const (
	placeOwn       place = iota + 1 // class of the block's element
	placeNear                       // class of one of the two elements above
	placeFar                        // class of any element above those
	placeTag                        // name of the element; those above follow
	placeWord      place = iota + tagLevels
	placeStart           // word at the beginning of a long block
	placeWhole           // all words of a short block
	placeHead            // word of the heading above
	placeTitle           // all words of the heading above
	placeMeta            // word of a metadata name
	placeMetaName        // all words of a metadata name
	placeMetaValue       // word of a metadata value
	placeFile            // word of the address of a script or link
)

const (
	nearLevels = 3   // the block's element and two above
	tagLevels  = 4   // elements whose names count
	maxShort   = 120 // mass up to which all words of a block count
	maxWords   = 12  // words of a short block that count
	maxStart   = 3   // words of a long block that count
	maxHead    = 8   // words of a heading that count
	maxWhole   = 5   // words up to which a line counts as a whole
)

// The constants of the 32-bit FNV-1a hash.
const fnvOffset, fnvPrime = 2166136261, 16777619

// hash is the hash of a word before its place is known.
type hash uint32

func (h hash) rune(r rune) hash {
	return (h ^ hash(uint32(r)*2654435761)) * fnvPrime
}

func (h hash) at(p place) Token { return Token((uint32(h) ^ uint32(p)*0x9e3779b1) * fnvPrime) }

func hashOf[S []byte | string](word S) hash {
	h := hash(fnvOffset)
	for i := range len(word) {
		h = h.rune(rune(word[i]))
	}
	return h
}

func tagToken(tag string, level int) Token { return hashOf(tag).at(placeTag + place(level)) }

// words calls f with the first most words of s, runs of letters and digits in
// lower case, of which a number is a single one; it returns how many there were
// and the hash of all together.
func words(s string, most int, f func(hash)) (n int, whole hash) {
	whole = fnvOffset
	h, in, number := hash(fnvOffset), false, false
	end := func() {
		n++
		in = false
		if n <= most {
			f(h)
		}
		whole = whole.rune(rune(h))
	}
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if in {
				end()
			}
			if n > most {
				return n, whole
			}
			continue
		}
		if !in {
			in, number, h = true, unicode.IsDigit(r), fnvOffset
			if number {
				h = h.rune('0')
			}
		}
		if !number {
			h = h.rune(unicode.ToLower(r))
		}
	}
	if in {
		end()
	}
	return n, whole
}

// textTokens calls f with the tokens of a block's text.
func textTokens(b *block.Block, f func(Token)) {
	if b.Stats.Mass > maxShort {
		words(b.Text, maxStart, func(h hash) { f(h.at(placeStart)) })
		return
	}
	n, whole := words(b.Text, maxWords, func(h hash) { f(h.at(placeWord)) })
	if n <= maxWhole {
		f(whole.at(placeWhole))
	}
}

// headTokens calls f with the tokens that a heading gives to the blocks below.
func headTokens(b *block.Block, f func(Token)) {
	n, whole := words(b.Text, maxHead, func(h hash) { f(h.at(placeHead)) })
	if n <= maxWhole {
		f(whole.at(placeTitle))
	}
}

// Tokens returns for every block of the table the tokens that are looked up for
// it, by group: what a lexicon is trained on. A token occurs as often as it counts.
func Tokens(t *block.Table) [][]Grouped {
	out := make([][]Grouped, len(t.Blocks))
	head := -1
	for i := range t.Blocks {
		b := &t.Blocks[i]
		add := func(group int, token Token) { out[i] = append(out[i], Grouped{uint8(group), token}) }
		level := 0
		for e := b.Elem; e >= 0; e = t.Elems[e].Parent {
			p, group := placeFar, groupFar
			switch {
			case level == 0:
				p, group = placeOwn, groupNear
			case level < nearLevels:
				p, group = placeNear, groupNear
			}
			block.ClassWords(t.Elems[e].Node, func(word []byte) { add(group, hashOf(word).at(p)) })
			if level < tagLevels {
				add(groupTag, tagToken(t.Elems[e].Node.Data, level))
			}
			level++
		}
		textTokens(b, func(token Token) { add(groupText, token) })
		if head >= 0 {
			headTokens(&t.Blocks[head], func(token Token) { add(groupHead, token) })
		}
		if t.Elems[b.Elem].Heading() > 0 {
			head = i
		}
	}
	return out
}

// Grouped is a token with the group, from 0, whose sum it goes into.
type Grouped struct {
	Group uint8
	Token Token
}
