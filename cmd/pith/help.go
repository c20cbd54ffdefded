package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagGroups are the flags as the help shows them. Those in none stand under
// "Flags".
var flagGroups = []struct {
	title string
	names []string
}{
	{"Input", []string{"from", "url", "charset", "exclude"}},
	{"Output", []string{"format", "output", "flat", "fields", "front-matter", "standalone", "no-title", "links", "images",
		"tables", "wrap", "clean-urls"}},
	{"What is kept", []string{"favor", "engine", "type", "comments", "rules", "no-rules", "disable"}},
	{"Long runs", []string{"jobs", "isolate", "manifest", "resume", "progress"}},
	{"Acceptance", []string{"min-words", "min-confidence", "fail-on"}},
	{"Limits of a page", []string{"timeout", "max-bytes", "max-nodes", "max-depth", "max-attributes", "max-text", "max-data", "max-data-depth"}},
}

// helpWidth is where the help of flags is wrapped.
const helpWidth = 100

// groupedFlags are the flags of a command by group, those without one first.
func groupedFlags(cmd *cobra.Command) (titles []string, sets []*pflag.FlagSet) {
	titles, sets = []string{"Flags"}, []*pflag.FlagSet{pflag.NewFlagSet("", pflag.ContinueOnError)}
	for _, g := range flagGroups {
		titles = append(titles, g.title)
		sets = append(sets, pflag.NewFlagSet("", pflag.ContinueOnError))
	}
	cmd.Flags().VisitAll(func(flag *pflag.Flag) {
		group := slices.IndexFunc(flagGroups, func(g struct {
			title string
			names []string
		}) bool {
			return slices.Contains(g.names, flag.Name)
		})
		sets[group+1].AddFlag(flag)
	})
	// In the order of the table, since it puts what is asked for most first.
	for i, g := range flagGroups {
		ordered := pflag.NewFlagSet("", pflag.ContinueOnError)
		ordered.SortFlags = false
		for _, name := range g.names {
			if flag := sets[i+1].Lookup(name); flag != nil {
				ordered.AddFlag(flag)
			}
		}
		sets[i+1] = ordered
	}
	return titles, sets
}

// usageText is the help of a command after its description.
func usageText(cmd *cobra.Command) string {
	var b strings.Builder
	b.WriteString("Usage:\n")
	if cmd.Runnable() {
		fmt.Fprintf(&b, "  %s\n", cmd.UseLine())
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "  %s [command]\n", cmd.CommandPath())
	}
	if cmd.HasExample() {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", cmd.Example)
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nCommands:\n")
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintf(&b, "  %-*s %s\n", sub.NamePadding(), sub.Name(), sub.Short)
			}
		}
	}
	titles, sets := groupedFlags(cmd)
	for i, set := range sets {
		if set.HasAvailableFlags() {
			fmt.Fprintf(&b, "\n%s:\n%s", titles[i], set.FlagUsagesWrapped(helpWidth))
		}
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n%s COMMAND --help tells more about a command.\n", cmd.CommandPath())
	}
	return b.String()
}

// setHelp gives root and the commands below it pith's own help.
func setHelp(root *cobra.Command) {
	root.SetUsageFunc(func(cmd *cobra.Command) error {
		_, err := fmt.Fprint(cmd.OutOrStderr(), usageText(cmd))
		return err
	})
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Short = "show the help of a command"
		case "completion":
			cmd.Short = "write a completion script for bash, zsh, fish or PowerShell"
		}
	}
}
