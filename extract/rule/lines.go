package rule

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// proseWidth is how wide a line must be to count as prose when the rules look
// for the story's ends: a sentence of some length. Chinese and Japanese runes
// count as two.
const proseWidth = 100

// verdict is what the phrases say of one line.
type verdict struct {
	groups []int32 // that match, conditions on the line itself checked
	place  Place
	prose  bool
	linked bool // links make up at least half of it
	hit    int32
}

const noGroup = -1

// Lines returns the lines that a boilerplate rule takes out, in order. Lines
// that look like boilerplate at the story's ends move these ends inwards, so
// that Place need not be exact.
func (b *Boilerplate) Lines(lines []Line) []Hit {
	v := b.read(lines)
	if v == nil {
		return nil
	}
	b.decide(v, anywhere)
	b.spread(lines, v)
	refine(lines, v)
	b.decide(v, outsideStory)
	b.owners(lines, v)
	b.spread(lines, v)
	b.sections(lines, v)
	var hits []Hit
	for i := range v {
		if g := v[i].hit; g != noGroup {
			r := b.rules[b.groups[g].rule]
			hits = append(hits, Hit{Line: i, ID: r.ID, Reason: r.Reason})
		}
	}
	return hits
}

// read looks up every line. It returns nil when nothing matches at all.
func (b *Boilerplate) read(lines []Line) []verdict {
	v := make([]verdict, len(lines))
	var f folded
	var m matcher
	found := false
	for i := range lines {
		l, d := &lines[i], &v[i]
		d.hit, d.place = noGroup, l.Place
		d.linked = l.LinkChars > 0 && 2*l.LinkChars >= utf8.RuneCountInString(l.Text)
		if !b.index.mayMatch(l.Text, &f) {
			d.prose = !d.linked
			continue
		}
		f.fold(l.Text)
		d.prose = f.width >= proseWidth && !d.linked
		d.groups = b.groupsOf(b.index, &f, &m, d.linked)
		found = found || len(d.groups) > 0
	}
	if !found {
		return nil
	}
	return v
}

// groupsOf returns the groups with a phrase in f whose conditions on the line
// itself hold, sorted.
func (b *Boilerplate) groupsOf(index *phraseIndex, f *folded, m *matcher, linked bool) (groups []int32) {
	index.find(f, m, func(g int32) {
		c := &b.groups[g]
		if c.headline && endsSentence(f.text) || c.links && !linked || b.off != nil && b.off[c.rule] {
			return
		}
		if !slices.Contains(groups, g) {
			groups = append(groups, g)
		}
	})
	slices.Sort(groups)
	return groups
}

// endsSentence reports whether folded text ends as a sentence does, rather than
// as a headline.
func endsSentence(text []byte) bool {
	text = bytes.TrimRight(text, `"')] `)
	return bytes.HasSuffix(text, []byte(".")) || bytes.HasSuffix(text, []byte(","))
}

// decide gives each line without a hit its first group that may fire alone
// where the line stands, one that opens a section before others. With only set
// to anywhere, those bound to a place wait.
func (b *Boilerplate) decide(v []verdict, only where) {
	for i := range v {
		for _, g := range v[i].groups {
			c := &b.groups[g]
			if only == anywhere && c.where != anywhere || !c.where.allows(v[i].place) {
				continue
			}
			if v[i].hit == noGroup || c.section && !b.groups[v[i].hit].section {
				v[i].hit = g
			}
		}
	}
}

// refine moves the story's ends: inside lines before the first prose or after
// the last that no rule knows are not inside.
func refine(lines []Line, v []verdict) {
	first, last := -1, -1
	for i := range v {
		if v[i].prose && lines[i].Place == Inside && v[i].hit == noGroup && len(v[i].groups) == 0 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	for i := range v {
		if v[i].place == Inside {
			switch {
			case i < first:
				v[i].place = Before
			case i > last:
				v[i].place = After
			}
		}
	}
}

// spread lets groups that fire only near a hit of their rule do so, as far as
// the chain reaches.
func (b *Boilerplate) spread(lines []Line, v []verdict) {
	var f folded
	var m matcher
	next := func(i, from int) {
		if from < 0 || from >= len(v) || v[i].hit != noGroup || v[from].hit == noGroup {
			return
		}
		rule := b.groups[v[from].hit].rule
		if !b.nearby[rule] {
			return
		}
		f.fold(lines[i].Text)
		for _, g := range b.groupsOf(b.near, &f, &m, v[i].linked) {
			if c := &b.groups[g]; c.rule == rule && c.where.allows(v[i].place) {
				v[i].hit = g
				return
			}
		}
	}
	for i := range v {
		next(i, i-1)
	}
	for i := len(v) - 1; i >= 0; i-- {
		next(i, i+1)
	}
}

// storyProse is how many lines of prose must stand before a heading such as
// "Latest news" for it to open a section: on pages that list news it heads
// what the page is about.
const storyProse = 3

// labelWidth is the widest line without a link, such as a date, that belongs to
// a list of links.
const labelWidth = 40

// sections takes what stands after the story under a heading such as "Related
// posts", up to the next prose. Where lines hold links, the list ends with
// them. Before and inside the story the heading goes alone: what follows may
// be the story.
func (b *Boilerplate) sections(lines []Line, v []verdict) {
	open, before := int32(noGroup), 0
	linked := slices.ContainsFunc(lines, func(l Line) bool { return l.LinkChars > 0 })
	for i := range v {
		if g := v[i].hit; g != noGroup {
			switch {
			case !b.groups[g].section:
			case before < storyProse:
				v[i].hit = noGroup
			default:
				open = g
			}
			continue
		}
		if v[i].prose {
			before++
		}
		if open == noGroup {
			continue
		}
		label := utf8.RuneCountInString(lines[i].Text) <= labelWidth
		if v[i].prose || v[i].place != After || linked && !v[i].linked && !label {
			open = noGroup
			continue
		}
		v[i].hit = open
	}
}
