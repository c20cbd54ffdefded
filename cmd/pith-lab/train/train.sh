#!/usr/bin/env bash
# Trains pith's weights from the labelled corpora: train.sh CORPUS_DIR WORK_DIR
#
# Needs Python 3.9 or later with the packages of requirements.txt. Takes about
# twenty minutes on two free cores. Writes the weights that pith embeds and the fold
# models that cross-validation uses.
set -euo pipefail
corpora=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
weights="$here/../../../extract/internal/model/weights.pith"

lab() { (cd "$here/.." && go run . "$@"); }
train() { python3 "$here/train.py" "$@"; }
export_pages() { # FOLDS_DIR OUT_DIR: data of pages, each seen by a model that was not trained on it
  lab export --folds "$1" -o "$2" "$corpora/wcxb-dev" "$corpora/segments-dev"
  if [ "${3:-}" = spliced ]; then
    # Told their type: beside a list, an article must still be taken for one.
    lab export --splice 2 --type-from-truth --folds "$1" -o "$2" "$corpora/wcxb-dev" "$corpora/segments-dev" 2>/dev/null
  fi
}

echo "== page types and words"
lab export --untrained --tokens -o "$work/data0" "$corpora/wcxb-dev" "$corpora/segments-dev"
train words --data "$work/data0" --out "$work/first"

echo "== first stage"
export_pages "$work/first" "$work/data1" spliced
train first --data "$work/data1" --out "$work/first"

echo "== second stage"
export_pages "$work/first" "$work/data2" spliced
train second --data "$work/data2" --first "$work/first" --out "$work/second"

echo "== confidence"
export_pages "$work/second" "$work/data3"
mkdir -p "$here/folds"
train trust --data "$work/data3" --second "$work/second" --out "$here/folds" --weights "$weights"

echo "== cross-validated scores"
lab eval --worst 0 --folds "$here/folds" "$corpora/wcxb-dev" "$corpora/segments-dev"
