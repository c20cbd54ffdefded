package blame

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pithtext/pith/cmd/pith-lab/internal/label"
	"github.com/pithtext/pith/extract"
)

func TestLedger(t *testing.T) {
	l := NewLedger(1)
	l.Add("p", []extract.BlockTrace{
		{By: "boilerplate", Rule: "share", Text: "Share"},
		{By: "boilerplate", Rule: "share", Text: "lost"},
		{By: "boilerplate", Rule: "share", Text: "lost too"},
		{By: "model", Kept: true, Text: "found"},
		{By: "model", Kept: true, Text: "noise"},
		{By: "model", Text: "not known"},
	}, []label.Block{
		{Label: label.Drop, Words: 1}, {Label: label.Keep, Words: 20}, {Label: label.Keep, Words: 30},
		{Label: label.Keep, Words: 40}, {Label: label.Drop, Words: 5}, {Label: label.Unknown, Words: 100},
	})
	want := []*Record{
		{Decider: Decider{"boilerplate", "share"}, Lost: Share{2, 50}, Cleaned: Share{1, 1}, Wrong: []Wrong{{"p", "lost", false}}},
		{Decider: Decider{"model", ""}, Noise: Share{1, 5}, Found: Share{1, 40}, Wrong: []Wrong{{"p", "noise", true}}},
	}
	if d := cmp.Diff(want, l.Records()); d != "" {
		t.Error(d)
	}
}
