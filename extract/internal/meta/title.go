package meta

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// titleOf finds the article's own title, without the site's name, and the
// heading that shows it (nil when no heading does).
//
// The heading on the page is the title as its readers see it, but pages have
// headings for logos, teasers and dialogs too; what the page declares in its
// head is the article's, but carries the site's name and is often shortened or
// reworded for search engines. So a heading that agrees with a declared title
// wins, or one that agrees with the words of the address, and a declared title,
// stripped of the site's name, is what remains.
func (p *page) titleOf(g *graph, site siteNames) (Value, *head) {
	declared := p.declaredTitles(g)
	wants := make([]wanted, len(declared))
	for i, d := range declared {
		wants[i] = wanted{d.Text, fold(d.Text), fold(site.strip(d.Text))}
	}
	h, score := p.bestHead(wants, site)
	if slug := p.slug(); slug != "" && score < headSure {
		if other, s := p.bestHead([]wanted{{slug, fold(slug), fold(slug)}}, site); s >= headSure {
			h, score = other, s
		}
	}
	if h != nil && score >= headSure {
		return Value{site.strip(h.own(wants)), source("h", h.level)}, p.anchor(h)
	}
	for _, d := range declared {
		if t := site.strip(d.Text); t != "" && !site.is(t) {
			if h == nil || 2*h.pos > p.length {
				h = p.titleLine(t)
			}
			return Value{t, d.Source}, h
		}
	}
	if h != nil {
		return Value{site.strip(cleanHeading(h.text)), source("h", h.level)}, h
	}
	if len(declared) > 0 {
		return declared[0], nil
	}
	return Value{}, nil
}

// own returns the text of the heading without what stands in elements of its own
// before and after the title that the page declares: a kicker, a date, a count.
func (h *head) own(declared []wanted) string {
	whole := cleanHeading(h.text)
	if h.node == nil {
		return whole
	}
	parts := strings.FieldsFunc(textOf(h.node, 1000), func(r rune) bool { return r == soft || r == '\n' })
	if len(parts) < 2 || len(parts) > maxParts {
		return whole
	}
	for _, d := range declared {
		for i := range parts {
			for j := len(parts); j > i; j-- {
				if t := cleanHeading(strings.Join(parts[i:j], " ")); t != "" && (fold(t) == d.stripped || fold(t) == d.folded) {
					return strings.TrimRight(t, " :|–—-")
				}
			}
		}
	}
	return whole
}

// maxParts bounds the elements of a heading among which its title is looked for.
const maxParts = 8

// bestHead returns the heading that agrees best with the titles, and its score.
func (p *page) bestHead(titles []wanted, site siteNames) (best *head, score int) {
	for i := range p.heads {
		if s := headScore(&p.heads[i], titles, site); s > score {
			best, score = &p.heads[i], s
		}
	}
	return best, score
}

func source(name string, level int) string { return name + string(rune('0'+level)) }

// anchor returns the heading at which the article begins: the title's own, or
// the main heading before it when the title was found in a section's.
func (p *page) anchor(h *head) *head {
	if h.level == 1 {
		return h
	}
	for i := range p.heads {
		o := &p.heads[i]
		if o.pos >= h.pos {
			break
		}
		if o.level == 1 && o.in&(foreign|inHidden) == 0 {
			return o
		}
	}
	return h
}

// titleLine returns the line that shows the title without being a heading.
func (p *page) titleLine(title string) *head {
	f := fold(title)
	if len(f) < 6 {
		return nil
	}
	for i := range p.lines {
		l := &p.lines[i]
		if l.in&foreign == 0 && len(l.text) >= len(f) && fold(l.text) == f {
			return &head{text: l.text, pos: l.pos, in: l.in}
		}
	}
	return nil
}

// declaredTitles returns the titles that the page declares, by precedence.
func (p *page) declaredTitles(g *graph) []Value {
	var out []Value
	for _, s := range precedence.title {
		for _, t := range p.values(g, s) {
			if t = cleanText(t); t != "" && len(t) < 1000 {
				out = append(out, Value{t, s})
				break
			}
		}
	}
	return out
}

// slug returns the words of the last part of the page's address, where it has
// three or more: they are often those of the title.
func (p *page) slug() string {
	for _, u := range [...]*url.URL{p.canonical(), p.base} {
		if u == nil {
			continue
		}
		s := strings.TrimRight(u.Path, "/")
		s = s[strings.LastIndexByte(s, '/')+1:]
		if i := strings.LastIndexByte(s, '.'); i > 0 {
			s = s[:i]
		}
		if w := words(strings.NewReplacer("-", " ", "_", " ", "+", " ").Replace(s)); len(w) >= 3 {
			return strings.Join(w, " ")
		}
	}
	return ""
}

// wanted is a declared title in the forms that headings are compared with.
type wanted struct {
	text, folded, stripped string // stripped of the site's name and folded
}

// headSure is the score from which a heading is taken for the title.
const headSure = 10

// headScore says how well a heading agrees with the declared titles: from
// headSure on it is the title, below it is at best the place where the article
// begins.
func headScore(h *head, declared []wanted, site siteNames) int {
	if h.in&(foreign|inHidden) != 0 && h.in&(inNav|inFooter|inComment|inHidden) != 0 {
		return 0
	}
	text := cleanHeading(h.text)
	f := fold(site.strip(text))
	if f == "" || site.is(text) {
		return 0
	}
	score := 0
	if h.level == 1 {
		score = 2
		if h.in&inArticle != 0 {
			score++
		}
		if h.in&(inAside|inRelated) != 0 {
			score--
		}
	}
	if len(declared) == 0 && h.level == 1 {
		return score + headSure
	}
	n, best := utf8.RuneCountInString(f), 0
	for _, d := range declared {
		t, s := d.folded, 0
		switch {
		case t == f, d.stripped == f:
			s = 30
		case strings.HasPrefix(t, f) && n >= 4:
			s = 20
		case strings.Contains(t, f) && n >= 8:
			s = 18
		case strings.Contains(f, t) && len(t) >= 8:
			s = 14
		default:
			if o := overlap(text, d.text); o >= 0.5 {
				s = 10 + int(4*o) - 2
			}
		}
		if h.level == 2 && s > 0 {
			s -= 6
		}
		best = max(best, s)
	}
	if best > 0 {
		return best + score
	}
	return score
}

// overlap is the share of the words of the shorter text that the other has, for
// texts of three words and more.
func overlap(a, b string) float64 {
	wa, wb := words(a), words(b)
	if len(wa) > len(wb) {
		wa, wb = wb, wa
	}
	if len(wa) < 3 {
		return 0
	}
	n := 0
	for _, w := range wa {
		for _, v := range wb {
			if w == v {
				n++
				break
			}
		}
	}
	return float64(n) / float64(len(wb))
}

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// cleanHeading drops what sites hang onto headings: permalink marks.
func cleanHeading(s string) string {
	return strings.TrimSpace(strings.TrimRight(cleanText(s), " ¶#§🔗"))
}

// siteNames are the folded names that the site goes by.
type siteNames []string

// siteNamesOf collects them from what the page declares and from its address.
func siteNamesOf(declared []string, addresses ...*url.URL) siteNames {
	var out siteNames
	add := func(s string) {
		s = fold(s)
		if utf8.RuneCountInString(s) < 2 {
			return
		}
		for _, o := range out {
			if o == s {
				return
			}
		}
		out = append(out, s)
	}
	for _, d := range declared {
		add(d)
	}
	for _, u := range addresses {
		if u == nil {
			continue
		}
		host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
		add(host)
		labels := strings.Split(host, ".")
		if n := len(labels); n >= 2 {
			core := labels[n-2]
			if n >= 3 && len(core) <= 3 { // co.uk, com.au
				core = labels[n-3]
			}
			add(core)
			add(core + labels[n-1])
		}
	}
	return out
}

// is reports whether s is one of the names, or a part of one, as "BBC" of "BBC News".
func (names siteNames) is(s string) bool {
	f := fold(s)
	if f == "" {
		return false
	}
	for _, n := range names {
		if f == n || f == "the"+n || "the"+f == n {
			return true
		}
	}
	return false
}

// like reports whether s looks like one of the names: equal to it, or one
// begins with the other, or its initials are the name.
func (names siteNames) like(s string) bool {
	if names.is(s) {
		return true
	}
	f := fold(s)
	if len(f) < 3 {
		return false
	}
	for _, n := range names {
		if len(n) >= 3 && (strings.HasPrefix(f, n) || strings.HasPrefix(n, f) || len(n) >= 5 && strings.HasSuffix(f, n)) {
			return true
		}
	}
	var initials strings.Builder
	for _, w := range words(s) {
		r, _ := utf8.DecodeRuneInString(w)
		initials.WriteRune(r)
	}
	for _, n := range names {
		if len(n) >= 2 && len(n) <= 6 && initials.String() == n {
			return true
		}
	}
	return false
}

// separators stand between an article's title and the site's name.
var separators = []string{" | ", " - ", " – ", " — ", " • ", " · ", " » ", " « ", " :: ", " / ", " › ", " > ", " ― ", "｜", " ‹ ", " ~ ", " ⋆ ", "_", " : ", "|", " ❖ "}

// strip drops the site's name from the end or the start of a title, together
// with sections between the name and the title.
func (names siteNames) strip(title string) string {
	t := strings.Trim(title, " |–—·»«•")
	t = strings.TrimSpace(strings.TrimSuffix(t, " -"))
	for range 4 {
		parts := splitTitle(t)
		if len(parts) < 2 {
			return t
		}
		last, first := parts[len(parts)-1], parts[0]
		switch {
		case names.like(last.text) && !names.is(strings.TrimSpace(t[:last.sep])):
			t = strings.TrimSpace(t[:last.sep])
		case names.is(first.text):
			t = strings.TrimSpace(t[parts[1].start:])
		default:
			return t
		}
	}
	return t
}

type part struct {
	text       string
	sep, start int // where the separator before it and the part itself begin
}

// splitTitle splits a title at its separators.
func splitTitle(t string) []part {
	parts := []part{{}}
	begin := 0
	for i := 0; i < len(t); {
		if c := t[i]; c != ' ' && c != '|' && c != '_' && c != 0xef {
			i++
			continue
		}
		n := 0
		for _, s := range separators {
			if strings.HasPrefix(t[i:], s) {
				n = len(s)
				break
			}
		}
		if n == 0 {
			i++
			continue
		}
		parts[len(parts)-1].text = strings.TrimSpace(t[begin:i])
		parts = append(parts, part{sep: i, start: i + n})
		begin = i + n
		i = begin
	}
	parts[len(parts)-1].text = strings.TrimSpace(t[begin:])
	return parts
}
