package corpus

import (
	"hash/fnv"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Folds is the number of parts that pages are split into for cross-validation.
const Folds = 5

// Fold returns the part, 0 to Folds-1, that a page belongs to. All pages of one
// registrable domain are in one part, so that no model is judged on a site it
// was trained on. A page whose address has no host is its own domain.
func Fold(address, id string) int {
	h := fnv.New32a()
	h.Write([]byte(domain(address, id)))
	return int(h.Sum32() % Folds)
}

func domain(address, id string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return id
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}
