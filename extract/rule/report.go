package rule

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Formats are the forms in which WriteResults writes.
func Formats() []string { return []string{"text", "json", "junit"} }

// Failed returns how many results have failures.
func Failed(results []Result) (n int) {
	for i := range results {
		if len(results[i].Failures) > 0 {
			n++
		}
	}
	return n
}

// WriteResults writes results in one of Formats.
func WriteResults(w io.Writer, format string, results []Result) error {
	switch format {
	case "text":
		return writeText(w, results)
	case "json":
		return writeJSON(w, results)
	case "junit":
		return writeJUnit(w, results)
	}
	return &Error{Field: "format", Msg: fmt.Sprintf("%q is not one of %s", format, strings.Join(Formats(), ", ")), Hint: nearest(format, Formats())}
}

func (r *Result) status() string {
	switch {
	case len(r.Failures) > 0:
		return "FAIL"
	case r.Skipped != "":
		return "skip"
	}
	return "ok"
}

// writeText writes a table, and a diff for each failure under its row.
func writeText(w io.Writer, results []Result) error {
	var b strings.Builder
	wide := 0
	for i := range results {
		wide = max(wide, len(results[i].Rule))
	}
	skipped := 0
	for i := range results {
		r := &results[i]
		fmt.Fprintf(&b, "%-4s  %-*s  %s", r.status(), wide, r.Rule, r.Page)
		if r.Skipped != "" {
			skipped++
			fmt.Fprintf(&b, "  (%s)", r.Skipped)
		}
		b.WriteByte('\n')
		for _, f := range r.Failures {
			fmt.Fprintf(&b, "      %s:%d: %s\n", r.File, f.Line, strings.ReplaceAll(f.Diff(), "\n", "\n        "))
		}
	}
	failed := Failed(results)
	fmt.Fprintf(&b, "%d passed, %d failed, %d skipped\n", len(results)-failed-skipped, failed, skipped)
	_, err := io.WriteString(w, b.String())
	return err
}

func writeJSON(w io.Writer, results []Result) error {
	type failure struct {
		Kind string `json:"kind"`
		Line int    `json:"line"`
		Want string `json:"want"`
		Got  string `json:"got"`
	}
	type result struct {
		Rule     string    `json:"rule"`
		File     string    `json:"file"`
		Line     int       `json:"line"`
		Page     string    `json:"page"`
		Status   string    `json:"status"`
		Skipped  string    `json:"skipped"`
		Failures []failure `json:"failures"`
	}
	out := make([]result, len(results))
	for i := range results {
		r := &results[i]
		out[i] = result{r.Rule, r.File, r.Line, r.Page, strings.ToLower(r.status()), r.Skipped, []failure{}}
		for _, f := range r.Failures {
			out[i].Failures = append(out[i].Failures, failure(f))
		}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class    string         `xml:"classname,attr"`
	Name     string         `xml:"name,attr"`
	File     string         `xml:"file,attr"`
	Line     int            `xml:"line,attr"`
	Failures []junitFailure `xml:"failure"`
	Skipped  *junitSkipped  `xml:"skipped"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

type junitSkipped struct {
	Message string `xml:"message,attr"`
}

func writeJUnit(w io.Writer, results []Result) error {
	suite := junitSuite{Name: "pith rules", Tests: len(results), Failures: Failed(results)}
	for i := range results {
		r := &results[i]
		c := junitCase{Class: r.Rule, Name: r.Page, File: r.File, Line: r.Line}
		if r.Skipped != "" {
			suite.Skipped++
			c.Skipped = &junitSkipped{r.Skipped}
		}
		for _, f := range r.Failures {
			c.Failures = append(c.Failures, junitFailure{f.Kind, fmt.Sprintf("%s:%d: %s", r.File, f.Line, f.Diff())})
		}
		suite.Cases = append(suite.Cases, c)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(suite); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
