package extract

// Trace is what happened to every block of a page, in the page's order.
type Trace struct {
	Blocks   []BlockTrace
	Features []string // names of BlockTrace.Features, in their order
	Fields   []FieldTrace
}

// FieldTrace says where a metadata field came from.
type FieldTrace struct {
	Name   string // JSON name, such as "title"
	Value  string
	Source string // such as "og:title"
}

// BlockTrace is one block's way.
type BlockTrace struct {
	Index    int
	Path     string // tags and classes from the body down, such as "div.main > p"
	Text     string
	Kept     bool
	Comment  bool    // belongs to readers' comments
	By       string  // who decided: "site-rule", "boilerplate", "readability", "model", "structure"
	Rule     string  // rule ID or site with file and line; empty for readability and model
	Reason   string  // why, for a person
	Score    float64 // the model's probability, 0 to 1
	Features []float32
}
