package rule

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// ftrSettings steer that tool itself and say nothing about the page.
var ftrSettings = []string{"tidy", "prune", "parser", "convert_double_br_tags", "autodetect_next_page",
	"insert_detected_image", "skip_json_ld", "src_lazy_load_attr", "strip_comments"}

// ftrDirectives are the directives that have a counterpart, for hints.
var ftrDirectives = []string{"title", "author", "date", "body", "strip", "strip_attr", "strip_id_or_class", "strip_image_src", "dissolve", "next_page_link",
	"single_page_link", "autodetect_on_failure", "find_string", "replace_string", "test_url", "test_contains", "if_page_contains"}

// ftrFields are the directives whose values become fields.
var ftrFields = map[string]string{"title": "title", "author": "author", "date": "published", "next_page_link": "next", "single_page_link": "single-page"}

// noteStripped is how a position differs: that tool strips first, and then
// counts what is left.
const noteStripped = "positions count on the page as it is, and not on what the strips above leave"

// directive translates one line of "name: value". As that tool has it, the name
// ends at the first colon.
func (f *ftr) directive() {
	name, value, ok := strings.Cut(f.text, ":")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if slices.Contains(ftrSettings, name) {
		return
	}
	f.Directives++
	if !ok {
		f.skip("it is not of the form name: value")
		return
	}
	if value == "" && !strings.HasPrefix(name, "replace_string") {
		f.skip("it has no value")
		return
	}
	if find, ok := strings.CutPrefix(name, "replace_string("); ok {
		find, ok = strings.CutSuffix(find, ")")
		if !ok {
			f.skip("the text to replace holds a colon, at which that tool ends the name")
			return
		}
		f.replaced = append(f.replaced, replacement{find, value, f.entry("")})
		return
	}
	switch name {
	case "body":
		f.elements("content", value)
	case "strip", "strip_attr":
		f.elements("remove", value)
		f.strips++
	case "dissolve":
		f.elements("unwrap", value)
	case "title", "author", "date", "next_page_link", "single_page_link":
		f.field(ftrFields[name], value)
	case "strip_id_or_class":
		word := cssString(unquoted(value))
		f.accept("remove", directive{source: fmt.Sprintf("[class*=%s], [id*=%s]", word, word)})
		f.strips++
	case "strip_image_src":
		f.accept("remove", directive{source: fmt.Sprintf("img[src*=%s]", cssString(unquoted(value)))})
		f.strips++
	case "autodetect_on_failure":
		if value != "yes" {
			f.draft.set("fallback", "fail")
		}
	case "find_string":
		f.Directives-- // counted with its replace_string
		f.finds = append(f.finds, replacement{find: value, at: f.entry("")})
	case "replace_string":
		f.withs = append(f.withs, replacement{with: value, at: f.entry("")})
	case "if_page_contains":
		f.condition()
	case "test_url", "test_contains":
		f.test(name, value)
	default:
		f.unknown(name)
	}
}

func (f *ftr) unknown(name string) {
	why := name + " has no counterpart"
	if hint := nearest(name, ftrDirectives); hint != "" {
		why += fmt.Sprintf(" (did you mean %q?)", hint)
	}
	f.skip(why)
}

// unquoted drops the quotes of a word, as that tool does.
func unquoted(s string) string { return strings.NewReplacer(`"`, "", "'", "").Replace(s) }

// elements translates an XPath that names elements.
func (f *ftr) elements(key, xpath string) {
	t, err := translateXPath(xpath)
	switch {
	case err != nil:
		f.skip(err.Error())
	case t.attr != "":
		f.skip("it names an attribute, not elements")
	case t.text:
		f.skip("it names a text, not elements")
	default:
		if !f.accept(key, directive{source: t.css, nth: t.nth}) {
			return
		}
		f.note(t.note)
		switch {
		case !t.counts():
		case key == "content":
			f.places = append(f.places, f.entry(""))
		case key == "remove" && f.strips > 0:
			f.note(noteStripped)
		}
	}
}

// accept adds a selector after making sure that it compiles.
func (f *ftr) accept(key string, v directive) bool {
	if _, err := parseSelector(v.source); err != nil {
		f.skip(err.Error())
		return false
	}
	if !f.draft.directive(key, v) {
		f.skip(fmt.Sprintf("more than %d of its kind", maxItems))
		return false
	}
	return true
}

// field translates an XPath that names a value. Links are read from @href.
func (f *ftr) field(key, xpath string) {
	link := key == "next" || key == "single-page"
	if link {
		f.lastLink = "" // of an earlier line; a condition below is this one's
	}
	t, err := translateXPath(xpath)
	if err != nil {
		f.skip(err.Error())
		return
	}
	if t.attr == "" && link {
		if t.text {
			f.skip("it names a text, not a link")
			return
		}
		t.attr = "href"
	}
	src := reading{directive: directive{source: t.css, nth: t.nth}, attr: t.attr}
	if t.regex != "" {
		src.regex = regexp.MustCompile(t.regex) // of literal text
	}
	if !f.draft.source(key, src) {
		f.skip(fmt.Sprintf("more than %d of its kind", maxItems))
		return
	}
	if link {
		f.lastLink, f.linkFrom = key, f.entry("")
	}
	f.note(t.note)
}

// condition reads if_page_contains, on which the link above it depends. A rule
// has no such condition, so that the link is not imported either.
func (f *ftr) condition() {
	f.skip("a link has no condition here")
	if f.lastLink != "" {
		f.draft.drop(f.lastLink)
		f.leave(f.linkFrom, "it depends on the if_page_contains below it")
		f.lastLink = ""
	}
}

// test reads a page that the rule is for, or what must be on it.
func (f *ftr) test(name, value string) {
	if name == "test_contains" {
		if !f.testing {
			f.skip("no test_url above it was imported for it")
		} else {
			f.draft.contains(value)
		}
		return
	}
	err := checkAddress(value)
	if f.testing = err == nil; !f.testing {
		f.skip("the address " + err.Error())
		return
	}
	f.draft.test("url", value)
}

// checkAddress makes sure that a test's URL is one that a page can be found at.
func checkAddress(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%q is not an http or https address", s)
	}
	return nil
}

// replace translates the replacements of one tag by another; any other text of
// the page's source is out of reach of rules on its tree. A closing tag counts
// with its opening tag only.
func (f *ftr) replace() {
	opened := map[[2]string]bool{}
	for _, r := range f.replaced {
		if from, to, ok := r.tags(); ok && !r.closing() {
			opened[[2]string{from, to}] = true
		}
	}
	for _, r := range f.replaced {
		from, to, ok := r.tags()
		switch {
		case !ok:
			f.leave(r.at, "rules see the page's elements, not its source")
		case from == "noscript":
			f.leave(r.at, "what a <noscript> holds is text here, and no elements")
		case !slices.Contains(renames, to):
			f.leave(r.at, "<"+to+"> is not a tag to rename to")
		case r.closing() && !opened[[2]string{from, to}]:
			f.leave(r.at, "its opening tag is replaced by something else")
		default:
			f.draft.rename(from, to)
			if strings.HasSuffix(r.find, ">") && !r.closing() {
				r.at.Why = "elements with attributes are renamed as well"
				f.Notes = append(f.Notes, r.at)
			}
		}
	}
}

// closing reports whether r replaces a closing tag.
func (r *replacement) closing() bool { return strings.HasPrefix(r.find, "</") }

// tags returns the names of the tag that r replaces and of the new one.
func (r *replacement) tags() (from, to string, ok bool) {
	from, ok = tagName(r.find)
	to, ok2 := tagName(r.with)
	return from, to, ok && ok2 && r.closing() == strings.HasPrefix(r.with, "</")
}

// aTag is "<name", "<name>" or "</name>".
var aTag = regexp.MustCompile(`^</?([A-Za-z][A-Za-z0-9-]*)>?$`)

// tagName returns the name in a tag without attributes.
func tagName(s string) (string, bool) {
	m := aTag.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	return strings.ToLower(m[1]), true
}
