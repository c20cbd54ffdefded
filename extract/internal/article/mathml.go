package article

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// texWriter writes presentation MathML as TeX.
type texWriter struct{ s strings.Builder }

func (w *texWriter) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

// parts returns the element children of n.
func parts(n *html.Node) []*html.Node {
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			out = append(out, c)
		}
	}
	return out
}

// formats are the elements with a fixed number of parts: each %-sign stands for
// the next one, in braces.
var formats = map[string]string{
	"msup": "%^%", "msub": "%_%", "msubsup": "%_%^%", "munder": "%_%", "mover": "%^%", "munderover": "%_%^%",
	"mfrac": `\frac%%`, "mroot": `\sqrt`,
}

// texCommands are the characters that have a name of their own in TeX and are
// common in formulas.
var texCommands = map[string]string{
	"α": `\alpha`, "β": `\beta`, "γ": `\gamma`, "δ": `\delta`, "ε": `\epsilon`, "θ": `\theta`, "λ": `\lambda`, "μ": `\mu`,
	"π": `\pi`, "ρ": `\rho`, "σ": `\sigma`, "τ": `\tau`, "φ": `\phi`, "ω": `\omega`, "Δ": `\Delta`, "Γ": `\Gamma`, "Σ": `\Sigma`, "Ω": `\Omega`,
	"∑": `\sum`, "∏": `\prod`, "∫": `\int`, "∞": `\infty`, "≤": `\le`, "≥": `\ge`, "≠": `\ne`, "≈": `\approx`, "×": `\times`,
	"⋅": `\cdot`, "±": `\pm`, "→": `\to`, "∈": `\in`, "∂": `\partial`, "∇": `\nabla`, "−": "-", "√": `\surd`, "…": `\ldots`,
	"\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", "%": `\%`, "&": `\&`, "#": `\#`, "{": `\{`, "}": `\}`,
}

func (w *texWriter) node(n *html.Node) {
	if n.Type != html.ElementNode {
		return
	}
	switch n.Data {
	case "mi", "mn", "mo":
		w.symbol(clean(textContent(n)))
		return
	case "mtext", "ms":
		if t := clean(textContent(n)); t != "" {
			w.s.WriteString(`\text{` + strings.NewReplacer("{", "", "}", "", "\\", "").Replace(t) + "}")
		}
		return
	case "mspace":
		w.s.WriteByte(' ')
		return
	case "msqrt":
		w.s.WriteString(`\sqrt`)
		w.group(n, true)
		return
	case "mtr":
		if n.PrevSibling != nil {
			w.s.WriteString(` \\ `)
		}
	case "mtd":
		if n.PrevSibling != nil {
			w.s.WriteString(" & ")
		}
	case "mtable":
		w.s.WriteString(`\begin{matrix}`)
		w.children(n)
		w.s.WriteString(`\end{matrix}`)
		return
	case "annotation", "annotation-xml", "mphantom":
		return
	}
	format, ok := formats[n.Data]
	args := parts(n)
	if !ok || strings.Count(format, "%") > len(args) {
		w.children(n)
		return
	}
	if n.Data == "mroot" && len(args) == 2 {
		w.s.WriteString(`\sqrt[`)
		w.node(args[1])
		w.s.WriteByte(']')
		w.group(args[0], false)
		return
	}
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			w.s.WriteByte(format[i])
			continue
		}
		if i == 0 {
			w.base(args[0])
		} else {
			w.group(args[0], false)
		}
		args = args[1:]
	}
}

// base writes what a script stands on, in braces unless it is one symbol.
func (w *texWriter) base(n *html.Node) {
	if n.Data == "mi" || n.Data == "mn" || n.Data == "mo" {
		w.node(n)
		return
	}
	w.group(n, false)
}

// group writes n, or its children, in braces.
func (w *texWriter) group(n *html.Node, inner bool) {
	w.s.WriteByte('{')
	if inner {
		w.children(n)
	} else {
		w.node(n)
	}
	w.s.WriteByte('}')
}

// symbol writes a letter, number, operator or the name of a function.
func (w *texWriter) symbol(t string) {
	if command, ok := texCommands[t]; ok {
		t = command
		if strings.HasPrefix(t, `\`) && len(t) > 2 {
			t += " "
		}
	} else if utf8.RuneCountInString(t) > 1 && t[0] >= 'a' && t[0] <= 'z' {
		switch t {
		case "sin", "cos", "tan", "log", "ln", "exp", "lim", "max", "min", "det":
			t = `\` + t + " "
		default:
			t = `\mathrm{` + t + "}"
		}
	}
	w.s.WriteString(t)
}
