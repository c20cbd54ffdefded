package rule

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"go.yaml.in/yaml/v3"
	"golang.org/x/net/html"
)

// Fields are what a site rule reads from the page. Empty means not said.
type Fields struct {
	Title      string
	Authors    []string
	Published  string // as the page writes it
	Modified   string // as the page writes it
	Image      string // as the page writes it, maybe relative
	Next       string // address of the story's next page, maybe relative
	SinglePage string // address of the whole story on one page, maybe relative
}

var fieldNames = []string{"title", "author", "published", "modified", "image", "next", "single-page"}

// optionalFields are those that many pages of a site lack.
var optionalFields = []string{"modified", "image", "next", "single-page"}

// field is one key such as title with its alternatives, tried in order.
type field struct {
	name     string
	line     int
	sources  []reading
	optional bool // has a page without it
}

// reading is a selector with the transforms of what it finds.
type reading struct {
	directive
	attr   string
	before string // keep what stands before this
	after  string // keep what stands after this
	regex  *regexp.Regexp
	trim   string // characters to cut off at both ends
	split  string // makes several values of one
}

// maxRegex and maxProgram bound what a regular expression compiles to:
// characters, and instructions of its program.
const (
	maxRegex   = 500
	maxProgram = 2000
)

// compileRegex compiles a regular expression of bounded size.
func (d *decoder) compileRegex(n *yaml.Node, field string) *regexp.Regexp {
	s := d.str(n, field)
	if len(s) > maxRegex {
		d.fail(n, field, "", "the regular expression is longer than %d characters", maxRegex)
		return nil
	}
	tree, err := syntax.Parse(s, syntax.Perl)
	if err != nil {
		d.fail(n, field, "", "%v", err)
		return nil
	}
	program, err := syntax.Compile(tree.Simplify())
	if err == nil && len(program.Inst) > maxProgram {
		d.fail(n, field, "", "the regular expression compiles to %d steps, more than %d", len(program.Inst), maxProgram)
		return nil
	}
	re, err := regexp.Compile(s)
	if err != nil {
		d.fail(n, field, "", "%v", err)
		return nil
	}
	return re
}

func (s *Site) decodeField(d *decoder, n *yaml.Node, name, full string) {
	f := field{name: name, line: n.Line, optional: slices.Contains(optionalFields, name)}
	d.each(n, full, func(n *yaml.Node, full string) {
		if src, ok := s.decodeSource(d, n, full); ok {
			f.sources = append(f.sources, src)
		}
	})
	s.fields = append(s.fields, f)
}

// decodeSource reads "selector", "selector@attribute" or the long form.
func (s *Site) decodeSource(d *decoder, n *yaml.Node, full string) (reading, bool) {
	src := reading{}
	if n.Kind != yaml.MappingNode {
		text := d.str(n, full)
		if parts := splitTop(text, 0, "@"); len(parts) == 2 {
			text, src.attr = strings.TrimSpace(parts[0].text), strings.ToLower(strings.TrimSpace(parts[1].text))
			if src.attr == "" || identifier(src.attr) != src.attr {
				d.fail(n, full, "", "%q is not the name of an attribute", src.attr)
			}
		}
		short := *n
		short.Value = text
		var ok bool
		src.directive, ok = s.selector(d, &short, full)
		return src, ok
	}
	ok, nth := false, 0
	d.mapping(n, full, keys{
		"select": func(n *yaml.Node, field string) { src.directive, ok = s.selector(d, n, field) },
		"attr":   func(n *yaml.Node, field string) { src.attr = strings.ToLower(d.str(n, field)) },
		"before": func(n *yaml.Node, field string) { src.before = d.str(n, field) },
		"after":  func(n *yaml.Node, field string) { src.after = d.str(n, field) },
		"regex":  func(n *yaml.Node, field string) { src.regex = d.compileRegex(n, field) },
		"trim":   func(n *yaml.Node, field string) { src.trim = d.str(n, field) },
		"split":  func(n *yaml.Node, field string) { src.split = d.str(n, field) },
		"nth":    func(n *yaml.Node, field string) { nth = d.nth(n, field) },
	})
	src.nth = nth
	if !ok && src.source == "" {
		d.fail(n, full+".select", "", "is missing or not valid")
	}
	return src, ok
}

func (f *field) unmatched(found [][]*html.Node) bool {
	for _, src := range f.sources {
		if len(found[src.selector]) > 0 {
			return false
		}
	}
	return true
}

// readFields fills o.Fields.
func (s *Site) readFields(o *Outcome, found [][]*html.Node) {
	for _, f := range s.fields {
		values := f.read(found)
		if len(values) == 0 {
			continue
		}
		switch f.name {
		case "title":
			o.Fields.Title = values[0]
		case "author":
			o.Fields.Authors = values
		case "published":
			o.Fields.Published = values[0]
		case "modified":
			o.Fields.Modified = values[0]
		case "image":
			o.Fields.Image = webAddress(values[0])
		case "next":
			o.Fields.Next = webAddress(values[0])
		case "single-page":
			o.Fields.SinglePage = webAddress(values[0])
		}
	}
}

// maxValues bounds how many values a field has, and maxTried how many elements
// are looked at for them.
const (
	maxValues = 50
	maxTried  = 500
)

// read returns the values of the first source that has any.
func (f *field) read(found [][]*html.Node) []string {
	for _, src := range f.sources {
		var values []string
		nodes := src.pick(found)
		for _, n := range nodes[:min(len(nodes), maxTried)] {
			for _, v := range src.value(n) {
				if v != "" && !slices.Contains(values, v) && len(values) < maxValues {
					values = append(values, v)
				}
			}
		}
		if len(values) > 0 {
			return values
		}
	}
	return nil
}

// oneLine joins the words of text with single spaces. Control characters, which
// could steer a terminal, separate words.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// webAddress returns an address, or nothing for one with another scheme than
// http and https, such as javascript.
func webAddress(s string) string {
	i := strings.IndexAny(s, ":/?#")
	if i < 0 || s[i] != ':' || strings.EqualFold(s[:i], "http") || strings.EqualFold(s[:i], "https") {
		return s
	}
	return ""
}

// maxValue bounds the text of a field, in bytes.
const maxValue = 2000

// value reads n and transforms what it holds.
func (src *reading) value(n *html.Node) []string {
	var text string
	if src.attr != "" {
		for _, a := range n.Attr {
			if a.Key == src.attr {
				text = a.Val
			}
		}
	} else {
		text = goquery.NewDocumentFromNode(n).Text()
	}
	if len(text) > 50*maxValue {
		text = strings.ToValidUTF8(text[:50*maxValue], "")
	}
	text = oneLine(text)
	if src.after != "" {
		if _, rest, ok := strings.Cut(text, src.after); ok {
			text = rest
		}
	}
	if src.before != "" {
		text, _, _ = strings.Cut(text, src.before)
	}
	if len(text) > maxValue {
		text = strings.ToValidUTF8(text[:maxValue], "")
	}
	if src.regex != nil {
		m := src.regex.FindStringSubmatch(text)
		switch {
		case m == nil:
			return nil
		case len(m) > 1:
			text = m[1]
		default:
			text = m[0]
		}
	}
	parts := []string{text}
	if src.split != "" {
		parts = strings.Split(text, src.split)
	}
	for i := range parts {
		parts[i] = strings.TrimSpace(strings.Trim(strings.TrimSpace(parts[i]), src.trim))
	}
	return parts
}
