"""Writes fixtures/strd.json: the linear sets of NIST's Statistical Reference Datasets (https://www.itl.nist.gov/div898/strd/lls/lls.shtml, public
domain), the exact least-squares solution of each in rational arithmetic (which NIST's certified values give to 15 digits), and the
correct digits and ranks of scikit-learn's LinearRegression, with its default tol and with 1e-15."""

import json
import os
from fractions import Fraction

import numpy as np
import sklearn
from sklearn.linear_model import LinearRegression

here = os.path.dirname(os.path.abspath(__file__))
POWERS = {"Filip": 10, "Pontius": 2, "Wampler": 5}
NO_INTERCEPT = ("NoInt1", "NoInt2")


def read(name):
    with open(os.path.join(here, "fixtures", f"{name}.csv")) as file:
        lines = [line.split(",") for line in file.read().split()[1:]]
    return [line[0] for line in lines], [line[1:] for line in lines]


def design(name, xs, number):
    power = next((power for prefix, power in POWERS.items() if name.startswith(prefix)), None)
    if power is None:
        return [[number(x) for x in row] for row in xs]
    return [[number(row[0]) ** k for k in range(1, power + 1)] for row in xs]


def exact(name, ys, xs):
    ones = [] if name in NO_INTERCEPT else [Fraction(1)]
    rows = [ones + row for row in design(name, xs, Fraction)]
    p = len(rows[0])
    y = [Fraction(each) for each in ys]
    table = [[sum(r[i] * r[j] for r in rows) for j in range(p)] + [sum(r[i] * t for r, t in zip(rows, y))] for i in range(p)]
    for i in range(p):
        pivot = next(k for k in range(i, p) if table[k][i] != 0)
        table[i], table[pivot] = table[pivot], table[i]
        table[i] = [value / table[i][i] for value in table[i]]
        for k in range(p):
            if k != i:
                table[k] = [a - table[k][i] * b for a, b in zip(table[k], table[i])]
    return [float(row[-1]) for row in table]


def digits(found, certified):
    errors = [abs(f - c) / abs(c) if c else abs(f) for f, c in zip(found, certified)]
    return min(15.0, -np.log10(max(max(errors), 1e-16)))


sets = []
for name in ["Norris", "Pontius", "NoInt1", "NoInt2", "Filip", "Longley"] + [f"Wampler{k}" for k in range(1, 6)]:
    ys, xs = read(name)
    certified = exact(name, ys, xs)
    X, y = np.array(design(name, xs, float)), np.array([float(each) for each in ys])
    fit_intercept = name not in NO_INTERCEPT
    entry = {"name": name, "fitIntercept": fit_intercept, "X": X.tolist(), "y": y.tolist(), "certified": certified}
    for key, tol in (("default", 1e-6), ("tight", 1e-15)):
        model = LinearRegression(fit_intercept=fit_intercept, tol=tol).fit(X, y)
        found = ([model.intercept_] if fit_intercept else []) + list(model.coef_)
        entry[key] = {"rank": int(model.rank_), "digits": float(digits(found, certified)), "predictions": model.predict(X[:5]).tolist()}
    print(name, certified[:2], entry["default"]["digits"], entry["default"]["rank"], entry["tight"]["digits"])
    sets.append(entry)


def extreme():
    rng = np.random.RandomState(0)
    X, y = rng.randint(-9, 10, (12, 3)).astype(float), rng.randint(-9, 10, 12).astype(float)
    yield "columns of 1e150", X * 1e150, y
    yield "columns of 1e-150", X * 1e-150, y
    yield "columns of 1e150, 1 and 1e-150", X * [1e150, 1, 1e-150], y
    yield "columns and targets of 1e150", X * 1e150, y * 1e150
    yield "a column twice", X[:, [0, 1, 1, 2]], y
    yield "constant columns", np.column_stack([np.full(12, 0.1), X, np.full(12, 1e150)]), y
    yield "nothing but constant columns", np.full((12, 2), 0.3), y
    yield "fewer rows than columns", X[:2], y[:2]
    yield "fewer rows than columns, of 1e-150 and 1e150", X[:2] * [1e150, 1, 1e-150], y[:2]


cases = []
for name, X, y in extreme():
    model = LinearRegression().fit(X, y)
    predictions = model.predict(X).tolist()
    cases.append({"name": name, "X": X.tolist(), "y": y.tolist(), "rank": int(model.rank_), "predictions": predictions})
with open(os.path.join(here, "fixtures", "strd.json"), "w") as file:
    json.dump({"sklearn": sklearn.__version__, "numpy": np.__version__, "sets": sets, "extreme": cases}, file)
    file.write("\n")
