// Package copies makes folders and archives of many pages out of the few of a
// corpus.
package copies

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// perFolder is how many pages a folder holds.
const perFolder = 100

// Page is one page on disk, decompressed.
type Page struct {
	Path string
	Size int64
}

// Unpack writes the pages of the corpora, decompressed, into dir.
func Unpack(corpora []string, dir string) ([]Page, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	var out []Page
	for _, c := range corpora {
		names, err := filepath.Glob(filepath.Join(c, "pages", "*.html.gz"))
		if err != nil {
			return nil, err
		}
		if len(names) == 0 {
			return nil, fmt.Errorf("%s: no pages/*.html.gz", c)
		}
		for _, name := range names {
			path := filepath.Join(dir, fmt.Sprintf("%06d.html", len(out)))
			size, err := unpack(name, path)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			out = append(out, Page{path, size})
		}
	}
	return out, nil
}

func unpack(from, to string) (int64, error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	z, err := gzip.NewReader(bufio.NewReader(in))
	if err != nil {
		return 0, err
	}
	out, err := os.Create(to)
	if err != nil {
		return 0, err
	}
	size, err := io.Copy(out, z)
	if e := out.Close(); err == nil {
		err = e
	}
	return size, err
}

// Folder makes a tree of n pages in dir, and returns its folders, which hold a
// hundred pages each. The pages are taken in turns, spread over all, and are hard
// links: to a reader they are files like others.
func Folder(pages []Page, n int, dir string) ([]string, error) {
	var folders []string
	for i := range n {
		if i%perFolder == 0 {
			folder := filepath.Join(dir, fmt.Sprintf("%04d", i/perFolder))
			if err := os.MkdirAll(folder, 0o777); err != nil {
				return nil, err
			}
			folders = append(folders, folder)
		}
		name := filepath.Join(folders[len(folders)-1], fmt.Sprintf("page-%06d.html", i))
		if err := os.Link(Pick(pages, i, n).Path, name); err != nil {
			return nil, err
		}
	}
	return folders, nil
}

// Pick returns the i-th of n pages: every page as often as any other, and spread
// over all where n is less than their number.
func Pick(pages []Page, i, n int) Page {
	if n < len(pages) {
		return pages[i*len(pages)/n]
	}
	return pages[i%len(pages)]
}

// WARC writes an archive of at least size bytes, a response a page, and returns
// how many it holds.
func WARC(pages []Page, size int64, path string) (int, error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	n, written := 0, int64(0)
	for ; written < size && err == nil; n++ {
		var more int64
		more, err = response(w, n, pages[n%len(pages)])
		written += more
	}
	if e := w.Flush(); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return n, err
}

// response writes a record and returns its size.
func response(w io.Writer, n int, p Page) (int64, error) {
	const http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
	head, err := fmt.Fprintf(w, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"+
		"WARC-Target-URI: https://example.com/%d\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"+
		"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s", n, n, int64(len(http))+p.Size, http)
	if err != nil {
		return 0, err
	}
	in, err := os.Open(p.Path)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	if _, err := io.Copy(w, in); err != nil {
		return 0, err
	}
	_, err = io.WriteString(w, "\r\n\r\n")
	return int64(head) + p.Size + 4, err
}

// Nearest returns the page whose size is nearest to size.
func Nearest(pages []Page, size int64) Page {
	return slices.MinFunc(pages, func(a, b Page) int { return cmp.Compare(distance(a.Size, size), distance(b.Size, size)) })
}

func distance(a, b int64) int64 { return max(a-b, b-a) }

// Bytes is the size of n pages as Folder takes them.
func Bytes(pages []Page, n int) int64 {
	sum := int64(0)
	for i := range n {
		sum += Pick(pages, i, n).Size
	}
	return sum
}
