package meta

import "strings"

// datesOf finds when the article was published and modified.
//
// What the page declares is believed, unless it shows another dateline at its
// headline that is not the day of its last change: then the declared date is
// often the day on which the article was moved to another system. So it is where
// the declared date is that of the last change too and the page shows an earlier
// one. Where nothing says when the article was published, the day of its last
// change is the best known.
func (p *page) datesOf(g *graph, at *head, o order) (published, modified Value) {
	declared := p.declaredDate(g, precedence.published, o)
	changed := p.declaredDate(g, precedence.modified, o)
	seen := p.visibleDates(at, o)
	p.settle(&declared.stamp, &changed.stamp, &seen.published.stamp, &seen.modified.stamp)

	published, modified = declared.value(), changed.value()
	again := declared.source != "" && declared.stamp == changed.stamp // published anew with each change
	switch d := &seen.published; {
	case published.Text == "":
		published = d.value()
	case again && d.labelled && daysBetween(d.stamp, declared.stamp) > 1:
		published = d.value()
	case d.score < sureSighting:
	case d.timed && d.instant() == declared.instant(): // the same moment on the publisher's own clock
		published = d.value()
	case daysBetween(d.stamp, declared.stamp) > 1,
		daysBetween(d.stamp, declared.stamp) < -1 && changed.source != "" && daysBetween(d.stamp, changed.stamp) > 1:
		published = d.value()
	default:
		if local, ok := p.onClock(declared.stamp, d.stamp, o); ok {
			published.Text = local.String()
		}
	}
	if published.Text == "" {
		published = p.addressDate()
	}
	if modified.Text == "" {
		modified = seen.modified.value()
	}
	last := &seen.modified
	if published.Text == "" && last.score >= nearHeadline || again && last.score >= sureSighting && daysBetween(last.stamp, declared.stamp) > 0 {
		published = last.value()
	}
	if published.Text == "" && strings.HasPrefix(changed.source, "json-ld:") {
		published = changed.value()
	}
	if published.Text == "" {
		created := p.declaredDate(g, precedence.created, o)
		p.settle(&created.stamp)
		published = created.value()
	}
	return published, modified
}

// declaration is a date that the page declares.
type declaration struct {
	stamp
	source string // "" for none
}

func (d *declaration) value() Value {
	if d.source == "" {
		return Value{}
	}
	return Value{d.String(), d.source}
}

// declaredDate returns the first date that can be read at the sources. Where it
// has no time, another of the same day that has one is taken.
func (p *page) declaredDate(g *graph, sources []string, o order) declaration {
	var first declaration
	for _, s := range sources {
		for _, t := range p.values(g, s) {
			d, ok := parseStamp(t, o)
			switch {
			case !ok:
			case first.source == "":
				first = declaration{d, s}
			case d.clocked() && d.days() == first.days():
				return declaration{d, s}
			}
			if first.clocked() {
				return first
			}
		}
	}
	return first
}

// onClock gives a moment that is declared in UTC on the clock of the page, where
// the page shows the day before or after for it: with the offset of another
// time on the page that makes it that day.
func (p *page) onClock(declared, shown stamp, o order) (stamp, bool) {
	if !declared.timed || declared.offset != 0 || shown.timed || declared.days() == shown.days() {
		return stamp{}, false
	}
	for i := range p.marks {
		m := &p.marks[i]
		if m.kind != markTime {
			continue
		}
		if d, ok := parseStamp(attr(m.node, "datetime"), o); ok && d.timed && d.offset != 0 {
			if local := declared.at(d.offset); local.days() == shown.days() {
				return local, true
			}
		}
	}
	return stamp{}, false
}
