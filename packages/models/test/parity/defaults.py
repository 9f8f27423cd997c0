"""What scikit-learn's constructors default to, and what its fits learn: prints JSON."""

import inspect
import json
import os
import sys
import warnings

import numpy as np
import scipy.sparse

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "shared"))
from parity import name_of, plain  # noqa: E402
from sklearn import (  # noqa: E402
    __version__,
    calibration,
    cluster,
    compose,
    decomposition,
    dummy,
    ensemble,
    feature_extraction,
    feature_selection,
    impute,
    isotonic,
    linear_model,
    multiclass,
    naive_bayes,
    neighbors,
    pipeline,
    preprocessing,
    svm,
    tree,
)
from sklearn.exceptions import NotFittedError  # noqa: E402

text = feature_extraction.text
CLASSES = {
    linear_model: "LinearRegression Ridge RidgeCV Lasso LassoCV ElasticNet HuberRegressor PoissonRegressor LogisticRegression "
    "SGDClassifier SGDRegressor Perceptron",
    svm: "LinearSVC",
    naive_bayes: "GaussianNB MultinomialNB ComplementNB BernoulliNB CategoricalNB",
    neighbors: "KNeighborsClassifier KNeighborsRegressor",
    tree: "DecisionTreeClassifier DecisionTreeRegressor",
    ensemble: "RandomForestClassifier RandomForestRegressor ExtraTreesClassifier ExtraTreesRegressor "
    "HistGradientBoostingClassifier HistGradientBoostingRegressor IsolationForest VotingClassifier",
    cluster: "KMeans MiniBatchKMeans",
    decomposition: "PCA TruncatedSVD",
    isotonic: "IsotonicRegression",
    calibration: "CalibratedClassifierCV",
    multiclass: "OneVsRestClassifier",
    dummy: "DummyClassifier DummyRegressor",
    preprocessing: "StandardScaler MinMaxScaler MaxAbsScaler RobustScaler QuantileTransformer PowerTransformer Normalizer "
    "Binarizer OneHotEncoder OrdinalEncoder TargetEncoder KBinsDiscretizer PolynomialFeatures SplineTransformer "
    "FunctionTransformer",
    impute: "SimpleImputer KNNImputer MissingIndicator",
    compose: "ColumnTransformer",
    pipeline: "FeatureUnion Pipeline",
    feature_selection: "VarianceThreshold SelectKBest SelectPercentile SelectFromModel RFE",
    text: "CountVectorizer TfidfTransformer TfidfVectorizer HashingVectorizer",
}

rng = np.random.RandomState(0)
X = np.round(rng.uniform(0, 4, size=(30, 4)))
y = (X[:, 0] + X[:, 1] > 4).astype(int)
base = linear_model.LogisticRegression()
NEEDED = {
    "VotingClassifier": {"estimators": [("a", base), ("b", naive_bayes.GaussianNB())]},
    "OneVsRestClassifier": {"estimator": base},
    "ColumnTransformer": {"transformers": [("a", preprocessing.StandardScaler(), [0, 1])]},
    "FeatureUnion": {"transformer_list": [("a", preprocessing.StandardScaler()), ("b", decomposition.PCA(2))]},
    "Pipeline": {"steps": [("a", preprocessing.StandardScaler()), ("b", base)]},
    "SelectFromModel": {"estimator": base},
    "RFE": {"estimator": base},
}
SEEDED_NAMES = (
    "DecisionTreeClassifier DecisionTreeRegressor RandomForestClassifier RandomForestRegressor ExtraTreesClassifier "
    "ExtraTreesRegressor IsolationForest KMeans MiniBatchKMeans SGDClassifier SGDRegressor Perceptron"
)
UNLIKE = {"SelectKBest": {"k": 2}, "SelectPercentile": {"percentile": 50}}
SEEDED = {name: {"random_state": 0} for name in SEEDED_NAMES.split()}
words = np.array(["one two three", "two two", "three one four"] * 10)


def default_of(value):
    """A function or a type by its name."""
    is_plain = value is None or isinstance(value, (bool, int, float, str, tuple, list, dict))
    return value if is_plain else value.__name__


def learned(name, kind):
    """The shape of each attribute that has one, and what counts and names are; null for what is neither."""
    estimator = kind(**NEEDED.get(name, {}), **UNLIKE.get(name, {}), **SEEDED.get(name, {}))
    data = X[:, 0] if name == "IsotonicRegression" else words if name.endswith("Vectorizer") else X
    model = estimator.fit(data, y)
    attributes = {}
    for attribute in sorted(name for name in dir(model) if name.endswith("_") and not name.startswith("_")):
        try:
            value = getattr(model, attribute)
        except (AttributeError, NotFittedError):
            continue
        if value is not None:
            attributes[attribute] = seen(value)
    return attributes


def seen(value):
    if isinstance(value, (bool, np.bool_, str, dict, int, np.integer)):
        return {"shape": [], "value": plain(value)} if not isinstance(value, dict) else None
    if isinstance(value, (float, np.floating)):
        return {"shape": []}
    try:
        array = value if scipy.sparse.issparse(value) else np.asarray(value)
    except ValueError:
        return None
    if array.dtype == object:
        return None
    is_counted = array.dtype.kind in "iub" and array.size <= 3000
    return {"shape": list(array.shape), **({"value": plain(array)} if is_counted else {})}


def told():
    warnings.simplefilter("ignore")
    for module, names in CLASSES.items():
        for name in names.split():
            kind = getattr(module, name)
            parameters = inspect.signature(kind.__init__).parameters
            defaults = {
                key: default_of(parameter.default)
                for key, parameter in parameters.items()
                if key != "self" and parameter.default is not inspect.Parameter.empty
            }
            required = [key for key, each in parameters.items() if key != "self" and each.default is inspect.Parameter.empty]
            yield {
                "factory": name_of(kind.__new__(kind)),
                "options": UNLIKE.get(name, {}),
                "required": required,
                "defaults": plain(defaults),
                "learned": learned(name, kind),
            }


data = {"X": plain(X), "y": plain(y), "documents": plain(words)}
print(json.dumps({"versions": {"scikit-learn": __version__}, **data, "estimators": list(told())}))
