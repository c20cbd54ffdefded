package article

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// picture returns the address and the alternative text of the image that n, an
// <img>, <picture> or <noscript>, shows. The address is empty when n is none or
// shows a placeholder, an icon or a tracking pixel.
func (b *builder) picture(n *html.Node) (src, alt string) {
	if n.Type != html.ElementNode {
		return "", ""
	}
	img := n
	var s source
	switch n.DataAtom {
	case atom.Img:
	case atom.Picture:
		img = nil
		for c := range n.Descendants() {
			if c.DataAtom == atom.Img {
				img = c
			}
		}
		for c := range n.Descendants() {
			if c.DataAtom == atom.Source {
				s.sets(c)
			}
		}
	case atom.Noscript:
		img = noscriptImage(n)
	default:
		if n.Data != "amp-img" {
			return "", ""
		}
	}
	if img == nil || decorative(img) {
		return "", ""
	}
	s.image(img)
	src, ok := b.address(s.best)
	if !ok || strings.HasPrefix(src, "mailto:") || strings.HasPrefix(src, "tel:") || tracking(src) {
		return "", ""
	}
	return src, clean(attribute(img, "alt"))
}

// source collects the addresses of one image and keeps the best: the largest of
// its srcset, then what lazy loading would load, then src.
type source struct {
	best string
	size float64 // width in pixels, or density times a thousandth
}

// Attributes that lazy loaders keep the real address or the set of addresses
// in, the larger file first.
var (
	lazySets = []string{"srcset", "data-srcset", "data-lazy-srcset", "data-src-set", "data-responsive"}
	lazySrcs = []string{"data-orig-file", "data-large-file", "data-full-src", "data-hi-res-src", "data-original",
		"data-src", "data-lazy-src", "data-lazy", "data-image", "data-url", "data-img-src", "data-lazyload", "data-delayed-url", "src"}
)

func (s *source) sets(n *html.Node) {
	for _, key := range lazySets {
		if v := attribute(n, key); v != "" {
			s.set(v)
		}
	}
}

func (s *source) image(img *html.Node) {
	s.sets(img)
	if s.best != "" && s.size >= 1 {
		return
	}
	for _, key := range lazySrcs {
		v := strings.TrimSpace(attribute(img, key))
		if v == "" || placeholder(v) || key == "data-url" && !strings.Contains(v, ".") {
			continue
		}
		if s.best == "" || key != "src" {
			s.best = v
		}
		return
	}
}

// set reads the value of a srcset. Addresses may hold commas, so a candidate
// ends at a comma that white space follows or precedes.
func (s *source) set(v string) {
	for v != "" {
		v = strings.TrimLeft(v, " \t\n\f\r,")
		end := strings.IndexAny(v, " \t\n\f\r")
		if end < 0 {
			end = len(v)
		}
		address, rest := v[:end], v[end:]
		descriptor := ""
		if trimmed := strings.TrimRight(address, ","); trimmed != address {
			address = trimmed
		} else {
			descriptor, rest, _ = strings.Cut(rest, ",")
		}
		v = rest
		size := descriptorSize(strings.TrimSpace(descriptor))
		if address != "" && size > s.size && !placeholder(address) {
			s.best, s.size = address, size
		}
	}
}

// descriptorSize returns the width that "640w" gives, or for "2x" and no
// descriptor a number below 1 that orders them.
func descriptorSize(d string) float64 {
	d, _, _ = strings.Cut(d, " ")
	if w, ok := strings.CutSuffix(d, "w"); ok {
		f, _ := strconv.ParseFloat(w, 64)
		return min(max(f, 1), 1e6)
	}
	f, err := strconv.ParseFloat(strings.TrimSuffix(d, "x"), 64)
	if err != nil || f <= 0 {
		f = 1
	}
	return min(f, 100) / 1000
}

// placeholder reports addresses of what stands in for an image until it is loaded.
func placeholder(src string) bool {
	if len(src) > 5 && strings.EqualFold(src[:5], "data:") || strings.EqualFold(src, "about:blank") || src[0] == '#' {
		return true
	}
	path, _, _ := strings.Cut(src, "?")
	name := strings.ToLower(path[strings.LastIndexByte(path, '/')+1:])
	for _, word := range [...]string{"placeholder", "spacer.", "blank.", "1x1", "transparent.", "pixel.", "lazyload", "loading.", "grey.gif", "gray.gif", "loader."} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// tracking reports addresses that count readers and show nothing.
func tracking(src string) bool {
	for _, part := range [...]string{"doubleclick.net", "facebook.com/tr", "scorecardresearch", "pixel.wp.com", "google-analytics",
		"quantserve", "/pixel?", "/pixel/", "/track/", "feedburner.com/~", "vgwort.de", "counter."} {
		if strings.Contains(src, part) {
			return true
		}
	}
	return false
}

// iconPixels is the side up to which an image whose size the page gives is an
// icon: sharing buttons and avatars of comments are 16 to 64 pixels.
const iconPixels = 64

// decorative reports icons, avatars, logos and pixels, by size and by name.
func decorative(img *html.Node) bool {
	width, height := pixels(img, "width"), pixels(img, "height")
	if width > 0 && height > 0 && width <= iconPixels && height <= iconPixels || width > 0 && width <= 2 || height > 0 && height <= 2 {
		return true
	}
	style := strings.ReplaceAll(attribute(img, "style"), " ", "")
	if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
		return true
	}
	return foreign(img) || attribute(img, "aria-hidden") == "true" && attribute(img, "alt") == ""
}

func pixels(n *html.Node, key string) int {
	v := strings.TrimSuffix(strings.TrimSpace(attribute(n, key)), "px")
	i, err := strconv.Atoi(v)
	if err != nil {
		return 0
	}
	return max(i, 1)
}

// foreign reports elements whose class says that they show a person, a brand or
// another story.
func foreign(n *html.Node) bool {
	for word := range strings.FieldsFuncSeq(attribute(n, "class"), func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '\n' }) {
		switch strings.ToLower(word) {
		case "avatar", "gravatar", "logo", "icon", "icons", "emoji", "smiley", "author", "byline", "related", "promo",
			"advert", "advertisement", "ads", "ad", "sponsor", "share", "social", "newsletter", "recommended", "badge":
			return true
		}
	}
	return false
}

// noscriptImage returns the image inside a <noscript>, whose content the parser
// leaves as text.
func noscriptImage(n *html.Node) *html.Node {
	if n.FirstChild == nil {
		return nil
	}
	if n.FirstChild.Type != html.TextNode || n.FirstChild.NextSibling != nil {
		for c := range n.Descendants() {
			if c.DataAtom == atom.Img {
				return c
			}
		}
		return nil
	}
	s := n.FirstChild.Data
	i := strings.Index(s, "<img")
	if i < 0 {
		return nil
	}
	z := html.NewTokenizer(strings.NewReader(s[i:]))
	if z.Next() == html.ErrorToken {
		return nil
	}
	t := z.Token()
	if t.DataAtom != atom.Img {
		return nil
	}
	return &html.Node{Type: html.ElementNode, Data: t.Data, DataAtom: t.DataAtom, Attr: t.Attr}
}

// isEmoji reports images that stand for a character, as forums and blogs have
// them.
func isEmoji(n *html.Node) bool {
	for _, class := range [...]string{"emoji", "emoticon", "bbc_emoticon", "ipsEmoji", "wp-smiley", "smiley", "smilie"} {
		if classHas(n, class) {
			return true
		}
	}
	src := attribute(n, "src")
	return strings.Contains(src, "/emoticons/") || strings.Contains(src, "/smilies/") || strings.Contains(src, "/emoji/")
}

// smiley returns the character that an image stands for, such as "🙂".
func smiley(n *html.Node) string {
	if !isEmoji(n) {
		return ""
	}
	alt := attribute(n, "alt")
	if len(alt) > 32 {
		return ""
	}
	return alt
}

// inLine reports whether n stands in a line that holds kept text.
func (b *builder) inLine(n *html.Node) bool {
	p := n.Parent
	if p == nil || !b.holding(p) {
		return false
	}
	role := roles[p.DataAtom]
	return p.DataAtom == atom.P || role == heading || role == item || role == inline
}

// image adds the image that n shows to the open line, or to one of its own.
func (b *builder) image(n *html.Node) {
	if n.DataAtom == atom.Noscript && b.shownBy != nil && previousElement(n) == b.shownBy {
		return // the same image for browsers without scripts
	}
	if s := smiley(n); s != "" && (b.line != nil || b.inLine(n)) {
		b.text(s)
		return
	}
	if tex := attribute(n, "alt"); tex != "" && mathImage(n) {
		b.addMath(tex, false)
		return
	}
	src, alt := b.picture(n)
	if src == "" || src == b.shown {
		return
	}
	b.shown, b.shownBy = src, n
	b.images++
	img := newElement(atom.Img, html.Attribute{Key: "src", Val: src})
	if alt != "" {
		img.Attr = append(img.Attr, html.Attribute{Key: "alt", Val: alt})
	}
	b.inlineNode(img)
}

func previousElement(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; n = n.PrevSibling {
	}
	return n
}

// mathImage reports images of formulas, whose alternative text is their TeX.
func mathImage(n *html.Node) bool {
	return classHas(n, "latex") || classHas(n, "tex") || classHas(n, "math") || strings.Contains(attribute(n, "class"), "mwe-math")
}
