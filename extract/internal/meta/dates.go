package meta

import (
	"net/url"
	"strings"

	"golang.org/x/net/html/atom"
)

// Windows around the headline, in bytes of visible text, in which the dateline
// and the byline of an article lie. On the labelled pages nine of ten visible
// dates lie within 400 bytes after the headline.
const (
	windowBefore = 400
	windowAfter  = 1500
)

// datesOf finds when the article was published and modified.
func (p *page) datesOf(g *graph, at *head, o order) (published, modified Value) {
	published = p.declaredDate(g, precedence.published, o)
	modified = p.declaredDate(g, precedence.modified, o)
	seen := p.visibleDates(at, o)
	if published.Text == "" {
		published = seen.published
	}
	if published.Text == "" {
		published = p.addressDate()
	}
	if modified.Text == "" {
		modified = seen.modified
	}
	return published, modified
}

// declaredDate returns the first date that can be read at the sources.
func (p *page) declaredDate(g *graph, sources []string, o order) Value {
	for _, s := range sources {
		for _, t := range p.values(g, s) {
			if d, ok := parseStamp(t, o); ok {
				return Value{d.String(), s}
			}
		}
	}
	return Value{}
}

// seenDates are the dates that the page shows near its headline.
type seenDates struct {
	published, modified Value
}

// sighting is a visible date with how much speaks for it.
type sighting struct {
	stamp
	score    int
	source   string
	modified bool
}

// visibleDates looks for the article's dates in the lines and date elements
// around its headline. Dates in menus, teasers, comments and sidebars are
// others', unless the headline lies there too.
func (p *page) visibleDates(at *head, o order) seenDates {
	from, end, here := 0, 0, region(0)
	if at != nil {
		from, end, here = at.pos, at.pos+len(at.text), at.in
	}
	var best, changed sighting
	take := func(s sighting) {
		if s.modified {
			if s.score > changed.score {
				changed = s
			}
		} else if s.score > best.score {
			best = s
		}
	}
	for i := range p.marks {
		m := &p.marks[i]
		if m.kind != markTime && m.kind != markDate && m.kind != markProp {
			continue
		}
		score := nearness(m.pos, from, end, m.in&^here)
		if score == 0 {
			continue
		}
		if m.kind == markProp && !strings.Contains(m.prop, "date") {
			continue
		}
		if s, ok := readMark(m, o); ok {
			s.score = score + 20
			take(s)
		}
	}
	for i := range p.lines {
		l := &p.lines[i]
		score := nearness(l.pos, from, end, l.in&^here)
		for _, s := range readLine(l.text, o) {
			if score == 0 && (s.score < 30 || l.in&^here&(foreign&^inFooter|inHidden) != 0) {
				continue
			}
			s.score += max(score, 1)
			take(s)
		}
	}
	var out seenDates
	if best.score > 0 {
		out.published = Value{best.String(), best.source}
	}
	if changed.score > 0 {
		out.modified = Value{changed.String(), changed.source}
	}
	return out
}

// nearness is 0 outside of the window around the headline and in foreign
// regions, and grows to 100 towards the headline's end.
func nearness(pos, from, end int, in region) int {
	if in&(foreign|inHidden) != 0 {
		return 0
	}
	switch {
	case pos >= end:
		if d := pos - end; d <= windowAfter {
			return 100 - 60*d/windowAfter
		}
	case pos < from:
		if d := from - pos; d <= windowBefore {
			return 70 - 40*d/windowBefore
		}
	default:
		return 80
	}
	return 0
}

// readMark reads the date of a <time> or date element.
func readMark(m *mark, o order) (sighting, bool) {
	text := collapse(textOf(m.node, 300))
	if len(text) > 120 {
		return sighting{}, false
	}
	s := sighting{source: "date", modified: saysModified(text)}
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
			s.modified, s.score = true, 30
		case saysPublished(label):
			s.score = 30
		case i == 0 && rest+letters(text[d.end:]) <= 60:
			s.score = 5
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
	publishedWords = []string{"publi", "posted", "released", "written on", "first ", "veröffentlicht", "erschienen", "erstellt", "pubbli", "gepubliceerd",
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
