package score

import (
	"math"
	"slices"
	"testing"
)

func tokens(s string, cjk bool) []string {
	var out []string
	Tokens(s, cjk, func(t string) { out = append(out, t) })
	return out
}

func TestTokens(t *testing.T) {
	tests := []struct {
		name, in string
		cjk      bool
		want     []string
	}{
		{"empty", " \n.–", false, nil},
		{"words", "It's the Tide_Table, 2025!", false, []string{"it", "s", "the", "tide_table", "2025"}},
		{"accents and numbers", "Äpfel ½ Ⅻ x²", false, []string{"äpfel", "½", "ⅻ", "x²"}},
		{"marks end a token", "e\u0301a", false, []string{"e", "a"}},
		{"final sigma", "ΟΔΟΣ Σ", false, []string{"οδος", "σ"}},
		{"dotted I", "İz", false, []string{"i", "z"}},
		{"Han as a word", "港口A1开放。", false, []string{"港口a1开放"}},
		{"Han one by one", "港口A1开放。かな", true, []string{"港", "口", "a1", "开", "放", "か", "な"}},
		{"not UTF-8", "a\xffb", false, []string{"a", "b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tokens(tt.in, tt.cjk); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCompare(t *testing.T) {
	tests := []struct {
		name, got, want string
		score           Text
	}{
		{"same but for case and order", "B a", "A b", Text{1, 1, 1}},
		{"both empty", " ", "", Text{1, 1, 1}},
		{"empty answer", "", "a", Text{}},
		{"answer where none should be", "a", "", Text{}},
		{"nothing in common", "a", "b", Text{}},
		// Three of the four predicted tokens are among the six wanted.
		{"half", "a b c x", "a b c d e f", Text{0.75, 0.5, 0.6}},
		// "a" counts as often as both have it: twice of 4, twice of 2.
		{"repeated", "a a a a", "a a", Text{0.5, 1, 2. / 3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Compare(tt.got, tt.want, false)
			if !near(got.Precision, tt.score.Precision) || !near(got.Recall, tt.score.Recall) || !near(got.F1, tt.score.F1) {
				t.Errorf("got %+v, want %+v", got, tt.score)
			}
		})
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-12 }

func TestShare(t *testing.T) {
	if got := Share("The Tide came IN", []string{"tide CAME", "went out", "The"}); !near(got, 2./3) {
		t.Errorf("got %v, want 2/3", got)
	}
}

func TestSegments(t *testing.T) {
	s := CountSegments("The tide came in", []string{"tide", "Tide", "came in"}, []string{"out", "The"})
	if want := (Segments{TP: 2, FN: 1, FP: 1, TN: 1}); s != want {
		t.Errorf("got %+v, want %+v", s, want)
	}
	if !near(s.Accuracy(), 0.6) {
		t.Errorf("accuracy %v, want 0.6", s.Accuracy())
	}
	s.Add(Segments{TP: 1, FN: 2, FP: 3, TN: 4})
	if want := (Segments{TP: 3, FN: 3, FP: 4, TN: 5}); s != want {
		t.Errorf("sum %+v, want %+v", s, want)
	}
	if got := (Segments{}).Accuracy(); got != 0 {
		t.Errorf("accuracy of nothing %v, want 0", got)
	}
}

func TestMetadata(t *testing.T) {
	tests := []struct {
		name      string
		judge     func(got, want string) Verdict
		got, want string
		verdict   Verdict
	}{
		{"title", Title, "Tide – Tables: 2025", "TIDE tables 2025", Right},
		{"title with more", Title, "Tide Tables | Example", "Tide Tables", Wrong},
		{"title missing", Title, " ", "Tide Tables", Missing},
		{"title spurious", Title, "Tide", "", Spurious},
		{"title of neither", Title, "", "", None},
		{"author", Author, "By Ana Lima and Bo Ek", "Bo Ek, Ana Lima", Right},
		{"three of five names", Author, "Ana Lima Ek", "Ana Lima Ek Bo Ro", Right},
		{"two of four names", Author, "Ana Lima", "Ana Lima Bo Ro", Wrong},
		{"nothing but by", Author, "by", "and", Wrong},
		{"day", Date, "2025-03-04T23:00:00+02:00", "2025-03-04", Right},
		{"other day", Date, "2025-03-05", "2025-03-04", Wrong},
		{"month", Date, "2025-03-05", "2025-03", Right},
		{"less than wanted", Date, "2025", "2025-03-04", Wrong},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.judge(tt.got, tt.want); got != tt.verdict {
				t.Errorf("got %s, want %s", got, tt.verdict)
			}
		})
	}
}

func TestField(t *testing.T) {
	var f Field
	for _, v := range []Verdict{Right, Right, Right, Wrong, Missing, Spurious, None, None, None, ""} {
		f.Add(v)
	}
	if f.Known() != 5 || !near(f.Correct(), 0.6) || !near(f.SpuriousRate(), 0.25) {
		t.Errorf("known %d, correct %v, spurious %v; want 5, 0.6, 0.25", f.Known(), f.Correct(), f.SpuriousRate())
	}
}
