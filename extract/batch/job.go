package batch

import (
	"context"
	"io"
	"time"
)

// Page is one input as the extraction sees it.
type Page struct {
	Name        string    `json:"name"` // path, "-", or archive#record; unique in a run where the inputs are
	URL         string    `json:"url,omitempty"`
	ContentType string    `json:"content_type,omitempty"` // Content-Type header of the response that held it
	Charset     string    `json:"charset,omitempty"`
	ID          string    `json:"id,omitempty"`       // the record's own identifier, as JSON; empty for files
	Date        string    `json:"date,omitempty"`     // when the record was fetched, as the archive says
	Warnings    []string  `json:"warnings,omitempty"` // what is wrong with the record
	Body        io.Reader `json:"-"`
}

// Result is an extracted and rendered page.
type Result struct {
	Data     []byte   `json:"-"` // what is written
	Words    int      `json:"words"`
	Warnings []string `json:"warnings,omitempty"`
}

// Extract extracts and renders one page. It is called from several goroutines
// at once and must not keep p.Body.
type Extract func(ctx context.Context, p Page) (Result, error)

// Job is one page to be done.
type Job struct {
	Page   Page                          // Body is nil
	Output string                        // slash-separated path inside the output folder; empty for a stream
	Open   func() (io.ReadCloser, error) // called once, by the worker
	Held   int64                         // bytes that the job keeps in memory until it is done
	Err    error                         // the input failed before it could be opened; Open is nil
}

// Status says what became of a job.
type Status string

// Statuses, as they stand in the manifest.
const (
	Done      Status = "done"
	Failed    Status = "failed"
	Unchanged Status = "unchanged" // done by an earlier run
)

// Outcome is a finished job.
type Outcome struct {
	Page    Page
	Output  string
	Status  Status
	Err     error // non-nil exactly when Status is Failed
	Result  Result
	Bytes   int64  // size of the input as stored; 0 when it was not read
	SHA256  string // of those bytes, in hexadecimal; empty when they were not read to the end
	Elapsed time.Duration

	// ResultSHA256 is the hash of the result's data, in hexadecimal, where it goes
	// into a journal: that of the earlier run where Status is Unchanged.
	ResultSHA256 string
}
