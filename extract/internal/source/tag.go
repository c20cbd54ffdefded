package source

// kind is what the parser makes of a tag, as far as counting and nesting go.
type kind uint8

const (
	kindUnknown kind = iota // no tag of HTML
	kindInline              // opened and closed, without further rules
	kindVoid                // never has content
	kindFormat              // opened again by the parser after it was closed from outside
	kindLink                // as kindFormat, but at most one is open
	kindBlock               // closes an open p
	kindDiv                 // a block that does not keep an li from closing an outer one
	kindP                   // closed by the next block
	kindLi                  // closed by the next li
	kindDd                  // dd and dt, closed by the next of either
	kindOption              // closed by the next option
	kindTable               // table
	kindSection             // tbody, thead, tfoot, colgroup
	kindRow                 // tr
	kindCell                // td, th, caption
	kindScope               // keeps end tags inside from closing what is outside
	kindForeign             // svg and math: other rules inside
	kindPoint               // foreign elements that have HTML inside
	kindRaw                 // has text inside, whatever it looks like
	kindRoot                // html, head, body
	kindFrame               // frameset
)

// names lists the tags of every kind. The kinds are those of the parsing rules
// of the HTML standard, section 13.2.6.
var names = map[kind][]string{
	kindInline: {"abbr", "acronym", "audio", "bdi", "bdo", "blink", "canvas", "cite", "data", "datalist", "del", "dfn",
		"ins", "kbd", "label", "legend", "map", "mark", "meter", "noindex", "optgroup", "output", "picture", "progress", "q",
		"rb", "rp", "rt", "rtc", "ruby", "samp", "slot", "span", "sub", "sup", "time", "var", "video"},
	kindVoid: {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen",
		"link", "meta", "param", "source", "track", "wbr"},
	kindFormat: {"b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"},
	kindLink:   {"a", "nobr"},
	kindBlock: {"article", "aside", "blockquote", "center", "details", "dialog", "dir", "dl", "fieldset", "figcaption", "figure",
		"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "listing", "main", "menu", "nav", "ol", "pre",
		"search", "section", "summary", "ul"},
	kindDiv:     {"address", "div"},
	kindP:       {"p"},
	kindLi:      {"li"},
	kindDd:      {"dd", "dt"},
	kindOption:  {"option"},
	kindTable:   {"table"},
	kindSection: {"tbody", "thead", "tfoot", "colgroup"},
	kindRow:     {"tr"},
	kindCell:    {"td", "th", "caption"},
	kindScope:   {"applet", "button", "marquee", "object", "select", "template"},
	kindForeign: {"svg", "math"},
	kindPoint:   {"annotation-xml", "desc", "foreignobject", "mi", "mn", "mo", "ms", "mtext"},
	kindRaw: {"iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title",
		"xmp"},
	kindRoot:  {"body", "head", "html"},
	kindFrame: {"frameset"},
}

// nameTable finds the kind of a name by its hash. It is open-addressed, a
// quarter full, and read-only once made.
type nameTable [1024]struct {
	hash uint32
	kind kind
}

var kinds = func() *nameTable {
	t := new(nameTable)
	for k := kindUnknown; k <= kindFrame; k++ {
		for _, name := range names[k] {
			h := hashName(name)
			i := h % uint32(len(t))
			for t[i].kind != kindUnknown {
				if t[i].hash == h {
					panic("tag names with the same hash: " + name)
				}
				i = (i + 1) % uint32(len(t))
			}
			t[i].hash, t[i].kind = h, k
		}
	}
	return t
}()

// of returns the kind of the name with hash h.
func (t *nameTable) of(h uint32) kind {
	for i := h % uint32(len(t)); ; i = (i + 1) % uint32(len(t)) {
		if t[i].kind == kindUnknown || t[i].hash == h {
			return t[i].kind
		}
	}
}

// FNV-1a, 32 bits, over a name with the bit set that makes letters small.
const (
	hashSeed  = 2166136261
	hashPrime = 16777619
)

func hashByte(h uint32, c byte) uint32 {
	return (h ^ uint32(c|0x20)) * hashPrime
}

func hashName(name string) uint32 {
	h := uint32(hashSeed)
	for i := 0; i < len(name); i++ {
		h = hashByte(h, name[i])
	}
	return h
}

// Hashes of tags that have rules of their own.
var (
	hashButton    = hashName("button")
	hashFrame     = hashName("frame")
	hashNoframes  = hashName("noframes")
	hashNoscript  = hashName("noscript")
	hashPlaintext = hashName("plaintext")
	hashScript    = hashName("script")
	hashStyle     = hashName("style")
	hashTitle     = hashName("title")
)
