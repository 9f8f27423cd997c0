"""Reference values of cross-validation, curves and permutation importance: prints JSON."""

import json
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "shared"))
from parity import plain, rounds  # noqa: E402
from sklearn.inspection import permutation_importance  # noqa: E402
from sklearn.linear_model import LinearRegression, Ridge  # noqa: E402
from sklearn.model_selection import cross_val_predict, cross_validate, learning_curve, validation_curve  # noqa: E402
from sklearn.naive_bayes import GaussianNB  # noqa: E402
from sklearn.neighbors import KNeighborsRegressor  # noqa: E402

CLASSIFICATION = ["accuracy", "balanced_accuracy", "f1_macro", "f1_weighted", "neg_log_loss", "matthews_corrcoef",
                  "jaccard_macro", "jaccard_micro", "jaccard_weighted", "d2_log_loss_score", "d2_brier_score"]
BINARY = ["f1", "precision", "recall", "roc_auc", "average_precision", "neg_brier_score", "jaccard", "positive_likelihood_ratio",
          "neg_negative_likelihood_ratio"]
REGRESSION = ["r2", "neg_mean_squared_error", "neg_root_mean_squared_error", "neg_mean_absolute_error", "explained_variance",
              "neg_median_absolute_error", "d2_absolute_error_score"]


def cases():
    for seed in range(rounds(2)):
        rng = np.random.RandomState(seed)
        n = rng.randint(50, 80)
        X = np.round(rng.normal(size=(n, 3)), 3)
        y = np.round(X @ [2.0, 1.0, 0.0] + rng.normal(size=n), 3)
        binary = np.array(["no", "yes"])[(y > 0.3).astype(int)]
        labels = np.digitize(y, np.quantile(y, [0.35, 0.7]))
        sizes, train, test = learning_curve(LinearRegression(), X, y, cv=4)
        curve = validation_curve(Ridge(), X, y, param_name="alpha", param_range=[0.1, 10, 1000], cv=3)
        fitted = LinearRegression().fit(X, y)
        importance = permutation_importance(fitted, X, y, random_state=seed, n_repeats=4)

        def scores(model, target, scoring):
            found = cross_validate(model, X, target, cv=4, scoring=scoring, return_train_score=True)
            return {key: value for key, value in found.items() if not key.endswith("time")}

        yield plain(
            {
                "X": X,
                "y": y,
                "binary": binary,
                "labels": labels,
                "regression": scores(LinearRegression(), y, REGRESSION),
                "binaryScores": scores(GaussianNB(), (binary == "yes").astype(int), CLASSIFICATION + BINARY),
                "multiclass": scores(GaussianNB(), labels, CLASSIFICATION + ["roc_auc_ovr", "roc_auc_ovo", "roc_auc_ovo_weighted", "top_k_accuracy"]),
                "counts": scores(KNeighborsRegressor(), np.round(np.exp(y / 4), 3), ["neg_root_mean_squared_log_error"]),
                "fewer": [permutation_importance(fitted, X, y, random_state=seed, n_repeats=3, max_samples=m, sample_weight=w).importances
                          for m in (0.5, 7, 1.0) for w in (None, np.abs(X[:, 0]))],
                "several": {name: each.importances for name, each in permutation_importance(
                    GaussianNB().fit(X, labels), X, labels, scoring=["accuracy", "neg_log_loss", "f1_macro"], n_repeats=3, max_samples=0.8,
                    random_state=seed).items()},
                "predicted": cross_val_predict(GaussianNB(), X, binary, cv=5),
                "shares": cross_val_predict(GaussianNB(), X, labels, cv=5, method="predict_proba"),
                "sizes": sizes,
                "learningTrain": train,
                "learningTest": test,
                "validationTrain": curve[0],
                "validationTest": curve[1],
                "importances": importance.importances,
                "importancesMean": importance.importances_mean,
                "importancesStd": importance.importances_std,
            }
        )


print(json.dumps({"versions": {}, "tolerance": 1e-9, "cases": list(cases())}))
