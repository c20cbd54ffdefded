package meta

import (
	"strings"
	"unicode/utf8"
)

// lineAuthors returns the names in the visible line near the headline that
// begins like a byline, or in those farther off that say who wrote the article,
// where they agree.
func (p *page) lineAuthors(at *head, site siteNames) []string {
	from, end, here := 0, 0, region(0)
	if at != nil {
		from, end, here = at.pos, at.pos+len(at.text), at.in
	}
	var best, far []string
	bestScore, differ := 0, false
	for i := range p.lines {
		l := &p.lines[i]
		in := l.in.beyond(here)
		near := nearness(l.pos, from, end, in)
		if in&inArticle != 0 {
			in &^= inAside
		}
		if len(l.text) > 200 || near <= bestScore && (near > 0 || best != nil || l.pos < end || in&(foreign|inHidden) != 0) {
			continue
		}
		names, sure := p.bylineAt(i, near > 85, site)
		switch {
		case len(names) == 0:
		case near > 0:
			best, bestScore = names, near
		case sure && far == nil:
			far = names
		case sure:
			differ = differ || !strings.EqualFold(names[0], far[0])
		}
	}
	if best == nil && !differ {
		return far
	}
	return best
}

// bylineAt returns the names in line i when it is a byline, or in the lines
// after it when it is the label of one, and whether they name an author wherever
// the line stands. A name of one word is believed where single is set.
func (p *page) bylineAt(i int, single bool, site siteNames) (names []string, sure bool) {
	text := p.lines[i].text
	if w := prefixOf(strings.ToLower(text), writtenBy); w > 0 && w < len(text) && letters(text[w:]) > 1 {
		return visibleNames(strings.TrimLeft(text[w:], " \x1f:："), true, site), true
	}
	if !isByLabel(text) {
		rest := byRest(text)
		return visibleNames(rest, single, site), plainName(rest) && rest == stripBy(text)
	}
	several := strings.HasSuffix(text, "s)") || startsWithAny(strings.ToLower(text), authorsWords)
	for i++; i < len(p.lines) && len(names) < maxAuthors; i++ {
		if t := p.lines[i].text; len(t) <= 3 && len(names) == 0 {
			continue // the initials in a portrait's place
		}
		more := visibleNames(p.lines[i].text, startsWithAny(strings.ToLower(text), writtenBy), site)
		if len(more) == 0 || len(names) > 0 && !plainName(p.lines[i].text) {
			break
		}
		if names = append(names, more...); !several {
			break
		}
	}
	return names, true
}

// authorsWords are the labels after which several names may stand, each in a
// line of its own.
var authorsWords = []string{"authors", "autoren", "auteurs", "autores", "autori", "авторы", "автори", "contributors", "writers"}

// headlineAuthors returns the full names of a line at the headline that begins
// with "By" or its like.
func (p *page) headlineAuthors(at *head, site siteNames) []string {
	if at == nil {
		return nil
	}
	for i := range p.lines {
		l := &p.lines[i]
		if l.pos < at.pos+len(at.text) || nearness(l.pos, at.pos, at.pos+len(at.text), l.in.beyond(at.in)) <= 85 || len(l.text) > 120 {
			continue
		}
		if rest := stripBy(l.text); rest != "" && len(rest) < len(strings.TrimLeft(l.text, bylineLead)) {
			if names := fullNames(visibleNames(rest, false, site)); len(names) > 0 && plainName(names[0]) {
				return names
			}
		}
	}
	return nil
}

// isByLabel reports whether a line can only be the label of a byline.
func isByLabel(text string) bool {
	text = strings.TrimSuffix(strings.TrimRight(text, " :："), "(s)")
	return letters(text) > 1 && stripBy(text) == ""
}

// writtenBy are the beginnings of lines that name the author wherever they stand.
var writtenBy = []string{"written by", "article written by", "this article was written by", "this post was written by", "authored by", "posted by", "article by", "published by", "story by", "words by", "text by", "view all posts by", "all posts by", "more posts by",
	"all articles by", "view all articles by", "geschrieben von", "verfasst von",
	"rédigé par", "écrit par", "escrito por", "publicado por", "scritto da", "pubblicato da", "a cura di", "geschreven door", "autor:", "autora:", "auteur :", "auteur:",
	"author:", "автор:", "autore:", "συντάκτης:", "yazar:", "作者：", "作者:"}

func startsWithAny(s string, words []string) bool { return prefixOf(s, words) > 0 }

// prefixOf returns the length of the word that s begins with, or 0.
func prefixOf(s string, words []string) int {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
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
				if names := people(part, visibleName, site); len(names) > 0 && plainName(names[0]) && !p.isTopic(names[0]) {
					return names
				}
			}
			continue
		}
		if plainName(l.text) && len(people(l.text, visibleName, site)) > 0 && !p.isTopic(l.text) && (p.portrayed(l.text) || i+1 < len(p.lines) && len(p.lines[i+1].text) < 60 && hasRole(p.lines[i+1].text)) {
			return []string{l.text}
		}
	}
	return nil
}

// isTopic reports whether a text is one of the site's sections: in its menus, or
// declared to be the article's section or tag.
func (p *page) isTopic(s string) bool {
	for i := range p.lines {
		if p.lines[i].in&(inNav|inFooter) != 0 && strings.EqualFold(p.lines[i].text, s) {
			return true
		}
	}
	for _, name := range [...]string{"article:section", "article:tag", "keywords", "news_keywords", "categories"} {
		for _, t := range p.contents(name) {
			for part := range strings.SplitSeq(t, ",") {
				if strings.EqualFold(strings.TrimSpace(part), s) {
					return true
				}
			}
		}
	}
	return false
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
		alt := p.images[i].alt
		if before, _, ok := strings.Cut(alt, name); ok && len(alt) <= len(name)+30 && (before == "" || strings.HasSuffix(before, "of ") || strings.HasSuffix(before, ": ")) {
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
