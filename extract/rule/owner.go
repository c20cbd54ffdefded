package rule

import (
	"bytes"
	"slices"
	"strings"
)

// copyrightRule is the rule that owner completes.
const copyrightRule = "copyright"

// owner returns the folded name in a folded copyright line such as
// "© 2014-2024 harbour gazette. all rights reserved", empty when there is none.
func owner(text []byte) string {
	name := strings.TrimLeft(string(text), `"'(-*| `)
	for changed := true; changed; {
		changed = false
		for _, sign := range []string{"copyright", "©", "(c)", "by "} {
			if rest, ok := strings.CutPrefix(name, sign); ok {
				name, changed = strings.TrimLeft(rest, "0123456789-,. :"), true
			}
		}
	}
	name = strings.TrimLeft(name, "0123456789-,. :")
	for _, end := range []string{". ", " |", " -", ", ", " all rights", " ©"} {
		name, _, _ = strings.Cut(name, end)
	}
	name = strings.Trim(name, `. "'`)
	if len(name) < 3 || len(name) > 60 {
		return ""
	}
	return name
}

// owners takes out lines outside the story that hold nothing but the name in
// the page's copyright line: the site's name in its header or footer.
func (b *Boilerplate) owners(lines []Line, v []verdict) {
	var f folded
	var names []string
	group := int32(noGroup)
	for i := range v {
		if g := v[i].hit; g != noGroup && !b.groups[g].section && b.rules[b.groups[g].rule].ID == copyrightRule {
			f.fold(lines[i].Text)
			if name := owner(f.text); name != "" && bytes.Contains(f.text, []byte("©")) {
				names, group = append(names, name), g
			}
		}
	}
	for i := range v {
		if group == noGroup || v[i].hit != noGroup || v[i].place == Inside || len(lines[i].Text) > 200 {
			continue
		}
		f.fold(lines[i].Text)
		if slices.Contains(names, strings.Trim(string(f.text), `. "'`)) {
			v[i].hit = group
		}
	}
}
