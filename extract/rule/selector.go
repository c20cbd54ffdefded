package rule

import (
	"fmt"
	"strings"

	"github.com/andybalholm/cascadia"
)

// Bounds on one selector. The longest of the 2,040 public FTR site files
// translates to under 400 characters, and none nests parentheses twice.
const (
	maxSelector  = 2000 // bytes
	maxNesting   = 3    // parentheses
	maxCompounds = 16   // a chain of combinators
	maxGroup     = 100  // chains between commas
	maxInner     = 2    // compounds in a chain inside parentheses
)

// selectorError is a fault in a selector at a byte offset.
type selectorError struct {
	at  int
	msg string
}

func (e *selectorError) Error() string { return fmt.Sprintf("at character %d: %s", e.at+1, e.msg) }

// compound is one part of a chain: what stands between combinators.
type compound struct {
	source     string
	sel        cascadia.Sel
	combinator byte // what links it to the one before: ' ', '>', '+', '~', or 0 for the first
	key        keyKind
	name       string // of the key
	wide       bool   // looks at more than the element and its attributes
}

type keyKind uint8

const (
	keyNone keyKind = iota
	keyTag
	keyClass
	keyID
)

// parseSelector reads a group of selectors into chains of compounds. Errors
// are *selectorError.
func parseSelector(s string) ([][]compound, error) {
	if strings.TrimSpace(s) == "" {
		return nil, &selectorError{0, "the selector is empty"}
	}
	if len(s) > maxSelector {
		return nil, &selectorError{maxSelector, fmt.Sprintf("the selector is longer than %d characters", maxSelector)}
	}
	if err := checkNesting(s); err != nil {
		return nil, err
	}
	var chains [][]compound
	for _, part := range splitTop(s, 0, ",") {
		chain, err := parseChain(part.text, part.at)
		if err != nil {
			return nil, err
		}
		if chains = append(chains, chain); len(chains) > maxGroup {
			return nil, &selectorError{part.at, fmt.Sprintf("more than %d selectors between commas", maxGroup)}
		}
	}
	return chains, nil
}

// piece is a part of a selector, the byte that ended the one before it, and
// where it begins.
type piece struct {
	text string
	by   byte
	at   int
}

// splitTop splits s at the bytes of marks that stand outside of brackets,
// parentheses and quotes. base is the offset of s in the whole selector.
func splitTop(s string, base int, marks string) []piece {
	var out []piece
	start, depth := 0, 0
	by, quote := byte(0), byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case depth == 0 && strings.IndexByte(marks, c) >= 0:
			out = append(out, piece{s[start:i], by, base + start})
			by, start = c, i+1
		}
	}
	return append(out, piece{s[start:], by, base + start})
}

// checkNesting refuses what would recurse or search too much, before any of
// it is parsed.
func checkNesting(s string) error {
	var opened []int // offsets of open parentheses
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			opened = append(opened, i)
			if len(opened) > maxNesting {
				return &selectorError{i, fmt.Sprintf("parentheses nest deeper than %d", maxNesting)}
			}
		case c == ')':
			if len(opened) == 0 {
				return &selectorError{i, "a parenthesis closes that was never opened"}
			}
			opened = opened[:len(opened)-1]
		}
	}
	if quote != 0 {
		return &selectorError{len(s), "a quote is not closed"}
	}
	if len(opened) > 0 {
		return &selectorError{opened[0], "a parenthesis is not closed"}
	}
	return nil
}

// parseChain reads one selector without commas.
func parseChain(s string, base int) ([]compound, error) {
	var chain []compound
	pending := byte(0)
	for _, p := range splitTop(s, base, " \t\r\n\f>+~") {
		switch p.by {
		case '>', '+', '~':
			if pending != 0 && pending != ' ' || len(chain) == 0 {
				return nil, &selectorError{p.at - 1, fmt.Sprintf("nothing stands before %q", p.by)}
			}
			pending = p.by
		case 0:
		default:
			if pending == 0 && len(chain) > 0 {
				pending = ' '
			}
		}
		if p.text == "" {
			continue
		}
		c, err := parseCompound(p.text, p.at)
		if err != nil {
			return nil, err
		}
		c.combinator, pending = pending, 0
		if chain = append(chain, c); len(chain) > maxCompounds {
			return nil, &selectorError{p.at, fmt.Sprintf("more than %d steps in one selector", maxCompounds)}
		}
	}
	if len(chain) == 0 {
		return nil, &selectorError{base, "the selector is empty"}
	}
	if pending != 0 && pending != ' ' {
		return nil, &selectorError{base + len(s), fmt.Sprintf("nothing stands after %q", pending)}
	}
	return chain, nil
}

func parseCompound(s string, at int) (compound, error) {
	c := compound{source: s}
	if err := checkPseudo(&c, at); err != nil {
		return c, err
	}
	sel, err := cascadia.Parse(s)
	if err != nil {
		return c, &selectorError{at, fmt.Sprintf("%q: %v", s, err)}
	}
	c.sel = sel
	c.key, c.name = selectorKey(s)
	return c, nil
}

// local are the pseudo-classes that look at the element alone.
var local = map[string]bool{"not": true, "is": true, "where": true, "link": true, "any-link": true, "input": true, "root": true, "lang": true,
	"enabled": true, "disabled": true, "checked": true, "first-child": true, "empty": true}

// checkPseudo refuses what could search without end and marks what needs a
// budget.
func checkPseudo(c *compound, at int) error {
	s := c.source
	if strings.Contains(s, "#=") {
		return &selectorError{at + strings.Index(s, "#="), "regular expressions are not supported in selectors; use *=, ^= or $="}
	}
	outer := false // inside a pseudo-class that walks the tree
	quote := byte(0)
	depth, walks := 0, -1
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; {
		case ch == '\\':
			i++
		case quote != 0:
			if ch == quote {
				quote = 0
			}
		case ch == '"' || ch == '\'':
			quote = ch
		case ch == '(':
			depth++
			if err := checkInner(s, i, at); err != nil {
				return err
			}
		case ch == ')':
			if depth--; depth <= walks {
				outer, walks = false, -1
			}
		case ch == ':':
			name := strings.ToLower(identifier(s[i+1:]))
			if strings.HasPrefix(name, "matches") {
				return &selectorError{at + i, "regular expressions are not supported in selectors; use :contains or remove-text"}
			}
			if local[name] {
				continue
			}
			c.wide = true
			if name == "has" || name == "haschild" {
				if outer {
					return &selectorError{at + i, "one :has inside another"}
				}
				outer, walks = true, depth
			}
		}
	}
	return nil
}

// checkInner refuses long chains inside parentheses, which are matched by
// search and not by the single pass.
func checkInner(s string, open, at int) error {
	inner := s[open+1:]
	depth := 0
	for i := 0; i < len(inner); i++ {
		if inner[i] == '(' {
			depth++
		} else if inner[i] == ')' {
			if depth == 0 {
				inner = inner[:i]
				break
			}
			depth--
		}
	}
	for _, part := range splitTop(inner, 0, ",") {
		n := 0
		for _, p := range splitTop(part.text, 0, " \t\r\n\f>+~") {
			if p.text != "" {
				n++
			}
		}
		if n > maxInner && !strings.ContainsAny(inner, `"'`) && !strings.HasSuffix(s[:open], ":contains") && !strings.Contains(s[:open], "nth-") {
			return &selectorError{at + open, fmt.Sprintf("more than %d steps inside parentheses", maxInner)}
		}
	}
	return nil
}

// identifier returns the name that s begins with.
func identifier(s string) string {
	i := 0
	for i < len(s) && (s[i] == '-' || s[i] == '_' || s[i] >= '0' && s[i] <= '9' || s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z') {
		i++
	}
	return s[:i]
}

// selectorKey returns the rarest of the names that an element must have to
// match: an ID before a class before a tag.
func selectorKey(s string) (keyKind, string) {
	kind, name := keyNone, ""
	plain := func(rest string) string { // a name that no escape continues
		id := identifier(rest)
		if len(id) < len(rest) && (rest[len(id)] == '\\' || rest[len(id)] >= 0x80) {
			return ""
		}
		return id
	}
	i := 0
	if tag := plain(s); tag != "" {
		kind, name, i = keyTag, strings.ToLower(tag), len(tag)
	} else if s[0] == '*' {
		i = 1
	}
	for i < len(s) && (s[i] == '.' || s[i] == '#') {
		id := plain(s[i+1:])
		if id == "" {
			break
		}
		switch {
		case s[i] == '#' && kind < keyID:
			kind, name = keyID, id
		case s[i] == '.' && kind < keyClass:
			kind, name = keyClass, id
		}
		i += 1 + len(id)
	}
	return kind, name
}
