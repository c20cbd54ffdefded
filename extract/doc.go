// Package extract takes the article out of a web page.
//
//	article, err := extract.FromReader(ctx, r, extract.Options{URL: "https://example.com/story"})
//	fmt.Println(article.Title)
//	fmt.Println(article.Text())
//
// A page goes one way through the stages: source (bytes to one tree), meta
// (what the page says about itself), rule (the site's own rules), block (a flat
// table of text blocks), lexicon (what their words speak for), readable
// and model (which blocks are the story), rule again (boilerplate phrases),
// article (the kept tree) and render. What each block met on its way is in the
// Trace.
package extract
