package batch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "out")
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	long := strings.Repeat("n", maxName)
	for _, name := range []string{"a.txt", "deep/er/b.txt", "deep/" + long, "a.txt"} {
		if err := f.Write(name, []byte(name)); err != nil {
			t.Errorf("%.20s: %v", name, err)
		}
		if data, err := os.ReadFile(f.Path(name)); err != nil || string(data) != name {
			t.Errorf("%.20s: %q, %v", name, data, err)
		}
	}
	if size, err := f.Size("a.txt"); size != 5 || err != nil {
		t.Errorf("size %d, %v", size, err)
	}
}

// TestFolderFailures sees that nothing is written outside, and nothing is left.
func TestFolderFailures(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "link")); err != nil {
		t.Skip("no symbolic links here")
	}
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, tempPrefix+"9"), []byte("of a killed run"), 0o666); err != nil {
		t.Fatal(err)
	}
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range []string{"link/a.txt", "../a.txt", "file/a.txt", "link", "/etc/a.txt"} {
		err := f.Write(name, []byte("x"))
		if name == "link" {
			if info, e := os.Lstat(filepath.Join(dir, "link")); err != nil || e != nil || !info.Mode().IsRegular() {
				t.Errorf("a link is to be replaced by the file: %v, %v", err, e)
			}
			continue
		}
		if err == nil || strings.Contains(err.Error(), tempPrefix) || !strings.Contains(err.Error(), f.Path(name)) {
			t.Errorf("%s: %v, want an error that names it", name, err)
		}
	}
	entries, err := os.ReadDir(outside)
	if err != nil || len(entries) > 0 {
		t.Errorf("outside: %v, %v", entries, err)
	}
	entries, err = os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), tempPrefix) {
			t.Errorf("%s is left", e.Name())
		}
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.txt")
	write := func() *File {
		f, err := CreateFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString("new"); err != nil {
			t.Fatal(err)
		}
		return f
	}
	f := write()
	if _, err := os.Stat(name); err == nil {
		t.Error("there before it is committed")
	}
	if err := f.Discard(); err != nil {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("left: %v", entries)
	}
	if err := os.WriteFile(name, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := write().Commit(); err != nil {
		t.Error(err)
	}
	data, _ := os.ReadFile(name)
	info, err := os.Stat(name)
	if err != nil || string(data) != "new" || info.Mode().Perm() != 0o640 {
		t.Errorf("%q, %v, %v", data, info.Mode(), err)
	}
	f = write()
	f.Close()
	for _, err := range []error{f.Commit(), func() error { _, err := f.Write([]byte("x")); return err }()} {
		if err == nil || strings.Contains(err.Error(), tempPrefix) || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want an error that names %s", err, name)
		}
	}
	if _, err := CreateFile(filepath.Join(dir, "no", "such", "folder")); err == nil || !strings.Contains(err.Error(), "folder: no such file") {
		t.Errorf("got %v", err)
	}
}
