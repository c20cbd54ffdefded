// Package process runs a program as a user would, and says what that took.
package process

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// Usage is what a run took.
type Usage struct {
	Wall time.Duration
	CPU  time.Duration // of all processors, user and system
	Peak int64         // largest resident memory in bytes; 0 where it cannot be told
}

// Busy is how many processors the run kept busy on average.
func (u Usage) Busy() float64 { return u.CPU.Seconds() / u.Wall.Seconds() }

// Run runs the program to its end. An exit code that is not in accept is an
// error, with what the program said.
func Run(ctx context.Context, program string, args []string, accept ...int) (Usage, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	var said strings.Builder
	cmd.Stderr = &said
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return Usage{}, err
	}
	peak := watch(cmd.Process.Pid)
	err := cmd.Wait()
	u := Usage{Wall: time.Since(start), CPU: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), Peak: peak()}
	if err := ctx.Err(); err != nil {
		return u, err
	}
	if code := cmd.ProcessState.ExitCode(); err == nil || slices.Contains(accept, code) {
		return u, nil
	}
	return u, fmt.Errorf("%s: %w: %s", cmd, err, last(said.String()))
}

// last returns the last line of text.
func last(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// Kill starts the program and kills it after some time, as kill -9 does. It
// reports whether the program was still running.
func Kill(ctx context.Context, after time.Duration, program string, args []string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, after)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	err := cmd.Run()
	if errors.Is(ctx.Err(), context.DeadlineExceeded) && cmd.ProcessState != nil && cmd.ProcessState.ExitCode() < 0 {
		return true, nil
	}
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return false, nil // pages that fail make an exit code
	}
	return false, err
}
