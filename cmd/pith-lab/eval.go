package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/eval"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
)

type evalFlags struct {
	pithFlags
	system    string
	min       string
	worst     int
	worstType string
	json      string
	diff      string
	dump      string
}

func newEval() *cobra.Command {
	var f evalFlags
	c := &cobra.Command{
		Use:   "eval FOLDER...",
		Short: "Score pith, or a peer, on corpora",
		Args:  folders,
		RunE:  func(c *cobra.Command, args []string) error { return runEval(c, &f, args) },
	}
	f.add(c)
	fs := c.Flags()
	fs.StringVar(&f.system, "system", "pith", "what to score: "+strings.Join(system.Names(), ", "))
	fs.StringVar(&f.min, "min", "", "fail below these figures: `0.885`, or article=0.96,segments-dev:overall=0.9")
	fs.IntVar(&f.worst, "worst", 10, "list the `N` worst pages, and with --diff the N that moved most")
	fs.StringVar(&f.worstType, "worst-type", "", "list worst pages of this `TYPE` only")
	fs.StringVar(&f.json, "json", "", "write each page's result to `FILE`, one JSON object a line")
	fs.StringVar(&f.diff, "diff", "", "compare with the results in `FILE`, written by --json before")
	fs.StringVar(&f.dump, "dump", "", "write each page's text to `DIR`/CORPUS/ID.txt")
	return c
}

func runEval(c *cobra.Command, f *evalFlags, dirs []string) error {
	floors, err := eval.ParseFloors(f.min)
	if err != nil {
		return usage("--min: %w", err)
	}
	before, err := readResults(f.diff)
	if err != nil {
		return err
	}
	options, err := f.options()
	if err != nil {
		return err
	}
	sys, err := system.Open(f.system, options)
	if err != nil {
		return errUsage{err}
	}
	corpora, err := f.load(dirs)
	if err != nil {
		return err
	}
	results, err := eval.Run(c.Context(), sys, corpora, f.workers, dumper(f.dump))
	if err != nil {
		return err
	}
	if err := writeResults(f.json, results); err != nil {
		return err
	}
	summaries := make([]eval.Summary, len(corpora))
	for i, cp := range corpora {
		summaries[i] = eval.Summarize(cp, results)
	}
	if err := report(c.OutOrStdout(), summaries); err != nil {
		return err
	}
	if err := listWorst(c.OutOrStdout(), eval.Worst(results, f.worstType, f.worst)); err != nil {
		return err
	}
	if f.diff != "" {
		if err := listMoves(c.OutOrStdout(), before, results, f.worst); err != nil {
			return err
		}
	}
	return checkFloors(c.ErrOrStderr(), floors, summaries)
}

func checkFloors(w io.Writer, floors []eval.Floor, summaries []eval.Summary) error {
	short, err := eval.Below(floors, summaries)
	if err != nil {
		return usage("--min: %w", err)
	}
	for _, s := range short {
		fmt.Fprintf(w, "pith-lab: %s %s is %.4f, below %.4f\n", s.Corpus, s.Key, s.Got, s.Value)
	}
	if len(short) > 0 {
		return fmt.Errorf("%d figures below --min", len(short))
	}
	return nil
}

// dumper returns a function that writes answers below dir, or nil without dir.
func dumper(dir string) func(*corpus.Page, system.Answer) error {
	if dir == "" {
		return nil
	}
	return func(p *corpus.Page, a system.Answer) error {
		path := filepath.Join(dir, p.Corpus, p.ID+".txt")
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return os.WriteFile(path, []byte(a.Text), 0o644)
	}
}

func readResults(path string) ([]eval.Result, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := eval.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

func writeResults(path string, results []eval.Result) error {
	if path == "" {
		return nil
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := eval.Write(f, results); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
