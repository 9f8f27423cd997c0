import { Matrix, randomState } from "@mlsys/core";
import * as models from "@mlsys/models";
import { expect, test } from "vitest";

const [ROWS, COLUMNS] = [4000, 20];
const rng = randomState(3);
const X = new Matrix(ROWS, COLUMNS, rng.standardNormal(ROWS * COLUMNS));
const counts = new Matrix(
  ROWS,
  COLUMNS,
  X.data.map((value) => Math.max(0, Math.round(2 * value))),
);
const sums = Float64Array.from({ length: ROWS }, (_, i) => {
  const [a = 0, b = 0, c = 0] = X.row(i);
  return a + Math.sin(b) * c;
});
const labels = Array.from(sums, (sum) => (sum < -0.5 ? "low" : sum < 0.5 ? "middle" : "high"));
const positive = sums.map((sum) => Math.exp(sum / 4));
const seeded = { randomState: 0 } as const;
const small = { ...seeded, nEstimators: 10, maxDepth: 6 } as const;

const METHODS = ["predict", "predictProba", "predictLogProba", "decisionFunction", "transform", "scoreSamples"];

const served = models.pipeline(models.powerTransformer(), models.pca({ nComponents: 5 }), models.ridge()).fit(X, sums);

const fitted: readonly (readonly [name: string, model: object, X?: Matrix])[] = [
  ["linearRegression", models.linearRegression().fit(X, sums)],
  ["lasso", models.lasso({ alpha: 0.01 }).fit(X, sums)],
  ["huberRegressor", models.huberRegressor().fit(X, sums)],
  ["poissonRegressor", models.poissonRegressor().fit(X, positive)],
  ["logisticRegression", models.logisticRegression().fit(X, labels)],
  ["linearSVC", models.linearSVC().fit(X, labels)],
  ["sgdClassifier", models.sgdClassifier({ ...seeded, loss: "log_loss" }).fit(X, labels)],
  ["gaussianNB", models.gaussianNB().fit(X, labels)],
  ["multinomialNB", models.multinomialNB().fit(counts, labels), counts],
  ["bernoulliNB", models.bernoulliNB().fit(X, labels)],
  ["categoricalNB", models.categoricalNB().fit(counts, labels), counts],
  ["kNeighborsClassifier", models.kNeighborsClassifier({ weights: "distance" }).fit(X, labels)],
  ["kNeighborsRegressor", models.kNeighborsRegressor({ weights: "distance", algorithm: "brute" }).fit(X, sums)],
  ["decisionTreeClassifier", models.decisionTreeClassifier({ maxDepth: 6 }).fit(X, labels)],
  ["randomForestClassifier", models.randomForestClassifier(small).fit(X, labels)],
  ["extraTreesRegressor", models.extraTreesRegressor(small).fit(X, sums)],
  ["histGradientBoostingClassifier", models.histGradientBoostingClassifier({ maxIter: 10 }).fit(X, labels)],
  [
    "histGradientBoostingRegressor",
    models.histGradientBoostingRegressor({ maxIter: 10, loss: "poisson" }).fit(X, positive),
  ],
  ["kMeans", models.kMeans({ ...seeded, nClusters: 5 }).fit(X)],
  ["pca", models.pca({ nComponents: 4, whiten: true }).fit(X)],
  ["truncatedSVD", models.truncatedSVD({ nComponents: 4 }).fit(X)],
  ["isolationForest", models.isolationForest(seeded).fit(X)],
  ["calibratedClassifierCV", models.calibratedClassifierCV({ estimator: models.gaussianNB(), cv: 2 }).fit(X, labels)],
  ["oneVsRestClassifier", models.oneVsRestClassifier({ estimator: models.logisticRegression() }).fit(X, labels)],
  ["standardScaler", models.standardScaler().fit(X)],
  ["robustScaler", models.robustScaler().fit(X)],
  ["quantileTransformer", models.quantileTransformer({ outputDistribution: "normal" }).fit(X)],
  ["powerTransformer", models.powerTransformer().fit(X)],
  ["normalizer", models.normalizer().fit(X)],
  ["kBinsDiscretizer", models.kBinsDiscretizer({ encode: "ordinal" }).fit(X)],
  ["polynomialFeatures", models.polynomialFeatures().fit(X)],
  ["splineTransformer", models.splineTransformer().fit(X)],
  ["functionTransformer of exp", models.functionTransformer({ func: "exp" }).fit(X)],
  ["functionTransformer of log1p", models.functionTransformer({ func: "log1p" }).fit(counts), counts],
  ["knnImputer", models.knnImputer().fit(X)],
  ["pipeline", { predict: (rows: Matrix) => served.predict(rows) }],
];

// What is served a row at a time is what was evaluated many rows at a time.
test.each(fitted.map(([name, model, rows = X]) => ({ name, model, rows })))(
  "$name answers a row alone as it does among others, digit by digit",
  ({ model, rows }) => {
    const methods = model as Readonly<Record<string, ((X: Matrix) => unknown) | undefined>>;
    const answers = METHODS.filter((method) => typeof methods[method] === "function");
    expect(answers).not.toEqual([]);
    for (const method of answers) {
      const ask = (of: Matrix): ArrayLike<unknown> => {
        const answer = methods[method]?.(of);
        return answer instanceof Matrix ? answer.data : (answer as ArrayLike<unknown>);
      };
      const many = ask(rows);
      const width = many.length / ROWS;
      for (let i = 0; i < ROWS; i += 41) {
        const alone = ask(new Matrix(1, COLUMNS, rows.row(i).slice()));
        expect(Array.from(alone)).toEqual(Array.from({ length: width }, (_, k) => many[i * width + k]));
      }
    }
  },
);
