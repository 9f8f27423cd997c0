"""Reference values of resampling: prints JSON. Needs imbalanced-learn 0.14, which the other scripts do not."""

import json

import imblearn
import numpy as np
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler

rng = np.random.RandomState(0)
X = np.round(rng.normal(size=(40, 3)), 3)
y = np.array([0] * 22 + [1] * 11 + [2] * 7)
rng.shuffle(y)
told = {"versions": {"imbalanced-learn": imblearn.__version__}, "tolerance": 1e-12, "X": X.tolist(), "y": y.tolist()}
for name, sampler in (
    ("randomOverSampler", RandomOverSampler(random_state=3)),
    ("randomUnderSampler", RandomUnderSampler(random_state=3)),
    ("smote", SMOTE(k_neighbors=4, random_state=3)),
):
    rows, labels = sampler.fit_resample(X, y)
    told[name] = {"X": rows.tolist(), "y": labels.tolist()}
# Classes of the same size, and each way to say which are changed.
y = np.array([2] * 16 + [0] * 12 + [1] * 6 + [3] * 6)
rng.shuffle(y)
told["tied"] = y.tolist()
told["strategies"] = [
    {"sampler": name, "strategy": strategy, **dict(zip(("X", "y"), (each.tolist() for each in drawn)))}
    for strategy in ("auto", "all", "minority", "majority", "not minority", "not majority", {"0": 12, "2": 16})
    for name, sampler in (
        ("randomOverSampler", RandomOverSampler),
        ("randomUnderSampler", RandomUnderSampler),
        ("smote", SMOTE),
    )
    if strategy != ("minority" if name == "randomUnderSampler" else "majority")
    for numbers in [{int(key): n for key, n in strategy.items()} if isinstance(strategy, dict) else strategy]
    for drawn in [sampler(sampling_strategy=numbers, random_state=5).fit_resample(X, y)]
]
print(json.dumps(told))
