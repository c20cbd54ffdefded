package meta

import "strings"

// values returns what the page has at source, in document order.
func (p *page) values(g *graph, source string) []string {
	kind, name, ok := strings.Cut(source, ":")
	if !ok {
		kind = ""
	}
	switch kind {
	case "json-ld":
		if name == "publisher" {
			return []string{g.siteName()}
		}
		return g.texts(g.own, name)
	case "json-ld-page":
		return g.texts(g.page, name)
	case "itemprop":
		return p.properties(strings.ToLower(name))
	case "link":
		for i := range p.links {
			if hasWord(p.links[i].rel, name) {
				return []string{p.links[i].href}
			}
		}
		return nil
	case "rel":
		return p.relations(name)
	case "html":
		return []string{p.lang}
	case "meta":
		if name == "*published" {
			return p.publishing()
		}
		return p.contents(name)
	}
	switch source {
	case "title":
		return []string{p.title}
	case "twitter:data":
		return p.labelled()
	}
	return p.contents(source)
}

// contents returns the contents of the meta tags called name.
func (p *page) contents(name string) []string {
	var out []string
	for i := range p.metas {
		if p.metas[i].name == name {
			out = append(out, p.metas[i].content)
		}
	}
	return out
}

// labelled returns what the page gives for its preview under a label such as
// "Written by".
func (p *page) labelled() []string {
	for _, n := range [...]string{"1", "2"} {
		if isByLabel(p.meta("twitter:label" + n)) {
			return []string{p.meta("twitter:data" + n)}
		}
	}
	return nil
}

// publishing returns the contents of the meta tags whose names say in other
// words than the usual ones that they hold when the page was published.
func (p *page) publishing() []string {
	var out []string
	for i := range p.metas {
		name := fold(p.metas[i].name)
		if (strings.Contains(name, "publish") && !strings.Contains(name, "publisher") && !strings.Contains(name, "unpublish") ||
			strings.Contains(name, "pubdate")) && !saysModified(name) {
			out = append(out, p.metas[i].content)
		}
	}
	return out
}

// relations returns the texts of the links with rel="name" that do not lie in
// comments or teasers.
func (p *page) relations(name string) []string {
	var out []string
	for i := range p.marks {
		m := &p.marks[i]
		if m.kind == markRel && m.prop == name && m.in&foreign == 0 && len(out) < maxTags {
			out = append(out, collapse(textOf(m.node, 100)))
		}
	}
	return out
}

// properties returns the values of the microdata property name that do not lie
// in comments or teasers.
func (p *page) properties(name string) []string {
	var out []string
	for i := range p.marks {
		m := &p.marks[i]
		if m.kind != markProp || m.in&foreign != 0 || !hasWord(m.prop, name) && !strings.HasSuffix(m.prop, ":"+name) {
			continue
		}
		s := attr(m.node, "content")
		if s == "" {
			s = attr(m.node, "datetime")
		}
		if s == "" {
			s = collapse(textOf(m.node, 500))
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
