package rule

import (
	"bytes"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// textRule is one entry of remove-text.
type textRule struct {
	line   int
	kind   textKind
	text   string // folded
	source string
	regex  *regexp.Regexp
	onward bool // what follows goes as well
}

type textKind uint8

const (
	textEquals textKind = iota
	textStarts
	textContains
	textRegex
)

// maxRegexLine is how much of a line a regular expression sees, in bytes.
const maxRegexLine = 4000

func (s *Site) decodeText(d *decoder, n *yaml.Node, full string) {
	t := textRule{line: n.Line}
	given := 0
	literal := func(kind textKind) func(*yaml.Node, string) {
		return func(n *yaml.Node, field string) {
			var f folded
			t.source = d.str(n, field)
			f.fold(t.source)
			t.kind, t.text = kind, string(f.text)
			given++
		}
	}
	if n.Kind != yaml.MappingNode {
		literal(textEquals)(n, full)
	} else {
		d.mapping(n, full, keys{
			"equals":   literal(textEquals),
			"starts":   literal(textStarts),
			"contains": literal(textContains),
			"regex": func(n *yaml.Node, field string) {
				t.kind, t.source, t.regex = textRegex, n.Value, d.compileRegex(n, field)
				given++
			},
			"from-here": func(n *yaml.Node, field string) { t.onward = d.boolean(n, field) },
		})
		if given != 1 {
			d.fail(n, full, "", "needs exactly one of equals, starts, contains and regex")
		}
	}
	s.texts = append(s.texts, t)
}

func (t *textRule) match(f *folded, raw string) bool {
	switch t.kind {
	case textEquals:
		return string(f.text) == t.text
	case textStarts:
		return bytes.HasPrefix(f.text, []byte(t.text))
	case textContains:
		return bytes.Contains(f.text, []byte(t.text))
	}
	if len(raw) > maxRegexLine {
		raw = strings.ToValidUTF8(raw[:maxRegexLine], "")
	}
	return t.regex.MatchString(raw)
}

// Lines returns the lines that the site rule's remove-text takes out, in
// order. Literal texts are compared without regard to case, accents, kinds of
// quotes and dashes, and white space.
func (s *Site) Lines(lines []Line) []Hit {
	if len(s.texts) == 0 {
		return nil
	}
	var hits []Hit
	var f folded
	var onward *textRule
	for i := range lines {
		by := onward
		if by == nil {
			f.fold(lines[i].Text)
			for k := range s.texts {
				if s.texts[k].match(&f, lines[i].Text) {
					by = &s.texts[k]
					break
				}
			}
		}
		if by == nil {
			continue
		}
		if by.onward {
			onward = by
		}
		hits = append(hits, Hit{Line: i, ID: s.at(by.line), Reason: by.source})
	}
	return hits
}
