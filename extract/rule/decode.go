package rule

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxFile is how large a rule file may be, in bytes. Real ones are under 20 kB.
const maxFile = 1 << 20

// decoder reads one rule file strictly: unknown keys, keys given twice, wrong
// types and aliases are errors, and it goes on after one to report all.
type decoder struct {
	file   string
	errors []error
}

// maxErrors is how many faults of one file are reported.
const maxErrors = 50

func (d *decoder) fail(n *yaml.Node, field, hint, format string, args ...any) {
	if len(d.errors) < maxErrors {
		e := &Error{File: d.file, Field: field, Hint: hint, Msg: fmt.Sprintf(format, args...)}
		if n != nil {
			e.Line, e.Column = n.Line, n.Column
		}
		d.errors = append(d.errors, e)
	}
}

// err returns what was found wrong, nil for nothing.
func (d *decoder) err() error { return errors.Join(d.errors...) }

// parseYAML reads data, which must hold one document.
func (d *decoder) parseYAML(data []byte) *yaml.Node {
	if len(data) > maxFile {
		d.fail(nil, "", "", "the file is larger than %d bytes", maxFile)
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			d.fail(nil, "", "", "the file is empty")
			return nil
		}
		d.yamlError(err)
		return nil
	}
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		d.fail(&more, "", "", "the file holds more than one document; write one site a file")
		return nil
	}
	root := doc.Content[0]
	if a := findAlias(root); a != nil {
		d.fail(a, "", "", "anchors and aliases are not supported")
		return nil
	}
	return root
}

// yamlError turns "yaml: line 3: what" into an Error.
func (d *decoder) yamlError(err error) {
	e := &Error{File: d.file, Msg: strings.TrimPrefix(err.Error(), "yaml: "), Err: err}
	if rest, ok := strings.CutPrefix(e.Msg, "line "); ok {
		if number, msg, ok := strings.Cut(rest, ": "); ok {
			if line, err := strconv.Atoi(number); err == nil {
				e.Line, e.Msg = line, msg
			}
		}
	}
	e.Msg = "not valid YAML: " + e.Msg
	d.errors = append(d.errors, e)
}

func findAlias(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return n
	}
	for _, c := range n.Content {
		if a := findAlias(c); a != nil {
			return a
		}
	}
	return nil
}

// keys handles the values of a mapping by key.
type keys map[string]func(n *yaml.Node, field string)

func kindName(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Tag == "!!str":
		return "a string"
	case n.Tag == "!!null":
		return "nothing"
	}
	return "the " + strings.TrimPrefix(n.Tag, "!!") + " " + n.Value
}

// mapping reads n, whose own name is field (empty at the top).
func (d *decoder) mapping(n *yaml.Node, field string, known keys) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, field, "", "must be a mapping, not %s", kindName(n))
		return
	}
	names := make([]string, 0, len(known))
	for k := range known {
		names = append(names, k)
	}
	slices.Sort(names)
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		name := key.Value
		full := name
		if field != "" {
			full = field + "." + name
		}
		if line, ok := seen[name]; ok {
			d.fail(key, full, "", "is given twice, first in line %d", line)
			continue
		}
		seen[name] = key.Line
		read, ok := known[name]
		if !ok {
			hint := nearest(name, names)
			if hint == "" {
				d.fail(key, full, "", "is not a key here; known are %s", strings.Join(names, ", "))
			} else {
				d.fail(key, full, hint, "is not a key here")
			}
			continue
		}
		read(value, full)
	}
}

func (d *decoder) str(n *yaml.Node, field string) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || n.Tag == "!!bool" {
		d.fail(n, field, "", "must be a string, not %s", kindName(n))
		return ""
	}
	if strings.TrimSpace(n.Value) == "" {
		d.fail(n, field, "", "is empty")
	}
	return n.Value
}

func (d *decoder) boolean(n *yaml.Node, field string) bool {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
		d.fail(n, field, "", "must be true or false, not %s", kindName(n))
	}
	return n.Value == "true"
}

func (d *decoder) integer(n *yaml.Node, field string) int {
	v, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil {
		d.fail(n, field, "", "must be a whole number, not %s", kindName(n))
	}
	return v
}

// nth reads a place in a list, which counts from 1, or from -1 at the end.
func (d *decoder) nth(n *yaml.Node, field string) int {
	faults := len(d.errors)
	v := d.integer(n, field)
	if v == 0 && len(d.errors) == faults {
		d.fail(n, field, "", "counts from 1, or from -1 at the end")
	}
	return v
}

// maxItems bounds a list.
const maxItems = 500

// each calls read for every item of a list, or for n itself when it is one.
func (d *decoder) each(n *yaml.Node, field string, read func(n *yaml.Node, field string)) {
	if n.Kind != yaml.SequenceNode {
		read(n, field)
		return
	}
	if len(n.Content) == 0 {
		d.fail(n, field, "", "is an empty list")
	}
	if len(n.Content) > maxItems {
		d.fail(n, field, "", "has more than %d items", maxItems)
		return
	}
	for i, c := range n.Content {
		read(c, fmt.Sprintf("%s[%d]", field, i))
	}
}

// strs reads a string or a list of strings.
func (d *decoder) strs(n *yaml.Node, field string) []string {
	var out []string
	d.each(n, field, func(n *yaml.Node, field string) {
		if s := d.str(n, field); s != "" {
			out = append(out, s)
		}
	})
	return out
}
