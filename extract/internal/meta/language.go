package meta

import "strings"

// languageOf returns the language that the page declares, as BCP 47.
func (p *page) languageOf(g *graph) Value {
	for _, s := range precedence.language {
		for _, t := range p.values(g, s) {
			if tag := languageTag(t); tag != "" {
				return Value{tag, s}
			}
		}
	}
	return Value{}
}

// languageNames are the names that pages give where a tag belongs.
var languageNames = map[string]string{"english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "francais": "fr", "spanish": "es", "español": "es",
	"espanol": "es", "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "dutch": "nl", "nederlands": "nl", "polish": "pl", "polski": "pl",
	"russian": "ru", "русский": "ru", "ukrainian": "uk", "українська": "uk", "chinese": "zh", "中文": "zh", "japanese": "ja", "日本語": "ja", "greek": "el", "ελληνικά": "el",
	"turkish": "tr", "türkçe": "tr", "arabic": "ar", "العربية": "ar", "swedish": "sv", "svenska": "sv", "danish": "da", "dansk": "da", "norwegian": "no", "norsk": "no"}

// languageTag brings a language as pages write it ("EN_us", "de-DE,en",
// "English") into the form of BCP 47, or returns "" for what is none.
func languageTag(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, ",; "); i > 0 {
		s = s[:i]
	}
	if t := languageNames[strings.ToLower(s)]; t != "" {
		return t
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) == 0 || len(parts) > 4 || len(parts[0]) < 2 || len(parts[0]) > 3 || !ascii(parts[0]) {
		return ""
	}
	switch parts[0] = strings.ToLower(parts[0]); parts[0] {
	case "und", "mul", "zxx", "xx", "en-":
		return ""
	case "cn":
		parts[0] = "zh"
	case "jp":
		parts[0] = "ja"
	case "gr":
		parts[0] = "el"
	case "ua":
		parts[0] = "uk"
	case "iw":
		parts[0] = "he"
	}
	out := parts[0]
	for _, q := range parts[1:] {
		switch {
		case len(q) == 2 && ascii(q):
			out += "-" + strings.ToUpper(q)
		case len(q) == 4 && ascii(q):
			out += "-" + strings.ToUpper(q[:1]) + strings.ToLower(q[1:])
		case len(q) == 3 && digits(q) == 3:
			out += "-" + q
		default:
			return out
		}
	}
	return out
}

// ascii reports whether s consists of ASCII letters alone.
func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}

// minOverride is the least text, in bytes, whose detected language outweighs a
// declared one.
const minOverride = 300

// Language returns the language of a page that declares the given one and whose
// story is text: the declared one, unless there is none or the story is plainly
// in another, as on translated pages that kept their template's attribute. The
// source of what was detected is "detected".
func Language(declared Value, text string) Value {
	found := Detect(text)
	if found == "" {
		return declared
	}
	primary, _, _ := strings.Cut(declared.Text, "-")
	if declared.Text == "" || len(text) >= minOverride && primary != found && !related(primary, found) {
		return Value{found, "detected"}
	}
	return declared
}

// related reports whether two languages are so close that a declaration is
// believed rather than a count of words.
func related(a, b string) bool {
	for _, group := range [...]string{"no nb nn da sv", "cs sk", "hr sr bs sl mk bg", "es gl ca pt", "id ms", "ru uk be bg", "zh yue", "hi mr ne sa", "fa ar ur ps ckb", "de nl lb af nds", "it co", "en sco"} {
		if hasWord(group, a) && hasWord(group, b) {
			return true
		}
	}
	return false
}
