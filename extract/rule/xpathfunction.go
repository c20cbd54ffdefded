package rule

import "regexp"

// function reads a function that makes a string of the first node of a path,
// and returns the path. Expressions that are no such function stay.
func (t *translation) function(tokens []string) ([]string, error) {
	if len(tokens) < 2 || tokens[1] != "(" || closing(tokens, 1) != len(tokens)-1 {
		return tokens, nil
	}
	inner := tokens[2 : len(tokens)-1]
	switch name := tokens[0]; name {
	case "normalize-space", "string":
	case "substring-after", "substring-before":
		path, mark, err := cutMark(inner)
		if err != nil {
			return nil, err
		}
		if err := t.cut(name, mark); err != nil {
			return nil, err
		}
		inner = path
	default:
		return nil, cannot("%s() has no counterpart", name)
	}
	inner, err := t.function(inner)
	if err != nil || t.nth != 0 {
		return inner, err
	}
	t.text = true
	if rest, nth, ok := cutPosition(inner); ok {
		t.nth = nth
		return rest, nil
	}
	t.nth = 1
	return inner, nil
}

// cutMark splits the arguments "path, 'mark'".
func cutMark(tokens []string) (path []string, mark string, err error) {
	n := len(tokens)
	if n < 3 || tokens[n-2] != "," || len(tokens[n-1]) < 3 || tokens[n-1][0] != '"' && tokens[n-1][0] != '\'' {
		return nil, "", cannot("the text to cut at is not a plain string")
	}
	return tokens[:n-2], tokens[n-1][1 : len(tokens[n-1])-1], nil
}

// cut adds to the regular expression what the function leaves of a string. The
// outer function is read first. A string without the mark leaves nothing, as in
// XPath.
func (t *translation) cut(function, mark string) error {
	literal := regexp.QuoteMeta(mark)
	switch {
	case t.regex == "" && function == "substring-after":
		t.regex = "(?s)" + literal + "(.*)"
	case t.regex == "":
		t.regex = "(?s)^(.*?)" + literal
	case function == "substring-after" && t.regex[:len("(?s)^")] == "(?s)^":
		t.regex = "(?s)" + literal + t.regex[len("(?s)^"):]
	default:
		return cannot("this nesting of functions has no counterpart")
	}
	return nil
}
