package main

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestBatch measures a real pith, on as little as it takes.
func TestBatch(t *testing.T) {
	pith := filepath.Join(t.TempDir(), "pith")
	if said, err := exec.Command("go", "build", "-C", "../..", "-o", pith, "./cmd/pith").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	work := filepath.Join(t.TempDir(), "work")
	out, stderr, code := lab(t, "batch", "--pith", pith, "--work", work, "--pages", "200", "--rounds", "1", "--warc", "1", "--kills", "3", fullText(t))
	if code != exitOK {
		t.Fatalf("exit %d: %s\n%s", code, stderr, out)
	}
	for _, want := range []string{
		`## start: the whole process, one page of \d+ kB, 20 runs`, `## speed: 200 pages to Markdown`,
		`\n-j 2 +\d+ +\d+\.\d\d +\d+\.\d\d +\d+\n`, `\n200 +\d+\n`, `\n1 +\d+ +\d+\n`, `\na folder +3 +(\d+) +\d+\n`, `\none file +3 +\d+ +\d+\n`,
	} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("no match for %q in\n%s", want, out)
		}
	}
	if left, _ := filepath.Glob(work + "*"); len(left) > 0 {
		t.Errorf("left %q", left)
	}
	for _, args := range [][]string{{"--measure", "size"}, {"--pages", "5"}, {"--pith", "no-such-program"}} {
		if _, stderr, code := lab(t, append([]string{"batch", fullText(t)}, args...)...); code != exitUsage || !strings.HasPrefix(stderr, "pith-lab: error: --") {
			t.Errorf("%q: exit %d: %s", args, code, stderr)
		}
	}
}
