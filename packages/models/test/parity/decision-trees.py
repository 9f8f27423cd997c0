"""Reference decision trees on 200 random problems, as fingerprints: prints JSON."""

import json
import random

import numpy as np
import sklearn
from drawing.problems import draw, fingerprint
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

CHOICES = {
    "max_depth": [None, None, 3, 6],
    "min_samples_split": [2, 2, 5, 0.1],
    "min_samples_leaf": [1, 1, 3, 0.05],
    "min_weight_fraction_leaf": [0.0, 0.0, 0.0, 0.05],
    "max_features": [None, None, "sqrt", "log2", 1, 0.5],
    "max_leaf_nodes": [None, None, None, 5, 12],
    "min_impurity_decrease": [0.0, 0.0, 0.01],
    "ccp_alpha": [0.0, 0.0, 0.0, 0.01],
    "splitter": ["best", "best", "best", "random"],
}


def options(rng, kind, p, classes):
    chosen = {name: rng.choice(values) for name, values in CHOICES.items()}
    if kind == "classifier":
        chosen["criterion"] = rng.choice(["gini", "gini", "entropy", "log_loss"])
        chosen["class_weight"] = rng.choice([None, None, "balanced"])
    else:
        chosen["criterion"] = rng.choice(["squared_error", "squared_error", "absolute_error", "poisson"])
    if rng.random() < 0.15 and (kind == "regressor" or classes == 2):
        chosen["monotonic_cst"] = [rng.choice([-1, 0, 1]) for _ in range(p)]
    return chosen


def cases():
    rng = random.Random(0)
    for seed in range(200):
        kind = ["classifier", "regressor"][seed % 2]
        missing = rng.random() < 0.25
        drawn = seed * 7 + 1
        X, y, values, weights = draw(drawn, missing)
        chosen = options(rng, kind, X.shape[1], len(np.unique(y)))
        if kind == "classifier":
            model = DecisionTreeClassifier(random_state=seed, **chosen).fit(X, y, weights)
            score = model.score(X, y)
        else:
            model = DecisionTreeRegressor(random_state=seed, **chosen).fit(X, values, weights)
            score = model.score(X, values)
        yield {
            "kind": kind,
            "seed": drawn,
            "missing": missing,
            "options": {"random_state": seed, **{k: v for k, v in chosen.items()}},
            "nodes": int(model.tree_.node_count),
            "depth": int(model.get_depth()),
            "fingerprint": fingerprint(model.tree_),
            "score": score,
            "importances": model.feature_importances_.tolist(),
        }


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
print(json.dumps({"versions": versions, "cases": list(cases())}))
