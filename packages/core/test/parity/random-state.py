"""Reference values of NumPy's legacy generator, printed as JSON: `python random-state.py > random-state.json`."""

import hashlib
import json

import numpy as np

SEEDS = [0, 1, 42, 123456, 4294967295]
P = [0.1, 0.2, 0.05, 0.05, 0.3, 0.1, 0.1, 0.05, 0.03, 0.02]


def draws(seed):
    rng = np.random.RandomState(seed)
    shuffled = np.arange(7)
    return {
        "seed": seed,
        "words": [int(word) for word in rng.randint(0, 2**32, 3, dtype=np.uint32)],
        "randomSample": rng.random_sample(5).tolist(),
        "randint": rng.randint(0, 10, 5).tolist(),
        "randintNegative": rng.randint(-5, 3, 4).tolist(),
        "randintWide": rng.randint(-(2**40), 2**45, 4).tolist(),
        "permutation": rng.permutation(10).tolist(),
        "shuffle": (rng.shuffle(shuffled), shuffled.tolist())[1],
        "standardNormal": rng.standard_normal(5).tolist(),
        "normal": rng.normal(3, 2, 4).tolist(),
        "uniform": rng.uniform(-1, 4, 3).tolist(),
        "choice": rng.choice(10, size=4).tolist(),
        "choiceWithoutReplacement": rng.choice(10, size=4, replace=False).tolist(),
        "choiceWithP": rng.choice(10, size=4, p=P).tolist(),
        "choiceWithPWithoutReplacement": rng.choice(10, size=6, replace=False, p=P).tolist(),
        "after": rng.random_sample(2).tolist(),
    }


def digest(seed, size):
    normals = np.random.RandomState(seed).standard_normal(size).astype("<f8")
    return {"seed": seed, "size": size, "sha256": hashlib.sha256(normals.tobytes()).hexdigest()}


print(
    json.dumps(
        {
            "library": f"numpy {np.__version__}",
            "tolerance": 0,
            "p": P,
            "normals": [digest(seed, 100_000) for seed in SEEDS],
            "cases": [draws(seed) for seed in SEEDS + [[1, 2, 3], [4294967295]]],
        },
        indent=1,
    )
)
