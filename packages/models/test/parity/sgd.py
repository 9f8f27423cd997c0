"""Reference values of stochastic gradient descent: prints JSON. With a number, that many random problems."""

import os
import sys

import numpy as np
import scipy.sparse as sp

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "shared"))
from parity import case, rounds, show  # noqa: E402
from sklearn.linear_model import Perceptron, SGDClassifier, SGDRegressor  # noqa: E402

LEARNED = ["coef_", "intercept_", "n_iter_", "t_"]
RATES = [
    {"learning_rate": "optimal"},
    {"learning_rate": "constant", "eta0": 0.05},
    {"learning_rate": "invscaling", "eta0": 0.2, "power_t": 0.3},
    {"learning_rate": "adaptive", "eta0": 0.1},
]


def cases():
    losses = ["hinge", "squared_hinge", "perceptron", "log_loss", "modified_huber", "squared_error", "huber",
              "epsilon_insensitive", "squared_epsilon_insensitive"]
    for seed in range(rounds(12)):
        rng = np.random.RandomState(seed)
        n, p = rng.randint(20, 60), rng.randint(2, 6)
        X = np.round(rng.normal(size=(n, p)), 3) * (rng.uniform(size=(n, p)) < 0.8)
        y = np.round(X @ rng.normal(size=p) + rng.normal(size=n), 3)
        w = np.round(rng.uniform(0.1, 2, n), 3) if seed % 3 == 0 else None
        labels = np.digitize(y, np.quantile(y, [0.4, 0.7] if seed % 2 else [0.5]))
        options = {
            "loss": losses[seed % 9],
            "penalty": ["l2", "l1", "elasticnet", None][seed % 4],
            "average": [False, True, 30][seed % 3],
            "early_stopping": seed % 5 == 4,
            "random_state": seed,
            **RATES[(seed // 2) % 4],
        }
        if "squared" in options["loss"]:
            options.update(learning_rate="invscaling", eta0=0.01, power_t=0.3)
        weights = {0: 0.5, 1: 2.0} if seed % 4 == 1 else None
        outputs = ["predict", "decision_function"]
        outputs += ["predict_proba"] if options["loss"] in ("log_loss", "modified_huber") else []
        extra = {"X_test": X[:5], "weights": w, "learned": LEARNED, "name": f"{seed}"}
        ours = {**options, **({"class_weight": weights} if weights else {})}
        for sparse in (False, True):
            yield {
                **case(SGDClassifier(**options, class_weight=weights), sp.csr_matrix(X) if sparse else X, labels,
                       options=ours, outputs=outputs, **extra),
                "sparse": sparse,
            }
        if seed % 2 == 0:
            passive = {"loss": "hinge", "learning_rate": ["pa1", "pa2"][seed // 2 % 2], "eta0": 0.7, "penalty": None}
            yield case(SGDClassifier(**passive, random_state=seed), X, labels, outputs=outputs[:2], **extra)
        regression = {**options, "loss": losses[5 + seed % 4]}
        yield case(SGDRegressor(**regression), X, y, outputs=["predict"], options=regression, **extra)
        yield case(Perceptron(random_state=seed, penalty=[None, "l2"][seed % 2], early_stopping=seed % 3 == 0), X, labels,
                   outputs=outputs[:2], **extra)
        if seed % 3 == 0:
            half = n // 2
            start = {"loss": "log_loss", "random_state": seed}
            stream = SGDClassifier(**start)
            stream.partial_fit(X[:half], labels[:half], classes=np.unique(labels))
            stream.partial_fit(X[half:], labels[half:])
            part = case(SGDClassifier(**start), X, labels, learned=["classes_"])
            yield {**part, "parts": half, "learned": {
                key: np.asarray(getattr(stream, key)).tolist() for key in ["coef_", "intercept_", "t_"]}}


show(cases(), 1e-9)
