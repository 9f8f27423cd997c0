"""Reference values of ridge regression: prints JSON."""

import json

import numpy as np
import scipy
import sklearn
from scipy.optimize import nnls
from sklearn.linear_model import Ridge


def case(name, X, y, weights=None, solver=None, is_sparse=False, **options):
    """All of our solvers are held to the reference's singular values."""
    model = Ridge(solver="svd", **options).fit(X, y, weights)
    if solver is not None:
        options["solver"] = solver
    return {**told(name, model, X, y, weights, options), "isSparse": is_sparse}


def positive(name, X, y, weights=None, alpha=1.0, fit_intercept=True):
    """The reference stops early: an active set goes on to the optimum, which lies below."""
    options = {"alpha": alpha, "fit_intercept": fit_intercept, "positive": True}
    model = Ridge(**options, tol=1e-10, max_iter=100000).fit(X, y, weights)
    shares = np.ones(len(X)) if weights is None else weights
    means = np.average(X, axis=0, weights=shares) if fit_intercept else np.zeros(X.shape[1])
    mean = np.average(y, weights=shares) if fit_intercept else 0.0
    roots = np.sqrt(shares)
    stacked = np.vstack([(X - means) * roots[:, None], np.sqrt(alpha) * np.eye(X.shape[1])])
    target = np.concatenate([(y - mean) * roots, np.zeros(X.shape[1])])
    coef, least = nnls(stacked, target)
    assert least <= np.linalg.norm(target - stacked @ model.coef_) * (1 + 1e-12) <= least * 1.01
    model.coef_, model.intercept_ = coef, mean - means @ coef
    return told(name, model, X, y, weights, options)


def told(name, model, X, y, weights, options):
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
    X, y, w = draw(4, 30, 4, 2)
    for solver in ("cholesky", "svd", "lsqr", "sparse_cg", "sag", "saga"):
        yield case(f"by {solver}", X, y, w, solver, alpha=0.3)
    holes = np.where(np.random.RandomState(5).uniform(size=X.shape) < 0.6, 0.0, X)
    yield case("sparse", holes, y, w, is_sparse=True)
    yield case("sparse, by steps", holes, y, w, "sparse_cg", is_sparse=True)
    yield case("sparse, by steps, no intercept", holes, y[:, 0], None, "lsqr", is_sparse=True, fit_intercept=False)
    for seed in range(4):
        X, y, w = draw(6 + seed, 25, 7)
        yield positive(f"positive, {seed}", X, y)
        yield positive(f"positive, weighted, {seed}", X, y, w, alpha=0.2)
        yield positive(f"positive, no intercept, {seed}", X, y, fit_intercept=False)
    X, y, w = draw(10, 6, 12)
    yield positive("positive, more features than rows", X, y, alpha=0.1)
    yield positive("positive, a repeated column", np.column_stack([X, X]), y, alpha=0.5)


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
print(json.dumps({"versions": versions, "tolerance": 1e-9, "cases": list(cases())}))
