package main

import (
	"net/url"
	"strings"
	"time"

	"github.com/pithtext/pith/extract"
	"github.com/spf13/pflag"
)

// pageFlags are the flags that say how a page is read and what of it is kept.
type pageFlags struct {
	url, charset        string
	engine, favor, kind *choice
	links, images       *choice
	tables              *choice
	comments, cleanURLs bool
	wrap                int
	rules               []string
	noRules             bool
	disable             []string
	maxBytes            size
	maxNodes, maxDepth  int
	maxAttributes       int
	maxText, maxData    size
	maxDataDepth        int
	timeout             time.Duration
}

func newPageFlags() *pageFlags {
	return &pageFlags{
		engine: newChoice("model", "model", "readability"),
		favor:  newChoice("balance", "balance", "precision", "recall"),
		kind:   newChoice("", extract.Types()...),
		links:  newChoice("", dials["--links"]...),
		images: newChoice("", dials["--images"]...),
		tables: newChoice("", dials["--tables"]...),
	}
}

// dials are the flags that take one of some words, or the first one when they
// stand alone.
var dials = map[string][]string{
	"--links":  {"keep", "text", "footnotes"},
	"--images": {"keep", "alt", "drop"},
	"--tables": {"aligned", "tabs"},
}

// add defines the flags.
func (f *pageFlags) add(fs *pflag.FlagSet) {
	fs.StringVar(&f.url, "url", "", "address of the page, the base of its relative links")
	fs.StringVar(&f.charset, "charset", "", "encoding to read pages in, whatever they say")
	fs.Var(f.engine, "engine", "who decides what the article is")
	fs.Var(f.favor, "favor", "what to risk less: noise kept, or text missed")
	fs.Var(f.kind, "type", "page type to assume instead of deciding it: "+strings.Join(extract.Types(), ", "))
	fs.BoolVar(&f.comments, "comments", false, "keep readers' comments")
	fs.Var(f.links, "links", "how links come out in Markdown and HTML")
	fs.Var(f.images, "images", "how images come out in Markdown and HTML")
	fs.Var(f.tables, "tables", "how tables come out in text")
	for name, words := range dials {
		fs.Lookup(name[2:]).NoOptDefVal = words[0]
	}
	fs.IntVar(&f.wrap, "wrap", 0, "`columns` to wrap text at")
	fs.BoolVar(&f.cleanURLs, "clean-urls", false, "drop tracking parameters from links")
	fs.StringArrayVar(&f.rules, "rules", nil, "site rules to add: a `file` or folder (repeatable)")
	fs.BoolVar(&f.noRules, "no-rules", false, "use no site rules")
	fs.StringSliceVar(&f.disable, "disable", nil, "boilerplate rules that do not run, by `ID`")
	fs.Var(&f.maxBytes, "max-bytes", "largest page, after decompression (default 32MB)")
	fs.Lookup("max-bytes").DefValue = "0"
	fs.IntVar(&f.maxNodes, "max-nodes", 0, "most nodes of a page (default 300000)")
	fs.IntVar(&f.maxDepth, "max-depth", 0, "deepest nesting that is kept, deeper is flattened (default 400)")
	fs.IntVar(&f.maxAttributes, "max-attributes", 0, "most attributes of one tag, further ones are dropped (default 256)")
	fs.Var(&f.maxText, "max-text", "longest text of one block (default 8MB)")
	fs.Lookup("max-text").DefValue = "0"
	fs.Var(&f.maxData, "max-data", "most JSON-LD that is read (default 2MB)")
	fs.Lookup("max-data").DefValue = "0"
	fs.IntVar(&f.maxDataDepth, "max-data-depth", 0, "deepest nesting of JSON-LD that is read (default 64)")
	fs.DurationVar(&f.timeout, "timeout", 0, "longest time for a page (default 10s)")
}

// options checks the flags and makes the library's options of them.
func (f *pageFlags) options() (extract.Options, error) {
	if f.url != "" {
		u, err := url.Parse(f.url)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return extract.Options{}, usage("give the whole address, such as https://example.com/story",
				"--url: %q is not an http or https address", f.url)
		}
	}
	for _, limit := range []struct {
		flag  string
		value int64
	}{
		{"--max-nodes", int64(f.maxNodes)}, {"--max-depth", int64(f.maxDepth)},
		{"--max-attributes", int64(f.maxAttributes)}, {"--timeout", int64(f.timeout)},
		{"--max-data-depth", int64(f.maxDataDepth)},
	} {
		if limit.value < 0 {
			return extract.Options{}, usage("", "%s: must not be less than 0", limit.flag)
		}
	}
	if f.wrap < 0 {
		return extract.Options{}, usage("", "--wrap: must not be less than 0")
	}
	o := extract.Options{
		URL:       f.url,
		Charset:   f.charset,
		Engine:    extract.Engine(f.engine.value),
		Favor:     extract.Favor(f.favor.value),
		Type:      f.kind.value,
		Comments:  f.comments,
		NoRules:   f.noRules,
		Disable:   f.disable,
		Links:     extract.LinkMode(f.links.value),
		Images:    extract.ImageMode(f.images.value),
		Tables:    extract.TableMode(f.tables.value),
		Wrap:      f.wrap,
		CleanURLs: f.cleanURLs,
		Limits: extract.Limits{
			Bytes: int64(f.maxBytes), Nodes: f.maxNodes, Depth: f.maxDepth,
			Attributes: f.maxAttributes, Text: int(f.maxText), Data: int64(f.maxData), DataDepth: f.maxDataDepth,
			Time: f.timeout,
		},
	}
	return o, nil
}

// extractor makes the extractor that the flags ask for.
func (c *cli) extractor(f *pageFlags, trace bool) (*extract.Extractor, error) {
	o, err := f.options()
	if err != nil {
		return nil, err
	}
	o.Trace = trace
	if o.Rules, err = c.siteRules(f); err != nil {
		faults := faultsOf(err)
		for _, fault := range faults[:len(faults)-1] {
			c.fail(fault, "")
		}
		return nil, &exitError{exitUsage, faults[len(faults)-1], "--no-rules goes on without site rules"}
	}
	e, err := extract.New(o)
	if err != nil {
		return nil, &exitError{exitUsage, err, ""}
	}
	return e, nil
}
