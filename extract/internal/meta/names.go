package meta

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// strictness says how sure one must be that a text is a name.
type strictness uint8

const (
	declaredName strictness = iota // the page says that it is one
	visibleName                    // it only stands where names do
)

// people reads the names in a byline: "By Ada Byron and Charles Babbage, Senior
// Editors | May 3" gives the two. What is no person's name is left out. A text
// that only stands where names do has to begin with one.
func people(s string, how strictness, site siteNames) []string {
	s = cleanText(s)
	if len(s) > 400 {
		return nil
	}
	s = cutByline(stripBy(dropParentheses(s)), how)
	var out []string
	if strings.Contains(s, ": ") { // credits: "design: …, code: …"
		return nil
	}
	if i := strings.LastIndexByte(s, ' '); i > 0 && endsByline(s[i+1:]) {
		s = s[:i] // the "on" of "by Ada Byron on May 3"
	}
	for i, part := range splitNames(s) {
		if i > 0 && len(out) > 0 && hasRole(part) {
			break
		}
		part = trimName(stripBy(part))
		if !isName(part, how) || site.isOrganisation(part) {
			if how == visibleName {
				break
			}
			continue
		}
		if contains(out, part) {
			continue
		}
		out = append(out, part)
		if len(out) == maxAuthors {
			break
		}
	}
	return out
}

// dropParentheses drops what stands in parentheses after the start of s.
func dropParentheses(s string) string {
	for {
		i := strings.IndexByte(s, '(')
		if i < 1 {
			return s
		}
		j := strings.IndexByte(s[i:], ')')
		if j < 0 {
			return s
		}
		s = strings.TrimSpace(s[:i]) + " " + strings.TrimSpace(s[i+j+1:])
	}
}

// isOrganisation reports whether a name is the site's and not, as on many
// personal sites, its owner's: two or three capitalised words without one that
// organisations have in their names.
func (names siteNames) isOrganisation(s string) bool {
	if !names.is(s) {
		return false
	}
	ws := strings.Fields(s)
	if len(ws) < 2 || len(ws) > 3 {
		return true
	}
	for _, w := range ws {
		_, n := utf8.DecodeRuneInString(w)
		next, _ := utf8.DecodeRuneInString(w[n:])
		if unicode.IsUpper(next) || organisationWords[strings.ToLower(strings.Trim(w, ".,"))] {
			return true
		}
	}
	return false
}

// maxAuthors bounds the authors of a page; papers with more are cut.
const maxAuthors = 30

func contains(list []string, s string) bool {
	for _, v := range list {
		if strings.EqualFold(v, s) {
			return true
		}
	}
	return false
}

// byWords begin a byline, by language. Longer ones come first where one begins
// with another.
var byWords = []string{
	"medically written by", "article written by", "this article was written by", "this post was written by", "post written by", "authored by", "written and tested by", "written by", "posted by", "published by", "words by", "story by",
	"text by", "reported by", "created by", "contributed by", "submitted by", "article by", "review by", "a post by", "guest post by", "blog by",
	"post author", "article author", "about the author", "meet the author", "the author", "authors", "author name", "author", "writer", "reporter", "contributors", "contributor", "by",
	"geschrieben von", "verfasst von", "ein artikel von", "ein beitrag von", "von", "autoren", "autorin", "autor",
	"rédigé par", "écrit par", "publié par", "par", "auteurs", "auteure", "auteur", "propos recueillis par",
	"escrito por", "publicado por", "redactado por", "por", "autores", "autora",
	"scritto da", "pubblicato da", "a cura di", "articolo di", "di", "autori", "autore", "autrice", "geschreven door", "door",
	"napisał", "napisała", "przez", "skrevet af", "skrevet av", "skriven av", "av", "af",
	"автор статьи", "авторы", "автор", "автори", "текст", "συντάκτης", "επιμέλεια", "γράφει ο", "γράφει η", "γράφει", "από",
	"yazan", "yazar", "haber", "作者", "文／", "文/", "文：", "撰文", "记者", "記者", "编辑", "著者", "執筆", "글", "기자", "بقلم", "كتب", "כתב", "מאת",
}

// bylineLead are the characters that may stand before a byline.
const bylineLead = " :.,;-–—|•·/\u00a0✍~*>»@&\x1f"

// stripBy drops the words that begin a byline, with the colon after them.
func stripBy(s string) string {
	for range 3 {
		t := strings.TrimLeft(s, bylineLead)
		lower := strings.ToLower(t)
		for _, w := range byWords {
			if !strings.HasPrefix(lower, w) || len(lower) != len(t) {
				continue
			}
			rest := t[len(w):]
			r, _ := utf8.DecodeRuneInString(rest)
			last, _ := utf8.DecodeLastRuneInString(w)
			if rest != "" && (unicode.IsLetter(r) && !isHan(last) || unicode.IsDigit(r)) {
				continue
			}
			t = strings.TrimLeft(rest, " :：.,|-–—")
			break
		}
		if t == s {
			return s
		}
		s = t
	}
	return s
}

func isHan(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hangul) }

// cutMarks end the names of a byline.
var cutMarks = []string{" | ", "|", " • ", "•", " · ", "·", " – ", " — ", "—", " - ", " / ", " (", " [", " ⋅ ", "\n", "…", "...", " ● ", " ∙ ", " → ", " // ", " » ", " > "}

// cutWords are what follows the names in a byline. They end it where they stand
// as whole words.
var cutWords = []string{"published", "posted", "updated", "last", "on", "in", "at", "for", "from", "with", "reviewed", "edited", "medically", "fact",
	"photos", "photo", "read", "follow", "about", "is", "was", "has", "email", "contact", "via", "since", "min", "minute", "minutes", "share", "view", "views", "see",
	"veröffentlicht", "aktualisiert", "am", "vom", "publié", "mis", "le", "publicado", "actualizado", "el", "pubblicato", "aggiornato", "il", "gepubliceerd", "op", "опубликовано", "ago", "monday", "tuesday",
	"wednesday", "thursday", "friday", "saturday", "sunday"}

// cutByline cuts a byline where its names end. What is declared to be a name
// may hold the small words that end one elsewhere.
func cutByline(s string, how strictness) string {
	for _, m := range cutMarks {
		if i := strings.Index(s, m); i > 1 {
			s = s[:i]
		}
	}
	start := -1
	for i, r := range s + " " {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’' || r == '.' || r == '-' || r == '_' || r == '@'
		switch {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			w := s[start:min(i, len(s))]
			if start > 0 && months[strings.ToLower(w)] > 0 && digits(strings.TrimLeft(s[min(i, len(s)):], ". ")) > 0 {
				return strings.TrimSpace(s[:start])
			}
			if start > 0 && endsByline(w) && (how == visibleName || len(w) > 4) {
				return strings.TrimSpace(s[:start])
			}
			start = -1
		}
	}
	return s
}

// endsByline reports whether a word cannot be of a name: a lower-case word that
// follows names, a month or a number.
func endsByline(w string) bool {
	if w == "" || '0' <= w[0] && w[0] <= '9' {
		return w != ""
	}
	lower := strings.ToLower(strings.TrimRight(w, "."))
	for _, c := range cutWords {
		if lower == c {
			// "On", "At" and the like may be names when capitalised in the middle
			return w == lower || len(c) > 3
		}
	}
	return false
}

// nameSeparators stand between the names of a byline.
var nameSeparators = []string{";", " & ", " and ", " und ", " et ", " och ", " og ", " и ", " та ", " και ", " ve ", " y ", " e ", " i ", " with ", " und ", "、", "，", "＆", " + "}

// splitNames splits a list of names. "Byron, Ada" is left to the caller.
func splitNames(s string) []string {
	for _, sep := range nameSeparators {
		if sep == " e " || sep == " i " || sep == " y " {
			// a middle initial in lower case is not likely, a conjunction is
			if strings.Count(s, " ") < 3 {
				continue
			}
		}
		s = strings.ReplaceAll(s, sep, ",")
	}
	s = strings.ReplaceAll(s, ", and ", ",")
	s = strings.ReplaceAll(s, ",and ", ",")
	return strings.Split(s, ",")
}

func trimName(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(":;,.|-–—•·\"“”*_/\\#<>()[]™®©✓✔︎️", r)
	})
	if i := strings.IndexAny(s, "(["); i > 2 {
		s = strings.TrimSpace(s[:i])
	}
	s = strings.TrimSuffix(s, "’s Profile")
	return s
}

// noNames are bylines that name nobody.
var noNames = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq(`admin administrator staff editor editors author authors guest unknown webmaster none null
		undefined redaktion redazione redacción redaccion redacao redação redactie rédaction redakcja редакция редакція user contributor
		contributors writer team published updated posted follow share profile bio biography home menu search login subscribe expert
		reviewer reviewed comments comment anonymous website blog news company marketing press by more read default superuser root
		wordpress view posts website twitter facebook instagram linkedin email administrador editorial newsroom support sponsored
		advertisement name date anónimo anonimo anónima anonyme anonym аноним red ред 编辑 佚名 小编 管理员 本站 原创 匿名`) {
		noNames[w] = true
	}
}

// roleWords mark a part of a byline as what somebody is, not who.
var roleWords = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq(`editor editors editor-in-chief reporter correspondent writer journalist contributor columnist
		producer director manager officer president founder co-founder cofounder ceo cto cfo coo cmo vp head chief analyst specialist
		strategist consultant engineer scientist professor lecturer researcher dietitian nutritionist therapist physician attorney
		lawyer developer designer photographer blogger copywriter intern fellow expert coach advisor adviser planner marketer author
		chef owner partner associate assistant coordinator executive administrator instructor teacher student candidate redakteur
		redakteurin korrespondent reporterin periodista redactor redactora journaliste rédacteur rédactrice giornalista jornalista
		redacteur корреспондент журналист редактор обозреватель dziennikarz gazeteci muhabir μέλος md phd ph.d ph.d. m.d. m.d rd rdn ms mph mba cfp cpa
		reviewer reviewers grader winemaker educator educators trainer researchers scientists professionals team-lead
		esq jr sr dvm dds bsc msc ba bs ma rn np lcsw cfa pmp cpt cscs faan facp dr.med dipl llc inc ltd gmbh`) {
		roleWords[w] = true
	}
}

// organisationWords are of organisations' names.
var organisationWords = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq(`the news online magazine media times post daily journal blog team group inc llc ltd gmbh services service company
		agency studio studios solutions marketing digital labs lab software systems university college school institute center centre
		hospital clinic store shop press radio tv network association foundation society council office department club home
		security travel review reviews guide today weekly herald tribune gazette tech capital partners strategies consulting renovation`) {
		organisationWords[w] = true
	}
}

// neverInNames are words that show that a text is no name.
var neverInNames = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq(`updated published posted reviewed researched edited written by from your our about more all no not read comments
		comment minutes minute mins min last modified quick guide guides learn how what why get insights home this that these is are was
		copyright play video watch a an view reads share views day days week weeks month months year years ago today yesterday`) {
		neverInNames[w] = true
	}
}

// particles are the words of names that are written in lower case.
var particles = map[string]bool{"de": true, "del": true, "della": true, "der": true, "den": true, "van": true, "von": true, "zu": true,
	"la": true, "le": true, "el": true, "al": true, "bin": true, "ibn": true, "ben": true, "da": true, "das": true, "do": true, "dos": true,
	"di": true, "du": true, "ter": true, "ten": true, "y": true, "e": true, "af": true, "av": true, "vom": true, "zum": true, "st": true, "d": true, "o": true, "i": true}

// isName reports whether s can be the name of an author.
func isName(s string, how strictness) bool {
	n := utf8.RuneCountInString(s)
	if n < 2 || n > 48 || letters(s) < 2 {
		return false
	}
	lower := strings.ToLower(s)
	if noNames[lower] || strings.Contains(lower, "http") || strings.Contains(lower, "www.") || strings.ContainsAny(s, "@<>{}=?!") ||
		strings.Contains(lower, ".com") && how == visibleName {
		return false
	}
	ws := strings.Fields(s)
	if len(ws) > 5 || how == visibleName && len(ws) > 4 {
		return false
	}
	capitals, roles, digit := 0, 0, false
	for _, w := range ws {
		l := strings.ToLower(w)
		if roleWords[strings.Trim(l, ".,®™")] || roleWords[l] {
			roles++
		}
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "'’\"“("))
		if unicode.IsUpper(r) || !unicode.IsLower(r) && unicode.IsLetter(r) {
			capitals++
		} else if particles[l] {
			capitals++
		}
		if strings.ContainsAny(w, "0123456789") {
			digit = true
		}
		if neverInNames[l] {
			return false
		}
	}
	if roles == len(ws) || len(ws) > 1 && roleWords[strings.ToLower(strings.Trim(ws[len(ws)-1], ".,"))] && !suffix(ws[len(ws)-1]) {
		return false
	}
	if last := ws[len(ws)-1]; len(ws) > 1 && particles[last] || len(ws) == 1 && strings.Contains(s, "/") {
		return false
	}
	if len(ws) == 1 && (months[lower] > 0 || strings.Count(s, ".") > 2) || strings.ContainsAny(s, ":;") {
		return false
	}
	if len(ws) == 2 && months[strings.ToLower(ws[0])] > 0 && months[strings.ToLower(ws[1])] > 0 {
		return false
	}
	if digit && (len(ws) > 1 || how == visibleName || digits(s) == len(s)) {
		return false
	}
	if how == visibleName {
		return capitals == len(ws) && (len(ws) > 1 || isHan(firstRune(s)))
	}
	if r := firstRune(s); len(ws) > 2 && unicode.IsLower(r) && !particles[ws[0]] && ws[0] != "the" {
		return false
	}
	return capitals > 0 || len(ws) <= 2
}

// hasRole reports whether a part of a byline says what somebody is.
func hasRole(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if roleWords[strings.ToLower(strings.Trim(w, ".,®™"))] {
			return true
		}
	}
	return false
}

// suffix reports whether a word is a title that is written after a name.
func suffix(w string) bool { return w == strings.ToUpper(w) || len(w) <= 3 || strings.Contains(w, ".") }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
