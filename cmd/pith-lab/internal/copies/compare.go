package copies

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Compare says how the files at and below got differ from those at and below
// want, in at most a few lines; nothing when they do not.
func Compare(want, got string) ([]string, error) {
	const most = 5
	var out []string
	say := func(format string, args ...any) {
		if len(out) < most {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	seen := map[string]bool{}
	err := walk(want, func(rel string) error {
		seen[rel] = true
		a, err := os.ReadFile(want + rel)
		if err != nil {
			return err
		}
		b, err := os.ReadFile(got + rel)
		switch {
		case err != nil:
			say("%s is missing", got+rel)
		case !bytes.Equal(a, b):
			say("%s differs", got+rel)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = walk(got, func(rel string) error {
		if !seen[rel] {
			say("%s is too much", got+rel)
		}
		return nil
	})
	return out, err
}

// walk calls f with the path, after root, of every file at and below root.
func walk(root string, f func(rel string) error) error {
	return filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		return f(path[len(root):])
	})
}
