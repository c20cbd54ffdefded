package render

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/pithtext/pith/extract/internal/article"
)

// storyPage is a page like a news site's: 40 paragraphs of story among lists of
// links four times as many.
func storyPage(b *testing.B) (*html.Node, article.Selection) {
	story := strings.Repeat(`<p class="story__text">The ferry <em>left</em> at six, and <a href="https://harbour.example/news?id=7&amp;utm_source=x">the harbour master</a> was
still asleep; nobody had told him that the <strong>winter timetable</strong> was in force, nor that the quay had been closed to cars since Monday.</p>
<figure><img src="/i.jpg" srcset="/i-640.jpg 640w, /i-1280.jpg 1280w" alt="The quay"><figcaption>The quay at dawn.</figcaption></figure>`, 40)
	links := strings.Repeat(`<ul class="nav__list">`+strings.Repeat(`<li class="nav__item"><a href="/section"><span>Section</span></a></li>`, 20)+`</ul>`, 40)
	root, err := html.Parse(strings.NewReader(`<body><nav>` + links + `</nav><article id="story"><div><div>` + story + `</div></div></article><footer>` + links + `</footer>`))
	if err != nil {
		b.Fatal(err)
	}
	kept := article.Selection{Text: map[*html.Node]struct{}{}}
	for n := range root.Descendants() {
		if attribute(n, "id") != "story" {
			continue
		}
		for c := range n.Descendants() {
			if c.Type == html.TextNode {
				kept.Text[c] = struct{}{}
			}
		}
	}
	return root, kept
}

func BenchmarkBuild(b *testing.B) {
	root, kept := storyPage(b)
	b.ReportAllocs()
	for b.Loop() {
		article.Build(root, kept, article.Options{})
	}
}

func benchmark(b *testing.B, render func(*html.Node, Options) string) {
	root, kept := storyPage(b)
	tree := article.Build(root, kept, article.Options{})
	b.ReportAllocs()
	for b.Loop() {
		render(tree, Options{})
	}
}

func BenchmarkText(b *testing.B)     { benchmark(b, Text) }
func BenchmarkMarkdown(b *testing.B) { benchmark(b, Markdown) }
func BenchmarkHTML(b *testing.B)     { benchmark(b, HTML) }
