"""Random problems that both sides draw alike: seeds are stored, data are not. test/support/draw-problem.ts is its twin."""

import hashlib

import numpy as np


def draw(seed, missing=False):
    rng = np.random.RandomState(seed)
    n, p = 20 + rng.randint(0, 120), 1 + rng.randint(0, 8)
    X = rng.random_sample((n, p))
    style = seed % 4
    if style == 1:
        X = np.floor(X * 4)
    if style == 2:
        X = np.floor(X * 100) / 100
    if style == 3:
        X[:, 0] = 1.0
    signal = X[:, p - 1].copy()
    classes = 2 + rng.randint(0, 3)
    y = np.floor(signal * classes + 2 * rng.random_sample(n)).astype(int) % classes
    values = 3 * signal + rng.random_sample(n)
    if seed % 2 == 1:
        values = np.floor(values * 5)
    weights = [None, rng.randint(0, 3, n).astype(float), rng.random_sample(n)][seed % 3]
    if missing:
        X[rng.random_sample((n, p)) < 0.15] = np.nan
    return X, y, values, weights


def fingerprint(tree):
    """SHA-256 of all that a tree is."""
    arrays = [
        tree.children_left.astype("<i4"),
        tree.children_right.astype("<i4"),
        tree.feature.astype("<i4"),
        tree.threshold.astype("<f8"),
        tree.impurity.astype("<f8"),
        tree.n_node_samples.astype("<i4"),
        tree.weighted_n_node_samples.astype("<f8"),
        tree.value.ravel().astype("<f8"),
    ]
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()
