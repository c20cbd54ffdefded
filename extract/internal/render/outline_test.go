package render

import (
	"strconv"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"
)

// outline lists the elements and texts of an HTML fragment, a line each, with
// the differences levelled that Markdown cannot help: it has no definition
// lists, figures, captions and quotation elements.
func outline(t testing.TB, fragment string, plain bool) []string {
	t.Helper()
	root, err := xhtml.Parse(strings.NewReader(fragment))
	if err != nil {
		t.Fatal(err)
	}
	o := outliner{plain: plain}
	o.children(root)
	o.flush()
	return o.lines
}

type outliner struct {
	lines []string
	text  strings.Builder
	em    bool // inside of emphasis, where more adds nothing
	plain bool // addresses are left out
	cell  bool // inside of a cell, which is text on one line
}

func (o *outliner) flush() {
	if s := strings.Join(strings.Fields(o.text.String()), " "); s != "" {
		o.lines = append(o.lines, s)
	}
	o.text.Reset()
}

func (o *outliner) children(n *xhtml.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		o.node(c)
	}
}

// levelled maps elements to what Markdown says instead.
var levelled = map[string]string{"dl": "", "dt": "strong", "dd": "li", "figcaption": "em", "cite": "em", "figure": "", "tbody": "", "thead": "", "th": "td",
	"html": "", "head": "", "body": "", "rp": "-", "input": "", "section": "", "colgroup": ""}

func (o *outliner) node(n *xhtml.Node) {
	if n.Type == xhtml.TextNode {
		o.text.WriteString(n.Data)
		return
	}
	class := attribute(n, "class")
	switch {
	case n.Data == "caption":
		return // written by the table
	case o.cell, n.Data == "a" && o.plain:
		o.text.WriteByte(' ')
		o.children(n)
		o.text.WriteByte(' ')
		return
	case n.Data == "p":
		o.flush()
		o.children(n)
		o.flush()
		return
	case n.Data == "br" && n.Parent.Data == "a":
		o.text.WriteByte(' ')
		return
	case n.Data == "br":
		o.text.WriteString(" ⏎ ")
		return
	case n.Data == "q":
		o.text.WriteString("“")
		o.children(n)
		o.text.WriteString("”")
		return
	case n.Data == "sup" && n.FirstChild != nil && n.FirstChild.Data == "a" && strings.HasPrefix(attribute(n.FirstChild, "href"), "#fn"):
		o.text.WriteString("[note]")
		return
	case n.Data == "div" && class == "footnotes":
		o.node(n.LastChild.PrevSibling)
		return
	case class == "footnote-backref":
		return
	case strings.HasPrefix(class, "math"):
		s := strings.NewReplacer(`\(`, "$", `\)`, "$", `\[`, "$$", `\]`, "$$").Replace(n.FirstChild.Data)
		o.text.WriteString(s)
		return
	case n.Data == "tr" && strings.TrimSpace(textOf(n)) == "":
		return // the header that a table in Markdown must have
	}
	o.element(n)
}

func (o *outliner) element(n *xhtml.Node) {
	tag, ok := levelled[n.Data]
	if !ok && n.Data == "em" || tag == "em" {
		if o.em {
			o.children(n)
			return
		}
		o.em = true
		defer func() { o.em = false }()
	}
	switch {
	case !ok:
		tag = n.Data
	case tag == "-":
		return
	case tag == "":
		o.children(n)
		return
	}
	line := tag
	for _, key := range []string{"href", "src", "alt", "start", "class", "title"} {
		if v := attribute(n, key); v != "" && !(key == "title" && tag == "a") && !(key == "start" && v == "1") {
			line += " " + key + "=" + v
		}
	}
	if has(n, "checked") {
		line += " checked"
	}
	o.flush()
	switch n.Data {
	case "table":
		if c := n.FirstChild.NextSibling; c.Data == "caption" {
			o.lines = append(o.lines, "<em>", textOf(c), "</em>")
		}
	case "td", "th":
		o.cell = true
		defer func() { o.cell = false }()
	case "ol":
		o.numbered(n)
		return
	case "dd":
		if n.PrevSibling.PrevSibling.Data != "dd" {
			o.lines = append(o.lines, "<ul>")
		}
		defer func() {
			if n.NextSibling.NextSibling == nil || n.NextSibling.NextSibling.Data != "dd" {
				o.lines = append(o.lines, "</ul>")
			}
		}()
	}
	o.lines = append(o.lines, "<"+line+">")
	if n.Data == "table" && spans(n) {
		o.grid(spelledOut(n))
	} else {
		o.children(n)
		o.flush()
	}
	o.lines = append(o.lines, "</"+tag+">")
}

// spans reports whether a table has cells over several rows or columns.
func spans(table *xhtml.Node) bool {
	for n := range table.Descendants() {
		if has(n, "rowspan") || has(n, "colspan") {
			return true
		}
	}
	return false
}

// spelledOut returns the texts of a table of one cell a place: a cell over several
// rows stands in each of them, one over several columns in the first, but in the
// header in all of them, whose rows become one.
func spelledOut(table *xhtml.Node) (grid [][]string) {
	header := 0    // rows of it
	var down []int // for each column, the rows left of a cell from above
	var above []string
	for tr := range table.Descendants() {
		if tr.Data != "tr" {
			continue
		}
		head := tr.Parent.Data == "thead"
		var row []string
		place := func() { // cells from above
			for len(row) < len(down) && down[len(row)] > 0 {
				down[len(row)]--
				row = append(row, above[len(row)])
			}
		}
		for c := range tr.ChildNodes() {
			if c.Data != "td" && c.Data != "th" {
				continue
			}
			place()
			text := textOf(c)
			for range number(c, "colspan", 1) {
				for len(down) <= len(row) {
					down, above = append(down, 0), append(above, "")
				}
				down[len(row)], above[len(row)] = number(c, "rowspan", 1)-1, text
				row = append(row, text)
				if !head {
					text = ""
				}
			}
		}
		place()
		if head {
			header++
		}
		grid = append(grid, row)
	}
	if header > 1 {
		for column := range grid[0] {
			for _, row := range grid[1:header] {
				if text := row[column]; !strings.HasSuffix(grid[0][column], text) {
					grid[0][column] += " " + text
				}
			}
		}
		grid = append(grid[:1], grid[header:]...)
	}
	return grid
}

// grid lists rows of cells as a table without spans is listed.
func (o *outliner) grid(rows [][]string) {
	for _, row := range rows {
		o.lines = append(o.lines, "<tr>")
		for _, text := range row {
			o.lines = append(o.lines, "<td>")
			o.text.WriteString(text)
			o.flush()
			o.lines = append(o.lines, "</td>")
		}
		o.lines = append(o.lines, "</tr>")
	}
}

// numbered lists an ordered list by the numbers of its items: Markdown begins
// another list where they do not go up by one.
func (o *outliner) numbered(n *xhtml.Node) {
	count, last := counter{next: number(n, "start", 1), step: 1}, -1
	if has(n, "reversed") {
		items := 0
		for li := n.FirstChild; li != nil; li = li.NextSibling {
			if li.Data == "li" {
				items++
			}
		}
		count = counter{next: number(n, "start", items), step: -1}
	}
	for li := n.FirstChild; li != nil; li = li.NextSibling {
		if li.Data != "li" {
			continue
		}
		i := count.number(li)
		count.count(li)
		switch {
		case strings.HasPrefix(attribute(li, "id"), "fn"):
			o.lines = append(o.lines, "<note>")
		case i == last+1 && last >= 0:
			o.lines = append(o.lines, "<li>")
		default:
			o.lines = append(o.lines, "<ol> "+strconv.Itoa(i), "<li>")
		}
		last = i
		o.children(li)
		o.flush()
		o.lines = append(o.lines, "</li>")
	}
}

func textOf(n *xhtml.Node) string {
	var s strings.Builder
	for c := range n.Descendants() {
		if c.Type == xhtml.TextNode {
			s.WriteString(c.Data)
		}
	}
	return s.String()
}
