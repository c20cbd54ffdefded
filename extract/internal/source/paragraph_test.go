package source

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestIsPlain(t *testing.T) {
	long := strings.Repeat("A sentence of a text that goes on for a while. ", 60)
	for _, test := range []struct {
		name, text string
		want       bool
	}{
		{"words", "Just words.", true},
		{"less than", "If a < b and b > c, then a<b or x<y holds.", true},
		{"e-mail", "Write to Ann <ann@example.org> or <https://example.org/a>.", true},
		{"lone tag", "The <b> tag makes text bold.", true},
		{"generics", "A List<String> of Map<Key, Value> and vector<int> items.", true},
		{"tutorial", long + "Use <p> for a paragraph, <br> for a break, <b> for bold and </b> to end it. " + long + long, true},
		{"chat", "<ann> hello\n<bob> hi\n<ann> how are you", true},
		{"words in angle brackets", "See <a long remark in brackets> here and <b or c>.", true},
		{"document", "<!DOCTYPE html><title>x</title>", false},
		{"late document", long + "<html><body>x", false},
		{"fragment", "<p>One.</p><p>Two.", false},
		{"one tag", "<div>Text", false},
		{"inline fragment", "Some <a href=\"/x\">linked</a> words and <b>bold</b> ones.", false},
		{"breaks", "First line<br>second line<br>third line", false},
		{"comment first", "<!-- saved --> <p>x</p>", false},
		{"custom elements", strings.Repeat("<x-box>", 500) + "<p>a</p><p>b</p>", false},
		{"XML", "<?xml version=\"1.0\"?><doc>x</doc>", false},
	} {
		if got := isPlain([]byte(test.text)); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestPlainTree(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"lines are paragraphs", "One line.\nAnother line.\r\nA third.\rA fourth.", "p:One line.|p:Another line.|p:A third.|p:A fourth."},
		{"blank lines", "  One.\n\n\n\tTwo. \n \u00a0\nThree.", "p:One.|p:Two.|p:Three."},
		{"markup stays text", "a < b & c\n<b> is a tag", "p:a < b & c|p:<b> is a tag"},
		{"wrapped", strings.Join([]string{
			"The ferry to the island will leave ten minutes later from Monday, the",
			"harbour office said, because the tide tables were wrong by a quarter of",
			"an hour.",
			"",
			"Passengers with tickets for the old time may take the later boat, or ask",
			"for their money back at the counter, which opens at seven every morning.",
			"- bicycles are free",
			"- dogs pay half",
		}, "\n"), "p:The ferry to the island will leave ten minutes later from Monday, the harbour office said, because the tide tables were wrong by a quarter of an hour.|" +
			"p:Passengers with tickets for the old time may take the later boat, or ask for their money back at the counter, which opens at seven every morning.|" +
			"p:- bicycles are free|p:- dogs pay half"},
		{"poem", "The ferry leaves\nthe harbour sleeps\na gull\nis awake\nand counts the boats\nthat stay", "p:The ferry leaves|p:the harbour sleeps|p:a gull|p:is awake|p:and counts the boats|p:that stay"},
		{"saved page", "Home\nNews\nContact\nFerry timetable changes\nThe evening ferry will leave ten minutes later from Monday, the harbour office said on Friday after a long meeting.\nRead also: Tides\nRelated Posts",
			"p:Home|p:News|p:Contact|p:Ferry timetable changes|p:The evening ferry will leave ten minutes later from Monday, the harbour office said on Friday after a long meeting.|p:Read also: Tides|p:Related Posts"},
		{"headline", "Ferry timetable changes\n\nThe evening ferry will leave ten minutes later from Monday, the harbour office said on Friday after a long meeting.\n\nMore.",
			"h1:Ferry timetable changes|p:The evening ferry will leave ten minutes later from Monday, the harbour office said on Friday after a long meeting.|p:More."},
		{"no headline", "© 2020 The Harbour Post\nThe evening ferry will leave ten minutes later from Monday, the harbour office said on Friday after a long meeting.",
			"p:© 2020 The Harbour Post|p:The evening ferry will leave ten minutes later from Monday, the harbour office said on Friday after a long meeting."},
	} {
		p, err := read(test.text, Limits{})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if !p.Plain {
			t.Errorf("%s: not taken for plain text", test.name)
		}
		var got []string
		for n := range findElement(findElement(p.Root, "html"), "body").ChildNodes() {
			if n.Type == html.ElementNode && n.FirstChild != nil {
				got = append(got, n.Data+":"+n.FirstChild.Data)
			}
		}
		if text := strings.Join(got, "|"); text != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, text, test.want)
		}
	}
}

func TestWrappedChineseIsJoinedWithoutSpaces(t *testing.T) {
	sentence := strings.Repeat("海湾边的村民们凑钱修好了那座二十年没有亮过的灯塔，工程从春天开始", 4)
	var lines []string
	for r := []rune(sentence); len(r) > 0; r = r[min(36, len(r)):] {
		lines = append(lines, string(r[:min(36, len(r))]))
	}
	got := splitParagraphs(strings.Join(lines, "\n"))
	if len(got) != 1 || got[0] != sentence {
		t.Errorf("got %q", got)
	}
}
