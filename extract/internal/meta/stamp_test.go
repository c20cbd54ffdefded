package meta

import (
	"testing"
	"time"
)

func TestParseStamp(t *testing.T) {
	for in, want := range map[string]string{
		"2024-05-17":                        "2024-05-17",
		"2024-5-7":                          "2024-05-07",
		"20240517":                          "2024-05-17",
		"20240517T101500Z":                  "2024-05-17",
		"2024/05/17":                        "2024-05-17",
		"2024-05-17T10:15:30Z":              "2024-05-17T10:15:30Z",
		"2024-05-17T10:15:30.123+02:00":     "2024-05-17T10:15:30+02:00",
		"2024-05-17T10:15:30-0430":          "2024-05-17T10:15:30-04:30",
		"2024-05-17T10:15+05:30":            "2024-05-17T10:15:00+05:30",
		"2024-05-17 10:15:30 +0000":         "2024-05-17T10:15:30Z",
		"2024-05-17 10:15:30 UTC":           "2024-05-17T10:15:30Z",
		"2024-05-17T10:15:30":               "2024-05-17", // no zone, no time
		"Fri, 17 May 2024 10:15:30 GMT":     "2024-05-17T10:15:30Z",
		"Fri, 17 May 2024 22:15:30 EDT":     "2024-05-17T22:15:30-04:00",
		"Fri May 17 10:15:30 UTC 2024":      "",
		"May 17, 2024 10:15 pm GMT+2":       "2024-05-17T22:15:00+02:00",
		"May 17, 2024, 12:05 a.m. (UTC)":    "2024-05-17T00:05:00Z",
		"1715940930":                        "2024-05-17T10:15:30Z",
		"1715940930000":                     "2024-05-17T10:15:30Z",
		"0001-01-01T00:00:00Z":              "",
		"1970-01-01T00:00:00Z":              "",
		"0":                                 "",
		"2024-02-30":                        "",
		"2023-02-29":                        "",
		"2024-02-29":                        "2024-02-29",
		"2024-13-01":                        "",
		"2024-05-17T25:15:30Z":              "2024-05-17",
		"2024-05-17T10:15:30+99:00":         "2024-05-17",
		"5/17/2024":                         "2024-05-17", // there is no 17th month
		"yesterday":                         "",
		"{{ page.date }}":                   "",
		"2024":                              "",
		"version 2024.05.17.3001 of things": "",
	} {
		got := ""
		if s, ok := parseStamp(in, dayFirst); ok {
			got = s.String()
		}
		if got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if s, _ := parseStamp("3/4/2024", monthFirst); s.String() != "2024-03-04" {
		t.Errorf("month first: %s", s)
	}
	if s, _ := parseStamp("3/4/2024", dayFirst); s.String() != "2024-04-03" {
		t.Errorf("day first: %s", s)
	}
}

func TestFindDates(t *testing.T) {
	const want = "2024-05-17"
	for _, in := range []string{
		"Published May 17, 2024", "17 May 2024", "17th of May, 2024", "May 17th 2024", "Fri. 17-May-2024",
		"Freitag, 17. Mai 2024", "17.05.2024, 10:15 Uhr", "Stand: 17.5.2024", "le 17 mai 2024 à 10h15", "Publié le vendredi 17 mai 2024",
		"17 de mayo de 2024", "viernes, 17 mayo 2024", "17 maggio 2024", "17 de maio de 2024", "17 mei 2024", "17 maja 2024 r.",
		"17 мая 2024 года", "17 травня 2024", "17 Μαΐου 2024", "17 Mayıs 2024", "17 maj 2024", "17. května 2024", "2024. május 17.",
		"17 mai 2024", "17 toukokuuta 2024", "2024年5月17日", "2024年05月17日 10:15", "2024년 5월 17일", "١٧ مايو ٢٠٢٤", "17 مايو 2024", "17 मई 2024",
		"２０２４年５月１７日", "2024. 5. 17", "17/05/24", "17.05.24",
	} {
		found := findDates(in, dayFirst)
		if len(found) != 1 || found[0].stamp.String() != want {
			t.Errorf("%q: found %v", in, found)
		}
	}
	for _, in := range []string{
		"17 May", "May 2024", "in 2024", "192.168.2024.1", "phone 555-17-2024-88", "17.5 million in 2024", "v1.2.3", "1945-05-08",
		"35 May 2024", "May 45, 2024", "12:30", "page 3 of 2024", "",
	} {
		if found := findDates(in, dayFirst); len(found) != 0 {
			t.Errorf("%q: found %v, want none", in, found)
		}
	}
	two := findDates("Published 2 May 2024 | Updated 17 May 2024 10:00 UTC", dayFirst)
	if len(two) != 2 || two[0].String() != "2024-05-02" || two[1].String() != "2024-05-17T10:00:00Z" {
		t.Errorf("two dates: %v", two)
	}
}

func TestDays(t *testing.T) {
	for _, s := range []string{"1990-01-01", "2000-02-29", "2024-05-17", "2099-12-31"} {
		got, _ := parseStamp(s, dayFirst)
		want, _ := time.Parse(time.DateOnly, s)
		if int64(got.days())*86400 != want.Unix() {
			t.Errorf("%s: %d days, want %d", s, got.days(), want.Unix()/86400)
		}
		if back := civil(got.days()); back != got {
			t.Errorf("%s: back as %s", s, back)
		}
	}
}

func FuzzParseStamp(f *testing.F) {
	for _, s := range []string{"2024-05-17T10:15:30.123+02:00", "May 17, 2024, 12:05 a.m. (UTC)", "١٧ مايو ٢٠٢٤", "2024年5月17日", "17/05/24", "1715940930000"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, us bool) {
		o := dayFirst
		if us {
			o = monthFirst
		}
		got, ok := parseStamp(s, o)
		if !ok {
			return
		}
		if text := got.String(); got.timed {
			if _, err := time.Parse(time.RFC3339, text); err != nil {
				t.Fatalf("%q gives %q: %v", s, text, err)
			}
		} else if _, err := time.Parse(time.DateOnly, text); err != nil {
			t.Fatalf("%q gives %q: %v", s, text, err)
		}
	})
}
