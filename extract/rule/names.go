package rule

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// name is a selector that may stand for an element, without what stands
// around it. A higher cost is a worse one: less readable, or sooner out of date.
type name struct {
	css     string
	cost    int
	generic bool // may stand for the story, or for anything, on other pages
}

// The costs of names. Chains and levels away from the wanted element add to them.
const (
	costGood     = 0 // an ID or class that says what the element is; <article>, <main>
	costHeadline = 1 // <h1>
	costNeutral  = 2 // an ID or class that says something else
	costTag      = 5 // a tag alone
	costLayout   = 6 // a class that says how the element is laid out
	costChain    = 4 // each step in front of another
)

// storyWords are words in classes and IDs of elements that hold stories.
var storyWords = []string{"article", "articlebody", "story", "post", "entry", "content", "body", "text", "main", "artikel", "articulo", "noticia",
	"news", "single", "postcontent", "maincontent", "copy", "prose", "markdown", "title", "headline", "heading"}

// layoutWords are words in classes that say how something is laid out, and that
// stand all over a page or its site.
var layoutWords = []string{"row", "col", "cols", "column", "columns", "container", "wrapper", "wrap", "inner", "outer", "left", "right", "center",
	"centered", "grid", "flex", "block", "box", "active", "hidden", "visible", "show", "open", "section", "group", "module", "clearfix", "clear", "fix", "cf",
	"item", "items", "first", "last", "odd", "even", "small", "medium", "large", "full", "half", "width", "top", "bottom", "layout", "page", "site", "view", "views",
	"component", "element", "area", "region", "panel", "span", "div", "mb", "mt", "pt", "pb", "px", "py", "mx", "my", "md", "sm", "lg", "xl", "xs", "no", "is", "has",
	"u", "l", "c", "o", "the", "with", "in", "and", "style", "theme", "default", "relative", "absolute", "fixed", "sticky", "bg", "border", "rounded", "font", "size",
	"lightbox", "loaded", "lazy", "js", "card", "body", "list", "ul", "li", "p", "ng", "scope", "wp", "elementor", "et", "vc", "fl", "td",
	"white", "black", "dark", "light", "blue", "red", "green", "grey", "gray", "inherit", "clean", "padding", "nopadding", "margin", "xxl", "button", "css", "ps", "pe", "ms", "me", "gap", "gutter", "mdx"}

// words splits a class or ID into its words, lower case.
func words(s string) []string {
	var b strings.Builder
	last := rune(0)
	for _, r := range s {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		last = r
		if r == '-' || r == '_' {
			r = ' '
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.Fields(b.String())
}

// rate says what a class or ID is worth.
func rate(s string) (cost int, generic bool) {
	all := words(s)
	layout, story := 0, 0
	for _, w := range all {
		switch {
		case slices.Contains(storyWords, w):
			story++
		case slices.Contains(layoutWords, w) || len(strings.TrimRight(w, "0123456789")) < 2:
			layout++
		}
	}
	generic = layout+story == len(all)
	switch {
	case story > 0:
		return costGood, generic
	case generic:
		return costLayout, generic
	}
	return costNeutral, generic
}

// generated are the beginnings of classes that tools write and change.
var generated = []string{"sc-", "css-", "jsx-", "jss", "svelte-", "emotion-", "styled-", "astro-", "tdi_", "postid-", "wp-image-", "vc_custom", "elementor-element-", "__"}

// stable reports whether a class or ID looks written by a person: generated
// ones hold numbers or mix capitals into nonsense, and change.
func stable(s string) bool {
	if s == "" || len(s) > 40 || identifier(s) != s || isDigit(s[0]) || s[0] == '-' {
		return false
	}
	for _, prefix := range generated {
		if strings.HasPrefix(s, prefix) {
			return false
		}
	}
	digits, turns := 0, 0
	last := rune(0)
	for _, r := range s {
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

// module is a class of CSS modules, "Article_body__3xY7z": what stands before
// the hash is the author's.
var module = regexp.MustCompile(`^([A-Za-z][A-Za-z-]*_[A-Za-z-]+__)[A-Za-z0-9_-]{5,}$`)

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// named are the tags that say by themselves what they hold.
var named = map[atom.Atom]bool{atom.Article: true, atom.Main: true}

// aside are the tags that may be removed by their name alone.
var aside = map[atom.Atom]bool{atom.Aside: true, atom.Nav: true, atom.Form: true, atom.Footer: true, atom.Button: true}

// names returns the selectors that may stand for n, best first.
func names(n *html.Node) []name {
	var out []name
	add := func(css string, cost int, generic bool) { out = append(out, name{css, cost, generic}) }
	if id := attribute(n, "id"); stable(id) && !isDigit(id[len(id)-1]) {
		cost, generic := rate(id)
		add("#"+id, min(cost, costNeutral), generic)
	}
	for _, class := range strings.Fields(attribute(n, "class")) {
		if m := module.FindStringSubmatch(class); m != nil {
			cost, generic := rate(m[1])
			add(fmt.Sprintf("[class*=%q]", m[1]), cost, generic)
		} else if stable(class) {
			cost, generic := rate(class)
			add("."+class, cost, generic)
			add(n.Data+"."+class, cost+1, generic)
		}
	}
	for _, key := range []string{"itemprop", "role", "data-testid", "data-component"} {
		if v := attribute(n, key); stable(v) {
			cost, generic := rate(v)
			add(fmt.Sprintf("%s[%s=%q]", n.Data, key, v), min(cost, costNeutral), generic)
		}
	}
	switch {
	case named[n.DataAtom]:
		add(n.Data, costGood, true)
	case n.DataAtom == atom.H1:
		add(n.Data, costHeadline, true)
	default:
		add(n.Data, costTag, !aside[n.DataAtom])
	}
	slices.SortStableFunc(out, func(a, b name) int { return a.cost - b.cost })
	return out
}

// chains returns the selectors of n with up to two steps in front, best first.
func chains(n *html.Node) []name {
	own := names(n)
	out := slices.Clone(own)
	level := 0
	for p := n.Parent; p != nil && p.Type == html.ElementNode && p.DataAtom != atom.Html && level < 3; p = p.Parent {
		level++
		for _, head := range names(p) {
			for _, s := range own {
				out = append(out, name{head.css + " " + s.css, head.cost + s.cost + costChain + level, s.generic})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b name) int { return a.cost - b.cost })
	return out
}
