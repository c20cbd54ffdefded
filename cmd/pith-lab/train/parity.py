"""Writes rows with LightGBM's own predictions, for the test of pith's.

    parity.py --data DIR --second DIR --out FILE

DIR are the data set and the models of the second step of train.sh.
"""

import argparse
import gzip
import json

import numpy as np

import train

ROWS = 40


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("data", "second", "out"):
        p.add_argument("--" + name, required=True)
    args = p.parse_args()
    rng = np.random.default_rng(3)
    heads = {}
    for head, matrix in (("type", "wcxb-dev.pages.f32"), ("block", "wcxb-dev.f32"), ("again", "wcxb-dev.f32")):
        forests = train.load(args.second, "all", [head])[head]
        names = [l for f in (("page-names.txt", "trust-names.txt") if "pages" in matrix else ("names.txt",))
                 for l in open(f"{args.data}/{f}").read().split("\n")[:-1]]
        x = np.memmap(f"{args.data}/{matrix}", "<f4", "r").reshape(-1, len(names))
        x = np.array(x[rng.integers(0, len(x), ROWS), :forests[0].num_feature()])
        raw = np.mean([b.predict(x, raw_score=True) for b in forests], axis=0)
        heads[head] = {"rows": x.tolist(), "raw": raw.reshape(ROWS, -1).tolist()}
    with open(args.out, "wb") as f, gzip.GzipFile(fileobj=f, mode="wb", mtime=0, filename="") as z:
        z.write(json.dumps({"heads": heads}).encode())


if __name__ == "__main__":
    main()
