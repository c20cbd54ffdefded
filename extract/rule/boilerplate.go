package rule

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed boilerplate/*.yaml
var boilerplateFiles embed.FS

// languages are those that each boilerplate rule has patterns in. All of them
// are tried on every line: pages mix languages, and say wrong ones.
var languages = []string{"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "zh", "ja", "ar", "tr", "el"}

// Languages returns the languages that each boilerplate rule has patterns in.
func Languages() []string { return slices.Clone(languages) }

// where says in which places a group of patterns fires.
type where uint8

const (
	anywhere where = iota
	beforeStory
	afterStory
	outsideStory
)

var whereNames = map[string]where{"": anywhere, "anywhere": anywhere, "before": beforeStory, "after": afterStory, "outside": outsideStory}

func (w where) allows(p Place) bool {
	switch w {
	case beforeStory:
		return p == Before
	case afterStory:
		return p == After
	case outsideStory:
		return p != Inside
	}
	return true
}

// group is patterns that share their conditions.
type group struct {
	rule     int32
	where    where
	width    int  // of the widest line it fires on
	links    bool // only where links make up at least half of the line
	near     bool // only next to another hit of the same rule
	section  bool // takes what follows as well, see sections
	headline bool // only where the line does not end as a sentence
}

// defaultWidth is the widest line a group fires on that says nothing else:
// notices are short, and most paragraphs of stories longer.
const defaultWidth = 240

// Boilerplate is the compiled generic boilerplate rules. It is immutable and
// safe for concurrent use.
type Boilerplate struct {
	rules  []BoilerplateRule
	groups []group
	index  *phraseIndex
	near   *phraseIndex // the groups that fire only near a hit
	nearby []bool       // by rule: has such groups
	off    []bool       // by rule
}

// BoilerplateRule describes one boilerplate rule.
type BoilerplateRule struct {
	ID     string
	Reason string // why its lines are never part of a story
}

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

type boilerplateFile struct {
	ID     string      `yaml:"id"`
	Reason string      `yaml:"reason"`
	Groups []groupFile `yaml:"groups"`
}

// embeddedBoilerplate compiles the embedded rules once.
var embeddedBoilerplate = sync.OnceValues(func() (*Boilerplate, error) {
	return compileBoilerplate(boilerplateFiles, "boilerplate")
})

// LoadBoilerplate compiles the embedded boilerplate rules without those whose
// ID is in disabled; an unknown ID is an *Error.
func LoadBoilerplate(disabled ...string) (*Boilerplate, error) {
	all, err := embeddedBoilerplate()
	if err != nil || len(disabled) == 0 {
		return all, err
	}
	b := *all
	b.off = make([]bool, len(b.rules))
	for _, id := range disabled {
		i := slices.IndexFunc(b.rules, func(r BoilerplateRule) bool { return r.ID == id })
		if i < 0 {
			var ids []string
			for _, r := range b.rules {
				ids = append(ids, r.ID)
			}
			return nil, &Error{Field: "disable", Msg: fmt.Sprintf("no boilerplate rule is called %q", id), Hint: nearest(id, ids)}
		}
		b.off[i] = true
	}
	return &b, nil
}

// Rules returns the rules in force, sorted by ID.
func (b *Boilerplate) Rules() []BoilerplateRule {
	var out []BoilerplateRule
	for i, r := range b.rules {
		if b.off == nil || !b.off[i] {
			out = append(out, r)
		}
	}
	return out
}

func compileBoilerplate(files fs.FS, folder string) (*Boilerplate, error) {
	entries, err := fs.ReadDir(files, folder) // sorted
	if err != nil {
		return nil, err
	}
	b := &Boilerplate{index: newPhraseIndex(), near: newPhraseIndex()}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var file boilerplateFile
		dec := yaml.NewDecoder(strings.NewReader(string(data)))
		dec.KnownFields(true)
		if err := dec.Decode(&file); err != nil {
			return nil, &Error{File: name, Msg: err.Error()}
		}
		if file.ID+".yaml" != e.Name() {
			return nil, &Error{File: name, Field: "id", Msg: fmt.Sprintf("%q is not the file's name", file.ID)}
		}
		if err := b.add(name, file); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *Boilerplate) add(name string, file boilerplateFile) error {
	rule := int32(len(b.rules))
	b.nearby = append(b.nearby, slices.ContainsFunc(file.Groups, func(g groupFile) bool { return g.Near }))
	b.rules = append(b.rules, BoilerplateRule{ID: file.ID, Reason: file.Reason})
	for _, g := range file.Groups {
		place, ok := whereNames[g.Where]
		if !ok {
			return &Error{File: name, Field: "where", Msg: fmt.Sprintf("%q is not before, after, outside or anywhere", g.Where)}
		}
		compiled := group{rule: rule, where: place, width: g.Width, links: g.Links, near: g.Near, section: g.Section, headline: g.Headline}
		if compiled.width == 0 {
			compiled.width = defaultWidth
		}
		index := int32(len(b.groups))
		b.groups = append(b.groups, compiled)
		for language := range g.Patterns {
			if !slices.Contains(languages, language) {
				return &Error{File: name, Field: language, Msg: "is neither a key nor a language", Hint: nearest(language, languages)}
			}
		}
		for _, language := range languages { // not in the map's order
			for _, pattern := range g.Patterns[language] {
				if err := b.addPattern(pattern, index, compiled.width); err != nil {
					return &Error{File: name, Field: language, Msg: fmt.Sprintf("pattern %q: %v", pattern, err)}
				}
			}
		}
	}
	return nil
}

func (b *Boilerplate) addPattern(pattern string, group int32, width int) error {
	p, err := parsePhrase(pattern)
	if err != nil {
		return err
	}
	p.group = group
	if b.groups[group].near {
		return b.near.add(p, width)
	}
	return b.index.add(p, width)
}
