"""Writes rows with LightGBM's own predictions, for the test of pith's.

    parity.py --data DIR --second DIR --out FILE

DIR are the data set and the models of the second step of train.sh.
"""

import argparse
import gzip
import json

import lightgbm as lgb
import numpy as np

ROWS = 40


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("data", "second", "out"):
        p.add_argument("--" + name, required=True)
    args = p.parse_args()
    rng = np.random.default_rng(3)
    heads = {}
    for head, matrix in (("type", "wcxb-dev.pages.f32"), ("block", "wcxb-dev.f32"), ("again", "wcxb-dev.f32")):
        booster = lgb.Booster(model_file=f"{args.second}/all.{head}.txt")
        names = [l for f in (("page-names.txt", "trust-names.txt") if "pages" in matrix else ("names.txt",))
                 for l in open(f"{args.data}/{f}").read().split("\n")[:-1]]
        x = np.memmap(f"{args.data}/{matrix}", "<f4", "r").reshape(-1, len(names))
        x = np.array(x[rng.integers(0, len(x), ROWS), :booster.num_feature()])
        heads[head] = {"rows": x.tolist(), "raw": booster.predict(x, raw_score=True).reshape(ROWS, -1).tolist()}
    with open(args.out, "wb") as f, gzip.GzipFile(fileobj=f, mode="wb", mtime=0, filename="") as z:
        z.write(json.dumps({"heads": heads}).encode())


if __name__ == "__main__":
    main()
