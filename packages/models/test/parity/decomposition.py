"""Reference decompositions of random matrices: prints JSON."""

import json

import numpy as np
import scipy.sparse
import sklearn
from sklearn.decomposition import PCA, TruncatedSVD


def matrix(seed, rows, cols):
    rng = np.random.RandomState(seed)
    X = rng.random_sample((rows, cols)) ** 3
    return X * np.arange(1, cols + 1) + 2


def described(model, X):
    shown = {
        "components": model.components_.tolist(),
        "explainedVariance": model.explained_variance_.tolist(),
        "explainedVarianceRatio": model.explained_variance_ratio_.tolist(),
        "singularValues": model.singular_values_.tolist(),
        "transformed": model.transform(X[:2]).tolist(),
        "restored": model.inverse_transform(model.transform(X[:2])).tolist(),
    }
    if hasattr(model, "noise_variance_"):
        shown |= {"noiseVariance": float(model.noise_variance_), "mean": model.mean_.tolist()}
    return shown


def pca_cases():
    for seed, rows, cols, options in [
        (0, 30, 5, {}),
        (1, 80, 4, {}),
        (2, 40, 6, {"n_components": 0.8, "svd_solver": "full"}),
        (3, 90, 6, {"n_components": 0.9, "whiten": True}),
        (4, 7, 12, {"n_components": 3}),
        (5, 7, 12, {"n_components": 3, "whiten": True, "svd_solver": "full"}),
        (6, 40, 7, {"n_components": 2, "svd_solver": "arpack"}),
        (7, 60, 30, {"n_components": 3, "svd_solver": "randomized", "random_state": 5}),
        (8, 20, 50, {"n_components": 2, "svd_solver": "randomized", "random_state": 6, "iterated_power": 1}),
        (9, 25, 1, {}),
        (10, 12, 4, {"svd_solver": "covariance_eigh", "n_components": 2}),
        (11, 600, 70, {"n_components": 2, "random_state": 3}),
        (12, 40, 6, {"n_components": "mle"}),
        (13, 200, 9, {"n_components": "mle"}),
        (14, 30, 12, {"n_components": "mle", "svd_solver": "full", "whiten": True}),
    ]:
        X = matrix(seed, rows, cols)
        model = PCA(**options).fit(X)
        yield {"seed": seed, "rows": rows, "cols": cols, "options": options, **described(model, X)}


def svd_cases():
    for seed, rows, cols, options in [
        (20, 40, 20, {"random_state": 0}),
        (21, 20, 40, {"random_state": 1, "n_components": 3}),
        (22, 60, 30, {"random_state": 2, "n_components": 4, "n_iter": 2, "n_oversamples": 4}),
        (23, 30, 8, {"algorithm": "arpack", "n_components": 3}),
        (24, 10, 6, {"random_state": 3}),
    ]:
        X = matrix(seed, rows, cols)
        X[X < 3] = 0
        model = TruncatedSVD(**options).fit(scipy.sparse.csr_matrix(X))
        yield {"seed": seed, "rows": rows, "cols": cols, "options": options, **described(model, X)}


versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
print(json.dumps({"versions": versions, "pca": list(pca_cases()), "svd": list(svd_cases())}))
