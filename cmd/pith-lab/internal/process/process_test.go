package process

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestMain makes this program one that tests can run.
func TestMain(m *testing.M) {
	switch os.Getenv("PROCESS_TEST") {
	case "fail":
		fmt.Fprintln(os.Stderr, "first\nout of cheese")
		os.Exit(3)
	case "hold":
		held := make([]byte, 64<<20)
		for i := range held {
			held[i] = 1
		}
		time.Sleep(100 * time.Millisecond)
		runtime.KeepAlive(held)
		os.Exit(0)
	case "sleep":
		time.Sleep(time.Hour)
	}
	os.Exit(m.Run())
}

func TestRun(t *testing.T) {
	t.Setenv("PROCESS_TEST", "hold")
	u, err := Run(t.Context(), os.Args[0], nil)
	if err != nil || u.Wall <= 0 || u.CPU <= 0 {
		t.Errorf("%+v, %v", u, err)
	}
	if runtime.GOOS == "linux" && (u.Peak < 64<<20 || u.Peak > 256<<20) {
		t.Errorf("a process that holds 64 MB has a peak of %d bytes", u.Peak)
	}
	t.Setenv("PROCESS_TEST", "fail")
	if _, err := Run(t.Context(), os.Args[0], nil, 1); err == nil || !strings.HasSuffix(err.Error(), "out of cheese") {
		t.Errorf("got %v", err)
	}
	if _, err := Run(t.Context(), os.Args[0], nil, 1, 3); err != nil {
		t.Errorf("got %v for an exit code that is accepted", err)
	}
}

func TestKill(t *testing.T) {
	t.Setenv("PROCESS_TEST", "sleep")
	if killed, err := Kill(t.Context(), 50*time.Millisecond, os.Args[0], nil); !killed || err != nil {
		t.Errorf("%v, %v", killed, err)
	}
	t.Setenv("PROCESS_TEST", "fail")
	if killed, err := Kill(t.Context(), time.Hour, os.Args[0], nil); killed || err != nil {
		t.Errorf("%v, %v", killed, err)
	}
	if _, err := Kill(t.Context(), time.Hour, "no-such-program", nil); err == nil {
		t.Error("no error for a program that is missing")
	}
}
