package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func sumOf(line string) string {
	sum := sha256.Sum256([]byte(line))
	return hex.EncodeToString(sum[:])
}

// journalFiles are the contents of the files in dir by name.
func journalFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(data)
	}
	return out
}

// TestJournal takes one output through three runs: one that is cut short, one
// that goes on and meets a change, and one that finds all as it was.
func TestJournal(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.jsonl")
	check := func(want map[string]string) {
		t.Helper()
		if diff := cmp.Diff(want, journalFiles(t, dir)); diff != "" {
			t.Fatal(diff)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	long := strings.Repeat("c", 3<<20) + "\n" // longer than what is read at once

	j, err := CreateJournal(name)
	must(err)
	for _, line := range []string{"a\n", "b\n", long} {
		must(j.Add([]byte(line)))
	}
	must(j.Leave())
	part := filepath.Join(dir, "out.jsonl.part")
	must(os.WriteFile(part, []byte("a\nb\n"+long+"torn"), 0o666))

	j, err = ResumeJournal(name)
	must(err)
	for line, want := range map[string]bool{"a\n": true, long: true, "torn": false, "torn\n": false, "d\n": false} {
		if got := j.Has(sumOf(line)); got != want {
			t.Errorf("has %.10q: %v", line, got)
		}
	}
	must(j.Keep(sumOf("a\n")))
	must(j.Add([]byte("B\n")))
	must(j.Keep(sumOf(long)))
	must(j.Add([]byte("d\n")))
	check(map[string]string{"out.jsonl.part": "a\nb\n" + long + "B\nd\n"})
	must(j.Commit())
	check(map[string]string{"out.jsonl": "a\nB\n" + long + "d\n"})

	j, err = ResumeJournal(name)
	must(err)
	must(j.Keep(sumOf(long)))
	must(j.Keep(sumOf("a\n")))
	must(j.Commit())
	check(map[string]string{"out.jsonl": long + "a\n"})

	// What was written is kept when nothing new came, and given up on request.
	j, err = ResumeJournal(name)
	must(err)
	must(j.Leave())
	check(map[string]string{"out.jsonl": long + "a\n"})
	must(os.WriteFile(part, []byte("x\n"), 0o666))
	j, err = CreateJournal(name)
	must(err)
	if j.Has(sumOf("x\n")) || (*Journal)(nil).Has(sumOf("x\n")) || j.Has("") {
		t.Error("has what it does not hold")
	}
	if j.Keep(sumOf("x\n")) == nil || j.Add([]byte("no end")) == nil {
		t.Error("keeps what it does not hold")
	}
	must(j.Commit()) // without a line
	check(map[string]string{"out.jsonl": long + "a\n"})
}

// TestJournalLink replaces what a link points to, not the link.
func TestJournalLink(t *testing.T) {
	dir := t.TempDir()
	link, target := filepath.Join(dir, "link"), filepath.Join(dir, "target")
	if err := os.WriteFile(target, []byte("old\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skip(err)
	}
	j, err := CreateJournal(link)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Add([]byte("new\n")); err != nil {
		t.Fatal(err)
	}
	if err := j.Commit(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	if info, err = os.Stat(target); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v", info.Mode(), err)
	}
	if got := journalFiles(t, dir)["target"]; got != "new\n" {
		t.Errorf("got %q", got)
	}
}
