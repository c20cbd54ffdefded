package meta

import (
	"strings"
	"unicode/utf8"
)

// lineAuthors returns the names in the visible line near the headline that
// begins like a byline, or in one farther off that says in full who wrote it.
func (p *page) lineAuthors(at *head, site siteNames) []string {
	from, end, here := 0, 0, region(0)
	if at != nil {
		from, end, here = at.pos, at.pos+len(at.text), at.in
	}
	var best []string
	bestScore := 0
	for i := range p.lines {
		l := &p.lines[i]
		near := nearness(l.pos, from, end, l.in.beyond(here))
		full := startsWithAny(strings.ToLower(l.text), writtenBy)
		if near == 0 && full && l.in.beyond(here)&(foreign|inHidden) == 0 && l.pos > end {
			near = 1
		}
		if near <= bestScore || len(l.text) > 200 {
			continue
		}
		rest, single := byRest(l.text), near > 85 || full
		if rest == "" && stripBy(l.text) == "" && i+1 < len(p.lines) && len(l.text) > 1 { // "By" alone
			rest, single = p.lines[i+1].text, full
		}
		if rest == "" {
			continue
		}
		if names := visibleNames(rest, single, site); len(names) > 0 {
			best, bestScore = names, near
		}
	}
	return best
}

// writtenBy are the beginnings of lines that name the author wherever they stand.
var writtenBy = []string{"written by", "article written by", "this article was written by", "this post was written by", "authored by", "posted by", "article by", "published by", "story by", "words by", "text by", "view all posts by", "all posts by", "more posts by",
	"all articles by", "view all articles by", "geschrieben von", "verfasst von",
	"rédigé par", "écrit par", "escrito por", "publicado por", "scritto da", "pubblicato da", "a cura di", "geschreven door", "autor:", "autora:", "auteur :", "auteur:",
	"author:", "автор:", "autore:", "συντάκτης:", "yazar:", "作者：", "作者:"}

func startsWithAny(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// datelineAuthors returns the name that stands beside the date in a line at the
// headline, or in a line of its own there and under a portrait.
func (p *page) datelineAuthors(at *head, site siteNames) []string {
	if at == nil {
		return nil
	}
	from, end := at.pos, at.pos+len(at.text)
	for i := range p.lines {
		l := &p.lines[i]
		near := nearness(l.pos, from, end, l.in.beyond(at.in))
		if near < 80 || len(l.text) > 100 || l.pos == from {
			continue
		}
		if d := findDates(l.text, dayFirst); len(d) > 0 {
			rest := l.text[:d[0].start] + "|" + l.text[d[0].end:]
			for part := range strings.FieldsFuncSeq(rest, func(r rune) bool { return strings.ContainsRune("|·•–—\x1f●/", r) }) {
				if names := people(part, visibleName, site); len(names) > 0 && plainName(names[0]) {
					return names
				}
			}
			continue
		}
		if plainName(l.text) && len(people(l.text, visibleName, site)) > 0 && (p.portrayed(l.text) || i+1 < len(p.lines) && len(p.lines[i+1].text) < 60 && hasRole(p.lines[i+1].text)) {
			return []string{l.text}
		}
	}
	return nil
}

// plainName reports whether s is two or three words of letters.
func plainName(s string) bool {
	n := strings.Count(s, " ") + 1
	if n < 2 || n > 3 {
		return false
	}
	for w := range strings.FieldsSeq(s) {
		if organisationWords[strings.ToLower(w)] {
			return false
		}
	}
	return !strings.ContainsAny(s, "\x1f&:,;!?()")
}

// portrayed reports whether a picture, here or in the author's box, has the name
// as its text.
func (p *page) portrayed(name string) bool {
	for i := range p.images {
		if p.images[i].in&foreign&^inAside != 0 {
			continue
		}
		if alt := p.images[i].alt; len(alt) >= len(name) && len(alt) <= len(name)+30 && strings.Contains(alt, name) {
			return true
		}
	}
	return false
}

// byRest returns what follows the words that make a line a byline, or "".
func byRest(text string) string {
	bare := strings.TrimLeft(text, bylineLead)
	if t := stripBy(text); t != "" && len(t) < len(bare) {
		return t
	}
	for _, s := range inlineBy {
		i := strings.Index(text, s)
		if i < 0 {
			continue
		}
		before := strings.ToLower(text[:i])
		if containsAny(before, publishedWords) || len(findDates(before, dayFirst)) > 0 || saysModified(before) && !notAuthor(before) {
			return text[i+len(s):]
		}
	}
	return ""
}

// inlineBy are the words before the author inside of a line that begins with
// the date.
var inlineBy = []string{" by ", " By ", " BY ", " by\x1f", " By\x1f", "\x1fby ", "\x1fBy ", " by: ", " von ", " par ", " por ", " door ", " автор: ", "Автор: ",
	"作者：", "作者:", "记者", "記者"}

// visibleNames reads the names at the start of a visible line. Inline elements
// tell names from what follows them: "By", "Ada Byron", "in", "Travel". A name
// of one word is believed where single is set.
func visibleNames(s string, single bool, site siteNames) []string {
	var out []string
	parts := strings.Split(strings.Trim(s, " \x1f"), "\x1f")
	for i, part := range parts {
		part = strings.TrimSpace(part)
		if strings.Trim(part, " ,&|·•-–—") == "" || part == "and" || part == "und" || part == "et" || part == "y" || part == "e" {
			if strings.ContainsAny(part, "|·•-–—") {
				break
			}
			continue
		}
		names := people(part, visibleName, site)
		if len(names) == 0 && i == 0 && single {
			names = singleName(part, site)
		}
		if len(names) == 0 {
			break
		}
		for _, n := range names {
			if !contains(out, n) {
				out = append(out, n)
			}
		}
		if cutByline(part, visibleName) != part {
			break
		}
	}
	if len(out) > 0 || len(parts) == 1 {
		return out
	}
	return people(strings.ReplaceAll(s, "\x1f", " "), visibleName, site)
}

// singleName accepts a byline of one word, as the names that people go by on
// their own sites.
func singleName(s string, site siteNames) []string {
	s = trimName(cutByline(s, visibleName))
	n := utf8.RuneCountInString(s)
	if n < 3 || n > 20 || strings.ContainsAny(s, " 0123456789") || !isName(s, declaredName) || site.is(s) {
		return nil
	}
	return []string{s}
}
