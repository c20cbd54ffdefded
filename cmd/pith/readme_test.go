package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadme runs the commands of the README that start with "go run
// ./cmd/pith" and stand in a fenced block of sh; each must print what the next
// fenced block of another kind, before any further command, shows.
func TestReadme(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("there is no README.md at the root of the project")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../..")
	ran := 0
	blocks := fences(string(data))
	for i, b := range blocks {
		if b.kind != "sh" {
			continue
		}
		for _, line := range strings.Split(b.text, "\n") {
			rest, found := strings.CutPrefix(strings.TrimSpace(line), "go run ./cmd/pith ")
			if !found {
				continue
			}
			ran++
			args, redirected := words(rest)
			var stdout, stderr bytes.Buffer
			c := &cli{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr}
			if code := c.run(context.Background(), args); code != 0 {
				t.Errorf("%s: exit code %d: %s", line, code, stderr.String())
				continue
			}
			if redirected || i+1 == len(blocks) || blocks[i+1].kind == "sh" {
				continue
			}
			if diff := cmp.Diff(blocks[i+1].text, strings.TrimRight(stdout.String(), "\n")); diff != "" {
				t.Errorf("%s (-README +output): %s", line, diff)
			}
		}
	}
	if ran == 0 {
		t.Error("README.md has no command to run")
	}
}

// fence is a fenced block.
type fence struct{ kind, text string }

// fences returns the fenced blocks of a Markdown text.
func fences(text string) (out []fence) {
	var open *fence
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		kind, isFence := strings.CutPrefix(line, "```")
		switch {
		case isFence && open == nil:
			open, lines = &fence{kind: strings.TrimSpace(kind)}, nil
		case isFence:
			open.text = strings.Join(lines, "\n")
			out = append(out, *open)
			open = nil
		case open != nil:
			lines = append(lines, line)
		}
	}
	return out
}

// words splits a command line at spaces, quotes respected, up to a comment, a
// pipe or a redirection.
func words(line string) (out []string, redirected bool) {
	var word strings.Builder
	var quoted rune
	begun := false
	flush := func() {
		if begun {
			out = append(out, word.String())
		}
		word.Reset()
		begun = false
	}
	for _, r := range line {
		switch {
		case quoted != 0 && r == quoted:
			quoted = 0
		case quoted != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quoted, begun = r, true
		case r == ' ':
			flush()
		case !begun && r == '#':
			return out, false
		case r == '|' || r == '>':
			flush()
			return out, true
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	flush()
	return out, false
}
