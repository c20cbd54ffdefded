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

// read walks the tree once.
func read(root *html.Node) *page {
	var title, text, noscript, marks strings.Builder
	p := &page{}
	var walk func(n *html.Node, depth int, into *strings.Builder)
	walk = func(n *html.Node, depth int, into *strings.Builder) {
		for c := n.FirstChild; c != nil && depth < 600; c = c.NextSibling {
			switch c.Type {
			case html.TextNode:
				if into.Len() < maxRead {
					into.WriteString(c.Data)
					into.WriteByte(' ')
				}
			case html.DocumentNode:
				walk(c, depth+1, into)
			case html.ElementNode:
				mark(c, &marks)
				switch c.DataAtom {
				case atom.Script:
					p.scripts++
				case atom.Style, atom.Template, atom.Svg, atom.Iframe:
				case atom.Noscript:
					walk(c, depth+1, &noscript)
				case atom.Title, atom.H1, atom.H2:
					walk(c, depth+1, &title)
					if into != &noscript && c.DataAtom != atom.Title {
						walk(c, depth+1, into)
					}
				default:
					if c.FirstChild == nil && isMount(c) {
						p.mount = true
					}
					walk(c, depth+1, into)
				}
			}
		}
	}
	walk(root, 0, &text)
	p.letters = letters(text.String())
	p.title, p.text, p.noscript, p.marks = fold(title.String()), fold(text.String()), fold(noscript.String()), marks.String()
	return p
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
