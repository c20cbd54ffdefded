package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/pithtext/pith/cmd/pith-lab/internal/copies"
)

// batchParts are what batch measures, in that order.
var batchParts = []string{"start", "speed", "memory", "warc", "kill"}

type batchFlags struct {
	pith   string
	work   string
	parts  []string
	pages  int
	rounds int
	warc   int
	kills  int
	seed   uint64
}

func newBatch() *cobra.Command {
	var f batchFlags
	c := &cobra.Command{
		Use:   "batch FOLDER...",
		Short: "Run pith over thousands of copies of pages: start, speed, memory, archives, kills",
		Args:  folders,
		RunE:  func(c *cobra.Command, args []string) error { return runBatch(c, &f, args) },
	}
	fs := c.Flags()
	fs.StringVar(&f.pith, "pith", "pith", "the program to run")
	fs.StringVar(&f.work, "work", "", "scratch `DIR`, which must not exist and is removed (default: a temporary one)")
	fs.StringSliceVar(&f.parts, "measure", batchParts, "what to measure")
	fs.IntVar(&f.pages, "pages", 10_000, "copies to make")
	fs.IntVar(&f.rounds, "rounds", 3, "runs for speed, each number of workers in turn")
	fs.IntVar(&f.warc, "warc", 1024, "size of the archive in MB")
	fs.IntVar(&f.kills, "kills", 20, "kills, of runs over a fifth of the copies")
	fs.Uint64Var(&f.seed, "seed", 1, "of the moments of the kills")
	return c
}

func (f *batchFlags) check() error {
	for _, p := range f.parts {
		if !slices.Contains(batchParts, p) {
			return usage("--measure: %q is not one of %v", p, batchParts)
		}
	}
	if f.pages < 100 || f.rounds < 1 || f.warc < 1 || f.kills < 1 {
		return usage("--pages wants at least 100, --rounds, --warc and --kills at least 1")
	}
	return nil
}

func runBatch(c *cobra.Command, f *batchFlags, corpora []string) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	program, err := exec.LookPath(f.pith)
	if err != nil {
		return usage("--pith: %v; build it with: go build -o pith ../pith", err)
	}
	work, err := f.scratch()
	if err != nil {
		return err
	}
	defer func() {
		if e := os.RemoveAll(work); err == nil {
			err = e
		}
	}()
	pages, err := copies.Unpack(corpora, filepath.Join(work, "pages"))
	if err != nil {
		return err
	}
	r := &batchRun{
		batchFlags: f, ctx: c.Context(), out: c.OutOrStdout(), program: program, work: work, corpus: pages,
		random: rand.New(rand.NewPCG(f.seed, 0)),
	}
	for _, part := range []struct {
		name string
		run  func() error
	}{{"start", r.start}, {"speed", r.speed}, {"memory", r.memory}, {"warc", r.archive}, {"kill", r.kill}} {
		if slices.Contains(f.parts, part.name) {
			if err := part.run(); err != nil {
				return fmt.Errorf("%s: %w", part.name, err)
			}
		}
	}
	return nil
}

func (f *batchFlags) scratch() (string, error) {
	if f.work == "" {
		return os.MkdirTemp("", "pith-lab-")
	}
	return f.work, os.Mkdir(f.work, 0o777)
}

// batchRun is one run of the command.
type batchRun struct {
	*batchFlags
	ctx     context.Context
	out     io.Writer
	program string
	work    string
	corpus  []copies.Page
	random  *rand.Rand
}

// path returns the path of a scratch file that is not there yet.
func (r *batchRun) path(name string) (string, error) {
	path := filepath.Join(r.work, name)
	return path, os.RemoveAll(path)
}

// folder makes a tree of n pages.
func (r *batchRun) folder(name string, n int) (root string, folders []string, err error) {
	if root, err = r.path(name); err != nil {
		return "", nil, err
	}
	folders, err = copies.Folder(r.corpus, n, root)
	return root, folders, err
}
