package extract

import (
	"errors"
	"fmt"

	"github.com/pithtext/pith/extract/internal/source"
)

// ErrNoArticle reports a page that was read but holds no text to keep. Errors
// that wrap it say why where that is known.
var ErrNoArticle = errors.New("no article found")

// ErrNotPage reports input that is not a web page: empty, an image, a PDF.
var ErrNotPage = source.ErrNotPage

// LimitError reports a page over one of the Limits.
type LimitError = source.LimitError

// InputError says which input failed, and at what.
type InputError struct {
	Name string // as given in Input.Name
	Op   string // "read", "parse" or "extract"
	Err  error
}

func (e *InputError) Error() string { return fmt.Sprintf("%s: %v", e.Name, e.Err) }

// Unwrap returns the cause.
func (e *InputError) Unwrap() error { return e.Err }

// OptionError reports a field of Options that has no meaning.
type OptionError struct {
	Field string // name of the field, such as "Engine"
	Value string
	Want  string // what would be accepted
}

func (e *OptionError) Error() string {
	return fmt.Sprintf("%s: %q is not %s", e.Field, e.Value, e.Want)
}
