"""Reference values of naive Bayes and logistic regression: prints JSON."""

import json

import numpy as np
import scipy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.utils.class_weight import compute_sample_weight


def counts(seed, n, p, k):
    rng = np.random.RandomState(seed)
    y = rng.randint(0, k, n)
    X = rng.poisson(0.3 + (np.arange(p)[None, :] % k == y[:, None]) * 0.9).astype(float)
    return X, y, np.round(rng.uniform(0.1, 3, n), 3)


def naive_bayes(name, X, y, weights=None, **options):
    model = MultinomialNB(**options).fit(X, y, weights)
    return {
        "name": name,
        "options": {key: value.tolist() if hasattr(value, "tolist") else value for key, value in options.items()},
        "X": X.tolist(),
        "y": y.tolist(),
        "sampleWeight": None if weights is None else weights.tolist(),
        "classCount": model.class_count_.tolist(),
        "featureCount": model.feature_count_.tolist(),
        "featureLogProb": model.feature_log_prob_.tolist(),
        "classLogPrior": model.class_log_prior_.tolist(),
        "proba": model.predict_proba(X).tolist(),
        "logProba": model.predict_log_proba(X).tolist(),
        "predictions": model.predict(X).tolist(),
    }


def logistic(name, X, y, weights=None, **options):
    """The reference at its tightest, and the value of its objective there."""
    tight = {"tol": 1e-14, "max_iter": 100000, "solver": "newton-cholesky", **options}
    model = LogisticRegression(**tight).fit(X, y, weights)
    sample = np.ones(len(y)) if weights is None else weights
    if options.get("class_weight") is not None:
        balanced = options["class_weight"] == "balanced"
        sample = sample * (
            compute_sample_weight(options["class_weight"], y)
            if not balanced or weights is None
            else balanced_weights(y, weights)
        )
    return {
        "name": name,
        "options": {key: ("Infinity" if value == np.inf else value) for key, value in options.items()},
        "X": X.tolist(),
        "y": y.tolist(),
        "sampleWeight": None if weights is None else weights.tolist(),
        "coef": model.coef_.tolist(),
        "intercept": model.intercept_.tolist(),
        "objective": objective(X, y, sample, model, options.get("C", 1.0)),
        "rowWeights": sample.tolist(),
        "proba": model.predict_proba(X[:4]).tolist(),
        "decision": model.decision_function(X[:4]).tolist(),
        "predictions": model.predict(X).tolist(),
    }


def balanced_weights(y, weights):
    totals = np.bincount(y, weights=weights)
    return (weights.sum() / (len(totals) * totals))[y]


def objective(X, y, sample, model, C):
    probability = model.predict_proba(X)
    loss = -(sample * np.log(probability[np.arange(len(y)), y])).sum()
    return float((0.5 * (model.coef_**2).sum() / C + loss) / sample.sum())


def cases():
    X, y, w = counts(0, 40, 6, 3)
    bayes = [
        naive_bayes("three classes", X, y),
        naive_bayes("weights", X, y, w),
        naive_bayes("small alpha", X, y, alpha=1e-3),
        naive_bayes("alpha a feature", X, y, alpha=np.array([0.5, 1.0, 2.0, 0.1, 3.0, 1.5])),
        naive_bayes("uniform prior", X, y, fit_prior=False),
        naive_bayes("given prior", X, y, class_prior=[0.2, 0.3, 0.5]),
        naive_bayes("two classes", *counts(1, 30, 5, 2)[:2]),
        naive_bayes("weights of terms", X * 0.37, y),
    ]
    rng = np.random.RandomState(5)
    G = np.round(rng.normal(size=(60, 4)), 3)
    z = (G[:, 0] - G[:, 1] + rng.normal(size=60) > 0).astype(int)
    t = np.argmax(G[:, :3] + rng.normal(size=(60, 3)), axis=1)
    v = np.round(rng.uniform(0.1, 2, 60), 3)
    regressions = [
        logistic("two classes", G, z),
        logistic("two classes, weights", G, z, v),
        logistic("two classes, weak penalty", G, z, C=100.0),
        logistic("two classes, strong penalty", G, z, C=0.01),
        logistic("two classes, no penalty", G, z, C=np.inf),
        logistic("two classes, no intercept", G, z, fit_intercept=False),
        logistic("three classes", G, t),
        logistic("three classes, weights", G, t, v),
        logistic("three classes, balanced", G, t, class_weight="balanced"),
        logistic("three classes, balanced and weights", G, t, v, class_weight="balanced"),
        logistic("three classes, weights of classes", G, t, class_weight={0: 1.0, 1: 3.0, 2: 0.5}),
        logistic("three classes, no intercept", G, t, fit_intercept=False, C=5.0),
        logistic("columns of different scales", G * np.array([1e-3, 1.0, 30.0, 1e3]), t),
    ]
    return {"multinomialNB": bayes, "logisticRegression": regressions}


def main():
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    print(json.dumps({"versions": versions, "tolerance": {"multinomialNB": 1e-12, "coef": 1e-6, "objective": 1e-9}, **cases()}))


main()
