package meta

import (
	"strings"
	"testing"
)

func TestPeople(t *testing.T) {
	site := siteNames{"harbourherald", "harbourheraldexample"}
	for in, want := range map[string]string{
		"Ada Byron":                                 "Ada Byron",
		"By Ada Byron":                              "Ada Byron",
		"BY ADA BYRON":                              "ADA BYRON",
		"Written by: Ada Byron":                     "Ada Byron",
		"Posted by Ada Byron on May 3, 2024":        "Ada Byron",
		"Von Ada Byron":                             "Ada Byron",
		"Par Ada Byron et Charles Babbage":          "Ada Byron|Charles Babbage",
		"Por Ada Byron":                             "Ada Byron",
		"di Ada Byron":                              "Ada Byron",
		"Door Ada Byron":                            "Ada Byron",
		"Autor: Ada Byron":                          "Ada Byron",
		"Автор: Ада Байрон":                         "Ада Байрон",
		"Συντάκτης: Άδα Μπάιρον":                    "Άδα Μπάιρον",
		"作者：王小明":                                    "王小明",
		"Ada Byron and Charles Babbage":             "Ada Byron|Charles Babbage",
		"Ada Byron, Charles Babbage and Mary Somer": "Ada Byron|Charles Babbage|Mary Somer",
		"Ada Byron, Senior Editor":                  "Ada Byron",
		"Ada Byron | Harbour Herald":                "Ada Byron",
		"Ada Byron, Harbour Herald":                 "Ada Byron",
		"Ada Byron, PhD":                            "Ada Byron",
		"Ada Byron (Editor)":                        "Ada Byron",
		"Ludwig van der Berg":                       "Ludwig van der Berg",
		"Ada Byron • 5 min read":                    "Ada Byron",
		"Ada Byron &amp; Charles Babbage":           "Ada Byron|Charles Babbage",
		"<a href='/ada'>Ada Byron</a>":              "Ada Byron",
		"Harbour Herald":                            "", // "herald" is no name
		"Staff":                                     "",
		"anónimo":                                   "",
		"admin":                                     "",
		"Editor":                                    "",
		"Senior Reporter":                           "",
		"See more":                                  "",
		"https://harbourherald.example/authors/ada": "",
		"ada@harbourherald.example":                 "",
		"May 3, 2024":                               "",
		"Updated May":                               "",
		"12345":                                     "",
		"{{ page.author }}":                         "",
		"page.head.extra.author":                    "",
		"":                                          "",
		"|":                                         "",
		"text: Herald Desk; design: Ada Byron; code: Charles": "",
		"By": "",
		strings.Repeat("Ada Byron and a long tail ", 30): "",
	} {
		if got := strings.Join(people(in, declaredName, site), "|"); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
	for _, in := range []string{"Mesh works by using", "a great way to start", "Home", "2024", "read more"} {
		if got := people(in, visibleName, site); len(got) > 0 {
			t.Errorf("visible %q gives %q, want none", in, got)
		}
	}
	if got := people("Ada Byron", declaredName, siteNames{"adabyron"}); len(got) != 1 {
		t.Errorf("the owner of a personal site is dropped: %q", got)
	}
}

func FuzzPeople(f *testing.F) {
	f.Add("By Ada Byron and Charles Babbage, Senior Editors | May 3")
	f.Add("von (((Ada) Byron")
	f.Fuzz(func(t *testing.T, s string) {
		for _, how := range []strictness{declaredName, visibleName} {
			for _, n := range people(s, how, siteNames{"herald"}) {
				if n != strings.TrimSpace(n) || n == "" || strings.ContainsAny(n, "\n\x1f<>@") {
					t.Fatalf("%q gives the name %q", s, n)
				}
			}
		}
		visibleNames(s, true, nil)
	})
}
