package score

import "strings"

// Share returns the share of snippets found in text, both lower-cased. It must
// not be called without snippets.
func Share(text string, snippets []string) float64 {
	text = lower(text)
	found := 0
	for _, s := range snippets {
		if strings.Contains(text, lower(s)) {
			found++
		}
	}
	return float64(found) / float64(len(snippets))
}

// Segments counts snippets: those that must be there and are (TP) or are not
// (FN), those that must not be there and are (FP) or are not (TN).
type Segments struct{ TP, FN, FP, TN int }

// CountSegments looks for the snippets in text as they are written.
func CountSegments(text string, with, without []string) Segments {
	var s Segments
	for _, w := range with {
		if strings.Contains(text, w) {
			s.TP++
		} else {
			s.FN++
		}
	}
	for _, w := range without {
		if strings.Contains(text, w) {
			s.FP++
		} else {
			s.TN++
		}
	}
	return s
}

// Add adds o's counts to s.
func (s *Segments) Add(o Segments) {
	s.TP += o.TP
	s.FN += o.FN
	s.FP += o.FP
	s.TN += o.TN
}

// Total returns the number of snippets.
func (s Segments) Total() int { return s.TP + s.FN + s.FP + s.TN }

// Accuracy returns the share of snippets that were treated rightly.
func (s Segments) Accuracy() float64 {
	if s.Total() == 0 {
		return 0
	}
	return float64(s.TP+s.TN) / float64(s.Total())
}
