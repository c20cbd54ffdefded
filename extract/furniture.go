package extract

import (
	"strings"

	"github.com/pithtext/pith/extract/internal/block"
)

// Bounds of bylines and link bars, in mass: longer blocks say something.
const (
	maxByline = 70
	maxBar    = 90
)

// furniture drops from articles the short lines that belong to the page rather
// than to the story: bylines and dates above the first paragraph, and bars of
// links anywhere.
func (v *verdicts) furniture(kind string, authors []string) {
	if kind != "article" {
		return
	}
	above := true
	for i := range v.list {
		b := &v.table.Blocks[i]
		if d := &v.list[i]; !d.kept || d.by != byModel {
			continue
		}
		switch {
		case v.table.Prose(i):
			above = false
		case linkBar(&b.Stats):
			v.drop(i, byStructure, "", "a bar of links")
		case above && b.Stats.Mass <= maxByline && v.table.Elems[b.Elem].Heading() == 0 && names(b.Text, authors):
			v.drop(i, byStructure, "", "byline")
		}
	}
}

// linkBar reports links in a row, set apart by bars or dots.
func linkBar(s *block.Stats) bool {
	return s.Links > 1 && s.Bars > 0 && s.Mass <= maxBar && 10*s.LinkMass >= 9*s.Mass
}

// names reports whether text holds one of the names.
func names(text string, list []string) bool {
	for _, n := range list {
		if n != "" && strings.Contains(text, n) {
			return true
		}
	}
	return false
}
