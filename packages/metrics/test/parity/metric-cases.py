"""Draws random inputs and writes what scikit-learn answers, as JSON lines.

    python metric-cases.py --cases 10000 --seed 1

The first line tells the versions and the tolerance; each other line is one case: the metric, its arguments and options (in
camel case), and either the result or that it was refused. NaN and infinities are written as texts.
"""

import argparse
import json
import sys
import warnings

import numpy as np
import scipy
import sklearn
from sklearn import calibration as sc
from sklearn import metrics as sm

warnings.filterwarnings("ignore")
np.seterr(all="ignore")

TEXTS = ["a", "b", "B", "ä", "ﬁ", "😀", "10", "9", "neutral", "negative", "positive", "é"]
CAMEL = {"f1-score": "f1Score"}


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def plain(value):
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        if np.isnan(value):
            return "NaN"
        if np.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
    return value


def rows(rng, most=200):
    return int(np.exp(rng.uniform(0, np.log(most + 1))))


def weights(rng, n, chance=0.35):
    if rng.random() > chance:
        return {}
    kind = rng.choice(["uniform", "integer", "sparse", "zero"], p=[0.4, 0.3, 0.25, 0.05])
    if kind == "uniform":
        drawn = rng.uniform(0, 3, size=n)
    elif kind == "integer":
        drawn = rng.integers(0, 4, size=n)
    elif kind == "sparse":
        drawn = rng.uniform(0, 3, size=n) * (rng.random(n) < 0.5)
    else:
        drawn = np.zeros(n)
    return {"sample_weight": drawn}


def values(rng, n):
    kind = rng.choice(["normal", "integer", "constant", "heavy", "positive"], p=[0.4, 0.2, 0.1, 0.15, 0.15])
    if kind == "normal":
        return rng.normal(rng.normal(0, 10), rng.uniform(0.1, 20), size=n)
    if kind == "integer":
        return rng.integers(-3, 4, size=n).astype(float)
    if kind == "constant":
        return np.full(n, float(rng.integers(-2, 3)))
    if kind == "heavy":
        return rng.standard_t(1.5, size=n) * 100
    return rng.exponential(5, size=n)


def regression(rng, metric):
    n = rows(rng)
    outputs = int(rng.choice([1, 1, 1, 2, 3]))
    log = "log" in metric

    def side():
        drawn = np.column_stack([values(rng, n) for _ in range(outputs)])
        if log and rng.random() < 0.9:
            drawn = np.abs(drawn)
        return drawn

    truth = side()
    pick = rng.random()
    predicted = truth.copy() if pick < 0.08 else truth + rng.normal(0, 3, truth.shape) if pick < 0.6 else side()
    if log and rng.random() < 0.9:
        predicted = np.abs(predicted)
    options = weights(rng, n) if metric != "max_error" else {}
    if metric != "max_error" and rng.random() < 0.5:
        choices = ["raw_values", "uniform_average", "weights"]
        if metric in ("r2_score", "explained_variance_score"):
            choices.append("variance_weighted")
        chosen = rng.choice(choices)
        options["multioutput"] = rng.uniform(0.1, 2, outputs) if chosen == "weights" else str(chosen)
    if metric in ("r2_score", "explained_variance_score") and rng.random() < 0.3:
        options["force_finite"] = bool(rng.random() < 0.5)
    if metric in ("mean_pinball_loss", "d2_pinball_score") and rng.random() < 0.8:
        options["alpha"] = float(rng.choice([0, 0.1, 0.25, 0.5, 0.9, 1]))
    counted = truth[options.get("sample_weight", np.ones(n)) > 0]
    explained = metric in ("r2_score", "explained_variance_score") and "sample_weight" in options
    if explained and len(counted) > 0 and np.ptp(counted, axis=0).min() == 0:
        # With weights, scikit-learn divides by the rounding error of a constant's mean.
        del options["sample_weight"]
    if outputs == 1:
        truth, predicted = truth[:, 0], predicted[:, 0]
    return [truth, predicted], options


def class_sides(rng, n, most=6, binary=False):
    k = 2 if binary else int(rng.integers(1, most + 1))
    p = rng.dirichlet(np.full(k, float(rng.choice([0.3, 1.0, 5.0]))))
    truth = rng.choice(k, size=n, p=p)
    pick = rng.random()
    if pick < 0.1:
        predicted = truth.copy()
    elif pick < 0.7:
        predicted = np.where(rng.random(n) < 0.6, truth, rng.integers(0, k, size=n))
    elif pick < 0.85:
        predicted = rng.integers(0, k + 1 if not binary else k, size=n)
    else:
        predicted = np.full(n, int(rng.integers(0, k)))
    kind = rng.choice(["int", "int", "text", "bool", "negative"])
    if kind == "text":
        names = np.array(TEXTS)[rng.permutation(len(TEXTS))]
        return names[truth], names[predicted]
    if kind == "bool" and max(truth.max(), predicted.max()) <= 1:
        return truth.astype(bool), predicted.astype(bool)
    if kind == "negative":
        return truth - 2, predicted - 2
    return truth, predicted


def multilabel_sides(rng, n):
    labels = int(rng.integers(2, 5))
    truth = (rng.random((n, labels)) < rng.uniform(0.1, 0.7)).astype(int)
    predicted = np.where(rng.random((n, labels)) < 0.7, truth, rng.integers(0, 2, size=(n, labels)))
    return truth, predicted


def label_subset(rng, truth, predicted):
    present = np.unique(np.concatenate([truth, predicted]))
    subset = rng.permutation(present)[: int(rng.integers(1, len(present) + 1))]
    return subset


def classification(rng, metric):
    n = rows(rng)
    per_label = metric in (
        "precision_score",
        "recall_score",
        "f1_score",
        "fbeta_score",
        "precision_recall_fscore_support",
        "jaccard_score",
    )
    only_binary = metric == "class_likelihood_ratios"
    takes_multilabel = per_label or metric in ("accuracy_score", "zero_one_loss", "hamming_loss", "classification_report", "multilabel_confusion_matrix")
    if takes_multilabel and rng.random() < 0.2:
        truth, predicted = multilabel_sides(rng, n)
        is_multilabel = True
    else:
        truth, predicted = class_sides(rng, n, binary=only_binary or rng.random() < 0.4)
        is_multilabel = False
    options = weights(rng, n)
    if per_label:
        averages = ["binary", "macro", "micro", "weighted", None] + (["samples"] if is_multilabel else [])
        average = averages[int(rng.integers(0, len(averages)))]
        options["average"] = average
        if average == "binary":
            options["pos_label"] = rng.permutation(np.unique(truth).ravel())[0] if rng.random() < 0.8 else 1
        if rng.random() < 0.7:
            options["zero_division"] = [0, 1, np.nan][int(rng.integers(0, 2 if metric == "jaccard_score" else 3))]
        if metric in ("fbeta_score", "precision_recall_fscore_support"):
            options["beta"] = float(rng.choice([0, 0.5, 1, 2, np.inf]))
    if metric == "classification_report" and rng.random() < 0.5:
        options["zero_division"] = [0, 1, np.nan][int(rng.integers(0, 3))]
    takes_labels = per_label or metric in ("confusion_matrix", "cohen_kappa_score", "classification_report", "multilabel_confusion_matrix")
    if takes_labels and options.get("average") != "binary" and rng.random() < 0.3:
        options["labels"] = (
            rng.permutation(truth.shape[1])[: int(rng.integers(1, truth.shape[1] + 1))]
            if is_multilabel
            else label_subset(rng, truth, predicted)
        )
    if metric == "confusion_matrix" and rng.random() < 0.5:
        options["normalize"] = str(rng.choice(["true", "pred", "all"]))
    if metric in ("accuracy_score", "zero_one_loss") and rng.random() < 0.4:
        options["normalize"] = False
    if metric == "balanced_accuracy_score" and rng.random() < 0.4:
        options["adjusted"] = True
    if metric == "cohen_kappa_score":
        if rng.random() < 0.5:
            options["weights"] = str(rng.choice(["linear", "quadratic"]))
        if rng.random() < 0.3:
            options["replace_undefined_by"] = 0.5
    return [truth, predicted], options


def classification_report(rng, metric):
    (truth, predicted), options = classification(rng, metric)
    digits = int(rng.integers(0, 5))
    options["digits"] = digits
    return [truth, predicted], options


def probabilities(rng, n, k):
    drawn = rng.dirichlet(np.full(k, float(rng.choice([0.2, 1, 5]))), size=n)
    if rng.random() < 0.3:
        drawn = np.eye(k)[drawn.argmax(axis=1)]
    return drawn


def probabilistic(rng, metric):
    n = rows(rng)
    k = int(rng.choice([2, 2, 3, 4]))
    truth = rng.choice(k, size=n, p=rng.dirichlet(np.full(k, 2.0)))
    proba = probabilities(rng, n, k)
    options = weights(rng, n)
    as_text = rng.random() < 0.3
    names = np.sort(np.array(["up", "down", "flat", "other"])[:k]) if as_text else np.arange(k) - (1 if rng.random() < 0.2 else 0)
    labels = names[truth]
    if rng.random() < 0.5:
        options["labels"] = names
    if k == 2 and rng.random() < 0.6:
        proba = proba[:, 1]
        if metric in ("brier_score_loss", "d2_brier_score"):
            options.pop("labels", None)
            if rng.random() < 0.6:
                options["pos_label"] = names[int(rng.integers(0, 2))]
                if rng.random() < 0.5:
                    options["pos_label"] = names[1]
    if metric == "log_loss" and rng.random() < 0.3:
        options["normalize"] = False
    if metric == "brier_score_loss" and rng.random() < 0.5:
        options["scale_by_half"] = [True, False, "auto"][int(rng.integers(0, 3))]
    if rng.random() < 0.03 and n > 1:
        proba = proba.copy()
        proba[0] = 1.5
    return [labels, proba], options


def scores_of(rng, truth):
    n = len(truth)
    scores = truth * rng.uniform(0, 2) + rng.normal(0, 1, size=n)
    if rng.random() < 0.5:
        scores = np.round(scores, int(rng.integers(0, 2)))
    return scores


def binary_ranking(rng, metric):
    n = rows(rng)
    truth = (rng.random(n) < rng.choice([0.02, 0.2, 0.5, 0.9])).astype(int)
    scores = scores_of(rng, truth)
    options = weights(rng, n)
    kind = rng.choice(["int", "text", "sign", "bool"])
    if kind == "text":
        truth = np.array(["no", "yes"])[truth]
        if rng.random() < 0.8 and metric != "roc_auc_score":
            options["pos_label"] = "yes" if rng.random() < 0.7 else "no"
    elif kind == "sign":
        truth = truth * 2 - 1
    elif kind == "bool":
        truth = truth.astype(bool)
    if metric in ("roc_curve", "precision_recall_curve", "det_curve") and rng.random() < 0.5:
        options["drop_intermediate"] = bool(rng.random() < 0.5)
    if metric == "roc_auc_score" and rng.random() < 0.25:
        # Weights of 0 that leave one class over are an accident of the implementation there.
        options.pop("sample_weight", None)
        options["max_fpr"] = float(rng.choice([0.1, 0.3, 0.5, 1.0]))
    return [truth, scores], options


def several_ranking(rng, metric):
    n = rows(rng)
    options = weights(rng, n)
    if rng.random() < 0.4:
        truth, _ = multilabel_sides(rng, n)
        scores = np.round(truth * rng.uniform(0, 2) + rng.normal(0, 1, size=truth.shape), int(rng.integers(0, 3)))
        options["average"] = [None, "macro", "micro", "weighted", "samples"][int(rng.integers(0, 5))]
        return [truth, scores], options
    k = int(rng.integers(3, 6))
    truth = rng.choice(k, size=n, p=rng.dirichlet(np.full(k, 3.0)))
    proba = np.round(probabilities(rng, n, k), 6)
    proba[:, -1] = np.abs(1 - proba[:, :-1].sum(axis=1))
    if rng.random() < 0.3:
        truth = np.array(TEXTS)[:k][np.argsort(np.argsort(TEXTS[:k]))][truth]
    options["average"] = [None, "macro", "micro", "weighted"][int(rng.integers(0, 4))]
    if metric == "roc_auc_score":
        options["multi_class"] = str(rng.choice(["ovr", "ovr", "ovo"]))
        if options["multi_class"] == "ovo":
            options.pop("sample_weight", None)
            options["average"] = ["macro", "weighted"][int(rng.integers(0, 2))]
        if rng.random() < 0.3 and truth.dtype.kind == "i":
            options["labels"] = np.arange(k)
    return [truth, proba], options


def ranking(rng, metric):
    return binary_ranking(rng, metric) if rng.random() < 0.55 else several_ranking(rng, metric)


def hinge(rng, metric):
    n = rows(rng)
    k = int(rng.integers(2, 5))
    truth = rng.integers(0, k, size=n)
    decisions = rng.normal(size=(n, k)) if k > 2 else rng.normal(size=n)
    options = weights(rng, n)
    if rng.random() < 0.5:
        options["labels"] = np.arange(k)
    return [truth, decisions], options


def top_k(rng, metric):
    n = rows(rng)
    k = int(rng.integers(2, 6))
    truth = rng.integers(0, k, size=n)
    scores = np.round(rng.random((n, k)), int(rng.integers(1, 4)))
    if k == 2:
        scores = scores[:, 0] if rng.random() < 0.5 else rng.normal(size=n)
    options = {**weights(rng, n), "k": int(rng.integers(1, 5))}
    if rng.random() < 0.6:
        options["labels"] = np.arange(k)
    if rng.random() < 0.3:
        options["normalize"] = False
    return [truth, scores], options


def gains(rng, metric):
    n, documents = rows(rng, 50), int(rng.integers(1, 12))
    truth = rng.integers(0, 4, size=(n, documents)).astype(float)
    if rng.random() < 0.05:
        truth -= 1
    scores = np.round(rng.random((n, documents)), int(rng.integers(1, 9)))
    options = weights(rng, n)
    if rng.random() < 0.5:
        options["k"] = int(rng.integers(1, 14))
    if metric == "dcg_score" and rng.random() < 0.3:
        options["log_base"] = float(rng.choice([2, np.e, 10]))
    if rng.random() < 0.2:
        scores = rng.permuted(np.tile(np.arange(documents, dtype=float), (n, 1)), axis=1)
        options["ignore_ties"] = True
    return [truth, scores], options


def clusters(rng, metric):
    truth, predicted = class_sides(rng, rows(rng))
    options = {}
    if metric == "normalized_mutual_info_score" and rng.random() < 0.6:
        options["average_method"] = str(rng.choice(["min", "max", "geometric", "arithmetic"]))
    return [truth, predicted], options


def silhouette(rng, metric):
    n = rows(rng, 60)
    points = rng.normal(size=(n, int(rng.integers(1, 4)))) * 3
    options = {}
    if rng.random() < 0.5:
        options["metric"] = str(rng.choice(["euclidean", "manhattan"]))
    if rng.random() < 0.3:
        options["sample_size"], options["random_state"] = int(rng.integers(1, n + 1)), int(rng.integers(0, 2**32))
    return [points, rng.integers(0, int(rng.integers(1, 6)), size=n)], options


def calibration(rng, metric):
    n = rows(rng)
    truth = (rng.random(n) < rng.uniform(0.1, 0.9)).astype(int)
    proba = np.round(rng.random(n), int(rng.integers(1, 6)))
    options = {}
    if rng.random() < 0.6:
        options["n_bins"] = int(rng.integers(1, 12))
    if rng.random() < 0.5:
        options["strategy"] = str(rng.choice(["uniform", "quantile"]))
    if rng.random() < 0.2:
        truth = np.array(["n", "y"])[truth]
        options["pos_label"] = "y"
    return [truth, proba], options


def area(rng, metric):
    n = rows(rng, 30)
    x = np.sort(np.round(rng.random(n), 2))
    return [x[::-1] if rng.random() < 0.3 else rng.permutation(x) if rng.random() < 0.1 else x, rng.random(n)], {}


FAMILIES = [
    (regression, ["mean_squared_error", "root_mean_squared_error", "mean_absolute_error", "r2_score", "explained_variance_score", "mean_absolute_percentage_error", "mean_squared_log_error", "root_mean_squared_log_error", "median_absolute_error", "max_error", "mean_pinball_loss", "d2_pinball_score", "d2_absolute_error_score"]),
    (
        classification,
        [
            "accuracy_score",
            "zero_one_loss",
            "balanced_accuracy_score",
            "confusion_matrix",
            "precision_score",
            "recall_score",
            "f1_score",
            "f1_score",
            "fbeta_score",
            "precision_recall_fscore_support",
            "precision_recall_fscore_support",
            "jaccard_score",
            "hamming_loss",
            "matthews_corrcoef",
            "cohen_kappa_score",
            "multilabel_confusion_matrix",
            "class_likelihood_ratios",
        ],
    ),
    (classification_report, ["classification_report", "classification_report"]),
    (probabilistic, ["log_loss", "brier_score_loss", "d2_log_loss_score", "d2_brier_score"]),
    (binary_ranking, ["roc_curve", "precision_recall_curve", "det_curve"]),
    (ranking, ["roc_auc_score", "roc_auc_score", "average_precision_score"]),
    (hinge, ["hinge_loss"]),
    (top_k, ["top_k_accuracy_score"]),
    (gains, ["dcg_score", "ndcg_score"]),
    (clusters, ["adjusted_rand_score", "normalized_mutual_info_score"]),
    (silhouette, ["silhouette_score"]),
    (calibration, ["calibration_curve"]),
    (area, ["auc"]),
]


def spoiled(rng, inputs):
    """Inputs that are to be refused: of different lengths, or with a number missing."""
    inputs = [np.asarray(each) for each in inputs]
    at = int(rng.integers(0, 2))
    if rng.random() < 0.5 or inputs[at].dtype.kind != "f":
        inputs[at] = inputs[at][:-1] if rng.random() < 0.7 else inputs[at][:0]
    else:
        inputs[at] = inputs[at].copy()
        inputs[at].flat[int(rng.integers(0, inputs[at].size))] = [np.nan, np.inf][int(rng.integers(0, 2))]
    return inputs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--max-rows", type=int, default=200)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    head = {"made by": "metric-cases.py", "versions": versions, "tolerance": 1e-12, **vars(arguments)}
    sys.stdout.write(json.dumps(head) + "\n")
    global rows
    drawn_rows = rows
    rows = lambda rng, most=200: drawn_rows(rng, arguments.max_rows)
    rng = np.random.default_rng(arguments.seed)
    choices = [(draw, metric) for draw, metrics in FAMILIES for metric in metrics if arguments.only in metric]
    for _ in range(arguments.cases):
        draw, metric = choices[int(rng.integers(0, len(choices)))]
        inputs, options = draw(rng, metric)
        is_spoiled = rng.random() < 0.04
        if is_spoiled:
            inputs = spoiled(rng, inputs)
        try:
            if not np.any(options.get("sample_weight", 1)):
                # Some of scikit-learn's metrics accept weights that are all 0; here none does.
                raise ValueError("all weights are 0")
            if is_spoiled:
                # A few of scikit-learn's metrics do not look at each number or length; here all do.
                raise ValueError("different lengths, or a number missing")
            expected = {"result": plain(getattr(sm, metric, getattr(sc, metric, None))(*inputs, **options))}
        except (ValueError, TypeError, NotImplementedError, IndexError, AttributeError, ZeroDivisionError) as error:
            expected = {"refused": str(error)[:80]}
        case = {
            "metric": camel(metric),
            "inputs": plain(inputs),
            "options": {camel(name): camel(value) if name == "multioutput" and isinstance(value, str) else plain(value) for name, value in options.items()},
            **expected,
        }
        sys.stdout.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")


main()
