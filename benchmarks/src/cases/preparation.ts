import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Matrix, randomState } from "@mlsys/core";
import * as models from "@mlsys/models";
import type { Transformer } from "@mlsys/models";
import type { BenchmarkCase } from "../benchmark-case.ts";

/** Columns of every case. */
const COLS = 20;

/** What is worked on. */
interface Problem {
  readonly X: Matrix;
  /** One of three classes a row, as far as two columns of X tell. */
  readonly y: Int32Array;
}

/** Sets up what is done to a problem. */
type Work = (problem: Problem) => () => unknown;

/** How numbers become those of a case: a share of them missing, or categories, of which there are eight. */
type Kind = "numbers" | "gaps" | "codes";

/** Fits, and transforms the rows of the fit. */
const fitTransform =
  (estimator: Transformer<Matrix, unknown>): Work =>
  ({ X, y }) =>
  () =>
    estimator.fitTransform(X, y);

/** Transforms the rows of a fit that is not counted. */
const transform =
  (estimator: Transformer<Matrix, unknown>): Work =>
  ({ X, y }) => {
    const model = estimator.fit(X, y);
    return () => model.transform(X);
  };

/** Fits a classifier, and predicts the rows of the fit. */
const fitPredict =
  (make: () => models.Classifier): Work =>
  ({ X, y }) =>
  () =>
    make().fit(X, y).predict(X);

/** What is done to columns before a model is fitted, and small models of them: names as of the peer's, in 1e5 rows but where said. */
export const cases: readonly BenchmarkCase[] = [
  preparationCase("binarizer", "numbers", fitTransform(models.binarizer())),
  preparationCase("k-bins-discretizer", "numbers", fitTransform(models.kBinsDiscretizer())),
  preparationCase("max-abs-scaler", "numbers", fitTransform(models.maxAbsScaler())),
  preparationCase("min-max-scaler", "numbers", fitTransform(models.minMaxScaler())),
  preparationCase("normalizer", "numbers", fitTransform(models.normalizer())),
  preparationCase("one-hot-encoder", "codes", fitTransform(models.oneHotEncoder())),
  preparationCase("ordinal-encoder", "codes", fitTransform(models.ordinalEncoder())),
  preparationCase("polynomial-features", "numbers", fitTransform(models.polynomialFeatures())),
  preparationCase("power-transformer", "numbers", fitTransform(models.powerTransformer())),
  preparationCase("quantile-transformer", "numbers", fitTransform(models.quantileTransformer()), 20_000),
  preparationCase("robust-scaler", "numbers", fitTransform(models.robustScaler())),
  preparationCase("spline-transformer", "numbers", fitTransform(models.splineTransformer()), 20_000),
  preparationCase("standard-scaler", "numbers", fitTransform(models.standardScaler())),
  preparationCase("target-encoder", "codes", fitTransform(models.targetEncoder())),
  preparationCase("knn-imputer", "gaps", fitTransform(models.knnImputer()), 2000),
  preparationCase("missing-indicator", "gaps", fitTransform(models.missingIndicator())),
  preparationCase("simple-imputer", "gaps", fitTransform(models.simpleImputer())),
  preparationCase("simple-imputer-median", "gaps", fitTransform(models.simpleImputer({ strategy: "median" }))),
  preparationCase("pca", "numbers", fitTransform(models.pca({ nComponents: 10 }))),
  preparationCase("pca-transform", "numbers", transform(models.pca({ nComponents: 10 }))),
  preparationCase("truncated-svd", "numbers", fitTransform(models.truncatedSVD({ nComponents: 10 }))),
  preparationCase("k-means", "numbers", fitTransform(models.kMeans({ nClusters: 8 }))),
  preparationCase("k-means-predict", "numbers", ({ X }) => {
    const model = models.kMeans({ maxIter: 5 }).fit(X);
    return () => model.predict(X);
  }),
  preparationCase(
    "mini-batch-k-means",
    "numbers",
    ({ X }) =>
      () =>
        models.miniBatchKMeans().fit(X),
  ),
  preparationCase("bernoulli-nb", "codes", fitPredict(models.bernoulliNB)),
  preparationCase("categorical-nb", "codes", fitPredict(models.categoricalNB)),
  preparationCase("complement-nb", "codes", fitPredict(models.complementNB)),
  preparationCase("gaussian-nb", "numbers", fitPredict(models.gaussianNB)),
  preparationCase("multinomial-nb", "codes", fitPredict(models.multinomialNB)),
  preparationCase("k-neighbors", "numbers", fitPredict(models.kNeighborsClassifier), 10_000),
  preparationCase(
    "k-neighbors-kd-tree",
    "numbers",
    ({ X, y }) => {
      const few = new Matrix(
        X.rows,
        3,
        Float64Array.from({ length: X.rows * 3 }, (_, at) => X.data[at] as number),
      );
      return () => models.kNeighborsRegressor({ algorithm: "kd_tree" }).fit(few, y).predict(few);
    },
    20_000,
  ),
  preparationCase("select-chi2", "codes", fitTransform(models.selectKBest({ scoreFunc: "chi2" }))),
  preparationCase("select-f-classif", "numbers", fitTransform(models.selectKBest())),
  preparationCase(
    "select-mutual-info",
    "numbers",
    ({ X, y }) =>
      () =>
        models.mutualInfoClassif(X, y),
    5000,
  ),
  preparationCase("variance-threshold", "numbers", fitTransform(models.varianceThreshold())),
];

function preparationCase(peer: string, kind: Kind, work: Work, n = 100_000): BenchmarkCase {
  return {
    name: `prepare-${peer}`,
    n,
    peer: { python: "sklearn" },
    goal: 1,
    prepare: async (folder) => {
      const problem = makeProblem(kind, n);
      await writeFile(join(folder, "X.bin"), problem.X.data);
      await writeFile(join(folder, "y.bin"), problem.y);
      return { run: work(problem) };
    },
  };
}

function makeProblem(kind: Kind, n: number): Problem {
  const rng = randomState(0);
  const numbers = rng.standardNormal(n * COLS);
  const y = Int32Array.from({ length: n }, (_, i) => {
    const score = (numbers[i * COLS] as number) + (numbers[i * COLS + 1] as number) ** 2;
    return score < 0 ? 0 : score < 1 ? 1 : 2;
  });
  const gaps = kind === "gaps" ? rng.randomSample(n * COLS) : undefined;
  const data = numbers.map((value, at) => {
    if (gaps !== undefined) return (gaps[at] as number) < 0.1 ? NaN : value;
    return kind === "codes" ? Math.min(7, Math.floor(2 * Math.abs(value))) : value;
  });
  return { X: new Matrix(n, COLS, data), y };
}
