//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestCtrlC interrupts a run that waits for standard input after three pages:
// what is done is kept and in the manifest, and the same command with --resume
// ends as a run that was not interrupted.
func TestCtrlC(t *testing.T) {
	const pages = "../../testdata/script/pages"
	last, err := os.ReadFile(harbour)
	if err != nil {
		t.Fatal(err)
	}
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		for _, args := range [][]string{{"-f", "markdown"}, {"-f", "jsonl"}, {"-f", "markdown", "--isolate"}} {
			dir := t.TempDir()
			out := filepath.Join(dir, "out")
			manifest := filepath.Join(dir, "manifest")
			// Guessing what standard input is would wait for its first bytes.
			args = append(args, "--from", "html", "--timeout", "5m", "-j", "2", "--fail-on", "none", "--manifest", manifest, pages, "-")
			if args[1] == "markdown" {
				out += "/"
			}
			if code, stderr := interrupted(t, signal, manifest, slices.Concat(args, []string{"-o", out})); code != exitInterrupted || stderr !=
				"pith: error: ../../testdata/script/pages/shell.html: no article found: the page needs JavaScript to show its text\n"+
					"pith: interrupted after 3 pages: 2 done, 1 failed\npith: hint: the same command with --resume goes on\n" {
				t.Fatalf("%v %q: exit code %d, %s", signal, args, code, stderr)
			}
			// Not in this process, whose file is no pith that --isolate could start.
			code, stderr := finished(t, last, slices.Concat(args, []string{"-o", out, "--resume"}))
			if code != 0 || !strings.Contains(stderr, "pith: 4 pages: 1 done, 2 unchanged, 1 failed\n") {
				t.Errorf("%q: exit code %d, %s", args, code, stderr)
			}
			whole := strings.Replace(out, dir, t.TempDir(), 1)
			if code, stderr := finished(t, last, slices.Concat(args, []string{"-o", whole})); code != 0 {
				t.Fatal(stderr)
			}
			if diff := cmp.Diff(tree(t, whole), tree(t, out)); diff != "" {
				t.Errorf("%q: %s", args, diff)
			}
		}
	}
}

// interrupted runs the program, sends it a signal when the manifest has three
// lines, and returns how it ended.
func interrupted(t *testing.T, signal os.Signal, manifest string, args []string) (code int, stderr string) {
	t.Helper()
	cmd := exec.Command("pith", args...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	for {
		data, _ := os.ReadFile(manifest)
		if bytes.Count(data, []byte("\n")) >= 3 {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	if err := cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), errs.String()
}

// finished runs the program to its end.
func finished(t *testing.T, stdin []byte, args []string) (code int, stderr string) {
	t.Helper()
	cmd := exec.Command("pith", args...)
	var errs bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(stdin), &errs
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), errs.String()
}

// tree is what the files at and below path hold.
func tree(t *testing.T, path string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.Walk(path, func(name string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		out[strings.TrimPrefix(name, path)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSecondCtrlC ends a program at once that cannot finish what is in flight: a
// pipe that stays silent.
func TestSecondCtrlC(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe.html")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	cmd := exec.Command("pith", pipe)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- cmd.Wait() }()
	// Only when the program reads can the pipe be opened for writing.
	for {
		fd, err := syscall.Open(pipe, syscall.O_WRONLY|syscall.O_NONBLOCK, 0)
		if err == nil {
			defer syscall.Close(fd)
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	for {
		select {
		case <-ended:
			if code := cmd.ProcessState.ExitCode(); code != -1 {
				t.Errorf("exit code %d, want the end of a signal", code)
			}
			return
		case <-time.After(20 * time.Millisecond):
			// It may have ended by now.
			_ = cmd.Process.Signal(os.Interrupt)
		}
	}
}
