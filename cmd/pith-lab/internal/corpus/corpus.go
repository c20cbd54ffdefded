// Package corpus reads labelled pages: folders that hold pages/ID.html.gz and
// truth.jsonl.
package corpus

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Corpus is one folder of labelled pages.
type Corpus struct {
	Name  string // last element of the folder's path
	Dir   string
	Kind  Kind
	Pages []Page // in the order of truth.jsonl
}

// Kind says what a corpus's truth holds, and so how it is scored.
type Kind int

// Kinds of corpora.
const (
	FullText     Kind = iota // the whole main text
	Segments                 // snippets that must and must not be there
	Multilingual             // the whole main text, with the page's language
)

// Page is one page's truth. A field is empty where the truth does not know it.
type Page struct {
	Corpus  string   `json:"-"`
	Dir     string   `json:"-"`
	ID      string   `json:"id"`
	URL     string   `json:"url"`
	Lang    string   `json:"lang"`
	Type    string   `json:"type"`
	Text    string   `json:"text"`
	With    []string `json:"with"`
	Without []string `json:"without"`
	Title   string   `json:"title"`
	Author  string   `json:"author"`
	Date    string   `json:"date"`
}

// Load reads dir/truth.jsonl. Pages' bytes stay on disk until [Page.Read].
func Load(dir string) (*Corpus, error) {
	dir = filepath.Clean(dir)
	f, err := os.Open(filepath.Join(dir, "truth.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c := &Corpus{Name: filepath.Base(dir), Dir: dir}
	dec := json.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	seen := map[string]bool{}
	for {
		p := Page{Corpus: c.Name, Dir: dir}
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("%s: record %d: %w", f.Name(), len(c.Pages)+1, err)
		}
		if p.ID == "" || seen[p.ID] {
			return nil, fmt.Errorf("%s: record %d: missing or repeated id %q", f.Name(), len(c.Pages)+1, p.ID)
		}
		seen[p.ID] = true
		c.Pages = append(c.Pages, p)
	}
	if len(c.Pages) == 0 {
		return nil, fmt.Errorf("%s: no records", f.Name())
	}
	c.Kind = kind(c.Pages)
	return c, nil
}

// LoadAll reads several folders in the order given.
func LoadAll(dirs []string) ([]*Corpus, error) {
	out := make([]*Corpus, 0, len(dirs))
	for _, d := range dirs {
		c, err := Load(d)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func kind(pages []Page) Kind {
	text, lang := false, false
	for i := range pages {
		text = text || pages[i].Text != ""
		lang = lang || pages[i].Lang != ""
	}
	switch {
	case !text:
		return Segments
	case lang:
		return Multilingual
	}
	return FullText
}

// Sample keeps n pages spread evenly over the corpus; n of 0 keeps all.
func (c *Corpus) Sample(n int) {
	if n <= 0 || n >= len(c.Pages) {
		return
	}
	kept := make([]Page, n)
	for i := range kept {
		kept[i] = c.Pages[i*len(c.Pages)/n]
	}
	c.Pages = kept
}

// Read returns the page's HTML, decompressed.
func (p *Page) Read() ([]byte, error) {
	f, err := os.Open(filepath.Join(p.Dir, "pages", p.ID+".html.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name(), err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name(), err)
	}
	return b, nil
}

// Address returns the page's URL where it is one that a base can be made of,
// and "" for the made-up addresses that some truths hold.
func (p *Page) Address() string {
	if strings.HasPrefix(p.URL, "http://") || strings.HasPrefix(p.URL, "https://") {
		return p.URL
	}
	return ""
}
