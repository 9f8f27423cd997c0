"""Writes reference values of tests and distributions from SciPy.

    python test-cases.py > test-cases.json
"""

import json

import numpy as np
import scipy
from scipy import special, stats

rng = np.random.default_rng(20261121)

wilcoxon = []
for n in [5, 6, 9, 15, 25, 50, 60, 120]:
    for round_to in [8, 1]:
        a = np.round(rng.normal(0, 1, n), round_to)
        b = np.round(a + rng.normal(0.2, 1, n), round_to)
        result = stats.wilcoxon(b, a)
        kept = b != a
        # SciPy permutes where there are ties and few pairs; here the normal distribution is used, as SciPy can be told.
        if round_to == 1:
            result = stats.wilcoxon(b, a, method="asymptotic")
        wilcoxon.append({"a": a.tolist(), "b": b.tolist(), "statistic": float(result.statistic), "pValue": float(result.pvalue)})

mcnemar = []
for only_a, only_b in [(0, 0), (0, 5), (2, 10), (10, 12), (30, 51), (200, 260)]:
    n = only_a + only_b
    exact = 1.0 if n == 0 else float(stats.binomtest(min(only_a, only_b), n).pvalue)
    corrected = 0.0 if n == 0 else max(0, abs(only_a - only_b) - 1) ** 2 / n
    mcnemar.append({"onlyA": only_a, "onlyB": only_b, "exact": exact, "corrected": float(stats.chi2.sf(corrected, 1))})

distributions = {
    "normalCdf": [[z, float(stats.norm.cdf(z))] for z in [-8, -3.2, -1, -0.01, 0, 0.3, 1.96, 5]],
    "normalQuantile": [[p, float(stats.norm.ppf(p))] for p in [1e-12, 0.001, 0.025, 0.4, 0.5, 0.8, 0.975, 1 - 1e-9]],
    "upperGamma": [[a, x, float(special.gammaincc(a, x))] for a in [0.5, 1, 2.5, 20] for x in [0.01, 0.7, 3, 18, 60]],
    "studentTwoSided": [[t, d, float(2 * stats.t.sf(abs(t), d))] for t in [0.1, 1, -2.5, 12] for d in [1, 4, 9, 120]],
    "fUpper": [[f, a, b, float(stats.f.sf(f, a, b))] for f in [0.2, 1, 4.7] for a, b in [(10, 5), (1, 30)]],
    "binomialAtMost": [[k, n, p, float(stats.binom.cdf(k, n, p))] for k, n, p in [(0, 5, 0.5), (3, 20, 0.4), (40, 100, 0.5), (7, 7, 0.2)]],
}

print(
    json.dumps(
        {
            "made by": "test-cases.py",
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
            "tolerance": 1e-11,
            "wilcoxon": wilcoxon,
            "mcnemar": mcnemar,
            "distributions": distributions,
        }
    )
)
