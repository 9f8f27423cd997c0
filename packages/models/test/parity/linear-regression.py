"""Reference values of linear regression: prints JSON."""

import json

import numpy as np
import scipy
import sklearn
from sklearn.linear_model import LinearRegression


def case(name, X, y, weights=None, tolerance=1e-9, **options):
    model = LinearRegression(**options).fit(X, y, weights)
    query = X[:3]
    return {
        "name": name,
        "tolerance": tolerance,
        "options": options,
        "X": X.tolist(),
        "y": y.tolist(),
        "sampleWeight": None if weights is None else weights.tolist(),
        "coef": model.coef_.tolist(),
        "intercept": np.asarray(model.intercept_).tolist(),
        "rank": None if model.positive else int(model.rank_),
        "singular": None if model.positive else model.singular_.tolist(),
        "predictions": model.predict(query).tolist(),
        "score": model.score(X, y, weights) if len(X) > 1 else None,
    }


def draw(seed, n, p, targets=None):
    rng = np.random.RandomState(seed)
    X = np.round(rng.normal(size=(n, p)) * 3, 3)
    y = np.round(rng.normal(size=n if targets is None else (n, targets)), 3)
    return X, y, np.round(rng.uniform(0.1, 3, n), 3)


def cases():
    X, y, w = draw(0, 30, 3)
    yield case("tall", X, y)
    yield case("tall, weighted", X, y, w)
    yield case("tall, no intercept", X, y, fit_intercept=False)
    X, y, w = draw(1, 25, 4, 3)
    yield case("several targets", X, y)
    yield case("several targets, weighted", X, y, w)
    X, y, w = draw(2, 6, 10)
    yield case("more features than rows", X, y)
    yield case("more features than rows, weighted", X, y, w)
    X, y, _ = draw(3, 20, 3)
    yield case("a repeated column", np.column_stack([X, X[:, 0]]), y)
    yield case("a constant column", np.column_stack([X, np.full(20, 5.0)]), y)
    yield case("a column below tol", np.column_stack([X, X[:, 0] * 1e-9]), y)
    yield case("a column below tol, kept", np.column_stack([X, y * 1e-9]), y, tol=1e-15)
    scales = np.array([1e-3, 1.0, 1e2])
    yield case("columns of different scales", X * scales, y)
    yield case("one row", X[:1], y[:1])
    X, y, w = draw(4, 12, 1)
    yield case("one feature", X, y, w)
    for seed in range(5, 9):
        X, y, w = draw(seed, 20, 6)
        yield case(f"positive, {seed}", X, y, positive=True)
        yield case(f"positive, weighted, {seed}", X, y, w, positive=True)
    X, y, _ = draw(9, 20, 5, 2)
    yield case("positive, several targets", X, y, positive=True)
    X, y, _ = draw(10, 20, 3)
    yield case("positive, all free", X, X @ [1.0, 2.0, 3.0] + y, positive=True)


def main():
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    print(json.dumps({"versions": versions, "cases": list(cases())}))


main()
