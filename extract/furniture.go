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

// maxCaptions is the share of the kept text up to which captions are those of
// pictures beside a story: on pages of pictures the captions are the story. Over
// the labelled articles, the truth leaves out fourteen words of <figcaption> for
// each that it has.
const maxCaptions = 0.2

// furniture drops from articles the short lines that belong to the page rather
// than to the story: bylines and dates above the first paragraph, bars of links
// anywhere, and captions, which come with their pictures.
func (v *verdicts) furniture(kind string, authors []string) {
	if kind != "article" {
		return
	}
	captions := v.captions()
	above := true
	for i := range v.list {
		b := &v.table.Blocks[i]
		if d := &v.list[i]; !d.kept || d.by != byModel {
			continue
		}
		switch {
		case captions && v.table.FigureCaption(i):
			v.drop(i, byStructure, "", "caption")
		case v.table.Prose(i):
			above = false
		case linkBar(&b.Stats):
			v.drop(i, byStructure, "", "a bar of links")
		case above && b.Stats.Mass <= maxByline && v.table.Elems[b.Elem].Heading() == 0 && names(b.Text, authors):
			v.drop(i, byStructure, "", "byline")
		}
	}
}

// captions reports whether the kept captions are few enough to be those of
// pictures beside a story.
func (v *verdicts) captions() bool {
	var captions, all int
	for i := range v.list {
		if !v.list[i].kept {
			continue
		}
		mass := int(v.table.Blocks[i].Stats.Mass)
		all += mass
		if v.table.FigureCaption(i) {
			captions += mass
		}
	}
	return float64(captions) <= maxCaptions*float64(all)
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
