package readable

import (
	"strings"
	"testing"

	"github.com/pithtext/pith/extract/internal/block"
	"golang.org/x/net/html"
)

func parse(t *testing.T, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func render(t *testing.T, root *html.Node) string {
	t.Helper()
	var b strings.Builder
	if err := html.Render(&b, root); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const sentence = "The ferry left at six, as it does every day, and came back with nobody but the postman on board. "

func TestVote(t *testing.T) {
	long := strings.Repeat(sentence, 5)
	root := parse(t, `<body><nav><ul><li><a href="/">Home</a></li></ul></nav>
		<div class="story"><p>`+long+`</p><p>`+long+`<b>Bold.</b></p>`+long+`<br><br>`+long+`</div>
		<div class="sidebar"><a href="/x">Another story</a></div></body>`)
	before := render(t, root)
	table := block.Build(root)
	keep, err := Vote(root, nil, table)
	if err != nil {
		t.Fatal(err)
	}
	if after := render(t, root); after != before {
		t.Errorf("the tree was changed:\n%s\n%s", before, after)
	}
	for i, b := range table.Blocks {
		if want := strings.HasPrefix(b.Text, "The ferry"); keep[i] != want {
			t.Errorf("%q: kept is %v", b.Text, keep[i])
		}
	}
}

func TestVoteFindsNothing(t *testing.T) {
	root := parse(t, "")
	table := block.Build(root)
	keep, err := Vote(root, nil, table)
	if err == nil || !strings.HasPrefix(err.Error(), "readability: ") {
		t.Errorf("%v, %v", keep, err)
	}
}
