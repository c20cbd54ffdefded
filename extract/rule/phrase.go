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
//	?    the character or parenthesis before it may be missing
//	\    takes the next character as it is
//
// A phrase begins and ends where words do.

// maxDepth bounds how deep parentheses nest, and maxGaps how many "*" a
// pattern has: each may be tried at every place of the line.
const (
	maxDepth = 5
	maxGaps  = 4
)

type opcode uint8

const (
	opText opcode = iota
	opSpace
	opGap
	opRest
	opNumber
	opEnd
	opChoice
)

type step struct {
	op      opcode
	text    string   // of opText
	choices [][]step // of opChoice
}

// parsePhrase parses a pattern, its "^" aside.
func parsePhrase(pattern string) ([]step, error) {
	p := patternParser{rest: strings.TrimPrefix(pattern, "^")}
	choices, err := p.choices(0)
	if err != nil {
		return nil, err
	}
	steps := choices[0]
	if len(choices) > 1 {
		steps = []step{{op: opChoice, choices: choices}}
	}
	if countGaps(steps) > maxGaps {
		return nil, fmt.Errorf("more than %d * in a row", maxGaps)
	}
	return steps, nil
}

// countGaps returns the gaps on the way through steps that has most of them.
func countGaps(steps []step) (n int) {
	for _, s := range steps {
		most := 0
		for _, c := range s.choices {
			most = max(most, countGaps(c))
		}
		if n += most; s.op == opGap {
			n++
		}
	}
	return n
}

type patternParser struct{ rest string }

// choices reads alternatives up to the parenthesis that closes them.
func (p *patternParser) choices(depth int) ([][]step, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("parentheses nest deeper than %d", maxDepth)
	}
	var done [][]step
	var steps []step
	for p.rest != "" {
		c := p.rest[0]
		if strings.IndexByte(marks, c) < 0 {
			steps = p.text(steps)
			continue
		}
		p.rest = p.rest[1:]
		switch c {
		case '(':
			inner, err := p.choices(depth + 1)
			if err != nil {
				return nil, err
			}
			steps = append(steps, step{op: opChoice, choices: inner})
		case ')':
			if depth == 0 {
				return nil, fmt.Errorf("a parenthesis closes that was never opened")
			}
			return append(done, steps), nil
		case '|':
			done, steps = append(done, steps), nil
		case '?':
			if len(steps) == 0 {
				return nil, fmt.Errorf("nothing stands before ?")
			}
			steps = optional(steps)
		case ' ':
			steps = append(steps, step{op: opSpace})
		case '*':
			steps = append(steps, step{op: opGap})
		case '~':
			steps = append(steps, step{op: opRest})
		case '#':
			steps = append(steps, step{op: opNumber})
		case '$':
			steps = append(steps, step{op: opEnd})
		}
	}
	if depth > 0 {
		return nil, fmt.Errorf("a parenthesis is not closed")
	}
	return append(done, steps), nil
}

// marks are the characters that mean something in a pattern, but for "\".
const marks = "(|)?*~#$ "

// text reads what stands up to the next mark.
func (p *patternParser) text(steps []step) []step {
	table := foldTable()
	var buf []byte
	for p.rest != "" && strings.IndexByte(marks, p.rest[0]) < 0 {
		r, size := utf8.DecodeRuneInString(p.rest)
		p.rest = p.rest[size:]
		if r == '\\' {
			r, size = utf8.DecodeRuneInString(p.rest)
			p.rest = p.rest[size:]
		}
		if r = foldRune(r, table); r >= 0 {
			buf = utf8.AppendRune(buf, r)
		}
	}
	if len(buf) == 0 {
		return steps
	}
	return append(steps, step{op: opText, text: string(buf)})
}

// optional makes the last step, or the last rune of a text, optional.
func optional(steps []step) []step {
	n := len(steps) - 1
	last := steps[n]
	if last.op == opText {
		_, size := utf8.DecodeLastRuneInString(last.text)
		if head := last.text[:len(last.text)-size]; head != "" {
			steps[n].text, last.text = head, last.text[len(head):]
			n++
		}
	}
	return append(steps[:n], step{op: opChoice, choices: [][]step{{last}, nil}})
}

// then is what follows a choice.
type then struct {
	steps []step
	next  *then
}

// maxSteps bounds the steps that all phrases together take on one line: real
// lines need some hundred, and a line made to be tried in every place ends as
// one that matches nothing.
const maxSteps = 50_000

// matcher compares phrases with lines, one after the other.
type matcher struct {
	line  []byte
	spent int    // steps taken on this line
	after []then // what follows the choices met on this line
}

// begin turns to the next line.
func (m *matcher) begin(line []byte) {
	m.line, m.spent, m.after = line, 0, m.after[:0]
}

// choice returns a place for what follows a choice. It stays valid when there
// are more.
func (m *matcher) choice(steps []step, next *then) *then {
	m.after = append(m.after, then{steps, next})
	return &m.after[len(m.after)-1]
}

// steps reports whether steps, and then next, stand at line[at:].
func (m *matcher) steps(steps []step, next *then, at int) bool {
	t := m.line
	for i, s := range steps {
		if m.spent++; m.spent > maxSteps {
			return false
		}
		switch s.op {
		case opText:
			if len(t)-at < len(s.text) || string(t[at:at+len(s.text)]) != s.text {
				return false
			}
			at += len(s.text)
		case opSpace:
			switch {
			case at == 0 || at == len(t) || t[at-1] == ' ':
			case t[at] == ' ':
				at++
			default:
				return false
			}
		case opRest:
			at = wordEnd(t, at)
		case opNumber:
			if at = numberEnd(t, at); at < 0 {
				return false
			}
		case opEnd:
			return closes(t, at)
		case opGap:
			return boundary(t, at) && m.gap(steps[i+1:], next, at)
		case opChoice:
			after := m.choice(steps[i+1:], next)
			for _, c := range s.choices {
				if m.steps(c, after, at) {
					return true
				}
			}
			return false
		}
	}
	if next != nil {
		return m.steps(next.steps, next.next, at)
	}
	return boundary(t, at)
}

// gap tries what follows a gap at each of its places.
func (m *matcher) gap(steps []step, next *then, at int) bool {
	t := m.line
	for len(steps) > 0 && steps[0].op == opSpace {
		steps = steps[1:]
	}
	if len(steps) == 0 && next == nil || len(steps) > 0 && steps[0].op == opEnd {
		return true
	}
	for ; at <= len(t) && m.spent <= maxSteps; at++ {
		if len(steps) > 0 && steps[0].op == opText {
			i := bytes.Index(t[at:], []byte(steps[0].text))
			if i < 0 {
				return false
			}
			at += i
		}
		if boundary(t, at) && m.steps(steps, next, at) {
			return true
		}
	}
	return false
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
	start := at
	for at < len(t) && (isDigit(t[at]) || at > start && at+1 < len(t) && isDigit(t[at+1]) && strings.IndexByte(".,:/-", t[at]) >= 0) {
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
