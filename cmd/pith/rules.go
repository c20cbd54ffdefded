package main

import (
	"github.com/pithtext/pith/extract/rule"
	"github.com/spf13/cobra"
)

// siteRules loads the rules that --rules names. Nil means the embedded ones.
func (c *cli) siteRules(f *pageFlags) (*rule.Set, error) {
	return nil, nil
}

func (c *cli) rulesCommand() *cobra.Command {
	return &cobra.Command{Use: "rules", Short: "list, check and test site rules"}
}
