package lexicon

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/pithtext/pith/extract/internal/block"
	"golang.org/x/net/html"
)

const page = `<body class="home"><div id="wrap" class="mainCol2"><section class="story Story">
<h2>Weather and Tides</h2>
<p class="lead">Rain by 9:45 on the ÖRE coast</p>
<p>` + prose + `</p>
<div class="more"><ul><li><a href="/x">More tides</a></li></ul></div>
</section></div></body>`

const prose = "The harbour master, who has kept the book of tides for thirty years, says that he has never seen the water " +
	"so high in October, and that the boats had better stay where they are until the wind has turned to the north again."

func table(t testing.TB, page string) *block.Table {
	t.Helper()
	_, table := parse(t, page)
	return table
}

func parse(t testing.TB, page string) (*html.Node, *block.Table) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root, block.Build(root)
}

func word(s string, p place) Token {
	h := hash(fnvOffset)
	for _, r := range s {
		h = h.rune(r)
	}
	return h.at(p)
}

func line(p place, ws ...string) Token {
	whole := hash(fnvOffset)
	for _, w := range ws {
		h := hash(fnvOffset)
		for _, r := range w {
			h = h.rune(r)
		}
		whole = whole.rune(rune(h))
	}
	return whole.at(p)
}

func TestTokens(t *testing.T) {
	tb := table(t, page)
	near := func(p place, words ...string) (out []Grouped) {
		for _, w := range words {
			g := groupNear
			if p == placeFar {
				g = groupFar
			}
			out = append(out, Grouped{uint8(g), word(w, p)})
		}
		return out
	}
	tags := func(names ...string) (out []Grouped) {
		for level, n := range names {
			out = append(out, Grouped{groupTag, tagToken(n, level)})
		}
		return out
	}
	in := func(g uint8, tokens ...Token) (out []Grouped) {
		for _, token := range tokens {
			out = append(out, Grouped{g, token})
		}
		return out
	}
	head := in(groupHead, word("weather", placeHead), word("and", placeHead), word("tides", placeHead),
		line(placeTitle, "weather", "and", "tides"))
	want := [][]Grouped{
		slices.Concat(
			near(placeNear, "story", "story", "wrap", "main", "col"), near(placeFar, "home"),
			tags("h2", "section", "div", "body"),
			in(groupText, word("weather", placeWord), word("and", placeWord), word("tides", placeWord),
				line(placeWhole, "weather", "and", "tides"))),
		slices.Concat(
			near(placeOwn, "lead"), near(placeNear, "story", "story", "wrap", "main", "col"), near(placeFar, "home"),
			tags("p", "section", "div", "body"),
			in(groupText, word("rain", placeWord), word("by", placeWord), word("0", placeWord), word("0", placeWord),
				word("on", placeWord), word("the", placeWord), word("öre", placeWord), word("coast", placeWord)),
			head),
		slices.Concat(
			near(placeNear, "story", "story", "wrap", "main", "col"), near(placeFar, "home"),
			tags("p", "section", "div", "body"),
			in(groupText, word("the", placeStart), word("harbour", placeStart), word("master", placeStart)),
			head),
		slices.Concat(
			near(placeNear, "more"), near(placeFar, "story", "story", "wrap", "main", "col", "home"),
			tags("li", "ul", "div", "section"),
			in(groupText, word("more", placeWord), word("tides", placeWord), line(placeWhole, "more", "tides")),
			head),
	}
	got := Tokens(tb)
	if len(got) != len(want) {
		t.Fatalf("%d blocks, want %d", len(got), len(want))
	}
	order := func(a, b Grouped) int { return int(a.Group)<<33 - int(b.Group)<<33 + int(a.Token) - int(b.Token) }
	for i := range want {
		slices.SortFunc(got[i], order)
		slices.SortFunc(want[i], order)
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("block %d (%.30q):\ngot  %v\nwant %v", i, tb.Blocks[i].Text, got[i], want[i])
		}
	}
}

// TestFeaturesAreSums holds the sums that are built up over elements against
// those of the tokens that a block is trained on.
func TestFeaturesAreSums(t *testing.T) {
	tb := table(t, page)
	tokens := Tokens(tb)
	weights := map[Token]Weights{}
	n := float32(0)
	for _, list := range tokens {
		for _, g := range list {
			n++
			weights[g.Token] = Weights{n / 16, -n / 8}
		}
	}
	m := New(weights).Features(tb)
	if m.Rows != len(tb.Blocks) || m.Cols != len(Names()) || len(m.Data) != m.Rows*m.Cols {
		t.Fatalf("%d rows of %d columns, %d numbers", m.Rows, m.Cols, len(m.Data))
	}
	mean := make([]float64, columns/2)
	want := make([][]float64, m.Rows)
	for i, list := range tokens {
		want[i] = make([]float64, columns/2)
		for _, g := range list {
			for task, w := range weights[g.Token] {
				want[i][int(g.Group)*Tasks+task] += float64(w)
			}
		}
		for c, v := range want[i] {
			mean[c] += v / float64(m.Rows)
		}
	}
	for i := range want {
		for c, v := range want[i] {
			if got := float64(m.Row(i)[c]); math.Abs(got-v) > 1e-4 {
				t.Errorf("block %d: %s is %v, want %v", i, Names()[c], got, v)
			}
			if got := float64(m.Row(i)[columns/2+c]); math.Abs(got-(v-mean[c])) > 1e-4 {
				t.Errorf("block %d: %s is %v, want %v", i, Names()[columns/2+c], got, v-mean[c])
			}
		}
	}
}

func TestFeaturesOfNothing(t *testing.T) {
	for _, page := range []string{"", "<p>one", "<p>—"} {
		m := New(nil).Features(table(t, page))
		for _, v := range m.Data {
			if v != 0 {
				t.Errorf("%q: a lexicon without words gives %v", page, v)
			}
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want int // words that are given
		n    int // words that are counted: at most one more
	}{
		{"", 3, 0, 0},
		{"One, two", 3, 2, 2},
		{"one two three four five six", 3, 3, 4},
		{"1999 – 2010a", 5, 2, 2},
		{"港口周一开放", 3, 1, 1},
	} {
		given := 0
		n, _ := words(c.text, c.most, func(hash) { given++ })
		if n != c.n || given != c.want {
			t.Errorf("%q: %d words given, %d counted; want %d and %d", c.text, given, n, c.want, c.n)
		}
	}
}

func BenchmarkFeatures(b *testing.B) {
	tb := table(b, strings.Repeat(page, 50))
	weights := map[Token]Weights{}
	for _, list := range Tokens(tb) {
		for _, g := range list {
			weights[g.Token] = Weights{1, 1}
		}
	}
	l := New(weights)
	b.ReportAllocs()
	for b.Loop() {
		l.Features(tb)
	}
}
