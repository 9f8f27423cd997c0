"""Draws random configurations and writes what scikit-learn answers, as JSON lines.

    python split-cases.py --cases 10000 --seed 1 --max-rows 2000

The first line tells the versions; each other line is one case: the splitter, its options, the inputs, and either a digest of
all indices or that it was refused.
"""

import argparse
import hashlib
import itertools
import json
import sys
import warnings

import numpy as np
import scipy
import sklearn
from sklearn import model_selection as ms

warnings.filterwarnings("ignore")

TEXTS = ["a", "b", "B", "ä", "ﬁ", "😀", "10", "9", "", "neutral", "negative", "positive", "é", "z z", "~"]


def digest(splits):
    state = hashlib.sha256()
    count = 0
    for train, test in splits:
        count += 1
        for side in (train, test):
            side = np.asarray(side, dtype="<i4")
            state.update(np.array([len(side)], dtype="<i4").tobytes())
            state.update(side.tobytes())
    return {"splits": count, "digest": state.hexdigest()[:24]}


def labels(rng, n, classes=None):
    k = classes or int(rng.integers(1, 8))
    p = rng.dirichlet(np.full(k, float(rng.choice([0.2, 1.0, 5.0]))))
    codes = rng.choice(k, size=n, p=p)
    kind = rng.choice(["int", "int", "text", "bool", "float", "negative", "wide"])
    if kind == "text":
        return [TEXTS[c % len(TEXTS)] for c in codes]
    if kind == "bool":
        return [bool(c % 2) for c in codes]
    if kind == "float":
        return [float(c) for c in codes]
    if kind == "negative":
        return [int(c) - 3 for c in codes]
    if kind == "wide":
        return [int(c) * 1_000_003 for c in codes]
    return [int(c) for c in codes]


def group_labels(rng, n):
    k = int(rng.integers(1, max(2, min(n, int(rng.choice([3, 10, 40])))) + 1))
    codes = rng.integers(0, k, size=n)
    if rng.random() < 0.3:
        return [f"g{c}" for c in codes]
    return [int(c) for c in codes]


def seed_of(rng):
    return int(rng.integers(0, 2**32)) if rng.random() < 0.8 else int(rng.integers(0, 100))


def sizes(rng, n):
    def one():
        pick = rng.random()
        if pick < 0.55:
            return float(np.round(rng.uniform(0.02, 0.98), int(rng.integers(1, 4))) or 0.5)
        if pick < 0.95:
            return int(rng.integers(1, max(2, n)))
        return [0, n, n + 1, -1, 1.5, -0.2][int(rng.integers(0, 6))]

    options = {}
    which = rng.random()
    if which < 0.5:
        options["test_size"] = one()
    elif which < 0.65:
        options["train_size"] = one()
    elif which < 0.9:
        if rng.random() < 0.6:
            test = float(np.round(rng.uniform(0.05, 0.6), 2))
            options["test_size"], options["train_size"] = test, float(np.round(rng.uniform(0.05, 1 - test), 2))
        else:
            options["test_size"], options["train_size"] = one(), one()
    return {name: value for name, value in options.items() if value != 1.0 or isinstance(value, int)}


def rows(rng, most):
    return int(np.exp(rng.uniform(0, np.log(most + 1))))


def fold_options(rng):
    options = {}
    if rng.random() < 0.9:
        options["n_splits"] = int(rng.choice([1, 2, 2, 3, 3, 4, 5, 7, 8, 10, 12], p=[0.04] + [0.096] * 10))
    if rng.random() < 0.6:
        options["shuffle"] = True
        options["random_state"] = seed_of(rng)
    elif rng.random() < 0.05:
        options["random_state"] = seed_of(rng)
    return options


def shuffle_options(rng, n):
    return {"n_splits": int(rng.integers(1, 5)), "random_state": seed_of(rng), **sizes(rng, n)}


def columns(rng, n):
    width = int(rng.integers(2, 4))
    if rng.random() < 0.5:
        scale = [1, 0.5][int(rng.integers(0, 2))]
        return (rng.integers(-1, 12 if n > 100 else 2, size=(n, width)) * scale).tolist()
    return [[TEXTS[int(rng.integers(0, 2))] for _ in range(width)] for _ in range(n)]


def draw(rng, most):
    kind = str(
        rng.choice(
            [
                "trainTestSplit",
                "trainTestSplit",
                "trainTestSplit",
                "kFold",
                "stratifiedKFold",
                "stratifiedKFold",
                "groupKFold",
                "stratifiedGroupKFold",
                "shuffleSplit",
                "stratifiedShuffleSplit",
                "stratifiedShuffleSplit",
                "groupShuffleSplit",
                "repeatedKFold",
                "repeatedStratifiedKFold",
                "leaveOneOut",
                "leavePOut",
                "leaveOneGroupOut",
                "leavePGroupsOut",
                "timeSeriesSplit",
                "predefinedSplit",
            ]
        )
    )
    n = rows(rng, most)
    case = {"kind": kind, "options": {}, "n": n}
    if kind == "trainTestSplit":
        case["options"] = {"random_state": seed_of(rng), **sizes(rng, n)}
        if rng.random() < 0.1:
            case["options"]["shuffle"] = False
        if rng.random() < 0.5:
            case["stratify"] = columns(rng, n) if rng.random() < 0.3 else labels(rng, n)
    elif kind in ("kFold", "stratifiedKFold", "groupKFold"):
        case["options"] = fold_options(rng)
    elif kind == "stratifiedGroupKFold":
        case["n"] = n = min(n, 300)
        case["options"] = fold_options(rng)
    elif kind in ("shuffleSplit", "stratifiedShuffleSplit", "groupShuffleSplit"):
        case["options"] = shuffle_options(rng, n if kind != "groupShuffleSplit" else 10)
    elif kind in ("repeatedKFold", "repeatedStratifiedKFold"):
        case["options"] = {
            "n_splits": int(rng.integers(2, 6)),
            "n_repeats": int(rng.integers(1, 4)),
            "random_state": seed_of(rng),
        }
    elif kind == "leaveOneOut":
        case["n"] = n = min(n, 100)
    elif kind == "leavePOut":
        case["n"] = n = min(n, 13)
        case["options"] = {"p": int(rng.integers(1, 5))}
    elif kind == "leavePGroupsOut":
        case["options"] = {"n_groups": int(rng.integers(1, 3))}
    elif kind == "timeSeriesSplit":
        case["options"] = {"n_splits": int(rng.integers(2, 8))}
        if rng.random() < 0.4:
            case["options"]["gap"] = int(rng.integers(0, max(1, n // 4) + 1))
        if rng.random() < 0.4:
            case["options"]["test_size"] = int(rng.integers(1, max(2, n // 6)))
        if rng.random() < 0.4:
            case["options"]["max_train_size"] = int(rng.integers(1, n + 1))
    elif kind == "predefinedSplit":
        case["options"] = {"test_fold": [int(fold) for fold in rng.integers(-1, int(rng.integers(1, 6)), size=n)]}
    if kind in ("stratifiedKFold", "stratifiedGroupKFold", "stratifiedShuffleSplit", "repeatedStratifiedKFold"):
        case["y"] = labels(rng, n)
        if rng.random() < 0.02:
            case["y"] = [0.5 + (c if isinstance(c, int) else 0) for c in case["y"]]
    if kind in ("groupKFold", "stratifiedGroupKFold", "groupShuffleSplit", "leaveOneGroupOut", "leavePGroupsOut"):
        groups = group_labels(rng, n)
        if kind in ("leaveOneGroupOut", "leavePGroupsOut"):
            groups = [c if isinstance(c, str) else c % 9 for c in groups]
        if rng.random() > 0.02:
            case["groups"] = groups
    return case


def answer(case):
    kind = case["kind"]
    n = case["n"]
    if kind == "trainTestSplit":
        stratify = case.get("stratify")
        if stratify is not None:
            stratify = np.array(stratify)
        return digest([ms.train_test_split(np.arange(n), stratify=stratify, **case["options"])])
    splitter = getattr(ms, kind[0].upper() + kind[1:])(**case["options"])
    y = np.array(case["y"]) if "y" in case else None
    groups = np.array(case["groups"]) if "groups" in case else None
    return digest(splitter.split(np.zeros(n), y, groups))


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--max-rows", type=int, default=2000)
    arguments = parser.parse_args()
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    sys.stdout.write(json.dumps({"made by": "split-cases.py", "versions": versions, "tolerance": 0, **vars(arguments)}) + "\n")
    rng = np.random.default_rng(arguments.seed)
    for _ in itertools.repeat(None, arguments.cases):
        case = draw(rng, arguments.max_rows)
        try:
            case["expected"] = answer(case)
        except (ValueError, TypeError) as error:
            case["expected"] = {"refused": str(error)[:80]}
        case["options"] = {camel(name): value for name, value in case["options"].items()}
        sys.stdout.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")


main()
