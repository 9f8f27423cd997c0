"""Reference k-means on random problems: prints JSON."""

import hashlib
import json
import random

import numpy as np
import sklearn
from drawing.problems import draw
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans, MiniBatchKMeans


def cases():
    rng = random.Random(3)
    for seed in range(60):
        # Rows on a grid are as near to one center as to another: there the last digit of a product of matrices decides.
        drawn = seed * 4 + (0 if seed % 3 else 3)
        X, _, _, weights = draw(drawn)
        weighted = weights is not None and rng.random() < 0.5
        if len(np.unique(X)) == 1:
            continue  # one row, repeated: which of equal centers it is near, rounding decides
        X = np.column_stack([X, np.sin(37 * X[:, -1]) + X[:, 0]])
        chosen = {
            "n_clusters": rng.choice([1, 2, 3, 5, 8]),
            "init": rng.choice(["k-means++", "k-means++", "random"]),
            "n_init": rng.choice(["auto", 3]),
            "max_iter": rng.choice([300, 300, 3]),
            "random_state": seed,
        }
        mini = seed % 2 == 1
        if mini:
            chosen["batch_size"] = rng.choice([1024, 20])
            chosen["tol"] = rng.choice([0.0, 0.01])
            chosen["max_iter"] = rng.choice([100, 5])
        else:
            chosen["algorithm"] = rng.choice(["lloyd", "elkan"])
        model = (MiniBatchKMeans if mini else KMeans)(**chosen).fit(X, sample_weight=weights if weighted else None)
        yield {
            "mini": mini,
            "seed": drawn,
            "weighted": weighted,
            "options": chosen,
            "labels": hashlib.sha256(model.labels_.astype("<i4").tobytes()).hexdigest(),
            "centers": model.cluster_centers_.tolist(),
            "inertia": model.inertia_,
            "nIter": int(model.n_iter_),
            "transformed": model.transform(X[:2]).tolist(),
            "score": model.score(X[:9]),
        }


def partial_cases():
    rng = random.Random(4)
    for seed in range(12):
        X, _, _, weights = draw(seed * 4 + 3)
        weighted = weights is not None and seed % 2 == 0
        if len(np.unique(X)) == 1:
            continue  # as above
        X = np.column_stack([X, np.sin(37 * X[:, -1]) + X[:, 0]])
        chosen = {
            "n_clusters": rng.choice([2, 3, 4]),
            "init": rng.choice(["k-means++", "random"]),
            "batch_size": rng.choice([1024, 5]),
            "random_state": seed,
            "reassignment_ratio": rng.choice([0.01, 0.4]),
        }
        model = MiniBatchKMeans(**chosen)
        parts = np.array_split(np.arange(len(X)), 3)
        for part in parts:
            model.partial_fit(X[part], sample_weight=weights[part] if weighted else None)
        yield {
            "seed": seed * 4 + 3,
            "weighted": weighted,
            "options": chosen,
            "labels": model.labels_.tolist(),
            "centers": model.cluster_centers_.tolist(),
            "inertia": model.inertia_,
            "nSteps": int(model.n_steps_),
        }


def sparse_cases():
    """Rows that share little: many are as far from one center as from another, but for rounding."""
    rows, cols = 80, 50
    X = np.array([[element(i, j) for j in range(cols)] for i in range(rows)])
    for seed in range(8):
        chosen = {"n_clusters": 2 + seed, "init": "random" if seed % 4 == 3 else "k-means++", "random_state": seed}
        weights = np.arange(rows) % 3 if seed % 3 == 2 else None
        model = KMeans(**chosen).fit(csr_matrix(X), sample_weight=weights)
        yield {
            "weighted": weights is not None,
            "options": chosen,
            "labels": model.labels_.tolist(),
            "inertia": model.inertia_,
            "nIter": int(model.n_iter_),
            "predicted": model.predict(csr_matrix(X[:, ::-1])).tolist(),
            "transformed": model.transform(csr_matrix(X[:2, ::-1])).tolist(),
        }


def element(i, j):
    return (i * 31 + j * 17) % 10 / 7 if (3 * i * i + 7 * j + i * j) % 11 == 0 else 0


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
print(json.dumps({"versions": versions, "cases": list(cases()), "partial": list(partial_cases()), "sparse": list(sparse_cases())}))
