package meta

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of the search for a story in a page's embedded state.
const (
	maxState = 8 << 20 // bytes of one script
	minStory = 300     // letters
)

// Story looks for the article's text in the state that the page's application
// was started with: JSON in a script such as __NEXT_DATA__ or __NUXT_DATA__, or
// an object that a script assigns, such as window.__APOLLO_STATE__. It returns
// the text as paragraphs separated by blank lines, with the script that held it
// as the source, or an empty Value.
//
// It reads whole scripts, so it is for pages whose visible text holds no story
// and which have no JSON-LD body. It does not change the tree.
func Story(root *html.Node) Value {
	var best Value
	bestScore := 0
	titles := scan(root, nil, Limits{}).titleHints()
	eachScript(root, 0, func(n *html.Node) {
		text := n.FirstChild.Data
		if len(text) > maxState || len(text) < minStory {
			return
		}
		name, state := stateOf(n, text)
		if state == "" {
			return
		}
		v := decodeJSON(state)
		s := storySearch{titles: titles, flat: strings.Contains(name, "NUXT_DATA")}
		s.visit(&v, "", 0, 1)
		if s.score > bestScore {
			best, bestScore = Value{s.text, name}, s.score
		}
	})
	return best
}

func eachScript(n *html.Node, depth int, f func(*html.Node)) {
	for c := n.FirstChild; c != nil && depth < maxDepth; c = c.NextSibling {
		if c.DataAtom == atom.Script && c.FirstChild != nil {
			f(c)
			continue
		}
		eachScript(c, depth+1, f)
	}
}

// stateOf returns the JSON that a script holds or assigns, and its name.
func stateOf(n *html.Node, text string) (name, state string) {
	kind := strings.ToLower(attr(n, "type"))
	id := attr(n, "id")
	if strings.Contains(kind, "ld+json") || strings.Contains(kind, "importmap") {
		return "", ""
	}
	if strings.Contains(kind, "json") {
		if id == "" {
			id = "json"
		}
		return "state:" + id, text
	}
	for rest := text; ; {
		i := strings.IndexByte(rest, '=')
		if i < 0 {
			return "", ""
		}
		name := variable(rest[:i])
		rest = rest[i+1:]
		if name == "" {
			continue
		}
		value := strings.TrimLeft(rest, " \t\r\n")
		if s, ok := strings.CutPrefix(value, "JSON.parse("); ok {
			s = strings.TrimLeft(s, " \t\r\n")
			if s != "" && (s[0] == '"' || s[0] == '\'') {
				d := decoder{s: s}
				return "state:" + name, d.quoted()
			}
			continue
		}
		if strings.HasPrefix(value, "{") || strings.HasPrefix(value, "[") {
			return "state:" + name, value
		}
	}
}

// variable returns the name at the end of s when it is one that states have.
func variable(s string) string {
	s = strings.TrimRight(s, " \t\r\n")
	s = strings.TrimRight(s, "\"']")
	i := len(s)
	for i > 0 && (s[i-1] == '_' || s[i-1] == '$' || 'a' <= s[i-1]|0x20 && s[i-1]|0x20 <= 'z' || '0' <= s[i-1] && s[i-1] <= '9') {
		i--
	}
	name := s[i:]
	upper := strings.ToUpper(name)
	if len(name) > 2 && len(name) < 60 && (strings.HasPrefix(name, "__") || strings.Contains(upper, "STATE") || strings.Contains(upper, "DATA") || strings.Contains(upper, "PRELOADED") || strings.Contains(upper, "CONTENT")) {
		return name
	}
	return ""
}

// storySearch finds the text in a state that is most likely the story.
type storySearch struct {
	titles []string
	flat   bool // the top list holds the state's values in no order of text
	nested int  // open JSON texts inside of the state
	text   string
	score  int
}

// maxNested bounds how deep JSON texts are read inside of JSON texts.
const maxNested = 3

// visit scores the texts under v, which is the member key of its object.
// weight is what the objects around it speak for it.
func (s *storySearch) visit(v *value, key string, depth, weight int) {
	if depth > maxJSONDepth {
		return
	}
	switch v.kind {
	case jsonText:
		if len(v.text) < minStory {
			return
		}
		if c := v.text[0]; c == '{' || c == '[' { // JSON inside of JSON
			if s.nested < maxNested {
				s.nested++
				inner := decodeJSON(v.text)
				s.visit(&inner, key, depth+1, weight)
				s.nested--
			}
			return
		}
		w := weight
		if bodyKey(key) {
			w *= 2
		}
		s.offer(plainText(v.text), w)
	case jsonList:
		if paragraphs := blockTexts(v, 0); len(paragraphs) >= 2 && !(s.flat && depth == 0) {
			w := weight
			if bodyKey(key) {
				w *= 2
			}
			s.offer(strings.Join(paragraphs, "\n\n"), w)
		}
		for i := range v.items {
			s.visit(&v.items[i], key, depth+1, weight)
		}
	case jsonObject:
		for _, k := range [...]string{"headline", "title", "name"} {
			if t := fold(cleanText(v.get(k).string())); len(t) >= 8 {
				for _, h := range s.titles {
					if strings.HasPrefix(h, t) || strings.HasPrefix(t, h) {
						weight = 3
					}
				}
			}
		}
		for i, k := range v.keys {
			s.visit(&v.items[i], k, depth+1, weight)
		}
	}
}

func (s *storySearch) offer(text string, weight int) {
	if n := letters(text); n >= minStory && n*weight > s.score && isProse(text) {
		s.text, s.score = text, n*weight
	}
}

// bodyKey reports whether a member of that name holds what an article says.
func bodyKey(key string) bool {
	switch strings.ToLower(strings.Trim(key, "_$")) {
	case "body", "articlebody", "content", "contents", "text", "html", "bodyhtml", "body_html", "contenthtml", "content_html", "fulltext", "story",
		"paragraphs", "blocks", "markdown", "richtext", "maintext", "article", "elements", "components", "rendered":
		return true
	}
	return false
}

// blockTexts returns the paragraphs of a list of blocks, as editors keep
// stories: texts, or objects that hold a text, or again such lists.
func blockTexts(v *value, depth int) []string {
	var out []string
	for i := range v.items {
		for t := range strings.SplitSeq(blockText(&v.items[i], depth), blockEnd) {
			if t = collapse(cleanText(t)); t != "" {
				out = append(out, t)
			}
		}
	}
	total := 0
	for _, t := range out {
		total += utf8.RuneCountInString(t)
	}
	if len(out) == 0 || total/len(out) < 25 { // labels, not paragraphs
		return nil
	}
	return out
}

// blockEnd separates blocks inside of a block, as the items of a list are.
const blockEnd = "\x1e"

// isBlock reports whether an editor's node is a block by its type, such as
// "paragraph", "list-item" or "heading-2", and not a part of a line.
func isBlock(v *value) bool {
	for _, k := range [...]string{"nodeType", "type", "_type", "tag", "tagName"} {
		t := strings.ToLower(strings.Trim(v.get(k).string(), "_"))
		switch t {
		case "p", "li", "ul", "ol", "row", "block", "blockquote", "quote", "section", "pre", "hr":
			return true
		}
		if strings.Contains(t, "paragraph") || strings.Contains(t, "list") || strings.HasPrefix(t, "heading") || len(t) == 2 && t[0] == 'h' && t[1] >= '1' && t[1] <= '6' {
			return true
		}
	}
	return false
}

// blockText returns the text of one block of a story, which may hold others.
func blockText(v *value, depth int) string {
	if depth > 12 {
		return ""
	}
	switch v.kind {
	case jsonText:
		if strings.Contains(v.text, "://") && !strings.Contains(v.text, " ") {
			return ""
		}
		return v.text
	case jsonList:
		var b strings.Builder
		for i := range v.items {
			item := &v.items[i]
			if isBlock(item) && b.Len() > 0 {
				b.WriteString(blockEnd)
			}
			b.WriteString(blockText(item, depth+1))
		}
		return b.String()
	case jsonObject:
		for _, k := range [...]string{"text", "html", "content", "children", "value", "paragraph", "body", "data", "markdown", "items"} {
			if m := v.get(k); m.kind == jsonText || m.kind == jsonList || m.kind == jsonObject {
				if t := blockText(m, depth+1); t != "" {
					return t
				}
			}
		}
	}
	return ""
}

// isProse tells a story from code, keys and addresses: mostly letters, in
// sentences.
func isProse(s string) bool {
	n, ends, spaces, total := 0, 0, 0, 0
	for _, r := range s {
		total++
		switch {
		case unicode.IsLetter(r):
			n++
		case r == ' ' || r == '\n':
			spaces++
		case strings.ContainsRune(".!?。！？؟।;", r):
			ends++
		case strings.ContainsRune("{}<>=\\$", r):
			total += 5
		}
	}
	cjk := isHan(firstRune(s)) || unicode.In(firstRune(s), unicode.Hiragana, unicode.Katakana)
	return 10*n >= 6*total && ends >= 2 && (cjk || 20*spaces >= total)
}
