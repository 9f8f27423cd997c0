"""Reference nearest neighbors and dummies of several targets, and graphs of neighbors, on random problems: prints JSON."""

import json

import numpy as np
import sklearn
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor


def problems():
    for seed in range(8):
        rng = np.random.RandomState(seed)
        X = rng.randint(0, 6, (30, 3)).astype(float)
        labels = np.stack([rng.randint(0, 3, 30), rng.randint(0, 2, 30) + 5], axis=1)
        numbers = np.round(rng.normal(size=(30, 3)), 3)
        weights = np.round(rng.uniform(0.1, 2, 30), 2) if seed % 2 else None
        yield seed, X, labels, numbers, weights, rng.randint(0, 6, (5, 3)) + 0.25


def neighbors(seed, X, labels, numbers, rows):
    options = {"n_neighbors": 1 + seed % 5, "weights": ["uniform", "distance"][seed % 2], "algorithm": ["brute", "kd_tree"][seed // 2 % 2]}
    classifier = KNeighborsClassifier(**options).fit(X, labels)
    regressor = KNeighborsRegressor(**options).fit(X, numbers)
    return {
        "options": options,
        "labels": classifier.predict(rows).tolist(),
        "shares": [each.tolist() for each in classifier.predict_proba(rows)],
        "numbers": regressor.predict(rows).tolist(),
        "score": regressor.score(X, numbers),
        "graph": regressor.kneighbors_graph(rows).toarray().tolist(),
        "distances": regressor.kneighbors_graph(rows, 3, mode="distance").toarray().tolist(),
        "others": regressor.kneighbors_graph(mode="distance").toarray().tolist(),
    }


def dummies(seed, X, labels, numbers, weights):
    for options in ({"strategy": each} for each in ("prior", "most_frequent", "stratified", "uniform", "constant")):
        if options["strategy"] == "constant":
            options["constant"] = [int(labels[0, 0]), int(labels[1, 1])]
        model = DummyClassifier(random_state=seed, **options).fit(X, labels, sample_weight=weights)
        yield {
            "kind": "dummyClassifier",
            "options": {"random_state": seed, **options},
            "predicted": model.predict(X).tolist(),
            "learned": [each.tolist() for each in model.class_prior_],
            "shares": [each.tolist() for each in model.predict_proba(X)],
        }
    for options in ({"strategy": "mean"}, {"strategy": "median"}, {"strategy": "quantile", "quantile": 0.3},
                    {"strategy": "constant", "constant": [1.0, 2.0, 3.0]}):
        model = DummyRegressor(**options).fit(X, numbers, sample_weight=weights)
        yield {"kind": "dummyRegressor", "options": options, "predicted": model.predict(X[:2]).tolist(),
               "learned": model.constant_.ravel().tolist(), "score": model.score(X, numbers, sample_weight=weights)}


cases = [
    {"X": X.tolist(), "labels": labels.tolist(), "numbers": numbers.tolist(), "rows": rows.tolist(),
     "weights": None if weights is None else weights.tolist(),
     "neighbors": neighbors(seed, X, labels, numbers, rows),
     "dummies": list(dummies(seed, X, labels, numbers, weights))}
    for seed, X, labels, numbers, weights, rows in problems()
]
print(json.dumps({"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "cases": cases}))
