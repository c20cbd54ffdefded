"""Trains the heads of a pith model on data sets that `pith-lab export` wrote.

    train.py first  --data DIR --out DIR
    train.py second --data DIR --first DIR --out DIR
    train.py trust  --data DIR --second DIR --out DIR --weights FILE

`train.sh` runs all of them in order; README.md says what each does. Everything
is seeded, and LightGBM is told to be deterministic: the same data give the same
bytes.
"""

import argparse
import csv
import json
import os

import lightgbm as lgb
import numpy as np

import pack

FOLDS = 5
TYPES = ["article", "forum", "product", "collection", "listing", "documentation", "service"]

# A page's blocks weigh together what its corpus does; a block weighs its words
# to this power.
POWER = 0.7
CORPUS_WEIGHT = {"wcxb-dev": 1.0, "segments-dev": 0.7, "wcxb-dev-spliced": 0.3, "segments-dev-spliced": 0.3}

# Of the blocks of spliced pages that no label kept, this share is trained on.
SPLICED_SHARE = 0.5

BASE = dict(
    feature_fraction=0.5, bagging_fraction=0.8, bagging_freq=1, max_bin=127, use_missing=False,
    num_threads=int(os.environ.get("PITH_THREADS", "2")), seed=7, deterministic=True, force_row_wise=True, verbose=-1,
)
FIRST = dict(BASE, objective="binary", learning_rate=0.07, num_leaves=48, min_data_in_leaf=40, lambda_l2=5.0)
SECOND = dict(BASE, objective="binary", learning_rate=0.08, num_leaves=32, min_data_in_leaf=60, lambda_l2=5.0)
TYPE = dict(BASE, objective="multiclass", num_class=len(TYPES), learning_rate=0.05, num_leaves=12,
            min_data_in_leaf=8, feature_fraction=0.3, max_bin=63, lambda_l2=3.0)
TRUST = dict(BASE, objective="regression", learning_rate=0.04, num_leaves=8, min_data_in_leaf=25, lambda_l2=5.0)
ROUNDS = dict(type=120, first=240, second=110, trust=120)


def lines(path):
    with open(path, encoding="utf-8") as f:
        return f.read().split("\n")[:-1]


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


class Blocks:
    """The blocks of some corpora: features x, labels y, weights w, folds."""

    def __init__(self, data, corpora, columns):
        xs, ys, ws, folds = [], [], [], []
        width = len(lines(f"{data}/names.txt"))
        for corpus in corpora:
            rows = table(f"{data}/{corpus}.tsv")
            x = np.fromfile(f"{data}/{corpus}.f32", "<f4").reshape(len(rows), width)[:, :columns]
            y = np.array([int(r["label"]) for r in rows])
            words = np.array([int(r["words"]) for r in rows], np.float64)
            pages = np.unique([r["page"] for r in rows], return_inverse=True)[1]
            w = np.where(y >= 0, (words + 1) ** POWER, 0)
            total = np.bincount(pages, w)
            w = w / np.maximum(total[pages], 1e-9) * CORPUS_WEIGHT[corpus] * 100
            keep = y >= 0
            if corpus.endswith("-spliced"):
                lucky = np.random.default_rng(11).random(len(y)) < SPLICED_SHARE
                keep &= lucky | (y == 1)
                w = np.where(y == 0, w / SPLICED_SHARE, w)
            xs.append(x[keep])
            ys.append(y[keep])
            ws.append(w[keep])
            folds.append(np.array([int(r["fold"]) for r in rows])[keep])
        self.x, self.y = np.vstack(xs), np.concatenate(ys)
        self.w, self.fold = np.concatenate(ws), np.concatenate(folds)

    def train(self, params, rounds, but=None):
        """Trains on all folds but one, or on all."""
        use = np.ones(len(self.y), bool) if but is None else self.fold != but
        return boost(params, rounds, self.x[use], self.y[use], self.w[use])


class Pages:
    """The pages of some corpora: features, types, folds, and scores."""

    def __init__(self, data, corpora):
        self.names, self.trust_names = lines(f"{data}/page-names.txt"), lines(f"{data}/trust-names.txt")
        width = len(self.names) + len(self.trust_names)
        rows, xs = [], []
        for corpus in corpora:
            r = table(f"{data}/{corpus}.pages.tsv")
            rows += r
            xs.append(np.fromfile(f"{data}/{corpus}.pages.f32", "<f4").reshape(len(r), width))
        x = np.vstack(xs)
        self.x, self.trust = x[:, :len(self.names)], x[:, len(self.names):]
        self.type = np.array([TYPES.index(r["type"]) for r in rows])
        self.fold = np.array([int(r["fold"]) for r in rows])
        self.f1 = np.array([float(r["f1"]) for r in rows])

    def train_type(self, but=None):
        """Trains the type head, each page once with and once without its address:
        pith is often not told one."""
        use = np.ones(len(self.type), bool) if but is None else self.fold != but
        x, y = self.x[use], self.type[use]
        hidden = x.copy()
        hidden[:, [i for i, n in enumerate(self.names) if n.startswith(("url_", "path_", "host_"))]] = -1
        return boost(TYPE, ROUNDS["type"], np.vstack([x, hidden]), np.concatenate([y, y]))

    def train_trust(self, but=None):
        use = self.f1 >= 0
        if but is not None:
            use &= self.fold != but
        return boost(TRUST, ROUNDS["trust"], self.trust[use], self.f1[use])


def boost(params, rounds, x, y, w=None):
    return lgb.train(params, lgb.Dataset(x, y, weight=w, params={"max_bin": params["max_bin"]}), rounds)


class Names:
    """The columns of a data set, by the stage that reads them."""

    def __init__(self, data):
        self.all = lines(f"{data}/names.txt")
        self.page, self.trust = lines(f"{data}/page-names.txt"), lines(f"{data}/trust-names.txt")
        self.blocks = self.all.index("type_article")
        self.first = self.blocks + len(TYPES)

    def header(self, scores):
        return {
            "trained_on": "WCXB development split (wcxb-dev), trafilatura's evaluation pages (segments-dev)",
            "licence": "WCXB, Web Content eXtraction Benchmark, is CC-BY-4.0; trafilatura's pages are Apache-2.0",
            "trainer": "LightGBM " + lgb.__version__,
            "scores": scores,
            "types": TYPES,
            "page_features": self.page,
            "block_features": self.all[:self.blocks],
            "context_features": self.all[self.first:],
            "decode": json.load(open(os.path.join(os.path.dirname(__file__), "decode.json"))),
        }


def write(path, names, boosters, scores=None):
    """Writes the heads that exist; those of later steps stay empty."""
    pack.write(path, names.header(scores or {}), [
        ("type", len(TYPES), len(names.page), boosters["type"]),
        ("block", 1, names.first, boosters["block"]),
        ("again", 1, len(names.all), boosters.get("again")),
        ("trust", 1, len(names.trust), boosters.get("trust")),
    ])


def each_model():
    """The models: one a fold, trained without it, and one on everything."""
    return [(f"fold-{k}", k) for k in range(FOLDS)] + [("all", None)]


def save(out, name, boosters):
    for head, b in boosters.items():
        b.save_model(f"{out}/{name}.{head}.txt")


def load(out, name, heads):
    return {h: lgb.Booster(model_file=f"{out}/{name}.{h}.txt") for h in heads}


def first(args):
    """The type head, and the first stage over true types' out-of-fold shares."""
    names = Names(args.data)
    pages = Pages(args.data, args.corpora)
    columns = range(names.blocks, names.first)
    types = {name: pages.train_type(but) for name, but in each_model()}
    if args.types_only:
        for name, _ in each_model():
            save(args.out, name, {"type": types[name]})
            write(f"{args.out}/{name}.pith", names, {"type": types[name], "block": None})
        return
    blocks = Blocks(args.data, args.corpora + [c + "-spliced" for c in args.corpora], names.first)
    assert blocks.x[:, columns].max() > 0, "export with the type models first"
    for name, but in each_model():
        b = dict(load(args.out, name, ["type"]), block=blocks.train(FIRST, ROUNDS["first"], but))
        save(args.out, name, b)
        write(f"{args.out}/{name}.pith", names, b)
        print(name, flush=True)


def second(args):
    """The second stage, over what the first says of pages that it did not see."""
    names = Names(args.data)
    blocks = Blocks(args.data, args.corpora + [c + "-spliced" for c in args.corpora], len(names.all))
    for name, but in each_model():
        b = dict(load(args.first, name, ["type", "block"]), again=blocks.train(SECOND, ROUNDS["second"], but))
        save(args.out, name, b)
        write(f"{args.out}/{name}.pith", names, b)
        print(name, flush=True)


def trust(args):
    """The head that tells how well a page came out, from pages not seen."""
    names = Names(args.data)
    pages = Pages(args.data, args.corpora)
    scores = json.load(open(args.scores)) if args.scores else {}
    for name, but in each_model():
        b = dict(load(args.second, name, ["type", "block", "again"]), trust=pages.train_trust(but))
        path = args.weights if name == "all" else f"{args.out}/{name}.pith"
        write(path, names, b, scores)


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("step", choices=["types", "first", "second", "trust"])
    p.add_argument("--data", required=True, help="folder that pith-lab export wrote")
    p.add_argument("--out", required=True, help="folder to write models to")
    p.add_argument("--first", help="folder of the first step's models")
    p.add_argument("--second", help="folder of the second step's models")
    p.add_argument("--weights", help="file to write the whole model to")
    p.add_argument("--scores", help="cross-validated scores to put into the header")
    p.add_argument("--corpora", nargs="+", default=["wcxb-dev", "segments-dev"])
    args = p.parse_args()
    os.makedirs(args.out, exist_ok=True)
    args.types_only = args.step == "types"
    {"types": first, "first": first, "second": second, "trust": trust}[args.step](args)


if __name__ == "__main__":
    main()
