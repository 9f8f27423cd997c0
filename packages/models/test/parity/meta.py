"""Reference isolation forests, isotonic regressions and classifiers made of classifiers: prints JSON."""

import hashlib
import json
import random

import numpy as np
import sklearn
from drawing.problems import draw, fingerprint
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import IsolationForest, RandomForestClassifier, VotingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier


def isolation():
    rng = random.Random(5)
    for seed in range(24):
        missing = seed % 4 == 3
        X, _, _, weights = draw(seed, missing)
        chosen = {
            "n_estimators": 6,
            "max_samples": rng.choice(["auto", 0.4, 12]),
            "max_features": rng.choice([1.0, 1.0, 0.6, 1]),
            "bootstrap": rng.choice([False, False, True]),
            "contamination": rng.choice(["auto", 0.1]),
        }
        used = rng.random() < 0.4 and weights is not None and (weights > 0).sum() > 12 and chosen["max_samples"] == 12
        model = IsolationForest(random_state=seed, **chosen).fit(X, sample_weight=weights if used else None)
        if chosen["max_features"] == 1.0 and isinstance(chosen["max_features"], float):
            chosen["max_features"] = None
        yield {
            "seed": seed,
            "missing": missing,
            "weighted": bool(used),
            "options": {"random_state": seed, **chosen},
            "fingerprint": hashlib.sha256("".join(fingerprint(t.tree_) for t in model.estimators_).encode()).hexdigest(),
            "offset": float(model.offset_),
            "scores": model.score_samples(X[:5]).tolist(),
            "outliers": int((model.predict(X) == -1).sum()),
        }


def isotonic():
    rng = random.Random(6)
    for seed in range(30):
        X, _, values, weights = draw(seed)
        x = X[:, -1]
        chosen = {
            "increasing": rng.choice([True, True, False, "auto"]),
            "out_of_bounds": "clip",
            "y_min": rng.choice([None, None, 0.7]),
            "y_max": rng.choice([None, None, 2.5]),
        }
        model = IsotonicRegression(**chosen).fit(x, values, weights)
        yield {
            "seed": seed,
            "options": chosen,
            "increasing": bool(model.increasing_),
            "xSum": float(model.X_thresholds_.sum()),
            "ySum": float(model.y_thresholds_.sum()),
            "count": len(model.X_thresholds_),
            "predicted": model.predict(np.linspace(-0.5, 4, 12)).tolist(),
        }


def calibrated():
    rng = random.Random(7)
    for seed in [2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 32, 35]:
        X, y, _, weights = draw(seed)
        if np.bincount(y).min() < 6:
            continue
        base = rng.choice(["bayes", "tree"])
        chosen = {
            "method": rng.choice(["sigmoid", "isotonic", "temperature"]),
            "cv": rng.choice([2, 3]),
            "ensemble": rng.choice([True, False]),
        }
        estimator = GaussianNB() if base == "bayes" else DecisionTreeClassifier(max_depth=3, random_state=0)
        model = CalibratedClassifierCV(estimator, **chosen).fit(X, y, sample_weight=weights)
        proba = model.predict_proba(X[:6])
        if not np.isfinite(proba).all():
            continue  # a feature without variance among the weighted rows
        yield {"seed": seed, "base": base, "options": chosen, "proba": proba.tolist()}


def combined():
    for seed in [1, 4, 6, 10, 13, 18]:
        X, y, _, _ = draw(seed)
        voters = [
            ("a", GaussianNB()),
            ("b", DecisionTreeClassifier(max_depth=2, random_state=0)),
            ("c", RandomForestClassifier(4, random_state=1)),
        ]
        hard = VotingClassifier(voters, weights=[2, 1, 1.5]).fit(X, y)
        soft = VotingClassifier(voters, voting="soft").fit(X, y)
        rest = OneVsRestClassifier(GaussianNB()).fit(X, y)
        if not np.isfinite(rest.predict_proba(X)).all():
            continue  # all classes are beyond what a double tells from 0
        yield {
            "seed": seed,
            "hard": hard.predict(X).tolist(),
            "soft": soft.predict_proba(X[:5]).tolist(),
            "places": hard.transform(X[:5]).tolist(),
            "shares": soft.transform(X[:5]).tolist(),
            "names": [*hard.get_feature_names_out(), *soft.get_feature_names_out()],
            "rest": rest.predict(X).tolist(),
            "restProba": rest.predict_proba(X[:5]).tolist(),
        }


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
cases = {"isolation": isolation, "isotonic": isotonic, "calibrated": calibrated, "combined": combined}
print(json.dumps({"versions": versions, **{name: list(make()) for name, make in cases.items()}}))
