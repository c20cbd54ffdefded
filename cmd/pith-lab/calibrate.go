package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pithtext/pith/cmd/pith-lab/internal/calibration"
	"github.com/pithtext/pith/cmd/pith-lab/internal/corpus"
	"github.com/pithtext/pith/cmd/pith-lab/internal/eval"
	"github.com/pithtext/pith/cmd/pith-lab/internal/system"
	"github.com/pithtext/pith/cmd/pith-lab/internal/table"
)

func newCalibrate() *cobra.Command {
	var f pithFlags
	var bins int
	c := &cobra.Command{
		Use:   "calibrate FOLDER...",
		Short: "Hold pith's confidence against how well it really did",
		Args:  folders,
		RunE: func(c *cobra.Command, args []string) error {
			if bins < 1 {
				return usage("--bins: %d is less than 1", bins)
			}
			return runCalibrate(c, &f, args, bins)
		},
	}
	f.add(c)
	c.Flags().IntVar(&bins, "bins", 10, "bins of equal width from 0 to 1")
	return c
}

func runCalibrate(c *cobra.Command, f *pithFlags, dirs []string, bins int) error {
	options, err := f.options()
	if err != nil {
		return err
	}
	pith, err := system.NewPith(options)
	if err != nil {
		return errUsage{err}
	}
	corpora, err := f.load(dirs)
	if err != nil {
		return err
	}
	out := c.OutOrStdout()
	for _, cp := range corpora {
		results, err := eval.Run(c.Context(), pith, []*corpus.Corpus{cp}, f.workers, nil)
		if err != nil {
			return err
		}
		curve := calibration.Curve(results, bins)
		fmt.Fprintf(out, "## %s: %d pages, calibration error %.3f, ordered rightly %.3f\n\n",
			cp.Name, len(results), calibration.Error(curve), calibration.Order(results))
		if err := curveTable(curve).Text(out); err != nil {
			return err
		}
		fmt.Fprintln(out)
	}
	return nil
}

func curveTable(curve []calibration.Bin) *table.Table {
	t := &table.Table{Header: []string{"confidence", "pages", "mean confidence", "mean score",
		fmt.Sprintf("share >= %g", calibration.GoodScore)}}
	for _, b := range curve {
		name := fmt.Sprintf("%.2f-%.2f", b.Low, b.High)
		if b.Pages == 0 {
			t.Add(name, 0, "", "", "")
			continue
		}
		t.Add(name, b.Pages, b.Confidence, b.Score, b.Good)
	}
	return t
}
