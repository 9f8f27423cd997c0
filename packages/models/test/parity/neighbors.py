"""Reference nearest neighbors on random problems, ties included: prints JSON."""

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


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
print(json.dumps({"versions": versions, "cases": list(cases()), "cosine": list(cosine())}))
