package model

import (
	"math"
	"net/url"
	"slices"
	"sort"

	"github.com/pithtext/pith/extract/internal/block"
	"golang.org/x/net/html"
)

// PageNames are the names of what a page's type is decided from: the columns of
// PageFeatures, then the logarithms of each type's probability by the page's words.
func PageNames() []string { return append([]string(nil), pageNames...) }

var pageNames = func() []string {
	n := slices.Clone(lookNames)
	for _, t := range types {
		n = append(n, "words_"+t)
	}
	return n
}()

var lookNames = func() []string {
	n := []string{"og", "generator", "published_time"}
	for _, d := range dataTypes {
		n = append(n, "data_"+d.name)
	}
	n = append(n, addressNames...)
	n = append(n, "images", "scripts", "inputs", "paragraphs", "articles", "tables", "items", "pre", "code",
		"times", "links", "headings")
	for _, m := range block.MarkNames() {
		n = append(n, "count_"+m)
	}
	for _, m := range block.MarkNames() {
		n = append(n, "share_"+m)
	}
	return append(n, "blocks", "mass", "density", "prose_share", "prose_blocks", "long_blocks", "largest_share",
		"top_path_count", "top_path_share", "second_path_share", "currency_blocks", "currency_share",
		"digit_share", "question_blocks", "code_share", "item_share", "cell_share", "p_share", "heading_share",
		"short_share", "repeat_share", "median_mass", "time_blocks", "at_blocks", "wide")
}()

// PageFeatures measures what the page as a whole looks like. address may be nil.
func PageFeatures(root *html.Node, address *url.URL, t *block.Table) []float32 {
	row := make([]float32, 0, len(pageNames)) // the words are still to come
	s := readSignals(root)
	row = append(row, s.og, s.generator, flag(s.published))
	for i := range dataTypes {
		row = append(row, flag(s.data&(1<<i) != 0))
	}
	row = addressFeatures(row, address)
	c := &t.Page
	for _, n := range [...]int{c.Images, c.Scripts, c.Inputs, c.Paragraphs, c.Articles, c.Tables, c.Items, c.Pre,
		c.Code, c.Times, c.Links, c.Headings} {
		row = append(row, logf(n))
	}
	for _, n := range c.Marked {
		row = append(row, logf(n))
	}
	return tableFeatures(row, t)
}

// recipe reports whether the page whose features are given declares a recipe.
func recipe(page []float32) bool { return page[recipeColumn] > 0 }

var recipeColumn = slices.Index(pageNames, "data_recipe")

func logf(n int) float32 { return float32(math.Log1p(float64(n))) }

// nearby is how many levels up a mark still says something of a block.
const nearby = 8

// tableFeatures sums up the blocks.
func tableFeatures(row []float32, t *block.Table) []float32 {
	var total, link, prose, largest, currency, code, items, cells, paras, heads, short, repeats, chars, digits, wide, letters int32
	var proseN, longN, currencyN, questions, times, ats int
	near := make([]int32, block.NumMarks)
	paths := make(map[uint64][2]int32)
	texts := make(map[string]struct{}, len(t.Blocks))
	masses := make([]int, 0, len(t.Blocks))
	for i := range t.Blocks {
		b := &t.Blocks[i]
		s, e := &b.Stats, &t.Elems[b.Elem]
		total, link = total+s.Mass, link+s.LinkMass
		chars, digits, wide, letters = chars+s.Chars, digits+s.Digits, wide+s.Wide, letters+s.Letters
		largest = max(largest, s.Mass-s.LinkMass)
		masses = append(masses, int(s.Mass))
		if s.Mass >= 40 && s.Stops > 0 && 2*s.LinkMass < s.Mass {
			prose += s.Mass
			proseN++
			if s.Mass >= 200 {
				longN++
			}
		}
		if s.Currency > 0 && s.Digits > 0 {
			currency += s.Mass
			currencyN++
		}
		if s.Final == '?' || s.Final == '？' {
			questions++
		}
		times += int(flag(s.Inline&block.InlineTime != 0))
		ats += int(flag(s.At))
		if s.Mass < 25 {
			short += s.Mass
		}
		if _, ok := texts[b.Text]; ok {
			repeats += s.Mass
		}
		texts[b.Text] = struct{}{}
		p := paths[e.Path]
		paths[e.Path] = [2]int32{p[0] + 1, p[1] + s.Mass}
		for m, d := range e.Near {
			if d < nearby {
				near[m] += s.Mass
			}
		}
		switch e.Node.Data {
		case "pre":
			code += s.Mass
		case "li":
			items += s.Mass
		case "td", "th":
			cells += s.Mass
		case "p":
			paras += s.Mass
		case "h1", "h2", "h3", "h4", "h5", "h6":
			heads += s.Mass
		}
	}
	for _, m := range near {
		row = append(row, ratio(m, total))
	}
	topN, top, second := topPaths(paths)
	n := len(t.Blocks)
	row = append(row, logf(n), logf(int(total)), ratio(link, total), ratio(prose, total), logf(proseN), logf(longN),
		ratio(largest, total), logf(int(topN)), ratio(top, total), ratio(second, total), logf(currencyN), ratio(currency, total),
		ratio(digits, chars), logf(questions), ratio(code, total), ratio(items, total), ratio(cells, total), ratio(paras, total),
		ratio(heads, total), ratio(short, total), ratio(repeats, total))
	sort.Ints(masses)
	median := 0
	if n > 0 {
		median = masses[n/2]
	}
	return append(row, float32(median), logf(times), logf(ats), ratio(wide, letters))
}

// topPaths returns the size of the largest group of at least three blocks with
// the same path, and the mass of the two groups that hold most.
func topPaths(paths map[uint64][2]int32) (count, first, second int32) {
	for _, p := range paths {
		if p[0] < 3 {
			continue
		}
		count = max(count, p[0])
		if p[1] > first {
			first, second = p[1], first
		} else if p[1] > second {
			second = p[1]
		}
	}
	return count, first, second
}

func ratio(a, b int32) float32 {
	if b <= 0 {
		return 0
	}
	return float32(a) / float32(b)
}
