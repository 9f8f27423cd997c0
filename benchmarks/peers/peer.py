"""The peer's side of a case: python peer.py CASE LIBRARY FOLDER. Prints the library's version when set up, then, for each
line on standard input, does the work once and prints its time in milliseconds."""

import importlib
import importlib.metadata
import json
import logging
import os
import subprocess
import resource
import sys
import time

import numpy as np

import checklist_peer
import preparation_peer


def floats(folder, name, *shape):
    return np.fromfile(os.path.join(folder, name), dtype=np.float64).reshape(shape)


def sentences(folder):
    with open(os.path.join(folder, "sentences.json"), encoding="utf-8") as file:
        return json.load(file)


def labels(folder):
    with open(os.path.join(folder, "labels.json"), encoding="utf-8") as file:
        return np.array(json.load(file))


def logistic_ten_classes(folder):
    from sklearn.linear_model import LogisticRegression

    X = np.fromfile(os.path.join(folder, "X.bin")).reshape(20_000, 64)
    y = np.fromfile(os.path.join(folder, "classes.bin"), dtype=np.int32)
    return lambda: LogisticRegression().fit(X, y)


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


PAYMENT_RANGES = [
    ("f1", 0, 1000),
    ("f2", -10, 10),
    ("f3", -1, 1),
    ("i1", 0, 99),
    ("i2", -50, 49),
    ("i3", 0, 999_999),
]


def payments(folder):
    import pandas

    def codes(name):
        with open(os.path.join(folder, f"{name}.json"), encoding="utf-8") as file:
            return np.array(json.load(file))[np.fromfile(os.path.join(folder, f"{name}.bin"), dtype=np.int32)]

    columns = {name: floats(folder, f"{name}.bin", -1) for name in ("f1", "f2", "f3")}
    columns |= {name: np.fromfile(os.path.join(folder, f"{name}.bin"), dtype=np.int32) for name in ("i1", "i2", "i3")}
    columns |= {name: codes(name) for name in ("s1", "s2")}
    columns["id"] = [f"id-{i:08d}" for i in range(len(columns["f1"]))]
    columns["ts"] = pandas.to_datetime(floats(folder, "ts.bin", -1), unit="ms")
    return pandas.DataFrame(columns)


def payment_sets(frame):
    return {name: sorted(frame[name].unique()) for name in ("s1", "s2")}


def expectations(sets):
    import great_expectations.expectations as e

    return [
        e.ExpectTableRowCountToBeBetween(min_value=1),
        e.ExpectColumnValuesToNotBeNull(column="f1", mostly=0.9),
        *[e.ExpectColumnValuesToNotBeNull(column=name) for name in ("i1", "s1", "id", "ts")],
        *[e.ExpectColumnValuesToBeBetween(column=c, min_value=a, max_value=z) for c, a, z in PAYMENT_RANGES],
        *[e.ExpectColumnValuesToBeInSet(column=name, value_set=values) for name, values in sets.items()],
        e.ExpectColumnValuesToBeUnique(column="id"),
        e.ExpectColumnValuesToMatchRegex(column="id", regex="^id-[0-9]{8}$"),
        e.ExpectColumnValuesToMatchRegex(column="s2", regex="^[A-Z]{2}$"),
        e.ExpectColumnValueLengthsToBeBetween(column="s1", min_value=4, max_value=8),
        e.ExpectColumnMeanToBeBetween(column="f1", min_value=490, max_value=510),
        e.ExpectColumnStdevToBeBetween(column="f2", min_value=0.9, max_value=1.1),
        e.ExpectColumnMinToBeBetween(column="i1", min_value=0),
        e.ExpectColumnMaxToBeBetween(column="i1", max_value=99),
        e.ExpectColumnSumToBeBetween(column="i3", min_value=0),
        e.ExpectColumnMedianToBeBetween(column="f3", min_value=-0.1, max_value=0.1),
        e.ExpectColumnUniqueValueCountToBeBetween(column="s2", min_value=8, max_value=8),
    ]


def validator(frame, checks):
    """A function that checks the frame, and insists that all holds."""
    import great_expectations as gx

    logging.disable(logging.CRITICAL)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    asset = context.data_sources.add_pandas("payments").add_dataframe_asset("frame")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch(batch_parameters={"dataframe": frame})
    suite = gx.ExpectationSuite(name="payments", expectations=checks)

    def run():
        assert batch.validate(suite, result_format="SUMMARY").success

    return run


def checks_gx(folder):
    frame = payments(folder)
    return validator(frame, expectations(payment_sets(frame)))


def checks_pandera(folder):
    import pandera.pandas as pa

    frame = payments(folder)
    sets = payment_sets(frame)
    ranges = {name: pa.Check.in_range(low, high) for name, low, high in PAYMENT_RANGES}
    columns = {
        "f1": pa.Column(float, [ranges["f1"], pa.Check(lambda s: 490 <= s.mean() <= 510)], nullable=True),
        "f2": pa.Column(float, [ranges["f2"], pa.Check(lambda s: 0.9 <= s.std() <= 1.1)], nullable=True),
        "f3": pa.Column(float, [ranges["f3"], pa.Check(lambda s: -0.1 <= s.median() <= 0.1)], nullable=True),
        "i1": pa.Column("int32", [ranges["i1"], pa.Check(lambda s: s.min() >= 0), pa.Check(lambda s: s.max() <= 99)]),
        "i2": pa.Column("int32", ranges["i2"]),
        "i3": pa.Column("int32", [ranges["i3"], pa.Check(lambda s: s.sum() >= 0)]),
        "s1": pa.Column(checks=[pa.Check.isin(sets["s1"]), pa.Check.str_length(4, 8)]),
        "s2": pa.Column(checks=[pa.Check.isin(sets["s2"]), pa.Check.str_matches("^[A-Z]{2}$"), pa.Check(lambda s: s.nunique() == 8)]),
        "id": pa.Column(checks=pa.Check.str_matches("^id-[0-9]{8}$"), unique=True),
        "ts": pa.Column(),
    }
    whole = [pa.Check(lambda f: len(f) > 0), pa.Check(lambda f: f["f1"].notna().mean() >= 0.9)]
    schema = pa.DataFrameSchema(columns, checks=whole)
    return lambda: schema.validate(frame, lazy=True)


def checks_duckdb(reader):
    """One hand-written query for the same figures."""

    def prepare(folder):
        import duckdb

        connection = duckdb.connect()
        connection.execute("set threads to 2")
        ranges = ", ".join(f"count(*) filter (where {c} < {a} or {c} > {z})" for c, a, z in PAYMENT_RANGES)
        query = f"""select count(*), count(f1), count(i1), count(s1), count(id), count(ts), {ranges},
            count(*) filter (where s1 not in ('card', 'cash', 'transfer', 'voucher')),
            count(*) filter (where s2 not in ('DE', 'FR', 'IT', 'ES', 'PT', 'NL', 'BE', 'AT')),
            count(distinct id), count(*) filter (where not regexp_matches(id, '^id-[0-9]{{8}}$')),
            count(*) filter (where not regexp_matches(s2, '^[A-Z]{{2}}$')),
            count(*) filter (where length(s1) not between 4 and 8), avg(f1), stddev_samp(f2), min(i1), max(i1), sum(i3),
            quantile_cont(f3, 0.5), count(distinct s2) from {reader}('{os.path.join(folder, "payments")}.{reader[5:]}')"""
        return lambda: connection.execute(query).fetchall()

    return prepare


def checks_first_verdict(folder):
    """From the start of a process to a verdict on 100 rows."""
    script = """
import logging
import great_expectations as gx, great_expectations.expectations as e, pandas
logging.disable(logging.CRITICAL)
context = gx.get_context(mode="ephemeral")
frame = pandas.DataFrame({"id": range(100), "amount": [i / 7 for i in range(100)]})
batch = context.data_sources.add_pandas("p").add_dataframe_asset("a").add_batch_definition_whole_dataframe("b").get_batch(
    batch_parameters={"dataframe": frame})
checks = [e.ExpectColumnValuesToNotBeNull(column="amount"), e.ExpectColumnValuesToBeUnique(column="id"),
    e.ExpectColumnValuesToBeBetween(column="amount", min_value=0)]
assert batch.validate(gx.ExpectationSuite(name="s", expectations=checks)).success
"""
    return lambda: subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def timed_apart(work):
    """Imports, and what is done with them, in a process of their own, which tells the time."""
    script = f"""
import time
started = time.perf_counter()
{work}
print((time.perf_counter() - started) * 1000)
"""
    run = lambda: subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    return lambda _: lambda: float(run().stdout)


# The modules that have what @mlsys/models has.
IMPORTS = """
import sklearn.calibration, sklearn.cluster, sklearn.compose, sklearn.decomposition, sklearn.dummy, sklearn.ensemble
import sklearn.feature_extraction.text, sklearn.feature_selection, sklearn.impute, sklearn.isotonic, sklearn.linear_model
import sklearn.model_selection, sklearn.multiclass, sklearn.naive_bayes, sklearn.neighbors, sklearn.pipeline
import sklearn.preprocessing, sklearn.svm, sklearn.tree
"""

FIRST_RIDGE = """
from sklearn.linear_model import Ridge
Ridge().fit([[0], [1], [3]], [1, 3, 5])
"""

FIRST_TEXT = """
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
make_pipeline(TfidfVectorizer(), MultinomialNB()).fit(["profit rose", "sales fell"], ["up", "down"])
"""


def classes(n, p, make):
    """Fits on n rows with as many threads as are better on two cores."""

    def prepare(folder):
        X, y = floats(folder, "X.bin", n, p), floats(folder, "y.bin", n)
        return lambda: make().fit(X, y)

    return prepare


def forest():
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(random_state=0, n_jobs=2)


def extra_trees(kind):
    def make():
        import sklearn.ensemble

        return getattr(sklearn.ensemble, kind)(random_state=0, n_jobs=2)

    return make


def hinge_svc():
    from sklearn.svm import LinearSVC

    return LinearSVC(loss="hinge", max_iter=10_000, random_state=0)


def kmeans_predict(folder):
    from sklearn.cluster import KMeans

    X = floats(folder, "X.bin", 20_000, 20)
    model = KMeans(random_state=0, n_init=1).fit(X)
    return lambda: model.predict(X)


def tree():
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(random_state=0)


def boosting():
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(random_state=0, early_stopping=False)


def knn_1e4(folder):
    from sklearn.neighbors import KNeighborsClassifier

    X, y = floats(folder, "X.bin", 20_000, 10), floats(folder, "y.bin", 20_000)
    model = KNeighborsClassifier(algorithm="brute").fit(X[:10_000], y[:10_000])
    return lambda: model.kneighbors(X[10_000:])


def kmeans(folder):
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    X = floats(folder, "X.bin", 100_000, 10)

    def work():
        with threadpool_limits(1):  # faster than two
            KMeans(random_state=0).fit(X)

    return work


def permutation_importance(folder):
    from sklearn.inspection import permutation_importance
    from sklearn.linear_model import LinearRegression

    X, y = floats(folder, "X.bin", 10_000, 20), floats(folder, "y.bin", 10_000)
    model = LinearRegression().fit(X, y)
    return lambda: permutation_importance(model, X, y, n_repeats=5, random_state=0)


CASES = {
    "checks-5e6x10-gx": checks_gx,
    "checks-5e6x10-pandera": checks_pandera,
    "checks-5e6x10-csv-duckdb": checks_duckdb("read_csv"),
    "checks-5e6x10-parquet-duckdb": checks_duckdb("read_parquet"),
    "checks-first-verdict-gx": checks_first_verdict,
    "csv-1e6x10": csv,
    "ols-1e6x10": linear(1_000_000, 10, lambda m, X, y, _: m.LinearRegression().fit(X, y)),
    "ols-1e5x100": linear(100_000, 100, lambda m, X, y, _: m.LinearRegression().fit(X, y)),
    "ridge-1e6x10": linear(1_000_000, 10, lambda m, X, y, _: m.Ridge().fit(X, y)),
    "logistic-1e5x50": linear(100_000, 50, lambda m, X, _, labels: m.LogisticRegression().fit(X, labels)),
    "logistic-2e4x64x10": logistic_ten_classes,
    "lasso-1e4x200": linear(10_000, 200, lambda m, X, y, _: m.Lasso(alpha=0.1).fit(X, y)),
    "lasso-correlated-1e4x100": linear(10_000, 100, lambda m, X, y, _: m.Lasso(alpha=0.1).fit(X, y)),
    "forest-1e4x20": classes(10_000, 20, forest),
    "tree-1e5x20": classes(100_000, 20, tree),
    "extra-trees-1e4x20": classes(10_000, 20, extra_trees("ExtraTreesClassifier")),
    "extra-trees-regressor-3e3x20": classes(3000, 20, extra_trees("ExtraTreesRegressor")),
    "hinge-svc-3e3x20": classes(3000, 20, hinge_svc),
    "kmeans-predict-2e4x20": kmeans_predict,
    "boosting-1e5x20": classes(100_000, 20, boosting),
    "knn-1e4": knn_1e4,
    "kmeans-1e5x10": kmeans,
    "permutation-importance-1e4x20": permutation_importance,
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
    "import-models": timed_apart(IMPORTS),
    "first-fit-ridge": timed_apart(FIRST_RIDGE),
    "first-fit-text": timed_apart(FIRST_TEXT),
    **checklist_peer.CASES,
}

# Work that another process has timed: it gives its milliseconds.
TELLS_TIME = {"import-models", "first-fit-ridge", "first-fit-text"}

# Work that is over in microseconds is repeated, and the mean is reported.
REPEATS = {"predict-row-linear": 200, "kmeans-predict-2e4x20": 20, "predict-row-tfidf-nb": 50}


def peak_mb():
    """The most memory of this process in MB. Linux counts what the process that started it held into ru_maxrss."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    case, library, folder = sys.argv[1:]
    is_preparation = case.startswith("prepare-")
    work = (preparation_peer.prepare(case) if is_preparation else CASES[case])(folder)
    repeats = REPEATS.get(case, 1)
    module = importlib.import_module(library)
    print(getattr(module, "__version__", None) or importlib.metadata.version(library), flush=True)
    for line in sys.stdin:
        if line == "memory\n":
            print(peak_mb(), flush=True)
            continue
        started = time.perf_counter()
        for _ in range(repeats):
            result = work()
        print(result if case in TELLS_TIME else (time.perf_counter() - started) * 1000 / repeats, flush=True)


main()
