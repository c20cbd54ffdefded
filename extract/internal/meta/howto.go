package meta

import "strings"

// directions returns what a JSON-LD HowTo or Recipe tells to do: its
// description, ingredients and steps, one paragraph each, with the member that
// the steps are in as the source.
func (g *graph) directions() Value {
	for _, key := range [...]string{"recipeInstructions", "step"} {
		told := steps(nil, g.own.get(key), 0)
		if len(told) == 0 {
			continue
		}
		before := append([]string{g.own.get("description").string()}, g.texts(g.own, "recipeIngredient")...)
		var text []string
		for _, s := range append(before, told...) {
			if s = plainText(s); s != "" {
				text = append(text, s)
			}
		}
		return Value{strings.Join(text, "\n\n"), "json-ld:" + key}
	}
	return Value{}
}

// steps appends the texts of steps, sections of steps, and their parts to list.
func steps(list []string, v *value, depth int) []string {
	switch {
	case depth > maxJSONDepth:
	case v.kind == jsonText:
		list = append(list, v.text)
	case v.kind == jsonList:
		for i := range v.items {
			list = steps(list, &v.items[i], depth+1)
		}
	case v.kind == jsonObject:
		name, text := v.get("name").string(), v.get("text").string()
		if !strings.HasPrefix(text, strings.TrimRight(name, "….")) {
			list = append(list, name)
		}
		if text != "" {
			list = append(list, text)
		}
		list = steps(list, v.get("itemListElement"), depth+1)
	}
	return list
}
