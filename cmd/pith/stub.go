package main

import (
	"context"
	"time"

	"github.com/pithtext/pith/extract/batch"
	"github.com/spf13/cobra"
)

	return &cobra.Command{Use: "explain", Run: func(*cobra.Command, []string) {}}
}
func (c *cli) checkCommand() *cobra.Command {
	return &cobra.Command{Use: "check", Run: func(*cobra.Command, []string) {}}
}
	return &cobra.Command{Use: "man", Run: func(*cobra.Command, []string) {}}
}
func (c *cli) workerCommand() *cobra.Command {
	return &cobra.Command{Use: "worker", Hidden: true, Run: func(*cobra.Command, []string) {}}
}

type pool struct{}

func newPool([]string, time.Duration) *pool { return nil }
func (p *pool) close()                      {}
func (p *pool) extract(context.Context, batch.Page) (batch.Result, error) {
	return batch.Result{}, nil
}
