package rule

import (
	"fmt"
	"strconv"
	"strings"
)

// predicate reads what stands in brackets: alternatives of simple selectors.
// position says that it counts siblings.
func (p *xpathParser) predicate(name string) (alternatives []string, position bool, err error) {
	if css, ok, err := p.position(name); ok || err != nil {
		return []string{css}, true, err
	}
	alternatives, err = p.or()
	return alternatives, false, err
}

// position reads [2], [last()], [position()<3] and the like.
func (p *xpathParser) position(name string) (string, bool, error) {
	kind := "of-type"
	if name == "*" {
		kind = "child"
	}
	token := p.peek()
	if n, err := strconv.Atoi(token); err == nil {
		p.at++
		if n < 1 {
			return "", true, cannot("position %d does not exist", n)
		}
		return fmt.Sprintf(":nth-%s(%d)", kind, n), true, nil
	}
	if token == "last" && p.ahead(1, "(") && p.ahead(2, ")") {
		p.at += 3
		if p.peek() != "]" {
			return "", true, cannot("counting from last() has no form here")
		}
		return ":last-" + kind, true, nil
	}
	if token != "position" || !p.ahead(1, "(") || !p.ahead(2, ")") {
		return "", false, nil
	}
	p.at += 3
	operator := p.peek()
	p.at++
	n, err := strconv.Atoi(p.peek())
	if err != nil || n < 1 {
		return "", true, cannot("position() is compared with something else than a number")
	}
	p.at++
	switch operator {
	case "=":
		return fmt.Sprintf(":nth-%s(%d)", kind, n), true, nil
	case "<":
		return fmt.Sprintf(":nth-%s(-n+%d)", kind, n-1), true, nil
	case "<=":
		return fmt.Sprintf(":nth-%s(-n+%d)", kind, n), true, nil
	case ">":
		return fmt.Sprintf(":nth-%s(n+%d)", kind, n+1), true, nil
	case ">=":
		return fmt.Sprintf(":nth-%s(n+%d)", kind, n), true, nil
	}
	return "", true, cannot("position() %s has no CSS form", operator)
}

func (p *xpathParser) ahead(n int, token string) bool {
	return p.at+n < len(p.tokens) && p.tokens[p.at+n] == token
}

// or reads conditions joined by "or" into their alternatives.
func (p *xpathParser) or() ([]string, error) {
	var out []string
	for {
		list, err := p.and()
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
		if !p.take("or") {
			return out, nil
		}
	}
}

// and reads conditions joined by "and": selectors that follow each other.
func (p *xpathParser) and() ([]string, error) {
	out := []string{""}
	for {
		list, err := p.condition()
		if err != nil {
			return nil, err
		}
		if out = combine(out, list); out == nil {
			return nil, tooMany()
		}
		if !p.take("and") {
			return out, nil
		}
	}
}

// condition reads one test of an element.
func (p *xpathParser) condition() ([]string, error) {
	switch token := p.peek(); {
	case token == "":
		return nil, cannot("a condition is not closed")
	case token == "(":
		p.at++
		list, err := p.or()
		if err == nil && !p.take(")") {
			err = cannot("a parenthesis is not closed")
		}
		return list, err
	case token == "not" && p.ahead(1, "("):
		p.at += 2
		list, err := p.or()
		if err != nil {
			return nil, err
		}
		if !p.take(")") {
			return nil, cannot("a parenthesis is not closed")
		}
		var b strings.Builder
		for _, s := range list {
			b.WriteString(":not(" + typed(s) + ")")
		}
		return []string{b.String()}, nil
	case (token == "contains" || token == "starts-with") && p.ahead(1, "("):
		p.at += 2
		css, err := p.textTest(token)
		return []string{css}, err
	case token == "@":
		css, err := p.attributeTest()
		return []string{css}, err
	case token == "self" && p.ahead(1, "::"):
		name := ""
		if p.at+2 < len(p.tokens) {
			name = p.tokens[p.at+2]
		}
		if identifier(name) != name || name == "" || isDigit(name[0]) || name != strings.ToLower(name) {
			return nil, cannot("%q is not the name of an element", name)
		}
		p.at += 3
		return []string{isType + name}, nil
	case token == "." && p.ahead(1, "//"):
		p.at += 2
		return p.held("has")
	case isNameByte(token[0]) && !isDigit(token[0]) && !p.ahead(1, "("):
		return p.held("haschild")
	default:
		return nil, cannot("the condition %q has no CSS form", token)
	}
}

// held reads a path inside brackets, such as [.//img] or [a/@href].
func (p *xpathParser) held(pseudo string) ([]string, error) {
	steps, err := p.step(nil, " ")
	if err != nil {
		return nil, err
	}
	for p.peek() == "/" && !p.ahead(1, "@") {
		return nil, cannot("a long path in a condition has no CSS form")
	}
	inner := steps[0].selectors
	if p.peek() == "/" {
		p.at++
		attribute, err := p.attributeTest()
		if err != nil {
			return nil, err
		}
		for i := range inner {
			inner[i] += attribute
		}
	}
	for _, s := range inner {
		if strings.Contains(s, ":has") {
			return nil, cannot("conditions on descendants nest")
		}
	}
	return []string{":" + pseudo + "(" + strings.Join(inner, ", ") + ")"}, nil
}

// attributeTest reads @name, @name='x' and @name!='x'.
func (p *xpathParser) attributeTest() (string, error) {
	if !p.take("@") {
		return "", cannot("%q is not an attribute", p.peek())
	}
	name, err := p.attributeName()
	if err != nil {
		return "", err
	}
	switch {
	case p.take("="):
		value, err := p.quoted()
		return fmt.Sprintf(`[%s=%s]`, name, value), err
	case p.take("!="): // an element without the attribute does not match
		value, err := p.quoted()
		return fmt.Sprintf(`[%s]:not([%s=%s])`, name, name, value), err
	}
	return "[" + name + "]", nil
}

// attributeName reads the name of an attribute. In HTML trees none has
// capitals, so that an expression with some would find nothing.
func (p *xpathParser) attributeName() (string, error) {
	name := p.peek()
	p.at++
	if identifier(name) != name || name == "" || name != strings.ToLower(name) {
		return "", cannot("%q is not the name of an attribute", name)
	}
	return name, nil
}

// quoted reads a string and returns it as a CSS string.
func (p *xpathParser) quoted() (string, error) {
	token := p.peek()
	if len(token) < 2 || token[0] != '"' && token[0] != '\'' {
		return "", cannot("%q is not a string", token)
	}
	p.at++
	return cssString(token[1 : len(token)-1]), nil
}

func cssString(s string) string {
	s = strings.ReplaceAll(s, `\`, `\\`)
	return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
}

// textTest reads the rest of contains(…) or starts-with(…): of an attribute, of
// the idiom for one class of several, or of the element's text.
func (p *xpathParser) textTest(function string) (string, error) {
	if class, ok, err := p.classIdiom(function); ok || err != nil {
		return class, err
	}
	if p.take("@") {
		name, err := p.attributeName()
		if err != nil {
			return "", err
		}
		if !p.take(",") {
			return "", cannot("%s needs two values", function)
		}
		value, err := p.quoted()
		if err != nil {
			return "", err
		}
		if value == `""` {
			return "", cannot("%s of nothing is always true", function)
		}
		if !p.take(")") {
			return "", cannot("a parenthesis is not closed")
		}
		if function == "contains" {
			return fmt.Sprintf("[%s*=%s]", name, value), nil
		}
		return fmt.Sprintf("[%s^=%s]", name, value), nil
	}
	if function != "contains" || !p.take(".") {
		return "", cannot("%s of this has no CSS form", function)
	}
	if !p.take(",") {
		return "", cannot("contains needs two values")
	}
	value, err := p.quoted()
	if err != nil {
		return "", err
	}
	if !p.take(")") {
		return "", cannot("a parenthesis is not closed")
	}
	p.note = ":contains does not regard letter case, as XPath does"
	return ":contains(" + value + ")", nil
}

// classIdiom reads contains(concat(' ', normalize-space(@class), ' '), ' x ').
func (p *xpathParser) classIdiom(function string) (string, bool, error) {
	if function != "contains" || p.peek() != "concat" {
		return "", false, nil
	}
	start := p.at
	var parts []string
	depth := 0
	for ; !p.done(); p.at++ {
		t := p.peek()
		if t == "(" {
			depth++
		} else if t == ")" {
			if depth == 0 {
				break
			}
			depth--
		}
		parts = append(parts, t)
	}
	text := strings.ReplaceAll(strings.Join(parts, " "), `"`, "'")
	for _, attr := range []string{"class", "id"} {
		for _, form := range []string{
			"concat ( ' ' , normalize-space ( @ %s ) , ' ' ) , '",
			"concat ( ' ' , @ %s , ' ' ) , '",
		} {
			rest, ok := strings.CutPrefix(text, fmt.Sprintf(form, attr))
			word := strings.TrimSuffix(rest, "'")
			name := strings.TrimSpace(word)
			if ok && word == " "+name+" " && name != "" && !strings.ContainsAny(name, " '") && p.take(")") {
				return fmt.Sprintf("[%s~=%s]", attr, cssString(name)), true, nil
			}
		}
	}
	p.at = start
	return "", true, cannot("this use of concat has no CSS form")
}
