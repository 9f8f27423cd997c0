"""Reference trees and forests of several targets on 160 random problems, as fingerprints of their trees: prints JSON."""

import hashlib
import json
import random

import numpy as np
import sklearn
from drawing.problems import draw, fingerprint
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

TREES = {"decisionTreeClassifier": DecisionTreeClassifier, "decisionTreeRegressor": DecisionTreeRegressor}
FORESTS = {
    "randomForestClassifier": RandomForestClassifier,
    "randomForestRegressor": RandomForestRegressor,
    "extraTreesClassifier": ExtraTreesClassifier,
    "extraTreesRegressor": ExtraTreesRegressor,
}
KINDS = TREES | FORESTS
ORDER = [*TREES, *FORESTS, *TREES]


def targets(y, values, outputs, is_binary):
    labels = np.stack([y, np.floor(2 * values).astype(int) % 3, (y + np.floor(values)).astype(int) % 2], axis=1)[:, :outputs]
    numbers = np.stack([values, values * y, np.floor(3 * values)], axis=1)[:, :outputs]
    return (labels % 2 if is_binary else labels), numbers


def options(rng, kind):
    is_forest = not kind.startswith("decisionTree")
    chosen = {
        "max_depth": rng.choice([None, None, 4]),
        "min_samples_leaf": rng.choice([1, 1, 3]),
        "max_features": rng.choice(["sqrt", None, 0.5]),
        "max_leaf_nodes": rng.choice([None, None, None, 6]),
        "ccp_alpha": rng.choice([0.0, 0.0, 0.0, 0.01]),
    }
    if is_forest:
        chosen["n_estimators"] = 6
        chosen["bootstrap"] = rng.choice([True, True, False])
        if chosen["bootstrap"]:
            chosen["oob_score"] = rng.choice([True, False])
    else:
        chosen["splitter"] = rng.choice(["best", "best", "random"])
    if "Classifier" in kind:
        chosen["criterion"] = rng.choice(["gini", "gini", "entropy"])
        weights = [None, None, "balanced", "list"] + (["balanced_subsample"] if is_forest else [])
        chosen["class_weight"] = rng.choice(weights)
    else:
        chosen["criterion"] = rng.choice(["squared_error", "squared_error", "absolute_error", "poisson"])
    return chosen


def cases():
    rng = random.Random(2)
    for seed in range(160):
        kind = ORDER[seed % 8]
        missing = rng.random() < 0.2
        outputs = rng.choice([1, 2, 3])
        drawn = seed * 11 + 3
        X, y, values, weights = draw(drawn, missing)
        chosen = options(rng, kind)
        is_classifier = "Classifier" in kind
        labels, numbers = targets(y, values, outputs, bool(chosen.get("oob_score")))
        if chosen.get("class_weight") == "list":
            chosen["class_weight"] = [{int(c): 1.0 + int(c) for c in np.unique(labels[:, k])} for k in range(outputs)]
            # One output is a plain problem to scikit-learn.
            if outputs == 1:
                chosen["class_weight"] = None
        target = labels if is_classifier else numbers
        model = KINDS[kind](random_state=seed, **chosen).fit(X, target, weights)
        predicted = model.predict(X).reshape(len(X), -1)
        trees = getattr(model, "estimators_", [model])
        oob = getattr(model, "oob_prediction_", getattr(model, "oob_decision_function_", None))
        shares = model.predict_proba(X[:3]) if is_classifier else []
        leaves = model.apply(X).reshape(len(X), -1)
        path = model.decision_path(X)
        path = path[0] if isinstance(path, tuple) else path
        yield {
            "kind": kind,
            "seed": drawn,
            "missing": missing,
            "outputs": outputs,
            "options": {"random_state": seed, **chosen},
            "fingerprint": hashlib.sha256("".join(fingerprint(t.tree_) for t in trees).encode()).hexdigest(),
            "predicted": float(np.abs(predicted @ np.arange(1, outputs + 1)).sum()),
            "shares": [share.tolist() for share in (shares if outputs > 1 else [shares] if is_classifier else [])],
            "score": float(np.mean((predicted == target).all(axis=1))) if is_classifier else float(model.score(X, target)),
            "oobScore": getattr(model, "oob_score_", None),
            "oobSum": None if oob is None else float(np.abs(oob).sum()),
            "leaves": float(leaves.sum()),
            "path": [int(path.nnz), float(path.indices.astype(float).sum())],
            "importances": model.feature_importances_.tolist(),
        }


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
print(json.dumps({"versions": versions, "cases": list(cases())}))
