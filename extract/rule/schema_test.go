package rule

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
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

// schemaOf compiles the schema.
func schemaOf(t *testing.T) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// instance reads YAML as an editor gives it to a schema.
func instance(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestSchemaAccepts validates all embedded rules, what rules new and the import
// write, and what the tests of the decoder take.
func TestSchemaAccepts(t *testing.T) {
	schema := schemaOf(t)
	set, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range set.All() {
		if err := schema.Validate(instance(t, s.Source)); err != nil {
			t.Errorf("%s: %v", s.File, err)
		}
	}
	imported, err := importFile("www.lowermill.example.txt", []byte(millConfig))
	if err != nil {
		t.Fatal(err)
	}
	d := draftOf(t, newPage, Page{Title: "The mill", Authors: []string{"Ada Moss"}}, "Twelve", "The women")
	d.Test("page.html", "https://example.com/mill", newText, nil)
	for _, text := range []string{string(imported.YAML), string(d.YAML()), everyKey} {
		if _, err := ParseSite("x.yaml", []byte(text)); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
		if err := schema.Validate(instance(t, text)); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
}

// everyKey is a rule that uses all that the format has.
const everyKey = `site: [example.com, www.example.org]
subdomains: false
path: /news/**
content: [.story, {select: article, nth: 1}]
title: [h1, {select: .head, regex: "(.*) -", trim: "*", split: ","}]
author: {select: .byline, after: "By ", before: ",", nth: -1}
published: time@datetime
modified: {select: time, attr: datetime, nth: 2}
image: img@src
next: .next@href
single-page: .print@href
remove: [.ad, {select: .x, optional: true}]
remove-text: [More, {starts: Read, from-here: true}, {contains: a}, {equals: b}, {regex: "^c"}]
keep: .keep
unwrap: font
rename: {font: span, ".h": h2}
comments: "#comments"
fallback: fail
tests:
  page: a.html
  url: https://example.com/news/a
  contains: One
  absent: [Two]
  fields: {title: T, author: A, published: "2024-01-01", modified: "2024-01-02", image: I, next: N, single-page: S}
`

// TestSchemaRefuses makes sure that an editor marks what the decoder refuses.
func TestSchemaRefuses(t *testing.T) {
	schema := schemaOf(t)
	for _, text := range []string{
		"content: .story\n",
		"site: example\n",
		"site: https://example.com\n",
		"site: example.com/news\n",
		"site: '*.example.com'\n",
		"site: []\n",
		"site: 7\n",
		"site: example.com\nplatform: x\n",
		"site: example.com\nmatch: {generator: x}\n",
		"platform: x\n",
		"platform: x\nmatch: {}\n",
		"site: example.com\ncontnet: .story\n",
		"site: example.com\ncontent: ''\n",
		"site: example.com\ncontent: {optional: true}\n",
		"site: example.com\ncontent: {select: a, nth: 0}\n",
		"site: example.com\ncontent: {select: a, nth: first}\n",
		"site: example.com\ncontent: true\n",
		"site: example.com\npath: news\n",
		"site: example.com\nsubdomains: maybe\n",
		"site: example.com\ntitle: {attr: x}\n",
		"site: example.com\ntitle: {select: a, nht: 1}\n",
		"site: example.com\nremove-text: {starts: a, equals: b}\n",
		"site: example.com\nremove-text: {from-here: true}\n",
		"site: example.com\nrename: {font: spam}\n",
		"site: example.com\nfallback: never\n",
		"site: example.com\ntests: {contains: x}\n",
		"site: example.com\ntests: {url: sec://example.com/}\n",
		"site: example.com\ntests: {page: a.html, fields: {editor: x}}\n",
	} {
		if schema.Validate(instance(t, text)) == nil {
			t.Errorf("the schema takes\n%s", text)
		}
		if _, err := ParseSite("x.yaml", []byte(text)); err == nil {
			t.Errorf("the decoder takes\n%s", text)
		}
	}
}
