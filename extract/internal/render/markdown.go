package render

import "golang.org/x/net/html"

// Markdown renders the tree as GitHub-flavoured Markdown.
func Markdown(tree *html.Node, o Options) string { return "" }

// HTML renders the tree as an HTML fragment without scripts, styles or event handlers.
func HTML(tree *html.Node, o Options) string { return "" }
