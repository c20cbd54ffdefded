package article

import "golang.org/x/net/html/atom"

// role is what the builder does with an element of the page.
type role uint8

const (
	transparent role = iota // its children take its place, in the same line
	container               // its children take its place, as blocks of their own
	heading
	list
	item
	quote
	code
	table
	figure
	terms
	term
	description
	details
	summary
	inline // copied, under the name in inlineNames
	lineBreak
	rule
	image
	media
	formula
	never // out with all that it holds
)

// roles holds every element whose role is not transparent. Elements that HTML
// does not know are transparent.
var roles = map[atom.Atom]role{
	atom.Html: container, atom.Body: container, atom.Div: container, atom.Section: container,
	atom.Article: container, atom.Main: container, atom.Header: container, atom.Footer: container,
	atom.Aside: container, atom.Nav: container, atom.Address: container, atom.Center: container,
	atom.Form: container, atom.Fieldset: container, atom.Legend: container, atom.Hgroup: container,
	atom.Dialog: container, atom.P: container, atom.Figcaption: container, atom.Frameset: container,
	atom.Optgroup: container, atom.Option: container, atom.Select: container, atom.Listing: code,
	atom.Caption: container, atom.Tbody: container, atom.Thead: container, atom.Tfoot: container,
	atom.Tr: container, atom.Td: container, atom.Th: container, atom.Search: container,

	atom.H1: heading, atom.H2: heading, atom.H3: heading, atom.H4: heading, atom.H5: heading, atom.H6: heading,
	atom.Ul: list, atom.Ol: list, atom.Menu: list, atom.Dir: list,
	atom.Li: item, atom.Blockquote: quote, atom.Pre: code, atom.Xmp: code, atom.Table: table, atom.Figure: figure,
	atom.Dl: terms, atom.Dt: term, atom.Dd: description, atom.Details: details, atom.Summary: summary,

	atom.A: inline, atom.Em: inline, atom.I: inline, atom.Dfn: inline, atom.Var: inline, atom.Strong: inline,
	atom.B: inline, atom.Code: inline, atom.Tt: inline, atom.Samp: inline, atom.Kbd: inline, atom.Sub: inline,
	atom.Sup: inline, atom.Mark: inline, atom.Del: inline, atom.S: inline, atom.Strike: inline, atom.Ins: inline,
	atom.Q: inline, atom.Cite: inline, atom.Abbr: inline, atom.Acronym: inline, atom.Ruby: inline, atom.Rt: inline,
	atom.Bdo: inline,

	atom.Br: lineBreak, atom.Hr: rule, atom.Img: image, atom.Picture: image,
	atom.Iframe: media, atom.Video: media, atom.Audio: media, atom.Embed: media, atom.Object: media,
	atom.Math: formula,

	atom.Head: never, atom.Script: never, atom.Style: never, atom.Template: never, atom.Noscript: never,
	atom.Textarea: never, atom.Title: never, atom.Svg: never, atom.Canvas: never, atom.Rp: never,
	atom.Noembed: never, atom.Noframes: never, atom.Datalist: never, atom.Plaintext: code,
}

// inlineNames maps the inline elements of the page to those of the vocabulary.
var inlineNames = map[atom.Atom]atom.Atom{
	atom.A: atom.A, atom.Em: atom.Em, atom.I: atom.Em, atom.Dfn: atom.Em, atom.Var: atom.Em,
	atom.Strong: atom.Strong, atom.B: atom.Strong, atom.Code: atom.Code, atom.Tt: atom.Code,
	atom.Samp: atom.Code, atom.Kbd: atom.Kbd, atom.Sub: atom.Sub, atom.Sup: atom.Sup, atom.Mark: atom.Mark,
	atom.Del: atom.Del, atom.S: atom.Del, atom.Strike: atom.Del, atom.Ins: atom.Ins, atom.Q: atom.Q,
	atom.Cite: atom.Cite, atom.Abbr: atom.Abbr, atom.Acronym: atom.Abbr, atom.Ruby: atom.Ruby,
	atom.Rt: atom.Rt, atom.Bdo: atom.Bdo,
}
