package readable

import (
	"net/url"
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
	for _, page := range []string{"", "<p></p>", "<script>x</script>", "<frameset><frame src=x></frameset>"} {
		root := parse(t, page)
		before := render(t, root)
		keep, err := Vote(root, nil, block.Build(root))
		if err == nil || err.Error() != "readability: no content found" || keep != nil {
			t.Errorf("%q: %v, %v", page, keep, err)
		}
		if after := render(t, root); after != before {
			t.Errorf("the tree was changed:\n%s\n%s", before, after)
		}
	}
}

// TestVoteWithAddress asserts that the address changes nothing but the links of
// the library's own copy.
func TestVoteWithAddress(t *testing.T) {
	page := `<body><article><p>` + strings.Repeat(sentence, 5) + `<a href="/x">On the isle</a>.</p><p>` + strings.Repeat(sentence, 5) + `</p></article></body>`
	root := parse(t, page)
	before := render(t, root)
	keep, err := Vote(root, &url.URL{Scheme: "https", Host: "example.com"}, block.Build(root))
	if err != nil || len(keep) != 2 || !keep[0] || !keep[1] {
		t.Errorf("%v, %v", keep, err)
	}
	if after := render(t, root); after != before {
		t.Errorf("the tree was changed:\n%s\n%s", before, after)
	}
}

// TestVoteOnMarkedPage asserts that a page which carries the adapter's own
// attribute, as one that went through a tool may, is neither misread nor changed.
func TestVoteOnMarkedPage(t *testing.T) {
	long := strings.Repeat(sentence, 5)
	root := parse(t, `<body><div class="story"><p data-pith-elem="3">`+long+`</p><p data-pith-elem="x" class="a">`+long+`</p></div>
<nav><ul><li data-pith-elem="2"><a href="/">Home</a></li></ul></nav></body>`)
	before := render(t, root)
	table := block.Build(root)
	keep, err := Vote(root, nil, table)
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range table.Blocks {
		if want := strings.HasPrefix(b.Text, "The ferry"); keep[i] != want {
			t.Errorf("%.20q: kept is %v", b.Text, keep[i])
		}
	}
	if after := render(t, root); after != before {
		t.Errorf("the tree was changed:\n%s\n%s", before, after)
	}
}

// TestVoteOnOddPages asserts that no page makes the call panic or leaves marks.
func TestVoteOnOddPages(t *testing.T) {
	for name, page := range map[string]string{
		"deep":        strings.Repeat("<div>", 300) + sentence,
		"wide":        strings.Repeat("<p>"+sentence+"</p>", 1500),
		"many breaks": "<div>" + strings.Repeat(sentence+"<br><br>", 500) + "</div>",
		"table":       "<table>" + strings.Repeat("<tr><td>"+sentence, 100) + "</table>",
		"no letters":  strings.Repeat("<p>...", 100),
		"broken data": `<script type="application/ld+json">{"@context":"https://schema.org","@type":[1,{}]}</script><p>` + sentence,
		"base":        `<base href="http://%zz/"><p>` + sentence + `<a href="http://%zz">x</a>`,
	} {
		root := parse(t, page)
		before := render(t, root)
		table := block.Build(root)
		if keep, err := Vote(root, nil, table); err == nil && len(keep) != len(table.Blocks) {
			t.Errorf("%s: %d votes on %d blocks", name, len(keep), len(table.Blocks))
		}
		if after := render(t, root); after != before {
			t.Errorf("%s: the tree was changed", name)
		}
	}
}

// TestVoteGivesUp has a page on which the library would take very long.
func TestVoteGivesUp(t *testing.T) {
	page := strings.Repeat("<div>", 400) + strings.Repeat("<p>a</p>", 30_000)
	root := parse(t, page)
	keep, err := Vote(root, nil, block.Build(root))
	if err == nil || err.Error() != "readability: the page is too large and nested too deep for it" || keep != nil {
		t.Errorf("%v, %v", keep, err)
	}
}
