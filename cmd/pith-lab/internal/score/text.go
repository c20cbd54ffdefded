package score

// Text is the agreement of two texts as bags of tokens. All are 0 to 1.
type Text struct{ Precision, Recall, F1 float64 }

// Compare scores got against want: multiset overlap over the tokens of each.
// Two texts without tokens agree fully; one without agrees not at all.
func Compare(got, want string, cjk bool) Text {
	counts := map[string]int{}
	var nWant, nGot, overlap int
	Tokens(want, cjk, func(t string) { counts[t]++; nWant++ })
	Tokens(got, cjk, func(t string) {
		nGot++
		if counts[t] > 0 {
			counts[t]--
			overlap++
		}
	})
	if nWant == 0 && nGot == 0 {
		return Text{1, 1, 1}
	}
	if overlap == 0 {
		return Text{}
	}
	p := float64(overlap) / float64(nGot)
	r := float64(overlap) / float64(nWant)
	return Text{p, r, 2 * p * r / (p + r)}
}
