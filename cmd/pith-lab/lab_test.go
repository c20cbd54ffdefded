package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// story is a page whose main text every extractor should find.
func story(n int) (page, text string) {
	var body, want strings.Builder
	for i := range 8 {
		p := strings.Repeat("The ferry left the harbour late, and nobody on board could say why, since the crew kept silent. ", 3+(i+n)%3)
		body.WriteString("<p>" + p + "</p>\n")
		want.WriteString(p + "\n")
	}
	return "<!DOCTYPE html><html><head><title>Late ferry</title></head><body>" +
		"<nav><ul><li><a href='/'>Home</a></li><li><a href='/m'>Menu of the day</a></li></ul></nav>" +
		"<article><h1>Late ferry</h1>" + body.String() + "</article>" +
		"<footer><a href='/p'>Privacy policy</a></footer></body></html>", want.String()
}

// writeCorpus makes a folder of n pages; truth makes the record of each.
func writeCorpus(t *testing.T, name string, n int, truth func(i int, text string) map[string]any) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := os.MkdirAll(filepath.Join(dir, "pages"), 0o755); err != nil {
		t.Fatal(err)
	}
	var records bytes.Buffer
	for i := range n {
		page, text := story(i)
		id := string(rune('a' + i))
		record := truth(i, text)
		record["id"], record["url"] = id, "https://example.com/"+id
		if err := json.NewEncoder(&records).Encode(record); err != nil {
			t.Fatal(err)
		}
		writePage(t, dir, id, page)
	}
	if err := os.WriteFile(filepath.Join(dir, "truth.jsonl"), records.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func writePage(t *testing.T, dir, id, page string) {
	t.Helper()
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte(page))
	w.Close()
	if err := os.WriteFile(filepath.Join(dir, "pages", id+".html.gz"), z.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func fullText(t *testing.T) string {
	return writeCorpus(t, "news-dev", 3, func(_ int, text string) map[string]any {
		return map[string]any{"type": "article", "title": "Late ferry", "text": text}
	})
}

func lab(t *testing.T, args ...string) (out, stderr string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, &o, &e)
	return o.String(), e.String(), code
}

func TestEvalEverySystem(t *testing.T) {
	dir := fullText(t)
	for _, name := range []string{"pith", "readability", "readeck", "trafilatura"} {
		t.Run(name, func(t *testing.T) {
			out, stderr, code := lab(t, "eval", "--system", name, "--min", "0.95", dir)
			if code != exitOK {
				t.Errorf("exit %d: %s\n%s", code, stderr, out)
			}
			if !strings.Contains(out, "## news-dev: 3 pages") || !strings.Contains(out, "refused: 0 of 3 pages") {
				t.Errorf("got\n%s", out)
			}
		})
	}
}

func TestEvalFailsBelowMin(t *testing.T) {
	dir := writeCorpus(t, "news-dev", 1, func(int, string) map[string]any {
		return map[string]any{"type": "article", "text": "Something else altogether"}
	})
	_, stderr, code := lab(t, "eval", "--min", "article=0.5", dir)
	want := "pith-lab: news-dev article is 0.0000, below 0.5000\npith-lab: error: 1 figures below --min\n"
	if code != exitFail || stderr != want {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

func TestEvalSegments(t *testing.T) {
	dir := writeCorpus(t, "segments", 2, func(int, string) map[string]any {
		return map[string]any{"with": []string{"kept silent", "Never said"}, "without": []string{"Privacy policy"}}
	})
	out, _, _ := lab(t, "eval", dir)
	if want := "segments     0.667   2   2   0   2"; !strings.Contains(out, want) {
		t.Errorf("no %q in\n%s", want, out)
	}
}

func TestEvalFiles(t *testing.T) {
	dir, out := fullText(t), t.TempDir()
	results := filepath.Join(out, "r.jsonl")
	if _, stderr, code := lab(t, "eval", "--json", results, "--dump", out, dir); code != exitOK {
		t.Fatal(stderr)
	}
	if b, err := os.ReadFile(filepath.Join(out, "news-dev", "b.txt")); err != nil || !strings.Contains(string(b), "kept silent") {
		t.Errorf("dump %q, %v", b, err)
	}
	stdout, stderr, code := lab(t, "eval", "--diff", results, "--sample", "2", dir)
	if want := "## against before: 2 pages in both, 0 better, 0 worse, mean +0.0000"; code != exitOK || !strings.Contains(stdout, want) {
		t.Errorf("exit %d, %s, no %q in\n%s", code, stderr, want, stdout)
	}
}

func TestUsage(t *testing.T) {
	dir := fullText(t)
	tests := []struct {
		name, want string
		args       []string
	}{
		{"no command", "no command given", nil},
		{"no folder", "no corpus folder given", []string{"eval"}},
		{"unknown flag", "unknown flag: --nope", []string{"eval", "--nope"}},
		{"system", `no system "x"`, []string{"eval", "--system", "x", dir}},
		{"min", `--min: "high" is not a figure`, []string{"eval", "--min", "high", dir}},
		{"unmet figure", `no figure "forum"`, []string{"eval", "--min", "forum=0.1", dir}},
		{"rules", `--rules: "some" is neither on nor off`, []string{"eval", "--rules", "some", dir}},
		{"engine", `"fast"`, []string{"eval", "--engine", "fast", dir}},
		{"no output", "no folder to write to", []string{"export", dir}},
		{"rounds", "--rounds: 0 is less than 1", []string{"compare", "--rounds", "0", dir}},
		{"bins", "--bins: 0 is less than 1", []string{"calibrate", "--bins", "0", dir}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, stderr, code := lab(t, tt.args...)
			if code != exitUsage || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit %d, stderr %q, want %q", code, stderr, tt.want)
			}
		})
	}
	if _, _, code := lab(t, "eval", filepath.Join(dir, "none")); code != exitFail {
		t.Errorf("missing folder: exit %d, want %d", code, exitFail)
	}
}

func TestCeiling(t *testing.T) {
	out, stderr, code := lab(t, "ceiling", fullText(t))
	if code != exitOK || !strings.Contains(out, "overall      3  1.000  1.000  1.000") {
		t.Errorf("exit %d, %s\n%s", code, stderr, out)
	}
}

func TestExportDoesNotDependOnWorkers(t *testing.T) {
	dir := fullText(t)
	read := func(j string) (all string) {
		out := t.TempDir()
		if _, stderr, code := lab(t, "export", "-j", j, "-o", out, dir); code != exitOK {
			t.Fatal(stderr)
		}
		for _, name := range []string{"names.txt", "news-dev.tsv", "news-dev.f32"} {
			b, err := os.ReadFile(filepath.Join(out, name))
			if err != nil || len(b) == 0 {
				t.Fatalf("%s: %d bytes, %v", name, len(b), err)
			}
			all += string(b)
		}
		return all
	}
	if read("1") != read("3") {
		t.Error("three workers write something else than one")
	}
}

func TestCompare(t *testing.T) {
	out, stderr, code := lab(t, "compare", "--rounds", "1", "--markdown", fullText(t))
	if code != exitOK {
		t.Fatal(stderr)
	}
	for _, want := range []string{"3 pages of news-dev", "| system | mean | P50 | P95 |", "| html.Parse |", "| pith |", "| trafilatura |"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestCalibrate(t *testing.T) {
	out, stderr, code := lab(t, "calibrate", "--bins", "2", fullText(t))
	if code != exitOK || !strings.Contains(out, "## news-dev: 3 pages") || !strings.Contains(out, "0.50-1.00") {
		t.Errorf("exit %d, %s\n%s", code, stderr, out)
	}
}

func TestRules(t *testing.T) {
	dir := writeCorpus(t, "news-dev", 2, func(i int, text string) map[string]any {
		return map[string]any{"type": "article", "text": text}
	})
	page, _ := story(0)
	page = strings.Replace(page, "</article>", "<p>Subscribe to our newsletter</p><p>Share this article</p></article>", 1)
	page = strings.Replace(page, "<head>", `<head><meta name="generator" content="WordPress 6.4">`, 1)
	writePage(t, dir, "a", page)
	out, stderr, code := lab(t, "rules", dir)
	if code != exitOK {
		t.Fatal(stderr)
	}
	for _, want := range []string{"without ", "(no rule off)", "(all rules off)", "newsletter", "read-also"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	out, stderr, code = lab(t, "rules", "--platforms", "--markdown", dir)
	if code != exitOK || !strings.Contains(out, "| wordpress | 1 | 1 | ") || !strings.Contains(out, "| phpbb | 0 | 0 |  |  | 0 | 0 |") {
		t.Errorf("exit %d, %s\n%s", code, stderr, out)
	}
}

func TestBlame(t *testing.T) {
	dir := writeCorpus(t, "news-dev", 1, func(_ int, text string) map[string]any {
		return map[string]any{"type": "article", "text": "Menu of the day\n" + text}
	})
	out, stderr, code := lab(t, "blame", "--show", "1", dir)
	if code != exitOK || !strings.Contains(out, "news-dev/a  lost   Menu of the day") {
		t.Errorf("exit %d, %s\n%s", code, stderr, out)
	}
}
