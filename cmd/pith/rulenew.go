package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/batch"
	"github.com/pithtext/pith/extract/rule"
	"github.com/spf13/cobra"
)

const rulesNewLong = `New writes a first rule for a site from what pith finds on one of its pages:
selectors of the story, of the noise inside it, of title, author and date, and a
test that expects what the rule makes of the page. The site is a host such as
example.com; the page is a file, which the test names.

Without -o the rule goes to standard output. What it keeps is compared with what
pith finds alone.`

// rulesNewFlags are the flags of pith rules new.
type rulesNewFlags struct {
	page   *pageFlags
	folder string
}

func (c *cli) rulesNewCommand() *cobra.Command {
	f := &rulesNewFlags{page: newPageFlags()}
	cmd := &cobra.Command{
		Use:     "new site page",
		Short:   "write a first rule for a site from one of its pages",
		Long:    rulesNewLong,
		Example: "  pith rules new example.com story.html\n  pith rules new -o rules/ --url https://example.com/story example.com story.html",
		Args:    arguments(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.newRule(cmd, f, args[0], args[1])
		},
	}
	cmd.Flags().StringVarP(&f.folder, "output", "o", "", "`folder` to write SITE.yaml to")
	cmd.Flags().StringVar(&f.page.url, "url", "", "address of the page")
	return cmd
}

// thin and thick are the shares of words lost and gained from which on a new
// rule is said to differ from what pith finds alone.
const (
	thin  = 0.98
	thick = 0.05
)

func (c *cli) newRule(cmd *cobra.Command, f *rulesNewFlags, site, page string) error {
	host, err := rule.Host(site)
	if err != nil {
		return usage("", "rules new: site: %w", err)
	}
	if page == "-" {
		return usage("save the page to a file", "rules new: the rule's test needs a file, not standard input")
	}
	options, err := f.page.options()
	if err != nil {
		return err
	}
	extractor, err := extract.New(options)
	if err != nil {
		return err
	}
	body, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	draft, err := extractor.DraftRule(cmd.Context(), host, testPage(f.folder, page), extract.Input{Name: page}, body)
	if err != nil {
		return c.newRuleError(page, err)
	}
	out := &output{w: c.stdout}
	if f.folder == "" {
		if err := out.write(draft.YAML); err != nil {
			return err
		}
	} else if err := c.writeRule(f.folder, host+".yaml", draft.YAML); err != nil {
		return err
	}
	if !c.quiet && (draft.Same < thin || draft.More > thick) {
		fmt.Fprintf(c.stderr, "pith: with this rule %.0f%% of the words that pith finds alone are kept, and %.0f%% of what is kept are others; look at content and remove\n",
			100*draft.Same, 100*draft.More)
	}
	return nil
}

// newRuleError is the error of a page that no rule can be written from.
func (c *cli) newRuleError(page string, err error) error {
	var faulty *rule.Error
	if errors.As(err, &faulty) {
		return &exitError{exitFailed, err, "pith explain shows what pith finds on the page"}
	}
	outcome := batch.Outcome{Page: batch.Page{Name: page}, Err: err}
	code := exitFailed
	if batch.Code(err) == "no_article" {
		code = exitNoArticle
	}
	return &exitError{code, inputError(outcome), hintFor(err)}
}

// testPage is the page's path as a rule file in folder names it.
func testPage(folder, page string) string {
	if folder == "" || filepath.IsAbs(page) {
		return filepath.ToSlash(page)
	}
	if rel, err := filepath.Rel(absolute(folder), absolute(page)); err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(absolute(page))
}

// writeRule writes a new rule file, and never over one that is there.
func (c *cli) writeRule(folder, name string, data []byte) error {
	path := filepath.Join(folder, name)
	if _, err := os.Lstat(path); err == nil {
		return &exitError{exitFailed, fmt.Errorf("%s: there is a rule already", quote(path)), "write to another folder with -o, and compare the two"}
	}
	dir, err := batch.OpenFolder(folder)
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := dir.Write(name, data); err != nil {
		return err
	}
	if !c.quiet {
		fmt.Fprintf(c.stderr, "pith: %s written; pith rules test %s runs its test\n", quote(path), quote(path))
	}
	return nil
}
