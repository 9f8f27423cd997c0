import { Table } from "@mlsys/core";
import {
  calibratedClassifierCV,
  columnTransformer,
  crossValidate,
  crossValPredict,
  crossValScore,
  decisionTreeClassifier,
  diagramHtml,
  diagramText,
  gaussianNB,
  linearRegression,
  linearSVC,
  logisticRegression,
  modelFromJSON,
  ModelsError,
  multinomialNB,
  oneHotEncoder,
  permutationImportance,
  pipeline,
  randomOverSampler,
  randomUnderSampler,
  smote,
  standardScaler,
  tfidfVectorizer,
  votingClassifier,
} from "@mlsys/models";
import { kFold, stratifiedKFold } from "@mlsys/split";
import { randomState } from "@mlsys/core";
import { expect, test } from "vitest";

const rng = randomState(0);
const X = Array.from({ length: 90 }, () => Array.from(rng.standardNormal(2)));
/** Labels that have nothing to do with X, one in six of them rare. */
const chance = X.map((_, i) => (i % 6 === 0 ? "rare" : "common"));

test("over-sampling before the folds leaks, inside of a pipeline it does not", async () => {
  const grown = randomOverSampler().fitResample(X, chance);
  const options = {
    cv: stratifiedKFold({ nSplits: 5, shuffle: true, randomState: 0 }),
    scoring: "balancedAccuracy",
  } as const;
  const outside = await crossValScore(decisionTreeClassifier({ randomState: 0 }), grown.X, grown.y, options);
  const inside = await crossValScore(
    pipeline(randomOverSampler(), decisionTreeClassifier({ randomState: 0 })),
    X,
    chance,
    options,
  );
  const mean = (scores: Float64Array) => scores.reduce((sum, score) => sum + score, 0) / scores.length;
  expect(mean(outside)).toBeGreaterThan(0.85);
  expect(mean(inside)).toBeLessThan(0.65);
});

test("a resampler in a pipeline changes the rows of the fit and none to predict", () => {
  const model = pipeline(randomOverSampler(), gaussianNB()).fit(X, chance);
  expect(model.predict(X)).toHaveLength(90);
  expect(Array.from(model.steps[1].classCount)).toEqual([75, 75]);
  const again = modelFromJSON<typeof model>(JSON.parse(JSON.stringify(model)));
  expect(again.predict(X)).toEqual(model.predict(X));
});

test("a pipeline with a resampler refuses weights", () => {
  const weights = { sampleWeight: X.map(() => 1) };
  expect(() => pipeline(smote(), gaussianNB()).fit(X, chance, weights)).toThrow("once rows are resampled");
});

test.each([
  [randomOverSampler(), 150],
  [randomUnderSampler(), 30],
  [smote(), 150],
  [randomOverSampler({ samplingStrategy: { rare: 40 } }), 115],
  [randomUnderSampler({ samplingStrategy: 0.5 }), 45],
])("%o leaves so many rows", (resampler, expected) => {
  const { X: rows, y } = resampler.fitResample(X, chance);
  expect([rows.rows, y.length]).toEqual([expected, expected]);
});

test("a run over folds reports its progress and stops when asked to", async () => {
  const reported: number[] = [];
  const stop = new AbortController();
  const run = crossValidate(gaussianNB(), X, chance, {
    signal: stop.signal,
    onProgress: ({ completed }) => {
      reported.push(completed);
      if (completed === 2) stop.abort();
    },
  });
  await expect(run).rejects.toBeInstanceOf(ModelsError);
  expect(reported).toEqual([1, 2]);
});

test("texts, tables and groups go through folds like numbers", async () => {
  const documents = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? `profit rose ${i}` : `sales fell ${i}`));
  const labels = documents.map((_, i) => (i % 2 === 0 ? "up" : "down"));
  const text = await crossValScore(pipeline(tfidfVectorizer(), multinomialNB()), documents, labels);
  expect(Array.from(text)).toEqual([1, 1, 1, 1, 1]);
  const table = Table.from({ a: X.map(([a = 0]) => a), b: X.map(([, b = 0]) => b) });
  const scores = await crossValScore(
    linearRegression(),
    table,
    X.map(([a = 0]) => 2 * a),
    { cv: kFold({ nSplits: 3 }) },
  );
  expect(Array.from(scores, (score) => Math.round(score * 1e6))).toEqual([1e6, 1e6, 1e6]);
});

test("folds that overlap cannot predict each row once", async () => {
  const cv = [
    { train: [0, 1, 2], test: [3] },
    { train: [0, 1], test: [3] },
  ];
  await expect(crossValPredict(linearRegression(), X.slice(0, 4), [1, 2, 3, 4], { cv })).rejects.toThrow(
    "exactly one fold",
  );
});

test("an unknown scorer is refused with the nearest name", async () => {
  await expect(crossValScore(gaussianNB(), X, chance, { scoring: "acuracy" as never })).rejects.toThrow('"accuracy"');
});

test("columns of a table that are no numbers count too", async () => {
  const city = X.map((_, i) => ["Rome", "Oslo"][i % 2] ?? "");
  const table = Table.from({ city, noise: X.map(([a = 0]) => a) });
  const work = pipeline(
    columnTransformer({ transformers: [["city", oneHotEncoder(), ["city"]]], remainder: standardScaler() }),
    logisticRegression(),
  );
  const model = work.fit(table, city);
  const { importancesMean } = await permutationImportance(model, table, city);
  expect((importancesMean[0] ?? 0) > 0.3 && Math.abs(importancesMean[1] ?? 1) < 0.05).toBe(true);
});

test("a diagram shows the steps, and escapes what goes into HTML", () => {
  const work = pipeline(
    columnTransformer({ transformers: [["<a>", standardScaler(), ["x", "y"]]] }),
    logisticRegression({ C: 2 }),
  );
  expect(diagramText(work).split("\n").slice(0, 3)).toEqual([
    "pipeline",
    "├─ columnTransformer",
    "│  └─ <a> (x, y): standardScaler (withMean=true, withStd=true)",
  ]);
  expect(diagramHtml(work)).toContain("&lt;a&gt; (x, y): standardScaler");
});

test("a diagram shows what stands inside voters and what is made of the other columns, also of a model", () => {
  const work = pipeline(
    columnTransformer({ transformers: [["n", standardScaler(), ["x"]]], remainder: "passthrough" }),
    votingClassifier({
      estimators: [
        ["bayes", gaussianNB()],
        ["lines", calibratedClassifierCV({ estimator: linearSVC(), cv: 2 })],
      ],
    }),
  );
  const names = diagramText(work)
    .split("\n")
    .map((line) => line.replace(/ \(\w+=.*/, ""));
  expect(names).toEqual([
    "pipeline",
    "├─ columnTransformer",
    "│  ├─ n (x): standardScaler",
    "│  └─ remainder: passthrough",
    "└─ votingClassifier",
    "   ├─ bayes: gaussianNB",
    "   └─ lines: calibratedClassifierCV",
    "      └─ estimator: linearSVC",
  ]);
  const rows = Array.from({ length: 12 }, (_, i) => ({ x: i, z: i % 5 }));
  const model = work.fit(
    rows,
    rows.map(({ x }) => (x > 5 ? "a" : "b")),
  );
  expect(diagramText(model).split("\n").slice(0, 3)).toEqual([
    "pipeline",
    "├─ columnTransformer",
    "│  └─ n: standardScaler",
  ]);
  expect(diagramHtml(model)).toContain("lines: calibratedClassifierCV");
});
