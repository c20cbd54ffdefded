// Package notice recognises pages that hold a notice where an article should
// be: a consent wall, a shell that needs JavaScript, a check for robots, a page
// that was not found, a paywall's stub.
package notice

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Kind says what stands in the article's place.
type Kind string

// Kinds of notices.
const (
	Consent    Kind = "consent"    // the page asks for consent to cookies first
	JavaScript Kind = "javascript" // the page is empty without JavaScript
	BotCheck   Kind = "bot-check"  // the page checks whether its reader is a person
	NotFound   Kind = "not-found"  // the page does not exist
	Failure    Kind = "error"      // the server failed or refused
	Paywall    Kind = "paywall"    // the text is for subscribers
	Login      Kind = "login"      // the text is for those who are logged in
)

// warnings are the sentences for people, by kind.
var warnings = map[Kind]string{
	Consent:    "the page asks for consent to cookies and shows no article",
	JavaScript: "the page needs JavaScript to show its text",
	BotCheck:   "the page is a check for robots, not the article",
	NotFound:   "the page says that it was not found",
	Failure:    "the page is the server's error message",
	Paywall:    "the text is behind a paywall; only its beginning is there",
	Login:      "the page asks its readers to log in first",
}

// Warning returns one sentence that tells a person what was found, in lower
// case and without a full stop.
func (k Kind) Warning() string { return warnings[k] }

// Bounds, in letters; chosen, not fitted. They were checked for false alarms
// only: of 443 labelled pages whose true text is within maxStub, two are taken
// for a notice, one of which is an empty shell.
const (
	maxNotice = 700
	maxStub   = 1200
	maxShell  = 120   // of visible text on a page that is only a frame
	maxPage   = 2500  // of visible text, for a phrase in the text to say what the page is
	maxRead   = 16000 // bytes of visible text that are read
)

// Find recognises the notice that a page shows. kept is the text that was taken
// for the article; a page with more of it than a notice has is not looked at.
// It returns false where the page shows no known notice. It does not change the
// tree.
func Find(root *html.Node, kept string) (Kind, bool) {
	n := letters(kept)
	if n > maxStub {
		return "", false
	}
	p := read(root)
	if n <= maxNotice {
		for i := range rules {
			r := &rules[i]
			if r.kind != Paywall && r.kind != Login && r.fits(p) {
				return r.kind, true
			}
		}
	}
	for i := range rules {
		r := &rules[i]
		if (r.kind == Paywall || r.kind == Login && n <= maxNotice) && r.fits(p) {
			return r.kind, true
		}
	}
	if n < 40 && p.shell() {
		return JavaScript, true
	}
	return "", false
}

// page is what the rules look at, in lower case.
type page struct {
	title    string // <title> and headings
	text     string // visible text, up to maxRead bytes
	noscript string
	marks    string // ids, classes and sources of scripts, separated by spaces
	letters  int    // of the visible text
	scripts  int
	mount    bool // an empty element in which an application mounts itself
}

// shell reports whether the page is an application's empty frame.
func (p *page) shell() bool {
	return p.letters < maxShell && p.scripts > 0 && (p.mount || p.noscript != "")
}

// place says which of a page's texts a text node belongs to.
type place uint8

// Places. A heading stands in the text as well.
const (
	inTitle place = 1 << iota
	inText
	inNoscript
)

// maxDepth is deeper than the parser lets elements nest.
const maxDepth = 600

// reader collects what the rules look at.
type reader struct {
	page                         page
	title, text, noscript, marks strings.Builder
}

// read walks the tree once.
func read(root *html.Node) *page {
	var r reader
	r.walk(root, 0, inText)
	p := &r.page
	p.letters = letters(r.text.String())
	p.title, p.text, p.noscript, p.marks = fold(r.title.String()), fold(r.text.String()), fold(r.noscript.String()), r.marks.String()
	return p
}

func (r *reader) walk(n *html.Node, depth int, in place) {
	for c := n.FirstChild; c != nil && depth < maxDepth; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			r.write(c.Data, in)
		case html.DocumentNode:
			r.walk(c, depth+1, in)
		case html.ElementNode:
			r.element(c, depth, in)
		}
	}
}

func (r *reader) element(n *html.Node, depth int, in place) {
	mark(n, &r.marks)
	switch n.DataAtom {
	case atom.Script:
		r.page.scripts++
		return
	case atom.Style, atom.Template, atom.Svg, atom.Iframe:
		return
	case atom.Noscript:
		in = inNoscript
	case atom.Title:
		in = inTitle
	case atom.H1, atom.H2:
		in = in&inText | inTitle
	default:
		r.page.mount = r.page.mount || n.FirstChild == nil && isMount(n)
	}
	r.walk(n, depth+1, in)
}

// write adds a text to those that it belongs to.
func (r *reader) write(s string, in place) {
	for _, to := range [...]struct {
		place place
		text  *strings.Builder
	}{{inTitle, &r.title}, {inText, &r.text}, {inNoscript, &r.noscript}} {
		if in&to.place != 0 && to.text.Len() < maxRead {
			to.text.WriteString(s)
			to.text.WriteByte(' ')
		}
	}
}

// mark notes the attributes by which the makers of walls are known.
func mark(n *html.Node, marks *strings.Builder) {
	if marks.Len() > maxRead {
		return
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "id", "class", "src", "action":
			marks.WriteString(strings.ToLower(a.Val))
			marks.WriteByte(' ')
		}
	}
}

// isMount reports whether an empty element is one in which applications mount.
func isMount(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.Main && n.DataAtom != 0 {
		return false
	}
	for _, a := range n.Attr {
		if a.Key == "id" {
			switch a.Val {
			case "root", "app", "__next", "__nuxt", "___gatsby", "svelte", "main", "react-root", "app-root", "application":
				return true
			}
		}
	}
	return n.Data == "app-root"
}

// letters counts letters. One of a script that writes words with one or two
// characters counts for three.
func letters(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r >= 0x3040 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			n += 3
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}

// fold brings text into the form that phrases have: lower case, single spaces,
// straight apostrophes.
func fold(s string) string {
	s = strings.NewReplacer("’", "'", "ʼ", "'", "\u00a0", " ").Replace(strings.ToLower(s))
	return strings.Join(strings.Fields(s), " ")
}
