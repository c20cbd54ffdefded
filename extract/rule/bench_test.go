package rule

import (
	"strings"
	"testing"
)

// page is the lines of a page of typical size: 60 paragraphs and 60 short lines.
func benchmarkPage() []Line {
	short := []string{"Culture", "Read also: How a beekeeper came to keep the maps", "By Halyna Borsuk", "Copyright 2024 Harbour Gazette", "Follow the towpath for two miles", "14 March 2025"}
	var lines []Line
	for i := range 60 {
		lines = append(lines, Line{Place: Inside, Text: strings.Repeat(prose.Text+" ", 1+i%4)}, Line{Place: Inside, Text: short[i%len(short)]})
	}
	return lines
}

func BenchmarkBoilerplateLines(b *testing.B) {
	rules, err := LoadBoilerplate()
	if err != nil {
		b.Fatal(err)
	}
	lines := benchmarkPage()
	b.ReportAllocs()
	for b.Loop() {
		rules.Lines(lines)
	}
}

func BenchmarkLoadBoilerplate(b *testing.B) {
	for b.Loop() {
		if _, err := readBoilerplate(boilerplateIndex); err != nil {
			b.Fatal(err)
		}
	}
}
