package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"
)

// tempPrefix starts the names of files that are being written. They are short,
// whatever the output is called, and lie in the output folder itself, so that
// those of a run that was killed are found and removed by the next one.
const tempPrefix = ".pith-tmp-"

// Folder is where results are written: each whole or not at all, none outside
// of it, not even through a symbolic link. It is safe for concurrent use.
type Folder struct {
	root *os.Root
	name string
	temp atomic.Int64
}

// OpenFolder opens the folder at name, which it creates where it is missing,
// and removes what a killed run left half-written. Two runs must not write to
// one folder at the same time.
func OpenFolder(name string) (*Folder, error) {
	if err := os.MkdirAll(name, 0o777); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		root.Close()
		return nil, err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), tempPrefix) && e.Type().IsRegular() {
			if err := root.Remove(e.Name()); err != nil {
				root.Close()
				return nil, err
			}
		}
	}
	return &Folder{root: root, name: name}, nil
}

// Write puts data into the file at the slash-separated path name, and replaces
// what is there.
func (f *Folder) Write(name string, data []byte) error {
	temp := fmt.Sprintf("%s%d", tempPrefix, f.temp.Add(1))
	err := f.root.WriteFile(temp, data, 0o666)
	if err == nil {
		err = f.rename(temp, name)
	}
	if err != nil {
		f.root.Remove(temp)
		return naming(f.Path(name), err)
	}
	return nil
}

// naming returns what went wrong with a file under a temporary name as an error
// of the file that it was to become.
func naming(name string, err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return &fs.PathError{Op: path.Op, Path: name, Err: path.Err}
	case errors.As(err, &link):
		return &fs.PathError{Op: link.Op, Path: name, Err: link.Err}
	}
	return err
}

func (f *Folder) rename(temp, name string) error {
	if dir := path.Dir(name); dir != "." {
		if err := f.root.MkdirAll(filepath.FromSlash(dir), 0o777); err != nil {
			return err
		}
	}
	return f.root.Rename(temp, filepath.FromSlash(name))
}

// Size returns the size of the file at the slash-separated path name.
func (f *Folder) Size(name string) (int64, error) {
	info, err := f.root.Stat(filepath.FromSlash(name))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Path returns the file at name as a user would open it.
func (f *Folder) Path(name string) string { return filepath.Join(f.name, filepath.FromSlash(name)) }

// Close closes the folder.
func (f *Folder) Close() error { return f.root.Close() }
