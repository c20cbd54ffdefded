package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version returns the module's version as the build recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

func (c *cli) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version and how it was built",
		Args:  arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			out := &output{w: c.stdout}
			out.printf("pith %s\n", version())
			out.printf("go %s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
			for _, key := range []string{"vcs.revision", "vcs.time", "vcs.modified"} {
				if value := setting(key); value != "" {
					out.printf("%s %s\n", key, value)
				}
			}
			return out.err
		},
	}
}

// setting returns what the build recorded under key, or "".
func setting(key string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

// outputError is a failed write to standard output or to the output file.
type outputError struct{ err error }

func (e *outputError) Error() string { return fmt.Sprintf("cannot write: %v", e.err) }

func (e *outputError) Unwrap() error { return e.err }
