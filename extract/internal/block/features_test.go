package block

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// column returns the index of a feature.
func column(t testing.TB, name string) int {
	t.Helper()
	i := slices.Index(Names(), name)
	if i < 0 {
		t.Fatalf("no feature %s", name)
	}
	return i
}

func TestNamesAreUnique(t *testing.T) {
	seen := make(map[string]bool)
	for i, n := range Names() {
		if n == "" || seen[n] {
			t.Errorf("column %d has the name %q", i, n)
		}
		seen[n] = true
	}
	Names()[0] = "changed"
	if Names()[0] == "changed" {
		t.Error("a caller can change the names")
	}
}

// oddPages are pages at the edge of what features can be asked of.
func oddPages() map[string]string {
	return map[string]string{
		"empty":            "",
		"one block":        "<p>Only this.",
		"one character":    "x",
		"no letters":       "<p>***<p>—<p>…<p>(((",
		"no prose":         strings.Repeat("<li><a href=x>link</a>", 50),
		"marks only":       "<p>.\u0301\u0301",
		"headings only":    strings.Repeat("<h1>Head</h1>", 20),
		"same text":        strings.Repeat("<p>Again and again.", 200),
		"10,000 siblings":  strings.Repeat("<p>A sentence, of some length, that stands here.</p>", 10_000),
		"deep":             strings.Repeat("<div>", 400) + "deep text, far down.",
		"deep and wide":    strings.Repeat("<div>a", 300),
		"one long word":    "<p>" + strings.Repeat("x", 200_000),
		"one long block":   "<p>" + strings.Repeat("All of it in one block. ", 20_000),
		"hidden":           `<div style="display:none"><p>gone</div>`,
		"everything nav":   `<nav class="menu comment ad sidebar"><a href=x>a</a></nav>`,
		"frameset":         "<frameset><frame src=x></frameset>",
		"other scripts":    "<p>他们走了。</p><p>ไทย</p><p>مرحبا، كيف؟</p><p>हिन्दी।",
		"long class":       `<p class="` + strings.Repeat("px-4 ", 5000) + `">text`,
		"table":            "<table>" + strings.Repeat("<tr><td>1<td>2", 500) + "</table>",
		"br upon br":       strings.Repeat("a<br><br>", 500),
		"unclosed inlines": strings.Repeat("<b>a<i>b", 100),
	}
}

func TestFeaturesOfOddPages(t *testing.T) {
	cols := len(Names())
	for name, page := range oddPages() {
		t.Run(name, func(t *testing.T) {
			table := built(t, page)
			titles := []string{"Only this", "", strings.Repeat("word ", 1000), "|||", "他们走了"}
			if len(table.Blocks) > 1000 {
				titles = titles[:1]
			}
			for _, title := range titles {
				m := table.Features(title)
				if m.Cols != cols || m.Rows != len(table.Blocks) || len(m.Data) != m.Rows*m.Cols {
					t.Fatalf("%d rows of %d columns with %d numbers; want %d of %d", m.Rows, m.Cols, len(m.Data), len(table.Blocks), cols)
				}
				for i, v := range m.Data {
					if f := float64(v); math.IsNaN(f) || math.IsInf(f, 0) {
						t.Fatalf("block %d: %s is %v", i/cols, Names()[i%cols], v)
					}
				}
				if !slices.Equal(m.Data, built(t, page).Features(title).Data) {
					t.Fatal("features differ the second time")
				}
			}
		})
	}
}

// TestFeatureValues asserts features on a page small enough to count by hand.
func TestFeatureValues(t *testing.T) {
	const prose = "The council met on Monday, and it voted for the bridge." // mass 43
	page := `<nav><a href="/">Home</a></nav>
<h1>Bridge approved</h1>
<div class="story"><p>` + prose + `</p><p>` + prose + `</p><p>In 2019 it said no.</p></div>
<h2><a href="/more">More</a></h2>
<footer>©</footer>`
	table := built(t, page)
	m := table.Features("Bridge approved")
	for _, c := range []struct {
		block int
		name  string
		want  float32
	}{
		{0, "mass", 0}, {0, "link_density", 1}, {0, "links", 1}, {0, "link_first", 1}, {0, "link_final", 1}, {0, "near_t_nav", 0},
		{0, "prev_mass", -1}, {0, "next_mass", 14}, {0, "prev2_mass", -1}, {0, "index", 0}, {0, "head_above", 99}, {0, "head_below", 1},
		{0, "from_h1", -1}, {0, "after_h1", 0}, {0, "win2_free", 14 + 43}, {0, "tag", 10},
		{1, "heading", 1}, {1, "is_headline", 1}, {1, "title_overlap", 1}, {1, "from_h1", 0}, {1, "tag", 2},
		{2, "mass", 43}, {2, "words", 11}, {2, "stops", 1}, {2, "commas", 1}, {2, "first_upper", 1}, {2, "final_stop", 1},
		{2, "path_count", 3}, {2, "repeats", 2}, {2, "prev_heading", 1}, {2, "next_prose", 1}, {2, "next_same_path", 1},
		{2, "prev_same_path", 0}, {2, "is_headline", 0}, {2, "head_above", 1}, {2, "head_above_level", 1}, {2, "head_below", 3},
		{2, "head_below_density", 1}, {2, "from_h1", 1}, {2, "up1_blocks", 3}, {2, "up2_blocks", 7}, {2, "up3_blocks", -1},
		{2, "up1_prose", 0.86}, {2, "in_best", 1}, {2, "score_parent", 1}, {2, "best_common", 0}, {2, "from_largest", 0},
		{2, "largest_ratio", 1}, {2, "year", 0}, {2, "near_content", 1}, {2, "depth", 2},
		{3, "prev_mass", 43}, {3, "prev2_mass", 14}, {3, "from_largest", 1}, {3, "before5_free", 14 + 43}, {3, "after5_free", 14},
		{4, "mass", 14}, {4, "year", 1}, {4, "digit_rate", 4. / 15}, {4, "repeats", 1}, {4, "next_heading", 2},
		{5, "is_headline", 0}, {5, "in_best", 0}, {5, "link_density", 1}, {5, "heading", 2},
		{6, "copyright", 1}, {6, "mass", 0}, {6, "link_density", 0}, {6, "from_end", 1}, {6, "index_share", 6. / 7},
		{6, "next_mass", -1}, {6, "next2_mass", -1}, {6, "near_t_footer", 0}, {6, "page_blocks", 7}, {6, "page_p_share", 3. / 7},
	} {
		if got := m.Row(c.block)[column(t, c.name)]; math.Abs(float64(got-c.want)) > 1e-6 {
			t.Errorf("block %d (%.20q): %s is %v, want %v", c.block, table.Blocks[c.block].Text, c.name, got, c.want)
		}
	}
}

func TestFindTitle(t *testing.T) {
	const title = "Bridge over the Ouse reopens after repairs"
	for _, c := range []struct {
		name, title, page, want string
	}{
		{"h1", title, "<h2>News</h2><h1>" + title + "</h1><p>Text.", title},
		{"title with the site's name", title + " | Ouse Weekly", "<h1>Ouse Weekly</h1><h1>" + title + "</h1>", title},
		{"h1 before h2", title, "<h2>" + title + "</h2><h1>" + title + "</h1>", title},
		{"h2 where h1 is the site", title, "<h1>Ouse Weekly</h1><h2>" + title + "</h2>", title},
		{"the first of two", title, "<h1>" + title + "</h1><p>Text.</p><h1>" + title + "</h1>", title},
		{"a div where no heading is", title, "<div>" + title + "</div><p>Text.", title},
		{"a link is no headline", title, "<div><a href=x>" + title + "</a></div><p>Text.", ""},
		{"case and punctuation", title, "<h1>BRIDGE over the Ouse: reopens — after repairs!</h1>", "BRIDGE over the Ouse: reopens — after repairs!"},
		{"an h1 with other words, where nothing is nearer", title, "<h1>Library closes for a week in June</h1>", "Library closes for a week in June"},
		{"an h2 with other words", title, "<h2>Library closes for a week in June</h2>", ""},
		{"no title", "", "<h2>" + title + "</h2><h1>Library closes</h1>", "Library closes"},
		{"Chinese", "奥斯河大桥修复后重新开放", "<h1>每周新闻</h1><h2>奥斯河大桥修复后重新开放</h2>", "奥斯河大桥修复后重新开放"},
		{"a long block holds all words", title, "<p>" + strings.Repeat(title+" ", 10) + "</p>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := built(t, c.page)
			m := table.Features(c.title)
			got := ""
			for i := range table.Blocks {
				if m.Row(i)[column(t, "is_headline")] == 1 {
					got = table.Blocks[i].Text
					if c.name == "the first of two" && i != 0 || c.name == "h1 before h2" && i != 1 {
						got = fmt.Sprintf("block %d", i)
					}
				}
			}
			if got != c.want {
				t.Errorf("headline %q, want %q", got, c.want)
			}
		})
	}
}

func TestTitleWords(t *testing.T) {
	for s, want := range map[string][]string{
		"":                       nil,
		"A day, at Sea!":         {"a", "day", "at", "sea"},
		"iPhone 15's":            {"iphone", "15", "s"},
		"東京2024年":                {"東", "京", "2024", "年"},
		strings.Repeat("w", 601): nil,
	} {
		if got := titleWords(s); !slices.Equal(got, want) {
			t.Errorf("words of %.20q are %q, want %q", s, got, want)
		}
	}
	if got := len(titleWords(strings.Repeat("a ", 100))); got != 40 {
		t.Errorf("%d words of a long title, want 40", got)
	}
}

func TestOverlap(t *testing.T) {
	set := func(s string) map[string]struct{} {
		m := make(map[string]struct{})
		for _, w := range titleWords(s) {
			m[w] = struct{}{}
		}
		return m
	}
	for _, c := range []struct {
		words, set string
		want       float32
	}{
		{"", "a b", 0}, {"a b", "", 0}, {"a b", "a b", 1}, {"a b", "c d", 0}, {"a b", "a b c d", 2. / 3},
		{"a b c d", "a b c d e f g h i j k l", 0.95}, {"a b c d", "a b x y", 0.5}, {"a b c d", "a b c d", 1},
	} {
		if got := overlap(titleWords(c.words), set(c.set)); math.Abs(float64(got-c.want)) > 1e-6 {
			t.Errorf("overlap of %q and %q is %v, want %v", c.words, c.set, got, c.want)
		}
	}
}

func TestTagCode(t *testing.T) {
	table := built(t, "<p>a</p><pre>b</pre><ul><li>c</ul><my-box>d</my-box>")
	m := table.Features("")
	want := []float32{0, 3, 5, 10}
	for i, w := range want {
		if got := m.Row(i)[column(t, "tag")]; got != w {
			t.Errorf("tag of %q is %v, want %v", table.Blocks[i].Text, got, w)
		}
	}
}
