package main

import (
	"bytes"
	"strings"

	"github.com/pithtext/pith/extract"
	"go.yaml.in/yaml/v3"
)

// frontMatter writes what is known of an article as YAML between two lines of
// "---", as static site generators and note takers read it. The YAML library
// quotes: a title may hold anything.
func frontMatter(a *extract.Article) ([]byte, error) {
	head := &yaml.Node{Kind: yaml.MappingNode}
	text := func(name, value string) {
		if value = oneLine(value); value != "" {
			head.Content = append(head.Content, scalar(name), scalar(value))
		}
	}
	list := func(name string, values []string) {
		if len(values) == 0 {
			return
		}
		seq := &yaml.Node{Kind: yaml.SequenceNode}
		for _, v := range values {
			seq.Content = append(seq.Content, scalar(oneLine(v)))
		}
		head.Content = append(head.Content, scalar(name), seq)
	}
	text("title", a.Title)
	list("authors", a.Authors)
	text("date", a.Published)
	text("modified", a.Modified)
	text("url", address(a))
	text("site_name", a.SiteName)
	text("language", a.Language)
	text("description", a.Excerpt)
	text("image", a.Image)
	text("section", a.Section)
	list("tags", a.Tags)
	var b bytes.Buffer
	b.WriteString("---\n")
	if len(head.Content) > 0 {
		enc := yaml.NewEncoder(&b)
		enc.SetIndent(2)
		if err := enc.Encode(head); err != nil {
			return nil, err
		}
		if err := enc.Close(); err != nil {
			return nil, err
		}
	}
	b.WriteString("---\n")
	return b.Bytes(), nil
}

// scalar is a string node; the encoder picks the quotes it needs. Dates stay
// strings or dates as they look, which is what readers of front matter expect.
func scalar(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(strings.ToValidUTF8(s, "\uFFFD"))
	return n
}

func address(a *extract.Article) string {
	if a.CanonicalURL != "" {
		return a.CanonicalURL
	}
	return a.URL
}
