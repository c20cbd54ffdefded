package archive

import (
	"bytes"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestAbandoned leaves archives after the first record, of a kind each: nothing
// goes on behind a reader that is not read any further.
func TestAbandoned(t *testing.T) {
	for name, data := range map[string][]byte{
		"plain": join(html(1), html(2), html(3)),
		"gzip":  join(gz(html(1)), gz(html(2)), gz(html(3))),
		"zstd":  zst(join(html(1), html(2), html(3))),
	} {
		if _, err := NewWARC(bytes.NewReader(data)).Next(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	goleak.VerifyNone(t)
}
