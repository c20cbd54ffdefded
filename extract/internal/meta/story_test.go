package meta

import (
	"strings"
	"testing"
)

const (
	first  = "The small ferry between the two harbours will run again from the first of the month, the island council said. It had been laid up for the winter."
	second = "Islanders had to take the long way round by road and the bridge over the sound, a journey of almost two hours. Some moved in with relatives on the mainland."
	third  = "The council wants to buy a second boat. Whether the county pays for it will be decided in the autumn, when the new budget is drawn up."
)

func TestStory(t *testing.T) {
	story := first + "\n\n" + second + "\n\n" + third
	asHTML := `<p>` + first + `</p>\n<p>` + second + `</p><p>` + third + `</p>`
	for name, c := range map[string]struct{ script, source, want string }{
		"next data, HTML": {
			`<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"post":{"title":"Ferry returns","body":"` + asHTML + `"}}}}</script>`,
			"state:__NEXT_DATA__", story,
		},
		"next data, blocks": {
			`<script id="__NEXT_DATA__" type="application/json">{"props":{"content":[{"_type":"block","children":[{"text":"` + first[:40] + `"},{"text":"` + first[40:] + `"}]},
{"_type":"block","children":[{"text":"` + second + `"}]},{"type":"paragraph","data":{"text":"` + third + `"}}]}}</script>`,
			"state:__NEXT_DATA__", story,
		},
		"rich text with a list": {
			`<script id="__NEXT_DATA__" type="application/json">{"props":{"body":{"nodeType":"document","content":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"` + first[:40] + `"},{"nodeType":"hyperlink","content":[{"nodeType":"text","value":"` + first[40:] + `"}]}]},
{"nodeType":"unordered-list","content":[{"nodeType":"list-item","content":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"` + second + `"}]}]},{"nodeType":"list-item","content":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"` + third + `"}]}]}]}]}}}</script>`,
			"state:__NEXT_DATA__", story,
		},
		"apollo, JSON in a text": {
			`<script>window.__APOLLO_STATE__ = {"cache":"{\"Article:1\":{\"headline\":\"Ferry returns\",\"body\":\"` + strings.ReplaceAll(asHTML, `\n`, "") + `\"}}"};</script>`,
			"state:__APOLLO_STATE__", story,
		},
		"preloaded state, JSON.parse": {
			`<script>var a = 1; window.__PRELOADED_STATE__=JSON.parse("{\"article\":{\"content\":\"` + strings.ReplaceAll(asHTML, `\n`, "") + `\"}}")</script>`,
			"state:__PRELOADED_STATE__", story,
		},
		"nuxt data, a flat list": {
			`<script type="application/json" id="__NUXT_DATA__">[["ShallowReactive",1],{"a":2},"Ferry returns","` + asHTML + `"]</script>`,
			"state:__NUXT_DATA__", story,
		},
		"the story and not a longer one of another title": {
			`<script id="__NEXT_DATA__" type="application/json">{"related":{"title":"Bridge closed","text":"` + first + " " + second + " " + third + " " + first + `"},"post":{"title":"Ferry returns","text":"` + asHTML + `"}}</script>`,
			"state:__NEXT_DATA__", story,
		},
		"code":      {`<script>window.__STATE__={"text":"` + strings.Repeat("query { a(b: $c) { d e f } } ", 40) + `"}</script>`, "", ""},
		"too short": {`<script>window.__STATE__={"text":"The ferry runs. All are glad."}</script>`, "", ""},
		"no state":  {`<script>var x = 1; if (x == 2) { y = {} }</script>`, "", ""},
	} {
		v := Story(parse(t, `<html><head><title>Ferry returns</title></head><body><div id="root"></div>`+c.script+`</body></html>`))
		if v.Text != c.want || v.Source != c.source {
			t.Errorf("%s: from %q\n%s\nwant from %q\n%s", name, v.Source, v.Text, c.source, c.want)
		}
	}
}

func TestPlainText(t *testing.T) {
	for in, want := range map[string]string{
		"One.\nTwo.":                            "One.\n\nTwo.",
		"One\nline.\n\nTwo.":                    "One line.\n\nTwo.",
		"<p>One</p><p>Two<br>three</p>":         "One\n\nTwo three",
		"<h2>A</h2>text <b>bold</b> &amp; more": "A\n\ntext bold & more",
		"&lt;p&gt;One&lt;/p&gt;":                "One",
		"a < b and c > d":                       "a < b and c > d",
		"<script>no()</script>yes":              "yes",
		"<p>cut <off":                           "cut",
		"x\u2028y\r\nz":                         "x\n\ny\n\nz",
	} {
		if got := plainText(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func FuzzStory(f *testing.F) {
	f.Add(`window.__STATE__={"body":"<p>x</p>"}`)
	f.Add(`a=JSON.parse("{\"a\":1}")`)
	f.Fuzz(func(t *testing.T, s string) {
		plainText(s)
		n := parse(t, "<script></script>")
		script := n.FirstChild.FirstChild.FirstChild
		if _, state := stateOf(script, s); state != "" {
			v := decodeJSON(state)
			(&storySearch{}).visit(&v, "", 0, 1)
		}
	})
}
