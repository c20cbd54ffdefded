package rule

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Page is what pith found on a page, from which New writes a first rule.
type Page struct {
	File    string // of the page, as the rule's test names it
	URL     string // may be empty
	Root    *html.Node
	Kept    []*html.Node // text nodes or elements of the story, in document order
	Dropped []*html.Node // those of everything else
	Title   string
	Authors []string
	Text    string // the story as pith renders it
}

// contentShare is how much of the kept text the content element must hold: a
// standfirst or a stray line may stand outside.
const contentShare = 0.85

// maxNoise bounds the selectors that New writes for what to remove.
const maxNoise = 20

// New writes a first rule for the site, with a test that the page passes. It
// fails with an *Error when the page holds no story.
func New(site string, p Page) ([]byte, error) {
	w := writer{page: &p, kept: map[*html.Node]bool{}}
	content := w.content()
	if content == nil {
		return nil, &Error{File: p.File, Msg: "no story was found on this page, so there is nothing to write a rule from"}
	}
	w.draft.set("site", strings.TrimPrefix(strings.ToLower(site), "www."))
	selector := w.selector(content)
	if selector == "" {
		return nil, &Error{File: p.File, Msg: "the story's element has neither an ID nor a class, and no selector singles it out"}
	}
	w.draft.add("content", selector)
	w.fields()
	absent := w.noise(content)
	w.test(absent)
	out := w.draft.yaml("A first rule, written from " + p.File + ". Look at each selector, and add tests of other pages.")
	if _, err := ParseSite(site+".yaml", out); err != nil {
		return nil, err
	}
	return out, nil
}

// writer writes one rule.
type writer struct {
	draft
	page *Page
	kept map[*html.Node]bool // kept nodes and all their ancestors
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// content returns the deepest element that holds most of the kept text.
func (w *writer) content() *html.Node {
	weight := map[*html.Node]int{}
	total := 0
	for _, n := range w.page.Kept {
		chars := utf8.RuneCountInString(strings.Join(strings.Fields(textOf(n)), " "))
		total += chars
		for p := n; p != nil; p = p.Parent {
			w.kept[p] = true
			weight[p] += chars
		}
	}
	if total == 0 {
		return nil
	}
	at := w.page.Root
	for {
		var next *html.Node
		for c := at.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && float64(weight[c]) >= contentShare*float64(total) {
				next = c
			}
		}
		if next == nil || next.DataAtom == atom.P {
			break
		}
		at = next
	}
	if at.Type != html.ElementNode || at.DataAtom == atom.Html {
		return nil
	}
	return at
}

// stable reports whether a class or ID looks written by a person: generated
// ones hold numbers or mix capitals into nonsense, and change.
func stable(name string) bool {
	if name == "" || len(name) > 40 || identifier(name) != name || isDigit(name[0]) || name[0] == '-' {
		return false
	}
	digits, turns := 0, 0
	last := rune(0)
	for _, r := range name {
		if unicode.IsDigit(r) {
			digits++
		}
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			turns++
		}
		last = r
	}
	return digits < 2 && turns < 3
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// names returns the selectors that may stand for n alone, best first.
func names(n *html.Node) []string {
	var out []string
	if id := attribute(n, "id"); stable(id) {
		out = append(out, "#"+id)
	}
	for _, class := range strings.Fields(attribute(n, "class")) {
		if stable(class) {
			out = append(out, "."+class, n.Data+"."+class)
		}
	}
	for _, key := range []string{"itemprop", "role"} {
		if v := attribute(n, key); stable(v) {
			out = append(out, fmt.Sprintf("%s[%s=%q]", n.Data, key, v))
		}
	}
	return append(out, n.Data)
}

// find returns what a selector matches on the page.
func (w *writer) find(selector string) []*html.Node {
	q := newQuery()
	if _, err := q.add(selector); err != nil {
		return nil
	}
	found, _ := q.match(w.page.Root)
	return found[0]
}

// selector returns a selector that matches n alone, with the help of up to
// three elements above it; empty when there is none.
func (w *writer) selector(n *html.Node) string {
	own := names(n)
	for _, s := range own {
		if len(w.find(s)) == 1 {
			return s
		}
	}
	levels := 0
	for p := n.Parent; p != nil && p.Type == html.ElementNode && levels < 3; p = p.Parent {
		levels++
		for _, head := range names(p) {
			for _, s := range own {
				if s := head + " " + s; len(w.find(s)) == 1 {
					return s
				}
			}
		}
	}
	return ""
}

// fields writes what selects the title, the author and the date.
func (w *writer) fields() {
	title := strings.Join(strings.Fields(w.page.Title), " ")
	for _, tag := range []string{"h1", "h2"} {
		for _, n := range w.find(tag) {
			if title != "" && strings.Join(strings.Fields(textOf(n)), " ") == title {
				w.field("title", translation{css: w.best(n)})
				break
			}
		}
		if w.values["title"] != nil {
			break
		}
	}
	if len(w.page.Authors) == 1 {
		for _, n := range w.find(`[rel="author"], [itemprop="author"], [class*="author"], [class*="byline"]`) {
			if strings.Join(strings.Fields(textOf(n)), " ") == w.page.Authors[0] {
				w.field("author", translation{css: w.best(n)})
				break
			}
		}
	}
	if len(w.find(`meta[property="article:published_time"]`)) == 1 {
		w.field("published", translation{css: `meta[property="article:published_time"]`, attr: "content"})
	} else if len(w.find("time[datetime]")) > 0 {
		w.field("published", translation{css: "time[datetime]", attr: "datetime", nth: 1})
	}
}

// best is selector, or the tag with the first of several matches.
func (w *writer) best(n *html.Node) string {
	if s := w.selector(n); s != "" {
		return s
	}
	return n.Data
}

// noise writes selectors for what was dropped inside the content, and returns
// a text of each.
func (w *writer) noise(content *html.Node) (absent []string) {
	done := map[*html.Node]bool{}
	count := 0
	for _, n := range w.page.Dropped {
		top := w.top(n, content)
		if top == nil || done[top] || count >= maxNoise {
			continue
		}
		done[top] = true
		for _, s := range names(top) {
			if s == top.Data && top.DataAtom != atom.Aside && top.DataAtom != atom.Nav && top.DataAtom != atom.Form {
				continue // a tag such as div says nothing
			}
			found := w.find(s)
			if w.hitsStory(found) {
				continue
			}
			for _, f := range found {
				done[f] = true
			}
			w.add("remove", s)
			count++
			if text := excerpt(textOf(n)); text != "" && len(absent) < 3 {
				absent = append(absent, text)
			}
			break
		}
	}
	return absent
}

// top returns the highest element over n inside content that holds no story,
// nil when n is not inside.
func (w *writer) top(n, content *html.Node) (top *html.Node) {
	for p := n; p != nil; p = p.Parent {
		if p == content {
			return top
		}
		if p.Type == html.ElementNode && !w.kept[p] {
			top = p
		}
	}
	return nil
}

func (w *writer) hitsStory(found []*html.Node) bool {
	for _, n := range found {
		if w.kept[n] {
			return true
		}
	}
	return false
}

// test writes a test of the page: the story's first and last words, and what
// must be gone.
func (w *writer) test(absent []string) {
	w.draft.test("page", w.page.File)
	if w.page.URL != "" {
		w.draft.also("url", w.page.URL)
	}
	var lines []string
	for line := range strings.Lines(w.page.Text) {
		if line = strings.TrimSpace(line); line != "" && line != w.page.Title {
			lines = append(lines, line)
		}
	}
	for i, line := range lines {
		if i == 0 || i == len(lines)-1 {
			w.expect("contains", excerpt(line))
		}
	}
	flat := strings.Join(strings.Fields(w.page.Text), " ")
	for _, text := range absent {
		if !strings.Contains(flat, text) {
			w.expect("absent", text)
		}
	}
}

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
