package batch

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pithtext/pith/extract/archive"
)

// Input is a file that Walk found.
type Input struct {
	Path string       // as the user gave it, or under the folder that they gave; "-" is standard input
	Kind archive.Kind // archive.None for a page
	Err  error        // it cannot be read, or a folder holds no pages
}

// NoPagesError is a folder in which no page was found.
type NoPagesError struct{ Skipped []Reason }

func (e *NoPagesError) Error() string {
	if len(e.Skipped) == 0 {
		return "folder is empty"
	}
	return "no pages in the folder; skipped " + FormatReasons(e.Skipped)
}

// Code implements Coder.
func (e *NoPagesError) Code() string { return "no_pages" }

// Found is what Walk found.
type Found struct {
	Inputs  []Input  // in the order of the arguments, folders in lexical order
	Skipped []Reason // what was left out, counted, in the order of first sight
	Roots   []string // folders among the arguments
}

// Reason is why files were left out, and how many.
type Reason struct {
	Why   string
	Count int
}

// FormatReasons writes reasons as "3 excluded, 1 broken link".
func FormatReasons(reasons []Reason) string {
	parts := make([]string, len(reasons))
	for i, r := range reasons {
		parts[i] = fmt.Sprintf("%d %s", r.Count, r.Why)
	}
	return strings.Join(parts, ", ")
}

// Count adds n to the count of why.
func Count(reasons []Reason, why string, n int) []Reason {
	for i := range reasons {
		if reasons[i].Why == why {
			reasons[i].Count += n
			return reasons
		}
	}
	return append(reasons, Reason{why, n})
}

func (w *walker) skip(why string) { w.found.Skipped = Count(w.found.Skipped, why, 1) }

func (w *walker) fail(path string, err error) {
	w.found.Inputs = append(w.found.Inputs, Input{Path: path, Err: &ReadError{err}})
}

// WalkOptions configures Walk.
type WalkOptions struct {
	Exclude *Patterns // what to leave out of folders; may be nil
	Output  string    // the output folder, left out where it lies inside an input; may be empty
}

// Walk lists the pages and archives among the arguments. A file is taken
// whatever it is called, and opened for what its first bytes say; in a folder,
// and below it, names decide. Links are followed; a folder that is reached
// twice is walked once. "-" stands for standard input.
func Walk(args []string, o WalkOptions) *Found {
	w := walker{found: &Found{}, options: o, seen: make(map[string]bool)}
	if o.Output != "" {
		if real, err := realPath(o.Output); err == nil {
			w.output = real
		}
	}
	for _, arg := range args {
		w.argument(arg)
	}
	return w.found
}

type walker struct {
	found   *Found
	options WalkOptions
	output  string          // real path of the output folder
	root    string          // real path of the argument that is being walked
	seen    map[string]bool // real paths of folders that were walked
}

func (w *walker) argument(arg string) {
	if arg == "-" {
		w.found.Inputs = append(w.found.Inputs, Input{Path: arg})
		return
	}
	info, err := os.Stat(arg)
	if err != nil {
		w.fail(arg, err)
		return
	}
	if !info.IsDir() {
		kind, err := sniff(arg, info)
		if err != nil {
			w.fail(arg, err)
			return
		}
		w.found.Inputs = append(w.found.Inputs, Input{Path: arg, Kind: kind})
		return
	}
	w.found.Roots = append(w.found.Roots, arg)
	real, err := realPath(arg)
	if err != nil {
		w.fail(arg, err)
		return
	}
	if w.seen[real] {
		return // given twice, or inside of a folder given before
	}
	w.root = real
	before := len(w.found.Inputs)
	w.folder(arg, real, "")
	if len(w.found.Inputs) == before {
		w.found.Inputs = append(w.found.Inputs, Input{Path: arg, Err: &NoPagesError{w.found.Skipped}})
	}
}

// folder walks the folder at path; rel is its slash-separated path below the
// argument, empty for the argument itself.
func (w *walker) folder(path, real, rel string) {
	w.seen[real] = true
	entries, err := os.ReadDir(path)
	if err != nil {
		w.fail(path, err)
		return
	}
	names := make(map[string]bool, len(entries))
	for _, e := range entries {
		names[e.Name()] = true
	}
	for _, e := range entries {
		child := filepath.Join(path, e.Name())
		childRel := e.Name()
		if rel != "" {
			childRel = rel + "/" + e.Name()
		}
		mode := e.Type()
		linked := mode&fs.ModeSymlink != 0
		if linked {
			info, err := os.Stat(child)
			if err != nil {
				w.skip("broken link")
				continue
			}
			mode = info.Mode().Type()
		}
		switch {
		case w.options.Exclude.Match(childRel, mode.IsDir()):
			w.skip("excluded")
		case mode.IsDir():
			w.subfolder(child, childRel, linked, names)
		case !mode.IsRegular():
			w.skip("not a file")
		default:
			w.file(child, e.Name())
		}
	}
}

func (w *walker) subfolder(path, rel string, linked bool, siblings map[string]bool) {
	name := filepath.Base(path)
	real, err := realPath(path)
	switch {
	case err != nil:
		w.fail(path, err)
	case real == w.output:
		w.skip("output folder")
	case strings.HasPrefix(name, "."):
		w.skip("hidden folder")
	case resources(name, siblings):
		w.skip("folder of a saved page's resources")
	case w.seen[real], linked && inside(w.root, real):
		w.skip("link to a folder that is walked already")
	default:
		w.folder(path, real, rel)
	}
}

func (w *walker) file(path, name string) {
	switch kind := archive.KindOf(name); {
	case strings.HasPrefix(name, "."):
		w.skip("hidden file")
	case kind != archive.None, pageName(name):
		w.found.Inputs = append(w.found.Inputs, Input{Path: path, Kind: kind})
	default:
		ext := strings.ToLower(filepath.Ext(name))
		if ext == "" {
			w.skip("no page by its name")
		} else {
			w.skip(fmt.Sprintf("not a page (%s)", ext))
		}
	}
}

// pageExtensions are the names that pages are saved under.
var pageExtensions = []string{".html", ".htm", ".xhtml", ".txt"}

func pageName(name string) bool {
	ext := filepath.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz"))
	return slices.Contains(pageExtensions, ext)
}

// resources reports whether name is a folder such as "Story_files", in which a
// browser put what belongs to the page "Story.html" next to it: scripts,
// pictures and the HTML of frames, which are advertisements as a rule.
func resources(name string, siblings map[string]bool) bool {
	page, found := strings.CutSuffix(name, "_files")
	return found && (siblings[page+".html"] || siblings[page+".htm"])
}

// sniff tells what a file given by name is, from its first bytes.
func sniff(path string, info fs.FileInfo) (archive.Kind, error) {
	if !info.Mode().IsRegular() {
		return archive.KindOf(path), nil // reading from a pipe would take the bytes away
	}
	f, err := os.Open(path)
	if err != nil {
		return archive.None, err
	}
	defer f.Close()
	head := make([]byte, archive.SniffLen)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return archive.None, err
	}
	return archive.Sniff(head[:n]), nil
}

// realPath returns the absolute path of an existing file without links.
func realPath(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// inside reports whether the absolute path is folder or lies below it.
func inside(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}
