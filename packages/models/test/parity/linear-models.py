"""Reference values of linear models: prints JSON. With a number, that many random problems of each sort."""

import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "shared"))
from parity import case, rounds, show  # noqa: E402
from sklearn.linear_model import (  # noqa: E402
    ElasticNet,
    HuberRegressor,
    Lasso,
    LassoCV,
    LogisticRegression,
    PoissonRegressor,
    RidgeCV,
)
from sklearn.svm import LinearSVC  # noqa: E402


def draw(seed, n=None, p=None):
    rng = np.random.RandomState(seed)
    n = n or rng.randint(12, 40)
    p = p or rng.randint(2, 7)
    X = np.round(rng.normal(size=(n, p)) * rng.uniform(0.3, 3, p), 3)
    y = np.round(X @ rng.normal(size=p) + rng.normal(size=n), 3)
    return rng, X, y, np.round(rng.uniform(0.1, 3, n), 3)


LINEAR = ["coef_", "intercept_"]


def cases():
    for seed in range(rounds()):
        rng, X, y, w = draw(seed)
        tight = {"tol": 1e-14, "max_iter": 200000}
        for weights in (None, w):
            for alpha in (0.01, 0.3):
                extra = dict(weights=weights, learned=LINEAR, outputs=["predict"])
                yield case(Lasso(alpha=alpha, **tight), X, y, options={"alpha": alpha}, name=f"{alpha}", **extra)
                options = {"alpha": alpha, "l1_ratio": 0.3, "positive": alpha == 0.3}
                yield case(ElasticNet(**options, **tight), X, y, options=options, name=f"{alpha}", **extra)
        yield case(
            LassoCV(**tight), X, y, options={}, name="defaults", learned=[*LINEAR, "alpha_", "alphas_", "mse_path_"]
        )
        alphas = [0.01, 0.5, 3.0, 60.0]
        for weights in (None, w):
            yield case(RidgeCV(alphas), X, y, weights=weights, learned=[*LINEAR, "alpha_", "best_score_"], name="one out")
        yield case(RidgeCV(alphas, cv=4, fit_intercept=False), X, y, learned=[*LINEAR, "alpha_", "best_score_"], name="cv")
        Y = np.column_stack([y, np.round(rng.normal(size=len(y)), 3)])
        yield case(RidgeCV(alphas), X, Y, learned=[*LINEAR, "alpha_", "best_score_"], outputs=["predict"], name="targets")
        chosen = [*LINEAR, "alpha_", "best_score_"]
        for weights in (None, w):
            yield case(RidgeCV(alphas, store_cv_results=True, gcv_mode="svd"), X, y, weights=weights,
                       learned=[*chosen, "cv_results_"], name="stored errors")
            yield case(RidgeCV(alphas, store_cv_results=True, scoring="neg_mean_absolute_error"), X, y, weights=weights,
                       learned=[*chosen, "cv_results_"], name="stored predictions")
            yield case(RidgeCV(alphas, alpha_per_target=True), X, Y, weights=weights, learned=chosen, name="each target")
            yield case(RidgeCV(alphas, alpha_per_target=True, scoring="r2"), X, Y, weights=weights, learned=chosen,
                       name="each target, scored")
            yield case(RidgeCV(alphas, scoring="neg_mean_absolute_error"), X, Y, weights=weights, learned=chosen,
                       name="targets, scored")
        yield case(RidgeCV(alphas, cv=3, scoring="neg_median_absolute_error"), X, y, learned=chosen, name="cv, scored")
        yield case(RidgeCV(2.0), X, y, learned=chosen, name="one strength")
        drawn = {"alpha": 0.1, "selection": "random", "random_state": 3}
        yield case(Lasso(**drawn, **tight), X, y, weights=w, options=drawn, learned=LINEAR, name="drawn")
        yield case(ElasticNet(**drawn, **tight), X, Y, options=drawn, learned=LINEAR, name="drawn")
        for options in ({"alpha": 0.1}, {"alpha": 0.1, "l1_ratio": 0.3}):
            estimator = (Lasso if len(options) == 1 else ElasticNet)(**options, **tight)
            yield case(estimator, X, Y, weights=w, options=options, learned=LINEAR, outputs=["predict"], name="targets")

        outliers = np.where(rng.uniform(size=len(y)) < 0.15, np.round(rng.normal(size=len(y)) * 30, 3), y)
        for weights in (None, w):
            yield case(
                HuberRegressor(tol=1e-12, max_iter=100000), X, outliers, weights=weights, options={}, name="outliers",
                learned=[*LINEAR, "scale_", "outliers_"], tolerance=2e-5,
            )
        counts = rng.poisson(np.exp(np.clip(X @ rng.normal(size=X.shape[1]) * 0.3, -3, 3))).astype(float)
        counts[0] += 1
        for weights in (None, w):
            yield case(
                PoissonRegressor(alpha=0.1, tol=1e-12, max_iter=100000, solver="newton-cholesky"), X, counts,
                weights=weights, options={"alpha": 0.1}, name="counts", learned=LINEAR, outputs=["predict"],
            )

        for labels in (
            np.array(["no", "yes"])[(y + rng.normal(size=len(y)) > np.median(y)).astype(int)],
            np.array(["a", "b", "c"])[np.digitize(y + rng.normal(size=len(y)), np.quantile(y, [0.3, 0.7]))],
        ):
            kind = f"{len(set(labels))} classes"
            outputs = ["predict", "decision_function"]
            for C in (0.1, 2.0):
                svc = {"dual": False, "tol": 1e-12, "max_iter": 200000}
                yield case(LinearSVC(C=C, **svc), X, labels, weights=w, options={"C": C}, name=f"{kind} C={C}",
                           learned=LINEAR, outputs=outputs)
                options = {"C": C, "penalty": "l1", "class_weight": "balanced"}
                yield case(LinearSVC(**options, **svc), X, labels, options=options, name=f"{kind} l1 C={C}",
                           learned=LINEAR, outputs=outputs)
                options = {"C": C, "loss": "hinge", "intercept_scaling": 3.0}
                yield case(LinearSVC(**options, tol=1e-12, max_iter=20000, random_state=0), X, labels,
                           options=options, name=f"{kind} hinge C={C}", learned=LINEAR, outputs=outputs, tolerance=1e-5)
            for ratio in (0.0, 1.0):
                if len(set(labels)) > 2:
                    continue
                options = {"C": 0.7, "l1_ratio": ratio, "solver": "liblinear", "intercept_scaling": 2.5}
                yield case(LogisticRegression(**options, tol=1e-13, max_iter=20000), X, labels, weights=w,
                           options=options, name=f"{kind} liblinear l1_ratio={ratio}", learned=LINEAR,
                           outputs=["predict", "predict_proba"])
            for ratio in (1.0, 0.4):
                options = {"C": 0.7, "l1_ratio": ratio}
                yield case(LogisticRegression(**options, solver="saga", tol=1e-13, max_iter=20000), X, labels,
                           weights=w, options=options, name=f"{kind} l1_ratio={ratio}", learned=LINEAR,
                           outputs=["predict", "predict_proba"])


show(cases(), 1e-6)
