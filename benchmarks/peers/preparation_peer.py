"""The peer's side of what is done to columns before a model is fitted, with as many threads as are better on two cores."""

import os
import time

import numpy as np

COLS = 20


def fit_transform(make):
    return lambda X, y: lambda: make().fit_transform(X, y)


def transform(make):
    def work(X, y):
        model = make().fit(X)
        return lambda: model.transform(X)

    return work


def fit_predict(make):
    return lambda X, y: lambda: make().fit(X, y).predict(X)


def neighbors_in_tree(X, y):
    from sklearn.neighbors import KNeighborsRegressor

    few = X.ravel()[: 3 * len(X)].reshape(-1, 3)
    return lambda: KNeighborsRegressor(algorithm="kd_tree").fit(few, y).predict(few)


def few_passes(X, y):
    from sklearn.cluster import KMeans

    model = KMeans(random_state=0, max_iter=5).fit(X)
    return lambda: model.predict(X)


def quicker(run):
    """The same with one thread or two, whichever is quicker."""
    from threadpoolctl import threadpool_limits

    times = {}
    for threads in (1, 2):
        threadpool_limits(threads)
        run()
        started = time.perf_counter()
        run()
        times[threads] = time.perf_counter() - started
    threadpool_limits(min(times, key=times.get))
    return run


def case(make):
    def prepare(folder):
        X = np.fromfile(os.path.join(folder, "X.bin")).reshape(-1, COLS)
        y = np.fromfile(os.path.join(folder, "y.bin"), dtype=np.int32)
        return quicker(make()(X, y))

    return prepare


def works():
    from sklearn import cluster, decomposition, feature_selection as select, impute, naive_bayes, neighbors
    from sklearn import preprocessing as p

    return {
        "binarizer": fit_transform(p.Binarizer),
        "k-bins-discretizer": fit_transform(lambda: p.KBinsDiscretizer(quantile_method="averaged_inverted_cdf")),
        "max-abs-scaler": fit_transform(p.MaxAbsScaler),
        "min-max-scaler": fit_transform(p.MinMaxScaler),
        "normalizer": fit_transform(p.Normalizer),
        "one-hot-encoder": fit_transform(p.OneHotEncoder),
        "ordinal-encoder": fit_transform(p.OrdinalEncoder),
        "polynomial-features": fit_transform(p.PolynomialFeatures),
        "power-transformer": fit_transform(p.PowerTransformer),
        "quantile-transformer": fit_transform(lambda: p.QuantileTransformer(random_state=0)),
        "robust-scaler": fit_transform(p.RobustScaler),
        "spline-transformer": fit_transform(p.SplineTransformer),
        "standard-scaler": fit_transform(p.StandardScaler),
        "target-encoder": fit_transform(p.TargetEncoder),
        "knn-imputer": fit_transform(impute.KNNImputer),
        "missing-indicator": fit_transform(impute.MissingIndicator),
        "simple-imputer": fit_transform(impute.SimpleImputer),
        "simple-imputer-median": fit_transform(lambda: impute.SimpleImputer(strategy="median")),
        "pca": fit_transform(lambda: decomposition.PCA(10)),
        "pca-transform": transform(lambda: decomposition.PCA(10)),
        "truncated-svd": fit_transform(lambda: decomposition.TruncatedSVD(10, random_state=0)),
        "k-means": fit_transform(lambda: cluster.KMeans(random_state=0)),
        "k-means-predict": few_passes,
        "mini-batch-k-means": lambda X, y: lambda: cluster.MiniBatchKMeans(random_state=0).fit(X),
        "bernoulli-nb": fit_predict(naive_bayes.BernoulliNB),
        "categorical-nb": fit_predict(naive_bayes.CategoricalNB),
        "complement-nb": fit_predict(naive_bayes.ComplementNB),
        "gaussian-nb": fit_predict(naive_bayes.GaussianNB),
        "multinomial-nb": fit_predict(naive_bayes.MultinomialNB),
        "k-neighbors": fit_predict(neighbors.KNeighborsClassifier),
        "k-neighbors-kd-tree": neighbors_in_tree,
        "select-chi2": fit_transform(lambda: select.SelectKBest(select.chi2)),
        "select-f-classif": fit_transform(select.SelectKBest),
        "select-mutual-info": lambda X, y: lambda: select.mutual_info_classif(X, y, random_state=0),
        "variance-threshold": fit_transform(select.VarianceThreshold),
    }


def prepare(name):
    """What sets a case up, by its name."""
    return case(lambda: works()[name.removeprefix("prepare-")])
