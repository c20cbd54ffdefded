package table

import (
	"strings"
	"testing"
)

func example() *Table {
	t := &Table{Header: []string{"", "F1", "why"}}
	t.Add("größe", 0.98765, "a|b")
	t.Add("x", 10, "")
	return t
}

func TestText(t *testing.T) {
	var b strings.Builder
	if err := example().Text(&b); err != nil {
		t.Fatal(err)
	}
	want := "          F1  why\n" +
		"größe  0.988  a|b\n" +
		"x         10\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestMarkdown(t *testing.T) {
	var b strings.Builder
	if err := example().Markdown(&b); err != nil {
		t.Fatal(err)
	}
	want := "|  | F1 | why |\n|---|---:|---|\n| größe | 0.988 | a\\|b |\n| x | 10 |  |\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestEmpty(t *testing.T) {
	var b strings.Builder
	if err := (&Table{}).Text(&b); err != nil || b.String() != "" {
		t.Errorf("got %q, %v", b.String(), err)
	}
}
