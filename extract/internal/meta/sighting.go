package meta

import "strings"

// Windows around the headline, in bytes of visible text, in which the dateline
// and the byline of an article lie. Chosen by looking at labelled pages, not
// fitted; what lies nearer weighs more anyway.
const (
	windowBefore = 400
	windowAfter  = 1500
)

// seenDates are the dates that the page shows near its headline.
type seenDates struct {
	published, modified sighting
}

// sighting is a visible date with how much speaks for it.
type sighting struct {
	stamp
	score    int
	source   string
	modified bool
	alone    bool // nothing else stands in its line
	labelled bool // what stands before it says that it is the article's
	original bool // labelled as the first publication
	weekday  bool // given with its day of the week
	byline   bool // its element is marked as the byline too
}

// besideHeadline is how many bytes before the headline a date with its day of the
// week belongs to it. Farther off it is today's.
const besideHeadline = 100

// windowEdge is the nearness of a date at the end of the window.
const windowEdge = 40

// Scores of sightings.
const (
	nearHeadline = 80 // in the window around the headline, in its nearer half
	sureSighting = 95 // at the headline, by its markup or its label
)

func (s sighting) value() Value {
	if s.score == 0 {
		return Value{}
	}
	return Value{s.stamp.String(), s.source}
}

// visibleDates looks for the article's dates in the lines and date elements
// around its headline. Dates in menus, teasers, comments and sidebars are
// others', unless the headline lies there too.
func (p *page) visibleDates(at *head, o order) seenDates {
	from, end, here := 0, 0, region(0)
	if at != nil {
		from, end, here = at.pos, at.pos+len(at.text), at.in
	}
	var out seenDates
	var far []sighting // dates that stand alone, outside of the window
	take := func(s sighting, pos int, in region) {
		near := nearness(pos, from, end, in)
		if pos >= end && s.byline && near == 0 && in&(foreign|inHidden) == 0 {
			near = nearHeadline - 20 // in a long byline
		}
		today := pos < from && (in&inBanner != 0 || in&inArticle == 0 && s.weekday && pos < from-besideHeadline)
		if s.year == 0 || today && !s.labelled {
			return
		}
		if near == 0 {
			switch aside := in&inAside != 0 && (s.source == "text" || in&inArticle == 0); {
			case in&(foreign&^inAside|inHidden) != 0, aside && !s.labelled, !s.alone && !s.original:
				return
			case !s.original:
				far = append(far, s)
				return
			}
			near = windowEdge
		}
		s.score += near
		best := &out.published
		if s.modified {
			best = &out.modified
		}
		if s.score > best.score || s.score == best.score && s.timed && !best.timed && s.days() == best.days() {
			*best = s
		}
	}
	for i := range p.marks {
		m := &p.marks[i]
		if m.kind == markTime || m.kind == markDate || m.kind == markProp && strings.Contains(m.prop, "date") {
			if s, ok := readMark(m, o); ok && !p.inSentence(m.pos) {
				s.label(p.labelAt(m.pos))
				s.byline = i > 0 && p.marks[i-1].node == m.node && p.marks[i-1].kind == markAuthor
				take(s, m.pos, m.in.beyond(here))
			}
		}
	}
	for i := range p.lines {
		l := &p.lines[i]
		if !hasDigits(l.text) {
			continue
		}
		for j, s := range readLine(l.text, o) {
			if j == 0 && i > 0 {
				before := p.lines[i-1].asLabel()
				s.label(before)
				s.weekday = s.weekday || hasWeekday(before)
			}
			take(s, l.pos, l.in.beyond(here))
		}
	}
	if out.published.score == 0 && out.modified.score == 0 {
		out.lone(far)
	}
	return out
}

// hasDigits reports whether a text has the digits of a date with its year.
func hasDigits(s string) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		if '0' <= s[i] && s[i] <= '9' {
			n++
		} else if s[i] >= 0xd9 { // digits of other scripts
			return true
		}
	}
	return n >= 4
}

// lone takes the date that stands outside of the window around the headline if
// the page has no other, but for one that is labelled as the last change. One
// that is labelled goes before others.
func (out *seenDates) lone(far []sighting) {
	for _, labelled := range [...]bool{true, false} {
		for _, s := range far {
			best := &out.published
			if s.modified {
				best = &out.modified
			}
			switch {
			case s.labelled != labelled || best.labelled && !labelled:
			case best.score == 0:
				*best = s
				best.score = 1
			case best.days() != s.days():
				best.score = -1
			}
		}
		out.published.score = max(out.published.score, 0)
		out.modified.score = max(out.modified.score, 0)
	}
}

// nearness is 0 outside of the window around the headline and in foreign
// regions, and grows to 100 towards the headline's end.
func nearness(pos, from, end int, in region) int {
	if in&(foreign&^inAside|inHidden) != 0 {
		return 0
	}
	after, before := windowAfter, windowBefore
	if in&inAside != 0 { // a column of details beside the headline
		after, before = after/8, before/4
	}
	switch {
	case pos >= end:
		if d := pos - end; d <= after {
			return 100 - 60*d/windowAfter
		}
	case pos < from:
		if d := from - pos; d <= before {
			return 85 - 40*d/windowBefore
		}
	default:
		return 80
	}
	return 0
}
