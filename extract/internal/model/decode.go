package model

import "sort"

// Favor moves the balance between missing text and keeping noise.
type Favor int8

// Balances.
const (
	Balance Favor = iota
	Precision
	Recall
)

// Decode holds the numbers that turn probabilities into a choice. They were
// chosen on cross-validated probabilities, and travel with the weights.
type Decode struct {
	Low     []float32 `json:"low"`  // least probability from which a block is kept, by page type
	High    float32   `json:"high"` // the greatest
	Unsure  Unsure    `json:"unsure"`
	Outside float32   `json:"outside"` // the one outside the primary article's container on portals
	Core    float32   `json:"core"`    // share of the certain text that the container holds
	Portal  float32   `json:"portal"`  // likely text outside the container, against that inside, from which the page is a portal
	Crowd   Crowd     `json:"crowd"`   // the same, up to which it is one
	Shift   float32   `json:"shift"`   // added to thresholds for precision, taken off for recall
}

// Unsure is for articles of which nothing is certain. Where the surest block is less
// likely than Top, the least probability from which one is kept is Low at most:
// all that there is to keep may be as little likely.
type Unsure struct {
	Top float32 `json:"top"`
	Low float32 `json:"low"`
}

// Crowd bounds how much likely text may stand around the container's for the page
// to be a portal: where there is more, the container is not the story, but a
// paragraph that the model happens to be surest of.
type Crowd struct {
	Sure  float32 `json:"sure"`  // probability from which the page is surely an article
	Block float32 `json:"block"` // text around, for each likely block inside, on what surely is one
	Page  float32 `json:"page"`  // text around two likely blocks or more inside, on other pages
}

func (c *Crowd) limit(share float64, blocks int) float32 {
	switch {
	case share >= float64(c.Sure):
		return c.Block * float32(blocks)
	case blocks > 1:
		return c.Page
	}
	return 0
}

// pageKind is what is known of the page as a whole when its blocks are chosen.
type pageKind struct {
	shares []float32 // probabilities of the types
	recipe bool      // the page declares a recipe
}

// keep chooses blocks: those from the threshold that promises the best F1, but
// on portals, outside the primary article's container, only certain ones.
// Portals put long lists of other stories far from the one that the page is
// about, each block just likely enough. A recipe's ingredients and steps have
// containers of their own, so that its page only looks like a portal.
func (d *Decode) keep(s *scored, k pageKind, favor Favor) []bool {
	shift := float32(0)
	switch favor {
	case Precision:
		shift = d.Shift
	case Recall:
		shift = -d.Shift
	}
	pageType, share := best(k.shares)
	low := d.low(k.shares)
	if pageType == article && s.top < d.Unsure.Top {
		low = min(low, d.Unsure.Low)
	}
	inside := min(max(s.bestThreshold(), low), d.High)
	outside := inside
	first, last := s.container(d.Core)
	if pageType == article && !k.recipe {
		others, blocks := s.others(first, last, inside, d.Outside)
		if others >= d.Portal && others < d.Crowd.limit(share, blocks) {
			outside = max(inside, d.Outside)
		}
	}
	keep := make([]bool, len(s.p))
	for i, p := range s.p {
		limit := outside
		if int32(i) >= first && int32(i) < last {
			limit = inside
		}
		keep[i] = p >= min(max(limit+shift, 0.02), 0.98)
	}
	return keep
}

// low returns the least threshold of a page that may be of several types.
func (d *Decode) low(shares []float32) (low float32) {
	for k, share := range shares {
		low += share * d.Low[k]
	}
	return low
}

// container returns the blocks of the primary article's container: the deepest
// element that holds the given share of the certain text, with the blocks before
// and after it that are written alike, since the element may be one paragraph.
func (s *scored) container(share float32) (first, last int32) {
	first, last = s.t.Range(s.deepest(share))
	alike := func(i, j int32) bool {
		return s.t.Elems[s.t.Blocks[i].Elem].Path == s.t.Elems[s.t.Blocks[j].Elem].Path
	}
	for first < last && first > 0 && alike(first-1, first) {
		first--
	}
	for first < last && int(last) < len(s.p) && alike(last, last-1) {
		last++
	}
	return first, last
}

// others returns how much text outside the blocks from first to before last is
// likely, but not certain, over the likely text inside, and how many blocks
// inside are likely.
func (s *scored) others(first, last int32, likely, certain float32) (ratio float32, blocks int) {
	var in, out float32
	for i, p := range s.p {
		m := float32(s.t.Blocks[i].Stats.Mass)
		switch inside := int32(i) >= first && int32(i) < last; {
		case inside && p >= likely:
			in += m
			blocks++
		case !inside && p >= likely && p < certain:
			out += m
		}
	}
	return per(out, in), blocks
}

// bestThreshold returns the probability from which keeping blocks promises the
// best F1, if the probabilities are true: kept mass that is wanted, twice, over
// the sum of kept and wanted mass.
func (s *scored) bestThreshold() float32 {
	n := len(s.p)
	if n == 0 {
		return 0
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return s.p[order[a]] > s.p[order[b]] })
	var kept, hit, best, threshold float32
	wanted := s.kept[n]
	for _, i := range order {
		m := float32(s.t.Blocks[i].Stats.Mass)
		kept += m
		hit += m * s.p[i]
		if f := per(2*hit, kept+wanted); f > best {
			best, threshold = f, s.p[i]
		}
	}
	return threshold
}
