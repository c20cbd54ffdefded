"""Writes LightGBM boosters as a file of pith weights.

The format is described in extract/internal/model/file.go, which reads it.
"""

import io
import json
import struct

import numpy as np

MAGIC = b"pith-model 4\n"


def float32_floor(thresholds):
    """The largest float32 that is at most each float64 threshold.

    LightGBM compares in float64 and pith in float32. Features are float32, so
    x <= t holds exactly when x <= float32_floor(t).
    """
    t64 = np.asarray(thresholds, np.float64)
    t32 = t64.astype(np.float32)
    over = t32.astype(np.float64) > t64
    t32[over] = np.nextafter(t32[over], np.float32(-np.inf))
    return t32


def trees(booster, share):
    """Yields (features, thresholds, lefts, rights, leaves) for each tree, whose
    leaves count by the share of their forest in the head."""
    fields = {}
    for line in booster.model_to_string().split("\n") + ["Tree=end"]:
        if line.startswith("Tree=") or line.startswith("end of trees"):
            if "leaf_value" in fields:
                *splits, leaves = parse_tree(fields)
                yield (*splits, leaves * share)
            fields = {}
            continue
        key, _, value = line.partition("=")
        fields[key] = value


def parse_tree(fields):
    numbers = lambda key, kind: np.array(fields.get(key, "").split(), kind)
    if int(fields["num_leaves"]) == 1:
        empty = np.array([], np.float64)
        return empty, empty, empty, empty, numbers("leaf_value", np.float64)[:1]
    if int(fields["num_cat"]) != 0:
        raise ValueError("categorical splits are not supported")
    return (
        numbers("split_feature", np.int64),
        numbers("threshold", np.float64),
        numbers("left_child", np.int64),
        numbers("right_child", np.int64),
        numbers("leaf_value", np.float64),
    )


def units(weights):
    """Weights as int8, and what a unit is worth."""
    scale = float(np.abs(weights).max()) / 127 if len(weights) else 1.0
    return np.rint(weights / scale).astype(np.int8), np.float32(scale)


def write(path, header, heads, lexicon, kinds):
    """Writes weights to path. heads is a list of (name, classes, columns, forests),
    lexicon a pair of tokens in order and a matrix of their weights by task, kinds
    the same by page type, and the types' biases."""
    header = dict(header)
    tokens, (weights, scale) = lexicon[0], units(lexicon[1])
    some = weights.any(axis=1)  # only sums count: a word without weight can go
    tokens, weights = tokens[some], weights[some]
    header["lexicon"] = {"tokens": len(tokens), "scale": float(scale)}
    page_tokens, (page_weights, page_scale) = kinds[0], units(kinds[1])
    header["page_lexicon"] = {
        "tokens": len(page_tokens), "scale": float(page_scale), "bias": [float(b) for b in kinds[2]],
    }
    header["heads"] = []
    payload = io.BytesIO()
    for name, classes, columns, forests in heads:
        parts = [p for booster in forests for p in trees(booster, 1 / len(forests))]
        header["heads"].append({"name": name, "classes": classes, "trees": len(parts), "columns": columns})
        payload.write(np.array([len(p[0]) for p in parts], "<u2").tobytes())
        for i, kind in enumerate(("<u2", None, "<i2", "<i2", "<f4")):
            for p in parts:
                array = float32_floor(p[i]).astype("<f4") if kind is None else p[i].astype(kind)
                payload.write(array.tobytes())
    payload.write(tokens.astype("<u4").tobytes())
    payload.write(weights.astype("<i1").tobytes())
    payload.write(page_tokens.astype("<u4").tobytes())
    payload.write(page_weights.astype("<i1").tobytes())
    text = json.dumps(header, sort_keys=True).encode()
    raw = struct.pack("<I", len(text)) + text + payload.getvalue()
    with open(path, "wb") as f:
        f.write(MAGIC + raw)
