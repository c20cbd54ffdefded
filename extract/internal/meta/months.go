package meta

import "strings"

// monthNames lists the names of the twelve months by language: nominative,
// genitive and the usual short forms, "|" between months and spaces between
// spellings. Where languages share a word it means the same month in all.
var monthNames = []string{
	// English
	"january jan|february feb febr|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|november nov|december dec",
	// German
	"januar jänner jan jän|februar feber feb|märz mär mrz maerz|april apr|mai|juni|juli|august aug|september sept sep|oktober okt|november nov|dezember dez",
	// French
	"janvier janv|février fevrier févr fevr fév|mars|avril avr|mai|juin|juillet juil|août aout|septembre sept|octobre oct|novembre nov|décembre decembre déc",
	// Spanish
	"enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sept sep|octubre oct|noviembre nov|diciembre dic",
	// Italian
	"gennaio gen genn|febbraio febbr feb|marzo mar|aprile apr|maggio mag magg|giugno giu|luglio lug|agosto ago|settembre set sett|ottobre ott|novembre nov|dicembre dic",
	// Portuguese
	"janeiro jan|fevereiro fev|março marco mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out|novembro nov|dezembro dez",
	// Catalan
	"gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
	// Dutch
	"januari jan|februari feb|maart mrt|april apr|mei|juni|juli|augustus aug|september|oktober okt|november|december",
	// Swedish, Danish, Norwegian
	"januari januar|februari februar|mars marts|april|maj mai|juni|juli|augusti august|september|oktober|november|december desember des",
	// Finnish
	"tammikuuta tammikuu|helmikuuta helmikuu|maaliskuuta maaliskuu|huhtikuuta huhtikuu|toukokuuta toukokuu|kesäkuuta kesäkuu|heinäkuuta heinäkuu|elokuuta elokuu|syyskuuta syyskuu|lokakuuta lokakuu|marraskuuta marraskuu|joulukuuta joulukuu",
	// Polish
	"stycznia styczeń sty|lutego luty lut|marca marzec|kwietnia kwiecień kwi|maja maj|czerwca czerwiec cze|lipca lipiec lip|sierpnia sierpień sie|września wrzesień wrz|października październik paź|listopada lis|grudnia grudzień gru",
	// Czech and Slovak; "listopad" is November here and October in Croatian
	"ledna leden januára január|února únor februára február|března březen marca marec|dubna duben apríla apríl|května květen mája máj|června červen júna jún|července červenec júla júl|srpna srpen augusta|září septembra|října říjen októbra október|listopad novembra|prosince prosinec decembra",
	// Hungarian
	"január|február|március|április|május|június|július|augusztus|szeptember|október|november|december",
	// Romanian
	"ianuarie ian|februarie|martie|aprilie|mai|iunie iun|iulie iul|august|septembrie|octombrie|noiembrie noi|decembrie",
	// Russian
	"января январь янв|февраля февраль фев февр|марта март мар|апреля апрель апр|мая май|июня июнь июн|июля июль июл|августа август авг|сентября сентябрь сен сент|октября октябрь окт|ноября ноябрь ноя нояб|декабря декабрь дек",
	// Ukrainian
	"січня січень січ|лютого лютий лют|березня березень бер|квітня квітень квіт|травня травень трав|червня червень черв|липня липень лип|серпня серпень серп|вересня вересень вер|жовтня жовтень жовт|листопада листопад лист|грудня грудень груд",
	// Bulgarian
	"януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
	// Greek
	"ιανουαρίου ιανουάριος ιαν|φεβρουαρίου φεβρουάριος φεβ|μαρτίου μάρτιος μαρ|απριλίου απρίλιος απρ|μαΐου μαίου μάιος μαι μαϊ|ιουνίου ιούνιος ιουν|ιουλίου ιούλιος ιουλ|αυγούστου αύγουστος αυγ|σεπτεμβρίου σεπτέμβριος σεπ|οκτωβρίου οκτώβριος οκτ|νοεμβρίου νοέμβριος νοε|δεκεμβρίου δεκέμβριος δεκ",
	// Turkish
	"ocak oca|şubat şub subat|mart|nisan nis|mayıs mayis|haziran haz|temmuz tem|ağustos ağu agustos|eylül eyl eylul|ekim eki|kasım kas kasim|aralık ara aralik",
	// Arabic, in Egypt and in the Levant
	"يناير|فبراير|مارس|أبريل ابريل إبريل|مايو|يونيو يونيه|يوليو يوليه|أغسطس اغسطس|سبتمبر|أكتوبر اكتوبر|نوفمبر|ديسمبر",
	"|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|||",
	// Indonesian
	"januari|februari|maret|april|mei|juni|juli|agustus agt|september|oktober|november|desember",
	// Hindi
	"जनवरी|फरवरी फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|नवंबर नवम्बर|दिसंबर दिसम्बर",
}

// months maps a lower-case name to its number. The first language wins where
// two mean different months by one word.
var months = func() map[string]int {
	m := make(map[string]int, 700)
	for _, names := range monthNames {
		for i, spellings := range strings.Split(names, "|") {
			for s := range strings.FieldsSeq(spellings) {
				if _, ok := m[s]; !ok {
					m[s] = i + 1
				}
			}
		}
	}
	return m
}()

// weekdays are the names of days as they begin, or stand whole where that is
// short, in the date that a page's head shows: that of today.
var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
	"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag",
	"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
	"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
	"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica",
	"segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira",
	"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
	"poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela",
	"понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье", "пн.", "вт.", "ср.", "чт.", "пт.", "сб.", "вс.",
	"понеділок", "вівторок", "середа", "п'ятниця", "п’ятниця", "субота", "неділя",
	"δευτέρα", "τρίτη", "τετάρτη", "πέμπτη", "παρασκευή", "σάββατο", "κυριακή",
	"pazartesi", "salı", "çarşamba", "perşembe", "cuma", "星期", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "曜日", "요일",
	"الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"}
