package rule

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

func parse(t testing.TB, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// randomPage builds a tree of few tags, classes and IDs, so that selectors hit.
func randomPage(r *rand.Rand) string {
	var b strings.Builder
	tags := []string{"div", "section", "span", "b", "ul", "li"}
	var grow func(depth int)
	grow = func(depth int) {
		for range 1 + r.IntN(4) {
			tag := tags[r.IntN(len(tags))]
			fmt.Fprintf(&b, "<%s", tag)
			if r.IntN(2) == 0 {
				fmt.Fprintf(&b, ` class="%s %s"`, string(rune('a'+r.IntN(4))), string(rune('a'+r.IntN(4))))
			}
			if r.IntN(5) == 0 {
				fmt.Fprintf(&b, ` id="i%d"`, r.IntN(3))
			}
			b.WriteString(">x")
			if depth > 0 && r.IntN(3) > 0 {
				grow(depth - 1)
			}
			fmt.Fprintf(&b, "</%s>", tag)
		}
	}
	grow(5)
	return b.String()
}

func randomSelector(r *rand.Rand) string {
	parts := []string{"div", "span", "li", "*", ".a", ".b", ".c.d", "div.a", "#i1", "section#i0.b", "[class]", "[class~=c]", "div:not(.a)", "b:first-child", "li:nth-child(2n+1)", "div:haschild(.b)", "ul:has(li)", ":not(div)", "span:last-child", "p:contains(x)"}
	chain := func() string {
		s := parts[r.IntN(len(parts))]
		for range r.IntN(4) {
			s += []string{" ", " > ", "+", "~", ">"}[r.IntN(5)] + parts[r.IntN(len(parts))]
		}
		return s
	}
	s := chain()
	for range r.IntN(3) {
		s += ", " + chain()
	}
	return s
}

// TestQueryAgreesWithCascadia compares the single pass over many selectors
// with cascadia's search for each.
func TestQueryAgreesWithCascadia(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	hits := 0
	for range 60 {
		root := parse(t, randomPage(r))
		q := newQuery()
		var selectors []string
		for range 30 {
			s := randomSelector(r)
			if _, err := q.add(s); err != nil {
				t.Fatalf("%s: %v", s, err)
			}
			selectors = append(selectors, s)
		}
		found, warnings := q.match(root)
		if len(warnings) > 0 {
			t.Fatal(warnings)
		}
		for i, s := range selectors {
			want := cascadia.QueryAll(root, cascadia.MustCompile(s))
			if len(want) != len(found[i]) {
				t.Fatalf("%s: %d matches, cascadia finds %d", s, len(found[i]), len(want))
			}
			for k := range want {
				if want[k] != found[i][k] {
					t.Fatalf("%s: match %d differs", s, k)
				}
			}
			hits += len(want)
		}
	}
	if hits < 1000 {
		t.Errorf("only %d matches: the test is too weak", hits)
	}
}

// TestDeepTree runs a chain that a search would try in every combination.
func TestDeepTree(t *testing.T) {
	root := parse(t, strings.Repeat("<div>", 300)+"x"+strings.Repeat("</div>", 300))
	q := newQuery()
	for _, s := range []string{"span div div div div div div div div", "div div div div div div div div"} {
		if _, err := q.add(s); err != nil {
			t.Fatal(err)
		}
	}
	found, _ := q.match(root)
	if len(found[0]) != 0 || len(found[1]) != 293 {
		t.Errorf("%d and %d matches, want 0 and 293", len(found[0]), len(found[1]))
	}
}

// TestWideBudget makes sure that a selector that looks around itself from
// every one of very many siblings is given up with a warning.
func TestWideBudget(t *testing.T) {
	root := parse(t, strings.Repeat("<p>x</p>", 20_000))
	s, err := ParseSite("x.yaml", []byte("site: example.com\nremove: [\"p:nth-last-child(7) \", .none]\n"))
	if err != nil {
		t.Fatal(err)
	}
	o := s.Apply(root)
	want := `the selector "p:nth-last-child(7) " looks at too many nodes of this page; its later matches are left out`
	if len(o.Warnings) == 0 || o.Warnings[0] != want {
		t.Errorf("%q, want %q", o.Warnings, want)
	}
}

func TestSelectorKey(t *testing.T) {
	tests := []struct {
		selector string
		kind     keyKind
		name     string
	}{
		{"div", keyTag, "div"},
		{"DIV.a", keyClass, "a"},
		{"div.a#b.c", keyID, "b"},
		{"*.a", keyClass, "a"},
		{"[x]", keyNone, ""},
		{":not(.a)", keyNone, ""},
		{"a:not(#b)", keyTag, "a"},
		{`.a\:b`, keyNone, ""},
		{".é", keyNone, ""},
	}
	for _, tt := range tests {
		if kind, name := selectorKey(tt.selector); kind != tt.kind || name != tt.name {
			t.Errorf("%s: %d %q, want %d %q", tt.selector, kind, name, tt.kind, tt.name)
		}
	}
}
