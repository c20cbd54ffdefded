package meta

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// absolute resolves ref against base and returns it when it is an http or https
// address; without a base, relative ones are given as they are if loose.
func absolute(base *url.URL, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || len(ref) > 4000 {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// imageSource returns the address of an <img>, lazy ones included.
func imageSource(n *html.Node) string {
	for _, key := range [...]string{"data-src", "data-lazy-src", "data-original", "src"} {
		if s := strings.TrimSpace(attr(n, key)); s != "" && !strings.HasPrefix(s, "data:") {
			return s
		}
	}
	return ""
}
