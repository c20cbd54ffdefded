package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const rootLong = `Pith takes the article out of saved web pages: clean text, Markdown, HTML or
JSON, without navigation, appeals, notices and related posts.

Inputs are files, folders, "-" or a pipe. Pages may be compressed with gzip;
.mhtml, .warc, .warc.gz and .warc.zst are opened for what they are. One input
goes to standard output, several to a folder (-o DIR) or to one stream
(-f jsonl).

Exit codes: 0 all done, 1 some inputs failed, 2 wrong usage, 3 no article in
the only input, 130 interrupted.`

const rootExample = `  curl -s https://example.com/story | pith --url https://example.com/story
  pith -f markdown page.html
  pith -f markdown -o articles/ saved-pages/
  pith -f jsonl -o articles.jsonl saved-pages/
  pith -f markdown -o articles/ --manifest run.jsonl --resume saved-pages/
  pith -f jsonl --fields url,title,text crawl.warc.gz
  pith -f jsonl --from jsonl < pages.jsonl
  pith explain --dropped page.html`

// root builds the command and all below it.
func (c *cli) root() *cobra.Command {
	f := newConvertFlags()
	cmd := &cobra.Command{
		Use:           "pith [flags] [input ...]",
		Short:         "take the article out of web pages",
		Long:          rootLong,
		Example:       rootExample,
		Version:       version(),
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.convert(cmd, f, args)
		},
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
	}
	cmd.SetVersionTemplate("pith {{.Version}}\n")
	cmd.SetFlagErrorFunc(flagError)
	persistent := cmd.PersistentFlags()
	persistent.BoolVarP(&c.quiet, "quiet", "q", false, "errors only: no progress, summary, warnings and hints")
	persistent.BoolVarP(&c.verbose, "verbose", "v", false, "also warnings of each page and what was skipped")
	f.add(cmd.Flags())
	completeChoices(cmd)
	for _, sub := range []*cobra.Command{
		c.explainCommand(), c.rulesCommand(), c.checkCommand(), c.versionCommand(), c.manCommand(), c.workerCommand(),
	} {
		completeChoices(sub)
		cmd.AddCommand(sub)
	}
	setHelp(cmd)
	return cmd
}

// arguments makes a wrong number of arguments wrong usage.
func arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		hint := "usage: " + cmd.UseLine()
		switch {
		case len(args) < least:
			return usage(hint, "%s: an argument is missing", cmd.CommandPath())
		case len(args) > most:
			return usage(hint, "%s: too many arguments, from %q on", cmd.CommandPath(), args[most])
		}
		return nil
	}
}

// completeChoices makes the shell complete the words that flags take.
func completeChoices(cmd *cobra.Command) {
	cmd.Flags().VisitAll(func(flag *pflag.Flag) {
		if words, ok := flag.Value.(*choice); ok {
			// It fails only for a flag that is not there.
			_ = cmd.RegisterFlagCompletionFunc(flag.Name, cobra.FixedCompletions(words.accept, cobra.ShellCompDirectiveNoFileComp))
		}
	})
}

// flagError says what is wrong with a flag, and what would be right.
func flagError(cmd *cobra.Command, err error) error {
	var (
		value   *pflag.InvalidValueError
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		choice  *choiceError
	)
	switch {
	case errors.As(err, &value):
		name := "--" + value.GetFlag().Name
		if errors.As(err, &choice) {
			return usage(choice.hint(), "%s: %v", name, choice)
		}
		cause := errors.Unwrap(value)
		var number *strconv.NumError
		if errors.As(cause, &number) || strings.HasPrefix(cause.Error(), "time: ") {
			return usage("", "%s: %q is not a %s", name, value.GetValue(), kindOf(value.GetFlag()))
		}
		return usage("", "%s: %v", name, cause)
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			return usage("pith --help lists the flags", "unknown flag -%s", name)
		}
		var names []string
		cmd.Flags().VisitAll(func(flag *pflag.Flag) { names = append(names, flag.Name) })
		hint := "pith --help lists the flags"
		if n := nearest(name, names); n != "" {
			hint = "did you mean --" + n + "?"
		}
		return usage(hint, "unknown flag --%s", name)
	case errors.As(err, &missing):
		return usage("", "--%s needs a value", missing.GetFlag().Name)
	}
	return usage("", "%v", err)
}

// kindOf names what a flag takes.
func kindOf(flag *pflag.Flag) string {
	switch flag.Value.Type() {
	case "int":
		return "whole number"
	case "float64":
		return "number"
	case "duration":
		return "time such as 10s or 1m30s"
	case "bool":
		return "yes or no (true or false)"
	}
	return flag.Value.Type()
}
