package rule

import (
	_ "embed" // for boilerplate.index
	"fmt"
	"slices"
	"sync"
)

// boilerplateIndex holds the rules of boilerplate/*.yaml in a form that is read
// in little time, since every run of pith does: their patterns are parsed when a
// page needs them. See boilerplateindex.go.
//
//go:embed boilerplate.index
var boilerplateIndex string

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

// Boilerplate is the generic boilerplate rules. It does not change and is safe
// for concurrent use.
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

// embeddedBoilerplate reads the embedded rules once.
var embeddedBoilerplate = sync.OnceValues(func() (*Boilerplate, error) {
	return readBoilerplate(boilerplateIndex)
})

// LoadBoilerplate returns the embedded boilerplate rules without those whose
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

// Mentioned returns the IDs of the rules with a pattern that text matches,
// whether or not they may fire where it stands. A page none of whose lines
// mentions a rule comes out the same without it.
func (b *Boilerplate) Mentioned(text string) []string {
	var f folded
	var m matcher
	f.fold(text)
	var ids []string
	for _, index := range []*phraseIndex{b.index, b.near} {
		index.find(&f, &m, func(g int32) {
			if id := b.rules[b.groups[g].rule].ID; !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		})
	}
	slices.Sort(ids)
	return ids
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
