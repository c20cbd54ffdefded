package system

import (
	"errors"

	"github.com/pithtext/pith/extract"
)

// loadFold gives o the model of dir/fold-N.pith.
func loadFold(o *extract.Options, dir string, fold int) error {
	return errors.New("--folds: this pith cannot load another model yet")
}
