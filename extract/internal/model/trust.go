package model

// TrustNames are the names of the columns that the trust head sees: how clear
// the page's type is, and how clearly its blocks fall into kept and dropped.
func TrustNames() []string {
	var names []string
	for _, t := range types {
		names = append(names, "type_"+t)
	}
	return append(names, "blocks", "mass", "kept_blocks", "kept_mass", "kept_share", "kept_p", "dropped_p",
		"unsure_share", "runs", "best_run_share", "core_share", "top", "page_prose", "largest")
}

// trustRow sums up a decided page. s holds the final probabilities.
func trustRow(v *Verdict, s *scored, shares []float32) []float32 {
	var kept, keptP, droppedP, unsure, largest float32
	blocks := 0
	for i, p := range s.p {
		m := float32(s.t.Blocks[i].Stats.Mass)
		if p > 0.2 && p < 0.8 {
			unsure += m
		}
		if !v.Keep[i] {
			droppedP += m * p
			continue
		}
		blocks++
		kept += m
		keptP += m * p
		largest = max(largest, m)
	}
	n := len(s.p)
	total := s.mass[n]
	var runs, best float32
	for _, r := range s.runs {
		runs += r.mass
		best = max(best, r.mass)
	}
	first, last := s.t.Range(s.core)
	row := append([]float32(nil), shares...)
	return append(row, logf(n), logf(int(total)), logf(blocks), logf(int(kept)), per(kept, total), per(keptP, kept),
		per(droppedP, kept), per(unsure, kept), logf(len(s.runs)), per(best, runs),
		per(s.sure[last]-s.sure[first], s.sure[n]), s.top, per(s.sure[n], total), per(largest, kept))
}

// trust estimates the F1 that the choice will reach.
func (m *Model) trust(v *Verdict, s *scored, shares []float32) float64 {
	v.Trust = trustRow(v, s, shares)
	var sum [1]float32
	m.heads[headTrust].predict(v.Trust, len(v.Trust), sum[:])
	return float64(min(max(sum[0], 0), 1))
}
