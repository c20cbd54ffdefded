package extract

import (
	"bytes"
	"encoding/json"
)

// record is an Article as JSON, its keys in the documented order.
type record struct {
	Input        string   `json:"input"`
	URL          string   `json:"url"`
	CanonicalURL string   `json:"canonical_url"`
	Title        string   `json:"title"`
	Authors      []string `json:"authors"`
	Published    string   `json:"published"`
	Modified     string   `json:"modified"`
	SiteName     string   `json:"site_name"`
	Language     string   `json:"language"`
	Excerpt      string   `json:"excerpt"`
	Image        string   `json:"image"`
	Section      string   `json:"section"`
	Tags         []string `json:"tags"`
	Type         string   `json:"type"`
	Paywalled    bool     `json:"paywalled"`
	Truncated    bool     `json:"truncated"`
	Text         string   `json:"text"`
	Markdown     string   `json:"markdown"`
	Comments     string   `json:"comments"`
	WordCount    int      `json:"word_count"`
	Confidence   float64  `json:"confidence"`
	Warnings     []string `json:"warnings"`
}

// MarshalJSON writes the record that the README documents: every key always
// there, in the documented order, unknown ones empty.
func (a *Article) MarshalJSON() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(record{
		Input: a.Input, URL: a.URL, CanonicalURL: a.CanonicalURL, Title: a.Title,
		Authors: list(a.Authors), Published: a.Published, Modified: a.Modified,
		SiteName: a.SiteName, Language: a.Language, Excerpt: a.Excerpt, Image: a.Image,
		Section: a.Section, Tags: list(a.Tags), Type: a.Type, Paywalled: a.Paywalled, Truncated: a.Truncated,
		Text: a.Text(), Markdown: a.Markdown(), Comments: a.Comments(),
		WordCount: a.WordCount(), Confidence: a.Confidence, Warnings: list(a.Warnings),
	})
	return bytes.TrimRight(buf.Bytes(), "\n"), err
}

// list returns s, or an empty list where it is nil: consumers need not check.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
