package meta

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDetect bounds the bytes that Detect reads.
const maxDetect = 20000

// Detect returns the language of a text as a two-letter code of ISO 639-1, or
// "" when the text is too short or undecided. It tells languages apart by their
// script and, within Latin, Cyrillic and Arabic, by letters that others do not
// have and by their most frequent words.
func Detect(text string) string {
	if len(text) > maxDetect {
		text = strings.ToValidUTF8(text[:maxDetect], "")
	}
	var counts scriptCounts
	counts.read(text)
	script, n := counts.top()
	if n < 20 {
		return ""
	}
	switch script {
	case "latin", "cyrillic", "arabic":
		return detectors[script].detect(text)
	case "han":
		if 20*counts.kana > counts.han {
			return "ja"
		}
		return "zh"
	}
	return script
}

// scriptCounts counts letters by script.
type scriptCounts struct {
	latin, cyrillic, arabic, han, kana int
	other                              [len(otherScripts)]int
}

// otherScripts are those that name their main language.
var otherScripts = [...]struct {
	table *unicode.RangeTable
	lang  string
}{
	{unicode.Greek, "el"}, {unicode.Hangul, "ko"}, {unicode.Hebrew, "he"}, {unicode.Thai, "th"}, {unicode.Devanagari, "hi"},
	{unicode.Bengali, "bn"}, {unicode.Tamil, "ta"}, {unicode.Telugu, "te"}, {unicode.Gujarati, "gu"}, {unicode.Gurmukhi, "pa"},
	{unicode.Kannada, "kn"}, {unicode.Malayalam, "ml"}, {unicode.Sinhala, "si"}, {unicode.Georgian, "ka"}, {unicode.Armenian, "hy"},
	{unicode.Khmer, "km"}, {unicode.Lao, "lo"}, {unicode.Myanmar, "my"}, {unicode.Ethiopic, "am"}, {unicode.Tibetan, "bo"},
}

func (c *scriptCounts) read(text string) {
	for _, r := range text {
		switch {
		case r < 0x80:
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				c.latin++
			}
		case r < 0x250:
			if unicode.IsLetter(r) {
				c.latin++
			}
		case r >= 0x400 && r < 0x530:
			c.cyrillic++
		case r >= 0x600 && r < 0x700:
			if unicode.IsLetter(r) {
				c.arabic++
			}
		case r >= 0x3040 && r < 0x3100:
			c.kana++
		case r >= 0x4e00 && r < 0xa000:
			c.han++
		default:
			if !unicode.IsLetter(r) {
				continue
			}
			for i := range otherScripts {
				if unicode.Is(otherScripts[i].table, r) {
					c.other[i]++
					break
				}
			}
		}
	}
}

// top returns the script with the most letters. A Chinese or Japanese character
// weighs as much as two letters.
func (c *scriptCounts) top() (string, int) {
	name, best := "latin", c.latin
	take := func(s string, n int) {
		if n > best {
			name, best = s, n
		}
	}
	take("cyrillic", c.cyrillic)
	take("arabic", c.arabic)
	take("han", 2*(c.han+c.kana))
	for i := range otherScripts {
		take(otherScripts[i].lang, c.other[i])
	}
	return name, best
}

// languageWords are the most frequent words of a language, and the letters that
// it has and its neighbours of the same script do not.
type languageWords struct {
	lang, words, letters string
}

// wordLists hold, by script, the frequent function words of each language.
var wordLists = map[string][]languageWords{
	"latin": {
		{"en", "the of and to in is that for it with as was on are this have from not they which their been will would there", ""},
		{"de", "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei", "ß"},
		{"fr", "le la les de des et du un une est dans pour que qui sur pas plus par au avec ce il ne se sont aux cette ses mais nous vous leur", "œ"},
		{"es", "el la los de que y en un una por con no se las para del es su al como más pero este sus fue ha esta son entre también", "ñ¿¡"},
		{"it", "il di che la e un una per in del della non è con si da le dei al nel sono come gli ha anche più delle alla ma", ""},
		{"pt", "o de que e do da em um para com não uma os no se na por mais as dos como mas ao ele das foi seu sua são também pelo", "ãõ"},
		{"nl", "de het van een en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit naar worden heeft hij zij deze", ""},
		{"pl", "w i na z do się nie to że jest o jak po co za od przez dla tym ma są oraz ale był może już tego przy która który", "łąęśżźćń"},
		{"sv", "och att det i en som på är av för med den till inte har de om ett han men var sig från vi så kan när år", "å"},
		{"da", "og at det i en som på er af for med den til ikke har de om et han men var sig fra vi så kan når være efter", "æø"},
		{"no", "og å det i en som på er av for med den til ikke har de om et han men var seg fra vi så kan når være etter ble", "æø"},
		{"fi", "ja on ei se että oli joka mutta hän ovat kun myös tai niin sen jos ole kuin vain sitä voi mukaan jo siitä", ""},
		{"cs", "a v se na že je s z do o to i k pro ve by jako ale za po jsou od byl které který také jeho při", "ěřů"},
		{"sk", "a v sa na že je s z do o to i k pre vo by ako ale za po sú od bol ktoré ktorý tiež jeho pri aj", "ľĺŕ"},
		{"hu", "a az és hogy nem is egy ez van volt meg de ha csak már még mint fel el után szerint lehet azt ki", "őű"},
		{"ro", "și de în a la cu nu o pe este un care din să că se mai pentru al ale sunt fi au prin dar după fost", "șțăî"},
		{"tr", "ve bir bu da de için ile olarak çok daha olan gibi ne ama en kadar sonra var ki her değil olduğu", "ğış"},
		{"id", "yang dan di dengan untuk dari ini pada itu tidak dalam akan adalah ke juga oleh ada bisa karena telah mereka", ""},
		{"vi", "và của là có được cho không các trong một những với người này đã để khi đến từ về như cũng", "đơưạảấầ"},
		{"ca", "el la de que i a en un una per amb no es els les del al com més però aquest són també va ha", "·"},
		{"hr", "je i u na se da za su od s o a koji kao to što će bi ne ili ali iz po nije samo", "đ"},
		{"sl", "je in v na se da za so od s ki kot to pa bi ne ali iz po ni tudi bo ob pri", ""},
		{"et", "ja on ei et see oli kui ka mis aga ta või oma kes ning siis selle kuid seda pole", "õ"},
		{"lt", "ir kad yra į iš su tai bet kaip ar jis buvo apie nuo po dėl jo tik už prie", "ėųįū"},
		{"lv", "un ir ka no uz ar par lai bet kas pēc to tas arī vai tika gan kā pie ko", "ņļķģ"},
		{"sq", "të e në dhe një për me që nuk është nga si do më i ka kjo u janë", ""},
		{"eu", "eta da ez bat ere dira izan zen du baina dela egin dute zuen hau", ""},
		{"gl", "o de que e do da en un para con non unha os no se na por máis as dos como pero ao", ""},
	},
	"cyrillic": {
		{"ru", "и в не на что с по это как из он но у за к от для о его она было так же то а все был который только", "ыэъё"},
		{"uk", "і в не на що з по це як із він але у за до від для про його вона було так та й є які буде", "іїєґ"},
		{"be", "і ў не на што з па гэта як із ён але у за да ад для аб яго яна было так та", "ўі"},
		{"bg", "и в не на че с по това как от той но у за до е са се да ще който като след", "ъ"},
		{"sr", "и у не на што с по то како из он али за до од је су се да ће који као после", "ђћјљњџ"},
		{"mk", "и во не на што со по тоа како од тој но за до е се да ќе кој после", "ѓќѕ"},
		{"kk", "және мен бұл бір үшін деп бар ол да де болып осы", "әғқңөұүһ"},
	},
	"arabic": {
		{"ar", "في من على أن إلى عن هذا التي الذي مع هذه كان لا ما كما بعد بين قد", "ةىإأ"},
		{"fa", "در به از که این را با است برای آن یک می خود تا بر هم", "پچژگی"},
		{"ur", "کے میں کی ہے اور سے کا نے کو پر یہ کہ اس ہیں", "ٹڈڑےہں"},
	},
}

// detector is a compiled word list of one script.
type detector struct {
	langs   []string
	words   map[string][]uint8 // languages by frequent word
	letters map[rune][]uint8   // languages by letter of their own
}

// detectors are the compiled wordLists.
var detectors = func() map[string]*detector {
	all := make(map[string]*detector, len(wordLists))
	for script, lists := range wordLists {
		d := &detector{words: make(map[string][]uint8), letters: make(map[rune][]uint8)}
		for i, l := range lists {
			d.langs = append(d.langs, l.lang)
			for w := range strings.FieldsSeq(l.words) {
				d.words[w] = append(d.words[w], uint8(i))
			}
			for _, r := range l.letters {
				d.letters[r] = append(d.letters[r], uint8(i))
			}
		}
		all[script] = d
	}
	return all
}()

// Weights of a frequent word and of a letter of its own for a language. They
// are chosen, not fitted; README.md has how well they do.
const (
	wordWeight   = 10
	letterWeight = 3
)

// detect returns the language whose frequent words and letters fill most of the
// text, "" where none fills enough.
func (d *detector) detect(text string) string {
	scores := make([]int, len(d.langs))
	total := 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
		total++
		weight := wordWeight
		if utf8.RuneCountInString(w) == 1 {
			weight = letterWeight // also initials, units and list marks
		}
		for _, i := range d.words[w] {
			scores[i] += weight
		}
		for _, r := range w {
			if r > 0x7f {
				for _, i := range d.letters[r] {
					scores[i] += letterWeight
				}
			}
		}
	}
	best := 0
	for i := range scores {
		if scores[i] > scores[best] {
			best = i
		}
	}
	if total < 4 || scores[best] < total*wordWeight/14 {
		return ""
	}
	return d.langs[best]
}
