package main

import (
	"runtime"

	"github.com/spf13/cobra"

	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
	"github.com/pithtext/pith/extract"
)

// pithFlags are the flags of the commands that run pith over corpora.
type pithFlags struct {
	engine, favor string
	rules         string
	disable       []string
	typeFromTruth bool
	folds         string
	sample        int
	workers       int
	untrained     bool // only export asks for it
}

func (f *pithFlags) add(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.engine, "engine", "", "pith's engine: model or readability")
	fs.StringVar(&f.favor, "favor", "", "pith's balance: balance, precision or recall")
	fs.StringVar(&f.rules, "rules", "off", "embedded site rules: on or off")
	fs.StringSliceVar(&f.disable, "disable", nil, "IDs of boilerplate rules that do not run")
	fs.BoolVar(&f.typeFromTruth, "type-from-truth", false, "tell pith each page's type")
	fs.StringVar(&f.folds, "folds", "", "cross-validate with the models `DIR`/fold-0.pith …")
	fs.IntVar(&f.sample, "sample", 0, "take `N` pages spread over each corpus")
	fs.IntVarP(&f.workers, "jobs", "j", runtime.GOMAXPROCS(0), "pages at once")
}

func (f *pithFlags) options() (system.PithOptions, error) {
	if f.rules != "on" && f.rules != "off" {
		return system.PithOptions{}, usage("--rules: %q is neither on nor off", f.rules)
	}
	var model *extract.Model // nil is the embedded one
	if f.untrained {
		model = extract.UntrainedModel()
	}
	return system.PithOptions{
		Extract: extract.Options{
			Model:   model,
			Engine:  extract.Engine(f.engine),
			Favor:   extract.Favor(f.favor),
			NoRules: f.rules == "off",
			Disable: f.disable,
		},
		TypeFromTruth: f.typeFromTruth,
		Folds:         f.folds,
	}, nil
}

// load reads the corpora that the command line names, sampled.
func (f *pithFlags) load(dirs []string) ([]*corpus.Corpus, error) {
	cs, err := corpus.LoadAll(dirs)
	if err != nil {
		return nil, err
	}
	for _, c := range cs {
		c.Sample(f.sample)
	}
	return cs, nil
}

// traced returns pith with traces, and the corpora that the command line names.
func (f *pithFlags) traced(dirs []string) (*system.Pith, []*corpus.Corpus, error) {
	options, err := f.options()
	if err != nil {
		return nil, nil, err
	}
	options.Extract.Trace = true
	pith, err := system.NewPith(options)
	if err != nil {
		return nil, nil, errUsage{err}
	}
	corpora, err := f.load(dirs)
	if err != nil {
		return nil, nil, err
	}
	return pith, corpora, nil
}
