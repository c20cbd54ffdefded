package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"pith": main})
}

// TestScripts runs the scripts in testdata/script, one for a feature. Each
// finds the pages of testdata/script/pages in its folder.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			return os.CopyFS(filepath.Join(env.WorkDir, "pages"), os.DirFS("../../testdata/script/pages"))
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"append": scriptAppend,
			"code":   scriptCode,
			"gzip":   scriptGzip,
			"head":   scriptHead,
			"crlf":   scriptCRLF,
			"png":    scriptPNG,
			"warc":   scriptWARC,
			"lines":  scriptLines,
		},
	})
}

// scriptCode runs a command and checks its exit code: code 2 pith --nonsense.
func scriptCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command [argument ...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		exit, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// scriptGzip appends a compressed file to another: gzip IN OUT.
func scriptGzip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: gzip in out")
	}
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err = z.Write(data)
	ts.Check(err)
	ts.Check(z.Close())
	out, err := os.OpenFile(ts.MkAbs(args[1]), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	ts.Check(err)
	_, err = out.Write(b.Bytes())
	ts.Check(err)
	ts.Check(out.Close())
}

// scriptHead writes the first lines of a file to another: head -2 IN OUT.
func scriptHead(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: head -N in out")
	}
	n, err := strconv.Atoi(strings.TrimPrefix(args[0], "-"))
	ts.Check(err)
	lines := strings.SplitAfter(ts.ReadFile(args[1]), "\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.Join(lines[:n], "")), 0o666))
}

// scriptAppend appends text without a line's end to a file: append FILE TEXT.
func scriptAppend(ts *testscript.TestScript, neg bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY|os.O_APPEND, 0)
	ts.Check(err)
	_, err = f.WriteString(args[1])
	ts.Check(err)
	ts.Check(f.Close())
}

// scriptCRLF ends the lines of files with CR LF, as the headers of archives want it.
func scriptCRLF(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		data, err := os.ReadFile(ts.MkAbs(name))
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(name), bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")), 0o666))
	}
}

// scriptPNG writes a picture.
func scriptPNG(ts *testscript.TestScript, neg bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(png.Encode(f, image.NewGray(image.Rect(0, 0, 4, 4))))
	ts.Check(f.Close())
}

// scriptWARC writes an archive of HTTP responses, the file's name without its
// extension their path: warc [-gz] OUT NAME.http ... A file without that
// extension is a damaged record.
func scriptWARC(ts *testscript.TestScript, neg bool, args []string) {
	packed := args[0] == "-gz"
	if packed {
		args = args[1:]
	}
	var out bytes.Buffer
	for i, name := range args[1:] {
		stem, isHTTP := strings.CutSuffix(name, ".http")
		content := strings.ReplaceAll(ts.ReadFile(name), "\n", "\r\n")
		record := fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"+
			"WARC-Target-URI: https://example.com/%s\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"+
			"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i+1, stem, len(content), content)
		if !isHTTP {
			record = "WRAC" + record[4:]
		}
		if !packed {
			out.WriteString(record)
			continue
		}
		z := gzip.NewWriter(&out)
		_, err := z.Write([]byte(record))
		ts.Check(err)
		ts.Check(z.Close())
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o666))
}

// scriptLines checks the number of lines of a file: lines 3 stdout.
func scriptLines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lines N file")
	}
	if got := fmt.Sprint(bytes.Count([]byte(ts.ReadFile(args[1])), []byte("\n"))); got != args[0] {
		ts.Fatalf("%s has %s lines, want %s", args[1], got, args[0])
	}
}

// pith runs the program in this process.
func pith(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	c := &cli{stdin: bytes.NewBufferString(stdin), stdout: &out, stderr: &errs}
	code = c.run(context.Background(), args)
	return code, out.String(), errs.String()
}
