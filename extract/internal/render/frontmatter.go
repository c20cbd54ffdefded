package render

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// Head is what a document says about its article. Empty fields are left out.
type Head struct {
	Title        string   `yaml:"title,omitempty"`
	Authors      []string `yaml:"authors,omitempty"`
	Published    string   `yaml:"published,omitempty"`
	Modified     string   `yaml:"modified,omitempty"`
	SiteName     string   `yaml:"site_name,omitempty"`
	URL          string   `yaml:"url,omitempty"`
	CanonicalURL string   `yaml:"canonical_url,omitempty"`
	Language     string   `yaml:"language,omitempty"`
	Excerpt      string   `yaml:"excerpt,omitempty"`
	Image        string   `yaml:"image,omitempty"`
	Section      string   `yaml:"section,omitempty"`
	Tags         []string `yaml:"tags,omitempty"`
	Type         string   `yaml:"type,omitempty"`
}

// FrontMatter renders h as a block of YAML between lines of three dashes, its
// fields in the order of Head. Every field reads back as the string that it is
// in h, less characters that are no valid Unicode.
func FrontMatter(h Head) string {
	for _, s := range []*string{&h.Title, &h.Published, &h.Modified, &h.SiteName, &h.URL, &h.CanonicalURL, &h.Language, &h.Excerpt, &h.Image, &h.Section, &h.Type} {
		*s = valid(*s)
	}
	h.Authors, h.Tags = validAll(h.Authors), validAll(h.Tags)
	fields, err := yaml.Marshal(h)
	if err != nil || string(fields) == "{}\n" {
		fields = nil // nothing is known; strings alone cannot fail
	}
	return "---\n" + string(fields) + "---\n"
}

// valid returns s without bytes that are no UTF-8, which YAML would write as
// binary.
func valid(s string) string { return strings.ToValidUTF8(s, "\ufffd") }

func validAll(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, valid(s))
	}
	return out
}

// line returns s on one line, without control characters.
func line(s string) string {
	return strings.Join(strings.FieldsFunc(valid(s), func(r rune) bool { return r <= ' ' || r >= 0x7f && r <= 0xa0 }), " ")
}
