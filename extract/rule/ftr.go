package rule

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// NotImported is a line of a site-config file that has no counterpart here.
type NotImported struct {
	Line int    // 0 for the whole file
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
	Left       int    // of these, not imported
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
		data, err := readRegular(file)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		imported, err := importFile(file, data)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		out = append(out, imported)
	}
	if len(out) == 0 && len(faults) == 0 {
		return nil, &Error{File: folder, Msg: "no site-config files, which are named like example.com.txt"}
	}
	onePerHost(out)
	return out, errors.Join(faults...)
}

// onePerHost leaves one file for each host, the one that is for the host alone
// before the one for its subdomains as well. What the others say is not imported.
func onePerHost(files []Imported) {
	first := map[string]int{}
	for i := range files {
		f := &files[i]
		if f.YAML == nil {
			continue
		}
		k, taken := first[f.Name]
		if !taken {
			first[f.Name] = i
			continue
		}
		if strings.HasPrefix(filepath.Base(files[k].File), ".") {
			first[f.Name], k, f = i, i, &files[k]
		}
		f.YAML, f.Notes = nil, nil
		f.Skipped = []NotImported{{0, "", "the rule for this host comes from " + filepath.Base(files[k].File) + "; one file is one rule"}}
		f.Left = f.Directives
	}
}

// ftr is the translation of one file under way.
type ftr struct {
	Imported
	draft    draft
	line     int
	text     string
	replaced []replacement
	finds    []replacement // halves of them: find_string and replace_string, paired by their order
	withs    []replacement
	testing  bool          // the last test_url was imported
	strips   int           // directives that strip so far
	places   []NotImported // bodies that count positions
	lastLink string        // the key of the last link, for if_page_contains
	linkFrom NotImported   // and its line
}

// replacement is of text in the page's source.
type replacement struct {
	find, with string
	at         NotImported // with no reason yet
}

// importFile translates the site-config file data. Its name is the host, with
// a dot before it when subdomains are meant as well.
func importFile(file string, data []byte) (Imported, error) {
	base := strings.TrimSuffix(filepath.Base(file), ".txt")
	f := &ftr{Imported: Imported{File: file}}
	host, noHost := Host(strings.TrimPrefix(base, "."))
	f.Name = host + ".yaml"
	f.draft.set("site", host)
	if strings.HasPrefix(base, ".") {
		f.Notes = append(f.Notes, NotImported{0, "", "the rule is for " + host + " itself as well, and not for its subdomains only"})
	} else {
		f.draft.set("subdomains", "false")
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
	f.finish()
	if noHost != nil {
		f.Skipped = []NotImported{{0, "", "the file's name is not a host such as example.com.txt"}}
		f.Notes, f.Left = nil, f.Directives
		return f.Imported, nil
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

// finish pairs the replacements, says what positions mean, and sorts the lists.
func (f *ftr) finish() {
	if len(f.finds) == len(f.withs) {
		for i, w := range f.withs {
			f.replaced = append(f.replaced, replacement{f.finds[i].find, w.with, w.at})
		}
	} else {
		f.Directives += len(f.finds)
		for _, r := range slices.Concat(f.finds, f.withs) {
			f.leave(r.at, fmt.Sprintf("%d find_string and %d replace_string make no pairs", len(f.finds), len(f.withs)))
		}
	}
	f.replace()
	if f.strips > 0 {
		for _, n := range f.places {
			n.Why = noteStripped
			f.Notes = append(f.Notes, n)
		}
	}
	byLine := func(a, b NotImported) int { return cmp.Compare(a.Line, b.Line) }
	slices.SortStableFunc(f.Skipped, byLine)
	slices.SortStableFunc(f.Notes, byLine)
	f.Left = len(f.Skipped)
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
	fmt.Fprintf(&b, "Imported from %s: %d of %d directives.", filepath.Base(f.File), f.Directives-f.Left, f.Directives)
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
			if s.Line == 0 {
				fmt.Fprintf(&b, "\n  %s", s.Why)
				continue
			}
			fmt.Fprintf(&b, "\n  line %d: %s\n    %s", s.Line, s.Text, s.Why)
		}
	}
	return b.String()
}

// entry is the line being read.
func (f *ftr) entry(why string) NotImported {
	text := f.text
	if r := []rune(text); len(r) > maxShown {
		text = string(r[:maxShown]) + "…"
	}
	return NotImported{f.line, text, why}
}

// skip leaves out the line being read.
func (f *ftr) skip(why string) { f.leave(f.entry(""), why) }

// leave leaves out a line.
func (f *ftr) leave(line NotImported, why string) {
	line.Why = why
	f.Skipped = append(f.Skipped, line)
}

// note says how the line being read differs from what it was.
func (f *ftr) note(why string) {
	if why != "" {
		f.Notes = append(f.Notes, f.entry(why))
	}
}
