package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/archive"
	"github.com/pithtext/pith/extract/batch"
	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"
)

const checkLong = `Check extracts pages again whose results are stored next to them, and prints
what changed. In the folder, and below it, the results of story.html are
story.txt, story.md and story.json; those of page.html may also be called
want.txt, want.md and want.json. Of a stored JSON only the fields that it holds
are compared. An options.json next to the page may give its address:
{"url": "https://example.com/story"}.

pith -f markdown -o FOLDER FOLDER stores the first results.

Exit codes: 0 nothing changed, 1 something did, 2 wrong usage.`

// checkFlags are the flags of pith check.
type checkFlags struct {
	*pipelineFlags
	update bool
}

func (c *cli) checkCommand() *cobra.Command {
	f := &checkFlags{pipelineFlags: newPipelineFlags()}
	cmd := &cobra.Command{
		Use:     "check [flags] folder",
		Short:   "extract pages again and compare with stored results",
		Long:    checkLong,
		Example: "  pith check testdata/pages\n  pith check --update testdata/pages",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.check(cmd, f, args[0])
		},
	}
	f.page.add(cmd.Flags())
	cmd.Flags().BoolVar(&f.render.frontMatter, "front-matter", false, "stored Markdown has front matter")
	cmd.Flags().BoolVar(&f.render.noTitle, "no-title", false, "stored text and Markdown have no title")
	cmd.Flags().BoolVar(&f.update, "update", false, "write the stored results anew")
	return cmd
}

// golden is a page and one of its stored results.
type golden struct{ page, result, format string }

func (c *cli) check(cmd *cobra.Command, f *checkFlags, folder string) error {
	found := batch.Walk([]string{folder}, batch.WalkOptions{})
	if len(found.Roots) == 0 {
		return &exitError{exitFailed, fmt.Errorf("%s: not a folder of pages", quote(folder)), ""}
	}
	cases, err := goldens(found)
	if err != nil {
		return err
	}
	if len(cases) == 0 {
		return &exitError{exitFailed, fmt.Errorf("%s: no page with a stored result", quote(folder)),
			fmt.Sprintf("store them first: pith -f markdown -o %[1]s %[1]s", quote(folder))}
	}
	extractor, err := c.extractor(f.page, false)
	if err != nil {
		return err
	}
	out := &output{w: c.stdout}
	changed, failed := 0, 0
	for _, g := range cases {
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		got, want, err := f.compare(cmd.Context(), extractor, g)
		switch {
		case err != nil:
			failed++
			c.fail(inputError(batch.Outcome{Page: batch.Page{Name: g.page}, Err: err}), "")
		case bytes.Equal(got, want):
		case f.update:
			changed++
			if err := overwrite(g.result, got); err != nil {
				return err
			}
			out.printf("updated %s\n", quote(g.result))
		default:
			changed++
			out.printf("%s", printable(string(diff.Diff(g.result, want, "now", got))))
		}
	}
	if out.err != nil {
		return out.err
	}
	if !c.quiet {
		fmt.Fprintf(c.stderr, "pith: %d %s checked: %d changed, %d failed\n", len(cases), plural(len(cases), "result"), changed, failed)
	}
	if failed > 0 || changed > 0 && !f.update {
		return &exitError{code: exitFailed}
	}
	return nil
}

// goldens lists the pages of found with the results stored next to them.
func goldens(found *batch.Found) ([]golden, error) {
	results := make(map[string]bool) // stored texts, which are no pages
	var out []golden
	for _, in := range found.Inputs {
		if in.Err != nil {
			var none *batch.NoPagesError
			if errors.As(in.Err, &none) {
				continue
			}
			return nil, in.Err
		}
		if in.Kind != archive.None && in.Kind != archive.MHTML {
			continue
		}
		dir, name := filepath.Split(in.Path)
		stem := strings.TrimSuffix(name, ".gz")
		stem = strings.TrimSuffix(stem, filepath.Ext(stem))
		if stem == "want" && strings.HasSuffix(name, ".txt") {
			continue
		}
		for _, format := range []string{formatText, formatMarkdown, formatJSON} {
			names := []string{stem + extensions[format]}
			if stem == "page" {
				names = append(names, "want"+extensions[format])
			}
			for _, n := range names {
				if _, err := os.Stat(dir + n); n != name && err == nil {
					results[dir+n] = true
					out = append(out, golden{in.Path, dir + n, format})
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(g golden) bool { return results[g.page] }), nil
}

// compare returns the result of a page as it comes out now, and as it is stored.
func (f *checkFlags) compare(ctx context.Context, e *extract.Extractor, g golden) (got, want []byte, err error) {
	if want, err = os.ReadFile(g.result); err != nil {
		return nil, nil, err
	}
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")) // as git checks out on Windows
	file, err := os.Open(g.page)
	if err != nil {
		return nil, nil, &batch.ReadError{Err: err}
	}
	defer file.Close()
	page := batch.Page{Name: filepath.Base(g.page), Body: file}
	if page.URL, err = storedURL(g.page); err != nil {
		return nil, nil, err
	}
	if archive.KindOf(g.page) == archive.MHTML {
		record, err := archive.NewMHTML(file).Next()
		if err != nil {
			return nil, nil, err
		}
		page.URL, page.ContentType, page.Body = record.URL, record.ContentType, bytes.NewReader(record.Body)
	}
	render := *f.render
	format := *render.format
	format.value = g.format
	render.format = &format
	if g.format == formatJSON {
		if render.fields, err = storedFields(want); err != nil {
			return nil, nil, err
		}
	}
	run := pipelineFlags{page: f.page, render: &render}
	res, err := run.pipeline(e)(ctx, page)
	return res.Data, want, err
}

// storedURL is the address that the options.json next to the page gives.
func storedURL(page string) (string, error) {
	data, err := os.ReadFile(filepath.Join(filepath.Dir(page), "options.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var o struct {
		URL string `json:"url"`
	}
	if err := json.Unmarshal(data, &o); err != nil {
		return "", fmt.Errorf("options.json: %w", err)
	}
	return o.URL, nil
}

// storedFields are the fields of a stored record.
func storedFields(data []byte) ([]string, error) {
	members, err := splitObject(data)
	if err != nil {
		return nil, fmt.Errorf("stored result: %w", err)
	}
	var names []string
	for _, m := range members {
		names = append(names, m.name)
	}
	return names, nil
}

// overwrite replaces the file at path.
func overwrite(path string, data []byte) error {
	f, err := batch.CreateFile(path)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return errors.Join(err, f.Discard())
	}
	return f.Commit()
}
