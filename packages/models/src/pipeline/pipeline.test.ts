import { CsrMatrix } from "@mlsys/core";
import {
  calibratedClassifierCV,
  countVectorizer,
  crossValPredict,
  crossValScore,
  isolationForest,
  kMeans,
  linearRegression,
  linearSVC,
  minMaxScaler,
  normalizer,
  oneVsRestClassifier,
  pca,
  modelFromJSON,
  multinomialNB,
  pipeline,
  standardScaler,
  tfidfTransformer,
  tfidfVectorizer,
} from "@mlsys/models";
import type { ClassifierModel } from "@mlsys/models";
import { expect, test } from "vitest";

const documents = ["profit rose", "profit fell", "sales rose sharply", "sales fell"];
const labels = ["up", "down", "up", "down"];

test("a pipeline predicts what its steps predict one after the other", () => {
  const model = pipeline(tfidfVectorizer(), multinomialNB()).fit(documents, labels);
  const { model: vectorizer, output } = tfidfVectorizer().fitWithOutput(documents);
  const classifier = multinomialNB().fit(output, labels);
  const queries = ["revenue rose", "orders fell"];
  expect(model.predictProba(queries)).toEqual(classifier.predictProba(vectorizer.transform(queries)));
  expect(model.predict(queries)).toEqual(["up", "down"]);
  expect(model.score(documents, labels)).toBe(1);
});

test("sparse data stays sparse from step to step", () => {
  const model = pipeline(countVectorizer(), tfidfTransformer()).fit(documents);
  expect(model.transform(documents)).toBeInstanceOf(CsrMatrix);
});

test("a pipeline read back from its JSON predicts identically", () => {
  const model = pipeline(tfidfVectorizer({ ngramRange: [1, 2] }), multinomialNB()).fit(documents, labels);
  const again = modelFromJSON<ClassifierModel<string, readonly string[]>>(JSON.parse(JSON.stringify(model)));
  expect(again.predict(documents)).toEqual(model.predict(documents));
  expect(JSON.stringify(again)).toBe(JSON.stringify(model));
});

test("steps of one kind are numbered", () => {
  const model = pipeline(standardScaler(), standardScaler(), linearRegression()).fit([[1], [2], [4]], [1, 2, 3]);
  expect(model.stepNames).toEqual(["standardScaler-1", "standardScaler-2", "linearRegression"]);
});

test("a classifier in the middle is refused, also without types", () => {
  const build = pipeline as (...steps: unknown[]) => unknown;
  expect(() => build(multinomialNB(), tfidfVectorizer())).toThrow("pipeline, step 0");
  expect(() => build()).toThrow("no steps");
});

test("the weights of rows go to the last step", () => {
  const X = [[1], [2], [3]];
  const weighted = pipeline(standardScaler(), linearRegression()).fit(X, [1, 2, 9], { sampleWeight: [1, 1, 0] });
  expect(Math.abs((weighted.predict([[3]])[0] ?? NaN) - 3)).toBeLessThan(1e-12);
});

const points = Array.from({ length: 30 }, (_, i) => [Math.sin(i), 5 * Math.cos(3 * i), (i * 7) % 5]);
const sides = points.map(([x = 0, z = 0]) => (x + 0.1 * z > 0.1 ? "a" : "b"));

test("a pipeline scores rows where its last step does, for scorers and for classifiers of classifiers too", async () => {
  const steps = pipeline(standardScaler(), linearSVC());
  const model = steps.fit(points, sides);
  const { model: scaler, output } = standardScaler().fitWithOutput(points);
  const alone = linearSVC().fit(output, sides);
  expect(model.decisionFunction(points)).toEqual(alone.decisionFunction(scaler.transform(points)));
  const scores = await crossValScore(steps, points, sides, { cv: 3, scoring: "rocAuc" });
  expect(scores.every((score) => score > 0.9)).toBe(true);
  const out = await crossValPredict(steps, points, sides, { cv: 3, method: "decisionFunction" });
  expect(out).toBeInstanceOf(Float64Array);
  const calibrated = calibratedClassifierCV({ estimator: steps, cv: 3 }).fit(points, sides);
  expect(calibrated.predictProba(points).cols).toBe(2);
  const thirds = points.map((_, i) => i % 3);
  expect(oneVsRestClassifier({ estimator: steps }).fit(points, thirds).predict(points).length).toBe(30);
});

test("a pipeline has no scores where its last step has none", () => {
  const model = pipeline(standardScaler(), linearRegression()).fit(
    points,
    points.map(([x = 0]) => x),
  );
  expect((model as { decisionFunction?: unknown }).decisionFunction).toBeUndefined();
});

test("a pipeline undoes its steps, last to first, where all of them can", () => {
  const model = pipeline(minMaxScaler(), pca()).fit(points);
  const back = model.inverseTransform(model.transform(points)).toArray();
  back.forEach((row, i) => {
    row.forEach((value, j) => expect(Math.abs(value - (points[i]?.[j] ?? NaN))).toBeLessThan(1e-12));
  });
  const oneWay = pipeline(minMaxScaler(), normalizer()).fit(points);
  expect((oneWay as { inverseTransform?: unknown }).inverseTransform).toBeUndefined();
});

test("a pipeline ends in clusters or in what finds outliers", () => {
  const clusters = pipeline(standardScaler(), kMeans({ nClusters: 3 })).fit(points);
  expect(new Set(clusters.predict(points)).size).toBe(3);
  const outliers = pipeline(standardScaler(), isolationForest({ nEstimators: 10 })).fit(points);
  expect(outliers.predict(points).length).toBe(30);
  expect(outliers.scoreSamples(points).length).toBe(30);
  expect(outliers.decisionFunction(points).length).toBe(30);
});

test("steps that are no estimators are refused when the pipeline is made, pairs of names and estimators too", () => {
  const make = pipeline as unknown as (...steps: readonly unknown[]) => unknown;
  const fix = "give transformers and, last, an estimator, each an argument of its own";
  expect(() => make(["scale", standardScaler()], ["fit", linearRegression()])).toThrow(
    `a step is no estimator (pipeline, step 0): found ["scale",{"kind":"standardScaler","estimatorType":"transfor…; ${fix}`,
  );
  expect(() => make(standardScaler(), undefined)).toThrow(
    `a step is no estimator (pipeline, step 1): found undefined; ${fix}`,
  );
  expect(() => make(standardScaler(), linearRegression)).toThrow("a step is no estimator (pipeline, step 1)");
});

test("a pipeline whose last step does not transform says so when it is asked to", () => {
  const made = pipeline(standardScaler(), linearRegression()) as unknown as { fitTransform: (X: unknown) => unknown };
  expect(() => made.fitTransform([[1], [2]])).toThrow(
    "the last step does not transform (pipeline.fitTransform): found linearRegression; call fit and predict",
  );
});
