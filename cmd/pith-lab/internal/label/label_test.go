package label

import (
	"slices"
	"testing"
)

func labels(blocks []Block) []int {
	out := make([]int, len(blocks))
	for i, b := range blocks {
		out[i] = b.Label
	}
	return out
}

func TestByText(t *testing.T) {
	tests := []struct {
		name   string
		blocks []string
		truth  string
		cjk    bool
		want   []int
	}{
		{
			name:   "navigation around a story",
			blocks: []string{"Home", "Harbour reopens", "The harbour opened on Monday.", "***", "Read also: Ferries"},
			truth:  "The harbour opened on Monday.",
			want:   []int{0, 0, 1, -1, 0},
		},
		{
			name: "a teaser repeats the story's first sentence",
			blocks: []string{
				"The harbour opened on Monday.", "More news", "The harbour opened on Monday.", "Boats came back.",
			},
			truth: "The harbour opened on Monday. Boats came back.",
			want:  []int{0, 0, 1, 1},
		},
		{
			name: "a box repeats the story's last sentence",
			blocks: []string{
				"The harbour opened on Monday.", "Boats came back.", "Most read", "Boats came back.",
			},
			truth: "The harbour opened on Monday. Boats came back.",
			want:  []int{1, 1, 0, 0},
		},
		{
			name:   "exactly half is not over half",
			blocks: []string{"one two three four", "five six seven"},
			truth:  "one two five six",
			want:   []int{0, 1},
		},
		{
			name:   "characters without spaces",
			blocks: []string{"首页", "港口周一开放", "相关新闻"},
			truth:  "港口在周一开放",
			cjk:    true,
			want:   []int{0, 1, 0},
		},
		{name: "no truth", blocks: []string{"one", "two"}, want: []int{0, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := labels(ByText(tt.blocks, tt.truth, tt.cjk)); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestByTextCounts(t *testing.T) {
	got := ByText([]string{"one two three four"}, "one three five", false)
	if want := (Block{Label: Drop, Words: 4, Aligned: 2}); got[0] != want {
		t.Errorf("got %+v, want %+v", got[0], want)
	}
}

func TestBySnippets(t *testing.T) {
	blocks := []string{
		"Boats came\n back", "Share this", "On Monday the boats came back. Boats came back for good", "and stayed", "Share this page",
		"Boats and Share",
	}
	tests := []struct {
		name          string
		with, without []string
		want          []int
	}{
		{"longest of two, across white space", []string{"Boats  came back"}, nil, []int{-1, -1, 1, -1, -1, -1}},
		{"every unwanted one", nil, []string{"Share this"}, []int{-1, 0, -1, -1, 0, -1}},
		{"across blocks", []string{"for good and"}, nil, []int{-1, -1, 1, 1, -1, -1}},
		{"both", []string{"Boats and"}, []string{"and Share"}, []int{-1, -1, -1, -1, -1, -1}},
		{"case matters", []string{"share this"}, nil, []int{-1, -1, -1, -1, -1, -1}},
		{"empty", []string{" "}, []string{""}, []int{-1, -1, -1, -1, -1, -1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := labels(BySnippets(blocks, tt.with, tt.without)); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
