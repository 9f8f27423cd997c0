"""Reference values of complement, Bernoulli and Gaussian naive Bayes: prints JSON."""

import json

import numpy as np
import scipy
import sklearn
from sklearn.naive_bayes import BernoulliNB, ComplementNB, GaussianNB

rng = np.random.RandomState(3)
y = rng.randint(0, 3, 36)
counts = rng.poisson(0.4 + (np.arange(5)[None, :] % 3 == y[:, None]) * 1.1).astype(float)
numbers = np.round(rng.normal(size=(36, 4)) + y[:, None] * [1, 0.5, 0, -1], 3)
weights = np.round(rng.uniform(0.1, 3, 36), 3)


def case(factory, name, X, weight=None, **options):
    kind = {"complementNB": ComplementNB, "bernoulliNB": BernoulliNB, "gaussianNB": GaussianNB}[factory]
    model = kind(**options).fit(X, y, weight)
    learned = {
        "complementNB": ["feature_count_", "feature_all_", "feature_log_prob_", "class_count_", "class_log_prior_"],
        "bernoulliNB": ["feature_count_", "feature_log_prob_", "class_count_", "class_log_prior_"],
        "gaussianNB": ["theta_", "var_", "class_count_", "class_prior_", "epsilon_"],
    }[factory]
    return {
        "factory": factory,
        "name": name,
        "options": options,
        "X": X.tolist(),
        "sampleWeight": None if weight is None else weight.tolist(),
        "learned": {key[:-1]: np.asarray(getattr(model, key)).tolist() for key in learned},
        "proba": model.predict_proba(X).tolist(),
        "logProba": model.predict_log_proba(X).tolist(),
        "predictions": model.predict(X).tolist(),
    }


def main():
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    cases = [
        case("complementNB", "plain", counts),
        case("complementNB", "weights", counts, weights),
        case("complementNB", "normed", counts, norm=True, alpha=0.3),
        case("bernoulliNB", "plain", counts),
        case("bernoulliNB", "weights", counts, weights, alpha=0.5),
        case("bernoulliNB", "threshold", numbers, binarize=0.4),
        case("bernoulliNB", "0 and 1", (counts > 1).astype(float), binarize=None, fit_prior=False),
        case("gaussianNB", "plain", numbers),
        case("gaussianNB", "weights", numbers, weights),
        case("gaussianNB", "priors", numbers, priors=[0.2, 0.5, 0.3]),
        case("gaussianNB", "smoothed", numbers, var_smoothing=0.1),
    ]
    print(json.dumps({"versions": versions, "tolerance": 1e-12, "y": y.tolist(), "cases": cases}))


main()
