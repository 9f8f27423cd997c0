"""Reference values of naive Bayes for categories, and of naive Bayes and scalers fitted in parts: prints JSON."""

import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "shared"))
from parity import case, plain, rounds, show  # noqa: E402
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, ComplementNB, GaussianNB, MultinomialNB  # noqa: E402
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, StandardScaler  # noqa: E402

LEARNED = {
    "CategoricalNB": ["category_count_", "class_count_", "feature_log_prob_", "class_log_prior_", "n_categories_"],
    "GaussianNB": ["theta_", "var_", "class_count_", "class_prior_"],
}
SCALERS = {
    "MaxAbsScaler": ["max_abs_", "scale_", "n_samples_seen_"],
    "MinMaxScaler": ["data_min_", "data_max_", "min_", "scale_", "n_samples_seen_"],
    "StandardScaler": ["mean_", "var_", "scale_", "n_samples_seen_"],
}
COUNTS = ["feature_count_", "class_count_", "feature_log_prob_", "class_log_prior_"]


def cases():
    for seed in range(rounds(2)):
        rng = np.random.RandomState(seed)
        n = rng.randint(15, 30)
        X = rng.randint(0, 4, size=(n, 3)).astype(float)
        y = rng.randint(0, 3, n)
        y[:6] = [0, 1, 2, 0, 1, 2]
        w = np.round(rng.uniform(0.1, 2, n), 3)
        options = {"alpha": [1.0, 0.3][seed % 2], "min_categories": [None, 5][seed % 2], "fit_prior": seed % 2 == 0}
        for weights in (None, w):
            yield case(CategoricalNB(**options), X, y, weights=weights, learned=LEARNED["CategoricalNB"], name="whole",
                       outputs=["predict", "predict_proba"])
        # Every class and category occurs in the first part, since the reference then knows of them.
        X[:4] = [[0, 1, 2], [3, 3, 3], [1, 2, 0], [2, 0, 1]]
        for model in (CategoricalNB(), GaussianNB(), MultinomialNB(), ComplementNB(), BernoulliNB(binarize=1.5)):
            half = n // 2
            told = case(type(model)(**model.get_params()), X, y, name="in parts")
            model.partial_fit(X[:half], y[:half], classes=[0, 1, 2], sample_weight=w[:half])
            model.partial_fit(X[half:], y[half:], sample_weight=w[half:])
            # The reference's number of categories is that of the last part only.
            learned = [name for name in LEARNED.get(type(model).__name__, COUNTS) if name != "n_categories_"]
            yield {
                **told,
                "parts": half,
                "sampleWeight": plain(w),
                "learned": {name: plain(getattr(model, name)) for name in learned},
                "outputs": {"predict_proba": plain(model.predict_proba(X[:5]))},
            }
        yield from scaled_in_parts(X, y, w)


def scaled_in_parts(X, y, w):
    half = len(X) // 2
    numbers = X * 1e3 + w[:, None]
    holed = np.where((X == 1) & (np.arange(X.shape[1]) > 0), np.nan, numbers)
    constant = np.column_stack([X, np.full(len(X), 0.1)])
    for name, rows in {"in parts": numbers, "in parts, numbers missing": holed, "in parts, a constant column": constant}.items():
        for model in (MaxAbsScaler(), MinMaxScaler((-1, 2)), StandardScaler()):
            takes_weights = isinstance(model, StandardScaler)
            told = case(type(model)(**model.get_params()), rows, y, name=name, weights=w if takes_weights else None)
            parts = [{"sample_weight": each} if takes_weights else {} for each in (w[:half], w[half:])]
            model.partial_fit(rows[:half], **parts[0]).partial_fit(rows[half:], **parts[1])
            learned = {attribute: plain(getattr(model, attribute)) for attribute in SCALERS[type(model).__name__]}
            outputs = {"transform": plain(model.transform(rows[:5]))}
            yield {**told, "parts": half, "learned": learned, "outputs": outputs, "XTest": plain(rows[:5])}


show(cases(), 1e-12)
