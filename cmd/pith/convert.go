package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/batch"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// pipelineFlags are the flags that shape the output of a page.
type pipelineFlags struct {
	page          *pageFlags
	render        *renderFlags
	minWords      int
	minConfidence float64
}

func newPipelineFlags() *pipelineFlags {
	return &pipelineFlags{page: newPageFlags(), render: newRenderFlags()}
}

// add defines the flags.
func (f *pipelineFlags) add(fs *pflag.FlagSet) {
	f.render.add(fs)
	f.page.add(fs)
	fs.IntVar(&f.minWords, "min-words", 0, "fail pages with fewer `words`")
	fs.Float64Var(&f.minConfidence, "min-confidence", 0, "fail pages of less confidence than this `number`, 0 to 1")
}

// check refuses what means nothing.
func (f *pipelineFlags) check() error {
	switch {
	case f.minWords < 0:
		return usage("", "--min-words: must not be less than 0")
	case !(f.minConfidence >= 0 && f.minConfidence <= 1):
		return usage("", "--min-confidence: must be from 0 to 1")
	}
	return f.render.check()
}

// args writes the flags that set gives a value to, so that another process
// reads the same.
func (f *pipelineFlags) args(set *pflag.FlagSet) []string {
	mine := pflag.NewFlagSet("", pflag.ContinueOnError)
	newPipelineFlags().add(mine)
	out := []string{"--format=" + f.render.format.value}
	set.Visit(func(flag *pflag.Flag) {
		if mine.Lookup(flag.Name) == nil || flag.Name == "format" {
			return
		}
		if list, ok := flag.Value.(pflag.SliceValue); ok {
			for _, v := range list.GetSlice() {
				out = append(out, "--"+flag.Name+"="+v)
			}
			return
		}
		out = append(out, "--"+flag.Name+"="+flag.Value.String())
	})
	return out
}

// convertFlags are the flags of pith itself.
type convertFlags struct {
	*pipelineFlags

	output   string
	from     *choice
	exclude  []string
	flat     bool
	workers  int
	isolate  bool
	failOn   failOn
	manifest string
	resume   bool
	progress *choice
}

func newConvertFlags() *convertFlags {
	return &convertFlags{
		pipelineFlags: newPipelineFlags(),
		from:          newChoice("auto", "auto", "html", "text", "jsonl", "warc", "mhtml"),
		progress:      newChoice("auto", "auto", "plain", "none"),
	}
}

// add defines the flags.
func (f *convertFlags) add(fs *pflag.FlagSet) {
	f.pipelineFlags.add(fs)
	fs.StringVarP(&f.output, "output", "o", "", "output `file`, or folder for several inputs")
	fs.Var(f.from, "from", "what the inputs are")
	fs.Var(&f.failOn, "fail-on", "how many failed inputs make the exit code 1")
	fs.StringArrayVar(&f.exclude, "exclude", nil, "leave out of folders, as in .gitignore (repeatable `pattern`)")
	fs.BoolVar(&f.flat, "flat", false, "put all outputs into one folder")
	fs.IntVarP(&f.workers, "jobs", "j", 0, "`pages` at once (default: one for each processor)")
	fs.BoolVar(&f.isolate, "isolate", false, "extract in processes of their own, which a page may crash")
	fs.StringVar(&f.manifest, "manifest", "", "record every input in `file`, as JSON lines")
	fs.BoolVar(&f.resume, "resume", false, "skip what the manifest says is done and unchanged")
	fs.Var(f.progress, "progress", "progress on standard error")
}

// check refuses what means nothing, before anything is read.
func (f *convertFlags) check() error {
	switch {
	case f.workers < 0:
		return usage("", "--jobs: must not be less than 0")
	case f.resume && f.manifest == "":
		return usage("add --manifest FILE", "--resume needs the manifest of the run before")
	}
	return f.pipelineFlags.check()
}

// inferFormat takes the format from the name of the output file, unless -f
// says it.
func (f *convertFlags) inferFormat(flags *pflag.FlagSet) {
	if flags.Changed("format") {
		return
	}
	switch strings.ToLower(filepath.Ext(f.output)) {
	case ".md", ".markdown":
		f.render.format.value = formatMarkdown
	case ".html", ".htm":
		f.render.format.value = formatHTML
	case ".json":
		f.render.format.value = formatJSON
	case ".jsonl", ".ndjson":
		f.render.format.value = formatLines
	}
}

// convert is the main command: inputs in, articles out.
func (c *cli) convert(cmd *cobra.Command, f *convertFlags, args []string) error {
	f.inferFormat(cmd.Flags())
	if err := f.check(); err != nil {
		return err
	}
	exclude, err := batch.ParsePatterns(f.exclude)
	if err != nil {
		return usage("", "--exclude: %v", err)
	}
	if len(args) == 0 {
		if isTerminal(c.stdin) {
			return usage("give a file, a folder or a pipe; pith --help shows how", "no input")
		}
		args = []string{"-"}
	}
	if n := count(args, "-"); n > 1 {
		return usage("", "standard input can be read only once")
	}
	extractor, err := c.extractor(f.page, false)
	if err != nil {
		return err
	}
	found := batch.Walk(args, batch.WalkOptions{Exclude: exclude, Output: f.folderOutput()})
	ctx := cmd.Context()
	in := newInputs(ctx, c.stdin, f.from.value, args, found)
	if f.page.maxBytes > 0 {
		in.most = int64(f.page.maxBytes)
	}
	if err := f.checkManifest(in); err != nil {
		return err
	}
	to, err := newDestination(f, in, args, c.stdout)
	if err != nil {
		return err
	}
	settings := f.args(cmd.Flags())
	work := f.pipeline(extractor)
	if f.isolate {
		pool, err := newPool(settings, f.page.timeout)
		if err != nil {
			return err
		}
		defer pool.Close()
		work = pool.Extract
	}
	return c.batch(ctx, f, in, to, settings, work)
}

// folderOutput is the output where it may be a folder, for Walk to leave out.
func (f *convertFlags) folderOutput() string {
	if info, err := os.Stat(f.output); err == nil && info.IsDir() {
		return f.output
	}
	return ""
}

func count(list []string, s string) int {
	n := 0
	for _, one := range list {
		if one == s {
			n++
		}
	}
	return n
}

// pipeline makes the function that turns a page into its output.
func (f *pipelineFlags) pipeline(e *extract.Extractor) batch.Extract {
	return func(ctx context.Context, p batch.Page) (batch.Result, error) {
		a, err := e.Extract(ctx, extract.Input{
			Name: p.Name, URL: p.URL, ContentType: p.ContentType, Charset: p.Charset, Body: p.Body,
		})
		if err != nil {
			return batch.Result{}, err
		}
		a.Warnings = slices.Concat(p.Warnings, a.Warnings)
		words := a.WordCount()
		switch {
		case words < f.minWords:
			return batch.Result{}, &rejected{"too_short", fmt.Sprintf("article has %d words, fewer than --min-words %d", words, f.minWords)}
		case a.Confidence < f.minConfidence:
			return batch.Result{}, &rejected{"low_confidence",
				fmt.Sprintf("confidence is %.2f, less than --min-confidence %g", a.Confidence, f.minConfidence)}
		}
		data, err := f.render.render(a, p)
		return batch.Result{Data: data, Words: words, Warnings: a.Warnings}, err
	}
}

// rejected is an article that is not good enough for the user's flags.
type rejected struct{ code, message string }

func (e *rejected) Error() string { return e.message }

// Code implements batch.Coder.
func (e *rejected) Code() string { return e.code }

// Unwrap makes it count as no article.
func (e *rejected) Unwrap() error { return extract.ErrNoArticle }
