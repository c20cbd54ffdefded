package main

import (
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/batch"
	"github.com/spf13/pflag"
)

// Formats, as --format takes them.
const (
	formatText     = "text"
	formatMarkdown = "markdown"
	formatHTML     = "html"
	formatJSON     = "json"
	formatLines    = "jsonl"
)

// extensions are the extensions of output files by format.
var extensions = map[string]string{
	formatText: ".txt", formatMarkdown: ".md", formatHTML: ".html", formatJSON: ".json", formatLines: ".jsonl",
}

// renderFlags are the flags that say how an article is written.
type renderFlags struct {
	format      *choice
	fields      []string
	frontMatter bool
	standalone  bool
	noTitle     bool
}

func newRenderFlags() *renderFlags {
	format := newChoice(formatText, formatText, formatMarkdown, formatHTML, formatJSON, formatLines)
	format.aliases = map[string]string{"md": formatMarkdown, "txt": formatText, "ndjson": formatLines}
	return &renderFlags{format: format}
}

// add defines the flags.
func (f *renderFlags) add(fs *pflag.FlagSet) {
	fs.VarP(f.format, "format", "f", "format of the output; md is markdown")
	fs.StringSliceVar(&f.fields, "fields", nil, "`names` of the JSON fields to write, separated by commas")
	fs.BoolVar(&f.frontMatter, "front-matter", false, "put title, authors, dates as YAML before Markdown or text")
	fs.BoolVar(&f.standalone, "standalone", false, "write HTML as a whole document")
	fs.BoolVar(&f.noTitle, "no-title", false, "do not write the title before the article")
}

// check refuses combinations that mean nothing.
func (f *renderFlags) check() error {
	format := f.format.value
	isJSON := format == formatJSON || format == formatLines
	switch {
	case len(f.fields) > 0 && !isJSON:
		return usage("add -f json or -f jsonl", "--fields picks from JSON, not from %s", format)
	case f.frontMatter && format != formatMarkdown && format != formatText:
		return usage("add -f markdown", "--front-matter does not go with %s", format)
	case f.standalone && format != formatHTML:
		return usage("add -f html", "--standalone does not go with %s", format)
	}
	return checkFields(f.fields)
}

// render writes an article in the format that the flags ask for.
func (f *renderFlags) render(a *extract.Article, p batch.Page) ([]byte, error) {
	switch f.format.value {
	case formatMarkdown:
		return f.prose(a, "# "+markdownTitle(a.Title), a.Markdown()), nil
	case formatHTML:
		return []byte(f.html(a)), nil
	case formatJSON, formatLines:
		return f.record(a, p)
	}
	return f.prose(a, oneLine(a.Title), a.Text()), nil
}

// prose puts the title, or front matter that holds it, before the body.
func (f *renderFlags) prose(a *extract.Article, title, body string) []byte {
	var b strings.Builder
	switch {
	case f.frontMatter:
		b.WriteString(a.FrontMatter() + "\n")
	case a.Title != "" && !f.noTitle:
		b.WriteString(title + "\n\n")
	}
	b.WriteString(body)
	if body != "" && !strings.HasSuffix(body, "\n") {
		b.WriteString("\n")
	}
	return []byte(b.String())
}

// html is the article as HTML: a fragment, or a document with --standalone.
func (f *renderFlags) html(a *extract.Article) string {
	switch {
	case f.standalone:
		return a.Document()
	case a.Title == "" || f.noTitle:
		return a.HTML()
	}
	return "<h1>" + html.EscapeString(oneLine(a.Title)) + "</h1>\n" + a.HTML()
}

// oneLine joins the lines of a title.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// markdownTitle escapes what Markdown would read as markup in a heading's text.
func markdownTitle(s string) string {
	s = markdownEscapes.Replace(oneLine(s))
	if rest, found := strings.CutSuffix(s, "#"); found { // it would close the heading
		s = rest + `\#`
	}
	return s
}

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`,
	"[", `\[`, "<", `\<`, "~~", `\~~`, "&#", `\&#`)

// output is standard output with its first error.
type output struct {
	w   io.Writer
	err error
}

func (o *output) printf(format string, args ...any) {
	if o.err != nil {
		return
	}
	if _, err := fmt.Fprintf(o.w, format, args...); err != nil {
		o.err = &outputError{err}
	}
}

func (o *output) write(data []byte) error {
	if o.err == nil && len(data) > 0 {
		if _, err := o.w.Write(data); err != nil {
			o.err = &outputError{err}
		}
	}
	return o.err
}
