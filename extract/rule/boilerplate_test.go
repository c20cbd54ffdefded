package rule

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// fixture is one language of boilerplate/fixtures/ID.yaml.
type fixture struct {
	Fires []string `yaml:"fires"`
	Stays []string `yaml:"stays"`
}

func readFixtures(t *testing.T, id string) map[string]fixture {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("boilerplate", "fixtures", id+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]fixture
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	dec.KnownFields(true)
	if err := dec.Decode(&out); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return out
}

// prose frames a line, so that places are as on a page.
var prose = Line{Place: Inside, Text: "The ferryman, who had rowed the doctor over the river on the night of the flood, kept the oars above his bed until he died in the spring of 1961."}

// hitsOn returns the rules that take out text at a place of a page.
func hitsOn(b *Boilerplate, text string, place Place, heading bool) []string {
	line := Line{Text: text, Place: place, Heading: heading}
	lines, at := []Line{prose, prose, prose, line, prose}, 3
	switch place {
	case Before:
		lines, at = []Line{line, prose, prose, prose}, 0
	case After:
		lines, at = []Line{prose, prose, prose, line}, 3
	}
	var ids []string
	for _, h := range b.Lines(lines) {
		if h.Line == at {
			ids = append(ids, h.ID)
		} else {
			ids = append(ids, fmt.Sprintf("%s on line %d", h.ID, h.Line))
		}
	}
	return ids
}

func TestBoilerplateFixtures(t *testing.T) {
	b, err := LoadBoilerplate()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range b.Rules() {
		fixtures := readFixtures(t, r.ID)
		if r.Reason == "" {
			t.Errorf("%s has no reason", r.ID)
		}
		for language := range fixtures {
			if !slices.Contains(languages, language) {
				t.Errorf("%s: %s is not a language", r.ID, language)
			}
		}
		for _, language := range languages {
			f := fixtures[language]
			if len(f.Fires) == 0 || len(f.Stays) == 0 {
				t.Errorf("%s has no fixture that fires or none that stays in %s", r.ID, language)
			}
			for _, text := range f.Fires {
				place := After
				if r.ID == "breadcrumbs" {
					place = Before
				}
				if got := hitsOn(b, text, place, false); !slices.Contains(got, r.ID) && len(got) == 0 {
					t.Errorf("%s %s: does not fire on %q", r.ID, language, text)
				} else if !slices.Equal(got, []string{r.ID}) {
					t.Errorf("%s %s: %v on %q", r.ID, language, got, text)
				}
			}
			for _, text := range f.Stays {
				for place, name := range []string{"before", "inside", "after"} {
					if got := hitsOn(b, text, Place(place), false); len(got) > 0 {
						t.Errorf("%s %s: %v fires %s the story on %q", r.ID, language, got, name, text)
					}
				}
			}
		}
	}
}

func TestMentioned(t *testing.T) {
	b, err := LoadBoilerplate()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"Subscribe to our newsletter":      {"newsletter"},
		"© 2024 Lower Mill Courier":        {"copyright"},
		"Nobody in the mill spoke of that": nil,
	} {
		if got := b.Mentioned(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestBoilerplateLanguages makes sure that the fixtures of a language are not
// carried by patterns of another: one of them fires with its own patterns alone.
func TestBoilerplateLanguages(t *testing.T) {
	all, err := LoadBoilerplate()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range languages {
		index, err := writeIndex(os.DirFS("boilerplate"), language)
		if err != nil {
			t.Fatal(err)
		}
		b, err := readBoilerplate(index)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range all.Rules() {
			place := After
			if r.ID == "breadcrumbs" {
				place = Before
			}
			fires := slices.ContainsFunc(readFixtures(t, r.ID)[language].Fires, func(text string) bool {
				return slices.Contains(hitsOn(b, text, place, false), r.ID)
			})
			if !fires {
				t.Errorf("%s: no fixture in %s fires with the patterns of that language alone", r.ID, language)
			}
		}
	}
}
