package score

import "strings"

// Verdict is how one metadata field of one page came out.
type Verdict string

// Verdicts.
const (
	Right    Verdict = "right"
	Wrong    Verdict = "wrong"    // given, but not what the truth says
	Missing  Verdict = "missing"  // the truth has it, the system gave none
	Spurious Verdict = "spurious" // the truth has none, the system gave one
	None     Verdict = "none"     // neither has one
)

// Title is right when both are equal after lower-casing and dropping
// everything but word characters.
func Title(got, want string) Verdict {
	return judge(got, want, func() bool { return squash(got) == squash(want) })
}

// authorOverlap is the Jaccard similarity of the token sets from which two
// bylines count as the same, as the corpora's README sets it.
const authorOverlap = 0.6

// Author is right when the bylines' token sets, without "by" and "and", have a
// Jaccard similarity of at least 0.6.
func Author(got, want string) Verdict {
	return judge(got, want, func() bool {
		a, b := nameTokens(got), nameTokens(want)
		both := 0
		for t := range a {
			if b[t] {
				both++
			}
		}
		union := len(a) + len(b) - both
		return union > 0 && float64(both)/float64(union) >= authorOverlap
	})
}

// Date is right when both name the same day, or the same month where that is
// all the truth knows. got may be a day or an RFC 3339 time, want is YYYY-MM-DD
// or YYYY-MM.
func Date(got, want string) Verdict {
	return judge(got, want, func() bool {
		n := min(len(want), len("2006-01-02"))
		return len(got) >= n && got[:n] == want[:n]
	})
}

func judge(got, want string, same func() bool) Verdict {
	got, want = strings.TrimSpace(got), strings.TrimSpace(want)
	switch {
	case got == "" && want == "":
		return None
	case want == "":
		return Spurious
	case got == "":
		return Missing
	case same():
		return Right
	}
	return Wrong
}

func squash(s string) string {
	var b strings.Builder
	Tokens(s, false, func(t string) { b.WriteString(t) })
	return b.String()
}

func nameTokens(s string) map[string]bool {
	set := map[string]bool{}
	Tokens(s, false, func(t string) {
		if t != "by" && t != "and" {
			set[t] = true
		}
	})
	return set
}

// Field counts the verdicts on one metadata field.
type Field struct{ Right, Wrong, Missing, Spurious, None int }

// Add counts v.
func (f *Field) Add(v Verdict) {
	switch v {
	case Right:
		f.Right++
	case Wrong:
		f.Wrong++
	case Missing:
		f.Missing++
	case Spurious:
		f.Spurious++
	case None:
		f.None++
	}
}

// Known returns the number of pages whose truth has the field.
func (f Field) Known() int { return f.Right + f.Wrong + f.Missing }

// Correct returns the share of pages with the field that were given rightly.
func (f Field) Correct() float64 { return ratio(f.Right, f.Known()) }

// SpuriousRate returns the share of pages without the field that were given one.
func (f Field) SpuriousRate() float64 { return ratio(f.Spurious, f.Spurious+f.None) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
