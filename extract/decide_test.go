package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/pithtext/pith/extract/internal/block"
	"github.com/pithtext/pith/extract/rule"
)

// verdictsOf cuts a page into undecided blocks.
func verdictsOf(t *testing.T, page string) (*verdicts, *html.Node) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return newVerdicts(block.Build(root)), root
}

// keepAll decides for every block as a model that is sure of all would.
func keepAll(v *verdicts) {
	v.settle("", func(int) verdict { return verdict{kept: true, by: byModel, score: 1} })
}

// decided lists the blocks as "text: + by rule (reason)", with + for kept, - for
// dropped and c for comments.
func (v *verdicts) decided() (out []string) {
	for i, d := range v.list {
		mark := "-"
		switch {
		case d.kept:
			mark = "+"
		case d.comment:
			mark = "c"
		}
		s := v.table.Blocks[i].Text
		s = strings.TrimSpace(s[:min(len(s), 12)]) + ": " + mark + " " + d.by + " " + d.rule
		if d.reason != "" {
			s += " (" + d.reason + ")"
		}
		out = append(out, s)
	}
	return out
}

const ruledPage = `<p>Menu</p><div class="story"><p>Story</p><p class="ad">Advert</p><p class="note">Note</p>
<div class="ad"><p class="note">Ad note</p></div><p>Share</p></div><div id="comments"><p>First!</p></div><p class="note">Outside note</p>`

func TestSiteBeatsModel(t *testing.T) {
	const name = "example.com (example.com.yaml:1)"
	for _, c := range []struct {
		name, yaml string
		want       []string
	}{
		{"content", "content: .story\n", []string{
			"Menu: - site-rule " + name + " (outside content)",
			"Story: + site-rule " + name + " (inside content)",
			"Advert: + site-rule " + name + " (inside content)",
			"Note: + site-rule " + name + " (inside content)",
			"Ad note: + site-rule " + name + " (inside content)",
			"Share: - model ", // the model is nearly certain
			"First!: - site-rule " + name + " (outside content)",
			"Outside note: - site-rule " + name + " (outside content)",
		}},
		{"remove and keep beat content, remove keep inside it", "content: .story\nremove: .ad\nkeep: .note\ncomments: \"#comments\"\n", []string{
			"Menu: - site-rule " + name + " (outside content)",
			"Story: + site-rule " + name + " (inside content)",
			"Advert: - site-rule example.com (example.com.yaml:3) (.ad)",
			"Note: + site-rule " + name + " (keep)",
			"Ad note: - site-rule example.com (example.com.yaml:3) (.ad)",
			"Share: - model ",
			"First!: c site-rule " + name + " (readers' comments)",
			"Outside note: + site-rule " + name + " (keep)",
		}},
		{"remove alone leaves the rest to the model", "remove: .ad\n", []string{
			"Menu: + model ",
			"Story: + model ",
			"Advert: - site-rule example.com (example.com.yaml:2) (.ad)",
			"Note: + model ",
			"Ad note: - site-rule example.com (example.com.yaml:2) (.ad)",
			"Share: - model ",
			"First!: + model ",
			"Outside note: + model ",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := rule.ParseSite("example.com.yaml", []byte("site: example.com\n"+c.yaml))
			if err != nil {
				t.Fatal(err)
			}
			v, root := verdictsOf(t, ruledPage)
			v.site(s.String(), s.Apply(root))
			// The model wants the opposite of what content says, and is sure of Share.
			v.settle(s.String(), func(i int) verdict {
				switch {
				case v.table.Blocks[i].Text == "Share":
					return verdict{by: byModel, score: 0.05}
				case v.named[i]:
					return verdict{by: byModel, score: 0.3}
				}
				return verdict{kept: true, by: byModel, score: 0.9}
			})
			if diff := cmp.Diff(c.want, v.decided()); diff != "" {
				t.Errorf("verdicts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHeadline(t *testing.T) {
	const title = "Bridge reopens after repairs"
	v, _ := verdictsOf(t, "<h1>Bridge reopens after repairs</h1><p>BRIDGE REOPENS — after repairs!</p><p>Bridge reopens after repairs, says council.</p><p>Bridge</p>")
	keepAll(v)
	v.headline(title)
	want := []string{
		"Bridge reope: - structure  (repeats the title)",
		"BRIDGE REOPE: - structure  (repeats the title)",
		"Bridge reope: + model ",
		"Bridge: + model ",
	}
	if diff := cmp.Diff(want, v.decided()); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
	keepAll(v)
	v.headline(" — ")
	if v.kept() != 4 {
		t.Errorf("a title without letters dropped blocks: %q", v.decided())
	}
}

func TestTitleParts(t *testing.T) {
	for title, want := range map[string][]string{
		"Bridge reopens after repairs":                 nil,
		"Bridge reopens after repairs | Ouse Weekly":   {"Bridge reopens after repairs"},
		"Ouse Weekly - Bridge reopens after repairs":   {"Bridge reopens after repairs"},
		"The Ouse Weekly – Bridge reopens at noon":     {"The Ouse Weekly", "Bridge reopens at noon"},
		"Bridge reopens after repairs - News - Weekly": {"Bridge reopens after repairs"},
		"High-speed line opens":                        nil,
	} {
		if diff := cmp.Diff(want, titleParts(title)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", title, diff)
		}
	}
}

// sentence is prose by any measure; 2 of it are a story.
const sentence = "The ferry left at six, as it does every day, and came back with nobody but the postman on board. "

func TestComments(t *testing.T) {
	story := "<p>" + strings.Repeat(sentence, 3) + "</p>"
	comments := `<section id="comments"><h2>Two comments</h2><div class="comment"><p>` + sentence + `</p></div></section>`
	for _, c := range []struct {
		name, kind, page string
		want             []string
	}{
		{"after the story", "article", story + comments, []string{
			"The ferry le: + model ", "Two comments: - structure  (in the readers' comments)", "The ferry le: c structure  (in the readers' comments)"}},
		{"on a forum", "forum", story + comments, []string{"The ferry le: + model ", "Two comments: + model ", "The ferry le: + model "}},
		{"reviews of a product", "product", story + comments, []string{"The ferry le: + model ", "Two comments: + model ", "The ferry le: + model "}},
		{"before any prose", "article", "<p>Short.</p>" + comments, []string{"Short.: + model ", "Two comments: + model ", "The ferry le: + model "}},
		{"around the page", "article", `<div class="has-comments">` + story + story + `</div>`, []string{"The ferry le: + model ", "The ferry le: + model "}},
	} {
		v, _ := verdictsOf(t, c.page)
		keepAll(v)
		v.comments(c.kind)
		if diff := cmp.Diff(c.want, v.decided()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if got := v.anyComments(); got != (c.name == "after the story") {
			t.Errorf("%s: any comments: %v", c.name, got)
		}
	}
}

func TestFurniture(t *testing.T) {
	page := `<p>By Ada Moss</p><p><a href=a>World</a> | <a href=b>Politics</a></p><p>` + sentence + `</p><p>By Ada Moss</p>`
	for kind, want := range map[string][]string{
		"article": {"By Ada Moss: - structure  (byline)", "World | Poli: - structure  (a bar of links)", "The ferry le: + model ", "By Ada Moss: + model "},
		"listing": {"By Ada Moss: + model ", "World | Poli: + model ", "The ferry le: + model ", "By Ada Moss: + model "},
	} {
		v, _ := verdictsOf(t, page)
		keepAll(v)
		v.furniture(kind, []string{"", "Ada Moss"})
		if diff := cmp.Diff(want, v.decided()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
}

// TestCaptions asserts that captions go from a story, and stay where they are it.
func TestCaptions(t *testing.T) {
	caption := "<figure><img src=a><figcaption>The ferry at the pier</figcaption></figure>"
	for _, c := range []struct {
		kind, page string
		dropped    bool
	}{
		{"article", "<p>" + strings.Repeat(sentence, 3) + "</p>" + caption, true},
		{"article", "<p>The ferry</p>" + caption, false},
		{"listing", "<p>" + strings.Repeat(sentence, 3) + "</p>" + caption, false},
	} {
		v, _ := verdictsOf(t, c.page)
		keepAll(v)
		v.furniture(c.kind, nil)
		want := "The ferry at: + model "
		if c.dropped {
			want = "The ferry at: - structure  (caption)"
		}
		if got := v.decided()[1]; got != want {
			t.Errorf("%s %.20q: %q, want %q", c.kind, c.page, got, want)
		}
	}
}

func TestOrphans(t *testing.T) {
	page := "<h2>Kept</h2><p>" + sentence + "</p><h2>Above</h2><h3>Below</h3><p>" + sentence + "</p><h2>Read on</h2><ul><li>gone</ul><h2>End</h2><p>gone too</p>"
	v, _ := verdictsOf(t, page)
	v.settle("", func(i int) verdict {
		return verdict{kept: !strings.HasPrefix(v.table.Blocks[i].Text, "gone"), by: byModel}
	})
	v.orphans("article")
	want := []string{
		"Kept: + model ", "The ferry le: + model ", "Above: + model ", "Below: + model ", "The ferry le: + model ",
		"Read on: - structure  (heading of a section that was dropped)", "gone: - model ",
		"End: - structure  (heading of a section that was dropped)", "gone too: - model ",
	}
	if diff := cmp.Diff(want, v.decided()); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
}
