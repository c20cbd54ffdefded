package batch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Pool extracts pages in other processes, so that one that overflows the stack,
// eats the memory or never ends costs its own page only. A process that died is
// replaced. It is safe for concurrent use and starts as many processes as there
// are calls at once.
type Pool struct {
	command func() *exec.Cmd
	limit   time.Duration

	mu   sync.Mutex
	idle []*process
}

// NewPool returns a pool of processes that command starts and that call Serve
// on their standard input and output. One that takes longer than limit for a
// page is killed.
func NewPool(command func() *exec.Cmd, limit time.Duration) *Pool {
	return &Pool{command: command, limit: limit}
}

// CrashError is a process that died on a page.
type CrashError struct {
	Cause    string // what it said last, or how it ended
	TimedOut bool   // it was killed because it took too long
}

func (e *CrashError) Error() string { return "extraction process died: " + e.Cause }

// Code implements Coder.
func (e *CrashError) Code() string {
	if e.TimedOut {
		return "timeout"
	}
	return "crash"
}

// Extract has a process extract p. It implements Extract.
func (p *Pool) Extract(ctx context.Context, page Page) (Result, error) {
	w, err := p.take()
	if err != nil {
		return Result{}, fmt.Errorf("extraction process: %w", err)
	}
	var late atomic.Bool
	timer := time.AfterFunc(p.limit, func() {
		late.Store(true)
		// A process that is gone already needs no killing.
		_ = w.cmd.Process.Kill()
	})
	res, readErr, err := w.ask(page)
	timer.Stop()
	if err != nil {
		if late.Load() {
			w.end()
			return Result{}, &CrashError{fmt.Sprintf("no answer after %s", p.limit), true}
		}
		return Result{}, &CrashError{Cause: w.end()}
	}
	p.put(w)
	if readErr != nil {
		return Result{}, readErr
	}
	if res.Error != nil {
		return Result{}, res.Error
	}
	return res.Result, nil
}

// Close ends the processes. No call of Extract may be under way.
func (p *Pool) Close() {
	for _, w := range p.idle {
		w.end()
	}
	p.idle = nil
}

func (p *Pool) take() (*process, error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return w, nil
	}
	p.mu.Unlock()
	return start(p.command())
}

func (p *Pool) put(w *process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, w)
}

// process is one that serves.
type process struct {
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	in     *bufio.Writer
	out    *bufio.Reader
	stderr *head
}

func start(cmd *exec.Cmd) (*process, error) {
	w := &process{cmd: cmd, stderr: &head{}}
	var err error
	if w.stdin, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = w.stderr
	w.in, w.out = bufio.NewWriter(w.stdin), bufio.NewReader(out)
	return w, cmd.Start()
}

// ask sends a page and returns the answer. err means that the process is of no
// use any more.
func (w *process) ask(page Page) (a answer, readErr, err error) {
	line, err := json.Marshal(page)
	if err != nil {
		return a, nil, err
	}
	if _, err := w.in.Write(append(line, '\n')); err != nil {
		return a, nil, err
	}
	if readErr, err = writeFrames(w.in, page.Body); err != nil {
		return a, nil, err
	}
	head, err := w.out.ReadBytes('\n')
	if err != nil {
		return a, readErr, err
	}
	if err := json.Unmarshal(head, &a); err != nil {
		return a, readErr, err
	}
	if a.Size > 0 {
		a.Data = make([]byte, a.Size)
		_, err = io.ReadFull(w.out, a.Data)
	}
	return a, readErr, err
}

// end closes the process's input, waits for it, and says how it ended.
func (w *process) end() string {
	w.stdin.Close()
	err := w.cmd.Wait()
	if line, _, _ := strings.Cut(w.stderr.String(), "\n"); line != "" {
		return line
	}
	if err != nil {
		return err.Error()
	}
	return "ended too early"
}

// head keeps the beginning of what is written to it.
type head struct{ buf bytes.Buffer }

// Write implements io.Writer.
func (h *head) Write(p []byte) (int, error) {
	const most = 4 << 10
	h.buf.Write(p[:min(len(p), most-min(most, h.buf.Len()))])
	return len(p), nil
}

func (h *head) String() string { return h.buf.String() }
