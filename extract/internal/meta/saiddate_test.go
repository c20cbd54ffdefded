package meta

import "testing"

// TestDate makes sure that days and months are read in the page's order.
func TestDate(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en-US", "3/4/2024", "2024-03-04"},
		{"de", "3.4.2024", "2024-04-03"},
		{"de", "Freitag, 3. Mai 2024", "2024-05-03"},
		{"en", "2024-05-01T10:30:00Z", "2024-05-01T10:30:00Z"},
		{"en", "By Ada Moss", ""},
		{"en", "", ""},
	} {
		m := Read(parse(t, `<html lang="`+c.lang+`"><body><p>x</p></body></html>`), nil, limits)
		if got := m.Date(c.text); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}
