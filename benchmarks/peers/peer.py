"""The peer's side of a case: python peer.py CASE LIBRARY FOLDER. Prints the library's version when set up, then, for each
line on standard input, does the work once and prints its time in milliseconds."""

import importlib
import json
import os
import sys
import time

import numpy as np


def floats(folder, name, *shape):
    return np.fromfile(os.path.join(folder, name), dtype=np.float64).reshape(shape)


def sentences(folder):
    with open(os.path.join(folder, "sentences.json"), encoding="utf-8") as file:
        return json.load(file)


def labels(folder):
    with open(os.path.join(folder, "labels.json"), encoding="utf-8") as file:
        return np.array(json.load(file))


def tfidf(folder):
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer().fit_transform(sentences(folder))


def csv(folder):
    import pandas

    path = os.path.join(folder, "data.csv")
    return lambda: pandas.read_csv(path, engine="c")


def linear(n, p, fit):
    def prepare(folder):
        import sklearn.linear_model

        X, y = floats(folder, "X.bin", n, p), floats(folder, "y.bin", n)
        labels = (y > 0).astype(np.float64)
        return lambda: fit(sklearn.linear_model, X, y, labels)

    return prepare


def tfidf_45k(folder):
    from sklearn.feature_extraction.text import TfidfVectorizer

    documents = sentences(folder)
    return lambda: TfidfVectorizer().fit_transform(documents)


def tfidf_nb_fit(folder):
    from sklearn.naive_bayes import MultinomialNB

    X, y = tfidf(folder), labels(folder)
    return lambda: MultinomialNB().fit(X, y)


def tfidf_logistic(folder):
    from sklearn.linear_model import LogisticRegression

    X, y = tfidf(folder), labels(folder)
    return lambda: LogisticRegression(max_iter=1000).fit(X, y)


def tfidf_linear_svc(folder):
    from sklearn.svm import LinearSVC

    X, y = tfidf(folder), labels(folder)
    return lambda: LinearSVC().fit(X, y)


def tfidf_sgd(folder):
    from sklearn.linear_model import SGDClassifier

    X, y = tfidf(folder), labels(folder)
    return lambda: SGDClassifier(random_state=0).fit(X, y)


def predict_row_linear(folder):
    from sklearn.linear_model import LinearRegression

    X, y = floats(folder, "X.bin", 1000, 10), floats(folder, "y.bin", 1000)
    model = LinearRegression().fit(X, y)
    row = X[:1]
    return lambda: model.predict(row)


def text_pipeline(folder):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.naive_bayes import MultinomialNB
    from sklearn.pipeline import make_pipeline

    documents = sentences(folder)
    return make_pipeline(TfidfVectorizer(), MultinomialNB()).fit(documents, labels(folder)), documents


def predict_row_tfidf_nb(folder):
    model, documents = text_pipeline(folder)
    return lambda: model.predict(documents[:1])


def predict_45k_tfidf_nb(folder):
    model, documents = text_pipeline(folder)
    return lambda: model.predict(documents)


def split(stratified):
    def prepare(folder):
        from sklearn.model_selection import train_test_split

        rows = np.arange(1_000_000)
        y = rows % 3 if stratified else None
        return lambda: train_test_split(rows, test_size=0.2, random_state=42, stratify=y)

    return prepare


def stratified_k_fold(folder):
    from sklearn.model_selection import StratifiedKFold

    y = np.arange(1_000_000) % 3
    return lambda: [fold for fold in StratifiedKFold(5).split(y, y)]


def metric(work):
    def prepare(folder):
        import sklearn.metrics

        def integers(name):
            return np.fromfile(os.path.join(folder, name), dtype=np.int32).astype(np.int64)

        rows = {name: integers(f"{name}.bin") for name in ("truth", "predicted", "binary", "guess")}
        rows |= {name: floats(folder, f"{name}.bin", -1) for name in ("scores", "numbers")}
        rows["probabilities"] = floats(folder, "probabilities.bin", -1, 2)
        return lambda: work(sklearn.metrics, rows)

    return prepare


def bootstrap_f1(_, rows):
    truth, guess = rows["binary"], rows["guess"]
    rng = np.random.RandomState(0)
    figures = np.empty(1000)
    for time in range(len(figures)):
        sample = rng.randint(0, len(truth), len(truth))
        t, g = truth[sample], guess[sample]
        both = np.count_nonzero(t & g)
        figures[time] = 2 * both / (np.count_nonzero(t) + np.count_nonzero(g))
    return np.quantile(figures, [0.025, 0.975])


CASES = {
    "csv-1e6x10": csv,
    "ols-1e6x10": linear(1_000_000, 10, lambda m, X, y, _: m.LinearRegression().fit(X, y)),
    "ols-1e5x100": linear(100_000, 100, lambda m, X, y, _: m.LinearRegression().fit(X, y)),
    "ridge-1e6x10": linear(1_000_000, 10, lambda m, X, y, _: m.Ridge().fit(X, y)),
    "logistic-1e5x50": linear(100_000, 50, lambda m, X, _, labels: m.LogisticRegression().fit(X, labels)),
    "lasso-1e4x200": linear(10_000, 200, lambda m, X, y, _: m.Lasso(alpha=0.1).fit(X, y)),
    "tfidf-45k": tfidf_45k,
    "tfidf-nb-fit": tfidf_nb_fit,
    "tfidf-logistic": tfidf_logistic,
    "tfidf-linear-svc": tfidf_linear_svc,
    "tfidf-sgd": tfidf_sgd,
    "predict-row-linear": predict_row_linear,
    "predict-row-tfidf-nb": predict_row_tfidf_nb,
    "predict-45k-tfidf-nb": predict_45k_tfidf_nb,
    "split-1e6": split(False),
    "split-1e6-stratified": split(True),
    "stratified-kfold-1e6": stratified_k_fold,
    "roc-auc-1e6": metric(lambda m, rows: m.roc_auc_score(rows["binary"], rows["scores"])),
    "log-loss-1e6": metric(lambda m, rows: m.log_loss(rows["binary"], rows["probabilities"])),
    "confusion-matrix-1e6": metric(lambda m, rows: m.confusion_matrix(rows["truth"], rows["predicted"])),
    "classification-report-1e6": metric(lambda m, rows: m.classification_report(rows["truth"], rows["predicted"])),
    "r2-1e6": metric(lambda m, rows: m.r2_score(rows["numbers"], rows["scores"])),
    "f1-1e6": metric(lambda m, rows: m.f1_score(rows["truth"], rows["predicted"], average="macro")),
    "bootstrap-f1-1e4": metric(bootstrap_f1),
}

# Work that is over in microseconds is repeated, and the mean is reported.
REPEATS = {"predict-row-linear": 200, "predict-row-tfidf-nb": 50}


def main():
    case, library, folder = sys.argv[1:]
    work = CASES[case](folder)
    repeats = REPEATS.get(case, 1)
    print(importlib.import_module(library).__version__, flush=True)
    for _ in sys.stdin:
        started = time.perf_counter()
        for _ in range(repeats):
            work()
        print((time.perf_counter() - started) * 1000 / repeats, flush=True)


main()
