package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName is the longest file name that is written, in bytes. Linux, macOS and
// Windows stop at 255; some encrypting file systems at 143, which is too little
// to keep the names of saved pages.
const maxName = 255

// Planner gives every input its place in the output folder. Names follow the
// inputs' tree, no two are equal, not even on a file system that ignores case,
// and none leads out of the folder. It is not safe for concurrent use.
type Planner struct {
	base string // absolute folder that outputs are named relative to
	ext  string // with its dot
	flat bool
	used map[string]place
}

// place is what an output path is taken for.
type place uint8

const (
	free place = iota
	aFile
	aFolder
)

// Layout says how outputs are named.
type Layout string

// Layouts.
const (
	Mirror Layout = "mirror" // the input's tree
	Flat   Layout = "flat"   // all in one folder
)

// NewPlanner plans for the arguments args, of which folders are folders. The
// outputs of a folder are named relative to it, those of files and of several
// folders relative to the deepest folder that holds them all. Ext is the
// extension of outputs, with its dot.
func NewPlanner(args, folders []string, ext string, layout Layout) (*Planner, error) {
	p := &Planner{ext: ext, flat: layout == Flat, used: make(map[string]place)}
	isFolder := make(map[string]bool)
	for _, f := range folders {
		isFolder[f] = true
	}
	for _, arg := range args {
		if arg == "-" {
			continue
		}
		dir, err := filepath.Abs(arg)
		if err != nil {
			return nil, err
		}
		if !isFolder[arg] {
			dir = filepath.Dir(dir)
		}
		if p.base == "" {
			p.base = dir
		}
		for !inside(p.base, dir) {
			parent := filepath.Dir(p.base)
			if parent == p.base { // different volumes
				break
			}
			p.base = parent
		}
	}
	return p, nil
}

// Page returns the slash-separated output path of the page at input.
func (p *Planner) Page(input string) (string, error) {
	dir, name, err := p.split(input)
	if err != nil {
		return "", err
	}
	stem, ext := stemOf(name)
	return p.claim(dir, stem, ext, p.ext, aFile), nil
}

// Archive returns the slash-separated path of the folder for the archive's records.
func (p *Planner) Archive(input string) (string, error) {
	dir, name, err := p.split(input)
	if err != nil {
		return "", err
	}
	stem, ext := stemOf(name)
	return p.claim(dir, stem, ext, "", aFolder), nil
}

// Record returns the path of the n-th record, counted from 1, of the archive
// whose folder is dir. The address makes the name speak.
func (p *Planner) Record(dir string, n int, address string) string {
	name := fmt.Sprintf("%06d", n)
	if slug := slugOf(address); slug != "" {
		name += "-" + slug
	}
	return path.Join(dir, name+p.ext)
}

func (p *Planner) split(input string) (dir, name string, err error) {
	if input == "-" {
		return "", "stdin", nil
	}
	abs, err := filepath.Abs(input)
	if err != nil {
		return "", "", err
	}
	rel, err := filepath.Rel(p.base, abs)
	if err != nil || !filepath.IsLocal(rel) || p.flat {
		rel = filepath.Base(abs)
	}
	dir, name = path.Split(filepath.ToSlash(rel))
	return path.Clean(dir), name, nil
}

// claim finds a name that is free: the stem, the stem with the input's own
// extension, the stem with a number.
func (p *Planner) claim(dir, stem, inputExt, ext string, as place) string {
	dir = p.folder(dir)
	if name := path.Join(dir, fit(stem, ext)); p.take(name, as) {
		return name
	}
	if inputExt != "" {
		if name := path.Join(dir, fit(stem+inputExt, ext)); p.take(name, as) {
			return name
		}
	}
	for n := 2; ; n++ {
		if name := path.Join(dir, fit(stem, fmt.Sprintf("-%d%s", n, ext))); p.take(name, as) {
			return name
		}
	}
}

// folder claims the folder dir and those above it, and returns what they are
// called: a name that a file has taken already gets a number.
func (p *Planner) folder(dir string) string {
	if dir == "." {
		return dir
	}
	parent, name := path.Split(dir)
	parent = p.folder(path.Clean(parent))
	for n := 1; ; n++ {
		full := path.Join(parent, name)
		if n > 1 {
			full = fmt.Sprintf("%s-%d", full, n)
		}
		if p.used[keyOf(full)] != aFile {
			p.used[keyOf(full)] = aFolder
			return full
		}
	}
}

// take claims a path unless it, or one that a file system may hold for the
// same, is taken.
func (p *Planner) take(name string, as place) bool {
	key := keyOf(name)
	if p.used[key] != free {
		return false
	}
	p.used[key] = as
	return true
}

func keyOf(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// stemOf splits "story.html.gz" into "story" and ".html.gz". Only extensions
// that say what the input is are cut off, so that "v1.2" stays whole.
func stemOf(name string) (stem, ext string) {
	stem = name
	for range 2 {
		e := filepath.Ext(stem)
		if e == stem || !inputExtensions[strings.ToLower(e)] {
			break
		}
		stem = strings.TrimSuffix(stem, e)
	}
	return stem, name[len(stem):]
}

var inputExtensions = map[string]bool{
	".html": true, ".htm": true, ".xhtml": true, ".txt": true, ".gz": true, ".zst": true,
	".mhtml": true, ".mht": true, ".warc": true, ".asp": true, ".aspx": true, ".php": true, ".jsp": true,
}

// fit returns stem+ext, with a stem that is cut and marked by its hash where
// the name would be too long.
func fit(stem, ext string) string {
	if len(stem)+len(ext) <= maxName {
		return stem + ext
	}
	sum := sha256.Sum256([]byte(stem))
	mark := "-" + hex.EncodeToString(sum[:4])
	cut := maxName - len(ext) - len(mark)
	for cut > 0 && !utf8.RuneStart(stem[cut]) {
		cut--
	}
	return stem[:cut] + mark + ext
}

// slugOf makes a short file name of an address: its host and path, letters and
// digits kept.
func slugOf(address string) string {
	const longest = 80
	if i := strings.Index(address, "://"); i >= 0 {
		address = address[i+3:]
	}
	address, _, _ = strings.Cut(address, "?")
	address, _, _ = strings.Cut(address, "#")
	var b strings.Builder
	gap := false
	for _, r := range strings.TrimPrefix(address, "www.") {
		letter := r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter {
			gap = b.Len() > 0
			continue
		}
		if b.Len() >= longest {
			break
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return strings.Trim(b.String(), ".")
}
