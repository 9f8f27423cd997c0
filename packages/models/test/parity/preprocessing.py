"""Reference values of preprocessing and baselines: prints JSON."""

import json

import numpy as np
import pandas as pd
import scipy
import scipy.sparse as sp
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, StandardScaler

rng = np.random.RandomState(0)
X = np.round(rng.normal(size=(12, 4)) * [1, 10, 1e-3, 5] + [0, 3, 1, -2], 4)
X[:, 3] = 7.0
holes = X.copy()
holes[2, 0] = holes[5, 1] = holes[6, 1] = np.nan
weights = np.round(rng.uniform(0.1, 2, 12), 3)
sparse = np.where(rng.uniform(size=(12, 4)) < 0.6, 0, X)


def none(values):
    """NaN as null."""
    return [[None if isinstance(v, float) and np.isnan(v) else v for v in row] for row in values]


def listed(array):
    return None if array is None else [None if np.isnan(v) else v for v in np.asarray(array, float)]


def scaler(name, data, weight=None, is_sparse=False, **options):
    model = StandardScaler(**options).fit(sp.csr_array(data) if is_sparse else data, sample_weight=weight)
    out = model.transform(sp.csr_array(data) if is_sparse else data)
    return {
        "name": name,
        "options": options,
        "X": none(data.tolist()),
        "sparse": is_sparse,
        "sampleWeight": None if weight is None else weight.tolist(),
        "mean": listed(model.mean_),
        "var": listed(model.var_),
        "scale": listed(model.scale_),
        "out": none((out.toarray() if is_sparse else out).tolist()),
    }


def min_max(name, data, **options):
    model = MinMaxScaler(**options).fit(data)
    query = data * 1.5
    return {
        "name": name,
        "options": options,
        "X": none(data.tolist()),
        "query": none(query.tolist()),
        "scale": listed(model.scale_),
        "min": listed(model.min_),
        "out": none(model.transform(query).tolist()),
    }


def imputer(name, **options):
    data = np.column_stack([holes, np.full(12, np.nan)])
    data[:, 2] = np.round(data[:, 2] % 3)
    model = SimpleImputer(**options).fit(data)
    return {
        "name": name,
        "options": options,
        "X": none(data.tolist()),
        "out": model.transform(data).tolist(),
        "names": model.get_feature_names_out().tolist(),
    }


HOLED = [
    ["Rome", "b", "x", None],
    [None, "a", "y", None],
    ["Oslo", None, "y", None],
    ["Rome", "B", None, None],
    ["😀", "é", "ﬁ", None],
    [None, None, "ﬁ", None],
    ["Oslo", "?", "?", None],
]


def category_imputer(name, **options):
    data = np.array(HOLED, dtype=object)
    model = SimpleImputer(**options).fit(data)
    filled = model.transform(data)
    encoder = OneHotEncoder(handle_unknown="ignore")
    steps = make_pipeline(SimpleImputer(**options), encoder, MultinomialNB())
    y = [0, 1, 1, 0, 2, 2, 0]
    frame = pd.DataFrame(data, columns=["city", "letter", "sign", "none"], dtype=object)
    filling = ("filled", make_pipeline(SimpleImputer(**options), encoder), ["sign", "city"])
    columns = ColumnTransformer([filling], sparse_threshold=0)
    return {
        "name": name,
        "options": options,
        "X": HOLED,
        "out": filled.tolist(),
        "statistics": none([model.statistics_.tolist()])[0],
        "names": model.get_feature_names_out().tolist(),
        "y": y,
        "proba": steps.fit(data, y).predict_proba(data).tolist(),
        "columns": columns.fit_transform(frame).tolist(),
        "columnNames": columns.get_feature_names_out().tolist(),
    }


CITIES = ["Rome", "Oslo", "Rome", "Bern", "Rome", "Oslo", "ﬁrth", "😀", "Bern", "Rome"]
SIZES = [3, 1, 2, 1, 3, 3, 2, 1, 1, 1]
FLAGS = [True, False, True, True, False, True, False, True, True, False]
rows = [list(row) for row in zip(CITIES, SIZES, FLAGS)]
unseen = [["Paris", 9, True], ["Bern", 1, False]]


def one_hot(name, query, **options):
    model = OneHotEncoder(**options).fit(np.array(rows, dtype=object))
    out = model.transform(np.array(query, dtype=object))
    return {
        "name": name,
        "options": options,
        "query": query,
        "out": (out.toarray() if sp.issparse(out) else out).tolist(),
        "width": len(model.get_feature_names_out()),
        "dropIdx": None if model.drop_idx_ is None else [None if v is None else int(v) for v in model.drop_idx_],
    }


def dummies():
    y = np.array([0, 2, 1, 2, 2, 0, 1, 2, 2, 1])
    w = weights[:10]
    for strategy in ["prior", "most_frequent", "stratified", "uniform", "constant"]:
        model = DummyClassifier(strategy=strategy, random_state=7, constant=1).fit(np.zeros((10, 1)), y, w)
        yield {
            "strategy": strategy,
            "y": y.tolist(),
            "sampleWeight": w.tolist(),
            "prior": model.class_prior_.tolist(),
            "predictions": model.predict(np.zeros((25, 1))).tolist(),
            "proba": model.predict_proba(np.zeros((25, 1))).tolist(),
        }


def dummy_regressors():
    y = X[:, 1]
    for options in [{}, {"strategy": "median"}, {"strategy": "quantile", "quantile": 0.3}, {"strategy": "constant", "constant": 4.5}]:
        for w in (None, weights):
            model = DummyRegressor(**options).fit(X, y, w)
            yield {"options": options, "y": y.tolist(), "sampleWeight": None if w is None else w.tolist(), "constant": float(model.constant_[0, 0])}


def composed():
    frame = pd.DataFrame({"amount": X[:10, 1], "age": X[:10, 0], "city": CITIES, "note": ["profit rose", "profit fell"] * 5})
    for remainder, threshold in [("drop", 0.3), ("passthrough", 1.0), ("drop", 0.0)]:
        steps = [("scaled", StandardScaler(), ["amount", "age"]), ("text", TfidfVectorizer(), "note"), ("city", OneHotEncoder(), ["city"])]
        if remainder == "passthrough":
            steps = [("city", OneHotEncoder(), ["city"]), ("left", "drop", ["note"])]
        model = ColumnTransformer(steps, remainder=remainder, sparse_threshold=threshold)
        out = model.fit_transform(frame)
        yield {
            "remainder": remainder,
            "sparseThreshold": threshold,
            "sparse": bool(sp.issparse(out)),
            "out": (out.toarray() if sp.issparse(out) else np.asarray(out)).tolist(),
            "names": model.get_feature_names_out().tolist(),
            "frame": frame.to_dict(orient="list"),
        }


def main():
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    reference = {
        "versions": versions,
        "tolerance": 1e-12,
        "standardScaler": [
            scaler("plain", X),
            scaler("weights", X, weights),
            scaler("missing numbers", holes),
            scaler("missing numbers, weights", holes, weights),
            scaler("only the mean", X, with_std=False),
            scaler("only the deviation", X, with_mean=False),
            scaler("neither", X, with_mean=False, with_std=False),
            scaler("sparse", sparse, None, True, with_mean=False),
            scaler("sparse, weights", sparse, weights, True, with_mean=False),
        ],
        "minMaxScaler": [min_max("plain", X), min_max("range", X, feature_range=(-1, 3)), min_max("clip, missing", holes, clip=True)],
        "simpleImputer": [
            imputer("mean"),
            imputer("median", strategy="median"),
            imputer("most frequent", strategy="most_frequent"),
            imputer("constant, kept", strategy="constant", fill_value=9, keep_empty_features=True),
            imputer("indicator", add_indicator=True),
        ],
        "categoryImputer": [
            category_imputer("most frequent", strategy="most_frequent", missing_values=None),
            category_imputer("constant", strategy="constant", missing_values=None),
            category_imputer("constant, a text", strategy="constant", missing_values=None, fill_value="none"),
            category_imputer("constant, kept", strategy="constant", missing_values=None, keep_empty_features=True),
            category_imputer("most frequent, kept", strategy="most_frequent", missing_values=None, keep_empty_features=True),
            category_imputer("indicator", strategy="most_frequent", missing_values=None, add_indicator=True),
        ],
        "rows": rows,
        "oneHotEncoder": [
            one_hot("plain", rows),
            one_hot("first dropped", rows, drop="first"),
            one_hot("of two dropped", rows, drop="if_binary"),
            one_hot("listed dropped", rows, drop=["Oslo", 2, True]),
            one_hot("unknown ignored", unseen, handle_unknown="ignore"),
            one_hot("unknown ignored, first dropped", unseen, handle_unknown="ignore", drop="first"),
            one_hot("rare together", rows, min_frequency=2),
            one_hot("rare together, by share", rows, min_frequency=0.25),
            one_hot("few outputs", rows, max_categories=2),
            one_hot("unknown is rare", unseen, min_frequency=3, handle_unknown="infrequent_if_exist"),
        ],
        "ordinal": OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
        .fit(np.array(rows, dtype=object))
        .transform(np.array(rows + unseen, dtype=object))
        .tolist(),
        "unseen": unseen,
        "dummyClassifier": list(dummies()),
        "dummyRegressor": list(dummy_regressors()),
        "columnTransformer": list(composed()),
    }
    print(json.dumps(reference))


main()
