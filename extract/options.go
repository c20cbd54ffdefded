package extract

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/pithtext/pith/extract/internal/model"
	"github.com/pithtext/pith/extract/internal/render"
	"github.com/pithtext/pith/extract/internal/source"
	"github.com/pithtext/pith/extract/rule"
)

// Limits bounds the work that one page may cause.
type Limits = source.Limits

// Engine says who decides which blocks are the story.
type Engine string

// Engines. The zero value means EngineModel.
const (
	EngineModel       Engine = "model"       // the block model, with readability as a voter
	EngineReadability Engine = "readability" // go-readability alone
)

// Favor moves the balance between missing text and keeping noise.
type Favor string

// Balances. The zero value means FavorBalance.
const (
	FavorBalance   Favor = "balance"
	FavorPrecision Favor = "precision"
	FavorRecall    Favor = "recall"
)

// Modes of rendering links, images and tables, as in the render stage.
type (
	LinkMode  = render.LinkMode
	ImageMode = render.ImageMode
	TableMode = render.TableMode
)

// Options configures an Extractor. The zero value is the recommended default.
type Options struct {
	URL     string // address of the page for FromReader: base of relative links, and what site rules match
	Charset string // encoding to read pages in, whatever they say

	Engine   Engine
	Favor    Favor
	Type     string // page type to assume instead of deciding it, one of Types
	Comments bool   // keep readers' comments at the end of the text

	Rules   *rule.Set // site rules; nil means the embedded ones
	NoRules bool      // use no site rules
	Disable []string  // IDs of boilerplate rules that do not run

	Links     LinkMode
	Images    ImageMode
	Tables    TableMode
	Wrap      int  // columns to wrap plain text at; 0 does not wrap
	CleanURLs bool // drop tracking parameters from links

	Model  *Model // weights to decide with; nil means the embedded ones
	Limits Limits
	Trace  bool // record what happened to every block
}

// Model holds the weights that decide a page's type and its blocks. It is safe
// for concurrent use.
type Model = model.Model

// LoadModel reads a file of weights, as the lab's training writes it.
func LoadModel(r io.Reader) (*Model, error) { return model.Load(r) }

// UntrainedModel returns a model that knows nothing, for the first step of
// training: what a page's blocks measure can be exported with it.
func UntrainedModel() *Model { return model.Untrained() }

// Types are the page types that pith tells apart.
func Types() []string {
	return model.Types()
}

// Validate returns an *OptionError for the first field that has no meaning.
func (o Options) Validate() error {
	checks := []struct {
		field, value string
		want         []string
	}{
		{"Engine", string(o.Engine), []string{"model", "readability"}},
		{"Favor", string(o.Favor), []string{"balance", "precision", "recall"}},
		{"Type", o.Type, Types()},
		{"Links", string(o.Links), []string{"keep", "text", "footnotes"}},
		{"Images", string(o.Images), []string{"keep", "alt", "drop"}},
		{"Tables", string(o.Tables), []string{"aligned", "tabs"}},
	}
	for _, c := range checks {
		if c.value != "" && !slices.Contains(c.want, c.value) {
			return &OptionError{Field: c.field, Value: c.value, Want: "one of " + strings.Join(c.want, ", ")}
		}
	}
	if o.Wrap < 0 {
		return &OptionError{Field: "Wrap", Value: strconv.Itoa(o.Wrap), Want: "zero or more columns"}
	}
	return nil
}
