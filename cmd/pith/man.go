package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/pithtext/pith/extract/batch"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (c *cli) manCommand() *cobra.Command {
	folder := ""
	cmd := &cobra.Command{
		Use:   "man [command ...]",
		Short: "print a manual page, or write all of them to a folder",
		Example: "  pith man | man -l -\n  pith man explain | man -l -\n" +
			"  pith man -o /usr/local/share/man/man1",
		RunE: func(cmd *cobra.Command, args []string) error {
			if folder != "" {
				return writeManuals(cmd.Root(), folder)
			}
			about, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usage("pith --help lists the commands", "no command %q", strings.Join(args, " "))
			}
			return (&output{w: c.stdout}).write(manual(about))
		},
	}
	cmd.Flags().StringVarP(&folder, "output", "o", "", "`folder` to write all manual pages to")
	return cmd
}

// writeManuals writes the manual pages of cmd and of the commands below it.
func writeManuals(root *cobra.Command, folder string) error {
	out, err := batch.OpenFolder(folder)
	if err != nil {
		return err
	}
	defer out.Close()
	var write func(cmd *cobra.Command) error
	write = func(cmd *cobra.Command) error {
		if cmd.Hidden || cmd.Name() == "help" {
			return nil
		}
		if err := out.Write(manualName(cmd)+".1", manual(cmd)); err != nil {
			return fmt.Errorf("%s: %w", quote(filepath.Join(folder, manualName(cmd)+".1")), err)
		}
		for _, sub := range cmd.Commands() {
			if err := write(sub); err != nil {
				return err
			}
		}
		return nil
	}
	return write(root)
}

func manualName(cmd *cobra.Command) string {
	return strings.ReplaceAll(cmd.CommandPath(), " ", "-")
}

// manual writes the manual page of cmd in roff, with the macros of man(7).
func manual(cmd *cobra.Command) []byte {
	var b bytes.Buffer
	name := manualName(cmd)
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"pith\" \"User commands\"\n", strings.ToUpper(roff(name)))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(name), roff(cmd.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(cmd.UseLine()))
	if cmd.Long != "" {
		b.WriteString(".SH DESCRIPTION\n")
		for i, paragraph := range strings.Split(cmd.Long, "\n\n") {
			if i > 0 {
				b.WriteString(".PP\n")
			}
			b.WriteString(roff(paragraph) + "\n")
		}
	}
	b.WriteString(".SH OPTIONS\n")
	titles, sets := groupedFlags(cmd)
	for i, set := range sets {
		if i > 0 && set.HasAvailableFlags() {
			fmt.Fprintf(&b, ".SS %s\n", roff(titles[i]))
		}
		manualFlags(&b, set)
	}
	if cmd.Example != "" {
		fmt.Fprintf(&b, ".SH EXAMPLES\n.EX\n%s\n.EE\n", roff(cmd.Example))
	}
	var related []string
	if cmd.HasParent() {
		related = append(related, manualName(cmd.Parent()))
	}
	for _, sub := range cmd.Commands() {
		if !sub.Hidden && sub.Name() != "help" {
			related = append(related, manualName(sub))
		}
	}
	if len(related) > 0 {
		b.WriteString(".SH SEE ALSO\n")
		for i, r := range related {
			comma := ","
			if i == len(related)-1 {
				comma = ""
			}
			fmt.Fprintf(&b, ".BR %s (1)%s\n", roff(r), comma)
		}
	}
	return b.Bytes()
}

func manualFlags(b *bytes.Buffer, flags *pflag.FlagSet) {
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden {
			return
		}
		value, text := pflag.UnquoteUsage(flag)
		label := "--" + flag.Name
		if flag.Shorthand != "" {
			label = "-" + flag.Shorthand + ", " + label
		}
		fmt.Fprintf(b, ".TP\n.B %s", roff(label))
		if value != "" {
			fmt.Fprintf(b, " \\fI%s\\fR", roff(value))
		}
		b.WriteString("\n" + roff(text) + "\n")
	})
}

// roff escapes what roff would read as markup.
func roff(s string) string {
	s = strings.ReplaceAll(s, `\`, `\e`)
	s = strings.ReplaceAll(s, "-", `\-`)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
