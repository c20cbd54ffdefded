package block

import (
	"unicode"
	"unicode/utf8"
)

// Stats are the numbers of a block's text, in characters (runes) unless said
// otherwise.
type Stats struct {
	Chars     int32 // all but white space
	Mass      int32 // letters and digits; one of a script without spaces counts massWide
	Letters   int32
	Upper     int32
	Digits    int32
	Words     int32 // runs of letters and digits; a wide letter is half a word
	Stops     int32 // sentence ends of all scripts
	Commas    int32 // commas of all scripts
	Quotes    int32
	Symbols   int32 // other punctuation and symbols
	Bars      int32 // | · • » / › as menus and breadcrumbs use them
	Currency  int32
	Wide      int32 // letters of scripts without spaces: Han, kana, Thai
	Links     int32 // <a> elements with text
	LinkMass  int32 // mass inside links
	BoldMass  int32 // mass inside b and strong
	Breaks    int32 // <br> inside
	First     rune
	Final     rune // last character that is not a quote or bracket
	LinkFirst bool // begins inside a link
	LinkFinal bool // ends inside a link
	Copyright bool // holds ©
	At        bool // holds @
	Inline    Inline
}

// Inline tells which inline elements a block holds.
type Inline uint8

// Inline elements worth knowing.
const (
	InlineTime Inline = 1 << iota
	InlineCode
	InlineInput // a form field or a button
	InlineImage
)

// massWide is the weight of a letter of a script that is written without spaces
// against a letter of one that is: news sentences in Chinese have about 2.5
// times fewer characters than in English.
const massWide = 2.5

// class of a character.
type class uint8

const (
	classOther class = iota
	classSpace
	classLower
	classUpper
	classLetter // of a script without case
	classWide
	classDigit
	classStop
	classComma
	classQuote
	classBar
	classCurrency
	classCopyright
	classAt
	classMarkup // combining marks and format characters: no mass
)

var asciiClass = func() (t [128]class) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-32] = classLower, classUpper
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = classDigit
	}
	for _, c := range " \t\n\r\f\v" {
		t[c] = classSpace
	}
	for _, c := range ".!?" {
		t[c] = classStop
	}
	t[','], t[';'] = classComma, classComma
	t['"'], t['\''] = classQuote, classQuote
	t['|'], t['/'], t['>'] = classBar, classBar, classBar
	t['$'], t['@'] = classCurrency, classAt
	return t
}()

// classify returns the class of r.
func classify(r rune) class {
	if r < utf8.RuneSelf {
		return asciiClass[r]
	}
	switch r {
	case 0xa0, 0x3000, 0x202f, 0xfeff:
		return classSpace
	case '。', '！', '？', '．', '…', '؟', '۔', '।', '॥', '።', '։', '｡':
		return classStop
	case '，', '、', '；', '،', '؛', '፣', '､':
		return classComma
	case '“', '”', '„', '«', '»', '‘', '’', '‹', '›', '「', '」', '『', '』', '《', '》':
		return classQuote
	case '·', '•', '●', '▪', '►', '→', '←', '▶', '|', '｜', '※', '■', '◆', '★', '☆':
		return classBar
	case '€', '£', '¥', '₽', '₹', '₴', '₩', '₺', '￥':
		return classCurrency
	case '©':
		return classCopyright
	case 0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f:
		return classMarkup
	}
	switch {
	case wide(r):
		return classWide
	case unicode.IsLower(r):
		return classLower
	case unicode.IsUpper(r):
		return classUpper
	case unicode.IsLetter(r):
		return classLetter
	case unicode.IsDigit(r):
		return classDigit
	case unicode.IsSpace(r):
		return classSpace
	case unicode.IsMark(r):
		return classMarkup
	}
	return classOther
}

// wide reports letters of scripts that are written without spaces.
func wide(r rune) bool {
	switch {
	case r < 0x0e00:
		return false
	case r < 0x0f00: // Thai, Lao
		return true
	case r >= 0x3040 && r < 0xa4d0: // kana, Han, Yi
		return true
	case r >= 0xf900 && r < 0xfb00, r >= 0x20000 && r < 0x32000:
		return true
	}
	return false
}

// hasYear reports a number from 1900 to 2099 that stands alone.
func hasYear(s string) bool {
	for i := 0; i+4 <= len(s); i++ {
		if (s[i] != '1' || s[i+1] != '9') && (s[i] != '2' || s[i+1] != '0') {
			continue
		}
		if digit(s[i+2]) && digit(s[i+3]) && (i == 0 || !digit(s[i-1])) && (i+4 == len(s) || !digit(s[i+4])) {
			return true
		}
	}
	return false
}

// hasClock reports a time of day such as 9:05 or 21:30.
func hasClock(s string) bool {
	for i := 1; i+2 < len(s); i++ {
		if s[i] == ':' && digit(s[i-1]) && digit(s[i+1]) && digit(s[i+2]) && s[i+1] < '6' {
			return true
		}
	}
	return false
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
