package source

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/pithtext/pith/extract/internal/shapes"
)

// FuzzRead checks what holds for all input: a page or a known error, a tree
// within the limits in valid UTF-8, and the same tree again.
func FuzzRead(f *testing.F) {
	for _, dir := range []string{"charset", "hostile"} {
		files, err := filepath.Glob("../../../testdata/" + dir + "/*")
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data, "", "")
		}
	}
	for _, s := range shapes.Markup() {
		f.Add([]byte(s.Page(400)), "text/html", "")
	}
	f.Add([]byte("<p>x"), "application/xhtml+xml; charset=koi8-r", "big5")
	f.Fuzz(func(t *testing.T, data []byte, contentType, charset string) {
		limits := Limits{Bytes: 1 << 20, Nodes: 20_000, Time: time.Minute}
		once := func() (*Page, error) {
			return Read(context.Background(), Input{Body: bytes.NewReader(data), ContentType: contentType, Charset: charset}, limits)
		}
		p, err := once()
		again, errAgain := once()
		if err != nil {
			var limit *LimitError
			var param *ParamError
			if !errors.As(err, &limit) && !errors.As(err, &param) && !errors.Is(err, ErrNotPage) && !isGzip(data) {
				t.Fatalf("unknown kind of error: %v", err)
			}
			if limit != nil && (limit.Limit == "time" || limit.Limit == "depth") {
				t.Fatalf("%d bytes: %v", len(data), err)
			}
			if errAgain == nil || errAgain.Error() != err.Error() {
				t.Fatalf("error %v, then %v", err, errAgain)
			}
			return
		}
		checkTree(t, p, int(p.Bytes))
		var a, b bytes.Buffer
		if html.Render(&a, p.Root) == nil && html.Render(&b, again.Root) == nil && !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Fatal("two readings differ")
		}
	})
}

// FuzzLexer checks that tags are found where the parser's tokenizer finds them.
func FuzzLexer(f *testing.F) {
	f.Add("<p a='b'/>x<!-- c --></p>")
	for _, page := range scriptComments {
		f.Add(page)
	}
	for _, s := range shapes.Markup() {
		f.Add(s.Page(200))
	}
	f.Fuzz(func(t *testing.T, page string) { checkLexer(t, page) })
}
