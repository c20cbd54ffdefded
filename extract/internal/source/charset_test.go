package source

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

const (
	russian  = "Жители посёлка на берегу залива собрали деньги на ремонт маяка"
	greekish = "Οι κάτοικοι του χωριού μάζεψαν χρήματα"
	polish   = "Mieszkańcy wsi nad zatoką zebrali pieniądze na naprawę latarni, która nie świeciła"
	czech    = "Obyvatelé vesnice u zálivu vybrali peníze na opravu majáku"
	turkic   = "Koydaki köyün sakinleri yirmi yıldır yanmayan feneri onarmak için para topladı"
	french   = "éteint depuis vingt ans. Les travaux ont commencé au printemps et le gardien"
	german   = "der zwanzig Jahre lang dunkel geblieben war. Im Frühjahr begannen"
	hanzi    = "海湾边的村民们凑钱修好了那座二十年没有亮过的灯塔"
	japan    = "二十年も消えたままだった灯台を直すためにお金を集めた"
	hangul   = "마을 사람들은 이십 년 동안 꺼져 있던 등대를 고치기 위해 돈을 모았다"
)

// charsetPages says of every page in testdata/charset how it must be read.
var charsetPages = map[string]struct{ charset, from, text string }{
	"undeclared-gbk":          {"gbk", "guess", hanzi},
	"undeclared-shift_jis":    {"shift_jis", "guess", japan},
	"undeclared-euc-jp":       {"euc-jp", "guess", japan},
	"undeclared-euc-kr":       {"euc-kr", "guess", hangul},
	"undeclared-big5":         {"big5", "guess", "海灣邊的村民們湊錢修好了那座二十年沒有亮過的燈塔"},
	"undeclared-windows-1251": {"windows-1251", "guess", russian},
	"undeclared-koi8-r":       {"koi8-u", "guess", russian},
	"undeclared-ibm866":       {"ibm866", "guess", russian},
	"undeclared-iso-8859-2":   {"iso-8859-2", "guess", polish},
	"undeclared-windows-1250": {"windows-1250", "guess", czech},
	"undeclared-iso-8859-9":   {"windows-1254", "guess", turkic},
	"undeclared-windows-1253": {"windows-1253", "guess", greekish},
	"undeclared-windows-1252": {"windows-1252", "guess", french},
	"undeclared-iso-8859-1":   {"windows-1252", "guess", german},
	"undeclared-windows-1257": {"windows-1257", "guess", "surinko pinigų švyturiui, kuris nešvietė dvidešimt"},
	"undeclared-windows-1255": {"windows-1255", "guess", "תושבי הכפר אספו כסף כדי לתקן את המגדלור"},
	"undeclared-windows-1256": {"windows-1256", "guess", "جمع سكان القرية المال لإصلاح المنارة"},
	"undeclared-windows-874":  {"windows-874", "guess", "ชาวบ้านช่วยกันรวบรวมเงินเพื่อซ่อมประภาคาร"},
	"undeclared-utf-8":        {"utf-8", "valid-utf8", polish},

	"declared-koi8-r":      {"koi8-r", "meta", russian},
	"declared-gb2312":      {"gbk", "meta", "学生们每个星期六镕"},
	"declared-iso-2022-jp": {"iso-2022-jp", "guess", japan},
	"declared-in-xml":      {"windows-1250", "meta", czech},
	"late-meta":            {"windows-1254", "meta", turkic},
	"rare-meta":            {"iso-8859-13", "meta", "The keeper, Žemaitis, climbed"},
	"commented-meta":       {"iso-8859-2", "meta", polish},
	"meta-says-utf-16":     {"utf-8", "valid-utf8", polish},

	"wrong-latin1-is-windows-1251": {"windows-1251", "guess", russian},
	"wrong-utf-8-is-windows-1252":  {"windows-1252", "guess", french},
	"wrong-latin1-is-utf-8":        {"utf-8", "valid-utf8", greekish},
	"wrong-unknown-is-euc-kr":      {"euc-kr", "guess", hangul},

	"bom-utf-8-meta-latin1":   {"utf-8", "bom", russian},
	"bom-utf-16le-meta-utf-8": {"utf-16le", "bom", greekish},
	"bom-utf-16be":            {"utf-16be", "bom", japan},
	"nul-utf-16le":            {"utf-16le", "nul-bytes", russian},
	"nul-utf-16be":            {"utf-16be", "nul-bytes", hanzi},

	"double-utf-8":          {"utf-8", "valid-utf8", polish},
	"mojibake-windows-1251": {"utf-8", "valid-utf8", russian},
	"not-double":            {"utf-8", "valid-utf8", "show as Ã©, and those of è as Ã¨"},
	"lone-surrogates":       {"utf-8", "valid-utf8", "A smile: \U0001F600, half a smile: \uFFFD."},
	"cut-characters":        {"utf-8", "valid-utf8", "Читайте также: Рыб\uFFFD…"},
	"nul-bytes":             {"utf-8", "valid-utf8", "Der alte Leuchtturm brennt wieder"},
	"soft-hyphens":          {"utf-8", "valid-utf8", "Der alte Leucht\u00adturm brennt wieder"},
	"decomposed":            {"utf-8", "valid-utf8", "um die Lampe anzuzünden.\nNun finden die Fischer"},
}

func TestCharsetPages(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/charset/*")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(charsetPages) {
		t.Errorf("%d pages, %d expectations", len(files), len(charsetPages))
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		want, ok := charsetPages[name]
		if !ok {
			t.Errorf("%s: nothing is expected of it", name)
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := Read(context.Background(), Input{Body: bytes.NewReader(data)}, Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if p.Charset != want.charset || p.CharsetFrom != want.from {
			t.Errorf("%s: read as %s by %s, want %s by %s", name, p.Charset, p.CharsetFrom, want.charset, want.from)
		}
		text := strings.ReplaceAll(textOfTree(p.Root), "\n\n", "\n")
		if !strings.Contains(strings.ReplaceAll(text, "\n\n", "\n"), want.text) {
			t.Errorf("%s: no %q in %q", name, want.text, text)
		}
	}
}

// labels returns the labels of the WHATWG Encoding Standard with the names of
// their encodings.
func labels(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("testdata/labels.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
	for line := range strings.Lines(string(data)) {
		name, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for label := range strings.FieldsSeq(list) {
			all[label] = name
		}
	}
	if len(all) != 228 {
		t.Fatalf("%d labels", len(all))
	}
	return all
}

// samples are texts of which each encoding has at least one.
var samples = []string{russian, greekish, polish, turkic, french, hanzi, japan, hangul,
	"תושבי הכפר אספו", "جمع سكان القرية", "ชาวบ้านช่วยกัน", "Kaimo gyventojai švyturiui", "Mae’r ŵyl yn Ŷ ddôl", "La ŝipo ĉe la haveno", "\uf7e9\uf7e8"}

// Every label of the WHATWG Encoding Standard is accepted, in any case and with
// white space around it, and text comes back as it was before it was encoded.
func TestEveryLabelRoundTrips(t *testing.T) {
	for label, name := range labels(t) {
		if name == "replacement" {
			if err := CheckCharset(label); err == nil {
				t.Errorf("%s: accepted, though browsers refuse to read it", label)
			}
			continue
		}
		e, err := htmlindex.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		done := false
		for _, text := range samples {
			encoded, err := e.NewEncoder().Bytes([]byte("<p>" + text + "</p>"))
			if err != nil || bytes.Contains(encoded, []byte{encoding.ASCIISub}) {
				continue
			}
			done = true
			for _, given := range []string{label, " " + strings.ToUpper(label) + "\n"} {
				p, err := Read(context.Background(), Input{Charset: given, Body: bytes.NewReader(encoded)}, Limits{})
				if err != nil {
					t.Errorf("%q: %v", given, err)
				} else if got := strings.TrimSpace(textOfTree(p.Root)); got != text || p.CharsetFrom != "option" || p.Charset != name {
					t.Errorf("%q: %q came back as %q, read as %s by %s", given, text, got, p.Charset, p.CharsetFrom)
				}
			}
		}
		if !done {
			t.Errorf("%s: no sample fits", label)
		}
	}
}

// A page may declare its encoding by any of the labels, in a header or in a
// meta element.
func TestEveryLabelIsRead(t *testing.T) {
	for label, name := range labels(t) {
		want := name
		switch name {
		case "utf-16le", "utf-16be":
			want = "utf-8" // what can be read as far as the label is not UTF-16
		case "x-user-defined":
			want = "windows-1252"
		case "replacement":
			want = ""
		}
		page := []byte(`<head><meta http-equiv=Content-Type content="text/html; charset=` + label + `">`)
		if got := declared(metaCharset(page)); got != want {
			t.Errorf("meta %s: %q, want %q", label, got, want)
		}
		if got := declared(metaCharset([]byte(`<meta charset="` + label + `">`))); got != want {
			t.Errorf("meta charset %s: %q, want %q", label, got, want)
		}
		if got := declared(headerCharset("text/html; charset=" + label)); got != want {
			t.Errorf("header %s: %q, want %q", label, got, want)
		}
		if got := declared(headerCharset(`text/html;charset="` + strings.ToUpper(label) + `"`)); got != want {
			t.Errorf("quoted header %s: %q, want %q", label, got, want)
		}
	}
}

func TestCharsetOrder(t *testing.T) {
	encode := func(label, text string) string {
		_, e := lookup(label)
		b, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	cyrillic := encode("windows-1251", "<p>"+russian)
	for _, test := range []struct{ name, body, header, option, charset, from, text string }{
		{"header", encode("koi8-r", "<p>"+russian), "text/html; charset=KOI8-R", "", "koi8-r", "header", russian},
		{"header before meta", encode("windows-1251", "<meta charset=koi8-r><p>"+russian), "text/html;charset=windows-1251", "", "windows-1251", "header", russian},
		{"wrong header", cyrillic, "text/html; charset=iso-8859-1", "", "windows-1251", "guess", russian},
		{"broken header", encode("koi8-r", "<p>"+russian), "text/html; charset=koi8-r; charset=koi8-r", "", "koi8-r", "header", russian},
		{"header says utf-8", "<p>" + russian, "text/html; charset=utf-8", "", "utf-8", "header", russian},
		{"utf-8 before header", "<p>" + russian, "text/html; charset=windows-1251", "", "utf-8", "valid-utf8", russian},
		{"option before all", cyrillic, "text/html; charset=koi8-r", "CP1251", "windows-1251", "option", russian},
		{"option before utf-8", "<p>\xc3\xa9t\xc3\xa9", "", "latin1", "windows-1252", "option", "Ã©tÃ©"},
		{"mark before option", bomUTF8 + "<p>" + russian, "", "windows-1251", "utf-8", "bom", russian},
		{"few bytes", "<p>only \xa325", "", "", "windows-1252", "guess", "only £25"},
		{"ascii", "<meta charset=windows-1251><p>plain", "", "", "utf-8", "valid-utf8", "plain"},
		{"escapes", "<p>a\x1b[31mred", "", "", "utf-8", "valid-utf8", "a\x1b[31mred"},
	} {
		p, err := Read(context.Background(), Input{Body: strings.NewReader(test.body), ContentType: test.header, Charset: test.option}, Limits{})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if p.Charset != test.charset || p.CharsetFrom != test.from {
			t.Errorf("%s: read as %s by %s, want %s by %s", test.name, p.Charset, p.CharsetFrom, test.charset, test.from)
		}
		if text := textOfTree(p.Root); !strings.Contains(text, test.text) {
			t.Errorf("%s: no %q in %q", test.name, test.text, text)
		}
	}
}

func TestUnknownCharset(t *testing.T) {
	_, err := Read(context.Background(), Input{Body: strings.NewReader("<p>x"), Charset: "utf-9"}, Limits{})
	want := `"utf-9" is not an encoding that browsers read, such as utf-8, windows-1251 or shift_jis`
	var param *ParamError
	if !errors.As(err, &param) || param.Field != "Charset" || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestWarningsOfEncoding(t *testing.T) {
	for name, want := range map[string]string{
		"double-utf-8":          "text was encoded in UTF-8 twice and has been put right",
		"mojibake-windows-1251": "text in windows-1251 had been taken for a Western encoding and has been put right",
		"lone-surrogates":       "1 broken characters of the UTF-8 text became U+FFFD",
		"cut-characters":        "1 broken characters of the UTF-8 text became U+FFFD",
		"undeclared-utf-8":      "",
		"soft-hyphens":          "",
		"not-double":            "",
	} {
		data, err := os.ReadFile("../../../testdata/charset/" + name + ".html")
		if err != nil {
			t.Fatal(err)
		}
		p, err := Read(context.Background(), Input{Body: bytes.NewReader(data)}, Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := strings.Join(p.Warnings, "\n"); got != want {
			t.Errorf("%s: warnings %q, want %q", name, got, want)
		}
	}
}
