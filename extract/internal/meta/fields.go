package meta

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// first returns the first value at the sources that accept turns into a text.
func (p *page) first(g *graph, sources []string, accept func(string) string) Value {
	for _, s := range sources {
		for _, t := range p.values(g, s) {
			if t = accept(t); t != "" {
				return Value{t, s}
			}
		}
	}
	return Value{}
}

// maxExcerpt bounds an excerpt, in characters. Longer descriptions are cut at a word.
const maxExcerpt = 1000

// excerptOf returns the page's description. Where it is cut off with dots, a
// longer one that begins alike is taken.
func (p *page) excerptOf(g *graph, title string, site siteNames) Value {
	accept := func(t string) string {
		t = cleanText(t)
		if letters(t) < 15 || fold(t) == fold(title) || site.is(t) {
			return ""
		}
		return t
	}
	best := p.first(g, precedence.excerpt, accept)
	stem := strings.TrimRight(strings.TrimSuffix(best.Text, "[...]"), ".…[] ")
	if len(stem) >= 20 && len(best.Text)-len(stem) >= 3 && !strings.HasSuffix(best.Text, ".") || strings.HasSuffix(best.Text, "...") {
		longer := p.first(g, precedence.excerpt, func(t string) string {
			if t = accept(t); len(t) > len(best.Text) && strings.HasPrefix(t, stem) {
				return t
			}
			return ""
		})
		if longer.Text != "" {
			best = longer
		}
	}
	if utf8.RuneCountInString(best.Text) > maxExcerpt {
		r := []rune(best.Text)[:maxExcerpt]
		t := string(r)
		if i := strings.LastIndexByte(t, ' '); i > maxExcerpt/2 {
			t = t[:i]
		}
		best.Text = t + "…"
	}
	return best
}

// canonicalOf returns the address that the page wants to be known by. One that
// leads to the site's front page from a page below it is a mistake of the
// template.
func (p *page) canonicalOf(g *graph) Value {
	return p.first(g, precedence.canonical, func(t string) string {
		s := absolute(p.base, t)
		if s == "" {
			return ""
		}
		u, err := url.Parse(s)
		if err != nil || p.base != nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && strings.Trim(p.base.Path, "/") != "" {
			return ""
		}
		return s
	})
}

// imageOf returns the lead image: the declared one, or else the first picture
// after the headline.
func (p *page) imageOf(g *graph, at *head) Value {
	v := p.first(g, precedence.image, func(t string) string { return p.picture(t) })
	if v.Text != "" || at == nil {
		return v
	}
	for i := range p.images {
		m := &p.images[i]
		if m.pos < at.pos || m.pos > at.pos+len(at.text)+windowAfter || m.in&^at.in&(foreign|inHidden|inBanner) != 0 || m.small {
			continue
		}
		if s := p.picture(m.src); s != "" {
			return Value{s, "img"}
		}
	}
	return Value{}
}

// picture returns the absolute address of an image that can be a lead image.
func (p *page) picture(ref string) string {
	s := ref
	if p.base != nil || strings.HasPrefix(ref, "//") {
		s = absolute(p.base, ref)
		if p.base == nil {
			s = absolute(nil, "https:"+ref)
		}
	} else if absolute(nil, ref) == "" {
		if strings.Contains(ref, ":") || len(ref) > 2000 || ref == "" {
			return ""
		}
	}
	lower := strings.ToLower(s)
	for _, w := range noPictures {
		if strings.Contains(lower, w) {
			return ""
		}
	}
	return s
}

// noPictures are parts of the addresses of images that show nothing of the article.
var noPictures = []string{"placeholder", "/blank.", "spacer.", "pixel.", "/1x1", "no-image", "noimage", "no_image", "default-image", "default_image",
	"favicon", "apple-touch-icon", "sprite", "/logo", "-logo.", "_logo.", "logo-", "logo_", "gravatar", "avatar", "loading.", ".svg", ".ico", "data:", "blob:", "/emoji/", "/emoticons/", "/smilies/", "smiley", "/ads/", "transparent."}

// maxTags bounds the tags of a page.
const maxTags = 50

// tagsOf returns the page's tags from the first source that has any.
func (p *page) tagsOf(g *graph) []Value {
	for _, s := range precedence.tags {
		var out []Value
		seen := make(map[string]bool)
		for _, t := range p.values(g, s) {
			for part := range strings.FieldsFuncSeq(cleanText(t), func(r rune) bool { return r == ',' || r == ';' || r == '،' || r == '、' || r == '，' || r == '|' }) {
				part = strings.Trim(part, " #\"'")
				key := strings.ToLower(part)
				if n := utf8.RuneCountInString(part); n < 2 || n > 60 || seen[key] || len(out) == maxTags || strings.Contains(part, "://") || isSetting(part) {
					continue
				}
				seen[key] = true
				out = append(out, Value{part, s})
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// isSetting reports whether a tag is a note of the publishing system's to
// itself, such as "locale: US" or "hasProduct: true".
func isSetting(tag string) bool {
	key, _, ok := strings.Cut(tag, ": ")
	return ok && key != "" && !strings.Contains(key, " ") && key[0] >= 'a' && key[0] <= 'z'
}

// sectionOf returns the part of the site in which the article appeared.
func (p *page) sectionOf(g *graph, site siteNames) Value {
	return p.first(g, precedence.section, func(t string) string {
		t, _, _ = strings.Cut(cleanText(t), ",")
		t = strings.TrimSpace(t)
		if n := utf8.RuneCountInString(t); n < 2 || n > 60 || site.is(t) || strings.Contains(t, "://") || strings.EqualFold(t, "uncategorized") || letters(t) == 0 {
			return ""
		}
		return t
	})
}

// kindOf returns what the page calls itself.
func (p *page) kindOf(g *graph) Value {
	if g.kind != "" {
		return Value{g.kind, "json-ld:@type"}
	}
	v := p.first(g, precedence.kind, func(t string) string {
		t = strings.ToLower(cleanText(t))
		if len(t) > 40 {
			return ""
		}
		return t
	})
	if v.Text != "" {
		return v
	}
	if g.page.kind != jsonNull {
		for _, k := range g.page.get("@type").list() {
			if t := typeName(k.string()); t != "" {
				return Value{t, "json-ld-page:@type"}
			}
		}
	}
	return Value{}
}

// paywallOf says whether the page declares that its text is not free: in its
// JSON-LD or by the content tier of publishers' meta tags. Elements with a class
// such as "paywall" do not count: of 25 labelled pages with one, 7 declare a
// paywall, 5 declare that they are free, and the others declare nothing.
func (p *page) paywallOf(g *graph) Value {
	for _, v := range []*value{g.own, g.page} {
		if free := v.get("isAccessibleForFree"); free.kind != jsonNull {
			if isFalse(free.string()) {
				return Value{"true", "json-ld:isAccessibleForFree"}
			}
			return Value{}
		}
	}
	for _, name := range [...]string{"article:content_tier", "og:article:content_tier"} {
		switch strings.ToLower(p.meta(name)) {
		case "locked", "metered":
			return Value{"true", name}
		case "free":
			return Value{}
		}
	}
	for _, name := range [...]string{"paywall", "ispaywalled", "is-paywalled", "is_paywalled", "premium", "ispremium", "is_premium", "cxenseparse:paywall", "article:premium"} {
		switch strings.ToLower(p.meta(name)) {
		case "true", "1", "yes", "hard", "premium", "locked", "metered":
			return Value{"true", "meta:" + name}
		}
	}
	return Value{}
}

// wordCount returns how many words the article's node says that its text has.
func (g *graph) wordCount() int {
	s := g.own.get("wordCount").string()
	if n := digits(s); n == len(s) && n > 0 && n < 8 {
		return atoi(s)
	}
	return 0
}

func isFalse(s string) bool {
	switch strings.ToLower(typeName(s)) {
	case "false", "no", "0":
		return true
	}
	return false
}
