package block

import (
	"strings"
	"unicode"
)

// Matrix holds one row of features for each block of a table.
type Matrix struct {
	Rows, Cols int
	Data       []float32 // row after row
}

// Row returns the features of block i.
func (m *Matrix) Row(i int) []float32 { return m.Data[i*m.Cols : (i+1)*m.Cols] }

// Features measures every block of the table. title is what the page's head
// calls it; it may be empty. Names has the columns' names.
func (t *Table) Features(title string) Matrix {
	c := newContext(t, title)
	cols := len(names)
	m := Matrix{Rows: len(t.Blocks), Cols: cols, Data: make([]float32, 0, cols*len(t.Blocks))}
	for i := range t.Blocks {
		row := row{m.Data}
		row.text(&t.Blocks[i])
		row.element(c, i)
		row.neighbours(c, i)
		row.ancestors(c, i)
		row.position(c, i)
		row.page(c)
		m.Data = row.data
	}
	return m
}

// Names returns the names of the columns that Features fills, in their order.
func Names() []string { return append([]string(nil), names...) }

var names = func() []string {
	var n []string
	n = append(n, textNames...)
	n = append(n, elementNames...)
	n = append(n, neighbourNames...)
	n = append(n, ancestorNames...)
	n = append(n, positionNames...)
	return append(n, pageNames...)
}()

// row appends features in the order of the lists of names beside each method.
type row struct{ data []float32 }

func (r *row) add(v ...float32) { r.data = append(r.data, v...) }

func (r *row) flag(b bool) {
	if b {
		r.data = append(r.data, 1)
	} else {
		r.data = append(r.data, 0)
	}
}

var textNames = []string{
	"mass", "log_mass", "words", "word_mass", "link_density", "links", "bold_share",
	"stops", "commas", "stop_rate", "comma_rate", "quotes", "symbol_rate", "bars", "currency",
	"upper_rate", "digit_rate", "letter_rate", "wide_share", "breaks",
	"first_lower", "first_upper", "first_digit", "first_symbol",
	"final_stop", "final_colon", "final_comma", "final_letter",
	"copyright", "at", "has_time", "has_code", "has_input", "has_image",
	"link_first", "link_final", "ellipsis", "year", "clock",
}

// maxStamp bounds the search for years and times of day to the beginning of a
// block, in bytes: they matter in bylines and lists.
const maxStamp = 200

func (r *row) text(b *Block) {
	s := &b.Stats
	free := s.Mass - s.LinkMass
	r.add(float32(free), logf(s.Mass), float32(s.Words), ratio(s.Mass, s.Words), ratio(s.LinkMass, s.Mass),
		float32(s.Links), ratio(s.BoldMass, s.Mass),
		float32(s.Stops), float32(s.Commas), ratio(100*s.Stops, s.Mass), ratio(100*s.Commas, s.Mass),
		float32(s.Quotes), ratio(100*s.Symbols, s.Chars), float32(s.Bars), float32(s.Currency),
		ratio(s.Upper, s.Letters), ratio(s.Digits, s.Chars), ratio(s.Letters, s.Chars),
		ratio(s.Wide, s.Letters), float32(s.Breaks))
	first, final := classify(s.First), classify(s.Final)
	r.flag(first == classLower)
	r.flag(first == classUpper)
	r.flag(first == classDigit)
	r.flag(!unicode.IsLetter(s.First) && first != classDigit && first != classQuote)
	r.flag(final == classStop)
	r.flag(s.Final == ':' || s.Final == '：')
	r.flag(final == classComma)
	r.flag(unicode.IsLetter(s.Final))
	r.flag(s.Copyright)
	r.flag(s.At)
	r.flag(s.Inline&InlineTime != 0)
	r.flag(s.Inline&InlineCode != 0)
	r.flag(s.Inline&InlineInput != 0)
	r.flag(s.Inline&InlineImage != 0)
	r.flag(s.LinkFirst)
	r.flag(s.LinkFinal)
	r.flag(strings.HasSuffix(b.Text, "...") || strings.HasSuffix(b.Text, "…"))
	short := b.Text[:min(len(b.Text), maxStamp)]
	r.flag(hasYear(short))
	r.flag(hasClock(short))
}

var elementNames = append(func() []string {
	n := make([]string, NumMarks)
	for i := range n {
		n[i] = "near_" + markNames[i]
	}
	return n
}(),
	"tag", "heading", "depth", "hidden_style", "hidden_aria",
	"path_count", "path_mass_share", "path_mean_mass", "path_density", "repeats")

var markNames = [NumMarks]string{
	"comment", "nav", "share", "related", "ad", "side", "foot", "head", "meta", "tag", "caption", "form",
	"popup", "content", "title", "lead", "product", "review", "forum", "user", "docs", "list", "hiddenword",
	"authorbox", "t_article", "t_main", "t_section", "t_nav", "t_aside", "t_header", "t_footer", "t_form",
	"t_table", "t_list", "t_item", "t_figure", "t_quote", "t_definition", "t_button", "t_details",
}

func (r *row) element(c *context, i int) {
	b := &c.t.Blocks[i]
	e := &c.t.Elems[b.Elem]
	for _, d := range e.Near {
		r.data = append(r.data, float32(d))
	}
	g := c.paths[e.Path]
	total := c.mass[len(c.mass)-1]
	r.add(tagCode(e.Node.Data), float32(e.Heading()), float32(e.Depth))
	r.flag(e.Hidden&HiddenStyle != 0)
	r.flag(e.Hidden&HiddenAria != 0)
	r.add(float32(g.count), ratio(g.mass, total), ratio(g.mass, g.count), ratio(g.link, g.mass),
		float32(c.texts[b.Text]))
}

// tagCode orders block-level tags from prose to furniture, so that a tree can
// split between neighbours.
func tagCode(tag string) float32 {
	switch tag {
	case "p":
		return 0
	case "blockquote":
		return 1
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return 2
	case "pre":
		return 3
	case "dd", "dt":
		return 4
	case "li":
		return 5
	case "td", "th":
		return 6
	case "figcaption":
		return 7
	case "article", "section", "main":
		return 8
	case "div", "body", "center":
		return 9
	case "label", "legend", "button", "summary":
		return 11
	case "span", "a", "em", "strong", "b", "i":
		return 12
	}
	return 10
}

var neighbourNames = []string{
	"prev_mass", "prev_density", "prev_heading", "prev_prose", "prev_same_path",
	"next_mass", "next_density", "next_heading", "next_prose", "next_same_path",
	"prev2_mass", "next2_mass",
	"win2_free", "win2_density", "win5_free", "win5_density", "win12_free", "win12_density",
	"before5_free", "after5_free",
	"head_above", "head_above_density", "head_above_level", "head_below", "head_below_density",
}

func (r *row) neighbours(c *context, i int) {
	own := c.t.Elems[c.t.Blocks[i].Elem].Path
	for _, j := range [...]int{i - 1, i + 1} {
		if j < 0 || j >= len(c.t.Blocks) {
			r.add(-1, -1, 0, 0, 0)
			continue
		}
		b := &c.t.Blocks[j]
		e := &c.t.Elems[b.Elem]
		r.add(float32(b.Stats.Mass), ratio(b.Stats.LinkMass, b.Stats.Mass), float32(e.Heading()))
		r.flag(b.Stats.isProse())
		r.flag(e.Path == own)
	}
	for _, j := range [...]int{i - 2, i + 2} {
		if j < 0 || j >= len(c.t.Blocks) {
			r.add(-1)
			continue
		}
		r.add(float32(c.t.Blocks[j].Stats.Mass))
	}
	for _, w := range [...]int{2, 5, 12} {
		free, density := c.window(i-w, i+w+1)
		r.add(free, density)
	}
	before, _ := c.window(i-5, i)
	after, _ := c.window(i+1, i+6)
	r.add(before, after)
	r.heads(c, i)
}

// heads tells how far the nearest headings above and below are, and whether
// they are links, as those of teasers are.
func (r *row) heads(c *context, i int) {
	above, below := c.above[i], c.below[i]
	if above < 0 {
		r.add(99, -1, 0)
	} else {
		b := &c.t.Blocks[above]
		r.add(float32(min(i-int(above), 99)), ratio(b.Stats.LinkMass, b.Stats.Mass), float32(c.t.Elems[b.Elem].Heading()))
	}
	if below < 0 {
		r.add(99, -1)
	} else {
		s := &c.t.Blocks[below].Stats
		r.add(float32(min(int(below)-i, 99)), ratio(s.LinkMass, s.Mass))
	}
}

// levels is how many ancestors are measured: those at which the number of
// blocks inside grows, since a chain of wrappers says nothing new.
const levels = 5

var ancestorNames = func() []string {
	var n []string
	for l := '1'; l < '1'+levels; l++ {
		for _, f := range [...]string{"blocks", "share", "density", "prose", "mean", "alike", "alike_share"} {
			n = append(n, "up"+string(l)+"_"+f)
		}
	}
	return append(n, "score_parent", "score_max", "score_max_depth", "in_best", "best_common", "up_steps")
}()

func (r *row) ancestors(c *context, i int) {
	t := c.t
	total := c.mass[len(c.mass)-1]
	e := t.Blocks[i].Elem
	size := int32(1)
	steps := 0
	for level := 0; level < levels; level++ {
		for e >= 0 && t.Elems[e].Last-t.Elems[e].First <= size {
			e = t.Elems[e].Parent
			steps++
		}
		if e < 0 {
			r.add(-1, -1, -1, -1, -1, -1, -1)
			continue
		}
		first, last := t.Range(e)
		size = last - first
		m := c.mass[last] - c.mass[first]
		r.add(float32(size), ratio(m, total), ratio(c.link[last]-c.link[first], m),
			ratio(c.prose[last]-c.prose[first], m), ratio(m, size))
		g := c.alike[t.Elems[e].Path]
		r.add(float32(g.count), ratio(g.mass, total))
	}
	r.scores(c, i, steps)
}

// scores adds what the propagated paragraph scores say about block i.
func (r *row) scores(c *context, i, steps int) {
	t := c.t
	e := t.Blocks[i].Elem
	best := c.score[c.best]
	if best <= 0 {
		r.add(0, 0, 0, 0, 0, float32(steps))
		return
	}
	parent, top, topDepth := float32(0), float32(0), int32(0)
	if p := t.Elems[e].Parent; p >= 0 {
		parent = c.score[p] / best
	}
	for a := t.Elems[e].Parent; a >= 0; a = t.Elems[a].Parent {
		if s := c.score[a] / best; s > top {
			top, topDepth = s, t.Elems[e].Depth-t.Elems[a].Depth
		}
	}
	common, up := c.best, float32(0)
	for common >= 0 && !(t.Elems[common].First <= int32(i) && int32(i) < t.Elems[common].Last) {
		common = t.Elems[common].Parent
		up++
	}
	r.add(parent, top, float32(topDepth))
	r.flag(common == c.best)
	r.add(up, float32(steps))
}

var positionNames = []string{
	"index", "index_share", "mass_before", "from_h1", "after_h1", "title_overlap", "is_headline",
	"from_largest", "largest_ratio", "from_end",
}

func (r *row) position(c *context, i int) {
	n := len(c.t.Blocks)
	total := c.mass[n]
	fromH1, after := float32(-999), float32(-1)
	if c.h1 >= 0 {
		fromH1 = float32(i - int(c.h1))
		after = ratio(c.mass[i]-c.mass[min(int(c.h1), i)], total)
	}
	r.add(float32(i), ratio(int32(i), int32(n)), ratio(c.mass[i], total), fromH1, after, c.titles[i])
	r.flag(c.h1 == int32(i))
	large := &c.t.Blocks[c.largest].Stats
	s := &c.t.Blocks[i].Stats
	r.add(float32(i-int(c.largest)), ratio(s.Mass-s.LinkMass, large.Mass-large.LinkMass), float32(n-i))
}

var pageNames = []string{
	"page_blocks", "page_mass", "page_density", "page_prose_share", "page_mean", "page_articles",
	"page_p_share", "page_best_share",
}

func (r *row) page(c *context) {
	n := len(c.t.Blocks)
	total := c.mass[n]
	r.add(float32(n), logf(total), ratio(c.link[n], total), ratio(c.prose[n], total), ratio(total, int32(n)),
		float32(c.t.Page.Articles), ratio(int32(c.t.Page.Paragraphs), int32(n)),
		ratio(c.elemMass(c.best), total))
}

// MarkNames returns the names of the marks, in their order.
func MarkNames() []string { return append([]string(nil), markNames[:]...) }
