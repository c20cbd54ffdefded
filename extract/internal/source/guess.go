package source

import (
	"math"
	"sync"

	"golang.org/x/text/encoding"
)

// The statistical guess decodes a sample of the page in every encoding that
// pages were written in, and takes the one under which the bytes are most
// probable as text of a language written in that encoding. It runs only for
// pages that are not UTF-8.
//
// Measured on the texts of 611 news pages in Greek, Russian, Polish and Chinese,
// encoded anew: of 400 characters, it reads all of Russian in five encodings,
// of Polish in two and of Chinese in two right, and 275 of 276 of Greek. Of 100
// characters, seven Polish texts of 242 are too short, and mac-cyrillic is taken
// for windows-1251 in one of eight, from which it differs in two letters.

// candidate is an encoding with the languages written in it.
type candidate struct {
	name      string
	prior     float64 // log of how common it is among pages that are not UTF-8
	encoding  encoding.Encoding
	languages []*model
}

// candidates lists encodings by how common they are. The priors are rounded
// from surveys of the encodings that web servers and pages declare; they decide
// only where a page has a handful of characters beyond ASCII.
var candidates = sync.OnceValue(func() []candidate {
	models := func(ls []language) (ms []*model) {
		for _, l := range ls {
			ms = append(ms, newModel(l))
		}
		return ms
	}
	latin, slavic := models(western), models(cyrillic)
	middle, north, hellenic := models(central), models(baltic), models(greek)
	han := models(chinese)
	nihon := models(japanese)
	var all []candidate
	for _, c := range []candidate{
		{name: "windows-1252", languages: latin},
		{name: "windows-1251", prior: -1.5, languages: slavic},
		{name: "gbk", prior: -2, languages: han},
		{name: "shift_jis", prior: -2, languages: nihon},
		{name: "euc-jp", prior: -2, languages: nihon},
		{name: "euc-kr", prior: -2, languages: models(korean)},
		{name: "big5", prior: -2.5, languages: han},
		{name: "windows-1250", prior: -3, languages: middle},
		{name: "iso-8859-2", prior: -3, languages: middle},
		{name: "windows-1253", prior: -3, languages: hellenic},
		{name: "iso-8859-7", prior: -3, languages: hellenic},
		{name: "windows-1254", prior: -3, languages: models(turkish)},
		{name: "windows-1257", prior: -3.5, languages: north},
		{name: "windows-1255", prior: -3, languages: models(hebrew)},
		{name: "windows-1256", prior: -3, languages: models(arabic)},
		{name: "windows-874", prior: -3, languages: models(thai)},
		{name: "koi8-u", prior: -5, languages: slavic},
		{name: "ibm866", prior: -7, languages: slavic},
		{name: "iso-8859-5", prior: -7, languages: slavic},
		{name: "x-mac-cyrillic", prior: -8, languages: slavic},
		{name: "macintosh", prior: -8, languages: latin},
	} {
		_, c.encoding = decoderOf(c.name)
		all = append(all, c)
	}
	return all
})

// Sizes of the sample, in bytes. Below leastSample a declaration is believed
// whatever the statistics say; fewer than leastBeyond bytes beyond ASCII are
// letters or signs in a text of Latin letters.
const (
	sampleSize  = 4096
	leastSample = 60
	leastBeyond = 5
)

// sampleText collects the words of raw that have bytes beyond ASCII, separated
// by spaces, without tags. Bytes below 0x40 are never part of a character of
// two bytes, so that words can be cut there in any encoding but UTF-16.
func sampleText(raw []byte) []byte {
	var sample []byte
	for i := firstBeyondASCII(raw); i >= 0 && i < len(raw) && len(sample) < sampleSize; {
		start, end := i, i
		for start > 0 && raw[start-1] >= '@' && i-start < 24 {
			start--
		}
		for end < len(raw) && (raw[end] >= '@') && end-start < 400 {
			end++
		}
		sample = append(append(sample, raw[start:end]...), ' ')
		next := firstBeyondASCII(raw[end:])
		if next < 0 {
			break
		}
		i = end + next
	}
	return sample
}

// guessed is the outcome of the statistical guess.
type guessed struct {
	name  string  // empty when nothing is known
	score float64 // log probability of the sample's bytes, per byte beyond ASCII
}

// guessCharset returns the encoding under which sample is most probable. A
// first part of the sample rules out most of them.
func guessCharset(sample []byte) guessed {
	beyond := beyondASCII(sample)
	if beyond == 0 {
		return guessed{}
	}
	first := sample[:min(len(sample), sampleSize/8)]
	scores := make([]float64, len(candidates()))
	best := math.Inf(-1)
	for i := range scores {
		c := &candidates()[i]
		if scores[i] = math.Inf(-1); beyond >= leastBeyond || c.languages[0].latin {
			scores[i] = c.score(first)
		}
		best = max(best, scores[i])
	}
	g := guessed{score: math.Inf(-1)}
	for i := range scores {
		if scores[i] < best-hopeless {
			continue
		}
		if c := &candidates()[i]; len(first) == len(sample) {
			g.consider(c.name, scores[i])
		} else {
			g.consider(c.name, c.score(sample))
		}
	}
	return g
}

func (g *guessed) consider(name string, score float64) {
	if score > g.score {
		g.name, g.score = name, score
	}
}

// hopeless is how far an encoding is behind the best over the first part of a
// sample, in log probability per byte beyond ASCII, when the rest can not make
// up for it.
const hopeless = 1.5

// score returns the log probability of sample in c and its likeliest language,
// per byte beyond ASCII.
func (c *candidate) score(sample []byte) float64 {
	decoded, err := c.encoding.NewDecoder().Bytes(sample)
	if err != nil {
		return math.Inf(-1)
	}
	best := math.Inf(-1)
	text := []rune(string(decoded))
	for _, m := range c.languages {
		best = max(best, m.score(text))
	}
	return (best + c.prior) / float64(max(beyondASCII(sample), 1))
}

func beyondASCII(sample []byte) (n int) {
	for _, b := range sample {
		if b >= 0x80 {
			n++
		}
	}
	return n
}

// betterThan tells whether g makes so much more sense of sample than the
// declared encoding that the declaration must be wrong. Right declarations lose
// to the guess by less than 0.3; wrong ones lose by more than 1.
func (g guessed) betterThan(declared string, sample []byte) bool {
	if g.name == "" || g.name == declared || len(sample) < leastSample {
		return false
	}
	c := candidateOf(declared)
	return c != nil && g.score-c.score(sample) > declarationMargin
}

// candidateOf returns the candidate with that canonical name, or nil. Supersets
// stand for their parts.
func candidateOf(name string) *candidate {
	switch name {
	case "gb18030":
		name = "gbk"
	case "koi8-r":
		name = "koi8-u"
	}
	all := candidates()
	for i := range all {
		if all[i].name == name {
			return &all[i]
		}
	}
	return nil
}

// declarationMargin is in log probability per byte beyond ASCII.
const declarationMargin = 0.7
