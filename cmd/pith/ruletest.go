package main

import (
	"bytes"
	"context"
	"strings"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/rule"
	"github.com/spf13/cobra"
)

const rulesTestLong = `Test runs the tests that rule files hold: each extracts a page, which must
contain some texts, must not contain others, and must have the given fields. A
selector of the rule that matches nothing on its own pages is a failure too.
Without an argument the rules in the user's folder are tested.`

func (c *cli) rulesTestCommand() *cobra.Command {
	format := newChoice(formatText, rule.Formats()...)
	cmd := &cobra.Command{
		Use:     "test [file|folder ...]",
		Short:   "run the tests of rule files",
		Long:    rulesTestLong,
		Example: "  pith rules test rules/\n  pith rules test --format junit rules/ > report.xml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{userFolder()}
			}
			sites, err := rule.Check(args...)
			if err != nil {
				return ruleFaults(c, err)
			}
			set, err := rule.Load(args...)
			if err != nil {
				return ruleFaults(c, err)
			}
			extractor, err := extract.New(extract.Options{Rules: set})
			if err != nil {
				return err
			}
			results, err := rule.Test(cmd.Context(), sites, pageForRule(extractor))
			if err != nil {
				return err
			}
			var report bytes.Buffer
			if err := rule.WriteResults(&report, format.value, results); err != nil {
				return err
			}
			out := &output{w: c.stdout}
			if err := out.write([]byte(printable(report.String()))); err != nil {
				return err
			}
			if rule.Failed(results) > 0 {
				return &exitError{code: exitFailed}
			}
			return nil
		},
	}
	cmd.Flags().VarP(format, "format", "f", "format of the report")
	return cmd
}

// pageForRule extracts a page for the tests of rules: the title, the text and
// the fields that tests can name.
func pageForRule(e *extract.Extractor) rule.Extractor {
	return func(ctx context.Context, page []byte, url string) (string, map[string]string, error) {
		a, err := e.Extract(ctx, extract.Input{Name: "page", URL: url, Body: bytes.NewReader(page)})
		if err != nil {
			return "", nil, err
		}
		return a.Title + "\n\n" + a.Text(), map[string]string{
			"title": a.Title, "author": strings.Join(a.Authors, ", "),
			"published": a.Published, "modified": a.Modified, "image": a.Image,
			"next": a.NextPage, "single-page": a.SinglePage,
		}, nil
	}
}

// checkRules validates the rules at paths, or all that are in force, and
// returns how many there are.
func checkRules(paths []string) (int, error) {
	if len(paths) > 0 {
		sites, err := rule.Check(paths...)
		return len(sites), err
	}
	set, err := rule.Load()
	if err != nil {
		return 0, err
	}
	return len(set.All()), nil
}
