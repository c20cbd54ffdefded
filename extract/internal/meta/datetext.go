package meta

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dated is a date found in a text.
type dated struct {
	stamp
	start, end int // bytes of the text
}

// token is a number, a word or a single other character of a text.
type token struct {
	kind       tokenKind
	num        int    // of a number
	digits     int    // of a number, how many
	word       string // lower case
	start, end int
}

type tokenKind uint8

const (
	tokenNumber tokenKind = iota
	tokenWord
	tokenMark
)

// maxTokens bounds the tokens read of one text.
const maxTokens = 120

// tokenize splits a text. White space is left out.
func tokenize(s string) []token {
	var out []token
	for i := 0; i < len(s) && len(out) < maxTokens; {
		r, n := utf8.DecodeRuneInString(s[i:])
		start := i
		switch {
		case digitOf(r) >= 0:
			t := token{kind: tokenNumber, start: start}
			for i < len(s) {
				r, n = utf8.DecodeRuneInString(s[i:])
				d := digitOf(r)
				if d < 0 {
					break
				}
				if t.digits < 8 {
					t.num = t.num*10 + d
				}
				t.digits++
				i += n
			}
			t.end = i
			out = append(out, t)
		case cjkUnit(r):
			i += n
			out = append(out, token{kind: tokenWord, word: s[start:i], start: start, end: i})
		case unicode.IsLetter(r):
			for i < len(s) {
				r, n = utf8.DecodeRuneInString(s[i:])
				if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) || cjkUnit(r) {
					break
				}
				i += n
			}
			out = append(out, token{kind: tokenWord, word: strings.ToLower(s[start:i]), start: start, end: i})
		case r == soft || unicode.IsSpace(r):
			i += n
		default:
			i += n
			out = append(out, token{kind: tokenMark, word: s[start:i], start: start, end: i})
		}
	}
	return out
}

// digitOf returns the value of a decimal digit in the scripts that dates are
// written in, or -1.
func digitOf(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case '\u0660' <= r && r <= '\u0669': // Arabic
		return int(r - '\u0660')
	case '\u06f0' <= r && r <= '\u06f9': // Persian
		return int(r - '\u06f0')
	case '\u0966' <= r && r <= '\u096f': // Devanagari
		return int(r - '\u0966')
	case '\uff10' <= r && r <= '\uff19': // full width
		return int(r - '\uff10')
	}
	return -1
}

func cjkUnit(r rune) bool {
	switch r {
	case '年', '月', '日', '号', '號', '년', '월', '일':
		return true
	}
	return false
}

// findDates returns the whole dates of a text, in order. A date needs its year.
func findDates(s string, o order) []dated {
	if !strings.ContainsAny(s, "0123456789") && !strings.ContainsFunc(s, func(r rune) bool { return digitOf(r) >= 0 }) {
		return nil
	}
	t := tokenize(s)
	var out []dated
	for i := 0; i < len(t); i++ {
		d, n := dateAt(t[i:], o)
		if n == 0 {
			continue
		}
		d.start, d.end = t[i].start, t[i+n-1].end
		n += d.clock(s, t[i+n:])
		out = append(out, d)
		i += n - 1
	}
	return out
}

// dateAt reads a date at the start of t and returns how many tokens it took, 0
// when there is none.
func dateAt(t []token, o order) (dated, int) {
	for _, form := range [...]func([]token, order) (dated, int){yearFirst, numeric, dayMonth, monthDay} {
		if d, n := form(t, o); n > 0 && d.valid() && !followedByDigits(t, n) {
			return d, n
		}
	}
	return dated{}, 0
}

// followedByDigits reports whether the date runs on into another number, as
// part numbers and IP addresses do.
func followedByDigits(t []token, n int) bool {
	if n+1 >= len(t) || t[n].kind != tokenMark || t[n].start != t[n-1].end {
		return false
	}
	switch t[n].word {
	case ".", "-", "/":
		return t[n+1].kind == tokenNumber && t[n+1].start == t[n].end && t[n+1].digits != 2
	}
	return false
}

func isYear(t token) bool {
	return t.kind == tokenNumber && t.digits == 4 && t.num >= firstYear && t.num <= lastYear
}

func isDay(t token) bool {
	return t.kind == tokenNumber && t.digits <= 2 && t.num >= 1 && t.num <= 31
}

// yearFirst reads 2024-05-17, 2024/5/17, 2024.05.17, 2024年5月17日, 2024 May 17.
func yearFirst(t []token, _ order) (dated, int) {
	if len(t) < 3 || !isYear(t[0]) {
		return dated{}, 0
	}
	if i := skip(t, 1, 1); i+1 < len(t) && month(t[i]) > 0 && isDay(t[i+1]) && t[1].word != "-" && t[1].word != "/" {
		return dated{stamp: stamp{year: t[0].num, month: month(t[i]), day: t[i+1].num}}, i + 2
	}
	if len(t) < 5 || t[1].kind == tokenNumber {
		return dated{}, 0
	}
	sep := t[1].word
	switch sep {
	case "-", "/", ".", "–", "‑":
		if m := month(t[2]); m > 0 && t[3].word == sep && isDay(t[4]) {
			return dated{stamp: stamp{year: t[0].num, month: m, day: t[4].num}}, 5
		}
	case "年", "년":
	default:
		return dated{}, 0
	}
	if !isDay(t[2]) || t[3].kind == tokenNumber || !isDay(t[4]) {
		return dated{}, 0
	}
	n := 5
	switch t[3].word {
	case sep:
	case "月", "월":
		if len(t) > 5 && cjkDay(t[5].word) {
			n = 6
		}
	default:
		return dated{}, 0
	}
	return dated{stamp: stamp{year: t[0].num, month: t[2].num, day: t[4].num}}, n
}

func cjkDay(s string) bool { return s == "日" || s == "号" || s == "號" || s == "일" }

// numeric reads 17.05.2024, 17/05/2024, 05/17/2024, 17-05-2024 and the same
// with a year of two digits.
func numeric(t []token, o order) (dated, int) {
	if len(t) < 5 || !isDay(t[0]) || !isDay(t[2]) || t[1].kind != tokenMark || t[3].word != t[1].word ||
		t[4].kind != tokenNumber {
		return dated{}, 0
	}
	sep := t[1].word
	if sep != "." && sep != "/" && sep != "-" {
		return dated{}, 0
	}
	year := t[4].num
	switch t[4].digits {
	case 4:
	case 2:
		if t[4].end-t[0].start > 8 || t[0].digits == 1 && t[2].digits == 1 && sep != "/" {
			return dated{}, 0
		}
		if year += 2000; year > 2049 {
			year -= 100
		}
	default:
		return dated{}, 0
	}
	if sep == "." {
		o = dayFirst
	}
	a, b := t[0].num, t[2].num
	if o == monthFirst {
		a, b = b, a
	}
	if b > 12 {
		a, b, o = b, a, dayFirst+monthFirst-o
	}
	s := stamp{year: year, month: b, day: a}
	switch {
	case a > 12:
		s.only = o
	case a != b:
		s.vague = o
	}
	return dated{stamp: s}, 5
}

// dayMonth reads 17 May 2024, 17. Mai 2024, 17 de mayo de 2024, 17th of May, 2024, 17-May-24.
func dayMonth(t []token, _ order) (dated, int) {
	if !isDay(t[0]) {
		return dated{}, 0
	}
	i := 1
	if i < len(t) && t[i].kind == tokenWord && ordinal(t[i].word) && t[i].start == t[0].end {
		i++
	}
	i = skip(t, i, 2)
	if i >= len(t) {
		return dated{}, 0
	}
	m := month(t[i])
	if m == 0 {
		return dated{}, 0
	}
	i = skip(t, i+1, 2)
	if i >= len(t) || !isYear(t[i]) {
		return dated{}, 0
	}
	return dated{stamp: stamp{year: t[i].num, month: m, day: t[0].num}}, i + 1
}

// monthDay reads May 17, 2024, May 17th 2024, Sept. 3, 2024.
func monthDay(t []token, _ order) (dated, int) {
	m := month(t[0])
	if m == 0 {
		return dated{}, 0
	}
	i := skip(t, 1, 1)
	if i >= len(t) || !isDay(t[i]) {
		return dated{}, 0
	}
	day := t[i].num
	i++
	if i < len(t) && t[i].kind == tokenWord && ordinal(t[i].word) {
		i++
	}
	i = skip(t, i, 2)
	if i >= len(t) || !isYear(t[i]) {
		return dated{}, 0
	}
	return dated{stamp: stamp{year: t[i].num, month: m, day: day}}, i + 1
}

// skip passes over up to n marks and small words that stand between the parts of a date.
func skip(t []token, i, n int) int {
	for ; n > 0 && i < len(t); n-- {
		switch t[i].word {
		case ",", ".", "-", "/", "–", "'", "de", "del", "of", "d", "the", "al", "،":
			i++
		default:
			return i
		}
	}
	return i
}

func ordinal(s string) bool {
	switch s {
	case "st", "nd", "rd", "th", "º", "ª", "er", "ème", "ης", "го":
		return true
	}
	return false
}

// clock reads the time after a date, with its zone, into d and returns how many
// tokens it took. A time without a zone is passed over.
func (d *dated) clock(s string, t []token) int {
	i := 0
	for i < len(t) && i < 3 && (t[i].kind == tokenMark && t[i].word != ":" || t[i].word == "t" || t[i].word == "at" || t[i].word == "um" || t[i].word == "à") {
		i++
	}
	if i+2 >= len(t) || t[i].kind != tokenNumber || t[i].digits > 2 || t[i+1].word != ":" || t[i+2].kind != tokenNumber || t[i+2].digits != 2 {
		return 0
	}
	c := d.stamp
	c.hour, c.min, c.timed = t[i].num, t[i+2].num, true
	i += 3
	if i+1 < len(t) && t[i].word == ":" && t[i+1].kind == tokenNumber && t[i+1].digits == 2 {
		c.sec = t[i+1].num
		i += 2
		if i+1 < len(t) && (t[i].word == "." || t[i].word == ",") && t[i+1].kind == tokenNumber && t[i+1].start == t[i].end {
			i += 2
		}
	}
	if i < len(t) {
		if n := meridiem(&c, t[i:]); n > 0 {
			i += n
		}
	}
	for i < len(t) && t[i].word == "(" {
		i++
	}
	if i >= len(t) {
		return i
	}
	n, ok := zone(&c, t[i:])
	if ok && c.valid() {
		d.stamp = c
		d.end = t[i+n-1].end
	}
	return i + n
}

// meridiem applies AM or PM.
func meridiem(c *stamp, t []token) int {
	w, n := t[0].word, 1
	if len(t) >= 4 && t[1].word == "." && t[2].word == "m" && (w == "a" || w == "p") {
		w, n = w+"m", 4
	}
	switch {
	case w == "am" && c.hour <= 12:
		c.hour %= 12
	case w == "pm" && c.hour <= 12:
		c.hour = c.hour%12 + 12
	default:
		return 0
	}
	return n
}

// zone reads Z, UTC, +02:00, -0700, EST.
func zone(c *stamp, t []token) (int, bool) {
	if minutes, ok := zones[t[0].word]; ok && t[0].kind == tokenWord {
		c.offset = minutes
		if len(t) < 3 || t[1].word != "+" && t[1].word != "-" || t[2].kind != tokenNumber {
			return 1, true
		}
		n, ok := zone(c, t[1:])
		return n + 1, ok
	}
	sign := 0
	switch t[0].word {
	case "+":
		sign = 1
	case "-", "−":
		sign = -1
	}
	if sign == 0 || len(t) < 2 || t[1].kind != tokenNumber {
		return 0, false
	}
	switch {
	case t[1].digits == 4:
		c.offset = sign * (t[1].num/100*60 + t[1].num%100)
		return 2, t[1].num%100 < 60
	case t[1].digits == 2 && len(t) >= 4 && t[2].word == ":" && t[3].digits == 2 && t[3].kind == tokenNumber:
		c.offset = sign * (t[1].num*60 + t[3].num)
		return 4, t[3].num < 60
	case t[1].digits <= 2:
		c.offset = sign * t[1].num * 60
		return 2, true
	}
	return 0, false
}

// zones are the abbreviations that mean one offset, in minutes.
var zones = map[string]int{
	"z": 0, "utc": 0, "gmt": 0, "bst": 60, "wet": 0, "west": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
	"eet": 120, "eest": 180, "msk": 180, "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360,
	"pst": -480, "pdt": -420, "akst": -540, "hst": -600, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}

// month returns the number of the month that a word names, or 0.
func month(t token) int {
	if t.kind != tokenWord {
		return 0
	}
	return months[t.word]
}
