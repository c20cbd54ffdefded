package block

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestFigureCaption(t *testing.T) {
	long := strings.Repeat("The boat is old and the water is high. ", 10)
	for _, c := range []struct {
		page string
		want bool // of the last block
	}{
		{"<figure><img src=a><figcaption>The boat</figcaption></figure>", true},
		{"<figure><img src=a><figcaption><div><p>The boat</p></div></figcaption></figure>", true},
		{"<figcaption><div><div><div><div>The boat</div></div></div></div></figcaption>", false},
		{"<figure><img src=a><p>The boat</p></figure>", false},
		{`<div class="story-photo"><img src=a><span>The boat</span></div>`, true},
		{`<div class="story-photo"><span>The boat</span></div>`, false},
		{`<div class="story"><img src=a><span>The boat</span></div>`, false},
		{`<div class="photo"><div><img src=a><span>The boat</span></div></div>`, false},
		{`<div class="photo"><img src=a><span>` + long + `</span></div>`, false},
	} {
		root, err := html.Parse(strings.NewReader(c.page))
		if err != nil {
			t.Fatal(err)
		}
		table := Build(root)
		if got := table.FigureCaption(len(table.Blocks) - 1); got != c.want {
			t.Errorf("%s: %v", c.page, got)
		}
	}
}
