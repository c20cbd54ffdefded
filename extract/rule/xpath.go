package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// translation is what an XPath expression became.
type translation struct {
	css   string
	attr  string // of a last step such as "/@content"
	nth   int    // of "(…)[2]", 0 for none
	text  bool   // the expression is a string, such as "substring-after(…)"
	regex string // what that string is of the value, empty for all of it
	note  string // where the two differ, empty when they do not
}

// counts reports whether the selector counts elements.
func (t *translation) counts() bool {
	return t.nth != 0 || strings.Contains(t.css, ":nth-") || strings.Contains(t.css, ":last-") || strings.Contains(t.css, ":first-")
}

// untranslatable is an XPath expression that CSS cannot say.
type untranslatable struct{ why string }

func (e *untranslatable) Error() string { return e.why }

func cannot(format string, args ...any) error {
	return &untranslatable{fmt.Sprintf(format, args...)}
}

// translateXPath turns an XPath expression into a CSS selector that matches
// the same elements of an HTML page. What has no equivalent is an error.
func translateXPath(expr string) (translation, error) {
	expr = strings.TrimSpace(expr)
	var t translation
	if len(expr) > maxSelector {
		return t, cannot("the expression is longer than %d characters", maxSelector)
	}
	tokens, err := scanXPath(expr)
	if err != nil {
		return t, err
	}
	if tokens, err = t.function(tokens); err != nil {
		return t, err
	}
	if rest, nth, ok := cutPosition(tokens); ok {
		tokens, t.nth = rest, nth
	}
	p := &xpathParser{tokens: tokens}
	var parts []string
	for {
		css, attr, err := p.path(true)
		if err != nil {
			return t, err
		}
		if len(parts) > 0 && attr != t.attr {
			return t, cannot("alternatives read different attributes")
		}
		if parts, t.attr = append(parts, css...), attr; len(parts) > maxGroup {
			return t, tooMany()
		}
		if !p.take("|") {
			break
		}
	}
	if !p.done() {
		return t, cannot("%q is not understood", p.peek())
	}
	t.css, t.note = strings.Join(parts, ", "), p.note
	if _, err := parseSelector(t.css); err != nil {
		return t, cannot("the selector %s is not accepted: %v", t.css, err)
	}
	return t, nil
}

// cutPosition splits "(path)[3]".
func cutPosition(tokens []string) ([]string, int, bool) {
	if len(tokens) == 0 || tokens[0] != "(" {
		return tokens, 0, false
	}
	end := closing(tokens, 0)
	if end < 0 || end+1 >= len(tokens) || tokens[end+1] != "[" || tokens[len(tokens)-1] != "]" {
		return tokens, 0, false
	}
	position := strings.Join(tokens[end+2:len(tokens)-1], "")
	if position == "last()" {
		return tokens[1:end], -1, true
	}
	n, err := strconv.Atoi(position)
	return tokens[1:end], n, err == nil && n > 0
}

// closing returns where the parenthesis at open closes, -1 when it does not.
func closing(tokens []string, open int) int {
	depth := 0
	for i := open; i < len(tokens); i++ {
		switch tokens[i] {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// scanXPath splits an expression into names, numbers, quoted strings (with
// their quotes) and marks.
func scanXPath(s string) ([]string, error) {
	var tokens []string
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case c == '"' || c == '\'':
			end := strings.IndexByte(s[i+1:], c)
			if end < 0 {
				return nil, cannot("a quote is not closed")
			}
			tokens = append(tokens, s[i:i+end+2])
			i += end + 2
		case isNameByte(c):
			end := i
			for end < len(s) && isNameByte(s[end]) {
				end++
			}
			tokens = append(tokens, s[i:end])
			i = end
		default:
			size := 1
			if i+1 < len(s) {
				switch s[i : i+2] {
				case "//", "..", "::", "!=", "<=", ">=":
					size = 2
				}
			}
			tokens = append(tokens, s[i:i+size])
			i += size
		}
	}
	return tokens, nil
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c >= 0x80
}

// xpathParser walks the tokens of one expression.
type xpathParser struct {
	tokens []string
	at     int
	note   string
}

func (p *xpathParser) done() bool { return p.at >= len(p.tokens) }

func (p *xpathParser) peek() string {
	if p.done() {
		return ""
	}
	return p.tokens[p.at]
}

func (p *xpathParser) take(token string) bool {
	if p.peek() == token && !p.done() {
		p.at++
		return true
	}
	return false
}

// xstep is one translated step: alternatives of simple selectors, since "or"
// multiplies them, and what links it to the step before.
type xstep struct {
	combinator string
	selectors  []string
}

// path reads a location path. Absolute says that it begins at the page;
// otherwise it is relative to an element, for use in :has.
func (p *xpathParser) path(absolute bool) (css []string, attr string, err error) {
	var steps []xstep
	first := true
	for {
		combinator := " "
		switch {
		case p.take("//"):
		case p.take("/"):
			combinator = " > "
			if first && absolute && p.peek() != "html" {
				return nil, "", cannot("a path from the page's root begins with html")
			}
		case first && absolute:
			if p.peek() != "." {
				return nil, "", cannot("the path is relative")
			}
			p.at++
			continue
		case first:
			combinator = " > "
		default:
			css, err = joinSteps(steps)
			return css, "", err
		}
		first = false
		if p.take("@") {
			if len(steps) == 0 || combinator == " " {
				return nil, "", cannot("the attribute belongs to no element")
			}
			if attr, err = p.attributeName(); err == nil {
				css, err = joinSteps(steps)
			}
			return css, attr, err
		}
		if steps, err = p.step(steps, combinator); err != nil {
			return nil, "", err
		}
	}
}

// joinSteps writes all combinations of the steps' alternatives.
func joinSteps(steps []xstep) ([]string, error) {
	out := []string{""}
	for i, s := range steps {
		if i > 0 {
			out = combine(out, []string{s.combinator})
		}
		if out = combine(out, s.selectors); out == nil {
			return nil, tooMany()
		}
	}
	return out, nil
}

// combine returns each head with each tail, nil when these are too many.
func combine(heads, tails []string) []string {
	if len(heads)*len(tails) > maxGroup {
		return nil
	}
	out := make([]string, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			out = append(out, h+t)
		}
	}
	return out
}

func tooMany() error { return cannot("more than %d alternatives", maxGroup) }

// step reads an axis, a name and predicates, and adds them to steps.
func (p *xpathParser) step(steps []xstep, combinator string) ([]xstep, error) {
	if p.take("..") {
		return p.parent(steps, combinator)
	}
	axis := "child"
	if p.at+1 < len(p.tokens) && p.tokens[p.at+1] == "::" {
		axis = p.peek()
		p.at += 2
	}
	name := p.peek()
	p.at++
	switch {
	case name == "*":
	case p.peek() == "(":
		return nil, cannot("%s() selects text, not elements", name)
	case identifier(name) != name || name == "" || isDigit(name[0]) || name != strings.ToLower(name):
		return nil, cannot("%q is not the name of an element", name)
	}
	switch axis {
	case "child", "descendant":
		if axis == "descendant" {
			combinator = " "
		}
	case "self":
		return p.self(steps, combinator, name)
	case "following-sibling":
		return p.sibling(steps, combinator, name)
	case "ancestor", "parent":
		return p.upward(steps, combinator, axis, name)
	default:
		return nil, cannot("the axis %s has no CSS form", axis)
	}
	selectors, err := p.predicates(name)
	if err != nil {
		return nil, err
	}
	return append(steps, xstep{combinator, selectors}), nil
}

// sibling reads following-sibling::name, where [1] of any element is "+".
func (p *xpathParser) sibling(steps []xstep, combinator, name string) ([]xstep, error) {
	if len(steps) == 0 || combinator != " > " {
		return nil, cannot("following-sibling has nothing to follow")
	}
	if name == "*" && p.at+2 < len(p.tokens) && p.tokens[p.at] == "[" && p.tokens[p.at+1] == "1" && p.tokens[p.at+2] == "]" {
		p.at += 3
		selectors, err := p.predicates(name)
		return append(steps, xstep{" + ", selectors}), err
	}
	at := p.at
	selectors, err := p.predicates(name)
	if err != nil {
		return nil, err
	}
	if at+1 < p.at && hasPosition(selectors) {
		return nil, cannot("a position among following siblings has no CSS form")
	}
	return append(steps, xstep{" ~ ", selectors}), nil
}

func hasPosition(selectors []string) bool {
	for _, s := range selectors {
		if strings.Contains(s, ":nth-") || strings.Contains(s, ":last-") {
			return true
		}
	}
	return false
}

// self reads self::name after a step for elements of that name.
func (p *xpathParser) self(steps []xstep, combinator, name string) ([]xstep, error) {
	n := len(steps) - 1
	if n < 0 || combinator != " > " {
		return nil, cannot("self has nothing to be")
	}
	for _, s := range steps[n].selectors {
		if name != "*" && identifier(s) != name {
			return nil, cannot("self::%s after another element finds nothing", name)
		}
	}
	at := p.at
	conditions, err := p.predicates("*")
	if err != nil {
		return nil, err
	}
	if p.at == at {
		return steps, nil
	}
	if hasPosition(conditions) {
		return nil, cannot("a position on the axis self has no CSS form")
	}
	last := steps[n]
	if last.selectors = combine(last.selectors, conditions); last.selectors == nil {
		return nil, tooMany()
	}
	return append(steps[:n:n], last), nil
}

// parent reads "..": the element that has the last step as its child.
func (p *xpathParser) parent(steps []xstep, combinator string) ([]xstep, error) {
	if combinator != " > " || p.peek() == "[" {
		return nil, cannot("this use of .. has no CSS form")
	}
	if next := p.peek(); len(steps) == 1 && slices.ContainsFunc(steps[0].selectors, mayBeRoot) && (next == "/" || next == "//") {
		p.note = "it does not go down again from above <html>"
	}
	return lift(steps, "*", "haschild")
}

// mayBeRoot reports whether a step's selector may match the root element, above
// which XPath knows the document and CSS nothing.
func mayBeRoot(selector string) bool {
	return selector[0] < 'a' || selector[0] > 'z' || strings.HasPrefix(selector, "html")
}

// upward reads ancestor::name and parent::name.
func (p *xpathParser) upward(steps []xstep, combinator, axis, name string) ([]xstep, error) {
	if combinator != " > " {
		return nil, cannot("this use of %s has no CSS form", axis)
	}
	at := p.at
	selectors, err := p.predicates(name)
	if err != nil {
		return nil, err
	}
	if len(selectors) != 1 || p.at > at && hasPosition(selectors) {
		return nil, cannot("a position or alternative on the axis %s has no CSS form", axis)
	}
	pseudo := "haschild"
	if axis == "ancestor" {
		pseudo = "has"
	}
	return lift(steps, selectors[0], pseudo)
}

// lift replaces the last step by an element that holds it. Only what the step
// before says of this element itself can be kept.
func lift(steps []xstep, name, pseudo string) ([]xstep, error) {
	n := len(steps) - 1
	if n < 0 || n > 1 || n == 1 && (pseudo != "haschild" || steps[1].combinator != " > " || name != "*") {
		return nil, cannot("a way up from a long path has no CSS form")
	}
	inner := steps[n].selectors
	for _, s := range inner {
		if strings.Contains(s, ":has") {
			return nil, cannot("a way up twice has no CSS form")
		}
	}
	held := ":" + pseudo + "(" + strings.Join(inner, ", ") + ")"
	if n == 0 {
		return []xstep{{" ", []string{strings.TrimPrefix(name, "*") + held}}}, nil
	}
	out := xstep{combinator: " "}
	for _, s := range steps[0].selectors {
		out.selectors = append(out.selectors, s+held)
	}
	return []xstep{out}, nil
}

// isType stands before a name in a condition that self::name made.
const isType = "\x00"

// typed moves the name of a condition such as [self::div] to the front of a
// selector, where CSS has it, and drops a "*" that something follows. It returns
// an empty string for two different names.
func typed(s string) string {
	parts := strings.Split(s, isType)
	name, rest := identifier(parts[0]), parts[0]
	if strings.HasPrefix(rest, "*") {
		rest = rest[1:]
	} else {
		rest = rest[len(name):]
	}
	for _, p := range parts[1:] {
		own := identifier(p)
		if name != "" && name != own {
			return ""
		}
		name, rest = own, rest+p[len(own):]
	}
	if name == "" && rest == "" {
		return "*"
	}
	return name + rest
}

// predicates reads all [...] after a name and returns the selectors.
func (p *xpathParser) predicates(name string) ([]string, error) {
	selectors := []string{name}
	for count := 0; p.take("["); count++ {
		alternatives, position, err := p.predicate(name)
		if err != nil {
			return nil, err
		}
		if position && count > 0 {
			return nil, cannot("a position among those that another condition leaves has no CSS form")
		}
		if selectors = combine(selectors, alternatives); selectors == nil {
			return nil, tooMany()
		}
		if !p.take("]") {
			return nil, cannot("%q is not understood in a condition", p.peek())
		}
	}
	for i, s := range selectors {
		if selectors[i] = typed(s); selectors[i] == "" {
			return nil, cannot("an element of two names does not exist")
		}
	}
	return selectors, nil
}
