"""Cases of the parity tests: what an estimator of scikit-learn learns and gives on a problem."""

import inspect
import json
import math
import sys

import numpy as np
import scipy
import sklearn


def plain(value):
    """A value as JSON data; numbers that JSON lacks are words."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else {"number": str(float(value))}
    if scipy.sparse.issparse(value):
        return plain(value.toarray())
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    return [plain(each) for each in value]


def name_of(estimator):
    """scikit-learn's class name with its leading capitals lowered."""
    name = type(estimator).__name__
    capitals = len(name) - len(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    keep = capitals - 1 if capitals > 1 and len(name) > capitals else capitals
    return name[:keep].lower() + name[keep:]


def case(estimator, X, y=None, *, name="", weights=None, options=None, learned=(), outputs=(), inverse=(), X_test=None,
         factory=None, tolerance=None, fit_options=None, **extra):
    """Fits and tells; `options` are ours where they differ from the reference's."""
    X_test = X[:5] if X_test is None else X_test
    given = {key: value for key, value in estimator.get_params(deep=False).items()}
    defaults = {
        key: parameter.default for key, parameter in inspect.signature(type(estimator).__init__).parameters.items()
    }
    changed = {key: value for key, value in given.items() if not same(value, defaults.get(key))}
    arguments = {} if weights is None else {"sample_weight": weights}
    model = estimator.fit(X, *([] if y is None else [y]), **arguments, **(fit_options or {}))
    return plain(
        {
            "factory": factory or name_of(estimator),
            "name": name or ", ".join(f"{key}={value}" for key, value in changed.items()) or "defaults",
            "options": changed if options is None else options,
            "X": X,
            "y": y,
            "sampleWeight": weights,
            "XTest": X_test,
            "learned": {attribute: getattr(model, attribute) for attribute in learned},
            "outputs": {method: getattr(model, method)(X_test) for method in outputs},
            "tolerance": tolerance,
            **extra,
        }
    )


def same(a, b):
    if a is b:
        return True
    try:
        return bool(a == b)
    except ValueError:
        return False


def show(cases, tolerance):
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    print(json.dumps({"versions": versions, "tolerance": tolerance, "cases": list(cases)}))


def rounds(default=1):
    """How many random problems of each sort to draw; more than are stored when asked for."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else default
