package meta

import "fmt"

// Limits bounds the structured data that is read of one page.
type Limits struct {
	Data  int64 // bytes of JSON-LD, all scripts together
	Depth int   // nesting of JSON-LD
}

// warnings says what was left out.
func (p *page) warnings(g *graph) (all []string) {
	if p.excess {
		all = append(all, "structured data beyond the first "+bytesOf(p.limits.Data)+" was left out")
	}
	if g.deep {
		all = append(all, fmt.Sprintf("structured data nested deeper than %d levels was left out", p.limits.Depth))
	}
	return all
}

func bytesOf(n int64) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
