package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/pithtext/pith/extract/rule"
	"github.com/spf13/cobra"
)

// siteRules loads the site rules in force: the embedded ones, the user's and
// those that --rules names. Nil leaves it to the library, which has none to
// load with --no-rules.
func (c *cli) siteRules(f *pageFlags) (*rule.Set, error) {
	if f.noRules {
		return nil, nil
	}
	return rule.Load(f.rules...)
}

const rulesLong = `Site rules know where one site keeps its story. They are YAML files: those that
pith ships with, those in the user's configuration folder, those that --rules
names; for the same site a later one replaces an earlier one.

%s is the user's folder.`

func (c *cli) rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "list, check, test and write site rules",
		Long:  fmt.Sprintf(rulesLong, userFolder()),
		Args:  arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return usage("pith rules --help lists the commands", "rules: a command is missing")
		},
	}
	cmd.AddCommand(c.rulesListCommand(), c.rulesShowCommand(), c.rulesCheckCommand(), c.rulesTestCommand(), c.rulesNewCommand(), c.rulesImportCommand())
	for _, sub := range cmd.Commands() {
		completeChoices(sub)
	}
	return cmd
}

func userFolder() string {
	if folder := rule.UserFolder(); folder != "" {
		return folder
	}
	return "$XDG_CONFIG_HOME/pith/rules"
}

func (c *cli) rulesListCommand() *cobra.Command {
	f := newPageFlags()
	cmd := &cobra.Command{
		Use:   "list",
		Short: "list the rules in force, and where they came from",
		Args:  arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			set, err := c.siteRules(f)
			if err != nil {
				return ruleFaults(c, err)
			}
			out := &output{w: c.stdout}
			var b strings.Builder
			table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
			for _, site := range set.All() {
				instead := ""
				for _, s := range set.Shadows(site) {
					instead += fmt.Sprintf("  replaces %s", s.File)
				}
				fmt.Fprintf(table, "%s%s\t%s\t%s%s\n", site.Name, site.Path, site.Origin, site.File, instead)
			}
			// Writing to memory does not fail.
			_ = table.Flush()
			out.printf("%s", printable(b.String()))
			return out.err
		},
	}
	addRules(cmd, f)
	return cmd
}

func addRules(cmd *cobra.Command, f *pageFlags) {
	cmd.Flags().StringArrayVar(&f.rules, "rules", nil, "site rules to add: a `file` or folder (repeatable)")
}

func (c *cli) rulesShowCommand() *cobra.Command {
	f := newPageFlags()
	cmd := &cobra.Command{
		Use:     "show site",
		Short:   "print the rule in force for a site or platform",
		Example: "  pith rules show euromaidanpress.com",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			set, err := c.siteRules(f)
			if err != nil {
				return ruleFaults(c, err)
			}
			sites := set.Find(args[0])
			if len(sites) == 0 {
				var names []string
				for _, s := range set.All() {
					names = append(names, s.Name)
				}
				hint := "pith rules list shows all of them"
				if n := nearest(args[0], names); n != "" {
					hint = "did you mean " + n + "?"
				}
				return &exitError{exitFailed, fmt.Errorf("no rule for %s", quote(args[0])), hint}
			}
			out := &output{w: c.stdout}
			for _, s := range sites {
				out.printf("# %s (%s)\n%s", quote(s.File), s.Origin, printable(s.Source))
			}
			return out.err
		},
	}
	addRules(cmd, f)
	return cmd
}

func (c *cli) rulesCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "check [file|folder ...]",
		Short:   "validate rule files",
		Long:    "Check validates rule files, or the rules in the user's folder and those that pith ships with, and prints every fault with its file and line.",
		Example: "  pith rules check rules/",
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := checkRules(args)
			if err != nil {
				return ruleFaults(c, err)
			}
			if !c.quiet {
				fmt.Fprintf(c.stderr, "pith: %d %s checked, no faults\n", n, plural(n, "rule"))
			}
			return nil
		},
	}
}

// ruleFaults prints every fault of rule files.
func ruleFaults(c *cli, err error) error {
	for _, fault := range faultsOf(err) {
		c.fail(fault, "")
	}
	return &exitError{code: exitFailed}
}

// faultsOf takes joined errors apart.
func faultsOf(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range joined.Unwrap() {
			all = append(all, faultsOf(e)...)
		}
		return all
	}
	return []error{err}
}
