package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/rule"
	"github.com/spf13/cobra"
)

const rulesTestLong = `Test runs the tests that rule files hold: each extracts a page, which must
contain some texts, must not contain others, and must have the given fields. A
selector of the rule that matches nothing on its own page is a failure too.
Without an argument the rules in the user's folder are tested.`

// ruleResult is the result of one test of a rule.
type ruleResult struct {
	Rule     string   `json:"rule"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Page     string   `json:"page"`
	Passed   bool     `json:"passed"`
	Skipped  bool     `json:"skipped,omitempty"` // it names no page, only an address
	Failures []string `json:"failures,omitempty"`
}

func (c *cli) rulesTestCommand() *cobra.Command {
	format := newChoice(formatText, formatText, formatJSON, "junit")
	cmd := &cobra.Command{
		Use:     "test [file|folder ...]",
		Short:   "run the tests of rule files",
		Long:    rulesTestLong,
		Example: "  pith rules test rules/\n  pith rules test --format junit rules/ > report.xml",
		RunE: func(cmd *cobra.Command, args []string) error {
			set, err := rule.Load(args...)
			if err != nil {
				return ruleFaults(c, err)
			}
			origin := rule.OriginFlag
			if len(args) == 0 {
				origin = rule.OriginUser
			}
			results, err := testRules(cmd.Context(), set, origin)
			if err != nil {
				return err
			}
			return c.printRuleResults(results, format.value)
		},
	}
	cmd.Flags().VarP(format, "format", "f", "format of the report")
	return cmd
}

// testRules runs the tests of the rules of set that came from origin.
func testRules(ctx context.Context, set *rule.Set, origin rule.Origin) ([]ruleResult, error) {
	extractor, err := extract.New(extract.Options{Rules: set})
	if err != nil {
		return nil, err
	}
	var results []ruleResult
	for _, site := range set.All() {
		if site.Origin != origin {
			continue
		}
		for _, test := range site.Tests {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			r := ruleResult{Rule: site.Name, File: site.File, Line: test.Line, Page: test.Page}
			if test.Page == "" {
				r.Page, r.Skipped = test.URL, true
			} else {
				r.Failures = testRule(ctx, extractor, site, test)
			}
			r.Passed = len(r.Failures) == 0 && !r.Skipped
			results = append(results, r)
		}
	}
	return results, nil
}

// testRule runs one test and returns what is wrong.
func testRule(ctx context.Context, e *extract.Extractor, site *rule.Site, test rule.Case) []string {
	file, err := os.Open(filepath.Join(filepath.Dir(site.File), filepath.FromSlash(test.Page)))
	if err != nil {
		return []string{message(err)}
	}
	defer file.Close()
	address := test.URL
	if address == "" && len(site.Hosts) > 0 {
		address = "https://" + site.Hosts[0] + "/"
	}
	a, err := e.Extract(ctx, extract.Input{Name: test.Page, URL: address, Body: file})
	if err != nil {
		return []string{message(err)}
	}
	var wrong []string
	text := a.Title + "\n\n" + a.Text()
	for _, want := range test.Contains {
		if !strings.Contains(text, want) {
			wrong = append(wrong, fmt.Sprintf("- %s", want))
		}
	}
	for _, bad := range test.Absent {
		if strings.Contains(text, bad) {
			wrong = append(wrong, fmt.Sprintf("+ %s", bad))
		}
	}
	for _, field := range test.Fields {
		if got := fieldOf(a, field.Name); got != field.Value {
			wrong = append(wrong, fmt.Sprintf("- %s: %s", field.Name, field.Value), fmt.Sprintf("+ %s: %s", field.Name, got))
		}
	}
	for _, w := range a.Warnings {
		if strings.Contains(w, filepath.Base(site.File)) {
			wrong = append(wrong, w)
		}
	}
	return wrong
}

// fieldOf returns a field of an article by its JSON name, lists joined by commas.
func fieldOf(a *extract.Article, name string) string {
	raw, err := a.MarshalJSON()
	if err != nil {
		return ""
	}
	members, err := splitObject(raw)
	if err != nil {
		return ""
	}
	for _, m := range members {
		if m.name != name {
			continue
		}
		var list []string
		if json.Unmarshal(m.value, &list) == nil {
			return strings.Join(list, ", ")
		}
		var text string
		if json.Unmarshal(m.value, &text) == nil {
			return text
		}
	}
	return ""
}

// printRuleResults reports the results; a failure sets the exit code.
func (c *cli) printRuleResults(results []ruleResult, format string) error {
	failed, skipped := 0, 0
	for _, r := range results {
		switch {
		case r.Skipped:
			skipped++
		case !r.Passed:
			failed++
		}
	}
	out := &output{w: c.stdout}
	switch format {
	case formatJSON:
		if results == nil {
			results = []ruleResult{}
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(results); err != nil {
			return err
		}
		_ = out.write(b.Bytes())
	case "junit":
		report, err := junit(results, failed, skipped)
		if err != nil {
			return err
		}
		_ = out.write(report)
	default:
		for _, r := range results {
			word := "ok  "
			if r.Skipped {
				word = "skip"
			} else if !r.Passed {
				word = "FAIL"
			}
			out.printf("%s  %s  %s\n", word, quote(fmt.Sprintf("%s:%d", r.File, r.Line)), quote(r.Page))
			for _, f := range r.Failures {
				out.printf("      %s\n", clean(f))
			}
		}
	}
	if out.err != nil {
		return out.err
	}
	if !c.quiet {
		fmt.Fprintf(c.stderr, "pith: %d %s: %d failed, %d skipped\n", len(results), plural(len(results), "test"), failed, skipped)
	}
	if failed > 0 {
		return &exitError{code: exitFailed}
	}
	return nil
}

// junit writes the results as JUnit XML, as CI systems read it.
func junit(results []ruleResult, failed, skipped int) ([]byte, error) {
	type text struct {
		Message string `xml:"message,attr"`
		Body    string `xml:",chardata"`
	}
	type testcase struct {
		Class   string `xml:"classname,attr"`
		Name    string `xml:"name,attr"`
		File    string `xml:"file,attr"`
		Line    int    `xml:"line,attr"`
		Failure *text  `xml:"failure,omitempty"`
		Skipped *text  `xml:"skipped,omitempty"`
	}
	suite := struct {
		XMLName  xml.Name   `xml:"testsuite"`
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Skips    int        `xml:"skipped,attr"`
		Cases    []testcase `xml:"testcase"`
	}{Name: "pith rules test", Tests: len(results), Failures: failed, Skips: skipped}
	for _, r := range results {
		one := testcase{Class: r.Rule, Name: r.Page, File: r.File, Line: r.Line}
		if r.Skipped {
			one.Skipped = &text{Message: "names no page"}
		} else if !r.Passed {
			one.Failure = &text{Message: r.Failures[0], Body: strings.Join(r.Failures, "\n")}
		}
		suite.Cases = append(suite.Cases, one)
	}
	data, err := xml.MarshalIndent(suite, "", "  ")
	if err != nil {
		return nil, err
	}
	return append([]byte(xml.Header), append(data, '\n')...), nil
}
