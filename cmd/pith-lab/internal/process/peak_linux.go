package process

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
	"time"
)

// watch follows the largest resident memory of a process. The kernel hands that
// out with the exit code too, but counts in what the parent held when it started
// the process.
func watch(pid int) (peak func() int64) {
	var most atomic.Int64
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for pause := time.Millisecond; ; pause = min(pause*11/10, 20*time.Millisecond) {
			select {
			case <-done:
				return
			case <-time.After(pause):
				most.Store(max(most.Load(), highWater(pid)))
			}
		}
	}()
	return func() int64 {
		close(done)
		<-ended
		return most.Load()
	}
}

// highWater reads VmHWM of a process, 0 once it has ended.
func highWater(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	value, _, _ := bytes.Cut(rest, []byte("kB"))
	n, err := strconv.ParseInt(string(bytes.TrimSpace(value)), 10, 64)
	if err != nil {
		return 0
	}
	return n << 10
}
