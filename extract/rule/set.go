package rule

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

//go:embed sites/*.yaml platforms/*.yaml
var siteFiles embed.FS

// Set is a collection of site rules. It is immutable and safe for concurrent use.
type Set struct {
	sites     []*Site // in force, sorted by name and path
	shadowed  map[*Site][]*Site
	byHost    map[string][]*Site
	platforms []*Site
	marks     *query // of all platforms
	markOf    []*Site
}

var embedded = sync.OnceValues(func() (*Set, error) {
	var sites []*Site
	var faults []error
	for _, folder := range []string{"platforms", "sites"} {
		entries, err := fs.ReadDir(siteFiles, folder)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			name := path.Join(folder, e.Name())
			data, err := fs.ReadFile(siteFiles, name)
			if err != nil {
				return nil, err
			}
			s, err := ParseSite(name, data)
			if err != nil {
				faults = append(faults, err)
				continue
			}
			s.Origin = OriginEmbedded
			sites = append(sites, s)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return newSet(nil, sites)
})

// Embedded returns the site and platform rules that pith ships with.
func Embedded() (*Set, error) { return embedded() }

// UserFolder returns the folder of the user's own rules, such as
// ~/.config/pith/rules, empty when the system names none. It need not exist.
func UserFolder() string {
	base, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(base, "pith", "rules")
}

// Load returns the embedded rules, those of the user's folder and those at
// paths (files, or folders with .yaml and .yml files), where later ones win over
// earlier ones for the same site and path. The error joins an *Error for each
// fault.
func Load(paths ...string) (*Set, error) {
	set, err := Embedded()
	if err != nil {
		return nil, err
	}
	if folder := UserFolder(); folder != "" {
		if _, err := os.Stat(folder); err == nil {
			if set, err = set.With(OriginUser, folder); err != nil {
				return nil, err
			}
		}
	}
	for _, p := range paths {
		if set, err = set.With(OriginFlag, p); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// NewSet returns a set of rules alone, without the embedded ones. Two for the
// same host and path are an error.
func NewSet(sites ...*Site) (*Set, error) { return newSet(nil, sites) }

// With returns a set that also holds the rules of the file or folder p, which
// win over those of s.
func (s *Set) With(origin Origin, p string) (*Set, error) {
	sites, err := readSites(origin, p)
	if err != nil {
		return nil, err
	}
	return newSet(s, sites)
}

// Platforms returns the set without the rules for hosts, so that figures do
// not depend on rules written for the pages they are measured on.
func (s *Set) Platforms() *Set {
	set, _ := newSet(nil, s.platforms) // they were together before
	return set
}

// readSites reads a rule file, or every one of a folder.
func readSites(origin Origin, p string) ([]*Site, error) {
	info, err := os.Stat(p)
	if err != nil {
		return nil, &Error{File: p, Msg: "cannot be read: " + cause(err), Err: err}
	}
	files := []string{p}
	if info.IsDir() {
		files = nil
		err := filepath.WalkDir(p, func(file string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if ext := filepath.Ext(file); !e.IsDir() && (ext == ".yaml" || ext == ".yml") {
				files = append(files, file)
			}
			return nil
		})
		if err != nil {
			return nil, &Error{File: p, Msg: "cannot be read: " + cause(err), Err: err}
		}
	}
	var sites []*Site
	var faults []error
	for _, file := range files {
		s, err := readSite(file)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		s.Origin = origin
		sites = append(sites, s)
	}
	return sites, errors.Join(faults...)
}

func readSite(file string) (*Site, error) {
	data, err := readRegular(file)
	if err != nil {
		return nil, err
	}
	return ParseSite(file, data)
}

// readRegular reads a file of bounded size.
func readRegular(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, &Error{File: file, Msg: "cannot be read: " + cause(err), Err: err}
	}
	if !info.Mode().IsRegular() {
		return nil, &Error{File: file, Msg: "is not a regular file"}
	}
	if info.Size() > maxFile {
		return nil, &Error{File: file, Msg: fmt.Sprintf("the file is larger than %d bytes", maxFile)}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, &Error{File: file, Msg: "cannot be read: " + cause(err), Err: err}
	}
	return data, nil
}

// cause is what went wrong without the path, which Error has itself.
func cause(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return err.Error()
}

// newSet merges sites over base. Two of sites for the same host and path are
// an error.
func newSet(base *Set, sites []*Site) (*Set, error) {
	set := &Set{shadowed: map[*Site][]*Site{}, byHost: map[string][]*Site{}, marks: newQuery()}
	owner := map[string]*Site{}
	var faults []error
	for _, s := range sites {
		for _, id := range s.identities() {
			if first, ok := owner[id]; ok {
				faults = append(faults, &Error{File: s.File, Line: s.Line, Field: "site", Msg: fmt.Sprintf("%s has a rule already, in %s:%d", id, first.File, first.Line)})
				continue
			}
			owner[id] = s
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	set.sites = slices.Clone(sites)
	if base != nil {
		set.inherit(base, owner)
	}
	slices.SortStableFunc(set.sites, func(a, b *Site) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return strings.Compare(a.Path, b.Path)
	})
	return set, set.index()
}

// inherit takes over the rules of base that none of the new ones replaces. A
// rule for several hosts stays for those that have no new one.
func (s *Set) inherit(base *Set, owner map[string]*Site) {
	for _, old := range base.sites {
		rest := old
		for _, id := range old.identities() {
			if by, ok := owner[id]; ok {
				s.shadowed[by] = append(s.shadowed[by], old)
				s.shadowed[by] = append(s.shadowed[by], base.shadowed[old]...)
				if rest == old {
					clone := *old
					clone.Hosts = slices.Clone(old.Hosts)
					rest = &clone
				}
				rest.Hosts = slices.DeleteFunc(rest.Hosts, func(h string) bool { return h+old.Path == id })
			}
		}
		switch {
		case rest == old:
			s.shadowed[old] = base.shadowed[old]
			s.sites = append(s.sites, old)
		case len(rest.Hosts) > 0:
			s.sites = append(s.sites, rest)
		}
	}
}

// identities are the things that only one rule of a set may be for.
func (s *Site) identities() []string {
	if len(s.Hosts) == 0 {
		return []string{"platform " + s.Name}
	}
	var ids []string
	for _, h := range s.Hosts {
		ids = append(ids, h+s.Path)
	}
	return ids
}

func (s *Set) index() error {
	for _, site := range s.sites {
		for _, h := range site.Hosts {
			s.byHost[h] = append(s.byHost[h], site)
		}
		for _, mark := range site.marks {
			if _, err := s.marks.add(mark); err != nil {
				return &Error{File: site.File, Line: site.Line, Field: "match", Msg: err.Error()}
			}
			s.markOf = append(s.markOf, site)
		}
		if len(site.Hosts) == 0 {
			s.platforms = append(s.platforms, site)
		}
	}
	for _, list := range s.byHost {
		slices.SortStableFunc(list, func(a, b *Site) int { return len(b.Path) - len(a.Path) }) // the narrowest first
	}
	return nil
}

// Match returns the rule in force for the page at address with the tree under
// root, or nil. The rule of the narrowest host and path wins, and any of these
// over platform rules, which match by the tree alone. address and root may be
// nil.
func (s *Set) Match(address *url.URL, root *html.Node) *Site {
	if address != nil {
		for host := normalHost(address); host != ""; {
			for _, site := range s.byHost[host] {
				if site.Matches(address) {
					return site
				}
			}
			_, host, _ = strings.Cut(host, ".")
		}
	}
	if root == nil || len(s.platforms) == 0 {
		return nil
	}
	found, _ := s.marks.match(root)
	for i, nodes := range found {
		if len(nodes) > 0 {
			return s.markOf[i]
		}
	}
	return nil
}

// All returns the rules in force, sorted by name and path.
func (s *Set) All() []*Site { return slices.Clone(s.sites) }

// Shadows returns the rules that site replaces, the last replaced first.
func (s *Set) Shadows(site *Site) []*Site { return slices.Clone(s.shadowed[site]) }

// Find returns the rules in force for a host or platform name.
func (s *Set) Find(name string) []*Site {
	name = strings.TrimPrefix(strings.ToLower(name), "www.")
	if sites := s.byHost[name]; len(sites) > 0 {
		return slices.Clone(sites)
	}
	var out []*Site
	for _, p := range s.platforms {
		if strings.ToLower(p.Name) == name {
			out = append(out, p)
		}
	}
	return out
}
