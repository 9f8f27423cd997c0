"""Reference values of transformers and selectors: prints JSON. With a number, that many random problems of each sort."""

import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "shared"))
from parity import case, plain, rounds, show  # noqa: E402
from sklearn.ensemble import RandomForestClassifier  # noqa: E402, F401
from sklearn.feature_selection import (  # noqa: E402
    RFE,
    SelectFromModel,
    SelectKBest,
    SelectPercentile,
    VarianceThreshold,
    chi2,
    f_classif,
    f_regression,
    mutual_info_classif,
    mutual_info_regression,
)
from sklearn.impute import KNNImputer, MissingIndicator  # noqa: E402
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge  # noqa: E402
from sklearn.model_selection import KFold  # noqa: E402
from scipy.sparse import csr_array  # noqa: E402
from sklearn.preprocessing import (  # noqa: E402
    Binarizer,
    FunctionTransformer,
    KBinsDiscretizer,
    MaxAbsScaler,
    Normalizer,
    PolynomialFeatures,
    PowerTransformer,
    QuantileTransformer,
    RobustScaler,
    SplineTransformer,
    TargetEncoder,
)


def draw(seed):
    rng = np.random.RandomState(seed)
    n, p = rng.randint(15, 30), rng.randint(2, 5)
    X = np.round(rng.normal(size=(n, p)) * rng.uniform(0.3, 5, p), 2)
    holes = np.where(rng.uniform(size=X.shape) < 0.2, np.nan, X)
    holes[0] = X[0]
    return rng, X, holes, np.round(rng.normal(size=(6, p)) * 3, 2)


def many(seed, classes):
    """So many rows that the reference does not look for neighbours by a formula that rounds."""
    rng = np.random.RandomState(seed + 1000)
    X = np.round(rng.normal(size=(50, 2)), 4)
    y = np.round(X[:, 0] + rng.normal(size=50) * 0.5, 4)
    return X, np.digitize(y, [-0.4, 0.5]) if classes else y


def cases():
    for seed in range(rounds()):
        rng, X, holes, T = draw(seed)
        n, p = X.shape
        both = {"outputs": ["transform"], "X_test": T}
        yield case(MaxAbsScaler(), holes, learned=["scale_", "max_abs_"], **both)
        yield case(MaxAbsScaler(clip=True), X, **both)
        for options in ({}, {"quantile_range": (10.0, 70.0), "unit_variance": True}, {"with_centering": False}):
            yield case(RobustScaler(**options), holes, learned=["center_", "scale_"], **both)
        for distribution in ("uniform", "normal"):
            for quantiles in (7, 1000):
                yield case(QuantileTransformer(n_quantiles=quantiles, output_distribution=distribution), holes,
                           learned=["quantiles_", "references_", "n_quantiles_"],
                           outputs=["transform", "inverse_transform"], X_test=np.abs(T) / 12)
        yield case(QuantileTransformer(n_quantiles=5, subsample=9, random_state=seed), X, learned=["quantiles_"], **both)
        rounded = np.round(X)
        yield case(QuantileTransformer(n_quantiles=10), rounded, outputs=["transform"], X_test=rounded, name="ties")
        # The end of a search: on two machines with the same libraries, exponents were 1.8e-8 apart.
        searched = {"tolerance": 2e-6, "precision": 1e-7}
        for standardize in (True, False):
            yield case(PowerTransformer(standardize=standardize), holes, learned=["lambdas_"], **searched, **both)
            yield case(PowerTransformer(method="box-cox", standardize=standardize), np.abs(holes) + 0.1,
                       learned=["lambdas_"], outputs=["transform"], X_test=np.abs(T) + 0.5, **searched)
        for norm in ("l1", "l2", "max"):
            yield case(Normalizer(norm=norm), X, **both)
        yield case(Binarizer(threshold=0.4), X, **both)
        for strategy in ("uniform", "quantile", "kmeans"):
            for encode in ("onehot", "ordinal"):
                yield case(KBinsDiscretizer(n_bins=4, encode=encode, strategy=strategy, subsample=None), X,
                           learned=["bin_edges_", "n_bins_"], **both)
        for method in ("linear", "inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull",
                       "median_unbiased", "normal_unbiased"):
            yield case(KBinsDiscretizer(n_bins=3, encode="ordinal", quantile_method=method), rounded, **both)
        for options in ({}, {"degree": (2, 3)}, {"degree": 3, "interaction_only": True, "include_bias": False}):
            yield case(PolynomialFeatures(**options), X, learned=["powers_", "n_output_features_"], **both)
            scarce = csr_array(np.where(np.abs(T) < 2, 0, T))
            yield {**case(PolynomialFeatures(**options), scarce, learned=["powers_", "n_output_features_"],
                          outputs=["transform"], X_test=scarce), "sparse": True}
        for extrapolation in ("constant", "linear", "continue", "periodic"):
            # With degree 1 the reference extrapolates all columns but the first from the wrong knot.
            for degree in (2, 3) if extrapolation == "linear" else (1, 2, 3):
                yield case(SplineTransformer(degree=degree, extrapolation=extrapolation, n_knots=4 + seed % 3,
                                             knots=["uniform", "quantile"][degree % 2], include_bias=degree != 2), X, **both)
        yield case(SplineTransformer(handle_missing="zeros"), holes, **both)
        yield case(SplineTransformer(sparse_output=True, extrapolation="linear"), X, **both)
        apart = holes + np.round(rng.normal(size=X.shape) * 1e-3, 8)
        yield case(KNNImputer(n_neighbors=3), apart, outputs=["transform"], X_test=apart)
        yield case(KNNImputer(n_neighbors=4, weights="distance", add_indicator=True), apart, outputs=["transform"],
                   X_test=apart)
        yield case(MissingIndicator(), holes, learned=["features_"])
        indicator = MissingIndicator(sparse=True, features="all")
        told = case(indicator, holes, X_test=holes)
        yield {**told, "outputs": {"transform": plain(indicator.transform(holes).astype(float))}}
        yield case(FunctionTransformer(np.log1p, np.expm1), np.abs(X), options={"func": "log1p", "inverse_func": "expm1"},
                   outputs=["transform", "inverse_transform"], X_test=np.abs(T), name="log1p")

        labels = rng.randint(0, 3, n)
        target = np.round(X[:, 0] + rng.normal(size=n), 3)
        letters = np.array([["a", "b", "c", "d"][k] for k in rng.randint(0, 4, n * 2)], dtype=object).reshape(n, 2)
        for y in (target, np.array(["no", "yes"])[labels % 2], labels):
            for smooth in ("auto", 2.0):
                encoder = TargetEncoder(smooth=smooth)
                told = case(encoder, letters, y, learned=["encodings_", "target_mean_", "target_type_"],
                            outputs=["transform"], X_test=np.array([["a", "d"], ["z", "b"]], dtype=object))
                together = TargetEncoder(smooth=smooth, cv=KFold(3)).fit_transform(letters, y)
                yield {**told, "fitTransform": plain(together), "folds": 3}

        counts = rng.poisson(3, size=(n, p)).astype(float)
        yield case(VarianceThreshold(threshold=1.0), X * 3, learned=["variances_"], **both)
        for function, name, data, y in (
            (chi2, "chi2", counts, labels),
            (f_classif, "fClassif", X, labels),
            (f_regression, "fRegression", X, target),
            (mutual_info_classif, "mutualInfoClassif", *many(seed, 3)),
            (mutual_info_regression, "mutualInfoRegression", *many(seed, 0)),
        ):
            def scored(a, b, function=function, name=name):
                return function(a, b, random_state=0) if name.startswith("mutual") else function(a, b)

            learned = ["scores_"] if name.startswith("mutual") else ["scores_", "pvalues_"]
            yield case(SelectKBest(scored, k=1), data, y, learned=learned, outputs=["transform"], name=name,
                       options={"scoreFunc": name, "k": 1})
        yield case(SelectPercentile(f_classif, percentile=60), X, labels, learned=["scores_"], outputs=["transform"],
                   options={"percentile": 60}, name="60")
        for threshold in (None, "median", "0.7*mean"):
            yield {**case(SelectFromModel(Ridge(), threshold=threshold), X, target, learned=["threshold_"],
                          outputs=["transform"], options={"threshold": threshold}, name=f"{threshold}"), "of": "ridge"}
        yield {**case(RFE(LinearRegression(), n_features_to_select=1, step=1), X, target, learned=["ranking_", "support_"],
                      outputs=["transform"], options={"n_features_to_select": 1}, factory="rfe", name="one"),
               "of": "linearRegression"}
        logistic = LogisticRegression(tol=1e-12, max_iter=10000)
        for order in (2, 3, np.inf, -np.inf, -1):
            yield {**case(SelectFromModel(logistic, norm_order=order, threshold="median"), X, labels,
                          learned=["threshold_"], outputs=["transform"], name=f"norm {order}", tolerance=1e-6,
                          options={"norm_order": order, "threshold": "median"}), "of": "logisticRegression"}
        yield {**case(RFE(logistic, n_features_to_select=1, importance_getter="coef_"), X, labels, learned=["ranking_"],
                      options={"n_features_to_select": 1, "importance_getter": "coef"}, factory="rfe", name="by coef"),
               "of": "logisticRegression"}


show(cases(), 1e-9)
