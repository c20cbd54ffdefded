package model

// Favor moves the balance between missing text and keeping noise.
type Favor int8

// Balances.
const (
	Balance Favor = iota
	Precision
	Recall
)

// Decode holds the thresholds that turn probabilities into a choice. They were
// chosen on cross-validated probabilities, and travel with the weights.
type Decode struct {
	Article Thresholds `json:"article"`
	Other   Thresholds `json:"other"`
	Shift   float32    `json:"shift"` // added for precision, taken off for recall
}

// Thresholds are the probabilities from which a block is kept.
type Thresholds struct {
	Inside  float32 `json:"inside"`  // in the core: the deepest element that holds most of the certain text
	Outside float32 `json:"outside"` // elsewhere
}

// keep chooses blocks: inside the primary article's container from a low
// threshold, elsewhere only certain ones. Portals put long lists of other
// stories far from the one that the page is about, each block just likely
// enough.
func (d *Decode) keep(s *scored, kind string, favor Favor) []bool {
	th := d.Other
	if kind == "article" {
		th = d.Article
	}
	shift := float32(0)
	switch favor {
	case Precision:
		shift = d.Shift
	case Recall:
		shift = -d.Shift
	}
	keep := make([]bool, len(s.p))
	first, last := s.t.Range(s.core)
	for i, p := range s.p {
		limit := th.Outside
		if int32(i) >= first && int32(i) < last {
			limit = th.Inside
		}
		keep[i] = p > min(max(limit+shift, 0.02), 0.98)
	}
	return keep
}
