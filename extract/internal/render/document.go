package render

import (
	_ "embed"
	"strings"

	"golang.org/x/net/html"
)

//go:embed document.css
var documentCSS string

// Standalone renders the tree as a whole HTML document in UTF-8 with title and
// byline. Its style is inside, follows the reader's light or dark scheme and
// prints; nothing but the article's own images is loaded.
func Standalone(tree *html.Node, h Head, o Options) string {
	w := htmlWriter{}
	out := &w.out
	out.WriteString("<!DOCTYPE html>\n<html")
	if h.Language != "" {
		w.attribute("lang", h.Language)
	}
	if dir := attribute(tree, "dir"); dir != "" {
		w.attribute("dir", dir)
	}
	out.WriteString(">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
	w.text(line(h.Title))
	out.WriteString("</title>\n")
	w.meta("author", strings.Join(h.Authors, ", "))
	w.meta("description", h.Excerpt)
	source := h.CanonicalURL
	if source == "" {
		source = h.URL
	}
	if !strings.HasPrefix(source, "http://") && !strings.HasPrefix(source, "https://") {
		source = ""
	}
	if source != "" {
		out.WriteString("<link rel=\"canonical\"")
		w.attribute("href", source)
		out.WriteString(">\n")
	}
	out.WriteString("<style>\n" + documentCSS + "</style>\n</head>\n<body>\n<article>\n<header>\n")
	if title := line(h.Title); title != "" {
		out.WriteString("<h1>")
		w.text(title)
		out.WriteString("</h1>\n")
	}
	w.byline(h, source)
	out.WriteString("</header>\n")
	out.WriteString(HTML(tree, o))
	out.WriteString("</article>\n</body>\n</html>\n")
	return out.String()
}

func (w *htmlWriter) meta(name, value string) {
	if value = line(value); value == "" {
		return
	}
	w.out.WriteString("<meta")
	w.attribute("name", name)
	w.attribute("content", value)
	w.out.WriteString(">\n")
}

// byline writes who wrote the article, when, and where it stands.
func (w *htmlWriter) byline(h Head, source string) {
	var parts []string
	part := func(open, text, end string) {
		if text = line(text); text == "" {
			return
		}
		parts = append(parts, open+html.EscapeString(text)+end)
	}
	part("", strings.Join(h.Authors, ", "), "")
	if day, _, _ := strings.Cut(h.Published, "T"); day != "" {
		part(`<time datetime="`+html.EscapeString(h.Published)+`">`, day, "</time>")
	}
	site := h.SiteName
	if site == "" && source != "" {
		_, host, _ := strings.Cut(source, "://")
		site, _, _ = strings.Cut(host, "/")
	}
	if source != "" {
		part(`<a href="`+html.EscapeString(source)+`">`, site, "</a>")
	} else {
		part("", site, "")
	}
	if len(parts) > 0 {
		w.out.WriteString("<p>" + strings.Join(parts, " · ") + "</p>\n")
	}
}
