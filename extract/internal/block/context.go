package block

import "math"

// context holds what the features of every block need to know about the
// others: sums over the page and over elements. It is computed once a page in
// time linear in blocks and elements.
type context struct {
	t     *Table
	mass  []int32 // prefix sums over blocks
	link  []int32 // of mass inside links
	prose []int32 // of mass of blocks that read like prose

	paths map[uint64]group // blocks by the path of their element
	alike map[uint64]group // elements with the same path
	texts map[string]int32 // how often a text occurs
	above []int32          // nearest heading before each block, -1 for none
	below []int32          // nearest heading after it

	score   []float32 // paragraph scores of elements, propagated from their blocks
	best    int32     // element with the highest score
	h1      int32     // block of the page's headline; -1 when none is known
	titles  []float32 // share of the page title's words that occur in the block
	largest int32     // block with the most mass outside links
}

// group is what blocks with the same path have in common.
type group struct {
	count      int32
	mass, link int32
}

// minParagraph is the mass from which a block counts towards its ancestors'
// paragraph scores: readability's limit of 25 characters.
const minParagraph = 25

// isProse reports whether a block reads like running text: a sentence end or
// comma, and most of it outside links.
func (s *Stats) isProse() bool {
	return s.Mass >= 40 && s.Stops+s.Commas > 0 && 2*s.LinkMass < s.Mass
}

func newContext(t *Table, title string) *context {
	n := len(t.Blocks)
	c := &context{
		t:    t,
		mass: make([]int32, n+1), link: make([]int32, n+1), prose: make([]int32, n+1),
		paths: make(map[uint64]group, 64), texts: make(map[string]int32, n),
		alike: make(map[uint64]group, 64), above: make([]int32, n), below: make([]int32, n),
		score: make([]float32, len(t.Elems)),
		h1:    -1,
	}
	var most int32 = -1
	for i := range t.Blocks {
		b := &t.Blocks[i]
		s := &b.Stats
		c.mass[i+1] = c.mass[i] + s.Mass
		c.link[i+1] = c.link[i] + s.LinkMass
		c.prose[i+1] = c.prose[i]
		if s.isProse() {
			c.prose[i+1] += s.Mass
		}
		path := t.Elems[b.Elem].Path
		g := c.paths[path]
		c.paths[path] = group{g.count + 1, g.mass + s.Mass, g.link + s.LinkMass}
		c.texts[b.Text]++
		if free := s.Mass - s.LinkMass; free > most {
			most, c.largest = free, int32(i)
		}
		c.propagate(b)
	}
	for e := range t.Elems {
		el := &t.Elems[e]
		if el.Last == el.First {
			continue
		}
		g := c.alike[el.Path]
		c.alike[el.Path] = group{g.count + 1, g.mass + c.elemMass(int32(e)), 0}
	}
	c.findHeadings()
	c.weighScores()
	c.findTitle(title)
	return c
}

func (c *context) findHeadings() {
	n := len(c.t.Blocks)
	near := int32(-1)
	heading := func(i int) bool { return c.t.Elems[c.t.Blocks[i].Elem].Heading() > 0 }
	for i := range n {
		c.above[i] = near
		if heading(i) {
			near = int32(i)
		}
	}
	near = -1
	for i := n - 1; i >= 0; i-- {
		c.below[i] = near
		if heading(i) {
			near = int32(i)
		}
	}
}

// propagate adds a block's paragraph score to its element's ancestors: whole to
// the parent, half to the next, then a third of that by level, as readability
// does it for paragraphs.
func (c *context) propagate(b *Block) {
	s := &b.Stats
	if s.Mass < minParagraph {
		return
	}
	score := 1 + float32(s.Commas+s.Stops) + min(float32(s.Mass)/100, 3)
	score *= 1 - float32(s.LinkMass)/float32(s.Mass)
	e := c.t.Elems[b.Elem].Parent
	for level := 0; level < 5 && e >= 0; level++ {
		switch level {
		case 0:
			c.score[e] += score
		case 1:
			c.score[e] += score / 2
		default:
			c.score[e] += score / float32(3*level)
		}
		e = c.t.Elems[e].Parent
	}
}

// weighScores lowers each element's score by its link density and finds the best.
func (c *context) weighScores() {
	for e := range c.score {
		if c.score[e] == 0 {
			continue
		}
		c.score[e] *= 1 - c.density(int32(e))
		if c.score[e] > c.score[c.best] {
			c.best = int32(e)
		}
	}
}

// elemMass returns the mass inside element e.
func (c *context) elemMass(e int32) int32 {
	first, last := c.t.Range(e)
	return c.mass[last] - c.mass[first]
}

// density returns the link density of element e: mass in links over mass.
func (c *context) density(e int32) float32 {
	first, last := c.t.Range(e)
	return ratio(c.link[last]-c.link[first], c.mass[last]-c.mass[first])
}

// window returns mass outside links, link density and prose share of the blocks
// from first up to but without last, cut at the page's ends.
func (c *context) window(first, last int) (free, density float32) {
	first, last = max(first, 0), min(last, len(c.t.Blocks))
	if first >= last {
		return 0, 0
	}
	m, l := c.mass[last]-c.mass[first], c.link[last]-c.link[first]
	return float32(m - l), ratio(l, m)
}

// findTitle finds the block that is the page's headline: the heading, h1 before
// others, that shares most of its words with the page's title; where no heading
// does, another short block. An h1 counts even where it shares none.
func (c *context) findTitle(title string) {
	words := map[string]struct{}{}
	for _, w := range titleWords(title) {
		words[w] = struct{}{}
	}
	c.titles = make([]float32, len(c.t.Blocks))
	best := float32(0)
	for i := range c.t.Blocks {
		b := &c.t.Blocks[i]
		if b.Stats.Mass > 250 {
			continue
		}
		share := overlap(titleWords(b.Text), words)
		c.titles[i] = share
		switch c.t.Elems[b.Elem].Heading() {
		case 1:
			share += 0.6
		case 0:
			if share < 0.75 || b.Stats.LinkMass > 0 {
				continue
			}
			share -= 0.1
		default:
			share += 0.1
		}
		if share > best+0.001 && share > 0.5 {
			best, c.h1 = share, int32(i)
		}
	}
}

func ratio(a, b int32) float32 {
	if b <= 0 {
		return 0
	}
	return float32(a) / float32(b)
}

func logf(n int32) float32 { return float32(math.Log1p(float64(max(n, 0)))) }
