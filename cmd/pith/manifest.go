package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pithtext/pith/extract/batch"
	"github.com/pithtext/pith/extract/rule"
)

// openManifest opens the manifest that the flags ask for, or returns nil.
// Settings are the flags that shape the output.
func (f *convertFlags) openManifest(settings []string) (*batch.Manifest, error) {
	if f.manifest == "" {
		return nil, nil
	}
	print := f.fingerprint(settings)
	if f.resume {
		return batch.ResumeManifest(f.manifest, print)
	}
	return batch.CreateManifest(f.manifest, print)
}

// checkManifest refuses a manifest that would be written over something else.
func (f *convertFlags) checkManifest(in *inputs) error {
	switch {
	case f.manifest == "":
		return nil
	case in.contains(f.manifest):
		return usage("give another name", "--manifest: %s is an input", quote(f.manifest))
	case f.output != "" && absolute(f.output) == absolute(f.manifest):
		return usage("give another name", "--manifest: %s is the output", quote(f.manifest))
	}
	return nil
}

// fingerprint is the same for two runs that give the same output: of one build,
// with the same flags and the same rules.
func (f *convertFlags) fingerprint(settings []string) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q", append([]string{version(), setting("vcs.revision")}, settings...))
	if !f.page.noRules {
		for _, path := range append([]string{rule.UserFolder()}, f.page.rules...) {
			// What cannot be read was reported when the rules were loaded.
			_ = hashFiles(sum, path)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// hashFiles writes the names and contents of the files at and below path to w.
func hashFiles(w io.Writer, path string) error {
	return filepath.WalkDir(path, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(w, "%q%d:", path, len(data))
		_, _ = w.Write(data)
		return err
	})
}
