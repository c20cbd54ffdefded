package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/batch"
	"github.com/spf13/cobra"
)

// explainFlags are the flags of pith explain.
type explainFlags struct {
	page    *pageFlags
	format  *choice
	dropped bool
	block   int
}

const explainLong = `Explain prints every block of a page in order: kept or dropped, by whom (a site
rule with file and line, a boilerplate rule with its ID, readability, the model
with its score), and how the text begins. Where the metadata came from stands
above. It prints what the extraction recorded: nothing is decided twice.`

func (c *cli) explainCommand() *cobra.Command {
	f := &explainFlags{page: newPageFlags(), format: newChoice(formatText, formatText, formatJSON), block: -1}
	cmd := &cobra.Command{
		Use:     "explain [flags] [page]",
		Short:   "show what of a page was kept, what was dropped, by whom and why",
		Long:    explainLong,
		Example: "  pith explain page.html\n  pith explain --dropped page.html\n  pith explain --block 12 page.html",
		Args:    arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.explain(cmd, f, args)
		},
	}
	flags := cmd.Flags()
	flags.VarP(f.format, "format", "f", "format of the output")
	flags.BoolVar(&f.dropped, "dropped", false, "only what was dropped")
	flags.IntVar(&f.block, "block", -1, "one block, by its `number`, with all its features")
	f.page.add(flags)
	return cmd
}

func (c *cli) explain(cmd *cobra.Command, f *explainFlags, args []string) error {
	if f.block < -1 {
		return usage("", "--block: must not be less than 0")
	}
	if len(args) == 0 {
		if isTerminal(c.stdin) {
			return usage("give a page or a pipe", "no input")
		}
		args = []string{"-"}
	}
	extractor, err := c.extractor(f.page, true)
	if err != nil {
		return err
	}
	in := newInputs(cmd.Context(), c.stdin, "auto", args, batch.Walk(args, batch.WalkOptions{}))
	if in.many {
		return usage("give one page", "%s holds many pages", quote(args[0]))
	}
	outcome, article := c.first(cmd, in, extractor)
	if outcome.Err != nil && article == nil {
		code := exitFailed
		if batch.Code(outcome.Err) == "no_article" {
			code = exitNoArticle
		}
		return &exitError{code, inputError(outcome), hintFor(outcome.Err)}
	}
	if article.Trace == nil {
		article.Trace = &extract.Trace{}
	}
	if f.block >= len(article.Trace.Blocks) {
		return usage("", "--block: the page has %d blocks, numbered from 0", len(article.Trace.Blocks))
	}
	blocks := slices.Clone(article.Trace.Blocks)
	if f.block >= 0 {
		blocks = blocks[f.block : f.block+1]
	}
	if f.dropped {
		blocks = slices.DeleteFunc(blocks, func(b extract.BlockTrace) bool { return b.Kept })
	}
	out := &output{w: c.stdout}
	if f.format.value == formatJSON {
		return explainJSON(out, article, blocks)
	}
	explainText(out, article, blocks, f)
	return out.err
}

// first extracts the only page of in.
func (c *cli) first(cmd *cobra.Command, in *inputs, e *extract.Extractor) (outcome batch.Outcome, article *extract.Article) {
	for job := range in.jobs(nil) {
		outcome.Page = job.Page
		if outcome.Err = job.Err; job.Err != nil {
			return
		}
		body, err := job.Open()
		if err != nil {
			outcome.Err = &batch.ReadError{Err: err}
			return
		}
		defer body.Close()
		article, outcome.Err = e.Extract(cmd.Context(), extract.Input{
			Name: job.Page.Name, URL: job.Page.URL, ContentType: job.Page.ContentType, Body: body,
		})
		return
	}
	return
}

// explainText prints a table for people.
func explainText(out *output, a *extract.Article, blocks []extract.BlockTrace, f *explainFlags) {
	show := func(format string, args ...any) {
		out.printf("%s\n", strings.TrimRight(printable(fmt.Sprintf(format, args...)), " "))
	}
	if f.block < 0 && !f.dropped {
		for _, field := range a.Trace.Fields {
			show("%-13s %s  (%s)", field.Name, excerpt(field.Value, 72), field.Source)
		}
		show("%-13s %s  (confidence %.2f)", "type", a.Type, a.Confidence)
		for _, w := range a.Warnings {
			show("%-13s %s", "warning", w)
		}
		show("")
	}
	for _, b := range blocks {
		show("%4d %-7s %-11s %s", b.Index, verdict(b), b.By, because(a.Trace, b))
		if f.block < 0 {
			show("     %s", lastOf(b.Path, 3))
			show("     %q", excerpt(b.Text, 96))
			continue
		}
		show("     %s", b.Path)
		show("     %q", b.Text)
		for i, v := range b.Features {
			show("     %-32s %.4g", featureName(a.Trace, i), v)
		}
	}
	if f.block < 0 && !f.dropped {
		kept := 0
		for _, b := range blocks {
			if b.Kept {
				kept++
			}
		}
		show("")
		show("%d %s, %d kept, %d dropped", len(blocks), plural(len(blocks), "block"), kept, len(blocks)-kept)
	}
}

// lastOf is the last n elements of a path.
func lastOf(path string, n int) string {
	parts := strings.Split(path, " > ")
	if len(parts) <= n {
		return path
	}
	return "… > " + strings.Join(parts[len(parts)-n:], " > ")
}

func verdict(b extract.BlockTrace) string {
	switch {
	case b.Comment:
		return "comment"
	case b.Kept:
		return "kept"
	}
	return "dropped"
}

// because is why a block was kept or dropped.
func because(t *extract.Trace, b extract.BlockTrace) string {
	var parts []string
	if b.Rule != "" {
		parts = append(parts, b.Rule)
	}
	if b.Score != 0 {
		parts = append(parts, fmt.Sprintf("score %.2f", b.Score))
	}
	if b.Reason != "" {
		parts = append(parts, b.Reason)
	}
	if b.By == byModel {
		parts = append(parts, heaviest(t, b.Index))
	}
	return strings.Join(parts, ", ")
}

// byModel is how a trace names the model.
const byModel = "model"

// heaviestShown is how many features are named that moved a score.
const heaviestShown = 3

// heaviest names the features that moved the model's score of a block
// most, with their values and the way they moved it.
func heaviest(t *extract.Trace, block int) string {
	var parts []string
	for _, w := range t.Weights(block, heaviestShown) {
		parts = append(parts, fmt.Sprintf("%s=%.4g %+.2f", w.Name, w.Value, w.Moved))
	}
	return strings.Join(parts, " ")
}

func featureName(t *extract.Trace, i int) string {
	if i < len(t.Features) {
		return t.Features[i]
	}
	return fmt.Sprintf("feature %d", i)
}

// excerpt is the beginning of s on one line, of at most n characters.
func excerpt(s string, n int) string {
	s = oneLine(s)
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// explainedBlock is a block as JSON.
type explainedBlock struct {
	Index    int                `json:"index"`
	Verdict  string             `json:"verdict"`
	By       string             `json:"by"`
	Rule     string             `json:"rule,omitempty"`
	Reason   string             `json:"reason,omitempty"`
	Score    float64            `json:"score"`
	Path     string             `json:"path"`
	Text     string             `json:"text"`
	Weights  []weight           `json:"weights,omitempty"`  // what moved the model most
	Features map[string]float32 `json:"features,omitempty"` // encoding/json sorts the names
}

// weight is a feature that moved the model's score of a block.
type weight struct {
	Feature string  `json:"feature"`
	Value   float64 `json:"value"`
	Moved   float64 `json:"moved"` // in log-odds, against the page's usual value
}

// explainJSON prints everything for programs.
func explainJSON(out *output, a *extract.Article, blocks []extract.BlockTrace) error {
	type field struct {
		Name   string `json:"name"`
		Value  string `json:"value"`
		Source string `json:"source"`
	}
	doc := struct {
		Input      string           `json:"input"`
		Type       string           `json:"type"`
		Confidence float64          `json:"confidence"`
		Warnings   []string         `json:"warnings"`
		Fields     []field          `json:"fields"`
		Blocks     []explainedBlock `json:"blocks"`
	}{Input: a.Input, Type: a.Type, Confidence: a.Confidence, Warnings: a.Warnings}
	doc.Fields, doc.Blocks = []field{}, []explainedBlock{}
	if doc.Warnings == nil {
		doc.Warnings = []string{}
	}
	for _, f := range a.Trace.Fields {
		doc.Fields = append(doc.Fields, field(f))
	}
	for _, b := range blocks {
		one := explainedBlock{
			Index: b.Index, Verdict: verdict(b), By: b.By, Rule: b.Rule, Reason: b.Reason,
			Score: b.Score, Path: b.Path, Text: b.Text,
		}
		if b.By == byModel {
			for _, w := range a.Trace.Weights(b.Index, heaviestShown) {
				if v := float64(w.Value); !math.IsNaN(v) && !math.IsInf(v, 0) {
					one.Weights = append(one.Weights, weight{w.Name, v, float64(w.Moved)})
				}
			}
		}
		if len(b.Features) > 0 {
			one.Features = make(map[string]float32, len(b.Features))
			for i, v := range b.Features {
				if f := float64(v); !math.IsNaN(f) && !math.IsInf(f, 0) { // JSON has no such numbers
					one.Features[featureName(a.Trace, i)] = v
				}
			}
		}
		doc.Blocks = append(doc.Blocks, one)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	return out.write(b.Bytes())
}
