"""Reference histogram boosting on random problems: prints JSON."""

import hashlib
import json
import os
import random

os.environ["OMP_NUM_THREADS"] = "1"  # small problems: more threads only wait for each other

import numpy as np
import sklearn
from drawing.problems import draw
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.ensemble._hist_gradient_boosting.binning import _find_binning_thresholds


def thresholds():
    for seed in range(40):
        rng = np.random.RandomState(seed)
        n = [7, 300, 1000, 3000][seed % 4]
        values = rng.random_sample(n)
        if seed % 3 == 0:
            values = np.floor(values * [5, 100, 400][seed % 7 % 3])
        weights = rng.randint(0, 4, n).astype(float) if seed % 5 == 0 else None
        if seed % 5 == 1:
            weights = rng.random_sample(n)
        max_bins = [255, 16, 2, 64][seed // 4 % 4]
        found = np.asarray(_find_binning_thresholds(values, max_bins, weights), dtype="<f8")
        yield {
            "seed": seed,
            "maxBins": max_bins,
            "count": len(found),
            "thresholds": hashlib.sha256(found.tobytes()).hexdigest(),
        }


def options(rng, kind, p, classes):
    chosen = {
        "learning_rate": rng.choice([0.1, 0.3]),
        "max_iter": rng.choice([5, 20]),
        "max_leaf_nodes": rng.choice([31, 31, 6, None]),
        "max_depth": rng.choice([None, None, 3]),
        "min_samples_leaf": rng.choice([20, 5, 1]),
        "l2_regularization": rng.choice([0.0, 0.0, 1.5]),
        "max_bins": rng.choice([255, 255, 20, 4]),
        "early_stopping": rng.choice(["auto", "auto", True]),
        "n_iter_no_change": rng.choice([10, 2]),
        "validation_fraction": rng.choice([0.2, None]),
    }
    if rng.random() < 0.25 and (kind == "regressor" or classes == 2):
        chosen["monotonic_cst"] = [rng.choice([-1, 0, 1]) for _ in range(p)]
    elif rng.random() < 0.3:
        chosen["categorical_features"] = [p - 1]
        chosen["max_bins"] = 255
    if rng.random() < 0.2:
        chosen["interaction_cst"] = rng.choice(["pairwise", "no_interactions", [[0]]])
    if kind == "classifier":
        chosen["class_weight"] = rng.choice([None, None, "balanced"])
    else:
        chosen["loss"] = rng.choice(["squared_error", "absolute_error", "poisson", "gamma", "quantile"])
        if chosen["loss"] == "quantile":
            chosen["quantile"] = rng.choice([0.2, 0.7])
    return chosen


def cases():
    rng = random.Random(4)
    for seed in range(100):
        kind = ["classifier", "regressor"][seed % 2]
        drawn = seed * 3 + 2
        missing = rng.random() < 0.3
        X, y, values, weights = draw(drawn, missing)
        if len(np.unique(y)) < 2 or min(np.bincount(y)[np.bincount(y) > 0]) < 8:
            continue
        chosen = options(rng, kind, X.shape[1], len(np.unique(y)))
        if seed % 5 == 1:
            names = [None, "neg_log_loss", "f1_macro"] if kind == "classifier" else [None, "neg_mean_absolute_error"]
            chosen["scoring"] = names[seed % len(names)]
            chosen["early_stopping"] = True
        if seed % 4 > 1:
            chosen["max_features"] = [0.3, 0.7][seed % 3 == 0]
        if "categorical_features" in chosen:
            X[:, -1] = np.floor(X[:, -1] * 6)
        if weights is not None:
            weights = weights + 0.25
        if kind == "classifier":
            model = HistGradientBoostingClassifier(random_state=seed, **chosen).fit(X, y, weights)
            raw = model.decision_function(X).ravel()
            predicted = model.predict_proba(X[:2]).ravel()
        else:
            model = HistGradientBoostingRegressor(random_state=seed, **chosen).fit(X, values + 1, weights)
            raw = predicted = model.predict(X)
        trees = [len(t.nodes) for iteration in model._predictors for t in iteration]
        yield {
            "kind": kind,
            "seed": drawn,
            "missing": missing,
            "options": {"random_state": seed, **chosen},
            "nodes": trees,
            "raw": [float(v) for v in raw[:: max(1, len(raw) // 12)]],
            "predicted": predicted[:4].tolist(),
            "nIter": int(model.n_iter_),
            "trainScore": model.train_score_[-1:].tolist(),
            "validationScore": model.validation_score_[-1:].tolist(),
        }


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
print(json.dumps({"versions": versions, "thresholds": list(thresholds()), "cases": list(cases())}))
