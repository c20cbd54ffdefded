package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// language returns the language of the listing n as the page names it, in
// lower case, or "". The name may stand on the listing, on the <code> inside, or
// on one of the highlighter's elements around.
func language(n *html.Node) string {
	if l := languageOf(n, false); l != "" {
		return l
	}
	inner := n
	for range 3 {
		c := inner.FirstChild
		for c != nil && (c.Type != html.ElementNode || c.DataAtom == atom.Button) {
			c = c.NextSibling
		}
		if c == nil {
			break
		}
		if l := languageOf(c, false); l != "" {
			return l
		}
		inner = c
	}
	outer := n.Parent
	for range 4 {
		if outer == nil || outer.DataAtom == atom.Body || outer.DataAtom == atom.Article || outer.DataAtom == atom.Main {
			break
		}
		if l := languageOf(outer, true); l != "" {
			return l
		}
		outer = outer.Parent
	}
	// Only one's own element without a highlighter's class may name it by lang.
	if n.DataAtom == atom.Pre {
		return languageName(attribute(n, "lang"), true)
	}
	return ""
}

// languageOf returns the language that the attributes of one element name. On
// an element around the listing "lang-en" is the language of the prose, so only
// known names count there.
func languageOf(n *html.Node, around bool) string {
	var class string
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "data-lang", "data-language", "data-code-language", "data-programming-language":
			if l := languageName(a.Val, false); l != "" {
				return l
			}
		case "class":
			class = a.Val
		}
	}
	if class == "" {
		return ""
	}
	if _, brush, ok := strings.Cut(class, "brush:"); ok {
		brush, _, _ = strings.Cut(strings.TrimSpace(brush), ";")
		brush, _, _ = strings.Cut(brush, " ")
		return languageName(brush, false)
	}
	highlighter := false
	for word := range strings.FieldsSeq(class) {
		for _, prefix := range [...]string{"language-", "lang-", "highlight-source-", "highlight-text-html-", "highlight-text-", "brush-", "src-", "highlight-"} {
			if name, ok := strings.CutPrefix(word, prefix); ok {
				if l := languageName(name, around || prefix == "highlight-" || prefix == "src-"); l != "" {
					return l
				}
			}
		}
		switch word {
		case "hljs", "highlight", "sourceCode", "prettyprint", "syntaxhighlighter", "src", "code", "prism", "shiki", "codehilite", "CodeRay", "EnlighterJSRAW":
			highlighter = true
		}
	}
	if !highlighter && n.DataAtom != atom.Pre {
		return ""
	}
	for word := range strings.FieldsSeq(class) {
		if l := languageName(word, true); l != "" {
			return l
		}
		if !highlighter {
			break // rustdoc and knitr put it first
		}
	}
	return ""
}

// languageName returns a language's name in the spelling of info strings, or
// "" for what says that there is none. Where the name stands beside other
// words, only a known one is taken.
func languageName(s string, known bool) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexAny(s, " {:,"); i >= 0 {
		s = s[:i]
	}
	if alias, ok := languageAliases[s]; ok {
		s = alias
	}
	if s == "" || len(s) > 30 {
		return ""
	}
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && strings.IndexByte("+#-_.", c) < 0 {
			return ""
		}
	}
	if _, ok := languages[s]; known && !ok {
		return ""
	}
	return s
}

// languageAliases maps names that highlighters make up to the ones that info
// strings use; the ones without any mean no language.
var languageAliases = map[string]string{
	"none": "", "plain": "", "plaintext": "", "text": "", "txt": "", "nohighlight": "", "no-highlight": "", "undefined": "", "default": "",
	"auto": "", "notranslate": "", "null": "", "generic": "", "raw": "", "unknown": "",
	"c++": "cpp", "c#": "csharp", "f#": "fsharp", "python3": "python", "ipython3": "python", "ipython": "python", "py3": "python",
	"sh-session": "console", "shell-session": "console", "html-basic": "html", "html-erb": "erb", "gfm": "markdown", "golang": "go",
}

// languages are the names that are taken from among other class words.
var languages = func() map[string]struct{} {
	m := make(map[string]struct{})
	for name := range strings.FieldsSeq(`ada apache apl applescript arduino asm assembly awk bash basic bat batch c clojure clj cmake
		cmd cobol coffee coffeescript console cpp crystal csharp cs css csv cuda d dart delphi diff django docker dockerfile elixir elm
		erb erlang excel fortran fsharp git glsl go gradle graphql groovy haml handlebars haskell hcl html http ini java javascript
		jinja jinja2 js json jsonc jsx julia kotlin latex less lisp llvm lua makefile markdown matlab md mathematica mermaid mysql
		nasm nginx nim nix objc objectivec objective-c ocaml octave pascal perl pgsql php plsql postgresql powershell prolog
		properties protobuf ps1 py pycon python r racket rb regex rest rst ruby rust rs sass scala scheme scss sed sh shell smali
		smalltalk solidity sparql sql stata svelte swift tcl tex toml ts tsx twig typescript vb vbnet verilog vhdl vim vue wasm wgsl
		xhtml xml xquery yaml yml zig zsh`) {
		m[name] = struct{}{}
	}
	return m
}()
