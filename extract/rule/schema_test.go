package rule

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSchema compares the schema's keys with those that the decoder knows: an
// unknown key's error lists these.
func TestSchema(t *testing.T) {
	data, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	type object struct {
		Properties map[string]json.RawMessage
		Items      *object
		AnyOf      []object
		Enum       []string
	}
	var schema struct {
		Properties map[string]struct {
			AdditionalProperties json.RawMessage
			Properties           map[string]json.RawMessage
		}
		Defs map[string]object `json:"$defs"`
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	long := func(name string) []string {
		for _, o := range schema.Defs[name].AnyOf {
			if len(o.Properties) > 0 {
				return slices.Sorted(maps.Keys(o.Properties))
			}
		}
		return slices.Sorted(maps.Keys(schema.Defs[name].Properties))
	}
	tests := []struct {
		yaml string // with a key that nothing resembles
		keys []string
	}{
		{"zzzzzz: 1\n", slices.Sorted(maps.Keys(schema.Properties))},
		{"match: {zzzzzz: 1}\n", slices.Sorted(maps.Keys(schema.Properties["match"].Properties))},
		{"remove: {zzzzzz: 1}\n", long("directive")},
		{"title: {zzzzzz: 1}\n", long("source")},
		{"remove-text: {zzzzzz: 1}\n", long("text")},
		{"tests: {zzzzzz: 1}\n", long("test")},
	}
	for _, tt := range tests {
		_, err := ParseSite("x.yaml", []byte(tt.yaml))
		if err == nil {
			t.Fatal("accepted", tt.yaml)
		}
		_, list, _ := strings.Cut(err.Error(), "known are ")
		list, _, _ = strings.Cut(list, "\n")
		if diff := cmp.Diff(tt.keys, strings.Split(list, ", ")); diff != "" {
			t.Errorf("%s: %s", tt.yaml, diff)
		}
	}
	var rename struct{ Enum []string }
	if err := json.Unmarshal(schema.Properties["rename"].AdditionalProperties, &rename); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(renames, rename.Enum); diff != "" {
		t.Error(diff)
	}
}
