package model

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pithtext/pith/extract/internal/block"
	"golang.org/x/net/html"
)

// tablePage is a page as Decide takes it.
func tablePage(t testing.TB, page string) Input {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return Input{Root: root, Table: block.Build(root)}
}

const story = "The ferry left at six, as it does every day, and came back with nobody but the postman on board. "

func articlePage() string {
	p := "<p>" + strings.Repeat(story, 3) + "</p>"
	return `<title>The ferry</title><nav><ul><li><a href="/">Home</a><li><a href="/a">About us</a></ul></nav>
<main><article><h1>The ferry</h1>` + strings.Repeat(p, 8) + `</article></main>
<aside class="related"><ul><li><a href="/1">The pier closes</a><li><a href="/2">A new lamp</a></ul></aside><footer>© 2024 Isle Press</footer>`
}

func embeddedModel(t testing.TB) *Model {
	t.Helper()
	m, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestDecide(t *testing.T) {
	m := embeddedModel(t)
	for name, page := range map[string]string{
		"article": articlePage(), "empty": "", "one word": "word", "no letters": "<p>***<p>—", "menu": "<nav><a href=x>a</a></nav>",
	} {
		t.Run(name, func(t *testing.T) {
			in := tablePage(t, page)
			v := m.Decide(in)
			n := len(in.Table.Blocks)
			if len(v.Scores) != n || len(v.Keep) != n || v.Rows.Count != n || v.Rows.Cols != len(RowNames()) || len(v.Rows.Data) != n*v.Rows.Cols {
				t.Errorf("%d blocks, %d scores, %d verdicts, %d rows of %d", n, len(v.Scores), len(v.Keep), v.Rows.Count, v.Rows.Cols)
			}
			if len(v.Page) != len(PageNames()) || len(v.Trust) != len(TrustNames()) {
				t.Errorf("%d page features of %d, %d trust features of %d", len(v.Page), len(PageNames()), len(v.Trust), len(TrustNames()))
			}
			if !slices.Contains(Types(), v.Type) || v.TypeShare < 1./7 || v.TypeShare > 1 || v.Confidence < 0 || v.Confidence > 1 {
				t.Errorf("type %q with %v, confidence %v", v.Type, v.TypeShare, v.Confidence)
			}
			for _, values := range [][]float32{v.Page, v.Trust, v.Rows.Data, v.Scores} {
				for i, x := range values {
					if f := float64(x); math.IsNaN(f) || math.IsInf(f, 0) {
						t.Errorf("number %d of %d is %v", i, len(values), x)
					}
				}
			}
			if again := m.Decide(tablePage(t, page)); !reflect.DeepEqual(v, again) {
				t.Error("the verdict differs the second time")
			}
		})
	}
}

// TestDecideArticle asserts what any weights must get right: a story among its
// page's furniture.
func TestDecideArticle(t *testing.T) {
	in := tablePage(t, articlePage())
	in.Title = "The ferry"
	v := embeddedModel(t).Decide(in)
	if v.Type != "article" {
		t.Errorf("type %s", v.Type)
	}
	for i, b := range in.Table.Blocks {
		if b.Text == "The ferry" {
			continue
		}
		if want := strings.HasPrefix(b.Text, "The ferry left"); v.Keep[i] != want {
			t.Errorf("%.40q: kept is %v, probability %v", b.Text, v.Keep[i], v.Scores[i])
		}
	}
}

func TestDecideGivenType(t *testing.T) {
	in := tablePage(t, articlePage())
	for k, kind := range Types() {
		in.Type = kind
		v := embeddedModel(t).Decide(in)
		if v.Type != kind || v.TypeShare < told || v.TypeShare > 1 {
			t.Errorf("type %s with %v, want %s with %v or more", v.Type, v.TypeShare, kind, told)
		}
		row := v.Rows.Row(0)
		sum := float32(0)
		for i, share := range row[slices.Index(RowNames(), "type_article"):][:len(types)] {
			if sum += share; share >= told != (i == k) {
				t.Errorf("%s: share of %s is %v", kind, types[i], share)
			}
		}
		if sum < 0.999 || sum > 1.001 {
			t.Errorf("%s: shares add up to %v", kind, sum)
		}
	}
}

// TestDecideByHand asserts the way through the heads on trees that are known:
// the type is forum, blocks over a mass of 50 are kept, the confidence is over 1.
func TestDecideByHand(t *testing.T) {
	h := whole()
	for i := range h.Heads {
		h.Heads[i].Trees = 0
	}
	h.Decode = Decode{Low: slices.Repeat([]float32{0.5}, len(types)), High: 0.5, Core: 0.6}
	m, err := Load(bytes.NewReader(packed(payload(t, h, nil)[:4+headerLength(t, h)])))
	if err != nil {
		t.Fatal(err)
	}
	mass := uint16(slices.Index(RowNames(), "mass"))
	one := func(leaves ...float32) *forest {
		var splits []split
		if len(leaves) > 1 {
			splits = []split{{threshold: 50, feature: mass, left: ^0, right: ^1}}
		}
		return &forest{classes: 1, trees: []tree{grown(t, splits, leaves...)}}
	}
	kinds := &forest{classes: len(types)}
	for _, sum := range []float32{0, 9, 0, 0, 0, 0, 0} {
		kinds.trees = append(kinds.trees, grown(t, nil, sum))
	}
	m.heads = map[string]*forest{headType: kinds, headBlock: one(-2, 2), headAgain: one(-3, 3), headTrust: one(1.5)}
	in := tablePage(t, "<p>short</p><p>"+story+"</p><p>brief</p>")
	v := m.Decide(in)
	if v.Type != "forum" || v.Confidence != 1 || !slices.Equal(v.Keep, []bool{false, true, false}) {
		t.Errorf("type %s, confidence %v, kept %v", v.Type, v.Confidence, v.Keep)
	}
	low, high := float32(1/(1+math.Exp(3))), float32(1/(1+math.Exp(-3)))
	if !slices.Equal(v.Scores, []float32{low, high, low}) {
		t.Errorf("probabilities %v, want %v and %v", v.Scores, low, high)
	}
	first := float32(1 / (1 + math.Exp(-2)))
	if got := v.Rows.Row(1)[slices.Index(RowNames(), "p")]; got != first {
		t.Errorf("the second stage is told %v of block 1, want the first's %v", got, first)
	}
	weights := m.Weigh(v.Rows.Row(1), v.Rows.Usual(), 5)
	if want := []Weight{{"mass", v.Rows.Row(1)[mass], 4}}; !slices.Equal(weights, want) {
		t.Errorf("moved by %v, want %v", weights, want)
	}
	if weights = m.Weigh(v.Rows.Row(0), v.Rows.Usual(), 5); len(weights) != 0 {
		t.Errorf("block 0 has the usual mass, but was moved by %v", weights)
	}
}

func headerLength(t testing.TB, h Header) int {
	t.Helper()
	raw := payload(t, h, nil)
	return int(uint32(raw[0]) | uint32(raw[1])<<8 | uint32(raw[2])<<16 | uint32(raw[3])<<24)
}

// TestFavorsNest asserts that precision keeps a part of what balance keeps, and
// balance of what recall keeps.
func TestFavorsNest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	d := embeddedModel(t).Header.Decode
	differ := 0
	for range 500 {
		p := make([]float32, 6)
		for i := range p {
			p[i] = r.Float32()
		}
		for k, kind := range Types() {
			shares := make([]float32, len(types))
			shares[k] = 1
			precision, balance, recall := d.keep(portal(p...), pageKind{shares: shares}, Precision), d.keep(portal(p...), pageKind{shares: shares}, Balance), d.keep(portal(p...), pageKind{shares: shares}, Recall)
			for i := range p {
				if precision[i] && !balance[i] || balance[i] && !recall[i] {
					t.Fatalf("%s %v: precision keeps %v, balance %v, recall %v", kind, p, precision, balance, recall)
				}
				if precision[i] != recall[i] {
					differ++
				}
			}
		}
	}
	if differ == 0 {
		t.Error("the favors never differ")
	}
}

// TestContextValues asserts the second stage's features on numbers that are
// easy to count.
func TestContextValues(t *testing.T) {
	s := portal(0.9, 0.9, 0.1, 0.1, 0.1, 0.1)
	for _, c := range []struct {
		block int
		name  string
		want  float64
	}{
		{0, "p", 0.9}, {0, "p_prev", -1}, {0, "p_next", 0.9}, {0, "p_next2", 0.1}, {2, "p_prev3", -1}, {5, "p_next", -1},
		{0, "p_win2", 1.9 / 3}, {0, "p_win12", 2.2 / 6}, {0, "p_up1", 1.9 / 3}, {0, "p_up2", 2.2 / 6}, {0, "p_up3", -1},
		{0, "sure_up1", 1}, {5, "sure_up1", 0}, {5, "sure_up2", 1},
		{0, "run_mass", 160}, {0, "run_share", 1}, {0, "in_best_run", 1}, {0, "to_best_run", 0},
		{3, "run_mass", 0}, {3, "in_best_run", 0}, {3, "to_best_run", 2},
		{0, "in_core", 1}, {2, "in_core", 1}, {3, "in_core", 0}, {3, "core_up", 1}, {0, "core_share", 200. / 600},
		{0, "since_sure", 99}, {0, "until_sure", 1}, {5, "since_sure", 4}, {1, "sure_before", 0.5}, {1, "sure_after", 0},
		{0, "page_p", 2.2 / 6}, {0, "page_sure", 2. / 6}, {0, "page_max", 0.9}, {2, "p_of_max", 1. / 9},
	} {
		k := slices.Index(ContextNames(), c.name)
		if k < 0 {
			t.Fatalf("no feature %s", c.name)
		}
		if got := s.contextFeatures(nil, c.block)[k]; math.Abs(float64(got)-c.want) > 1e-4 {
			t.Errorf("block %d: %s is %v, want %v", c.block, c.name, got, c.want)
		}
	}
	// Nothing likely: no run, no core.
	s = portal(0.1, 0.1, 0.1, 0.1, 0.1, 0.1)
	row := s.contextFeatures(nil, 3)
	if k := slices.Index(ContextNames(), "to_best_run"); row[k] != -999 {
		t.Errorf("%v blocks to a run that is not there", row[k])
	}
}

func TestNamesAreUnique(t *testing.T) {
	for what, names := range map[string][]string{
		"page": PageNames(), "row": RowNames(), "context": ContextNames(), "trust": TrustNames(), "type": Types(),
	} {
		sorted := slices.Sorted(slices.Values(names))
		if len(slices.Compact(sorted)) != len(names) || slices.Contains(names, "") {
			t.Errorf("%s names: %q", what, names)
		}
	}
}

func TestPageFeatures(t *testing.T) {
	in := tablePage(t, `<head><meta property="og:type" content="Article"><meta name="generator" content="WordPress 6.4">
<meta property="article:published_time" content="2024-05-01"></head><h1>T</h1><p>`+story+`</p><pre>go</pre><ul><li>one<li>two</ul>
<div itemscope itemtype="https://schema.org/Recipe">£3</div><p>What?`)
	address, err := url.Parse("https://forum.example.com/news/2024/the-old-mill.html?page=2")
	if err != nil {
		t.Fatal(err)
	}
	row := PageFeatures(in.Root, address, in.Table)
	if want := len(PageNames()) - len(types); len(row) != want { // the words come from the model
		t.Fatalf("%d features, want %d", len(row), want)
	}
	log := func(n float64) float64 { return math.Log1p(n) }
	for name, want := range map[string]float64{
		"og": 1, "generator": 4, "published_time": 1, "data_recipe": 1, "data_article": 0,
		"url_known": 1, "url_depth": 3, "url_hyphens": 2, "url_digits": 4, "url_query": 1, "url_root": 0, "url_html": 1,
		"path_article": 1, "host_forum": 1, "path_forum": 0, "host_article": 0, "path_product": 0,
		"paragraphs": log(2), "pre": log(1), "items": log(2), "headings": log(1), "blocks": log(7),
		"question_blocks": log(1), "currency_blocks": log(1), "prose_blocks": log(1), "median_mass": 3,
	} {
		if got := row[slices.Index(PageNames(), name)]; math.Abs(float64(got)-want) > 1e-6 {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	plain := tablePage(t, articlePage())
	if !recipe(row) || recipe(PageFeatures(plain.Root, nil, plain.Table)) {
		t.Error("the recipe is not told from other pages")
	}
	for i, v := range PageFeatures(in.Root, nil, in.Table) {
		if name := PageNames()[i]; strings.HasPrefix(name, "url_") && v != -1 {
			t.Errorf("%s of no address is %v", name, v)
		}
	}
}

func TestSignals(t *testing.T) {
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	for _, c := range []struct {
		name, page string
		data       []string
		og, gen    float32
	}{
		{name: "none", page: "<p>Article</p>"},
		{name: "one type", page: ld(`{"@type":"NewsArticle"}`), data: []string{"article"}},
		{name: "an array of types", page: ld(`{"@type" : [ "Product", "Thing" , "FAQPage" ]}`), data: []string{"product", "faq"}},
		{name: "a graph", page: ld(`{"@graph":[{"@type":"WebPage"},{"@type":"BreadcrumbList"}]}`), data: []string{"crumbs", "webpage"}},
		{name: "broken JSON", page: ld(`{"@type":"Recipe", "name": "Sou`), data: []string{"recipe"}},
		{name: "cut in the type", page: ld(`{"@type":"Recipe`)},
		{name: "cut in the array", page: ld(`{"@type":["Recipe"`)},
		{name: "nothing after the type", page: ld(`{"@type"`)},
		{name: "unknown type", page: ld(`{"@type":"Volcano"}`)},
		{name: "an empty script", page: ld("")},
		{name: "another script", page: `<script>{"@type":"Recipe"}</script>`},
		{name: "several scripts", page: ld(`{"@type":"Recipe"}`) + ld(`{"@type":"Person"}`), data: []string{"recipe", "person"}},
		{name: "microdata", page: `<div itemtype="http://schema.org/Product">`, data: []string{"product"}},
		{name: "microdata without an address", page: `<div itemtype="Product">`, data: []string{"product"}},
		{name: "Open Graph", page: `<meta property="og:type" content="product">`, og: 2},
		{name: "Open Graph by name", page: `<meta name="og:type" content="WEBSITE">`, og: 4},
		{name: "an unknown kind of Open Graph", page: `<meta property="og:type" content="video">`, og: 5},
		{name: "generator", page: `<meta name="Generator" content="Discourse 3.2">`, gen: 1},
		{name: "an unknown generator", page: `<meta name="generator" content="my own">`},
	} {
		s := readSignals(tablePage(t, c.page).Root)
		var data []string
		for i, d := range dataTypes {
			if s.data&(1<<i) != 0 {
				data = append(data, d.name)
			}
		}
		if !slices.Equal(data, c.data) || s.og != c.og || s.generator != c.gen || s.published {
			t.Errorf("%s: types %q, Open Graph %v, generator %v, published %v; want %+v", c.name, data, s.og, s.generator, s.published, c)
		}
	}
}

// TestTrustRow asserts how a decided page is summed up.
func TestTrustRow(t *testing.T) {
	s := portal(0.9, 0.9, 0.5, 0.1, 0.1, 0.1)
	v := &Verdict{Keep: []bool{true, true, true, false, false, false}}
	row := trustRow(v, s, []float32{0.25, 0.75, 0, 0, 0, 0, 0})
	if len(row) != len(TrustNames()) {
		t.Fatalf("%d columns, want %d", len(row), len(TrustNames()))
	}
	for name, want := range map[string]float64{
		"type_article": 0.25, "type_forum": 0.75, "blocks": math.Log1p(6), "mass": math.Log1p(600), "kept_blocks": math.Log1p(3),
		"kept_share": 0.5, "kept_p": 2.3 / 3, "dropped_p": 0.1, "unsure_share": 1. / 3, "runs": math.Log1p(1), "best_run_share": 1,
		"core_share": 1, "top": 0.9, "page_prose": 2. / 6, "largest": 1. / 3,
	} {
		if got := row[slices.Index(TrustNames(), name)]; math.Abs(float64(got)-want) > 1e-5 {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
}

// TestDecideEnds asks for every check in turn that it ends the work.
func TestDecideEnds(t *testing.T) {
	m, in := embeddedModel(t), tablePage(t, strings.Repeat("<p>A word of the story.</p>", 10))
	checks := 0
	in.Check = func() error { checks++; return nil }
	if m.Decide(in) == nil || checks < 2 {
		t.Fatalf("%d checks", checks)
	}
	for last := range checks {
		n := 0
		in.Check = func() error {
			if n++; n > last {
				return errors.New("no time is left")
			}
			return nil
		}
		if m.Decide(in) != nil || n != last+1 {
			t.Errorf("went on after check %d", last)
		}
	}
}
