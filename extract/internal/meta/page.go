package meta

import (
	"math/bits"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of the walk. A page over them keeps what was found until then.
const (
	maxDepth  = 600  // nesting; the source stage flattens at less
	maxLines  = 8000 // short lines kept; the byline is near the headline
	maxHeads  = 60   // <h2> elements are kept while there are fewer headings
	maxTitles = 300  // headings, <h1> included
	maxNodes  = 2000 // nodes read for the text of one element
	maxMarks  = 4000 // byline, date and property elements kept
	maxLine   = 240  // bytes; a longer line is prose and only its length counts
)

// soft separates the texts of neighbouring inline elements inside a line.
const soft = '\x1f'

// page is what one walk over the tree found, all of it in document order.
type page struct {
	base    *url.URL
	limits  Limits
	excess  bool   // there is more JSON-LD than the limit
	lang    string // <html lang>
	title   string // <title>
	metas   []tag
	links   []link
	ld      []string // scripts of type application/ld+json
	lines   []line
	heads   []head
	marks   []mark
	images  []image
	length  int // bytes of visible text
	classes map[string]word
}

type tag struct{ name, content string }

type link struct{ rel, href, lang string }

// line is the short text between two block boundaries.
type line struct {
	text string // with soft separators
	pos  int    // bytes of visible text before it
	in   region
}

// head is an <h1> or <h2>.
type head struct {
	node  *html.Node
	level int
	text  string
	pos   int
	in    region
}

// mark is an element that names an author or a date by its markup.
type mark struct {
	node *html.Node
	kind markKind
	prop string // itemprop or property, lower case
	pos  int
	in   region
}

type markKind uint8

const (
	markAuthor markKind = iota // class or id such as "byline"
	markRel                    // rel="author"
	markProp                   // microdata or RDFa property
	markTime                   // <time>
	markDate                   // class or id such as "published"
	markLink                   // a link to an author's page, by its address
)

type image struct {
	src   string
	alt   string
	pos   int
	in    region
	small bool // by its attributes too small for a lead image
}

// scan walks the tree once.
func scan(root *html.Node, base *url.URL, limits Limits) *page {
	w := walker{page: &page{base: base, limits: limits, classes: make(map[string]word, 128)}}
	w.walk(root, 0, 0)
	w.flush()
	w.length = w.pos
	w.forget()
	return w.page
}

// forget takes back the regions that hold half of the page's text or more: a
// class like "has-sidebar" on a wrapper says nothing about what is in it.
func (w *walker) forget() {
	var wrong region
	for bit := range w.sizes {
		if 2*w.sizes[bit] > w.pos {
			wrong |= 1 << bit
		}
	}
	if wrong &= foreign | inHidden | inBanner; wrong == 0 {
		return
	}
	for i := range w.lines {
		w.lines[i].in &^= wrong
	}
	for i := range w.heads {
		w.heads[i].in &^= wrong
	}
	for i := range w.marks {
		w.marks[i].in &^= wrong
	}
	for i := range w.images {
		w.images[i].in &^= wrong
	}
}

type walker struct {
	*page
	pos   int // bytes of visible text so far
	buf   []byte
	start int // pos where the line began
	in    region
	bytes int64   // of JSON-LD scripts
	sizes [16]int // bytes of text in each region
}

// walk visits the children of n, which lies in region in.
func (w *walker) walk(n *html.Node, in region, depth int) {
	if depth > maxDepth {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.text(c.Data, in)
		case html.ElementNode:
			w.element(c, in, depth)
		case html.DocumentNode:
			w.walk(c, in, depth+1)
		}
	}
}

func (w *walker) element(n *html.Node, in region, depth int) {
	switch n.DataAtom {
	case atom.Meta:
		w.meta(n, in)
		return
	case atom.Link:
		w.link(n)
		return
	case atom.Script:
		w.script(n)
		return
	case atom.Title:
		if w.title == "" && n.Namespace == "" {
			w.title = collapse(textOf(n, 2000))
		}
		return
	case atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Object,
		atom.Math, atom.Select, atom.Textarea, atom.Video, atom.Audio, atom.Canvas:
		return
	case atom.Head:
		w.walk(n, in|inHead, depth+1)
		return
	case atom.Html:
		w.lang = strings.TrimSpace(attr(n, "lang"))
		if w.lang == "" {
			w.lang = strings.TrimSpace(attr(n, "xml:lang"))
		}
		w.walk(n, in, depth+1)
		return
	case atom.Body:
		w.walk(n, in, depth+1)
		return
	case atom.Br:
		w.flush()
		return
	case atom.Img:
		w.image(n, in)
		return
	}
	in = w.enter(n, in)
	if inline(n.DataAtom) {
		w.soften()
		w.walk(n, in, depth+1)
		w.soften()
		return
	}
	w.flush()
	if n.DataAtom == atom.H1 || n.DataAtom == atom.H2 {
		w.head(n, in)
	}
	w.walk(n, in, depth+1)
	w.flush()
}

// enter reads the attributes of n once: the region that it opens, and whether
// it marks an author or a date.
func (w *walker) enter(n *html.Node, in region) region {
	in |= regionOf(n.DataAtom, in)
	var k word
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class", "id":
			k |= w.word(a.Val)
		case "data-testid", "data-component", "data-qa", "data-test":
			k |= w.word(a.Val) & (wordAuthor | wordDate)
		case "role":
			in |= roleRegion(a.Val)
		case "hidden":
			in |= inHidden
		case "aria-hidden":
			if a.Val == "true" {
				in |= inHidden
			}
		case "style":
			if strings.Contains(a.Val, "display:none") || strings.Contains(a.Val, "display: none") {
				in |= inHidden
			}
		case "rel":
			switch {
			case hasWord(a.Val, "author"):
				w.mark(n, markRel, "author", in)
			case hasWord(a.Val, "tag"):
				w.mark(n, markRel, "tag", in)
			}
		case "itemprop", "property":
			w.mark(n, markProp, strings.ToLower(a.Val), in)
		case "href":
			if authorPath(a.Val) {
				w.mark(n, markLink, "", in)
			}
		case "itemtype", "typeof":
			in |= scopeRegion(a.Val)
		}
	}
	if n.DataAtom == atom.Time {
		w.mark(n, markTime, "", in)
	}
	if k == 0 {
		return in
	}
	in |= k.region()
	if k&wordAuthor != 0 {
		w.mark(n, markAuthor, "", in)
	}
	if k&wordDate != 0 && n.DataAtom != atom.Time {
		w.mark(n, markDate, "", in)
	}
	return in
}

func (w *walker) mark(n *html.Node, kind markKind, prop string, in region) {
	if len(w.marks) < maxMarks {
		w.marks = append(w.marks, mark{n, kind, prop, w.pos, in})
	}
}

func (w *walker) head(n *html.Node, in region) {
	if len(w.heads) >= maxTitles {
		return
	}
	level := 1
	if n.DataAtom == atom.H2 {
		level = 2
		if len(w.heads) >= maxHeads {
			return
		}
	}
	if t := collapse(textOf(n, 1000)); t != "" {
		w.heads = append(w.heads, head{n, level, t, w.pos, in})
	}
}

// text adds a text node to the current line. Runs of white space count as one.
func (w *walker) text(s string, in region) {
	if in&inHead != 0 {
		return
	}
	before := w.pos
	if len(w.buf) == 0 {
		w.start, w.in = w.pos, in
		s = strings.TrimLeft(s, " \t\r\n\f")
	}
	if len(s) > 4*maxLine { // prose: only its length matters
		w.pos += len(s)
		w.buf = append(w.buf[:0], s[:maxLine+1]...)
	} else {
		w.collapse(s)
	}
	for r := in; r != 0; r &= r - 1 {
		w.sizes[bits.TrailingZeros16(uint16(r))] += w.pos - before
	}
}

// collapse appends s to the line with single spaces.
func (w *walker) collapse(s string) {
	buf, start := w.buf, len(w.buf)
	space := start > 0 && buf[start-1] == ' '
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' {
			if space {
				continue
			}
			space, c = true, ' '
		} else {
			space = false
		}
		buf = append(buf, c)
	}
	w.buf = buf
	w.pos += len(buf) - start
}

func (w *walker) soften() {
	if n := len(w.buf); n > 0 && w.buf[n-1] != soft {
		w.buf = append(w.buf, soft)
	}
}

// flush ends the current line.
func (w *walker) flush() {
	if n := len(w.buf); n > 0 && n <= maxLine && len(w.lines) < maxLines {
		if s := strings.Trim(string(w.buf), " \x1f"); s != "" {
			w.lines = append(w.lines, line{s, w.start, w.in})
		}
	}
	w.buf = w.buf[:0]
}

func (w *walker) meta(n *html.Node, in region) {
	var name, prop, content string
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "name", "http-equiv":
			if name == "" {
				name = a.Val
			}
		case "property":
			prop = a.Val
		case "itemprop":
			w.mark(n, markProp, strings.ToLower(a.Val), in)
			if name == "" {
				name = "itemprop:" + a.Val
			}
		case "content":
			content = a.Val
		}
	}
	content = strings.TrimSpace(content)
	if content == "" {
		return
	}
	if prop != "" {
		w.metas = append(w.metas, tag{strings.ToLower(strings.TrimSpace(prop)), content})
	}
	if name != "" {
		if strings.HasSuffix(name, "ld+json") { // a script that a framework took for a tag
			w.data(content)
			return
		}
		w.metas = append(w.metas, tag{strings.ToLower(strings.TrimSpace(name)), content})
	}
}

func (w *walker) link(n *html.Node) {
	l := link{rel: strings.ToLower(attr(n, "rel")), href: strings.TrimSpace(attr(n, "href")), lang: attr(n, "hreflang")}
	if l.href != "" {
		w.links = append(w.links, l)
	}
}

func (w *walker) script(n *html.Node) {
	t := attr(n, "type")
	if len(t) < 7 || !strings.Contains(strings.ToLower(t), "ld+json") || n.FirstChild == nil {
		return
	}
	w.data(n.FirstChild.Data)
}

// data keeps JSON-LD to be decoded.
func (w *walker) data(s string) {
	if w.bytes += int64(len(s)); w.bytes > w.limits.Data {
		w.excess = true
		return
	}
	w.ld = append(w.ld, s)
}

func (w *walker) image(n *html.Node, in region) {
	w.enter(n, in)
	if len(w.images) >= 60 || in&inHidden != 0 {
		return
	}
	w.images = append(w.images, image{imageSource(n), collapse(attr(n, "alt")), w.pos, in, tiny(n)})
}

// tiny reports whether an image's width or height is given as less than 120 pixels.
func tiny(n *html.Node) bool {
	for _, key := range [...]string{"width", "height"} {
		if v := attr(n, key); v != "" && digits(v) == len(v) && atoi(v) < 120 {
			return true
		}
	}
	return false
}

// meta returns the first content of the meta tag name.
func (p *page) meta(name string) string {
	for i := range p.metas {
		if p.metas[i].name == name {
			return p.metas[i].content
		}
	}
	return ""
}
