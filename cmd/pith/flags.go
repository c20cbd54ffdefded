package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// choice is a flag that takes one of some words.
type choice struct {
	value   string
	accept  []string
	aliases map[string]string
}

func newChoice(value string, accept ...string) *choice { return &choice{value: value, accept: accept} }

// String implements pflag.Value.
func (c *choice) String() string { return c.value }

// Type implements pflag.Value; it stands in the help.
func (c *choice) Type() string {
	if words := strings.Join(c.accept, "|"); len(words) <= 36 {
		return words
	}
	return "word" // too wide for the help's column; the flag's text lists them
}

// Set implements pflag.Value.
func (c *choice) Set(s string) error {
	word := strings.ToLower(s)
	if full, ok := c.aliases[word]; ok {
		word = full
	}
	for _, a := range c.accept {
		if word == a {
			c.value = a
			return nil
		}
	}
	return &choiceError{s, c.accept, c.aliases}
}

// choiceError is a word that a flag does not take.
type choiceError struct {
	got     string
	accept  []string
	aliases map[string]string
}

func (e *choiceError) Error() string {
	return fmt.Sprintf("%s is not one of %s", strconv.Quote(e.got), strings.Join(e.accept, ", "))
}

func (e *choiceError) hint() string {
	if n := nearest(strings.ToLower(e.got), e.accept); n != "" {
		return "did you mean " + n + "?"
	}
	return ""
}

// size is a flag that takes bytes, such as 500000, 64kB or 32MB (powers of
// 1024, as file managers count them).
type size int64

var sizeUnits = []struct {
	suffix string
	bytes  int64
}{{"gb", 1 << 30}, {"mb", 1 << 20}, {"kb", 1 << 10}, {"g", 1 << 30}, {"m", 1 << 20}, {"k", 1 << 10}, {"b", 1}}

// String implements pflag.Value.
func (s *size) String() string { return formatSize(int64(*s)) }

// Type implements pflag.Value.
func (s *size) Type() string { return "size" }

// Set implements pflag.Value.
func (s *size) Set(text string) error {
	number, unit := strings.ToLower(strings.TrimSpace(text)), int64(1)
	number = strings.Replace(number, "ib", "b", 1)
	for _, u := range sizeUnits {
		if n, found := strings.CutSuffix(number, u.suffix); found {
			number, unit = strings.TrimSpace(n), u.bytes
			break
		}
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || !(n > 0) || n*float64(unit) > math.MaxInt64/2 {
		return fmt.Errorf("%s is not a size such as 500000, 64kB or 32MB", strconv.Quote(text))
	}
	*s = size(n * float64(unit))
	return nil
}

// formatSize writes bytes the way size reads them.
func formatSize(n int64) string {
	for _, u := range []struct {
		suffix string
		bytes  int64
	}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"kB", 1 << 10}} {
		if n >= u.bytes && n%u.bytes == 0 {
			return fmt.Sprintf("%d %s", n/u.bytes, u.suffix)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}

// failOn is the flag that says how many failures make the run fail.
type failOn struct{ share float64 } // more than this share of the inputs; 1 means none do

// String implements pflag.Value.
func (f *failOn) String() string {
	switch f.share {
	case 0:
		return "any"
	case 1:
		return "none"
	}
	return strconv.FormatFloat(f.share*100, 'g', -1, 64) + "%"
}

// Type implements pflag.Value.
func (f *failOn) Type() string { return "none|any|N%" }

// Set implements pflag.Value.
func (f *failOn) Set(text string) error {
	switch strings.ToLower(text) {
	case "any":
		f.share = 0
		return nil
	case "none":
		f.share = 1
		return nil
	}
	n, found := strings.CutSuffix(text, "%")
	p, err := strconv.ParseFloat(strings.TrimSpace(n), 64)
	if !found || err != nil || !(p >= 0 && p <= 100) {
		return fmt.Errorf("%s is not none, any or a share such as 5%%", strconv.Quote(text))
	}
	f.share = p / 100
	return nil
}

// reached reports whether failed of total inputs make the run fail.
func (f *failOn) reached(failed, total int) bool {
	return failed > 0 && float64(failed) > f.share*float64(total)
}

// nearest returns the word that is most like got, or "" when none is.
func nearest(got string, words []string) string {
	best, least := "", len(got)/2+1
	for _, w := range words {
		d := distance(got, w)
		if strings.HasPrefix(w, got) && len(got) > 1 {
			d = 1
		}
		if d < least {
			best, least = w, d
		}
	}
	return best
}

// distance is the number of letters to insert, delete, replace or swap with
// their neighbour to get from a to b (optimal string alignment).
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}
