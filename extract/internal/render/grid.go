package render

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// slot is one position of a table: the cell that covers it, and whether it only
// continues a cell that began further left or further up.
type slot struct {
	cell        *html.Node // nil where a row is short
	left, above bool
}

// grid is a table with its spans spelled out. All rows have the same length.
type grid struct {
	caption *html.Node
	head    int // rows at the top that are headers
	rows    [][]slot
	columns int
}

func gridOf(table *html.Node) grid {
	var g grid
	var down []slot // by column: the cell that reaches into the next row
	var left []int  // by column: how many rows it still covers
	for section := table.FirstChild; section != nil; section = section.NextSibling {
		if section.DataAtom == atom.Caption {
			g.caption = section
			continue
		}
		for tr := section.FirstChild; tr != nil; tr = tr.NextSibling {
			var row []slot
			carry := func() {
				for len(row) < len(left) && left[len(row)] > 0 {
					left[len(row)]--
					row = append(row, down[len(row)])
				}
			}
			for cell := tr.FirstChild; cell != nil; cell = cell.NextSibling {
				carry()
				rows := number(cell, "rowspan", 1)
				for i := range number(cell, "colspan", 1) {
					for len(left) <= len(row) {
						left, down = append(left, 0), append(down, slot{})
					}
					left[len(row)], down[len(row)] = rows-1, slot{cell, i > 0, true}
					row = append(row, slot{cell: cell, left: i > 0})
				}
			}
			carry()
			g.rows = append(g.rows, row)
			g.columns = max(g.columns, len(row))
			if section.DataAtom == atom.Thead {
				g.head++
			}
		}
	}
	for i, row := range g.rows {
		for len(row) < g.columns {
			row = append(row, slot{})
		}
		g.rows[i] = row
	}
	return g
}
