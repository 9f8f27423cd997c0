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
print(json.dumps(told))
