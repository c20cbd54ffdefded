package meta

import (
	"net/url"
	"sort"
	"strings"

	"golang.org/x/net/html/atom"
)

// Windows around the headline, in bytes of visible text, in which the dateline
// and the byline of an article lie. Chosen by looking at labelled pages, not
// fitted; what lies nearer weighs more anyway.
const (
	windowBefore = 400
	windowAfter  = 1500
)

// datesOf finds when the article was published and modified.
//
// What the page declares is believed, unless it shows another dateline at its
// headline that is not the day of its last change: then the declared date is
// often the day on which the article was moved to another system. Where nothing
// says when the article was published, the day of its last change is the best
// known.
func (p *page) datesOf(g *graph, at *head, o order) (published, modified Value) {
	declared := p.declaredDate(g, precedence.published, o)
	changed := p.declaredDate(g, precedence.modified, o)
	seen := p.visibleDates(at, o)
	published, modified = declared.Value, changed.Value
	switch d := seen.published; {
	case published.Text == "":
		published = d.value()
	case d.score < sureSighting:
	case d.timed && d.stamp.instant() == declared.stamp.instant(): // the same moment on the publisher's own clock
		published = d.value()
	case daysBetween(d.stamp, declared.stamp) > 1,
		daysBetween(d.stamp, declared.stamp) < -1 && changed.Text != "" && daysBetween(d.stamp, changed.stamp) > 1:
		published = d.value()
	}
	if published.Text == "" {
		published = p.addressDate()
	}
	if modified.Text == "" {
		modified = seen.modified.value()
	}
	if published.Text == "" && seen.modified.score > 0 {
		published = seen.modified.value()
	}
	if published.Text == "" && strings.HasPrefix(changed.Source, "json-ld:") {
		published = changed.Value
	}
	if published.Text == "" {
		published = p.declaredDate(g, precedence.created, o).Value
	}
	return published, modified
}

// declaration is a date that the page declares.
type declaration struct {
	Value
	stamp
}

// declaredDate returns the first date that can be read at the sources.
func (p *page) declaredDate(g *graph, sources []string, o order) declaration {
	for _, s := range sources {
		for _, t := range p.values(g, s) {
			if d, ok := parseStamp(t, o); ok {
				return declaration{Value{d.String(), s}, d}
			}
		}
	}
	return declaration{}
}

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
	original bool // labelled as the first publication
}

// windowEdge is the nearness of a date at the end of the window.
const windowEdge = 40

// sureSighting is the score of a date that the page shows at its headline, by
// its markup or its label.
const sureSighting = 95

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
	take := func(s sighting, near int, in region) {
		switch {
		case near == 0 && (in&(foreign&^inAside|inHidden) != 0 || in&inAside != 0 && (s.source == "text" || in&inArticle == 0)):
			return
		case near == 0 && s.original:
			near = windowEdge
		case near == 0 && !s.alone:
			return
		case near == 0:
			far = append(far, s)
			return
		}
		s.score += near
		if s.modified {
			if s.score > out.modified.score {
				out.modified = s
			}
		} else if s.score > out.published.score {
			out.published = s
		}
	}
	for i := range p.marks {
		m := &p.marks[i]
		if m.kind == markTime || m.kind == markDate || m.kind == markProp && strings.Contains(m.prop, "date") {
			if s, ok := readMark(m, o); ok {
				s.label(p.labelAt(m.pos))
				take(s, nearness(m.pos, from, end, m.in.beyond(here)), m.in.beyond(here))
			}
		}
	}
	for i := range p.lines {
		l := &p.lines[i]
		near := nearness(l.pos, from, end, l.in.beyond(here))
		if near == 0 && l.in.beyond(here)&(foreign|inHidden) != 0 || !hasDigits(l.text) {
			continue
		}
		for j, s := range readLine(l.text, o) {
			if j == 0 && i > 0 {
				s.label(p.lines[i-1].asLabel())
			}
			take(s, near, l.in.beyond(here))
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
// the page has no other, but for one that is labelled as the last change.
func (out *seenDates) lone(far []sighting) {
	for _, s := range far {
		best := &out.published
		if s.modified {
			best = &out.modified
		}
		if best.score > 0 && best.days() != s.days() {
			best.score = -1
		}
		if best.score == 0 {
			*best = s
			best.score = 1
		}
	}
	out.published.score = max(out.published.score, 0)
	out.modified.score = max(out.modified.score, 0)
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

// label applies what the text before a date says about it.
func (s *sighting) label(text string) {
	switch {
	case text == "" || s.modified:
	case saysModified(text):
		s.modified, s.alone = true, true
	case saysPublished(text):
		s.alone = true
	}
}

// labelAt returns what stands before pos in its line, or the line before that
// when it is a label of its own.
func (p *page) labelAt(pos int) string {
	i := sort.Search(len(p.lines), func(i int) bool { return p.lines[i].pos > pos }) - 1
	if i < 0 {
		return ""
	}
	if l := &p.lines[i]; l.pos < pos && pos-l.pos <= len(l.text) {
		before := strings.ToLower(l.text[:pos-l.pos])
		if d := findDates(before, dayFirst); len(d) > 0 {
			before = before[d[len(d)-1].end:]
		}
		return before
	}
	if i > 0 && p.lines[i].pos == pos {
		return p.lines[i-1].asLabel()
	}
	return ""
}

// asLabel returns a line that can only be the label of the next one.
func (l *line) asLabel() string {
	if len(l.text) > 40 || strings.ContainsAny(l.text, "0123456789") {
		return ""
	}
	return strings.ToLower(l.text)
}

// readMark reads the date of a <time> or date element.
func readMark(m *mark, o order) (sighting, bool) {
	text := collapse(textOf(m.node, 300))
	if len(text) > 120 {
		return sighting{}, false
	}
	s := sighting{source: "date", score: 20, modified: saysModified(text), alone: len(text) <= 40}
	if m.node.DataAtom == atom.Time {
		s.source = "time"
		if v := attr(m.node, "datetime"); v != "" {
			if d, ok := parseStamp(v, o); ok {
				s.stamp = d
				class := strings.ToLower(attr(m.node, "class"))
				s.modified = s.modified || strings.Contains(class, "updated") && !strings.Contains(class, "published") ||
					strings.Contains(class, "modified") || hasWord(attr(m.node, "itemprop"), "dateModified")
				return s, true
			}
		}
	}
	if m.kind == markProp {
		s.source = "itemprop"
		s.modified = strings.Contains(m.prop, "modified")
	}
	found := findDates(text, o)
	if len(found) == 0 {
		return sighting{}, false
	}
	s.stamp = found[0].stamp
	return s, true
}

// readLine reads the dates of a visible line that has little else in it, or
// that says what they are.
func readLine(text string, o order) []sighting {
	found := findDates(text, o)
	if len(found) == 0 || strings.ContainsAny(text, "©®") {
		return nil
	}
	rest := letters(text[:found[0].start])
	var out []sighting
	last := 0
	for i, d := range found {
		label := strings.ToLower(text[last:d.start])
		last = d.end
		s := sighting{stamp: d.stamp, source: "text"}
		switch {
		case saysModified(label):
			s.modified, s.score, s.alone = true, 20, true
		case saysPublished(label):
			s.score, s.alone = 20, true
			if containsAny(label, originalWords) {
				s.score, s.original = 90, true
			}
		case i == 0 && rest+letters(text[d.end:]) <= 60:
			s.score = 5
			s.alone = rest+letters(text[d.end:]) <= 15
		default:
			continue
		}
		out = append(out, s)
	}
	return out
}

func saysModified(s string) bool  { return containsAny(strings.ToLower(s), modifiedWords) }
func saysPublished(s string) bool { return containsAny(s, publishedWords) }

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// Words that say what a visible date is: beginnings, so that they cover the
// forms of their languages.
var (
	modifiedWords = []string{"updat", "modif", "revised", "last edit", "reviewed", "aktualisier", "geändert", "zuletzt", "stand:",
		"mis à jour", "mise à jour", "actualiz", "atualiz", "aggiorna", "bijgewerkt", "gewijzigd", "aktualiz", "uppdaterad", "opdateret",
		"oppdatert", "обновл", "оновлен", "ενημερ", "güncelle", "更新", "修改", "수정", "تحديث"}
	originalWords  = []string{"originally", "first publ", "ursprünglich", "zuerst", "initialement", "originalmente", "originariamente", "oorspronkelijk", "pierwotnie", "первоначально"}
	publishedWords = []string{"publi", "posted", "written on", "veröffentlicht", "erschienen", "erstellt", "pubbli", "gepubliceerd",
		"geplaatst", "paru", "opublik", "dodan", "publicerad", "udgivet", "publisert", "опублик", "δημοσ", "yayın", "发布", "發布", "发表", "發表",
		"公開", "投稿", "掲載", "입력", "등록", "نشر", "date:", "datum:", "fecha:", "data:", "дата"}
)

// addressDate reads the date that stands in the page's address as /2024/05/17/
// or /2024-05-17-.
func (p *page) addressDate() Value {
	addresses := []*url.URL{p.canonical(), p.base}
	for _, u := range addresses {
		if u == nil {
			continue
		}
		if d, ok := pathDate(u.Path); ok {
			return Value{d.String(), "url"}
		}
	}
	return Value{}
}

func pathDate(path string) (stamp, bool) {
	for i := 0; i+10 <= len(path); i++ {
		if path[i] != '/' || digits(path[i+1:]) != 4 {
			continue
		}
		rest := path[i+5:]
		sep := rest[0]
		if sep != '/' && sep != '-' && sep != '_' {
			continue
		}
		m := digits(rest[1:])
		if m < 1 || m > 2 || len(rest) < m+3 || rest[1+m] != sep {
			continue
		}
		d := digits(rest[2+m:])
		if d < 1 || d > 2 {
			continue
		}
		s := stamp{year: atoi(path[i+1 : i+5]), month: atoi(rest[1 : 1+m]), day: atoi(rest[2+m : 2+m+d])}
		if s.valid() {
			return s, true
		}
	}
	// /20240517/
	for i := 0; i+9 <= len(path); i++ {
		if (path[i] == '/' || path[i] == '_' || path[i] == '-') && digits(path[i+1:]) == 8 {
			s := stamp{year: atoi(path[i+1 : i+5]), month: atoi(path[i+5 : i+7]), day: atoi(path[i+7 : i+9])}
			if s.valid() && s.year >= 1995 && s.year < 2050 {
				return s, true
			}
		}
	}
	return stamp{}, false
}

// dateOrder decides how 3/4/2024 is read: the United States write the month
// first, and so do pages in English without a country of their own.
func (p *page) dateOrder() order {
	lang := strings.ToLower(strings.ReplaceAll(p.lang, "_", "-"))
	if lang == "" {
		lang = strings.ToLower(strings.ReplaceAll(p.meta("og:locale"), "_", "-"))
	}
	if lang == "en-us" {
		return monthFirst
	}
	if lang != "" && lang != "en" {
		return dayFirst
	}
	if p.base != nil {
		host := p.base.Hostname()
		tld := host[strings.LastIndexByte(host, '.')+1:]
		if len(tld) == 2 && tld != "us" && tld != "io" && tld != "co" && tld != "ai" && tld != "tv" && tld != "me" {
			return dayFirst
		}
	}
	return monthFirst
}
