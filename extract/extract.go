package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"

	"github.com/pithtext/pith/extract/internal/article"
	"github.com/pithtext/pith/extract/internal/block"
	"github.com/pithtext/pith/extract/internal/meta"
	"github.com/pithtext/pith/extract/internal/model"
	"github.com/pithtext/pith/extract/internal/source"
	"github.com/pithtext/pith/extract/rule"
	"golang.org/x/net/html"
)

// Input is one page: its bytes and what is known about it from outside.
type Input struct {
	Name        string // shown in errors and as "input" in JSON: a path, "-" or a URL
	URL         string // address of the page; overrides Options.URL
	ContentType string // Content-Type header of the response that held it
	Charset     string // overrides Options.Charset
	Body        io.Reader
}

// Extractor extracts articles. It holds the compiled rules and the model once
// and is safe for concurrent use.
type Extractor struct {
	options     Options
	sites       *rule.Set
	boilerplate *rule.Boilerplate
	model       *model.Model
}

// New returns an Extractor for o. It fails with an *OptionError that names what
// is wrong, or with the error of a rule that does not compile.
func New(o Options) (*Extractor, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	e := &Extractor{options: o, sites: o.Rules}
	var err error
	if e.boilerplate, err = rule.LoadBoilerplate(o.Disable...); err != nil {
		return nil, err
	}
	if e.sites == nil && !o.NoRules {
		if e.sites, err = rule.Embedded(); err != nil {
			return nil, err
		}
	}
	if e.model = o.Model; e.model == nil {
		if e.model, err = model.Embedded(); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// FromReader extracts one page with a new Extractor.
func FromReader(ctx context.Context, r io.Reader, o Options) (*Article, error) {
	e, err := New(o)
	if err != nil {
		return nil, err
	}
	return e.Extract(ctx, Input{Name: "-", Body: r})
}

// Extract reads one page to its end and returns its article. A failure is an
// *InputError that wraps ErrNotPage, ErrNoArticle, a *LimitError, or the error
// of reading or of ctx. With Options.Trace, an ErrNoArticle comes with an Article
// that holds nothing but the trace.
func (e *Extractor) Extract(ctx context.Context, in Input) (*Article, error) {
	fail := func(op string, err error) (*Article, error) {
		return nil, &InputError{Name: in.Name, Op: op, Err: err}
	}
	parsed, err := source.Read(ctx, e.source(in), e.options.Limits)
	if err != nil {
		return fail("read", err)
	}
	p := newPage(parsed)
	if err := e.extract(p); err != nil {
		a, err := fail("extract", err)
		if e.options.Trace && errors.Is(err, ErrNoArticle) {
			a = &Article{Input: in.Name, Trace: p.trace(e.model), text: func() string { return "" }}
		}
		return a, err
	}
	a := e.article(p)
	a.Input = in.Name
	return a, nil
}

// source completes what is known of a page with the options.
func (e *Extractor) source(in Input) source.Input {
	return source.Input{
		Name: in.Name, URL: either(in.URL, e.options.URL),
		ContentType: in.ContentType, Charset: either(in.Charset, e.options.Charset), Body: in.Body,
	}
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// page is one page on its way through the stages.
type page struct {
	*source.Page
	meta      *meta.Meta
	site      rule.Outcome
	rule      *rule.Site // nil where none is in force
	table     *block.Table
	verdicts  *verdicts
	judgment  *model.Verdict
	next      string     // address of the story's next page
	single    string     // address of the whole story on one page
	story     meta.Value // the text, where it is in the page's data and not displayed
	shown     string     // the text of the kept blocks, up to a little over maxNoticed bytes
	truncated meta.Value // "true" when the page holds only the beginning of the text
	warnings  []string
}

func newPage(parsed *source.Page) *page {
	limits := meta.Limits{Data: parsed.Limits.Data, Depth: parsed.Limits.DataDepth}
	return &page{Page: parsed, meta: meta.Read(parsed.Root, parsed.Base, limits)}
}

// extract takes the page from its tree to a verdict on every block.
func (e *Extractor) extract(p *page) error {
	p.warnings = slices.Concat(p.Page.Warnings, p.meta.Warnings)
	if err := e.applySite(p); err != nil {
		return err
	}
	p.table = block.Build(p.Root)
	if err := p.checkTexts(); err != nil {
		return err
	}
	if err := p.Check(); err != nil {
		return err
	}
	v := newVerdicts(p.table)
	p.verdicts = v
	v.site(p.ruleName(), p.site)
	if err := e.judge(p); err != nil {
		return err
	}
	v.comments(p.judgment.Type)
	p.ownTitle()
	v.headline(p.meta.Title.Text)
	if p.rule != nil {
		v.phrases(bySiteRule, p.rule.Lines)
	}
	v.phrases(byBoilerplate, e.boilerplate.Lines)
	v.furniture(p.judgment.Type, texts(p.meta.Authors))
	v.wholeRows()
	v.orphans(p.judgment.Type)
	p.shown = v.text(maxNoticed)
	p.inData()
	only := p.notices()
	p.cutShort()
	p.meta.Language = meta.Language(p.meta.Language, either(p.story.Text, p.shown))
	if only || v.kept() == 0 && p.story.Text == "" {
		return p.nothing()
	}
	return nil
}

// checkTexts returns a *LimitError when a block has more text than one may have.
func (p *page) checkTexts() error {
	for i := range p.table.Blocks {
		if len(p.table.Blocks[i].Text) > p.Limits.Text {
			return &LimitError{Limit: "text", Value: int64(p.Limits.Text)}
		}
	}
	return nil
}

// nothing is the error for a page without a story; it says why where the page
// does.
func (p *page) nothing() error {
	if n := len(p.warnings); n > 0 {
		return fmt.Errorf("%w: %s", ErrNoArticle, p.warnings[n-1])
	}
	return ErrNoArticle
}

// applySite finds and applies the site rule in force, if any. On plain text
// only its lines mean something.
func (e *Extractor) applySite(p *page) error {
	if e.sites == nil || e.options.NoRules {
		return nil
	}
	if p.rule = e.sites.Match(p.Address, p.Root); p.rule == nil || p.Plain {
		return nil
	}
	p.site = p.rule.Apply(p.Root)
	p.warnings = append(p.warnings, p.site.Warnings...)
	p.siteFields()
	return p.site.Err
}

// ruleName names the site rule in force with its file and line, or is empty.
func (p *page) ruleName() string {
	if p.rule == nil {
		return ""
	}
	return p.rule.String()
}

// tree builds the kept tree of the blocks that pick accepts.
func (p *page) tree(pick func(*verdict) bool, base *url.URL, clean bool) *html.Node {
	kept := article.Selection{
		Text:    make(map[*html.Node]struct{}),
		Removed: make(map[*html.Node]struct{}),
	}
	for i := range p.verdicts.list {
		if pick(&p.verdicts.list[i]) {
			for _, n := range p.table.Blocks[i].Nodes {
				kept.Text[n] = struct{}{}
			}
		}
	}
	for _, r := range p.site.Removed {
		kept.Removed[r.Node] = struct{}{}
	}
	return article.Build(p.Root, kept, article.Options{Base: base, CleanURLs: clean})
}
