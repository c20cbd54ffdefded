package batch

import (
	"fmt"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Patterns are lines as in a .gitignore file: "*" stays within a name, "**"
// crosses folders, a leading or inner "/" anchors at the walked folder, a
// trailing "/" matches folders only, "!" takes back. The last match decides.
type Patterns struct{ list []pattern }

type pattern struct {
	glob    string
	negated bool
	folder  bool // matches folders only
}

// ParsePatterns compiles patterns; lines that are empty or begin with "#" say nothing.
func ParsePatterns(lines []string) (*Patterns, error) {
	p := &Patterns{}
	for _, line := range lines {
		glob := strings.TrimRight(line, " \r\n")
		if glob == "" || strings.HasPrefix(glob, "#") {
			continue
		}
		var one pattern
		glob, one.negated = strings.CutPrefix(glob, "!")
		glob, one.folder = strings.CutSuffix(glob, "/")
		if strings.Contains(glob, "/") {
			glob = strings.TrimPrefix(glob, "/")
		} else {
			glob = "**/" + glob
		}
		if glob == "" || !doublestar.ValidatePattern(glob) {
			return nil, fmt.Errorf("%q is not a pattern", line)
		}
		one.glob = glob
		p.list = append(p.list, one)
	}
	return p, nil
}

// Match reports whether the slash-separated path below the walked folder is
// left out.
func (p *Patterns) Match(path string, folder bool) bool {
	if p == nil {
		return false
	}
	out := false
	for _, one := range p.list {
		if one.folder && !folder {
			continue
		}
		if doublestar.MatchUnvalidated(one.glob, path) {
			out = !one.negated
		}
	}
	return out
}
