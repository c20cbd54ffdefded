package rule

import (
	"bytes"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Folding makes lines and patterns comparable: lower case, no accents, plain
// quotes, dashes and widths, single spaces, no space before ": ; ! ?" (as
// French sets them). Both sides go through it, so it never needs undoing.

// word is one word of a folded line. A rune of Chinese or Japanese is a word of
// its own, since nothing parts the words there.
type word struct {
	start, end int
	full       uint64 // hash of the word; of the rune and the next one in Chinese and Japanese
	stem       uint64 // hash of the first stemRunes runes, 0 for shorter words
}

// stemRunes is how much of a word the index of "~" patterns looks at.
const stemRunes = 3

// folded is a folded line, reused from line to line.
type folded struct {
	text  []byte
	words []word
	width int // runes, where one of Chinese or Japanese counts as two
}

const (
	hashOffset = 14695981039346656037 // FNV-1a
	hashPrime  = 1099511628211
)

// foldTable maps the letters with accents to their base letter in lower case,
// for the scripts whose capitals are often set without accents.
var foldTable = sync.OnceValue(func() map[rune]rune {
	table := make(map[rune]rune, 2500)
	for _, span := range [][2]rune{{0xC0, 0x530}, {0x620, 0x6D5}, {0x1E00, 0x2000}} {
		var buf [utf8.UTFMax]byte
		for r := span[0]; r < span[1]; r++ {
			base := unicode.ToLower(r)
			if d := norm.NFD.Properties(buf[:utf8.EncodeRune(buf[:], base)]).Decomposition(); len(d) > 0 {
				base, _ = utf8.DecodeRune(d)
			}
			if base != r {
				table[r] = base
			}
		}
	}
	table['ς'], table['ى'] = 'σ', 'ي'
	table['ı'], table['İ'], table['ł'], table['Ł'] = 'i', 'i', 'l', 'l' // no accent by Unicode
	return table
})

// isWide reports runes of Chinese and Japanese writing.
func isWide(r rune) bool {
	return r >= 0x3005 && (r <= 0x3007 || r >= 0x3041 && r <= 0x30FF && r != 0x30FB ||
		r >= 0x3400 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x323AF)
}

// isWordRune reports runes that make up words. The copyright sign counts as
// one, so that patterns can begin with it.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return r == '©' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// foldRune returns what stands for r: -1 for nothing, ' ' for white space.
func foldRune(r rune, table map[rune]rune) rune {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r <= ' ':
			return ' '
		case r == '`':
			return '\''
		}
		return r
	case r >= 0x300 && r < 0x370, r >= 0x64B && r <= 0x65F, r == 0x640, // accents, Arabic vowels
		r == 0xAD, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r == 0x2060, r == 0xFEFF:
		return -1
	case r >= 0xFF01 && r <= 0xFF5E: // full width
		return foldRune(r-0xFEE0, table)
	}
	switch r {
	case 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000:
		return ' '
	case '‘', '’', '‛', 'ʼ', '´':
		return '\''
	case '“', '”', '„', '«', '»', '‟':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	case '。':
		return '.'
	case '،':
		return ','
	case '؟':
		return '?'
	}
	if base, ok := table[r]; ok {
		return base
	}
	return r
}

// fold reads s into f, words included. It is the one loop that runs over most
// text of a page, so runs of ASCII letters and digits take a short way through
// it.
func (f *folded) fold(s string) {
	f.text, f.words, f.width = slices.Grow(f.text[:0], len(s)), f.words[:0], 0
	table := foldTable()
	for i := 0; i < len(s); {
		if run := letters(s[i:]); run > 0 {
			n := len(f.text)
			f.text = append(f.text, s[i:i+run]...)
			lower(f.text[n:])
			f.width += run
			i += run
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch r = foldRune(r, table); {
		case r < 0:
		case r < utf8.RuneSelf:
			f.appendASCII(byte(r))
		default:
			f.text = utf8.AppendRune(f.text, r)
			f.width++
			if r == '©' {
				f.text = append(f.text, ' ') // parts it from a year
			} else if isWide(r) {
				f.width++
			}
		}
	}
	f.text = bytes.TrimRight(f.text, " ")
	f.split()
}

// letters returns how many ASCII letters and digits s begins with.
func letters(s string) int {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || !asciiWord[c] {
			return i
		}
	}
	return len(s)
}

// lower folds ASCII letters in place: setting this bit leaves digits alone.
func lower(b []byte) {
	for i := range b {
		b[i] |= 0x20
	}
}

func (f *folded) appendASCII(c byte) {
	n := len(f.text)
	switch c {
	case ' ':
		if n == 0 || f.text[n-1] == ' ' {
			return
		}
	case ':', ';', '!', '?':
		if n > 0 && f.text[n-1] == ' ' {
			f.text = f.text[:n-1]
			f.width--
		}
	}
	f.text = append(f.text, c)
	f.width++
}

// split finds the words of the folded text.
func (f *folded) split() {
	t := f.text
	for i := 0; i < len(t); {
		if c := t[i]; c < utf8.RuneSelf {
			if !asciiWord[c] {
				i++
				continue
			}
		} else {
			r, size := utf8.DecodeRune(t[i:])
			if !isWordRune(r) {
				i += size
				continue
			}
			if isWide(r) {
				end := i + size
				if next, n := utf8.DecodeRune(t[end:]); isWide(next) {
					end += n
				}
				f.words = append(f.words, word{start: i, end: i + size, full: hashBytes(t[i:end])})
				i += size
				continue
			}
		}
		w := scanWord(t, i)
		f.words = append(f.words, w)
		i = w.end
	}
}

func hashBytes(b []byte) uint64 {
	h := uint64(hashOffset)
	for _, c := range b {
		h = (h ^ uint64(c)) * hashPrime
	}
	return h
}

var asciiWord = func() (t [utf8.RuneSelf]bool) {
	for i := range t {
		t[i] = isWordRune(rune(i))
	}
	return t
}()

// scanWord reads the word that begins at start.
func scanWord(t []byte, start int) word {
	w := word{start: start}
	h := uint64(hashOffset)
	runes, i := 0, start
	for i < len(t) {
		if c := t[i]; c < utf8.RuneSelf {
			if !asciiWord[c] {
				break
			}
			h = (h ^ uint64(c)) * hashPrime
			i++
		} else {
			r, size := utf8.DecodeRune(t[i:])
			if !isWordRune(r) || isWide(r) {
				break
			}
			for range size {
				h = (h ^ uint64(t[i])) * hashPrime
				i++
			}
		}
		if runes++; runes == stemRunes {
			w.stem = h
		}
	}
	w.end, w.full = i, h
	return w
}
