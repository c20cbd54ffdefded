package system

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/pithtext/pith/extract"
)

// loadFold gives o the model of dir/fold-N.pith.
func loadFold(o *extract.Options, dir string, fold int) error {
	f, err := os.Open(filepath.Join(dir, fmt.Sprintf("fold-%d.pith", fold)))
	if err != nil {
		return err
	}
	defer f.Close()
	if o.Model, err = extract.LoadModel(f); err != nil {
		return fmt.Errorf("%s: %w", f.Name(), err)
	}
	return nil
}
