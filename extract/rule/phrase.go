package rule

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Patterns of boilerplate rules are phrases, compared with folded lines:
//
//	^    the line begins here; marks such as "»" or "–" before the first word do not count
//	$    the line ends here; closing punctuation does not count
//	*    any text, also none
//	~    the rest of a word, also none: "подпи~"
//	#    a number
//	(a|b|)  one of these, or nothing
//	\    takes the next character as it is
//
// A phrase matches whole words only.

// maxSequences bounds what one pattern's alternatives multiply to.
const maxSequences = 1024

type opcode uint8

const (
	opText opcode = iota
	opGap
	opRest
	opNumber
	opEnd
)

type step struct {
	op   opcode
	text string
}

// phrase is one sequence of steps of one pattern.
type phrase struct {
	steps    []step
	anchored bool
	lead     int // bytes of the first step's text before its first word
	group    int32
}

// parsePhrase expands pattern into its sequences.
func parsePhrase(pattern string) ([]phrase, error) {
	anchored := strings.HasPrefix(pattern, "^")
	p := patternParser{rest: strings.TrimPrefix(pattern, "^")}
	sequences, err := p.alternatives(0)
	if err != nil {
		return nil, err
	}
	var out []phrase
	for _, s := range sequences {
		steps, err := parseSteps(s)
		if err != nil {
			return nil, err
		}
		out = append(out, phrase{steps: steps, anchored: anchored})
	}
	return out, nil
}

// patternParser expands "(a|b)". What it leaves still holds the other marks.
type patternParser struct{ rest string }

func (p *patternParser) alternatives(depth int) ([]string, error) {
	if depth > 4 {
		return nil, fmt.Errorf("parentheses nest deeper than 4")
	}
	var done []string
	current := []string{""}
	for {
		i := strings.IndexAny(p.rest, `(|)\`)
		if i < 0 {
			i = len(p.rest)
		}
		current = appendEach(current, []string{p.rest[:i]})
		if p.rest = p.rest[i:]; p.rest == "" {
			if depth > 0 {
				return nil, fmt.Errorf("a parenthesis is not closed")
			}
			return append(done, current...), nil
		}
		mark := p.rest[0]
		p.rest = p.rest[1:]
		switch mark {
		case '\\':
			_, size := utf8.DecodeRuneInString(p.rest)
			current = appendEach(current, []string{`\` + p.rest[:size]})
			p.rest = p.rest[size:]
		case '(':
			inner, err := p.alternatives(depth + 1)
			if err != nil {
				return nil, err
			}
			current = appendEach(current, inner)
		case '|':
			done, current = append(done, current...), []string{""}
		case ')':
			if depth == 0 {
				return nil, fmt.Errorf("a parenthesis closes that was never opened")
			}
			return append(done, current...), nil
		}
		if len(done)+len(current) > maxSequences {
			return nil, fmt.Errorf("more than %d alternatives", maxSequences)
		}
	}
}

func appendEach(heads, tails []string) []string {
	out := make([]string, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			out = append(out, h+t)
		}
	}
	return out
}

// parseSteps reads one sequence without alternatives.
func parseSteps(s string) ([]step, error) {
	var steps []step
	var text strings.Builder
	flush := func() {
		var f folded
		f.fold(text.String())
		if len(f.text) > 0 {
			steps = append(steps, step{op: opText, text: string(f.text)})
		}
		text.Reset()
	}
	for i := 0; i < len(s); i++ {
		op := opText
		switch s[i] {
		case '*':
			op = opGap
		case '~':
			op = opRest
		case '#':
			op = opNumber
		case '$':
			op = opEnd
			if i != len(s)-1 {
				return nil, fmt.Errorf("%q has something after $", s)
			}
		case '\\':
			i++
			if i < len(s) {
				text.WriteByte(s[i])
			}
			continue
		default:
			text.WriteByte(s[i])
			continue
		}
		flush()
		steps = append(steps, step{op: op})
	}
	flush()
	if len(steps) == 0 || steps[0].op != opText && steps[0].op != opNumber {
		return nil, fmt.Errorf("%q does not begin with a word", s)
	}
	gaps := 0
	for _, st := range steps {
		if st.op == opGap {
			gaps++
		}
	}
	if gaps > 3 {
		return nil, fmt.Errorf("%q has more than three *", s)
	}
	return steps, nil
}

// match reports whether the phrase stands at t[at:].
func (p *phrase) match(t []byte, at int) bool { return matchSteps(p.steps, t, at) }

func matchSteps(steps []step, t []byte, at int) bool {
	for i, s := range steps {
		switch s.op {
		case opText:
			at = skipSpace(s.text, t, at)
			if len(t)-at < len(s.text) || string(t[at:at+len(s.text)]) != s.text {
				return false
			}
			at += len(s.text)
			glued := i+1 < len(steps) && (steps[i+1].op == opRest || steps[i+1].op == opNumber)
			if !glued && !boundary(t, at) {
				return false
			}
		case opRest:
			at = wordEnd(t, at)
		case opNumber:
			end := numberEnd(t, at)
			if end < 0 {
				return false
			}
			at = end
		case opEnd:
			return closes(t, at)
		case opGap:
			return matchGap(steps[i+1:], t, at)
		}
	}
	return true
}

// matchGap tries what follows a gap at each of its places.
func matchGap(steps []step, t []byte, at int) bool {
	if len(steps) == 0 || steps[0].op == opEnd {
		return true
	}
	for ; at <= len(t); at++ {
		if s := steps[0]; s.op == opText {
			i := bytes.Index(t[at:], []byte(s.text))
			if i < 0 {
				return false
			}
			at += i
		}
		if boundary(t, at) && matchSteps(steps, t, at) {
			return true
		}
	}
	return false
}

// skipSpace lets a step's text begin after the space that parts it from a
// number or a word's rest.
func skipSpace(text string, t []byte, at int) int {
	if at > 0 && at < len(t) && t[at] == ' ' && text[0] != ' ' {
		return at + 1
	}
	return at
}

// boundary reports whether no word reaches over t[at].
func boundary(t []byte, at int) bool {
	if at <= 0 || at >= len(t) {
		return true
	}
	before, _ := utf8.DecodeLastRune(t[:at])
	after, _ := utf8.DecodeRune(t[at:])
	return !isWordRune(before) || !isWordRune(after) || isWide(before) || isWide(after)
}

func wordEnd(t []byte, at int) int {
	for at < len(t) {
		r, size := utf8.DecodeRune(t[at:])
		if !isWordRune(r) {
			break
		}
		at += size
	}
	return at
}

// numberEnd returns where the number at t[at:] ends, -1 when there is none.
func numberEnd(t []byte, at int) int {
	if at < len(t) && t[at] == ' ' {
		at++
	}
	start := at
	for at < len(t) && (isDigit(t[at]) || at > start && at+1 < len(t) && isDigit(t[at+1]) && bytes.IndexByte([]byte(".,:/-"), t[at]) >= 0) {
		at++
	}
	if at == start {
		return -1
	}
	return at
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// closes reports whether nothing but punctuation follows t[at].
func closes(t []byte, at int) bool {
	if !boundary(t, at) {
		return false
	}
	for at < len(t) {
		r, size := utf8.DecodeRune(t[at:])
		if isWordRune(r) {
			return false
		}
		at += size
	}
	return true
}
