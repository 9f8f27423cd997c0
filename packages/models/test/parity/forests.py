"""Reference forests on 80 random problems, as fingerprints of their trees: prints JSON."""

import hashlib
import json
import random

import numpy as np
import sklearn
from drawing.problems import draw, fingerprint
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor

KINDS = {
    "randomForestClassifier": RandomForestClassifier,
    "randomForestRegressor": RandomForestRegressor,
    "extraTreesClassifier": ExtraTreesClassifier,
    "extraTreesRegressor": ExtraTreesRegressor,
}


def options(rng, kind):
    chosen = {
        "n_estimators": 8,
        "max_depth": rng.choice([None, None, 4]),
        "min_samples_leaf": rng.choice([1, 1, 3]),
        "max_features": rng.choice(["sqrt", None, 0.5]),
        "max_leaf_nodes": rng.choice([None, None, None, 6]),
        "bootstrap": rng.choice([True, True, False]),
    }
    if chosen["bootstrap"]:
        chosen["oob_score"] = rng.choice([True, False])
        chosen["max_samples"] = rng.choice([None, None, 0.6, 17])
    if kind.endswith("Classifier"):
        chosen["criterion"] = rng.choice(["gini", "gini", "entropy"])
        chosen["class_weight"] = rng.choice([None, None, "balanced", "balanced_subsample"])
    else:
        chosen["criterion"] = rng.choice(["squared_error", "squared_error", "absolute_error", "poisson"])
    return chosen


def cases():
    rng = random.Random(1)
    for seed in range(80):
        kind = list(KINDS)[seed % 4]
        missing = rng.random() < 0.2
        drawn = seed * 5 + 2
        X, y, values, weights = draw(drawn, missing)
        chosen = options(rng, kind)
        target = y if kind.endswith("Classifier") else values
        model = KINDS[kind](random_state=seed, **chosen).fit(X, target, weights)
        oob = getattr(model, "oob_prediction_", getattr(model, "oob_decision_function_", None))
        predicted = model.predict_proba(X[:4]) if kind.endswith("Classifier") else model.predict(X[:4])
        yield {
            "kind": kind,
            "seed": drawn,
            "missing": missing,
            "options": {"random_state": seed, **chosen},
            "fingerprint": hashlib.sha256("".join(fingerprint(t.tree_) for t in model.estimators_).encode()).hexdigest(),
            "oobScore": getattr(model, "oob_score_", None),
            "oobSum": None if oob is None else float(np.abs(oob).sum()),
            "predicted": predicted.tolist(),
            "importances": model.feature_importances_.tolist(),
        }


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
print(json.dumps({"versions": versions, "cases": list(cases())}))
