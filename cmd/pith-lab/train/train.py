"""Trains the heads of a pith model on data sets that `pith-lab export` wrote.

    train.py words  --data DIR --out DIR
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
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

import pack

FOLDS = 5
TYPES = ["article", "forum", "product", "collection", "listing", "documentation", "service"]

# A page's blocks weigh together what its corpus does; a block weighs its words
# to this power.
POWER = 0.7
CORPUS_WEIGHT = {"wcxb-dev": 1.0, "segments-dev": 0.7, "wcxb-dev-spliced": 0.3, "segments-dev-spliced": 0.3}

# Of the blocks of spliced pages that no label kept, this share is trained on.
SPLICED_SHARE = 0.4

# So many pages are given no word of the lexicon, so that the block heads learn to
# do without: sites in other languages, or of other years, name things otherwise.
WORDLESS = {False: 0.25, True: 0.5}  # by whether the page is spliced

# The lexicon: tokens on at least so many pages, and the inverse strength of the
# ridge penalty by task.
MIN_PAGES = 4
RIDGE = {"article": 0.02, "other": 0.02}

# The lexicon of pages: tokens on at least so many pages, and the inverse strength
# of the ridge penalty.
MIN_KIND_PAGES = 8
KIND_RIDGE = 50.0

BASE = dict(
    feature_fraction=0.5, bagging_fraction=0.8, bagging_freq=1, max_bin=127, use_missing=False,
    num_threads=int(os.environ.get("PITH_THREADS", "2")), seed=7, deterministic=True, force_row_wise=True, verbose=-1,
)
FIRST = dict(BASE, objective="binary", num_leaves=64, max_depth=10, min_data_in_leaf=40, lambda_l2=5.0,
             feature_fraction=0.3, max_bin=63)
SECOND = dict(BASE, objective="binary", num_leaves=32, max_depth=8, min_data_in_leaf=60, lambda_l2=5.0,
              feature_fraction=0.4, max_bin=63)
TYPE = dict(BASE, objective="multiclass", num_class=len(TYPES), learning_rate=0.05, num_leaves=12,
            min_data_in_leaf=8, feature_fraction=0.3, max_bin=63, lambda_l2=3.0)
TRUST = dict(BASE, objective="regression", learning_rate=0.04, num_leaves=8, min_data_in_leaf=25, lambda_l2=5.0)

# The block heads are each the mean of two forests: one whose thresholds are the
# best of some drawn at random, one whose thresholds are the best of all.
DRAWN = dict(extra_trees=True)
FIRST_FORESTS = [(dict(FIRST, learning_rate=0.06, **DRAWN), 260), (dict(FIRST, learning_rate=0.05), 220)]
SECOND_FORESTS = [(dict(SECOND, learning_rate=0.06, **DRAWN), 150), (dict(SECOND, learning_rate=0.05), 130)]
TYPE_FORESTS = [(TYPE, 120)]
TRUST_FORESTS = [(TRUST, 120)]
FORESTS = dict(type=TYPE_FORESTS, block=FIRST_FORESTS, again=SECOND_FORESTS, trust=TRUST_FORESTS)


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
        names = lines(f"{data}/names.txt")
        width = len(names)
        self.types = {}
        for corpus in corpora:
            rows = table(f"{data}/{corpus}.tsv")
            x = np.fromfile(f"{data}/{corpus}.f32", "<f4").reshape(len(rows), width)[:, :columns]
            spliced = corpus.endswith("-spliced")
            y = np.array([int(r["label"]) for r in rows])
            words = np.array([int(r["words"]) for r in rows], np.float64)
            pages = np.unique([r["page"] for r in rows], return_inverse=True)[1]
            w = page_weights(y, words, pages, CORPUS_WEIGHT[corpus])
            self.take_words(x, pages, spliced, names)
            self.borrow_types(x, rows, spliced, names)
            keep = y >= 0
            if spliced:
                lucky = np.random.default_rng(11).random(len(y)) < SPLICED_SHARE
                keep &= lucky | (y == 1)
                w = np.where(y == 0, w / SPLICED_SHARE, w)
            xs.append(x[keep])
            ys.append(y[keep])
            ws.append(w[keep])
            folds.append(np.array([int(r["fold"]) for r in rows])[keep])
        self.x, self.y = np.vstack(xs), np.concatenate(ys)
        self.w, self.fold = np.concatenate(ws), np.concatenate(folds)

    @staticmethod
    def take_words(x, pages, spliced, names):
        """Takes the words from some pages."""
        wordless = np.random.default_rng(13).random(pages.max() + 1) < WORDLESS[spliced]
        x[np.ix_(wordless[pages], [i for i, n in enumerate(names) if n.startswith("lex_")])] = 0

    def borrow_types(self, x, rows, spliced, names):
        """Gives spliced pages the shares of types of the pages that they are made
        of: from shares of their own a head would learn which pages are spliced."""
        first = names.index("type_article")
        for i, r in enumerate(rows):
            if not spliced:
                self.types.setdefault(r["page"], x[i, first:first + len(TYPES)].copy())
            elif r["page"] in self.types:
                x[i, first:first + len(TYPES)] = self.types[r["page"]]

    def train(self, forests, but=None):
        """Trains on all folds but one, or on all."""
        use = np.ones(len(self.y), bool) if but is None else self.fold != but
        return boost(forests, self.x[use], self.y[use], self.w[use])


def page_weights(y, words, pages, corpus_weight):
    w = np.where(y >= 0, (words + 1) ** POWER, 0)
    total = np.bincount(pages, w)
    return w / np.maximum(total[pages], 1e-9) * corpus_weight * 100


def occurrences(vocabulary, counts, tokens):
    """How often each token of a sorted vocabulary comes in each row, as a sparse
    matrix. counts says how many of all tokens belong to a row, row after row."""
    column = np.minimum(np.searchsorted(vocabulary, tokens), len(vocabulary) - 1)
    known = vocabulary[column] == tokens
    row = np.repeat(np.arange(len(counts)), counts)[known]
    shape = (len(counts), len(vocabulary))
    return sp.csr_matrix((np.ones(len(row), np.float32), (row, column[known])), shape=shape)


class Words:
    """The words of the blocks of some corpora, and a linear model over them."""

    def __init__(self, data, corpora):
        ys, ws, folds, articles, counts, tokens = [], [], [], [], [], []
        for corpus in corpora:
            rows = table(f"{data}/{corpus}.tsv")
            y = np.array([int(r["label"]) for r in rows])
            words = np.array([int(r["words"]) for r in rows], np.float64)
            pages = np.unique([r["page"] for r in rows], return_inverse=True)[1]
            ys.append(y)
            ws.append(page_weights(y, words, pages, CORPUS_WEIGHT[corpus]))
            folds.append(np.array([int(r["fold"]) for r in rows]))
            articles.append(np.array([r["type"] in ("article", "") for r in rows]))
            count, token = self.read(f"{data}/{corpus}.tokens", len(rows))
            counts.append(count)
            tokens.append(token)
            pages_seen = np.unique(np.repeat(pages.astype(np.uint64), count) << np.uint64(32) | token)
            seen = pages_seen & np.uint64(0xFFFFFFFF)
            self.seen = seen if corpus == corpora[0] else np.concatenate([self.seen, seen])
        known, pages = np.unique(self.seen, return_counts=True)
        self.tokens = known[pages >= MIN_PAGES]
        self.y, self.w, self.fold = np.concatenate(ys), np.concatenate(ws), np.concatenate(folds)
        self.article = np.concatenate(articles)
        self.x = occurrences(self.tokens, np.concatenate(counts), np.concatenate(tokens))

    @staticmethod
    def read(path, rows):
        """How many tokens each row has, and all of them."""
        raw = np.fromfile(path, "<u8")
        counts, head, at = np.zeros(rows, np.int64), np.zeros(len(raw), bool), 0
        for r in range(rows):
            counts[r] = raw[at]
            head[at] = True
            at += 1 + counts[r]
        return counts, raw[~head] & np.uint64(0xFFFFFFFF)

    def train(self, but=None):
        """The tokens and their weights by task, from all folds but one, or all."""
        weights = []
        for task, strength in RIDGE.items():
            use = (self.y >= 0) & (self.article == (task == "article"))
            if but is not None:
                use &= self.fold != but
            m = LogisticRegression(C=strength, solver="liblinear", max_iter=30, tol=1e-2, random_state=0)
            m.fit(self.x[use], self.y[use], sample_weight=self.w[use])
            weights.append(m.coef_[0])
        return self.tokens.astype(np.uint32), np.stack(weights, axis=1)


class PageWords:
    """The words of the pages of some corpora, and a linear model over them that
    tells the pages' types."""

    def __init__(self, data, corpora, types, folds):
        tokens = []
        for corpus in corpora:
            raw, at = np.fromfile(f"{data}/{corpus}.pages.words", "<u4"), 0
            while at < len(raw):
                tokens.append(raw[at + 1:at + 1 + raw[at]])
                at += 1 + raw[at]
        counts, tokens = [len(t) for t in tokens], np.concatenate(tokens)
        known, count = np.unique(tokens, return_counts=True)
        self.tokens = known[count >= MIN_KIND_PAGES]
        self.types, self.folds = types, folds
        x = occurrences(self.tokens, counts, tokens).astype(np.float64)
        words = np.maximum(np.asarray(x.sum(axis=1)).ravel(), 1)
        self.x = (sp.diags(1 / np.sqrt(words)) @ x).tocsr()
        self.models = {but: self.fit(but) for _, but in each_model()}

    def weights(self, but):
        """The tokens, their weights by type, and the types' biases."""
        m = self.models[but]
        return self.tokens, m.coef_.T, m.intercept_

    def fit(self, but):
        use = np.ones(len(self.types), bool) if but is None else self.folds != but
        return LogisticRegression(C=KIND_RIDGE, max_iter=300).fit(self.x[use], self.types[use])

    def unseen(self):
        """What the words of each page say when its fold was not trained on."""
        out = np.zeros((len(self.types), len(TYPES)), np.float32)
        for k in range(FOLDS):
            out[self.folds == k] = self.models[k].predict_log_proba(self.x[self.folds == k])
        return out


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

    def columns(self, *prefixes):
        return [i for i, n in enumerate(self.names) if n.startswith(prefixes)]

    def train_type(self, words, but=None):
        """Trains the type head, given what the words of pages say. Each page counts
        three times: as it is, without its address, since pith is often not told one,
        and without its words, since it may be in another language."""
        use = np.ones(len(self.type), bool) if but is None else self.fold != but
        x = self.x.copy()
        x[:, self.columns("words_")] = words
        x, y = x[use], self.type[use]
        homeless, wordless = x.copy(), x.copy()
        homeless[:, self.columns("url_", "path_", "host_")] = -1
        wordless[:, self.columns("words_")] = 0
        return boost(TYPE_FORESTS, np.vstack([x, homeless, wordless]), np.concatenate([y, y, y]))

    def train_trust(self, but=None):
        use = self.f1 >= 0
        if but is not None:
            use &= self.fold != but
        return boost(TRUST_FORESTS, self.trust[use], self.f1[use])


def boost(forests, x, y, w=None):
    """Trains forests, of which each is parameters and a number of rounds; the head
    is their mean."""
    return [lgb.train(params, lgb.Dataset(x, y, weight=w, params={"max_bin": params["max_bin"]}), rounds)
            for params, rounds in forests]


class Names:
    """The columns of a data set, by the stage that reads them."""

    def __init__(self, data):
        self.all = lines(f"{data}/names.txt")
        self.page, self.trust = lines(f"{data}/page-names.txt"), lines(f"{data}/trust-names.txt")
        self.blocks = next(i for i, n in enumerate(self.all) if n.startswith("lex_"))
        self.types = self.all.index("type_article")
        self.first = self.types + len(TYPES)

    def header(self, scores):
        return {
            "trained_on": "WCXB development split (wcxb-dev), trafilatura's evaluation pages (segments-dev)",
            "licence": "WCXB, Web Content eXtraction Benchmark, is CC-BY-4.0; trafilatura's pages are Apache-2.0",
            "trainer": "LightGBM " + lgb.__version__,
            "scores": scores,
            "types": TYPES,
            "page_features": self.page,
            "block_features": self.all[:self.blocks],
            "lexicon_features": self.all[self.blocks:self.types],
            "context_features": self.all[self.first:],
            "decode": json.load(open(os.path.join(os.path.dirname(__file__), "decode.json"))),
        }


def write(path, names, heads, words, scores=None):
    """Writes the heads that exist; those of later steps stay empty."""
    pack.write(path, names.header(scores or {}), [
        ("type", len(TYPES), len(names.page), heads["type"]),
        ("block", 1, names.first, heads.get("block", [])),
        ("again", 1, len(names.all), heads.get("again", [])),
        ("trust", 1, len(names.trust), heads.get("trust", [])),
    ], *words)


def each_model():
    """The models: one a fold, trained without it, and one on everything."""
    return [(f"fold-{k}", k) for k in range(FOLDS)] + [("all", None)]


def save(out, name, heads):
    for head, forests in heads.items():
        for i, b in enumerate(forests):
            b.save_model(f"{out}/{name}.{head}.{i}.txt")


def load(out, name, heads):
    return {h: [lgb.Booster(model_file=f"{out}/{name}.{h}.{i}.txt") for i in range(len(FORESTS[h]))] for h in heads}


def save_words(out, name, words):
    lexicon, kinds = words
    np.savez(f"{out}/{name}.words.npz", tokens=lexicon[0], weights=lexicon[1],
             page_tokens=kinds[0], page_weights=kinds[1], page_bias=kinds[2])


def load_words(out, name):
    with np.load(f"{out}/{name}.words.npz") as z:
        return (z["tokens"], z["weights"]), (z["page_tokens"], z["page_weights"], z["page_bias"])


def words(args):
    """The type head and the lexicons, which the block heads build on."""
    names = Names(args.data)
    pages = Pages(args.data, args.corpora)
    kinds = PageWords(args.data, args.corpora, pages.type, pages.fold)
    unseen = kinds.unseen()
    lexicon = Words(args.data, args.corpora)
    for name, but in each_model():
        b = {"type": pages.train_type(unseen, but)}
        w = lexicon.train(but), kinds.weights(but)
        save(args.out, name, b)
        save_words(args.out, name, w)
        write(f"{args.out}/{name}.pith", names, b, w)
        print(name, flush=True)


def first(args):
    """The first stage, over out-of-fold types and sums of words."""
    names = Names(args.data)
    blocks = Blocks(args.data, args.corpora + [c + "-spliced" for c in args.corpora], names.first)
    for name, but in each_model():
        b = dict(load(args.out, name, ["type"]), block=blocks.train(FIRST_FORESTS, but))
        save(args.out, name, b)
        write(f"{args.out}/{name}.pith", names, b, load_words(args.out, name))
        print(name, flush=True)


def second(args):
    """The second stage, over what the first says of pages that it did not see."""
    names = Names(args.data)
    blocks = Blocks(args.data, args.corpora + [c + "-spliced" for c in args.corpora], len(names.all))
    for name, but in each_model():
        save_words(args.out, name, load_words(args.first, name))
        b = dict(load(args.first, name, ["type", "block"]), again=blocks.train(SECOND_FORESTS, but))
        save(args.out, name, b)
        write(f"{args.out}/{name}.pith", names, b, load_words(args.first, name))
        print(name, flush=True)


def trust(args):
    """The head that tells how well a page came out, from pages not seen."""
    names = Names(args.data)
    pages = Pages(args.data, args.corpora)
    scores = json.load(open(args.scores)) if args.scores else {}
    for name, but in each_model():
        b = dict(load(args.second, name, ["type", "block", "again"]), trust=pages.train_trust(but))
        path = args.weights if name == "all" else f"{args.out}/{name}.pith"
        write(path, names, b, load_words(args.second, name), scores)


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("step", choices=["words", "first", "second", "trust"])
    p.add_argument("--data", required=True, help="folder that pith-lab export wrote")
    p.add_argument("--out", required=True, help="folder to write models to")
    p.add_argument("--first", help="folder of the first step's models")
    p.add_argument("--second", help="folder of the second step's models")
    p.add_argument("--weights", help="file to write the whole model to")
    p.add_argument("--scores", help="cross-validated scores to put into the header")
    p.add_argument("--corpora", nargs="+", default=["wcxb-dev", "segments-dev"])
    args = p.parse_args()
    os.makedirs(args.out, exist_ok=True)
    {"words": words, "first": first, "second": second, "trust": trust}[args.step](args)


if __name__ == "__main__":
    main()
