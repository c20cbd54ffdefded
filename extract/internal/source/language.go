package source

import (
	"math"
	"unicode"
)

// language is a model of the letters of a written language, good enough to tell
// the encodings apart that it was written in.
//
// Letters of alphabets are given in order of their frequency in running text,
// and get probabilities by Zipf's law over that order: an encoding that is not
// the page's turns frequent letters into rare ones, capitals or signs, so the
// order decides and exact frequencies would add nothing. Of Latin alphabets
// only the letters beyond ASCII are listed; together they get latinShare.
//
// Scripts of thousands of characters are given by their commonest ones, which
// share common, and by ranges whose characters share the rest.
type language struct {
	name    string
	latin   bool
	letters string
	common  float64
	ranges  []runeRange
}

// runeRange gives the characters from first to last an equal part of share.
type runeRange struct {
	first, last rune
	share       float64
}

// latinShare is the share of letters beyond ASCII in the words that have any.
const latinShare = 0.2

var (
	western = []language{
		{name: "en", latin: true, letters: "’“”–‘—…£é•©®°½áíñóèöüçä"},
		{name: "fr", latin: true, letters: "éèàêçâîôûùïœëüæÿ"},
		{name: "de", latin: true, letters: "üäößéàèê"},
		{name: "es", latin: true, letters: "óíáéñúüºª"},
		{name: "pt", latin: true, letters: "ãáçéíóêõúàâôºª"},
		{name: "it", latin: true, letters: "èàùòéìºª"},
		{name: "nordic", latin: true, letters: "äåöøæéüð"},
		{name: "is", latin: true, letters: "íáðóéöþæúý"},
		{name: "nl", latin: true, letters: "éëïèóáöüê"},
	}
	central = []language{
		{name: "pl", latin: true, letters: "łęąóżśćńź"},
		{name: "cs", latin: true, letters: "íáéěýřčžšůúťňóď"},
		{name: "sk", latin: true, letters: "áíčéúšžýľťôňóďäŕĺ"},
		{name: "hu", latin: true, letters: "áéöőíóüűú"},
		{name: "ro", latin: true, letters: "ăîşţâșț"},
		{name: "hr", latin: true, letters: "čšžćđ"},
		{name: "de", latin: true, letters: "üäößéàèê"},
	}
	turkish = []language{{name: "tr", latin: true, letters: "ıüşçğöİâî"}}
	baltic  = []language{
		{name: "lt", latin: true, letters: "ėšųžįąūčęš"},
		{name: "lv", latin: true, letters: "āīēšūņļžčģķ"},
		{name: "et", latin: true, letters: "äõüöšž"},
	}
	cyrillic = []language{
		{name: "ru", letters: "оеаинтсрвлкмдпуяызьбгчйхжшюцщэфъё"},
		{name: "uk", letters: "оанивіертсклудмпязьйбгчхцїжшюєщфґ"},
		{name: "bg", letters: "аеиотнсрвлдкпмзъугябчйщцжхюшьф"},
		{name: "sr", letters: "аиоенрстувкдјмплзгбчшцњжљхћђфџ"},
	}
	greek  = []language{{name: "el", letters: "αοιετσνηυρπκμλςάόίέγδήθχφύωβώξζψϊΐϋΰ"}}
	hebrew = []language{{name: "he", letters: "יוהלארתשבמנםדקעפחגצכטןזסךףץ"}}
	arabic = []language{
		{name: "ar", letters: "المينرتوبعدسفقهكحجةىشصطخأضإذثزئءظغؤآًٌَُِّْ"},
		{name: "fa", letters: "اینردهمتوبسشلکزفگعخقجآپحصطچضژثئغظذءأ"},
	}
	thai = []language{{name: "th", letters: "านรอกเงมยลวดทสตะปบคหแจพชขใไโผศธภณถซษญฟฐฎฏฆฬฒ่้ัิีุู็์ำึืๆ๊๋"}}

	chinese = []language{{
		name:    "zh",
		letters: commonHan + commonHant,
		common:  0.75,
		ranges:  []runeRange{{0x4e00, 0x9fa5, 0.19}, {0xff01, 0xff5e, 0.03}, {0x3001, 0x3011, 0.03}},
	}}
	japanese = []language{{
		name:    "ja",
		letters: "のにたいしはをとるてがでなれかさすあっこらもりうまくよおきけ",
		common:  0.4,
		ranges: []runeRange{{0x3041, 0x3093, 0.1}, {0x30a1, 0x30fc, 0.15}, {0x4e00, 0x9fa5, 0.28},
			{0x3001, 0x3011, 0.05}, {0xff01, 0xff5e, 0.02}},
	}}
	korean = []language{{
		name:    "ko",
		letters: "이다는의에을가고하지로기사한를도은아어대리나시자인해서그정일들전수만부있주보제과구원국으상조스성장",
		common:  0.55,
		ranges:  []runeRange{{0xac00, 0xd7a3, 0.4}, {0x4e00, 0x9fa5, 0.005}, {0x3001, 0x3011, 0.005}},
	}}
)

// The commonest Chinese characters, by the frequency lists of modern text, and
// the traditional forms of those that have one.
const (
	commonHan  = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
	commonHant = "這個們來為國說時會對於過發後裡種經學當動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產話內給門東聲員論處義幾認條氣題爾別變總電數報結務場計資許統區隊決馬書則聽達強難權設記類據邊張該規萬覺術領確傳師觀讓識帶導爭運"
)

// Log probabilities of what a page has in any language.
var (
	logLatinASCII = math.Log((1 - latinShare) / 30)
	logASCII      = math.Log(0.01)  // between words of another script
	logMixed      = -4.0            // a capital after a small letter, scripts mixed in a word
	logPunct      = math.Log(0.004) // quotation marks, dashes, no-break spaces and the like
	logCapital    = math.Log(0.1)   // a letter's capital, against the letter
	logForeign    = math.Log(1e-5)  // a letter of the script that the language lacks
	logSymbol     = math.Log(3e-5)  // a sign that is no letter
	logBroken     = math.Log(1e-7)  // what no text has
)

// model is a language ready for use.
type model struct {
	latin bool
	low   [lowRunes]float32 // log probability of each character of the alphabets
	log   map[rune]float32  // and of the listed characters above them
	more  []runeRange       // share is the log probability of one character
}

// lowRunes is the end of the Arabic block, the last alphabet but Thai that the
// models have.
const lowRunes = 0x700

func newModel(l language) *model {
	m := &model{latin: l.latin, log: make(map[rune]float32)}
	letters := []rune(l.letters)
	share := 1.0
	switch {
	case l.common > 0:
		share = l.common
	case l.latin:
		share = latinShare
	}
	harmonic := 0.0
	for i := range letters {
		harmonic += 1 / float64(i+3)
	}
	for i, r := range letters {
		p := float32(math.Log(share / float64(i+3) / harmonic))
		if _, ok := m.log[r]; !ok {
			m.log[r] = p
		}
		if upper := unicode.ToUpper(r); upper != r {
			if _, ok := m.log[upper]; !ok {
				m.log[upper] = p + float32(logCapital)
			}
		}
	}
	for _, r := range l.ranges {
		m.more = append(m.more, runeRange{r.first, r.last, math.Log(r.share / float64(r.last-r.first+1))})
	}
	for r := range m.low {
		m.low[r] = float32(m.alone(rune(r)))
	}
	return m
}

// score returns the log probability of text.
func (m *model) score(text []rune) (sum float64) {
	previous := letterCase(0)
	for _, r := range text {
		this := caseOf(r)
		switch {
		case this == upper && previous == lower:
			// Few words have a capital after a small letter, but every word of
			// Cyrillic text in the wrong encoding has.
			sum += logMixed
		case !m.latin && previous != other && isASCIILetter(r):
			sum += logMixed
		}
		if r < lowRunes {
			sum += float64(m.low[r])
		} else {
			sum += m.alone(r)
		}
		previous = this
		if isASCIILetter(r) && !m.latin {
			previous = other // words in Latin letters are words
		}
	}
	return sum
}

// alone returns the log probability of r wherever it stands.
func (m *model) alone(r rune) float64 {
	if p, ok := m.log[r]; ok {
		return float64(p)
	}
	switch {
	case r == ' ':
		return 0
	case r < 0x80 && m.latin:
		return logLatinASCII
	case r < 0x80:
		return logASCII
	case isTypographic(r):
		return logPunct
	case r < 0xa0 || r == unicode.ReplacementChar || r >= 0xe000 && r <= 0xf8ff:
		return logBroken
	}
	for _, more := range m.more {
		if r >= more.first && r <= more.last {
			return more.share
		}
	}
	if unicode.IsLetter(r) {
		return logForeign
	}
	return logSymbol
}

// letterCase tells the letters of alphabets that have capitals.
type letterCase uint8

const (
	other letterCase = iota
	lower
	upper
)

// cases has the case of every character below lowRunes.
var cases = func() *[lowRunes]letterCase {
	var t [lowRunes]letterCase
	for r := range rune(lowRunes) {
		switch {
		case unicode.IsUpper(r):
			t[r] = upper
		case unicode.IsLower(r):
			t[r] = lower
		}
	}
	return &t
}()

func caseOf(r rune) letterCase {
	if r < lowRunes {
		return cases[r]
	}
	return other
}

func isASCIILetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }

// isTypographic tells the signs that editors put into texts of every language.
func isTypographic(r rune) bool {
	switch r {
	case '‘', '’', '‚', '“', '”', '„', '–', '—', '…', '«', '»', '\u00a0', '\u00ad', '€', '©', '®', '°', '§', '·', '•', '№', '×', '‹', '›', '™':
		return true
	}
	return false
}
