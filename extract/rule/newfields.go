package rule

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// fields writes what selects the title, the author and the date, as far as it
// gives what was found on the page.
func (w *writer) fields() {
	if title := strings.Join(strings.Fields(w.page.Title), " "); title != "" {
		w.value("title", []string{"h1", "h2", `[itemprop="headline"]`, `[class*="title"]`, `[class*="headline"]`}, func(v string) bool { return v == title })
		if !w.has("title") {
			w.meta("title", []string{`meta[property="og:title"]`, `meta[name="twitter:title"]`}, func(v string) bool { return v == title })
		}
	}
	w.author()
	if w.page.Published == "" || w.page.Date == nil {
		return
	}
	day := w.page.Published[:min(len(w.page.Published), len("2006-01-02"))]
	same := func(v string) bool { return strings.HasPrefix(w.page.Date(v), day) }
	w.meta("published", []string{`meta[property="article:published_time"]`, `meta[itemprop="datePublished"]`, `meta[name="date"]`, `meta[name="pubdate"]`}, same)
	if !w.has("published") {
		w.attribute("published", "time[datetime]", "datetime", same)
	}
	if !w.has("published") {
		w.value("published", []string{"time", `[itemprop="datePublished"]`, `[class*="date"]`, `[class*="time"]`, `[class*="published"]`}, func(v string) bool {
			return utf8.RuneCountInString(v) <= maxDateText && same(v)
		})
	}
}

// maxDateText is the longest text, in runes, that counts as a date and nothing
// else.
const maxDateText = 60

// byWords stand before the author's name in bylines.
var byWords = []string{"By ", "by ", "BY ", "Von ", "von ", "Par ", "par ", "Por ", "por ", "Di ", "di ", "Door ", "door ", "Autor: ", "Author: ", "Автор: "}

// author writes what selects the one author that was found.
func (w *writer) author() {
	if len(w.page.Authors) != 1 {
		return
	}
	author := w.page.Authors[0]
	where := []string{`[rel~="author"]`, `[itemprop="author"]`, `[class*="author"]`, `[class*="byline"]`, `[class*="autor"]`}
	w.value("author", where, func(v string) bool { return v == author })
	if w.has("author") {
		return
	}
	for _, by := range byWords {
		if n, s := w.first(where, func(v string) bool { return v == by+author }); n != nil {
			w.source("author", reading{directive: directive{source: s}, after: by})
			return
		}
	}
	w.meta("author", []string{`meta[name="author"]`, `meta[property="article:author"]`}, func(v string) bool { return v == author })
}

// first returns the first element that one of the selectors matches and whose
// text is right, with a selector that has it first.
func (w *writer) first(selectors []string, right func(text string) bool) (*html.Node, string) {
	for _, s := range selectors {
		for _, n := range w.find(s) {
			text := flatText(n)
			if !right(text) {
				continue
			}
			for _, c := range chains(n) {
				if found := w.find(c.css); len(found) > 0 && found[0] == n && telling(c, n) && !repeats(c.css, text) {
					return n, c.css
				}
			}
		}
	}
	return nil, ""
}

// telling reports whether a selector says what n is: a tag such as p alone, or
// steps of such tags, do not.
func telling(c name, n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.Time:
		return c.cost < costLayout+costChain
	}
	return c.cost < costLayout+costChain && !strings.HasSuffix(" "+c.css, " "+n.Data)
}

// repeats reports whether a selector holds a word of the text that it finds, as
// ".author-ada-moss" does: on the next page it finds nothing.
func repeats(css, text string) bool {
	inCSS := words(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`.#[]="* `, r) {
			return '-'
		}
		return r
	}, css))
	return slices.ContainsFunc(strings.Fields(strings.ToLower(text)), func(w string) bool {
		return len(w) > 2 && w != "author" && slices.Contains(inCSS, w)
	})
}

// value writes a field that is an element's text.
func (w *writer) value(key string, selectors []string, right func(text string) bool) {
	n, s := w.first(selectors, right)
	if n == nil {
		return
	}
	src := reading{directive: directive{source: s}}
	if len(w.find(s)) > 1 && key == "author" { // takes all matches
		src.nth = 1
	}
	w.source(key, src)
}

// meta writes a field that is the content of a meta element.
func (w *writer) meta(key string, selectors []string, right func(text string) bool) {
	for _, s := range selectors {
		if found := w.find(s); len(found) > 0 && right(strings.Join(strings.Fields(attribute(found[0], "content")), " ")) {
			w.source(key, reading{directive: directive{source: s}, attr: "content"})
			return
		}
	}
}

// attribute writes a field that is an attribute of the elements that a selector
// matches, of the first of them that is right.
func (w *writer) attribute(key, selector, attr string, right func(text string) bool) {
	found := w.find(selector)
	i := slices.IndexFunc(found, func(n *html.Node) bool { return right(attribute(n, attr)) })
	if i < 0 {
		return
	}
	for _, c := range chains(found[i]) {
		if same := w.find(c.css); len(same) > 0 && same[0] == found[i] && telling(c, found[i]) {
			w.source(key, reading{directive: directive{source: c.css}, attr: attr})
			return
		}
	}
	w.source(key, reading{directive: directive{source: selector, nth: i + 1}, attr: attr})
}

// maxAbsent is how many texts of removed elements a test names.
const maxAbsent = 3

// Test adds a test of the page that the rule was written from: what the rule
// made of it, text and fields, is what the test expects. page is the file as the
// rule's own file sees it.
// Of fields, those that the rule reads are tested.
func (d *Draft) Test(page, url, text string, fields []FieldValue) {
	d.draft.test("page", page)
	if url != "" {
		d.also("url", url)
	}
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line != d.title {
			lines = append(lines, line)
		}
	}
	for i, line := range lines {
		if i == 0 || i == len(lines)-1 {
			d.expect("contains", excerpt(line))
		}
	}
	flat := strings.Join(strings.Fields(d.title+" "+text), " ")
	count := 0
	for _, text := range d.noise {
		markup := strings.HasPrefix(text, "<") // of a <noscript>
		if count < maxAbsent && utf8.RuneCountInString(text) >= minAbsent && !markup && !strings.Contains(flat, text) {
			d.expect("absent", text)
			count++
		}
	}
	d.fieldsOf(slices.DeleteFunc(fields, func(f FieldValue) bool { return d.values[f.Name] == nil }))
}

// minAbsent is the shortest text that a test says must be absent, in runes: "·"
// would say nothing.
const minAbsent = 3

// excerpt returns the first words of a text, at most 60 runes.
func excerpt(text string) string {
	out := ""
	for _, word := range strings.Fields(text) {
		if utf8.RuneCountInString(out)+utf8.RuneCountInString(word) >= 60 {
			break
		}
		out = strings.TrimSpace(out + " " + word)
	}
	if out == "" { // one long word, as Chinese text is
		if r := []rune(strings.TrimSpace(text)); len(r) > 30 {
			return string(r[:30])
		}
		return strings.TrimSpace(text)
	}
	return out
}
