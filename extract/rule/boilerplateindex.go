package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// An index file holds boilerplate rules, a line for each rule, group and
// pattern, which belong to the rule and the group above them. Tabs part what a
// line says:
//
//	rule     ID  reason
//	group    where  width  conditions, such as "links near"
//	pattern  source  words that it may begin with
//
// The words are what makes reading it fast. They stand as folding leaves them,
// "#" for a number and "abo~" for a word that begins so.

// groupFlags are the conditions of a group by name.
var groupFlags = []struct {
	name string
	flag func(*group) *bool
}{
	{"links", func(g *group) *bool { return &g.links }},
	{"near", func(g *group) *bool { return &g.near }},
	{"section", func(g *group) *bool { return &g.section }},
	{"headline", func(g *group) *bool { return &g.headline }},
}

// readBoilerplate reads an index file.
func readBoilerplate(text string) (*Boilerplate, error) {
	b := &Boilerplate{index: newPhraseIndex(), near: newPhraseIndex()}
	number := 0
	for line := range strings.Lines(text) {
		number++
		if err := b.readLine(strings.TrimSuffix(line, "\n")); err != nil {
			return nil, &Error{File: "boilerplate.index", Line: number, Msg: err.Error()}
		}
	}
	return b, nil
}

func (b *Boilerplate) readLine(line string) error {
	kind, rest, _ := strings.Cut(line, "\t")
	first, rest, _ := strings.Cut(rest, "\t")
	switch kind {
	case "rule":
		b.rules = append(b.rules, BoilerplateRule{ID: first, Reason: rest})
		b.nearby = append(b.nearby, false)
	case "group":
		return b.readGroup(first, rest)
	case "pattern":
		if len(b.groups) == 0 {
			return fmt.Errorf("a pattern before any group")
		}
		at := int32(len(b.groups) - 1)
		index := b.index
		if b.groups[at].near {
			index = b.near
		}
		p := &pattern{source: first, group: at, width: int32(b.groups[at].width)}
		for word := range strings.FieldsSeq(rest) {
			index.add(p, word)
		}
	default:
		return fmt.Errorf("%q is not rule, group or pattern", kind)
	}
	return nil
}

func (b *Boilerplate) readGroup(place, rest string) error {
	where, ok := whereNames[place]
	if !ok || len(b.rules) == 0 {
		return fmt.Errorf("a group before any rule, or %q, which is no place", place)
	}
	width, conditions, _ := strings.Cut(rest, "\t")
	g := group{rule: int32(len(b.rules) - 1), where: where}
	var err error
	if g.width, err = strconv.Atoi(width); err != nil {
		return err
	}
	names := strings.Fields(conditions)
	for _, c := range groupFlags {
		*c.flag(&g) = slices.Contains(names, c.name)
	}
	b.nearby[g.rule] = b.nearby[g.rule] || g.near
	b.groups = append(b.groups, g)
	return nil
}
