package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// hostileNames are names that files of other people can have.
var hostileNames = []string{
	"two\nlines.html", "-rf.html", "--help.html", "A.html", "a.html", "a.htm", " lead.html", "trail .html", "x:y.html", "q?*.html",
	"back\\slash.html", "\x1b[31mred\x07.html", "c1\u009b31m.html", "bad\xff.html", "#1.html", "%2e%2e%2f.html", "...html",
	strings.Repeat("n", 250) + ".html", strings.Repeat("é", 125) + ".html", "con.html", "'; rm x; '.html", "\u202elmth.html",
}

// writeHostile writes a page under every name that the system takes.
func writeHostile(t *testing.T) (dir string, names []string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the system takes few of these names")
	}
	dir = filepath.Join(t.TempDir(), "pages")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../testdata/script/pages/harbour.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range hostileNames {
		if err := os.WriteFile(filepath.Join(dir, name), page, 0o666); err != nil {
			t.Logf("%q: %v", name, err)
			continue
		}
		if !strings.HasPrefix(name, ".") { // hidden ones are left out of folders
			names = append(names, name)
		}
	}
	return dir, names
}

// clearOf reports the control characters in what goes to a terminal.
func clearOf(t *testing.T, what, s string) {
	t.Helper()
	if i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }); i >= 0 || !utf8.ValidString(s) {
		t.Errorf("%s has control characters or is no UTF-8: %q", what, s)
	}
}

// TestHostileNames converts a folder of pages with names that mislead: every
// page has an output of its own, inside of the output folder.
func TestHostileNames(t *testing.T) {
	dir, names := writeHostile(t)
	parent := filepath.Dir(dir)
	out := filepath.Join(parent, "out")
	code, stdout, stderr := pith(t, "", "-f", "markdown", "-o", out, dir)
	if code != exitDone || stdout != "" {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	clearOf(t, "stderr", stderr)
	var got []string
	err := filepath.WalkDir(parent, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
		case filepath.Dir(path) == out:
			got = append(got, d.Name())
			data, err := os.ReadFile(path)
			if err != nil || !strings.HasPrefix(string(data), "# ") || !strings.HasSuffix(path, ".md") {
				t.Errorf("%q: %q, %v", path, data, err)
			}
		case filepath.Dir(path) != dir:
			t.Errorf("%q is in another folder", path)
		}
		return err
	})
	if err != nil || len(got) != len(names) {
		t.Errorf("%d outputs of %d pages, %v: %q", len(got), len(names), err, got)
	}
	folded := make([]string, len(got))
	for i, name := range got {
		folded[i] = strings.ToLower(name)
	}
	slices.Sort(folded)
	if n := len(slices.Compact(folded)); n != len(got) {
		t.Errorf("some outputs differ in case alone: %q", got)
	}
}

// TestHostileNamesInLines has the same names in JSON, and as arguments.
func TestHostileNamesInLines(t *testing.T) {
	dir, names := writeHostile(t)
	t.Chdir(dir)
	args := append([]string{"-f", "jsonl", "--"}, names...)
	code, stdout, stderr := pith(t, "", args...)
	if code != exitDone {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	clearOf(t, "stdout", stdout)
	lines := strings.Split(strings.TrimSuffix(stdout, "\n"), "\n")
	if len(lines) != len(names) {
		t.Fatalf("%d lines for %d pages", len(lines), len(names))
	}
	for i, line := range lines {
		var record struct{ Input, Text string }
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Errorf("%v: %s", err, line)
		}
		if want := strings.ToValidUTF8(names[i], "\ufffd"); record.Input != want || record.Text == "" {
			t.Errorf("input %q, want %q", record.Input, want)
		}
	}
}

// TestHostileNamesInErrors gives names of files that are not there.
func TestHostileNamesInErrors(t *testing.T) {
	for _, name := range hostileNames {
		code, stdout, stderr := pith(t, "", "--", name)
		if code != exitFailed || stdout != "" || !strings.HasSuffix(stderr, ": no such file or directory\n") && !strings.HasSuffix(stderr, ": file name too long\n") || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%q: exit code %d, stdout %q, stderr %q", name, code, stdout, stderr)
		}
		clearOf(t, "stderr", stderr)
	}
}

// TestOutputsStayInside converts pages from outside of the folder that is
// walked: their outputs are inside of the output folder all the same.
func TestOutputsStayInside(t *testing.T) {
	dir, _ := writeHostile(t)
	inner := filepath.Join(filepath.Dir(dir), "a", "b")
	if err := os.MkdirAll(inner, 0o777); err != nil {
		t.Fatal(err)
	}
	t.Chdir(inner)
	code, _, stderr := pith(t, "", "-o", "out", "../../pages/a.html", filepath.Join(dir, "A.html"), "../.././pages/../pages/a.htm")
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	entries, err := os.ReadDir("out")
	if err != nil || len(entries) != 3 {
		t.Errorf("%d outputs, %v", len(entries), err)
	}
	if entries, err := os.ReadDir(".."); err != nil || len(entries) != 1 {
		t.Errorf("outputs beside the folder: %v, %v", entries, err)
	}
}
