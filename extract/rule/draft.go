package rule

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// draft is a rule that is being written: YAML with its keys in the order of
// the format's documentation.
type draft struct {
	values map[string]*yaml.Node
}

// draftOrder is the order in which keys are written.
var draftOrder = []string{"site", "subdomains", "path", "content", "title", "author", "published", "modified", "image", "next", "single-page",
	"remove", "remove-text", "keep", "unwrap", "rename", "comments", "fallback", "tests"}

func scalar(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(s)
	return n
}

func plain(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: s} }

func (d *draft) node(key string, kind yaml.Kind) *yaml.Node {
	if d.values == nil {
		d.values = map[string]*yaml.Node{}
	}
	if d.values[key] == nil {
		d.values[key] = &yaml.Node{Kind: kind}
	}
	return d.values[key]
}

// set gives a key one value.
func (d *draft) set(key, value string) {
	*d.node(key, yaml.ScalarNode) = *plain(value)
}

// says reports whether the draft holds more than its site and tests.
func (d *draft) says() bool {
	for key := range d.values {
		if !slices.Contains([]string{"site", "subdomains", "fallback", "tests"}, key) {
			return true
		}
	}
	return false
}

// has reports whether the draft says anything under a key.
func (d *draft) has(key string) bool { return d.values[key] != nil }

// add appends a selector to a list, unless it is there.
func (d *draft) add(key, css string) bool { return d.directive(key, directive{source: css}) }

// directive appends a selector with its conditions to a list, unless it is
// there. It reports whether the list had room.
func (d *draft) directive(key string, v directive) bool {
	m := flow("select", v.source)
	if v.optional {
		pair(m, "optional", plain("true"))
	}
	number(m, "nth", v.nth)
	return d.item(key, short(m, v.source))
}

// source appends a source of a field.
func (d *draft) source(key string, src reading) bool {
	m := flow("select", src.source)
	text(m, "attr", src.attr)
	text(m, "after", src.after)
	if src.regex != nil {
		text(m, "regex", src.regex.String())
	}
	number(m, "nth", src.nth)
	if strings.Contains(src.source, "@") {
		return d.item(key, m)
	}
	return d.item(key, short(m, src.source))
}

// item appends to a list, unless it is there.
func (d *draft) item(key string, n *yaml.Node) bool {
	list := d.node(key, yaml.SequenceNode)
	if slices.ContainsFunc(list.Content, func(old *yaml.Node) bool { return sameNode(old, n) }) {
		return true
	}
	if len(list.Content) >= maxItems {
		return false
	}
	list.Content = append(list.Content, n)
	return true
}

func sameNode(a, b *yaml.Node) bool {
	return a.Value == b.Value && slices.EqualFunc(a.Content, b.Content, sameNode)
}

// drop takes the last item off a list.
func (d *draft) drop(key string) {
	list := d.values[key]
	if list.Content = list.Content[:len(list.Content)-1]; len(list.Content) == 0 {
		delete(d.values, key)
	}
}

func pair(m *yaml.Node, key string, value *yaml.Node) {
	m.Content = append(m.Content, plain(key), value)
}

// flow begins a mapping on one line.
func flow(key, value string) *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
	pair(m, key, scalar(value))
	return m
}

// text adds a string to a mapping, unless it is empty.
func text(m *yaml.Node, key, value string) {
	if value != "" {
		pair(m, key, scalar(value))
	}
}

// number adds a number to a mapping, unless it is 0.
func number(m *yaml.Node, key string, value int) {
	if value != 0 {
		pair(m, key, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(value)})
	}
}

// short is a mapping, or its only value alone.
func short(m *yaml.Node, value string) *yaml.Node {
	if len(m.Content) == 2 {
		return scalar(value)
	}
	return m
}

// rename adds a tag to rename, the first wish for it counting.
func (d *draft) rename(from, to string) {
	m := d.node("rename", yaml.MappingNode)
	for i := 0; i < len(m.Content); i += 2 {
		if m.Content[i].Value == from {
			return
		}
	}
	pair(m, from, scalar(to))
}

// also gives the last test one more value.
func (d *draft) also(key, value string) {
	tests := d.values["tests"].Content
	pair(tests[len(tests)-1], key, scalar(value))
}

// test begins a test of the page that key ("page" or "url") names.
func (d *draft) test(key, value string) {
	m := &yaml.Node{Kind: yaml.MappingNode}
	pair(m, key, scalar(value))
	list := d.node("tests", yaml.SequenceNode)
	if len(list.Content) >= maxItems {
		return
	}
	list.Content = append(list.Content, m)
}

// contains adds to the last test.
func (d *draft) contains(text string) { d.expect("contains", text) }

// expect adds a text to a list of the last test.
func (d *draft) expect(key, text string) {
	tests := d.values["tests"].Content
	last := tests[len(tests)-1]
	for i := 0; i < len(last.Content); i += 2 {
		if last.Content[i].Value == key {
			list := last.Content[i+1]
			if len(list.Content) < maxItems && !slices.ContainsFunc(list.Content, func(n *yaml.Node) bool { return n.Value == text }) {
				list.Content = append(list.Content, scalar(text))
			}
			return
		}
	}
	pair(last, key, &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{scalar(text)}})
}

// fieldsOf adds fields to the last test.
func (d *draft) fieldsOf(fields []FieldValue) {
	m := &yaml.Node{Kind: yaml.MappingNode}
	for _, f := range fields {
		if f.Value != "" {
			pair(m, f.Name, scalar(f.Value))
		}
	}
	if len(m.Content) > 0 {
		tests := d.values["tests"].Content
		pair(tests[len(tests)-1], "fields", m)
	}
}

// yaml writes the draft under a comment.
func (d *draft) yaml(comment string) []byte {
	root := &yaml.Node{Kind: yaml.MappingNode}
	for _, key := range draftOrder {
		if n := d.values[key]; n != nil {
			pair(root, key, n)
		}
	}
	var b bytes.Buffer
	for line := range strings.Lines(comment) {
		b.WriteString(strings.TrimRight("# "+strings.TrimRight(line, "\n"), " ") + "\n")
	}
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(root); err != nil {
		panic(err) // a bytes.Buffer takes all, and the tree is our own
	}
	enc.Close()
	return b.Bytes()
}
