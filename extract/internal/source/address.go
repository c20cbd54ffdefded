package source

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ParseURL parses the address of a page. An empty one gives nil; one that is
// not an absolute http, https or file URL gives a *ParamError.
func ParseURL(address string) (*url.URL, error) {
	if address == "" {
		return nil, nil
	}
	u := absolute(address)
	if u == nil {
		return nil, &ParamError{Field: "URL", Value: address, Want: "an absolute http, https or file URL"}
	}
	return u, nil
}

// absolute returns the URL of text if it is one that a page can be found at.
func absolute(text string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		return nil
	}
	switch u.Scheme {
	case "http", "https":
		if u.Hostname() == "" {
			return nil
		}
	case "file":
		if u.Path == "" {
			return nil
		}
	default:
		return nil
	}
	u.User = nil // a password is no part of where a page is found
	return u
}

// maxSaid bounds the addresses that a page says it has, and maxBase what links
// are resolved against, in bytes: every relative link repeats it.
const (
	maxSaid = 2000
	maxBase = 500
)

// said returns the URL of an address that the page gives, as absolute does.
func said(text string) *url.URL {
	if len(text) > maxSaid {
		return nil
	}
	return absolute(text)
}

// baseOf returns what links of a page at address are resolved against: address,
// or its folder where it is longer than maxBase, or at least its host.
func baseOf(address *url.URL) *url.URL {
	if address == nil || len(address.String()) <= maxBase {
		return address
	}
	root := url.URL{Scheme: address.Scheme, Host: address.Host, Path: "/"}
	for _, base := range []*url.URL{address.ResolveReference(&url.URL{Path: "."}), &root} {
		if len(base.String()) <= maxBase {
			return base
		}
	}
	return nil
}

// setAddress fills in Address and Base. Without an address from outside, the
// page's own word is taken: the program that saved it, then the canonical
// link, then og:url.
func (p *Page) setAddress() {
	if p.Plain {
		p.Base = baseOf(p.Address)
		return
	}
	found := readAddresses(p.Root)
	for _, text := range []string{found.saved, found.canonical, found.openGraph} {
		if p.Address == nil && text != "" {
			p.Address = said(text)
		}
	}
	p.Base = baseOf(p.Address)
	if found.base == "" || len(found.base) > maxSaid {
		return
	}
	base, err := url.Parse(strings.TrimSpace(found.base))
	if err != nil {
		return
	}
	if p.Base != nil {
		base = p.Base.ResolveReference(base)
	}
	if base = baseOf(said(base.String())); base != nil {
		p.Base = base
	}
}

// addresses are what a page says about where it is from.
type addresses struct {
	base, saved, canonical, openGraph string
}

// readAddresses looks where such things are: in comments outside the body, in
// the head, and among the children of the body, where the parser puts them
// when something in the head ended it early.
func readAddresses(root *html.Node) (a addresses) {
	top := child(root, atom.Html)
	for _, parent := range []*html.Node{root, top, child(top, atom.Head), child(top, atom.Body)} {
		for c := parent.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.CommentNode:
				first(&a.saved, savedFrom(c.Data))
			case c.DataAtom == atom.Base:
				first(&a.base, attribute(c, "href"))
			case c.DataAtom == atom.Link && hasWord(attribute(c, "rel"), "canonical"):
				first(&a.canonical, attribute(c, "href"))
			case c.DataAtom == atom.Meta && strings.EqualFold(attribute(c, "property"), "og:url"):
				first(&a.openGraph, attribute(c, "content"))
			}
		}
	}
	return a
}

// first sets *to unless it is set already.
func first(to *string, value string) {
	if *to == "" {
		*to = value
	}
}

// savedFrom returns the address in the comment that a program leaves in pages
// it saves, or "":
//
//	saved from url=(0031)https://example.org/a/story.html
//	Page saved with SingleFile \n url: https://example.org/a/story.html \n …
//	Mirrored from example.org/a/story.html by HTTrack Website Copier/3.x …
func savedFrom(comment string) string {
	text := strings.TrimSpace(comment)
	switch {
	case strings.HasPrefix(text, "saved from url=("):
		_, text, _ = strings.Cut(text, ")")
	case strings.HasPrefix(text, "Page saved with SingleFile"):
		_, text, _ = strings.Cut(text, "url:")
	case strings.HasPrefix(text, "Mirrored from "):
		var ok bool
		if text, _, ok = strings.Cut(text[len("Mirrored from "):], " by HTTrack"); !ok {
			return ""
		}
		if !strings.Contains(text, "://") {
			text = "http://" + text
		}
	default:
		return ""
	}
	if fields := strings.Fields(text); len(fields) > 0 && absolute(fields[0]) != nil {
		return fields[0]
	}
	return ""
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// hasWord tells whether the space-separated list has word, in any case.
func hasWord(list, word string) bool {
	for _, w := range strings.Fields(list) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
