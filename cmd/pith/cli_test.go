package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pithtext/pith/extract/batch"
	"github.com/spf13/pflag"
	"go.uber.org/goleak"
)

const harbour = "../../testdata/script/pages/harbour.html"

// TestClosedPipe has a reader that goes away: that is no failure.
func TestClosedPipe(t *testing.T) {
	for _, args := range [][]string{
		{harbour},
		{"-f", "jsonl", harbour, harbour, harbour},
		{"explain", harbour},
		{"explain", "--format", "json", harbour},
		{"rules", "list"},
		{"version"},
		{"man"},
	} {
		var stderr bytes.Buffer
		c := &cli{stdin: strings.NewReader(""), stdout: closedWriter{}, stderr: &stderr}
		if code := c.run(t.Context(), args); code != 0 || strings.Contains(stderr.String(), "error") {
			t.Errorf("%q: exit code %d, %q", args, code, stderr.String())
		}
	}
}

type closedWriter struct{}

func (closedWriter) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
}

// TestFullDisk has an output that cannot be written: that is one.
func TestFullDisk(t *testing.T) {
	var stderr bytes.Buffer
	c := &cli{stdin: strings.NewReader(""), stdout: fullWriter{}, stderr: &stderr}
	if code := c.run(t.Context(), []string{harbour}); code != exitFailed || stderr.String() != "pith: error: cannot write: no space left on device\n" {
		t.Errorf("exit code %d, %q", code, stderr.String())
	}
}

type fullWriter struct{}

func (fullWriter) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// TestInterrupt cancels while standard input is silent: the program ends at
// once, with the code of Ctrl-C, and leaves nothing behind.
func TestInterrupt(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.txt")
	for _, args := range [][]string{{"-"}, {"-o", out}, {"--from", "jsonl", "-f", "jsonl", "-o", out}, {"--from", "warc", "-f", "jsonl"}} {
		ctx, cancel := context.WithCancel(t.Context())
		silent, end := io.Pipe()
		reading := make(chan struct{})
		var stdout, stderr bytes.Buffer
		c := &cli{stdin: &announcing{silent, reading}, stdout: &stdout, stderr: &stderr}
		code := make(chan int)
		go func() { code <- c.run(ctx, args) }()
		<-reading
		cancel()
		select {
		case got := <-code:
			if got != exitInterrupted || stdout.Len() > 0 || strings.Contains(stderr.String(), "error") {
				t.Errorf("%q: exit code %d, %q, %q", args, got, stdout.String(), stderr.String())
			}
		case <-time.After(time.Minute):
			t.Fatalf("%q: does not end", args)
		}
		end.Close()
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%q: left a file", args)
		}
	}
	goleak.VerifyNone(t, goleak.IgnoreCurrent())
}

// announcing closes a channel with the first read.
type announcing struct {
	io.Reader
	first chan struct{}
}

func (a *announcing) Read(p []byte) (int, error) {
	if a.first != nil {
		close(a.first)
		a.first = nil
	}
	return a.Reader.Read(p)
}

// TestStreaming sees every line answered before the next one is sent.
func TestStreaming(t *testing.T) {
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	var stderr bytes.Buffer
	c := &cli{stdin: inR, stdout: outW, stderr: &stderr}
	code := make(chan int)
	go func() {
		n := c.run(t.Context(), []string{"--from", "jsonl", "-f", "jsonl", "--fields", "id"})
		outW.Close()
		code <- n
	}()
	answers := json.NewDecoder(outR)
	for i := range 5 {
		fmt.Fprintf(inW, `{"id":%d,"html":"<p>%s</p>"}`+"\n", i, strings.Repeat("The tram is late today, as it was on every day of the week before. ", 8))
		var got struct{ ID int }
		if err := answers.Decode(&got); err != nil || got.ID != i {
			t.Fatalf("line %d: %v, %v", i, got, err)
		}
	}
	inW.Close()
	if n := <-code; n != 0 {
		t.Errorf("exit code %d: %s", n, stderr.String())
	}
}

func TestRecordFields(t *testing.T) {
	code, stdout, stderr := pith(t, "", "-f", "json", harbour)
	if code != 0 {
		t.Fatal(stderr)
	}
	members, err := splitObject([]byte(stdout))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range members {
		got = append(got, m.name)
	}
	want := append([]string{"input"}, recordFields[3:]...) // id and record_date are of archives
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestRecordWarnings says of a page that the archive holds only a part of it.
func TestRecordWarnings(t *testing.T) {
	page, err := os.ReadFile(harbour)
	if err != nil {
		t.Fatal(err)
	}
	content := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + string(page)
	record := fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Truncated: length\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(content), content)
	code, stdout, stderr := pith(t, record, "-v", "-f", "jsonl", "--fields", "warnings")
	const warning = "the archive holds the beginning of the page only (WARC-Truncated: length)"
	if code != 0 || stdout != `{"warnings":["`+warning+`"]}`+"\n" || !strings.Contains(stderr, "pith: warning: standard input#1: "+warning+"\n") {
		t.Errorf("exit code %d, %s, %s", code, stdout, stderr)
	}
}

// TestFlagGroups has a place in the help for every flag, and no place for none.
func TestFlagGroups(t *testing.T) {
	flags := (&cli{}).root().Flags()
	grouped := map[string]bool{"help": true, "quiet": true, "verbose": true, "version": true}
	for _, g := range flagGroups {
		for _, name := range g.names {
			if grouped[name] || flags.Lookup(name) == nil {
				t.Errorf("--%s stands twice, or is no flag", name)
			}
			grouped[name] = true
		}
	}
	flags.VisitAll(func(flag *pflag.Flag) {
		if !grouped[flag.Name] {
			t.Errorf("--%s is in no group", flag.Name)
		}
	})
}

func TestFlagValues(t *testing.T) {
	for text, want := range map[string]int64{"500000": 500000, "64kB": 64 << 10, "32MB": 32 << 20, "32 mb": 32 << 20, "1.5M": 3 << 19, "2GiB": 2 << 30, "7b": 7} {
		var s size
		if err := s.Set(text); err != nil || int64(s) != want {
			t.Errorf("%q: %d, %v", text, s, err)
		}
	}
	for _, text := range []string{"", "lots", "-1", "0", "1e30", "NaN", "inf", "5 boats"} {
		if err := new(size).Set(text); err == nil {
			t.Errorf("%q is taken for a size", text)
		}
	}
	tests := []struct {
		text          string
		failed, total int
		want          bool
	}{
		{"any", 0, 9, false}, {"any", 1, 9, true}, {"none", 9, 9, false}, {"10%", 1, 10, false}, {"10%", 2, 10, true},
		{"0%", 1, 1000, true}, {"100%", 9, 9, false}, {"2.5%", 26, 1000, true},
	}
	for _, test := range tests {
		var f failOn
		if err := f.Set(test.text); err != nil || f.reached(test.failed, test.total) != test.want {
			t.Errorf("%+v: %v, %v", test, f, err)
		}
	}
	for got, want := range map[string]string{"markdwon": "markdown", "txt": "text", "jsnol": "jsonl", "hmtl": "html", "pdf": "", "x": "", "mark": "markdown"} {
		if n := nearest(got, []string{"text", "markdown", "html", "json", "jsonl"}); n != want {
			t.Errorf("nearest to %q: %q, want %q", got, n, want)
		}
	}
}

func TestNamesAndText(t *testing.T) {
	for name, want := range map[string]string{
		"a b.html": "a b.html", "": `""`, " x": `" x"`, "a\nb": `"a\nb"`, "\x1b[2J": `"\x1b[2J"`, "caf\xe9": `"caf\xe9"`, "naïve": "naïve",
		"a\u202egnp.exe": `"a\u202egnp.exe"`, `say "x"`: `"say \"x\""`,
	} {
		if got := quote(name); got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
	if got := printable("a\x1b[31mb\u009bc\td\ne\r\x7f"); got != "a[31mbc\td\ne" {
		t.Errorf("got %q", got)
	}
	out := batch.Outcome{Page: batch.Page{Name: "a\x1b]0;x"}, Err: errors.New("bad\x1b[2Jthing\nand more")}
	var stderr bytes.Buffer
	(&cli{stderr: &stderr}).fail(inputError(out), "")
	if got := stderr.String(); got != "pith: error: \"a\\x1b]0;x\": bad\uFFFD[2Jthing and more\n" {
		t.Errorf("got %q", got)
	}
}

func TestMarkdownTitle(t *testing.T) {
	for title, want := range map[string]string{
		"plain": "plain", "a *b* [c](d)": `a \*b\* \[c](d)`, "snake_case": `snake\_case`, "<b>": `\<b>`, "C#": `C\#`, "two\n lines": "two lines", "`x` \\": "\\`x\\` \\\\",
	} {
		if got := markdownTitle(title); got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
}

// TestConcurrency gives the same bytes for every -j; run with -race.
func TestConcurrency(t *testing.T) {
	var want string
	args := []string{"-q", "-f", "jsonl"}
	for range 20 {
		args = append(args, harbour, "../../testdata/script/pages/orchard.html", "../../testdata/script/pages/shell.html")
	}
	for _, j := range []string{"1", "2", "16"} {
		code, stdout, _ := pith(t, "", append([]string{"-j", j}, args...)...)
		if want == "" {
			want = stdout
		}
		if code != exitFailed || stdout != want || strings.Count(stdout, "\n") != 60 {
			t.Errorf("-j %s: exit code %d, %d bytes, want %d", j, code, len(stdout), len(want))
		}
	}
}
