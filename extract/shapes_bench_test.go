package extract_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/internal/shapes"
)

// doublings are the sizes in bytes that a shape is measured at.
var doublings = []int{50_000, 100_000, 200_000, 400_000}

// BenchmarkDoubling shows that the time of every shape grows with its size and
// no faster: it prints the time at the smallest size, then the ratio of each
// doubling, which stays near two. "default" is what the command line does for
// Markdown; "kept" keeps the whole page and renders every format;
// "readability" is the other engine. For example:
//
//	go test ./extract -run '^$' -bench 'Doubling/default' -benchtime 3x
func BenchmarkDoubling(b *testing.B) {
	limits := extract.Limits{Nodes: -1, Time: time.Hour}
	for _, way := range []struct {
		name   string
		o      extract.Options
		render func(*extract.Article) int
	}{
		{"default", extract.Options{Limits: limits}, func(a *extract.Article) int { return len(a.Markdown()) }},
		{"kept", extract.Options{Limits: limits, Rules: rules(b, "keep: [body]\n"), URL: "https://example.com/a/b", Images: "keep", CleanURLs: true}, allFormats},
		{"readability", extract.Options{Limits: limits, Engine: extract.EngineReadability}, func(a *extract.Article) int { return len(a.Text()) }},
	} {
		e, err := extract.New(way.o)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(way.name, func(b *testing.B) {
			for _, s := range shapes.Markup() {
				b.Run("markup/"+s.Name, func(b *testing.B) { benchmarkDoubling(b, e, s, way.render) })
			}
			for _, s := range shapes.Stories() {
				b.Run("story/"+s.Name, func(b *testing.B) { benchmarkDoubling(b, e, s, way.render) })
			}
		})
	}
}

// benchmarkDoubling takes the least processor time of all runs for each size,
// of which there are more the shorter they are.
func benchmarkDoubling(b *testing.B, e *extract.Extractor, s shapes.Shape, render func(*extract.Article) int) {
	const enough = 0.05 // seconds of a size in each round
	best := make([]float64, len(doublings))
	for i := range best {
		best[i] = math.Inf(1)
	}
	// The collector waits until a size is done: the first size at which it runs would
	// seem to take several times what the one before takes.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for b.Loop() {
		for i, n := range doublings {
			page := s.Page(n)
			for sum := 0.0; sum < enough; {
				runtime.GC()
				start := processorTime()
				a, err := e.Extract(context.Background(), extract.Input{Body: strings.NewReader(page)})
				if err == nil {
					render(a)
				}
				took := (processorTime() - start).Seconds()
				sum += took + 1e-4
				best[i] = min(best[i], took)
			}
		}
	}
	b.ReportMetric(0, "ns/op") // of all sizes together, which says nothing
	b.ReportMetric(1000*best[0], fmt.Sprintf("ms@%dk", doublings[0]/1000))
	for i := 1; i < len(best); i++ {
		b.ReportMetric(best[i]/best[i-1], fmt.Sprintf("x@%dk", doublings[i]/1000))
	}
}

// allFormats renders an article in every format and with every dial.
func allFormats(a *extract.Article) int {
	data, err := json.Marshal(a)
	if err != nil {
		return 0
	}
	return len(data) + len(a.HTML()) + len(a.Document()) + len(a.FrontMatter()) + a.WordCount()
}
