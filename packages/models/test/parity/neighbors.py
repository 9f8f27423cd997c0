"""Reference nearest neighbors on random problems, ties included: prints JSON."""

import copy
import hashlib
import json
import random

import numpy as np
import sklearn
from drawing.problems import draw
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from threadpoolctl import threadpool_limits


def cases():
    rng = random.Random(2)
    for seed in range(120):
        kind = ["classifier", "regressor"][seed % 2]
        X, y, values, _ = draw(seed * 3 + 1)
        # Brute force of the reference works out squares by a product of matrices: whole numbers keep its ties exact.
        algorithm = rng.choice(["auto", "kd_tree", "brute"])
        chosen = {
            "n_neighbors": rng.choice([1, 3, 5, 9, 18]),
            "weights": rng.choice(["uniform", "distance"]),
            "algorithm": algorithm,
            "leaf_size": rng.choice([1, 5, 30]),
            "metric": rng.choice(["minkowski", "minkowski", "manhattan", "chebyshev", "euclidean"]),
            "p": rng.choice([1, 2, 2, 3]),
        }
        if algorithm != "kd_tree":
            X = np.floor(X * 6)
        with threadpool_limits(1):
            if kind == "classifier":
                model = KNeighborsClassifier(**chosen).fit(X, y)
                outcome = model.predict_proba(X[:20] + 0.5).ravel()
            else:
                model = KNeighborsRegressor(**chosen).fit(X, values)
                outcome = model.predict(X[:20] + 0.5)
            distances, indices = model.kneighbors(X[:20])
            others = model.kneighbors()[1]
        yield {
            "kind": kind,
            "seed": seed * 3 + 1,
            "whole": algorithm != "kd_tree",
            "options": chosen,
            "indices": hashlib.sha256(indices.astype("<i4").tobytes()).hexdigest(),
            "others": hashlib.sha256(others.astype("<i4").tobytes()).hexdigest(),
            "distances": float(distances.sum()),
            "outcome": float((outcome * np.arange(1, len(outcome) + 1)).sum()),
        }


def cosine():
    for seed in [0, 4]:
        X, y, _, _ = draw(seed)
        distances, indices = KNeighborsClassifier(metric="cosine", n_neighbors=4).fit(X, y).kneighbors(X[:6] + 0.1)
        yield {"seed": seed, "distances": distances.tolist(), "indices": indices.tolist()}


def measured(a, b):
    return float(np.abs(a - b).max() + np.abs(a - b).sum())


def own():
    """Weights of columns, and functions for metric and weights."""
    chosen = {
        "w": [{"metric_params": {"w": [0.5, 2.0, 0.0, 1.0]}, "p": p} for p in (1, 2, 3)],
        "metric": [{"metric": measured}],
        "weights": [{"weights": lambda distances: np.exp(-distances)}, {"metric": measured, "weights": lambda d: 1 / (1 + d)}],
    }
    for seed, options in enumerate(each for group in chosen.values() for each in group):
        # The reference adds the exponent to the parameters that it is given.
        parts = copy.deepcopy({key: value for key, value in options.items() if not callable(value)})
        rng = np.random.RandomState(seed)
        X, y, values = rng.normal(size=(40, 4)), rng.randint(0, 3, 40), rng.normal(size=40)
        rows = rng.normal(size=(6, 4))
        classifier = KNeighborsClassifier(4, algorithm="brute", **options).fit(X, y)
        regressor = KNeighborsRegressor(4, algorithm="brute", **options).fit(X, values)
        distances, indices = regressor.kneighbors(rows)
        told = {"X": X, "y": y, "values": values, "rows": rows, "probabilities": classifier.predict_proba(rows),
                "predicted": regressor.predict(rows), "distances": distances, "indices": indices}
        yield {"functions": [key for key, value in options.items() if callable(value)], "options": parts,
               **{key: value.tolist() for key, value in told.items()}}


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
print(json.dumps({"versions": versions, "cases": list(cases()), "cosine": list(cosine()), "own": list(own())}))
