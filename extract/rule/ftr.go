package rule

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// NotImported is a line of a site-config file that has no counterpart here.
type NotImported struct {
	Line int
	Text string // the directive as written, cut to 200 characters
	Why  string
}

// Imported is one site-config file in the format of FiveFilters' Full-Text
// RSS, translated.
type Imported struct {
	File       string // as read
	Name       string // of the rule's file, such as "example.com.yaml"
	YAML       []byte // nil when nothing at all could be translated
	Directives int    // that say something about the page
	Skipped    []NotImported
	Notes      []NotImported // imported, with a difference that Why names
}

// ImportFTR translates the site-config files (NAME.txt) of a folder, in the
// order of their names. Each rule is compiled, so that all YAML that comes out
// is valid.
func ImportFTR(folder string) ([]Imported, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, &Error{File: folder, Msg: "cannot be read: " + cause(err), Err: err}
	}
	var out []Imported
	var faults []error
	for _, e := range entries {
		if e.IsDir() || filepath.Ext(e.Name()) != ".txt" {
			continue
		}
		file := filepath.Join(folder, e.Name())
		data, err := os.ReadFile(file)
		if err != nil {
			faults = append(faults, &Error{File: file, Msg: "cannot be read: " + cause(err), Err: err})
			continue
		}
		imported, err := importFile(file, data)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		out = append(out, imported)
	}
	return out, errors.Join(faults...)
}

// ftr is the translation of one file under way.
type ftr struct {
	Imported
	draft draft
	line  int
	text  string
	find  string // of a find_string that waits for its replace_string
	cases int    // test_url lines so far
}

// importFile translates the site-config file data. Its name is the host, with
// a dot before it when subdomains are meant as well.
func importFile(file string, data []byte) (Imported, error) {
	base := strings.TrimSuffix(filepath.Base(file), ".txt")
	host := strings.TrimPrefix(strings.TrimPrefix(base, "."), "www.")
	f := &ftr{Imported: Imported{File: file, Name: host + ".yaml"}}
	f.draft.set("site", host)
	if !strings.HasPrefix(base, ".") {
		f.draft.set("subdomains", "false")
	}
	if len(data) > maxFile {
		return f.Imported, &Error{File: file, Msg: fmt.Sprintf("the file is larger than %d bytes", maxFile)}
	}
	scan := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	scan.Buffer(nil, maxFile+1)
	for scan.Scan() {
		f.line++
		f.text = strings.TrimSpace(printable(scan.Text()))
		if f.text == "" || strings.HasPrefix(f.text, "#") {
			continue
		}
		f.directive()
	}
	if err := scan.Err(); err != nil {
		return f.Imported, &Error{File: file, Line: f.line, Msg: err.Error(), Err: err}
	}
	if f.find != "" {
		f.skip("find_string without a replace_string")
	}
	if !f.draft.says() {
		return f.Imported, nil
	}
	f.YAML = f.draft.yaml(f.comment())
	if _, err := ParseSite(f.Name, f.YAML); err != nil {
		return f.Imported, err
	}
	return f.Imported, nil
}

// printable replaces what YAML does not allow in a file.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
}

// maxListed is how many directives that were not imported the YAML lists.
const maxListed = 100

// comment heads the YAML with what was not imported.
func (f *ftr) comment() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Imported from %s: %d of %d directives.", filepath.Base(f.File), f.Directives-len(f.Skipped), f.Directives)
	for _, list := range []struct {
		head  string
		items []NotImported
	}{{"Not imported:", f.Skipped}, {"Imported with a difference:", f.Notes}} {
		if len(list.items) > 0 {
			b.WriteString("\n" + list.head)
		}
		for i, s := range list.items {
			if i == maxListed {
				fmt.Fprintf(&b, "\n  and %d more", len(list.items)-i)
				break
			}
			fmt.Fprintf(&b, "\n  line %d: %s\n    %s", s.Line, s.Text, s.Why)
		}
	}
	return b.String()
}

func (f *ftr) entry(why string) NotImported {
	text := f.text
	if r := []rune(text); len(r) > maxShown {
		text = string(r[:maxShown]) + "…"
	}
	return NotImported{f.line, text, why}
}

func (f *ftr) skip(why string) { f.Skipped = append(f.Skipped, f.entry(why)) }

// ftrSettings steer that tool itself and say nothing about the page.
var ftrSettings = map[string]bool{"tidy": true, "prune": true, "parser": true, "convert_double_br_tags": true, "autodetect_next_page": true,
	"insert_detected_image": true, "skip_json_ld": true, "src_lazy_load_attr": true, "strip_comments": true}

// ftrFields are the directives whose values become fields.
var ftrFields = map[string]string{"title": "title", "author": "author", "date": "published", "next_page_link": "next", "single_page_link": "single-page"}

// directive translates one line of "name: value".
func (f *ftr) directive() {
	name, value, ok := strings.Cut(f.text, ":")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if ftrSettings[name] {
		return
	}
	f.Directives++
	if !ok || value == "" {
		f.skip("it is not of the form name: value")
		return
	}
	if rest, ok := strings.CutPrefix(name, "replace_string("); ok {
		f.replace(strings.TrimSuffix(rest, ")"), value)
		return
	}
	switch name {
	case "body":
		f.elements("content", value)
	case "strip":
		f.elements("remove", value)
	case "dissolve":
		f.elements("unwrap", value)
	case "title", "author", "date", "next_page_link", "single_page_link":
		f.field(ftrFields[name], value)
	case "strip_id_or_class":
		word := cssString(strings.Trim(value, `"'`))
		f.accept("remove", fmt.Sprintf("[class*=%s], [id*=%s]", word, word))
	case "strip_image_src":
		f.accept("remove", fmt.Sprintf("img[src*=%s]", cssString(strings.Trim(value, `"'`))))
	case "autodetect_on_failure":
		if value == "no" {
			f.draft.set("fallback", "fail")
		}
	case "find_string":
		f.Directives-- // counted with its replace_string
		if f.find != "" {
			f.skip("the find_string before it has no replace_string")
		}
		f.find = value
	case "replace_string":
		find := f.find
		f.find = ""
		if find == "" {
			f.skip("replace_string without a find_string")
			return
		}
		f.replace(find, value)
	case "test_url":
		f.cases++
		f.draft.test("url", value)
	case "test_contains":
		if f.cases == 0 {
			f.skip("test_contains before any test_url")
			return
		}
		f.draft.contains(value)
	default:
		f.skip(name + " has no counterpart")
	}
}

// elements translates an XPath that names elements.
func (f *ftr) elements(key, xpath string) {
	t, err := translateXPath(xpath)
	switch {
	case err != nil:
		f.skip(err.Error())
	case t.attr != "":
		f.skip("it names an attribute, not elements")
	case t.nth != 0:
		f.skip("a position in the whole page has no CSS form")
	default:
		if f.accept(key, t.css) && t.note != "" {
			f.Notes = append(f.Notes, f.entry(t.note))
		}
	}
}

// accept adds a selector after making sure that it compiles.
func (f *ftr) accept(key, css string) bool {
	if _, err := parseSelector(css); err != nil {
		f.skip(err.Error())
		return false
	}
	if !f.draft.add(key, css) {
		f.skip(fmt.Sprintf("more than %d of its kind", maxItems))
		return false
	}
	return true
}

// field translates an XPath that names a value. Links are read from @href.
func (f *ftr) field(key, xpath string) {
	t, err := translateXPath(xpath)
	if err != nil {
		f.skip(err.Error())
		return
	}
	if t.attr == "" && (key == "next" || key == "single-page") {
		t.attr = "href"
	}
	f.draft.source(key, reading{directive: directive{source: t.css}, attr: t.attr, nth: t.nth})
	if t.note != "" {
		f.Notes = append(f.Notes, f.entry(t.note))
	}
}

// replace translates a replacement of one tag by another; any other text of
// the page's source is out of reach of rules on its tree.
func (f *ftr) replace(find, with string) {
	from, ok := tagName(find)
	to, ok2 := tagName(with)
	if !ok || !ok2 {
		f.skip("rules see the page's elements, not its source")
		return
	}
	for _, tag := range renames {
		if tag == to {
			f.draft.rename(from, to)
			return
		}
	}
	f.skip("<" + to + "> is not a tag to rename to")
}

// tagName returns the name in "<name", "<name>" or "</name>".
func tagName(s string) (string, bool) {
	s, ok := strings.CutPrefix(s, "<")
	s = strings.TrimSuffix(strings.TrimPrefix(s, "/"), ">")
	return strings.ToLower(s), ok && s != "" && identifier(s) == s
}
