//go:build unix

package extract_test

import (
	"syscall"
	"time"
)

// processorTime is what this process has used, which does not count what else
// the machine does.
func processorTime() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		return 0
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
