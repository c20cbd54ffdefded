package corpus

import "testing"

// The wanted folds were computed apart: FNV-1a, 32 bits, of the domain, mod 5.
func TestFold(t *testing.T) {
	tests := []struct {
		name, url, id string
		want          int
	}{
		{"domain", "https://example.com/a", "1", 3},
		{"subdomain, case and port", "http://News.Example.COM:8080/b?c", "2", 3},
		{"trailing dot", "https://example.com./", "3", 3},
		{"suffix of two labels", "https://www.example.co.uk/", "4", 3},
		{"private suffix", "https://author.github.io/post", "5", 4},
		{"address without a suffix", "http://192.0.2.1/", "6", 1},
		{"host without a suffix", "http://localhost/x", "7", 3},
		{"no address", "", "page-7", 2},
		{"not an address", "hard::example.com-story.html", "page-7", 2},
		{"not parseable", "http://[::1/", "page-7", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Fold(tt.url, tt.id); got != tt.want {
				t.Errorf("Fold(%q, %q) = %d, want %d", tt.url, tt.id, got, tt.want)
			}
		})
	}
}

func TestDomain(t *testing.T) {
	for _, tt := range [][2]string{
		{"http://News.Example.COM:8080/b", "example.com"},
		{"https://www.example.co.uk/", "example.co.uk"},
		{"https://author.github.io/post", "author.github.io"},
		{"http://192.0.2.1/", "192.0.2.1"},
		{"", "ID"},
	} {
		if got := domain(tt[0], "ID"); got != tt[1] {
			t.Errorf("domain(%q) = %q, want %q", tt[0], got, tt[1])
		}
	}
}
