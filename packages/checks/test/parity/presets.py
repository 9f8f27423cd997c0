"""Computes what Evidently and Deepchecks say of pairs of columns, and what TensorFlow Data Validation's definition says (computed with
NumPy), and writes it as JSON to standard output.

    pip install evidently==0.7.23 deepchecks==0.19.1 "pandas<2.3" "scikit-learn<1.6" "category_encoders<2.7" && python presets.py > presets.json
"""

import json
import sys
import warnings
from importlib.metadata import version

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")

from deepchecks.utils.distribution.drift import calc_drift_and_plot
from evidently.legacy.calculations.stattests import get_stattest
from evidently.legacy.core import ColumnType
from scipy.spatial.distance import jensenshannon

rng = np.random.default_rng(5)
letters = np.array(list("abcdefghij"))


def rounded(values):
    return np.round(values, 3).tolist()


PAIRS = [
    ("few rows", "num", rounded(rng.normal(0, 1, 300)), rounded(rng.normal(0.3, 1, 200))),
    ("many rows", "num", rounded(rng.normal(0, 2, 1100)), rounded(rng.normal(0.3, 2, 150))),
    ("few values", "num", rng.integers(0, 4, 200).tolist(), rng.integers(0, 5, 150).tolist()),
    ("few values, many rows", "num", rng.integers(0, 4, 1200).tolist(), rng.integers(0, 5, 150).tolist()),
    ("two numbers", "num", rng.integers(0, 2, 200).tolist(), (rng.random(150) < 0.6).astype(int).tolist()),
    ("categories", "cat", letters[rng.integers(0, 5, 300)].tolist(), letters[rng.integers(1, 5, 200)].tolist()),
    ("many categories", "cat", letters[rng.integers(0, 9, 1200)].tolist(), letters[rng.integers(0, 8, 300)].tolist()),
    ("two categories", "cat", letters[rng.integers(0, 2, 120)].tolist(), letters[(rng.random(300) < 0.6).astype(int)].tolist()),
    ("rare categories", "cat", ["a"] * 600 + ["b"] * 390 + ["c"] * 5 + ["d"] * 5, ["a"] * 300 + ["b"] * 90 + ["e"] * 10),
    ("one category", "cat", ["a"] * 50, ["a"] * 40),
]


def evidently(kind, a, b):
    column = ColumnType.Numerical if kind == "num" else ColumnType.Categorical
    a, b = pd.Series(a), pd.Series(b)
    test = get_stattest(a, b, column, None)
    result = test(a, b, column, None)
    return {"method": test.name, "score": float(result.drift_score), "drifted": bool(result.drifted)}


def deepchecks(kind, a, b):
    score, method, _ = calc_drift_and_plot(
        pd.Series(a), pd.Series(b), "x", "numerical" if kind == "num" else "categorical", with_display=False
    )
    return {"method": method, "score": float(score), "drifted": bool(score >= 0.2)}


def tfdv(kind, a, b):
    if kind == "cat":
        keys = sorted(set(a) | set(b))
        share = lambda x: np.array([x.count(key) / len(x) for key in keys])
        return {"method": "L-infinity", "score": float(np.abs(share(a) - share(b)).max())}
    (p, e), (q, f) = np.histogram(a, 10), np.histogram(b, 10)
    edges = np.union1d(e, f)
    spread = lambda counts, own: np.diff(np.interp(edges, own, np.concatenate([[0], np.cumsum(counts)])))
    return {"method": "Jensen-Shannon divergence", "score": float(jensenshannon(spread(p, e), spread(q, f), base=2) ** 2)}


json.dump(
    {
        "versions": {name: version(name) for name in ["evidently", "deepchecks", "scipy", "numpy"]},
        "tolerance": 1e-9,
        "pairs": [
            {"title": title, "a": a, "b": b, "evidently": evidently(kind, a, b), "deepchecks": deepchecks(kind, a, b), "tfdv": tfdv(kind, a, b)}
            for title, kind, a, b in PAIRS
        ],
    },
    sys.stdout,
)
