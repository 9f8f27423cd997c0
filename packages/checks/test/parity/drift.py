"""Computes what SciPy and NumPy say of pairs of samples, and writes it as JSON to standard output.

    python drift.py > drift.json
"""

import json
import math
import sys
import warnings

import numpy as np
import scipy
from scipy import stats

warnings.filterwarnings("ignore")

rng = np.random.default_rng(20261121)
A = list(range(1, 11))
SAMPLES = [
    (A, [2, 3, 3, 5, 6, 8, 9, 9, 11, 14]),
    (A, [0.5, 2.5, 7, 7, 12, 15, 21]),
    (rng.normal(0, 1, 60).tolist(), rng.normal(0.4, 1.3, 45).tolist()),
    (rng.integers(0, 6, 80).tolist(), rng.integers(1, 7, 50).tolist()),
    (rng.exponential(1, 30).tolist(), (rng.exponential(1, 19) + 0.5).tolist()),
    (rng.normal(0, 1, 300).tolist(), rng.normal(0.1, 1, 200).tolist()),
]
COUNTS = [
    ([50, 30, 20, 0], [40, 35, 20, 5]),
    ([50, 30, 20], [90, 70, 40]),
    ([500, 120, 33, 7, 1], [90, 22, 9, 0, 0]),
]


def filled(shares, zero):
    return np.where(shares == 0, zero, shares)


def psi(r, c):
    return float(np.sum((r - c) * np.log(r / c)))


def anderson(a, b):
    result = stats.anderson_ksamp([a, b], variant="midrank") if "variant" in stats.anderson_ksamp.__kwdefaults__ else stats.anderson_ksamp([a, b])
    return float(result.statistic), float(result.pvalue)


def mmd(a, b, gamma):
    a, b = np.asarray(a, float), np.asarray(b, float)
    kernel = lambda x, y: np.exp(-gamma * (x[:, None] - y[None, :]) ** 2)
    n, m = len(a), len(b)
    within = (kernel(a, a).sum() - n) / (n * (n - 1)) + (kernel(b, b).sum() - m) / (m * (m - 1))
    return float(within - 2 * kernel(a, b).mean())


def pair(a, b):
    pooled = np.concatenate([a, b])
    squares = [(x - y) ** 2 for i, x in enumerate(pooled) for y in pooled[:i]]
    sturges = np.histogram_bin_edges(pooled.astype(float), "sturges")
    hist = lambda x: np.histogram(x, sturges)[0] / len(x)
    edges = np.unique(np.quantile(a, [0.2, 0.4, 0.6, 0.8]))
    quantile = lambda x: np.bincount(np.searchsorted(edges, x, side="left"), minlength=len(edges) + 1) / len(x)
    ks = stats.ks_2samp(a, b, method="exact")
    cvm = stats.cramervonmises_2samp(a, b, method="exact" if max(len(a), len(b)) <= 20 else "asymptotic")
    statistic, p = anderson(a, b)
    distance = stats.energy_distance(a, b)
    between = np.abs(np.subtract.outer(a, b)).mean()
    u = stats.mannwhitneyu(a, b, method="asymptotic", alternative="two-sided")
    welch = stats.ttest_ind(a, b, equal_var=False)
    epps = stats.epps_singleton_2samp(a, b)
    joint = max(pooled) - min(pooled)
    js = lambda base: float(scipy.spatial.distance.jensenshannon(hist(a), hist(b), base=base))
    return {
        "a": a,
        "b": b,
        "ks": float(ks.statistic),
        "ksExact": float(ks.pvalue),
        "ksAsymptotic": float(stats.ks_2samp(a, b, method="asymp").pvalue),
        "wassersteinNormed": float(stats.wasserstein_distance(a, b) / np.std(a)),
        "wassersteinOfRange": float(stats.wasserstein_distance(a, b) / joint),
        "mannWhitney": float(u.statistic),
        "mannWhitneyP": float(u.pvalue),
        "welch": float(welch.statistic),
        "welchP": float(welch.pvalue),
        "eppsSingleton": float(epps.statistic),
        "eppsSingletonP": float(epps.pvalue),
        "wasserstein": float(stats.wasserstein_distance(a, b)),
        "energy": float(distance),
        "energyCoefficient": float(distance**2 / (2 * between)),
        "cramerVonMises": float(cvm.statistic),
        "cramerVonMisesExact": float(cvm.pvalue) if max(len(a), len(b)) <= 20 else None,
        "andersonDarling": statistic,
        "andersonDarlingP": p,
        "mmd": mmd(a, b, 0.1),
        "mmdMedian": mmd(a, b, 1 / np.median(squares)),
        "psiQuantile": psi(filled(quantile(a), 1e-4), filled(quantile(b), 1e-4)),
        "psiSturges": psi(filled(hist(a), 1e-4), filled(hist(b), 1e-4)),
        "jensenShannonNats": js(None),
        "jensenShannonBits": js(2),
        "hellinger": float(math.sqrt(max(0, 1 - np.sqrt(hist(a) * hist(b)).sum()))),
    }


def counts(r, c):
    r, c = np.array(r, float), np.array(c, float)
    p, q = r / r.sum(), c / c.sum()
    table = np.array([r, c])[:, (r + c) > 0]
    chi = stats.chi2_contingency(table, correction=False)
    g = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    n, k = table.sum(), table.shape[1]
    phi = chi.statistic / n
    corrected = max(0, phi - (k - 1) / (n - 1))
    most = min(2 - 1 / (n - 1) - 1, k - (k - 1) ** 2 / (n - 1) - 1)
    fill = lambda x: filled(x, 1e-4)
    half = lambda x: (x + 0.5) / (x + 0.5).sum()
    fit = c.sum() / r.sum() * r
    one = lambda power: stats.power_divergence(c, fit, lambda_=power) if r.all() else None
    return {
        "fit": float(one(1).statistic) if r.all() else None,
        "fitP": float(one(1).pvalue) if r.all() else None,
        "fitG": float(one(0).statistic) if r.all() else None,
        "fisher": float(stats.fisher_exact([[r[0], r[1:].sum()], [c[0], c[1:].sum()]]).pvalue),
        "clopperPearson": float(stats.binomtest(int(c[0]), int(c.sum())).proportion_ci(0.95, "exact").low),
        "reference": r.tolist(),
        "current": c.tolist(),
        "jsNats": float(scipy.spatial.distance.jensenshannon(p, q) ** 2),
        "jsBits": float(scipy.spatial.distance.jensenshannon(p, q, base=2) ** 2),
        "totalVariation": float(np.abs(p - q).sum() / 2),
        "greatestChange": float(np.abs(p - q).max()),
        "hellinger": float(math.sqrt(1 - np.sqrt(p * q).sum())),
        "klRenormalised": float(stats.entropy(fill(p), fill(q))),
        "chiSquared": float(chi.statistic),
        "chiSquaredP": float(chi.pvalue),
        "g": float(g.statistic),
        "gP": float(g.pvalue),
        "cramersV": float(math.sqrt(phi)),
        "cramersVCorrected": float(math.sqrt(corrected / most)),
        "psiReplace": psi(fill(p), fill(q)),
        "psiFloor": psi(np.maximum(p, 0.01), np.maximum(q, 0.01)),
        "psiAdd": psi(half(r), half(c)),
    }


P_VALUES = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205]
json.dump(
    {
        "versions": {"scipy": scipy.__version__, "numpy": np.__version__},
        "tolerance": 1e-12,
        "samples": [pair(a, b) for a, b in SAMPLES],
        "counts": [counts(r, c) for r, c in COUNTS],
        "pValues": P_VALUES,
        "benjaminiHochberg": stats.false_discovery_control(P_VALUES).tolist(),
        "benjaminiYekutieli": stats.false_discovery_control(P_VALUES, method="by").tolist(),
    },
    sys.stdout,
    indent=1,
)
