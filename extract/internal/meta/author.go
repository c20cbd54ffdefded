package meta

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// authorsOf finds the people who wrote the article: from the first source by
// precedence that names any. Where the page says at its headline that others
// wrote it, what it declares is the account that the article was entered with.
// Names that are the site's own too, as on many
// personal sites, and the names that people log in with only count where no
// source has others.
func (p *page) authorsOf(g *graph, at *head, site siteNames) []Value {
	var weak []Value
	for _, s := range precedence.authors {
		if s == "dateline" && len(weak) > 0 {
			break
		}
		var strong []Value
		for _, n := range p.authorsAt(g, s, at, site) {
			if site.is(n) || isLogin(n) {
				if len(weak) == 0 {
					weak = append(weak, Value{n, s})
				}
				continue
			}
			strong = append(strong, Value{n, s})
		}
		if len(strong) == 0 {
			continue
		}
		if shown := p.headlineAuthors(at, site); len(shown) > 0 && !anyShared(strong, shown) {
			strong = nil
			for _, n := range shown {
				strong = append(strong, Value{n, "text"})
			}
		}
		return strong
	}
	return weak
}

// anyShared reports whether a word of the names is in both lists.
func anyShared(values []Value, names []string) bool {
	shown := words(strings.Join(names, " "))
	for _, v := range values {
		for _, w := range words(v.Text) {
			if slices.Contains(shown, w) {
				return true
			}
		}
	}
	return false
}

// isLogin reports whether a name looks like the one that its bearer logs in with.
func isLogin(s string) bool {
	return !strings.Contains(s, " ") && (strings.ContainsAny(s, "0123456789._-") || s == strings.ToLower(s) && s != strings.ToUpper(s))
}

// authorsAt returns the names at one source.
func (p *page) authorsAt(g *graph, source string, at *head, site siteNames) []string {
	switch source {
	case "json-ld:author", "json-ld:creator":
		return p.graphAuthors(g, strings.TrimPrefix(source, "json-ld:"), site)
	case "itemprop:author":
		return p.markedAuthors(markProp, at, site)
	case "rel:author":
		return p.markedAuthors(markRel, at, site)
	case "byline":
		return p.markedAuthors(markAuthor, at, site)
	case "author-link":
		return p.markedAuthors(markLink, at, site)
	case "dateline":
		return p.datelineAuthors(at, site)
	case "text":
		return p.lineAuthors(at, site)
	}
	var out []string
	for _, t := range p.values(g, source) {
		if strings.Contains(source, "citation") || strings.HasPrefix(source, "dc") {
			t = givenFirst(t)
		}
		for _, n := range people(t, declaredName, site) {
			if !contains(out, n) && len(out) < maxAuthors {
				out = append(out, n)
			}
		}
	}
	return out
}

// givenFirst turns "Byron, Ada" around, as citations give names.
func givenFirst(s string) string {
	last, first, ok := strings.Cut(s, ",")
	if !ok || strings.Contains(first, ",") || strings.ContainsAny(s, ";&") {
		return s
	}
	last, first = strings.TrimSpace(last), strings.TrimSpace(first)
	if strings.Contains(last, " ") && strings.Contains(first, " ") {
		return s
	}
	return first + " " + last
}

// graphAuthors returns the persons that the JSON-LD names, and where it names
// none the organisations.
func (p *page) graphAuthors(g *graph, key string, site siteNames) []string {
	var persons, orgs []string
	for _, a := range g.people(g.own, key) {
		names := people(a.name, declaredName, site)
		for _, n := range names {
			switch {
			case a.org && !contains(orgs, n):
				orgs = append(orgs, n)
			case !a.org && !contains(persons, n) && len(persons) < maxAuthors:
				persons = append(persons, n)
			}
		}
	}
	if len(persons) == 0 {
		return orgs
	}
	return persons
}

// markedAuthors returns the names in the elements that are marked as the
// author's, those next to the headline.
func (p *page) markedAuthors(kind markKind, at *head, site siteNames) []string {
	from, end, here := 0, 0, region(0)
	if at != nil {
		from, end, here = at.pos, at.pos+len(at.text), at.in
	}
	var best found
	bestScore := 0
	var all []found
	for i := range p.marks {
		m := &p.marks[i]
		if m.kind != kind || (kind == markProp || kind == markRel) && !isAuthorProp(m.prop) {
			continue
		}
		in := m.in.beyond(here)
		if in&(foreign&^inAside) != 0 {
			continue
		}
		near := nearness(m.pos, from, end, in)
		if near == 0 && (in&inHidden != 0 || in&inAside != 0 && in&inArticle == 0 || kind == markAuthor && m.pos < from) || kind == markLink && near < 80 {
			continue
		}
		if notAuthor(p.labelAt(m.pos)) || kind == markLink && p.inSentence(m.pos) {
			continue
		}
		names := p.namesIn(m, site)
		if len(names) == 0 {
			continue
		}
		all = append(all, found{names, m.pos})
		if near+1 > bestScore {
			best, bestScore = found{names, m.pos}, near+1
		}
	}
	if bestScore == 0 || bestScore == 1 && !sameNames(all) {
		return nil
	}
	var out []string
	for _, f := range all {
		if f.pos < best.pos-150 || f.pos > best.pos+150 {
			continue
		}
		for _, n := range f.names {
			if !contains(out, n) && len(out) < maxAuthors {
				out = append(out, n)
			}
		}
	}
	if kind == markAuthor {
		return fullNames(out)
	}
	return out
}

// fullNames drops names of one word where there are longer ones: parts of a
// byline such as a department.
func fullNames(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	var full []string
	for _, n := range names {
		if strings.Contains(n, " ") || isHan(firstRune(n)) {
			full = append(full, n)
		}
	}
	if len(full) == 0 {
		return names[:min(1, len(names))]
	}
	return full
}

// found are the names at one place of the page.
type found struct {
	names []string
	pos   int
}

// sameNames reports whether all places begin with the same name: an author's
// box, and not a list of what several people wrote.
func sameNames(all []found) bool {
	for _, f := range all {
		if f.names[0] != all[0].names[0] {
			return false
		}
	}
	return true
}

// notAuthor reports whether the label before a name says that somebody else than
// the author follows.
func notAuthor(label string) bool {
	return containsAny(label, []string{"review", "edited", "checked", "photo", "illustrat", "translat", "foto", "updated by", "medically", "comment", "contact"})
}

func isAuthorProp(prop string) bool {
	return hasWord(prop, "author") || hasWord(prop, "creator") || strings.HasSuffix(prop, ":author") || strings.HasSuffix(prop, ":creator")
}

// namesIn returns the names that a marked element holds: those of its own
// name property or author links where it has such, those of its text otherwise.
func (p *page) namesIn(m *mark, site siteNames) []string {
	if c := attr(m.node, "content"); c != "" {
		return people(c, declaredName, site)
	}
	var out []string
	add := func(s string, how strictness) {
		for _, n := range people(s, how, site) {
			if !contains(out, n) {
				out = append(out, n)
			}
		}
	}
	t := textOf(m.node, 300)
	if m.kind == markAuthor && len(t) < 200 {
		if rest := byRest(strings.ReplaceAll(t, "\n", "\x1f")); rest != "" {
			if out := visibleNames(rest, false, site); len(out) > 0 {
				return out
			}
		}
	}
	inner := namedIn(m.node, 0)
	for _, n := range inner {
		s := attr(n, "content")
		if s == "" {
			s = textOf(n, 120)
		}
		add(s, declaredName)
	}
	if len(out) > 0 {
		return out
	}
	how := declaredName
	if m.kind == markLink || m.kind == markAuthor && (len(t) > 30 || strings.Count(t, " ") > 2 || t == strings.ToLower(t) && m.node.DataAtom != atom.A) {
		how = visibleName
	}
	for s := range strings.SplitSeq(t, "\n") {
		if s = strings.Trim(s, " \x1f"); s == "" {
			continue
		}
		by := stripBy(s)
		if by == "" {
			continue // "By", the name is in the next line
		}
		if byRest(s) != "" && len(by) <= 60 {
			how = declaredName
		}
		if how == visibleName {
			for _, n := range visibleNames(by, false, site) {
				if !contains(out, n) {
					out = append(out, n)
				}
			}
		} else {
			add(s, how)
		}
		if len(out) > 0 {
			return out
		}
	}
	return out
}

// namedIn returns the elements below n that hold a name: its name properties,
// or else its links to authors.
func namedIn(n *html.Node, depth int) []*html.Node {
	var names, links []*html.Node
	count := 0
	var visit func(*html.Node, int)
	visit = func(n *html.Node, depth int) {
		for c := n.FirstChild; c != nil && depth < 12 && count < 200; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			count++
			switch {
			case hasWord(attr(c, "itemprop"), "name"):
				names = append(names, c)
				continue
			case c.DataAtom == atom.A && isAuthorLink(c):
				links = append(links, c)
			}
			visit(c, depth+1)
		}
	}
	visit(n, depth)
	if len(names) > 0 {
		return names
	}
	return links
}

// isAuthorLink reports whether a link leads to an author's page.
func isAuthorLink(a *html.Node) bool {
	return hasWord(attr(a, "rel"), "author") || authorPath(attr(a, "href"))
}

// authorPath reports whether an address is that of a person's page, by a
// segment of its path such as "author" or "people" that another one follows.
func authorPath(href string) bool {
	for i := 0; i+4 < len(href); i++ {
		if href[i] != '/' {
			continue
		}
		seg := href[i+1:]
		j := strings.IndexByte(seg, '/')
		if j < 0 {
			return len(seg) > 3 && seg[0] == '@'
		}
		if j+1 >= len(seg) {
			return false
		}
		switch strings.ToLower(seg[:j]) {
		case "author", "authors", "people", "person", "profile", "profiles", "staff", "contributor", "contributors", "writer", "writers", "by",
			"autor", "autores", "autoren", "auteur", "auteurs", "autore", "autori", "journalist", "journalists", "reporter", "reporters", "experts",
			"bio", "bios", "team", "our-team", "redaktion", "columnist", "columnists", "avtor", "yazar", "yazarlar", "editors", "byline":
			return true
		}
	}
	return false
}
