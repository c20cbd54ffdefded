//go:build !linux

package speed

import "time"

// now is the time since the process began: only on Linux is processor time read.
func now() time.Duration { return time.Since(start) }

var start = time.Now()
