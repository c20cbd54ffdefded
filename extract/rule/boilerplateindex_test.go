package rule

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write boilerplate.index from the rules in boilerplate")

// groupFile is the form of a group in a rule's file. The patterns are filed
// under their language.
type groupFile struct {
	Where    string              `yaml:"where"`
	Width    int                 `yaml:"width"`
	Links    bool                `yaml:"links"`
	Near     bool                `yaml:"near"`
	Section  bool                `yaml:"section"`
	Headline bool                `yaml:"headline"`
	Patterns map[string][]string `yaml:",inline"`
}

// boilerplateFile is the form of a rule's file.
type boilerplateFile struct {
	ID     string      `yaml:"id"`
	Reason string      `yaml:"reason"`
	Groups []groupFile `yaml:"groups"`
}

// TestBoilerplateIndex makes sure that the index is what the rules' files say.
// With -update it writes the index.
func TestBoilerplateIndex(t *testing.T) {
	want, err := writeIndex(os.DirFS("boilerplate"), languages...)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("boilerplate.index", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != boilerplateIndex {
		t.Errorf("boilerplate.index is not what the files in boilerplate say; write it with: go test ./extract/rule -run Index -update\n%s",
			cmp.Diff(strings.Split(boilerplateIndex, "\n"), strings.Split(want, "\n")))
	}
}

// writeIndex writes the index of the rule files in a folder, with the patterns of
// some languages.
func writeIndex(folder fs.FS, only ...string) (string, error) {
	entries, err := fs.Glob(folder, "*.yaml") // sorted
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, name := range entries {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return "", err
		}
		var file boilerplateFile
		dec := yaml.NewDecoder(strings.NewReader(string(data)))
		dec.KnownFields(true)
		if err := dec.Decode(&file); err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		if file.ID+".yaml" != name {
			return "", fmt.Errorf("%s: id: %q is not the file's name", name, file.ID)
		}
		fmt.Fprintf(&b, "rule\t%s\t%s\n", file.ID, strings.Join(strings.Fields(file.Reason), " "))
		for _, g := range file.Groups {
			if err := g.write(&b, only); err != nil {
				return "", fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return b.String(), nil
}

// write writes a group and its patterns of some languages.
func (g *groupFile) write(b *strings.Builder, only []string) error {
	if _, ok := whereNames[g.Where]; !ok {
		return fmt.Errorf("where: %q is not before, after, outside or anywhere", g.Where)
	}
	if g.Width == 0 {
		g.Width = defaultWidth
	}
	compiled := group{links: g.Links, near: g.Near, section: g.Section, headline: g.Headline}
	var names []string
	for _, c := range groupFlags {
		if *c.flag(&compiled) {
			names = append(names, c.name)
		}
	}
	fmt.Fprintf(b, "group\t%s\t%d\t%s\n", g.Where, g.Width, strings.Join(names, " "))
	for language := range g.Patterns {
		if !slices.Contains(languages, language) {
			return fmt.Errorf("%s is neither a key nor a language", language)
		}
	}
	for _, language := range only { // not in the map's order
		for _, source := range g.Patterns[language] {
			list, err := openings(source)
			if err != nil || strings.ContainsAny(source, "\t\n") {
				return fmt.Errorf("%s: pattern %q: %v", language, source, err)
			}
			var words []string
			for i := range list {
				if w := list[i].String(); !slices.Contains(words, w) {
					words = append(words, w)
				}
			}
			slices.Sort(words)
			fmt.Fprintf(b, "pattern\t%s\t%s\n", source, strings.Join(words, " "))
		}
	}
	return nil
}

func TestReadBoilerplateErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"rul\tx\ty\n", `boilerplate.index:1: "rul" is not rule, group or pattern`},
		{"pattern\t^a\ta\n", "boilerplate.index:1: a pattern before any group"},
		{"group\t\t240\t\n", `boilerplate.index:1: a group before any rule, or "", which is no place`},
		{"rule\tx\ty\ngroup\tnowhere\t240\t\n", `boilerplate.index:2: a group before any rule, or "nowhere", which is no place`},
		{"rule\tx\ty\ngroup\tafter\twide\t\n", `boilerplate.index:2: strconv.Atoi: parsing "wide": invalid syntax`},
	}
	for _, tt := range tests {
		if _, err := readBoilerplate(tt.text); fmt.Sprint(err) != tt.want {
			t.Errorf("%q: %v, want %s", tt.text, err, tt.want)
		}
	}
}
