"""Reference values of methods beside fit and predict: stages of boosting, paths of pruning, densities: prints JSON."""

import json

import numpy as np
import sklearn
from drawing.problems import draw
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor


def stages():
    for seed, classes in ((1, 2), (4, 3)):
        X, y, values, _ = draw(seed)
        options = {"max_iter": 5, "min_samples_leaf": 3, "early_stopping": False}
        classifier = HistGradientBoostingClassifier(**options).fit(X, y % classes)
        yield {
            "seed": seed,
            "classes": classes,
            "options": options,
            "labels": [each[:8].tolist() for each in classifier.staged_predict(X)],
            "shares": [each[:4].tolist() for each in classifier.staged_predict_proba(X)],
            "decisions": [each[:4].tolist() for each in classifier.staged_decision_function(X)],
            "values": [each[:8].tolist() for each in HistGradientBoostingRegressor(**options).fit(X, values).staged_predict(X)],
        }
        options = {**options, "loss": "poisson"}
        model = HistGradientBoostingRegressor(**options).fit(X, np.abs(values))
        yield {"seed": seed, "options": options, "values": [each[:8].tolist() for each in model.staged_predict(X)]}


def paths():
    for seed in range(0, 12):
        X, y, values, weights = draw(seed)
        for kind, model, target in (("classifier", DecisionTreeClassifier, y), ("regressor", DecisionTreeRegressor, values)):
            options = {"max_depth": 4, "random_state": seed, "ccp_alpha": 0.5}
            path = model(**options).cost_complexity_pruning_path(X, target)
            yield {"kind": kind, "seed": seed, "options": options, "alphas": path.ccp_alphas.tolist(), "impurities": path.impurities.tolist()}


def densities():
    for seed, options in enumerate(({"n_components": 2}, {}, {"n_components": 1}, {"n_components": 3, "svd_solver": "full"})):
        rng = np.random.RandomState(seed)
        X = rng.normal(size=(30, 4)) @ rng.normal(size=(4, 4)) + 3
        rows = rng.normal(size=(5, 4))
        model = PCA(**options).fit(X)
        yield {"X": X.tolist(), "rows": rows.tolist(), "options": options, "logs": model.score_samples(rows).tolist(), "score": model.score(rows),
            "covariance": model.get_covariance().tolist(), "precision": model.get_precision().tolist()}


def with_null(X):
    return [[None if np.isnan(x) else x for x in row] for row in X.tolist()]


def fillings():
    for seed in range(4):
        rng = np.random.RandomState(seed)
        X, rows = rng.randint(0, 9, (12, 5)).astype(float), rng.randint(0, 9, (6, 5)).astype(float)
        X[rng.rand(12, 5) < 0.3] = np.nan
        rows[rng.rand(6, 5) < 0.3] = np.nan
        X[:, 1] = 3
        if seed % 2 == 1:
            X[:, 2] = rows[:, 2] = np.nan
        rows[:, 1] = 4
        model = SimpleImputer(add_indicator=True).fit(X)
        filled = model.transform(rows)
        yield {"X": with_null(X), "rows": with_null(rows), "filled": filled.tolist(), "back": with_null(model.inverse_transform(filled))}


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
print(json.dumps({"versions": versions, "stages": list(stages()), "paths": list(paths()), "densities": list(densities()), "fillings": list(fillings())}))
