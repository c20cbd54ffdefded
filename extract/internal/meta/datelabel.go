package meta

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// label applies what the text before a date says about it.
func (s *sighting) label(text string) {
	switch {
	case text == "" || s.modified:
	case saysModified(text):
		s.modified, s.alone, s.labelled = true, true, true
	case saysPublished(text):
		s.alone, s.labelled = true, true
	case saysOther(text):
		*s = sighting{}
	}
}

// lineAt returns the index of the line that holds pos, or -1.
func (p *page) lineAt(pos int) int {
	i := sort.Search(len(p.lines), func(i int) bool { return p.lines[i].pos > pos }) - 1
	if i < 0 || pos-p.lines[i].pos > len(p.lines[i].text) {
		return -1
	}
	return i
}

// labelAt returns what stands before pos in its line, or the line before that
// when it is a label of its own.
func (p *page) labelAt(pos int) string {
	i := p.lineAt(pos)
	switch {
	case i < 0:
		return ""
	case p.lines[i].pos < pos:
		before := strings.ToLower(p.lines[i].text[:pos-p.lines[i].pos])
		if d := findDates(before, dayFirst); len(d) > 0 {
			before = before[d[len(d)-1].end:]
		}
		return before
	case i > 0:
		return p.lines[i-1].asLabel()
	}
	return ""
}

// inSentence reports whether pos is in a line of the story that is not about
// the article itself.
func (p *page) inSentence(pos int) bool {
	i := p.lineAt(pos)
	return i >= 0 && p.lines[i].pos < pos && isSentence(p.lines[i].text) && !announces(strings.ToLower(p.lines[i].text[:pos-p.lines[i].pos]))
}

// asLabel returns a line that can only be the label of the next one.
func (l *line) asLabel() string {
	if len(l.text) > 40 || strings.ContainsAny(l.text, "0123456789") {
		return ""
	}
	return strings.ToLower(l.text)
}

// readMark reads the date of a <time> or date element.
func readMark(m *mark, o order) (sighting, bool) {
	text := collapse(textOf(m.node, 300))
	if len(text) > 120 {
		return sighting{}, false
	}
	s := sighting{source: "date", score: 20, modified: saysModified(text), alone: len(text) <= 40, weekday: hasWeekday(text)}
	if m.node.DataAtom == atom.Time {
		s.source = "time"
		if d, ok := parseStamp(attr(m.node, "datetime"), o); ok {
			s.stamp = d
			class := strings.ToLower(attr(m.node, "class"))
			s.modified = s.modified || strings.Contains(class, "updated") && !strings.Contains(class, "published") ||
				strings.Contains(class, "modified") || hasWord(attr(m.node, "itemprop"), "dateModified")
			return s, true
		}
	}
	if m.kind == markProp {
		s.source = "itemprop"
		s.modified = strings.Contains(m.prop, "modified")
	}
	found := findDates(text, o)
	if len(found) == 0 {
		return sighting{}, false
	}
	before := strings.ToLower(text[:found[0].start])
	if len(found) > 1 { // what the others are says nothing of the first
		s.modified = saysModified(before)
	}
	s.stamp, s.labelled = found[0].stamp, s.modified || saysPublished(before)
	return s, s.labelled || !saysOther(before)
}

// readLine reads the dates of a visible line that has little else in it, or
// that says what they are.
func readLine(text string, o order) []sighting {
	found := findDates(text, o)
	if len(found) == 0 || strings.ContainsAny(text, "©®") {
		return nil
	}
	sentence := isSentence(text)
	rest := letters(text[:found[0].start])
	var out []sighting
	last := 0
	for i, d := range found {
		label := strings.ToLower(text[last:d.start])
		last = d.end
		s := sighting{stamp: d.stamp, source: "text", weekday: hasWeekday(text)}
		if sentence && !announces(label) {
			continue
		}
		if n := len(label) - maxLabel; n > 0 {
			label = label[n:]
		}
		switch {
		case saysModified(label):
			s.modified, s.score, s.alone, s.labelled = true, 20, true, true
		case saysPublished(label):
			s.score, s.alone, s.labelled = 20, true, true
			if containsAny(label, originalWords) && announces(strings.ToLower(text[:d.start])) {
				s.score, s.original = 90, true
			}
		case saysOther(label):
			continue
		case i == 0 && rest+letters(text[d.end:]) <= 50:
			s.score = 5
			s.alone = rest+letters(text[d.end:]) <= 15
		default:
			continue
		}
		out = append(out, s)
	}
	return out
}

// maxLabel is the most bytes before a date that can be its label, with the name
// of who published it.
const maxLabel = 60

// maxPlain is the most words in lower case that a line has which gives dates and
// names, and no sentence.
const maxPlain = 4

// isSentence tells a line of the story from one that gives dates and names: it
// ends like a sentence and has several words in lower case.
func isSentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " \x1f\"”’')"))
	if !strings.ContainsRune(".!?:。！？：؟۔।", last) {
		return false
	}
	n := 0
	for w := range strings.FieldsSeq(text) {
		r, size := utf8.DecodeRuneInString(w)
		if unicode.IsLetter(r) && !unicode.IsUpper(r) && size < len(w) {
			n++
		}
	}
	return n > maxPlain
}

// announces reports whether a sentence is about the article itself, as "Last
// updated on …" and "This article was first published on …" are: its label
// begins the line, or its first word points at the article.
func announces(label string) bool {
	label = strings.TrimLeft(label, " \x1f*([\"“—–-•|")
	return startsWithAny(label, modifiedWords) || startsWithAny(label, publishedWords) || startsWithAny(label, originalWords) ||
		startsWithAny(label, pointingWords) && (saysModified(label) || saysPublished(label))
}

func saysModified(s string) bool  { return containsAny(strings.ToLower(s), modifiedWords) }
func saysPublished(s string) bool { return containsAny(s, publishedWords) }

func hasWeekday(s string) bool { return containsAny(strings.ToLower(s), weekdays) }

// saysOther reports whether the words before a date say that it is the
// beginning or the end of something, as in "online since".
func saysOther(s string) bool {
	s = strings.TrimRight(s, " \x1f:(,")
	for _, w := range otherWords {
		if rest, ok := strings.CutSuffix(s, w); ok {
			if r, _ := utf8.DecodeLastRuneInString(rest); rest == "" || !unicode.IsLetter(r) {
				return true
			}
		}
	}
	return false
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// Words that say what a visible date is: beginnings, so that they cover the
// forms of their languages.
var (
	modifiedWords = []string{"updat", "modif", "revised", "last edit", "reviewed", "aktualisier", "geändert", "zuletzt", "stand:",
		"mis à jour", "mise à jour", "actualiz", "atualiz", "aggiorna", "bijgewerkt", "gewijzigd", "aktualiz", "uppdaterad", "opdateret",
		"oppdatert", "обновл", "оновлен", "ενημερ", "güncelle", "更新", "修改", "수정", "تحديث"}
	pointingWords = []string{"this ", "last ", "we ", "editor", "note", "the article", "it was", "dies", "zuletzt", "cet ", "cette ", "dernière", "este ", "esta ", "última", "questo ", "quest", "ultim",
		"dit ", "deze ", "laatst", "ten ", "ta ", "ostatni", "это", "эта", "последн", "цей", "ця", "останн", "本文", "最后", "最後", "最終", "이 "}
	otherWords = []string{"since", "until", "till", "before", "after", "from", "through", "between", "by", "founded", "established", "born", "died", "expires", "deadline", "effective", "beginning", "starting",
		"seit", "seit dem", "bis", "bis zum", "ab", "ab dem", "vor dem", "nach dem", "gegründet", "geboren", "depuis", "depuis le", "jusqu'au", "jusqu’au", "avant le", "après le", "à partir du", "né le", "née le",
		"desde", "desde el", "hasta", "hasta el", "a partir del", "desde o", "até", "dal", "fino al", "a partire dal", "sinds", "tot", "vanaf", "od", "od dnia", "do dnia", "siden", "sedan", "с", "по", "до", "от", "после", "від", "από", "έως", "μέχρι",
		"visitors", "besucher", "valid", "gültig",
		"today", "today is", "heute", "aujourd'hui", "aujourd’hui", "hoy", "hoy es", "oggi", "hoje", "vandaag", "dziś", "dzisiaj", "dzisiaj jest", "idag", "i dag", "сегодня", "сьогодні", "σήμερα", "bugün", "今天是", "今天", "今日", "오늘", "اليوم"}
	originalWords  = []string{"originally", "first publ", "ursprünglich", "zuerst", "initialement", "originalmente", "originariamente", "oorspronkelijk", "pierwotnie", "первоначально"}
	publishedWords = []string{"publi", "posted", "written on", "veröffentlicht", "erschienen", "erstellt", "pubbli", "gepubliceerd",
		"geplaatst", "paru", "opublik", "dodan", "publicerad", "udgivet", "publisert", "опублик", "δημοσ", "yayın", "发布", "發布", "发表", "發表",
		"公開", "投稿", "日期：", "日期:", "时间：", "时间:", "時間：", "時間:", "掲載", "입력", "등록", "نشر", "date:", "datum:", "fecha:", "data:", "дата"}
)
