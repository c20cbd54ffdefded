package meta

import "strings"

// directions returns what a JSON-LD HowTo or Recipe tells to do: its
// description, ingredients and steps, one paragraph each, with the member that
// the steps are in as the source.
func (g *graph) directions() Value {
	for _, key := range [...]string{"recipeInstructions", "step"} {
		var d directions
		d.read(g.own.get(key), 0)
		if len(d.paragraphs) == 0 {
			continue
		}
		before := append([]string{g.own.get("description").string()}, g.texts(g.own, "recipeIngredient")...)
		var text []string
		for _, s := range append(before, d.paragraphs...) {
			if s = plainText(s); s != "" {
				text = append(text, s)
			}
		}
		return Value{strings.Join(text, "\n\n"), "json-ld:" + key}
	}
	return Value{}
}

// directions collects the texts of steps, sections of steps, and their parts.
type directions struct{ paragraphs []string }

func (d *directions) read(v *value, depth int) {
	switch {
	case depth > maxJSONDepth:
	case v.kind == jsonText:
		d.paragraphs = append(d.paragraphs, v.text)
	case v.kind == jsonList:
		for i := range v.items {
			d.read(&v.items[i], depth+1)
		}
	case v.kind == jsonObject:
		name, text := v.get("name").string(), v.get("text").string()
		if !strings.HasPrefix(text, strings.TrimRight(name, "….")) {
			d.paragraphs = append(d.paragraphs, name)
		}
		if text != "" {
			d.paragraphs = append(d.paragraphs, text)
		}
		d.read(v.get("itemListElement"), depth+1)
	}
}
