package rule

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Case is one test of a rule.
type Case struct {
	Line     int
	Page     string // file, relative to the rule's file
	URL      string
	Contains []string
	Absent   []string
	Fields   []FieldValue // sorted by name
}

// FieldValue is a field that a test expects, by its JSON name.
type FieldValue struct{ Name, Value string }

func (s *Site) decodeCase(d *decoder, n *yaml.Node, full string) {
	c := Case{Line: n.Line}
	d.mapping(n, full, keys{
		"page":     func(n *yaml.Node, field string) { c.Page = d.str(n, field) },
		"url":      func(n *yaml.Node, field string) { c.URL = d.str(n, field) },
		"contains": func(n *yaml.Node, field string) { c.Contains = d.strs(n, field) },
		"absent":   func(n *yaml.Node, field string) { c.Absent = d.strs(n, field) },
		"fields": func(n *yaml.Node, field string) {
			known := keys{}
			for _, name := range fieldNames {
				known[name] = func(n *yaml.Node, field string) {
					c.Fields = append(c.Fields, FieldValue{name, d.str(n, field)})
				}
			}
			d.mapping(n, field, known)
		},
	})
	slices.SortFunc(c.Fields, func(a, b FieldValue) int { return slices.Index(fieldNames, a.Name) - slices.Index(fieldNames, b.Name) })
	if c.Page == "" && c.URL == "" {
		d.fail(n, full, "", "needs a page or a url")
	}
	s.Tests = append(s.Tests, c)
}
