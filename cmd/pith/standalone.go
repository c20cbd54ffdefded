package main

import (
	"html"
	"strings"

	"github.com/pithtext/pith/extract"
)

// style makes a document readable on screens and paper, in light and dark mode.
const style = `
:root { color-scheme: light dark; }
body { font: 1.125rem/1.6 Georgia, "Noto Serif", serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; font-family: system-ui, sans-serif; }
.byline { font-family: system-ui, sans-serif; font-size: .875rem; opacity: .75; }
img, video { max-width: 100%; height: auto; }
figure { margin: 1.5rem 0; }
figcaption { font-size: .875rem; opacity: .75; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: .25rem solid; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid; font-size: .875rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid; padding: .25rem .5rem; text-align: start; vertical-align: top; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; } a { color: inherit; } pre, figure, table { break-inside: avoid; } }
`

// html is the article as HTML: a fragment, or a document with --standalone.
func (f *renderFlags) html(a *extract.Article) string {
	var b strings.Builder
	title := ""
	if a.Title != "" && !f.noTitle {
		title = "<h1>" + html.EscapeString(oneLine(a.Title)) + "</h1>\n"
	}
	body := strings.TrimRight(a.HTML(), "\n") + "\n"
	if !f.standalone {
		return title + body
	}
	b.WriteString("<!DOCTYPE html>\n<html")
	if a.Language != "" {
		b.WriteString(` lang="` + html.EscapeString(a.Language) + `"`)
	}
	b.WriteString(" dir=\"auto\">\n<head>\n<meta charset=\"utf-8\">\n")
	b.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	b.WriteString("<title>" + html.EscapeString(oneLine(a.Title)) + "</title>\n")
	if isWeb(address(a)) {
		b.WriteString(`<link rel="canonical" href="` + html.EscapeString(address(a)) + "\">\n")
	}
	b.WriteString("<style>" + style + "</style>\n</head>\n<body>\n<article>\n" + title)
	if line := byline(a); line != "" {
		b.WriteString(`<p class="byline">` + line + "</p>\n")
	}
	b.WriteString(body + "</article>\n</body>\n</html>\n")
	return b.String()
}

// byline is who wrote it, where and when, with a link to the original.
func byline(a *extract.Article) string {
	var parts []string
	if len(a.Authors) > 0 {
		parts = append(parts, html.EscapeString(strings.Join(a.Authors, ", ")))
	}
	if a.SiteName != "" {
		parts = append(parts, html.EscapeString(a.SiteName))
	}
	if a.Published != "" {
		when := html.EscapeString(a.Published)
		day, _, _ := strings.Cut(when, "T")
		parts = append(parts, `<time datetime="`+when+`">`+day+"</time>")
	}
	if to := address(a); isWeb(to) {
		parts = append(parts, `<a href="`+html.EscapeString(to)+`">`+html.EscapeString(to)+"</a>")
	}
	return strings.Join(parts, " · ")
}

func isWeb(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}
