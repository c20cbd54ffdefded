package batch

import (
	"context"
	"errors"
	"os"

	"github.com/pithtext/pith/extract"
	"github.com/pithtext/pith/extract/archive"
)

// Coder is an error with a code of its own.
type Coder interface{ Code() string }

// Code returns the stable code of a page's error, as JSON and manifests show
// it, and "" for nil:
//
//	no_article  the page was read and holds no article
//	not_page    the input is empty, an image, a PDF
//	limit       the page is over one of the limits
//	timeout     the page took longer than allowed
//	not_found   the input does not exist
//	read        the input could not be read
//	write       the result could not be written
//	bad_record  a record of an archive or a JSON line is damaged
//	crash       the extraction crashed
//	failed      anything else
//
// An error that implements Coder says its own.
func Code(err error) string {
	var (
		coder Coder
		limit *extract.LimitError
		write *WriteError
		read  *ReadError
		crash *PanicError
		bad   *archive.RecordError
	)
	switch {
	case err == nil:
		return ""
	case errors.As(err, &coder):
		return coder.Code()
	case errors.As(err, &limit) && limit.Limit == "time", errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case errors.As(err, &limit):
		return "limit"
	case errors.Is(err, extract.ErrNoArticle):
		return "no_article"
	case errors.Is(err, extract.ErrNotPage):
		return "not_page"
	case errors.As(err, &write):
		return "write"
	case errors.As(err, &bad):
		return "bad_record"
	case errors.As(err, &crash):
		return "crash"
	case errors.Is(err, os.ErrNotExist):
		return "not_found"
	case errors.As(err, &read):
		return "read"
	}
	return "failed"
}
