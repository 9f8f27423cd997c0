"""Reference values of ridge regression: prints JSON."""

import json

import numpy as np
import scipy
import sklearn
from sklearn.linear_model import Ridge


def case(name, X, y, weights=None, **options):
    model = Ridge(solver="svd", **options).fit(X, y, weights)
    return {
        "name": name,
        "options": options,
        "X": X.tolist(),
        "y": y.tolist(),
        "sampleWeight": None if weights is None else weights.tolist(),
        "coef": model.coef_.tolist(),
        "intercept": np.asarray(model.intercept_).tolist(),
        "predictions": model.predict(X[:3]).tolist(),
        "score": model.score(X, y, weights),
    }


def draw(seed, n, p, targets=None):
    rng = np.random.RandomState(seed)
    X = np.round(rng.normal(size=(n, p)) * 3, 3)
    y = np.round(rng.normal(size=n if targets is None else (n, targets)), 3)
    return X, y, np.round(rng.uniform(0.1, 3, n), 3)


def cases():
    X, y, w = draw(0, 30, 4)
    yield case("tall", X, y)
    yield case("tall, weighted", X, y, w)
    yield case("no intercept", X, y, fit_intercept=False)
    yield case("no penalty", X, y, alpha=0.0)
    yield case("strong penalty", X, y, alpha=1e4)
    yield case("weak penalty, repeated column", np.column_stack([X, X[:, 0]]), y, alpha=1e-6)
    X, y, w = draw(1, 6, 11)
    yield case("more features than rows", X, y, w, alpha=0.3)
    X, y, w = draw(2, 25, 3, 2)
    yield case("several targets", X, y, w)
    yield case("a penalty a target", X, y, alpha=[0.5, 20.0])
    yield case("one feature", *draw(3, 10, 1)[:2], alpha=2.5)


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
print(json.dumps({"versions": versions, "tolerance": 1e-9, "cases": list(cases())}))
