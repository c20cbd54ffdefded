package meta

import (
	"net/url"
	"testing"
)

func TestStrip(t *testing.T) {
	u, _ := url.Parse("https://www.harbour-herald.co.example/")
	site := siteNamesOf([]string{"The Harbour Herald"}, u)
	for in, want := range map[string]string{
		"Ferry returns | The Harbour Herald":          "Ferry returns",
		"Ferry returns - Harbour Herald":              "Ferry returns",
		"Harbour Herald: Ferry returns":               "Harbour Herald: Ferry returns",
		"Harbour Herald » Ferry returns":              "Ferry returns",
		"Ferry returns — Island — Harbour Herald":     "Ferry returns — Island",
		"Ferry returns | Harbour Herald | THE HERALD": "Ferry returns | Harbour Herald | THE HERALD",
		"Ferry - bridge - road":                       "Ferry - bridge - road",
		"Ferry returns |":                             "Ferry returns",
		"Harbour Herald":                              "Harbour Herald",
		"The Harbour Herald | Harbour Herald":         "Harbour Herald",
		"":                                            "",
	} {
		if got := site.strip(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestPathDate(t *testing.T) {
	for in, want := range map[string]string{
		"/2024/05/17/ferry":       "2024-05-17",
		"/news/2024/5/7/ferry":    "2024-05-07",
		"/news/2024-05-17-ferry":  "2024-05-17",
		"/news/ferry-20240517":    "2024-05-17",
		"/2024/05/ferry":          "",
		"/2024/13/17/ferry":       "",
		"/item/12345678":          "",
		"/2024/05/171":            "",
		"/archive/1850/01/01/old": "",
		"":                        "",
	} {
		got := ""
		if s, ok := pathDate(in); ok {
			got = s.String()
		}
		if got != want {
			t.Errorf("%q has %q, want %q", in, got, want)
		}
	}
}

func TestBareURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.a.example/x/":            "a.example/x",
		"http://a.example/x#top":              "a.example/x",
		"https://a.example/x?utm_source=feed": "a.example/x",
		"https://a.example/?p=5":              "a.example?p=5",
		"https://a.example/":                  "",
		"/x":                                  "",
		"://":                                 "",
	} {
		if got := bareURL(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
