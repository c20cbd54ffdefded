package rule

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/net/html"
)

// Fallback says what happens when a site rule's content matches nothing.
type Fallback string

// Fallbacks. FallbackAuto goes on as if the rule said nothing of content, with
// a warning; FallbackFail sets Outcome.Err.
const (
	FallbackAuto Fallback = "auto"
	FallbackFail Fallback = "fail"
)

// directive is one selector of a rule with its place.
type directive struct {
	selector int // in the query
	source   string
	line     int
	to       string // new tag of rename
	optional bool   // has pages without it
	nth      int    // which match, from 1; negative counts from the end; 0 is all
}

// pick returns the elements that a directive means of those that each selector
// matched.
func (v *directive) pick(found [][]*html.Node) []*html.Node { return pickNth(found[v.selector], v.nth) }

func pickNth(nodes []*html.Node, nth int) []*html.Node {
	switch n := len(nodes); {
	case nth > 0 && nth <= n:
		return nodes[nth-1 : nth]
	case nth < 0 && -nth <= n:
		return nodes[n+nth : n+nth+1]
	case nth != 0:
		return nil
	}
	return nodes
}

// Site is one compiled site rule. It is immutable and safe for concurrent use.
type Site struct {
	Name   string   // its first host, or the platform's name
	Hosts  []string // lower case, without "www."; none for a platform rule
	Path   string   // glob over the URL's path, empty for all
	File   string   // as loaded
	Line   int
	Origin Origin
	Source string // the file's text
	Tests  []Case

	subdomains bool
	marks      []string // selectors of pages of a platform
	query      *query
	content    []directive
	remove     []directive
	keep       []directive
	unwrap     []directive
	rename     []directive
	comments   []directive
	fields     []field
	texts      []textRule
	fallback   Fallback
}

// Origin says where a rule came from.
type Origin string

// Origins, in the order in which later ones win.
const (
	OriginEmbedded Origin = "embedded"
	OriginUser     Origin = "user"  // the user's configuration folder
	OriginFlag     Origin = "rules" // named by --rules
)

// ParseSite compiles one rule file. The error joins one *Error for each fault.
func ParseSite(file string, data []byte) (*Site, error) {
	d := &decoder{file: file}
	s := &Site{File: file, Source: string(data), subdomains: true, query: newQuery(), fallback: FallbackAuto}
	if root := d.parseYAML(data); root != nil {
		s.Line = root.Line
		s.decode(d, root)
	}
	if err := d.err(); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Site) decode(d *decoder, root *yaml.Node) {
	platform := ""
	selectors := func(list *[]directive) func(*yaml.Node, string) {
		return func(n *yaml.Node, field string) {
			d.each(n, field, func(n *yaml.Node, field string) {
				if v, ok := s.directive(d, n, field); ok {
					*list = append(*list, v)
				}
			})
		}
	}
	known := keys{
		"site": func(n *yaml.Node, field string) { s.decodeHosts(d, n, field) },
		"platform": func(n *yaml.Node, field string) {
			platform = d.str(n, field)
		},
		"match":      func(n *yaml.Node, field string) { s.decodeMarks(d, n, field) },
		"subdomains": func(n *yaml.Node, field string) { s.subdomains = d.boolean(n, field) },
		"path":       func(n *yaml.Node, field string) { s.decodePath(d, n, field) },
		"content":    selectors(&s.content),
		"remove":     selectors(&s.remove),
		"keep":       selectors(&s.keep),
		"unwrap":     selectors(&s.unwrap),
		"comments":   selectors(&s.comments),
		"rename":     func(n *yaml.Node, field string) { s.decodeRename(d, n, field) },
		"remove-text": func(n *yaml.Node, field string) {
			d.each(n, field, func(n *yaml.Node, field string) { s.decodeText(d, n, field) })
		},
		"fallback": func(n *yaml.Node, field string) {
			s.fallback = Fallback(d.str(n, field))
			if s.fallback != FallbackAuto && s.fallback != FallbackFail {
				d.fail(n, field, nearest(string(s.fallback), []string{"auto", "fail"}), "%q is neither auto nor fail", s.fallback)
			}
		},
		"tests": func(n *yaml.Node, field string) {
			d.each(n, field, func(n *yaml.Node, field string) { s.decodeCase(d, n, field) })
		},
	}
	for _, name := range fieldNames {
		known[name] = func(n *yaml.Node, field string) { s.decodeField(d, n, name, field) }
	}
	d.mapping(root, "", known)
	if root.Kind == yaml.MappingNode {
		s.checkIdentity(d, root, platform)
	}
}

// checkIdentity makes sure that the rule says which pages it is for.
func (s *Site) checkIdentity(d *decoder, root *yaml.Node, platform string) {
	failed := len(d.errors) > 0
	switch {
	case len(s.Hosts) > 0 && platform != "":
		d.fail(root, "platform", "", "a rule is for a site or for a platform, not for both")
	case len(s.Hosts) > 0:
		s.Name = s.Hosts[0]
		if len(s.marks) > 0 {
			d.fail(root, "match", "", "belongs to platform rules; a site is matched by its host")
		}
	case platform != "":
		s.Name = platform
		if len(s.marks) == 0 && !failed {
			d.fail(root, "match", "", "a platform rule needs marks that its pages have")
		}
	case !failed:
		d.fail(root, "site", "", "is missing: name the host, such as example.com")
	}
}

func (s *Site) decodeHosts(d *decoder, n *yaml.Node, field string) {
	d.each(n, field, func(n *yaml.Node, field string) {
		text := d.str(n, field)
		if text == "" {
			return
		}
		host, err := Host(text)
		switch {
		case err != nil:
			d.fail(n, field, "", "%v", err)
		case slices.Contains(s.Hosts, host):
			d.fail(n, field, "", "the host %q is given twice", host)
		default:
			s.Hosts = append(s.Hosts, host)
		}
	})
}

// Host returns the host that a rule names as its site, lower case and without
// "www.", or an error that says why it is none.
func Host(site string) (string, error) {
	site = strings.ToLower(site)
	bare := strings.TrimPrefix(site, "www.")
	u, err := url.Parse("//" + bare)
	switch {
	case strings.Contains(site, "://"):
		return "", errors.New("must be a host such as example.com, without a scheme")
	case strings.Contains(site, "/"):
		return "", errors.New("must be a host such as example.com; write the path under path")
	case strings.Contains(site, "*"):
		return "", errors.New("must be a host such as example.com; subdomains are matched anyway")
	case err != nil || u.Hostname() != bare || strings.ContainsAny(bare, " _,") || !strings.Contains(bare, "."):
		return "", fmt.Errorf("%q is not a host such as example.com", site)
	}
	return bare, nil
}

func (s *Site) decodePath(d *decoder, n *yaml.Node, field string) {
	s.Path = d.str(n, field)
	if s.Path != "" && s.Path[0] != '/' {
		d.fail(n, field, "", "%q does not begin with a slash", s.Path)
	}
	if _, err := matchPath(s.Path, "/"); err != nil {
		d.fail(n, field, "", "%q is not a pattern: %v", s.Path, err)
	}
}

// matchPath compares a URL's path with a pattern: * stands for anything within
// one step, and a pattern that ends in /** for everything below.
func matchPath(pattern, p string) (bool, error) {
	if head, ok := strings.CutSuffix(pattern, "/**"); ok {
		steps := strings.Count(head, "/")
		if parts := strings.SplitAfterN(p, "/", steps+2); len(parts) == steps+2 {
			p = strings.TrimSuffix(strings.Join(parts[:steps+1], ""), "/")
		}
		pattern = head
		if pattern == "" {
			return true, nil
		}
	}
	return path.Match(pattern, p)
}

func (s *Site) decodeMarks(d *decoder, n *yaml.Node, field string) {
	d.mapping(n, field, keys{
		"generator": func(n *yaml.Node, field string) {
			for _, g := range d.strs(n, field) {
				if strings.ContainsAny(g, `"\`) {
					d.fail(n, field, "", "%q must not hold quotes or backslashes", g)
				}
				s.marks = append(s.marks, fmt.Sprintf(`meta[name="generator" i][content^="%s" i]`, g))
			}
		},
		"selector": func(n *yaml.Node, field string) {
			d.each(n, field, func(n *yaml.Node, field string) {
				sel := d.str(n, field)
				if _, err := parseSelector(sel); sel != "" && err != nil {
					d.fail(n, field, "", "%v", err)
				}
				s.marks = append(s.marks, sel)
			})
		},
	})
}

// directive reads a selector, or a mapping with select, optional and nth.
func (s *Site) directive(d *decoder, n *yaml.Node, field string) (v directive, ok bool) {
	if n.Kind == yaml.MappingNode {
		optional, nth := false, 0
		d.mapping(n, field, keys{
			"select":   func(n *yaml.Node, field string) { v, ok = s.selector(d, n, field) },
			"optional": func(n *yaml.Node, field string) { optional = d.boolean(n, field) },
			"nth":      func(n *yaml.Node, field string) { nth = d.nth(n, field) },
		})
		if v.source == "" {
			d.fail(n, field+".select", "", "is missing or not valid")
		}
		v.optional, v.nth = optional, nth
		return v, ok
	}
	return s.selector(d, n, field)
}

// selector compiles the selector in n.
func (s *Site) selector(d *decoder, n *yaml.Node, field string) (directive, bool) {
	source := d.str(n, field)
	if source == "" {
		return directive{}, false
	}
	number, err := s.query.add(source)
	if err != nil {
		d.fail(n, field, "", "%v", err)
		return directive{}, false
	}
	return directive{selector: number, source: source, line: n.Line}, true
}

// renames are the tags that rename may give.
var renames = []string{"p", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "ul", "ol", "li",
	"figure", "figcaption", "em", "strong", "section", "article", "aside", "table", "tr", "td", "th", "dl", "dt", "dd"}

func (s *Site) decodeRename(d *decoder, n *yaml.Node, field string) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, field, "", "must be a mapping of selectors to tags, not %s", kindName(n))
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		v, ok := s.selector(d, n.Content[i], field)
		if !ok {
			continue
		}
		v.to = d.str(n.Content[i+1], field+"."+v.source)
		if !slices.Contains(renames, v.to) {
			d.fail(n.Content[i+1], field+"."+v.source, nearest(v.to, renames), "%q is not a tag to rename to", v.to)
		}
		s.rename = append(s.rename, v)
	}
}

// Matches reports whether the rule is for the page at address. Platform rules
// match no address.
func (s *Site) Matches(address *url.URL) bool {
	if address == nil {
		return false
	}
	host := normalHost(address)
	for _, h := range s.Hosts {
		if host == h || s.subdomains && strings.HasSuffix(host, "."+h) {
			return s.matchesPath(address)
		}
	}
	return false
}

func (s *Site) matchesPath(address *url.URL) bool {
	if s.Path == "" {
		return true
	}
	ok, _ := matchPath(s.Path, address.Path)
	return ok
}

func normalHost(address *url.URL) string {
	return strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(address.Hostname()), "."), "www.")
}

// String returns the name with file and line.
func (s *Site) String() string { return s.at(s.Line) }

// at names the rule and the line of a directive.
func (s *Site) at(line int) string { return fmt.Sprintf("%s (%s:%d)", s.Name, path.Base(s.File), line) }

// Removal is an element that a site rule takes out.
type Removal struct {
	Node   *html.Node
	Rule   string // the rule's site with file and line, such as "euromaidanpress.com (euromaidanpress.com.yaml:12)"
	Reason string // the selector or text that matched
}
