"""Computes predictive power scores and local outlier probabilities by definition, with scikit-learn's trees and folds and with NumPy, and
writes them as JSON to standard output. The packages that define them, ppscore 1.3 and PyNomaly 0.3, do not run with these versions.

    pip install -r ../../../../tools/parity/requirements.txt pandas && python integrity.py > integrity.json
"""

import json
import math
import warnings

import numpy as np
import sklearn
from sklearn.metrics import f1_score, mean_absolute_error, normalized_mutual_info_score
from sklearn.model_selection import cross_val_score
from sklearn.preprocessing import LabelEncoder, OneHotEncoder
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.filterwarnings("ignore")
SEED = 123


def shuffled(n):
    """The order that pandas gives DataFrame.sample(frac=1, random_state=SEED)."""
    return np.random.RandomState(SEED).permutation(n)


def predictive_power(x, y):
    order = shuffled(len(y))[:5000]
    x, y = np.asarray(x)[order], np.asarray(y)[order]
    again = shuffled(len(y))
    features = x.reshape(-1, 1)
    if x.dtype.kind == "U":
        features = OneHotEncoder().fit_transform(features)
    if y.dtype.kind == "U":
        truth = LabelEncoder().fit_transform(y)
        commonest = np.full(len(y), np.bincount(truth).argmax())
        naive = max(
            f1_score(truth, commonest, average="weighted"), f1_score(truth, truth[again], average="weighted")
        )
        model = DecisionTreeClassifier(random_state=0)
        score = cross_val_score(model, features[again], truth[again], cv=4, scoring="f1_weighted").mean()
        return 0.0 if score < naive else (score - naive) / (1 - naive)
    naive = mean_absolute_error(y, np.full(len(y), np.median(y)))
    model = DecisionTreeRegressor(random_state=0)
    score = -cross_val_score(model, features[again], y[again], cv=4, scoring="neg_mean_absolute_error").mean()
    return 0.0 if naive == 0 or score > naive else 1 - score / naive


def gower(columns):
    n = len(columns[0])
    total = np.zeros((n, n))
    for column in columns:
        values = np.asarray(column)
        if values.dtype.kind == "U":
            total += values[:, None] != values[None, :]
        else:
            total += np.abs(values[:, None] - values[None, :]) / np.ptp(values)
    return total / len(columns)


def outlier_probabilities(columns, k, extent=3):
    distances = gower(columns)
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1, kind="stable")[:, :k]
    spread = extent * np.sqrt(np.mean(np.take_along_axis(distances, nearest, axis=1) ** 2, axis=1))
    factor = spread / spread[nearest].mean(axis=1) - 1
    scale = extent * math.sqrt(np.mean(factor**2))
    return [max(0.0, math.erf(f / (scale * math.sqrt(2)))) for f in factor]


def cut(values):
    """Numbers of more than ten values by the tenth of the whole that they begin in."""
    if values.dtype.kind == "U" or len(np.unique(values)) <= 10:
        return values
    below = np.searchsorted(np.sort(values), values)
    return 10 * below // len(values)


rng = np.random.RandomState(7)
n = 400
number = np.round(rng.normal(0, 2, n), 1)
kind = np.array(list("abcde"))[rng.randint(0, 5, n)]
PAIRS = {
    "numbers from numbers": (number, np.round(number**2 + rng.normal(0, 0.5, n), 2)),
    "numbers from noise": (number, np.round(rng.normal(0, 1, n), 2)),
    "classes from numbers": (number, np.where(number + rng.normal(0, 1, n) > 0, "yes", "no")),
    "classes from categories": (kind, np.where(rng.random_sample(n) < 0.8, np.char.upper(kind), "Z")),
    "numbers from categories": (kind, np.round(np.char.find("abcde", kind) + rng.normal(0, 1, n), 2)),
    "uneven folds": (number[:101], np.array(["p", "q", "r"])[rng.randint(0, 3, 101)]),
    "many rows": (np.round(rng.normal(0, 2, 6000), 1), rng.randint(0, 9, 6000).astype(float)),
}
points = [
    np.round(np.append(rng.normal(0, 1, 60), [9.0, -7.0]), 3),
    np.round(np.append(rng.normal(5, 2, 60), [5.0, 6.0]), 3),
    np.append(np.array(["u", "v"])[rng.randint(0, 2, 60)], ["u", "w"]),
]
print(
    json.dumps(
        {
            "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
            "tolerance": 1e-9,
            "scores": [
                {"title": title, "x": x.tolist(), "y": y.tolist(), "score": predictive_power(x, y)}
                for title, (x, y) in PAIRS.items()
            ],
            "information": {title: normalized_mutual_info_score(cut(x), cut(y)) for title, (x, y) in PAIRS.items()},
            "outliers": {"columns": [c.tolist() for c in points], "probabilities": outlier_probabilities(points, 10)},
        }
    )
)
