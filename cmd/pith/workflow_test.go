package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// workflow is a GitHub Actions workflow, as far as it is of interest here.
type workflow struct {
	Name string
	On   any
	Jobs map[string]struct {
		RunsOn string `yaml:"runs-on"`
		Steps  []struct {
			Uses string
			With map[string]any
			Run  string
		}
	}
}

// TestReadmeWorkflow runs every step of the README's workflow that runs pith, in
// a folder with pages, rules and stored results as it expects them.
func TestReadmeWorkflow(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	module, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	path, _, _ := strings.Cut(strings.TrimPrefix(string(module), "module "), "\n")
	dir := t.TempDir()
	for name, from := range map[string]string{"saved-pages": "../../testdata/script/pages", "golden": "../../testdata/pages/short-news"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	// The page that needs JavaScript would fail the run, as it should.
	if err := os.Remove(filepath.Join(dir, "saved-pages", "shell.html")); err != nil {
		t.Fatal(err)
	}
	writeRule(t, filepath.Join(dir, "rules"))

	ran := 0
	for _, block := range fences(string(readme)) {
		var w workflow
		if block.kind != "yaml" || yaml.Unmarshal([]byte(block.text), &w) != nil || len(w.Jobs) == 0 {
			continue
		}
		if w.Name == "" || w.On == nil {
			t.Error("the workflow has no name or no event")
		}
		for name, job := range w.Jobs {
			if job.RunsOn == "" {
				t.Errorf("job %s runs on nothing", name)
			}
			for _, step := range job.Steps {
				switch {
				case step.Run == "":
					if !regexp.MustCompile(`^actions/[a-z-]+@v\d+$`).MatchString(step.Uses) {
						t.Errorf("step uses %q", step.Uses)
					}
				case step.Run == "go install "+path+"/cmd/pith@latest":
				default:
					ran++
					runStep(t, dir, step.Run)
				}
			}
		}
	}
	if ran == 0 {
		t.Error("README.md has no workflow that runs pith")
	}
}

// runStep runs a line of a workflow, which must start with pith and succeed.
func runStep(t *testing.T, dir, line string) {
	t.Helper()
	rest, found := strings.CutPrefix(line, "pith ")
	args, redirected := words(rest)
	if !found || redirected {
		t.Errorf("%q is not a plain call of pith", line)
		return
	}
	t.Chdir(dir)
	var stdout, stderr bytes.Buffer
	c := &cli{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr}
	if code := c.run(context.Background(), args); code != 0 {
		t.Errorf("%s: exit code %d: %s%s", line, code, stdout.String(), stderr.String())
	}
}

// writeRule writes a site rule with a test of its own into dir.
func writeRule(t *testing.T, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"example.com.yaml": "site: example.com\ncontent: article\ntests:\n  - page: story.html\n    contains: The ferry was late\n    absent: Subscribe\n",
		"story.html": "<html><body><nav>Subscribe</nav><article><p>The ferry was late on Monday, because a swan had settled on the landing stage " +
			"and would not be talked to by anyone in a uniform.</p></article></body></html>",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
