package main

import (
	"fmt"
	"path/filepath"

	"github.com/pithtext/pith/extract/batch"
	"github.com/pithtext/pith/extract/rule"
	"github.com/spf13/cobra"
)

const rulesImportLong = `Import translates site rules of others into ours and writes them to a folder,
one file a site. Of each file it says how many directives it imported, which not
and why, and which mean something else now; the rule's head says the same.

  ftr  site-config files of FiveFilters' Full-Text RSS, NAME.txt in a folder`

func (c *cli) rulesImportCommand() *cobra.Command {
	folder := ""
	cmd := &cobra.Command{
		Use:     "import ftr folder",
		Short:   "translate site rules of others",
		Long:    rulesImportLong,
		Example: "  pith rules import ftr ftr-site-config/ -o rules/",
		Args:    arguments(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] != "ftr" {
				return usage("", "rules import: %q is not ftr", args[0])
			}
			if folder == "" {
				return usage("add -o and a folder", "rules import: no folder to write to")
			}
			return c.importFTR(args[1], folder)
		},
	}
	cmd.Flags().StringVarP(&folder, "output", "o", "", "`folder` to write the rules to")
	return cmd
}

// listImported prints what of a file was not imported, and what was with a
// difference.
func listImported(out *output, f *rule.Imported) {
	out.printf("%s: %d of %d %s imported\n", quote(f.File), f.Directives-f.Left, f.Directives, plural(f.Directives, "directive"))
	for _, n := range f.Skipped {
		listDirective(out, n, "not imported: ")
	}
	for _, n := range f.Notes {
		listDirective(out, n, "imported, but ")
	}
}

func listDirective(out *output, n rule.NotImported, how string) {
	if n.Line == 0 {
		out.printf("  %s%s\n", how, clean(n.Why))
		return
	}
	out.printf("  line %d: %s\n    %s%s\n", n.Line, clean(n.Text), how, clean(n.Why))
}

// importFTR translates the site-config files in from and writes the rules to
// the folder to.
func (c *cli) importFTR(from, to string) error {
	files, faults := rule.ImportFTR(from)
	if files == nil && faults != nil {
		return ruleFaults(c, faults)
	}
	dir, err := batch.OpenFolder(to)
	if err != nil {
		return err
	}
	defer dir.Close()
	out := &output{w: c.stdout}
	written, directives, left := 0, 0, 0
	for _, f := range files {
		directives += f.Directives
		left += f.Left
		listImported(out, &f)
		if f.YAML == nil {
			continue
		}
		if err := dir.Write(f.Name, f.YAML); err != nil {
			return fmt.Errorf("%s: %w", quote(filepath.Join(to, f.Name)), err)
		}
		written++
	}
	if out.err != nil {
		return out.err
	}
	if !c.quiet {
		fmt.Fprintf(c.stderr, "pith: %d of %d %s imported, %d of %d directives\n",
			written, len(files), plural(len(files), "file"), directives-left, directives)
	}
	if faults != nil {
		return ruleFaults(c, faults)
	}
	return nil
}
