package meta

import (
	"strings"
)

// minBody is the least length of a JSON-LD body, in letters: shorter ones are
// placeholders.
const minBody = 80

// bodyOf returns the article's text as its JSON-LD has it, or the steps of its
// recipe or other instructions.
func (p *page) bodyOf(g *graph) Value {
	for _, key := range [...]string{"articleBody", "text", "reviewBody"} {
		t := g.own.get(key).string()
		if len(t) < minBody {
			continue
		}
		if t = plainText(t); letters(t) >= minBody {
			return Value{t, "json-ld:" + key}
		}
	}
	if d := g.directions(); letters(d.Text) >= minBody {
		return d
	}
	return Value{}
}

// plainText turns a story that is given as HTML, as escaped HTML or as text
// into paragraphs separated by blank lines.
func plainText(s string) string {
	for range 2 {
		if strings.IndexByte(s, '&') >= 0 && !strings.Contains(s, "<p") {
			s = unescapeHTML(s)
		}
	}
	if strings.IndexByte(s, '<') >= 0 {
		s = unescapeHTML(paragraphTags(s))
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2029", "\n\n", "\u2028", "\n").Replace(s)
	blank := strings.Contains(s, "\n\n")
	var b strings.Builder
	b.Grow(len(s))
	var para []string
	end := func() {
		if t := collapse(strings.Join(para, " ")); t != "" {
			if b.Len() > 0 {
				b.WriteString("\n\n")
			}
			b.WriteString(t)
		}
		para = para[:0]
	}
	for l := range strings.SplitSeq(s, "\n") {
		l = strings.TrimSpace(l)
		if l == "" || !blank {
			end()
		}
		if l != "" {
			para = append(para, l)
		}
	}
	end()
	return strings.ToValidUTF8(b.String(), "")
}

// paragraphTags replaces the tags of s: those of blocks by blank lines, line
// breaks by newlines, others by nothing. Scripts and styles go with their text.
func paragraphTags(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(strings.ReplaceAll(s[:i], "\n", " "))
		s = s[i:]
		name, closing := tagName(s)
		if name == "" {
			b.WriteByte('<')
			s = s[1:]
			continue
		}
		j := strings.IndexByte(s, '>')
		if j < 0 {
			return b.String()
		}
		s = s[j+1:]
		switch name {
		case "script", "style", "figure", "iframe", "noscript", "svg":
			if k := strings.Index(strings.ToLower(s), "</"+name); !closing && k >= 0 {
				s = s[k:]
			}
			b.WriteString("\n\n")
		case "br":
			b.WriteByte('\n')
		case "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "tr", "table", "pre", "figcaption", "hr", "dt", "dd":
			b.WriteString("\n\n")
		case "td", "th":
			b.WriteByte(' ')
		}
	}
}

// tagName reads the name of the tag at the start of s, "" where none is.
func tagName(s string) (name string, closing bool) {
	i := 1
	if i < len(s) && s[i] == '/' {
		closing = true
		i++
	}
	if i < len(s) && s[i] == '!' {
		return "!", false
	}
	start := i
	for i < len(s) && i < start+12 && ('a' <= s[i]|0x20 && s[i]|0x20 <= 'z' || i > start && '0' <= s[i] && s[i] <= '9') {
		i++
	}
	return strings.ToLower(s[start:i]), closing
}
