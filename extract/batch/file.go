package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// File is one output file that is streamed to: it appears under its name when
// it is committed, and not before. It is not safe for concurrent use.
type File struct {
	*os.File
	name string
}

// CreateFile opens a file that will be called name. Until then it lies in the
// same folder under a temporary name.
func CreateFile(name string) (*File, error) {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real // a link stays, and what it points to is replaced
	}
	for i := 1; ; i++ {
		temp := filepath.Join(filepath.Dir(name), fmt.Sprintf("%s%d", tempPrefix, i))
		f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil {
			return &File{f, name}, nil
		}
		if !errors.Is(err, fs.ErrExist) || i == 10000 {
			return nil, &os.PathError{Op: "create", Path: name, Err: errors.Unwrap(err)}
		}
	}
}

// Write implements io.Writer.
func (f *File) Write(p []byte) (int, error) {
	n, err := f.File.Write(p)
	return n, naming(f.name, err)
}

// Commit makes the file appear, in place of what was there.
func (f *File) Commit() error {
	err := install(f.File, f.name)
	if err != nil {
		os.Remove(f.File.Name())
	}
	return naming(f.name, err)
}

// install closes f and makes it appear as name.
func install(f *os.File, name string) error {
	if info, err := os.Stat(name); err == nil {
		// Best effort: the new file is readable by those who could read the old one.
		_ = f.Chmod(info.Mode().Perm())
	}
	err := f.Sync()
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	return err
}

// Discard removes what was written.
func (f *File) Discard() error {
	f.Close()
	return os.Remove(f.File.Name())
}
