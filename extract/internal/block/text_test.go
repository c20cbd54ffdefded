package block

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStats(t *testing.T) {
	for _, c := range []struct {
		name, page string
		want       Stats
	}{
		{"words", "<p>Two words.</p>", Stats{
			Chars: 9, Mass: 8, Letters: 8, Upper: 1, Words: 2, Stops: 1, First: 'T', Final: '.',
		}},
		{"apostrophes and hyphens stay in words", "<p>don't well-known it’s</p>", Stats{
			Chars: 19, Mass: 16, Letters: 16, Words: 3, Quotes: 2, Symbols: 1, First: 'd', Final: 's',
		}},
		{"other punctuation splits", "<p>a/b,c</p>", Stats{
			Chars: 5, Mass: 3, Letters: 3, Words: 3, Commas: 1, Bars: 1, First: 'a', Final: 'c',
		}},
		{"digits and currency", "<p>€20, $3; 5%</p>", Stats{
			Chars: 9, Mass: 4, Digits: 4, Words: 3, Commas: 2, Currency: 2, Symbols: 1, First: '€', Final: '%',
		}},
		{"link", `<p>See <a href="x">the map</a>!</p>`, Stats{
			Chars: 10, Mass: 9, Letters: 9, Upper: 1, Words: 3, Stops: 1, Links: 1, LinkMass: 6, First: 'S', Final: '!',
		}},
		{"links at both ends", `<p><a href="x">ab</a> c <a href="y">d</a></p>`, Stats{
			Chars: 4, Mass: 4, Letters: 4, Words: 3, Links: 2, LinkMass: 3, First: 'a', Final: 'd', LinkFirst: true, LinkFinal: true,
		}},
		{"a link without text is none", `<p>ab<a href="x"></a></p>`, Stats{
			Chars: 2, Mass: 2, Letters: 2, Words: 1, First: 'a', Final: 'b',
		}},
		{"bold", "<p><b>ab</b> <strong>c</strong>d</p>", Stats{
			Chars: 4, Mass: 4, Letters: 4, Words: 2, BoldMass: 3, First: 'a', Final: 'd',
		}},
		{"quotes and brackets are no final character", "<p>“Go on.” (so)</p>", Stats{
			Chars: 11, Mass: 6, Letters: 6, Upper: 1, Words: 3, Stops: 1, Quotes: 2, Symbols: 2, First: '“', Final: 'o',
		}},
		{"Chinese", "<p>他们走了。</p>", Stats{
			Chars: 5, Mass: 10, Letters: 4, Wide: 4, Words: 3, Stops: 1, First: '他', Final: '。',
		}},
		{"an odd number of wide letters rounds mass down", "<p>我</p>", Stats{
			Chars: 1, Mass: 2, Letters: 1, Wide: 1, Words: 1, First: '我', Final: '我',
		}},
		{"Arabic", "<p>مرحبا، كيف؟</p>", Stats{
			Chars: 10, Mass: 8, Letters: 8, Words: 2, Commas: 1, Stops: 1, First: 'م', Final: '؟',
		}},
		{"Devanagari: signs have no mass", "<p>हिन्दी।</p>", Stats{
			Chars: 7, Mass: 3, Letters: 3, Words: 1, Stops: 1, First: 'ह', Final: '।',
		}},
		{"soft hyphen has no mass", "<p>a\u00adb</p>", Stats{
			Chars: 3, Mass: 2, Letters: 2, Words: 1, First: 'a', Final: 'b',
		}},
		{"copyright, at and bars", "<p>© a@b | c</p>", Stats{
			Chars: 6, Mass: 3, Letters: 3, Words: 3, Bars: 1, Copyright: true, At: true, First: '©', Final: 'c',
		}},
		{"line breaks", "<p>a<br>b<br>c</p>", Stats{
			Chars: 3, Mass: 3, Letters: 3, Words: 3, Breaks: 2, First: 'a', Final: 'c',
		}},
		{"inline elements", "<p>a<time>b</time><code>c</code><img src=i></p>", Stats{
			Chars: 3, Mass: 3, Letters: 3, Words: 1, First: 'a', Final: 'c', Inline: InlineTime | InlineCode | InlineImage,
		}},
		{"a form field before its label", "<div><input type=checkbox> Yes</div>", Stats{
			Chars: 3, Mass: 3, Letters: 3, Upper: 1, Words: 1, First: 'Y', Final: 's', Inline: InlineInput,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := built(t, c.page)
			if len(table.Blocks) != 1 {
				t.Fatalf("blocks %q, want one", blockTexts(table))
			}
			if diff := cmp.Diff(c.want, table.Blocks[0].Stats); diff != "" {
				t.Errorf("stats (-want +got):\n%s", diff)
			}
		})
	}
}

// TestStatsStartAnew asserts that nothing of one block's numbers is left in the
// next one's.
func TestStatsStartAnew(t *testing.T) {
	table := built(t, `<p><a href=x>© 2024 <b>All, rights@</b> <time>x</time><img src=i></a></p><p>ab</p>`)
	want := Stats{Chars: 2, Mass: 2, Letters: 2, Words: 1, First: 'a', Final: 'b'}
	if diff := cmp.Diff(want, table.Blocks[1].Stats); diff != "" {
		t.Errorf("stats of the second block (-want +got):\n%s", diff)
	}
}

func TestHasYear(t *testing.T) {
	for s, want := range map[string]bool{
		"": false, "2024": true, "in 1999.": true, "1899": false, "2100": false, "12024": false, "20245": false,
		"a2024b": true, "202": false, "May 3, 2019": true,
	} {
		if got := hasYear(s); got != want {
			t.Errorf("hasYear(%q) is %v, want %v", s, got, want)
		}
	}
}

func TestHasClock(t *testing.T) {
	for s, want := range map[string]bool{
		"": false, "9:05": true, "at 21:30": true, "3:75": false, "3:4": false, ":30": false, "a:30": false, "Mark 4:2": false,
	} {
		if got := hasClock(s); got != want {
			t.Errorf("hasClock(%q) is %v, want %v", s, got, want)
		}
	}
}
