"""Reference values of scikit-learn's generators, as JSON on standard output."""

import json
import platform

import numpy
import scipy
import sklearn
from sklearn import datasets

CASES = [
    ("makeRegression", {"nSamples": 8, "nFeatures": 1, "nInformative": 1, "noise": 10, "coef": True, "randomState": 42}),
    ("makeRegression", {"nSamples": 6, "nFeatures": 4, "nInformative": 2, "bias": 3.5, "coef": True, "randomState": 0}),
    ("makeRegression", {"nSamples": 5, "nFeatures": 3, "nTargets": 2, "noise": 0.1, "coef": True, "randomState": 1}),
    ("makeRegression", {"nSamples": 5, "nFeatures": 3, "shuffle": False, "coef": True, "randomState": 2}),
    ("makeRegression", {"nSamples": 9, "nFeatures": 5, "effectiveRank": 2, "tailStrength": 0.3, "coef": True, "randomState": 3}),
    ("makeRegression", {"nSamples": 4, "nFeatures": 6, "effectiveRank": 1, "coef": True, "randomState": 4}),
    ("makeRegression", {"nSamples": 7, "nFeatures": 7, "effectiveRank": 3, "noise": 1, "coef": True, "randomState": 5}),
    ("makeRegression", {"nSamples": 4, "nFeatures": 2, "nInformative": 0, "noise": 1, "coef": True, "randomState": 6}),
    ("makeClassification", {"nSamples": 20, "nFeatures": 6, "randomState": 42}),
    ("makeClassification", {"nSamples": 23, "nFeatures": 8, "nInformative": 3, "nRedundant": 2, "nRepeated": 2, "nClasses": 3, "flipY": 0.3, "randomState": 0}),
    ("makeClassification", {"nSamples": 12, "nFeatures": 5, "weights": [0.8], "shuffle": False, "randomState": 1}),
    ("makeClassification", {"nSamples": 12, "nFeatures": 4, "nRedundant": 0, "weights": [0.2, 0.3, 0.5], "nClasses": 3, "nClustersPerClass": 1, "classSep": 2.5, "randomState": 2}),
    ("makeClassification", {"nSamples": 10, "nFeatures": 4, "hypercube": False, "shift": None, "scale": None, "randomState": 3}),
    ("makeClassification", {"nSamples": 6, "nFeatures": 3, "nRedundant": 1, "shift": [1, 2, 3], "scale": [2, 1, 0.5], "nClustersPerClass": 1, "randomState": 4}),
    ("makeClassification", {"nSamples": 9, "nFeatures": 36, "nInformative": 34, "nRedundant": 1, "nClustersPerClass": 1, "randomState": 5}),
    ("makeClassification", {"nSamples": 9, "nFeatures": 12, "nInformative": 10, "nRedundant": 1, "nClasses": 1, "randomState": 6}),
    ("makeClassification", {"nSamples": 16, "nFeatures": 4, "nInformative": 3, "nRedundant": 0, "nClasses": 4, "nClustersPerClass": 2, "randomState": 7}),
    ("makeBlobs", {"nSamples": 10, "centers": 3, "randomState": 0}),
    ("makeBlobs", {"nSamples": [3, 3, 4], "randomState": 1}),
    ("makeBlobs", {"nSamples": 7, "centers": [[0, 0, 1], [5, 5, 5]], "clusterStd": [0.5, 2], "randomState": 2}),
    ("makeBlobs", {"nSamples": 5, "nFeatures": 4, "centerBox": [0, 1], "shuffle": False, "randomState": 3}),
    ("makeMoons", {"nSamples": 9, "noise": 0.2, "randomState": 42}),
    ("makeMoons", {"nSamples": [3, 5], "shuffle": False, "randomState": 0}),
    ("makeCircles", {"nSamples": 9, "noise": 0.05, "factor": 0.3, "randomState": 42}),
    ("makeCircles", {"nSamples": [2, 4], "randomState": 0}),
]


def snake(name):
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)


def as_tuple(name, value):
    return tuple(value) if name in ("centerBox",) or (name == "nSamples" and isinstance(value, list) and len(value) == 2) else value


def answer(function, options):
    generate = getattr(datasets, snake(function))
    keywords = {snake(name): as_tuple(name, value) for name, value in options.items()}
    if function == "makeClassification":
        keywords["return_X_y"] = False
        for name in ("shift", "scale"):
            if isinstance(keywords.get(name), list):
                keywords[name] = numpy.array(keywords[name])
        made = generate(**keywords)
        return {"X": made.X.tolist(), "y": made.y.tolist(), "featureInfo": list(made.feature_info)}
    if function == "makeBlobs":
        keywords["return_centers"] = True
    names = {"makeRegression": ["X", "y", "coef"], "makeBlobs": ["X", "y", "centers"]}.get(function, ["X", "y"])
    return {name: numpy.atleast_1d(part).tolist() for name, part in zip(names, generate(**keywords))}


print(
    json.dumps(
        {
            "scikit-learn": sklearn.__version__,
            "numpy": numpy.__version__,
            "scipy": scipy.__version__,
            "python": platform.python_version(),
            "tolerance": 1e-12,
            "cases": [{"function": function, "options": options, "expected": answer(function, options)} for function, options in CASES],
        }
    )
)
