"""Writes statistics.json: intervals, exact tests and adjusted p-values as SciPy gives them.

The argument is the number of lists of p-values, by default the 200 that are stored.
"""

import json
import sys

import numpy as np
import scipy
from scipy import stats

try:
    from statsmodels.stats.multitest import multipletests
except ImportError:
    multipletests = None

rng = np.random.RandomState(0)


def intervals(method, pairs, level):
    return [
        [k, n, level, *stats.binomtest(k, n).proportion_ci(level, method=method)]
        for k, n in pairs
    ]


pairs = [(99, 494), (0, 447), (51, 500), (491, 491), (1, 2), (0, 1), (7, 10000), (5000, 20000), (299, 300)]
pairs += [(int(rng.randint(0, n + 1)), int(n)) for n in rng.randint(1, 3000, 40)]

changes = [(9, 27), (0, 5), (2, 2), (0, 1), (30, 31), (40, 80), (3, 100), (500, 700), (1000, 1100)]
tables = [(135, 233, 96, 233), (3, 10, 8, 12), (0, 5, 5, 5), (45, 267, 258, 267), (8, 247, 220, 247)]
tables += [
    (int(rng.randint(0, a + 1)), int(a), int(rng.randint(0, b + 1)), int(b))
    for a, b in rng.randint(1, 400, (40, 2))
]

def holm(p):
    """As statsmodels has it, or its steps where it is not installed: SciPy has none."""
    if multipletests is not None:
        return multipletests(p, method="holm")[1].tolist()
    order = np.argsort(p, kind="stable")
    steps = np.maximum.accumulate(np.asarray(p)[order] * (len(p) - np.arange(len(p))))
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(1, steps)
    return adjusted.tolist()


lists = [np.round(rng.random_sample(rng.randint(1, 12)), int(rng.randint(1, 3))).tolist() for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 200)]

json.dump(
    {
        "scipy": scipy.__version__,
        "numpy": np.__version__,
        "relativeTolerance": 1e-9,
        "wilson": intervals("wilson", pairs, 0.95) + intervals("wilson", pairs[:9], 0.99),
        "clopperPearson": intervals("exact", pairs, 0.95) + intervals("exact", pairs[:9], 0.9),
        "mcNemar": [[b, c, float(stats.binomtest(b, b + c).pvalue)] for b, c in changes],
        "fisher": [[a, n, b, m, float(stats.fisher_exact([[a, n - a], [b, m - b]])[1])] for a, n, b, m in tables],
        "adjusted": [[p, holm(p), stats.false_discovery_control(p).tolist()] for p in lists],
    },
    sys.stdout,
    separators=(",", ":"),
)
print()
