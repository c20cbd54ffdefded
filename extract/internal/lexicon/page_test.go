package lexicon

import (
	"math"
	"slices"
	"testing"
)

const typedPage = `<html><head><meta property="og:type" content="product.item"><meta name="author" content="Ann Reader">
<link rel=stylesheet href="/shop/theme2.css"><script src="cart.js">var unread</script></head>
<body class="home"><h2>Weather and Tides</h2><p><span class="price">9:45</span></p>
<p>` + prose + `</p></body></html>`

func TestPageTokens(t *testing.T) {
	root, table := parse(t, typedPage)
	var got []Token
	PageTokens(root, table, func(token Token) { got = append(got, token) })
	want := []Token{
		word("og", placeMeta), word("type", placeMeta), line(placeMetaName, "og", "type"),
		word("product", placeMetaValue), word("item", placeMetaValue),
		word("author", placeMeta), line(placeMetaName, "author"),
		word("shop", placeFile), word("theme", placeFile), word("css", placeFile), word("cart", placeFile), word("js", placeFile),
		word("home", placeOwn), word("price", placeOwn),
		word("weather", placeWord), word("and", placeWord), word("tides", placeWord), line(placeWhole, "weather", "and", "tides"),
		word("weather", placeHead), word("and", placeHead), word("tides", placeHead), line(placeTitle, "weather", "and", "tides"),
		word("0", placeWord), word("0", placeWord), line(placeWhole, "0", "0"),
		word("the", placeStart), word("harbour", placeStart), word("master", placeStart),
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestPagesFeatures(t *testing.T) {
	root, table := parse(t, typedPage)
	bias := []float32{0, 0.5}
	// "0" stands twice in the page and counts once, "wind" stands nowhere.
	tokens := []Token{word("price", placeOwn), word("0", placeWord), word("shop", placeFile), word("tides", placeWord), word("wind", placeWord)}
	rows := []float32{2, 0, 3, 1, 1, 1, 0, 0, 100, 0}
	a, b := 6.0/2, 2.0/2+0.5 // over the root of four known words
	total := math.Log(math.Exp(a) + math.Exp(b))
	got := NewPages(tokens, rows, bias).Features(root, table)
	for k, want := range []float64{a - total, b - total} {
		if math.Abs(float64(got[k])-want) > 1e-6 {
			t.Errorf("type %d: %v, want %v", k, got[k], want)
		}
	}
	if got := NewPages(tokens[4:], rows[8:], bias).Features(root, table); !slices.Equal(got, []float32{0, 0}) {
		t.Errorf("no word is known: %v", got)
	}
	twice := []Token{tokens[0], tokens[0]}
	if got := NewPages(twice, []float32{1, 0, 0, 800}, bias).Features(root, table); got[0] > -800 || got[1] != 0 {
		t.Errorf("the last weights of a token count, however large: %v", got)
	}
}
