package meta

import (
	"strings"
	"testing"
)

func TestDecodeJSON(t *testing.T) {
	for name, c := range map[string]struct{ in, key, want string }{
		"plain":                  {`{"headline":"A ferry returns"}`, "headline", "A ferry returns"},
		"trailing comma":         {`{"a":[1,2,],"headline":"X",}`, "headline", "X"},
		"missing comma":          {"{\"a\":\"b\"\n\"headline\":\"X\"}", "headline", "X"},
		"line comment":           {"{ // the story\n\"headline\":\"X\"}", "headline", "X"},
		"block comment":          {`{"a":1,/* {"headline":"no"} */"headline":"X"}`, "headline", "X"},
		"cdata":                  {"//<![CDATA[\n{\"headline\":\"X\"}\n//]]>", "headline", "X"},
		"html comment":           {"<!-- {\"headline\":\"X\"} -->", "headline", "X"},
		"raw newline":            {"{\"headline\":\"two\nlines\"}", "headline", "two\nlines"},
		"raw control":            {"{\"headline\":\"a\x01b\"}", "headline", "a\x01b"},
		"unescaped quotes":       {`{"headline":"He said "no" twice","b":1}`, "headline", `He said "no" twice`},
		"escapes":                {`{"headline":"a\u0026b\n\"c\" \/ \ud83d\ude00"}`, "headline", "a&b\n\"c\" / 😀"},
		"bad escape":             {`{"headline":"50\% more \uZZ"}`, "headline", "50% more uZZ"},
		"lone surrogate":         {`{"headline":"x\ud83dy"}`, "headline", "x\ufffdy"},
		"single quotes":          {`{'headline':'X'}`, "headline", "X"},
		"bare key":               {`{headline:"X"}`, "headline", "X"},
		"entities for quotes":    {`{&quot;headline&quot;:&quot;X&quot;}`, "headline", "X"},
		"entities inside a text": {`{"headline":"A &quot;B&quot;"}`, "headline", "A &quot;B&quot;"},
		"cut off":                {`{"a":{"b":[1,2],"headline":"X"`, "", ""},
		"first of two keys":      {`{"headline":"X","headline":"Y"}`, "headline", "X"},
		"number":                 {`{"headline":12.5}`, "headline", "12.5"},
		"null":                   {`{"headline":null}`, "headline", ""},
		"list":                   {`{"headline":["","X"]}`, "headline", "X"},
		"byte-order mark":        {"\ufeff{\"headline\":\"X\"}", "headline", "X"},
		"no JSON":                {"headline: X", "headline", ""},
	} {
		v := decodeJSON(c.in)
		if got := v.get(c.key).string(); got != c.want {
			t.Errorf("%s: %s of %q is %q, want %q", name, c.key, c.in, got, c.want)
		}
	}
	two := decodeJSON(`{"a":1}{"a":2}`)
	if two.kind != jsonList || len(two.items) != 2 {
		t.Errorf("two texts in a row: got %+v", two)
	}
}

func TestDecodeJSONBounds(t *testing.T) {
	deep := strings.Repeat(`{"a":[`, 100000)
	decodeJSON(deep)
	wide := decodeJSON("[" + strings.Repeat("1,", maxJSONValues+10) + "1]")
	if n := len(wide.items); n > maxJSONValues {
		t.Errorf("read %d values, the bound is %d", n, maxJSONValues)
	}
	decodeJSON(strings.Repeat(`"`, 100000))
	decodeJSON("{" + strings.Repeat(`"`, 100000))
}

func FuzzDecodeJSON(f *testing.F) {
	f.Add(`{"@graph":[{"@type":"NewsArticle","headline":"X","author":{"name":"A"}},]}`)
	f.Add("<!--//<![CDATA[{'a':[1,,{]}-->")
	f.Add(`{"a":"\ud83d\ude00\u12"`)
	f.Fuzz(func(t *testing.T, s string) {
		v := decodeJSON(s)
		count := 0
		var visit func(v *value, depth int)
		visit = func(v *value, depth int) {
			if count++; depth > maxJSONDepth+2 { // in a list of several texts, with a null for what is too deep
				t.Fatalf("depth %d", depth)
			}
			if v.kind == jsonObject && len(v.keys) != len(v.items) {
				t.Fatalf("%d keys, %d values", len(v.keys), len(v.items))
			}
			for i := range v.items {
				visit(&v.items[i], depth+1)
			}
		}
		visit(&v, 0)
		g := &graph{own: &value{}, page: &value{}}
		g.collect(&v, true)
		g.choose(nil, nil)
		g.people(g.own, "author")
	})
}
