package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// addMath adds a formula to the open line, or one displayed on a line of its
// own as a paragraph.
func (b *builder) addMath(tex string, display bool) {
	tex = tidyTeX(tex)
	if tex == "" {
		return
	}
	display = display && !b.fixed
	mode := "inline"
	if display {
		mode = "block"
		b.endBlock()
	}
	b.inlineNode(newElement(atom.Math, html.Attribute{Key: "data-tex", Val: tex}, html.Attribute{Key: "display", Val: mode}))
	if display {
		b.endBlock()
	}
}

// tidyTeX removes the delimiters and the wrapping that renderers put around a
// formula, and collapses white space.
func tidyTeX(tex string) string {
	tex = clean(tex)
	for _, d := range [...][2]string{{`\(`, `\)`}, {`\[`, `\]`}, {"$$", "$$"}, {"$", "$"}} {
		if len(tex) >= len(d[0])+len(d[1]) && strings.HasPrefix(tex, d[0]) && strings.HasSuffix(tex, d[1]) {
			tex = tex[len(d[0]) : len(tex)-len(d[1])]
			break
		}
	}
	tex = strings.TrimSpace(tex)
	for _, style := range [...]string{`{\displaystyle `, `{\textstyle `} {
		if inner, ok := strings.CutPrefix(tex, style); ok && strings.HasSuffix(inner, "}") && balanced(inner[:len(inner)-1]) {
			tex = strings.TrimSpace(inner[:len(inner)-1])
		}
	}
	tex = strings.TrimSpace(strings.TrimPrefix(tex, `\displaystyle `))
	if strings.Trim(tex, "$") == "" {
		return ""
	}
	return tex
}

func balanced(s string) bool {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}

// mathML copies a <math> element: its TeX where an annotation or alttext gives
// it, else its presentation written as TeX.
func (b *builder) mathML(n *html.Node) {
	if !b.inside() && !b.holding(n) && (n.Parent == nil || !b.holding(n.Parent)) {
		return
	}
	b.pass(n)
	b.addMath(texOf(n), attribute(n, "display") == "block" || attribute(n, "mode") == "display")
}

// texOf returns the TeX of a <math> element.
func texOf(n *html.Node) string {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == "annotation" && strings.Contains(attribute(c, "encoding"), "tex") {
			if t := textContent(c); !blank(t) {
				return t
			}
		}
	}
	if alt := attribute(n, "alttext"); alt != "" {
		return alt
	}
	var w texWriter
	w.children(n)
	return w.s.String()
}

func textContent(n *html.Node) string {
	var s strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			s.WriteString(c.Data)
		}
	}
	return s.String()
}

// pass marks the first and last kept text as met if they are under n, which
// was copied in another way than by walking through.
func (b *builder) pass(n *html.Node) {
	if b.ended {
		return
	}
	for c := range n.Descendants() {
		b.started = b.started || c == b.first
		b.ended = b.ended || c == b.lastText
	}
}

// mathScript copies a formula that stands in a script for MathJax.
func (b *builder) mathScript(n *html.Node) {
	kind := attribute(n, "type")
	if !strings.HasPrefix(kind, "math/") {
		return
	}
	display := strings.Contains(kind, "mode=display")
	if strings.HasPrefix(kind, "math/tex") && n.FirstChild != nil {
		tex := n.FirstChild.Data
		tex = strings.TrimSuffix(strings.TrimPrefix(tex, "% <![CDATA[\n"), " %]]>")
		b.addMath(tex, display)
	}
}

// formula copies n if it is what a math renderer made, and reports whether it
// was.
func (b *builder) formula(n *html.Node) bool {
	tex, display, ok := formulaOf(n)
	if !ok || tex != "" && len(textContent(n)) > 10*len(tex)+60 {
		return false // an attribute that only looks like the source of what is inside
	}
	if b.inside() || b.holding(n) || n.Parent != nil && b.holding(n.Parent) {
		b.pass(n)
		b.addMath(tex, display)
	}
	return true
}

// formulaOf recognises the elements that KaTeX, MathJax and editors write a
// formula in. tex is empty for a rendering whose source stands beside it.
func formulaOf(n *html.Node) (tex string, display, ok bool) {
	var class string
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class":
			class = a.Val
		case "data-tex", "data-latex", "data-katex", "data-math", "data-formula", "data-mathjax":
			tex = a.Val
		case "display":
			display = a.Val == "true" || a.Val == "block"
		}
	}
	if n.DataAtom == 0 && n.Data == "mjx-container" {
		if tex == "" {
			tex, _ = insideMath(n)
		}
		return tex, display, true
	}
	if class == "" && tex == "" {
		return "", false, false
	}
	for word := range strings.FieldsSeq(class) {
		switch word {
		case "katex-display":
			tex, _ = insideMath(n)
			return tex, true, true
		case "katex", "mwe-math-element", "ltx_equation":
			if t, block := insideMath(n); t != "" {
				return t, block || classHas(n, "ltx_equation") || classHas(n, "mwe-math-element-block"), true
			}
		case "MathJax_Preview", "MJX_Assistive_MathML", "MathJax_SVG_Display", "MathJax_Display", "MathJax", "MathJax_CHTML", "MathJax_SVG", "mjx-chtml", "MJXc-display":
			return mathJax(n)
		case "ql-formula":
			if v := attribute(n, "data-value"); v != "" {
				return v, false, true
			}
		case "math-display", "math-block", "display":
			display = true
		}
	}
	return tex, display || n.DataAtom == atom.Div, tex != "" && n.DataAtom != atom.A
}

// insideMath returns the TeX of the first <math> inside of n, and whether it is
// displayed.
func insideMath(n *html.Node) (tex string, display bool) {
	for c := range n.Descendants() {
		if c.DataAtom == atom.Math {
			return texOf(c), attribute(c, "display") == "block"
		}
	}
	return "", false
}

// maxApart is how many nodes after a rendered formula its source is looked for.
const maxApart = 8

// mathJax reads what MathJax 2 rendered. The script after it holds the source;
// where that is gone, data-mathml or the assistive MathML does.
func mathJax(n *html.Node) (tex string, display, ok bool) {
	display = strings.Contains(strings.ToLower(attribute(n, "class")), "display")
	if classHas(n, "MathJax_Preview") {
		return "", false, true
	}
	s := n
	for range maxApart {
		if s == nil {
			break
		}
		if s.DataAtom == atom.Script && strings.HasPrefix(attribute(s, "type"), "math/") {
			return "", display, true
		}
		if s.Type == html.TextNode && !blank(s.Data) {
			break
		}
		s = s.NextSibling
	}
	if tex, block := insideMath(n); tex != "" {
		return tex, display || block, true
	}
	if xml := attribute(n, "data-mathml"); xml != "" {
		nodes, err := html.ParseFragment(strings.NewReader(xml), newElement(atom.Div))
		if err == nil {
			for _, c := range nodes {
				if c.DataAtom == atom.Math {
					return texOf(c), display || attribute(c, "display") == "block", true
				}
			}
		}
	}
	return "", display, false
}

// delimited adds text in which formulas may stand between \( \), \[ \] or $$ $$
// for a script to find, or between single $ where they hold a command of TeX.
func (b *builder) delimited(s string) {
	for s != "" {
		open, closing, display := "", "", true
		at := -1
		for i := 0; i+1 < len(s); i++ {
			switch two := s[i : i+2]; two {
			case `\(`:
				open, closing, display = two, `\)`, false
			case `\[`:
				open, closing = two, `\]`
			case "$$":
				open, closing = two, "$$"
			default:
				if two[0] != '$' || !isTeX(s[i+1:]) {
					continue
				}
				open, closing, display = "$", "$", false
			}
			at = i
			break
		}
		if at < 0 {
			break
		}
		end := strings.Index(s[at+len(open):], closing)
		start := at + len(open)
		if end <= 0 || blank(s[start:start+end]) {
			break
		}
		b.text(s[:at])
		b.addMath(s[start:start+end], display)
		s = s[start+end+len(closing):]
	}
	if s != "" {
		b.text(s)
	}
}

// maxInlineTeX bounds a formula between single $, in bytes.
const maxInlineTeX = 300

// isTeX reports whether s begins with a formula that ends at a $: one with a
// command such as \alpha, which no sum of dollars has.
func isTeX(s string) bool {
	end := strings.IndexByte(s[:min(len(s), maxInlineTeX)], '$')
	if end <= 0 || isSpace(rune(s[0])) || isSpace(rune(s[end-1])) {
		return false
	}
	for i := range end - 1 {
		if c := s[i+1] | 0x20; s[i] == '\\' && 'a' <= c && c <= 'z' {
			return true
		}
	}
	return false
}
