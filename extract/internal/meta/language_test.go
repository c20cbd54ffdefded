package meta

import (
	"strings"
	"testing"
)

func TestLanguageTag(t *testing.T) {
	for in, want := range map[string]string{
		"en": "en", "EN": "en", "en_us": "en-US", "de-DE": "de-DE", "zh-hans-cn": "zh-Hans-CN", "es-419": "es-419", "pt-BR,pt": "pt-BR", "en-US; q=1": "en-US",
		"English": "en", "Deutsch": "de", "русский": "ru", "gr": "el", "": "", "x": "", "und": "", "{{lang}}": "", "english language": "en", "123": "", "en-": "en",
	} {
		if got := languageTag(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

// samples are two sentences in each language that Detect tells apart.
var samples = map[string]string{
	"en": "The small ferry will run again from Monday. Islanders had to take the long way round by road and they are glad that this is over.",
	"de": "Die kleine Fähre fährt ab Montag wieder. Die Bewohner der Insel mussten den langen Weg über die Straße nehmen und sind froh, dass es vorbei ist.",
	"fr": "Le petit bac circule de nouveau à partir de lundi. Les habitants de l'île ont dû faire le grand tour par la route et ils sont contents que ce soit fini.",
	"es": "El pequeño transbordador vuelve a navegar desde el lunes. Los isleños tuvieron que dar un largo rodeo por la carretera y están contentos de que se acabe.",
	"it": "Il piccolo traghetto riprende da lunedì. Gli abitanti dell'isola hanno dovuto fare il giro lungo con la strada e sono contenti che sia finita, non come prima.",
	"pt": "A pequena balsa volta a navegar na segunda-feira. Os moradores da ilha tiveram de dar uma longa volta pela estrada e não estão tristes que isso acabou.",
	"nl": "De kleine veerboot vaart vanaf maandag weer. De bewoners van het eiland moesten de lange weg over de dijk nemen en zijn blij dat het voorbij is.",
	"pl": "Mały prom znów kursuje od poniedziałku. Mieszkańcy wyspy musieli jechać dookoła drogą i cieszą się, że to już się skończyło.",
	"sv": "Den lilla färjan går igen från måndag. Öborna var tvungna att ta den långa vägen runt och är glada att det är över, men inte alla.",
	"cs": "Malý přívoz jezdí od pondělí znovu. Obyvatelé ostrova museli jet dlouho po silnici a jsou rádi, že je to za nimi.",
	"hu": "A kis komp hétfőtől újra jár. A sziget lakóinak hosszú kerülőt kellett tenniük az úton, és örülnek, hogy ez már véget ért.",
	"ro": "Micul feribot circulă din nou de luni. Locuitorii insulei au trebuit să ocolească pe șosea și sunt bucuroși că s-a terminat.",
	"tr": "Küçük feribot pazartesiden itibaren yeniden çalışıyor. Adalılar uzun yoldan gitmek zorunda kaldı ve bunun bittiği için çok mutlu.",
	"fi": "Pieni lautta kulkee taas maanantaista alkaen. Saaren asukkaat joutuivat kiertämään pitkää tietä, ja he ovat iloisia että se on ohi.",
	"ru": "Маленький паром снова ходит с понедельника. Жителям острова приходилось ехать в объезд, и они рады, что это закончилось.",
	"uk": "Маленький пором знову ходить із понеділка. Мешканцям острова доводилося їхати в об'їзд, і вони раді, що це закінчилося.",
	"bg": "Малкият ферибот отново пътува от понеделник. Жителите на острова трябваше да минават по дългия път и се радват, че това свърши.",
	"el": "Το μικρό πορθμείο λειτουργεί ξανά από τη Δευτέρα. Οι κάτοικοι του νησιού έκαναν μεγάλο γύρο.",
	"zh": "小渡轮从星期一起恢复航行。岛上的居民曾经不得不绕远路，他们很高兴这一切结束了。",
	"ja": "小さな渡し船が月曜日から再び運航します。島の人々は長い回り道をしなければなりませんでした。",
	"ko": "작은 나룻배가 월요일부터 다시 다닙니다. 섬 주민들은 먼 길을 돌아가야 했습니다.",
	"ar": "تعود العبارة الصغيرة إلى العمل من يوم الاثنين. كان على سكان الجزيرة أن يسلكوا الطريق الطويل وهم سعداء أن هذا انتهى.",
	"fa": "کشتی کوچک از دوشنبه دوباره کار میکند. ساکنان جزیره مجبور بودند راه طولانی را بروند و خوشحالند که این تمام شد.",
	"he": "המעבורת הקטנה חוזרת לפעול מיום שני. תושבי האי נאלצו לנסוע בדרך הארוכה.",
	"th": "เรือข้ามฟากลำเล็กกลับมาให้บริการตั้งแต่วันจันทร์",
	"hi": "छोटी नौका सोमवार से फिर चलेगी। द्वीप के लोगों को लंबे रास्ते से जाना पड़ता था।",
}

func TestDetect(t *testing.T) {
	for want, text := range samples {
		if got := Detect(text); got != want {
			t.Errorf("%s is taken for %q", want, got)
		}
	}
	for _, text := range []string{"", "12345 67890", "Ferry", "Qwrt zxcv bnmk plkj hgfd qazx swed vfrt gbnh yujm"} {
		if got := Detect(text); got != "" {
			t.Errorf("%q is taken for %q", text, got)
		}
	}
}

func TestLanguage(t *testing.T) {
	long := strings.Repeat(samples["de"]+" ", 4)
	for _, c := range []struct{ declared, text, want, source string }{
		{"", samples["de"], "de", "detected"},
		{"de-AT", long, "de-AT", "html:lang"},
		{"en-US", long, "de", "detected"},
		{"en-US", samples["de"], "en-US", "html:lang"}, // too short to contradict
		{"nb", strings.Repeat(samples["sv"], 4), "nb", "html:lang"},
		{"en", "", "en", "html:lang"},
		{"", "", "", "html:lang"},
	} {
		got := Language(Value{c.declared, "html:lang"}, c.text)
		if got != (Value{c.want, c.source}) {
			t.Errorf("declared %q: got %v, want %s from %s", c.declared, got, c.want, c.source)
		}
	}
}
