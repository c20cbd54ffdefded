package rule

import "testing"

func TestEmbedded(t *testing.T) {
	if _, err := Embedded(); err != nil {
		t.Fatal(err)
	}
	b, err := LoadBoilerplate()
	if err != nil {
		t.Fatal(err)
	}
	lines := []Line{{Text: "Copyright © 2014-2024 Example Press", Place: Before}, {Text: "The story says that copyright is a right which many do not know and that is how it is with the law of the land.", Place: Inside}, {Text: "Read also:", Place: After}, {Text: "A headline", Place: After}}
	got := b.Lines(lines)
	if len(got) != 3 {
		t.Errorf("%v", got)
	}
}
