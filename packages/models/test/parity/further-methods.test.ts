import {
  decisionTreeClassifier,
  decisionTreeRegressor,
  histGradientBoostingClassifier,
  histGradientBoostingRegressor,
  pca,
  simpleImputer,
} from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { drawProblem } from "../support/draw-problem.ts";
import { reference } from "../support/reference.ts";

interface Stages {
  readonly seed: number;
  readonly classes?: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly labels: number[][];
  readonly shares: number[][][];
  readonly decisions: number[][] | number[][][];
  readonly values: number[][];
}

interface Path {
  readonly kind: "classifier" | "regressor";
  readonly seed: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly alphas: number[];
  readonly impurities: number[];
}

interface Filling {
  readonly X: (number | null)[][];
  readonly rows: (number | null)[][];
  readonly filled: number[][];
  readonly back: (number | null)[][];
}

const withMissing = (rows: readonly (readonly (number | null)[])[]) => rows.map((row) => row.map((x) => x ?? NaN));

interface Densities {
  readonly X: number[][];
  readonly rows: number[][];
  readonly options: Readonly<Record<string, unknown>>;
  readonly logs: number[];
  readonly score: number;
  readonly covariance: number[][];
  readonly precision: number[][];
}

const { stages, paths, densities, fillings } = reference<{
  readonly stages: Stages[];
  readonly paths: Path[];
  readonly densities: Densities[];
  readonly fillings: Filling[];
}>("further-methods");

test("each stage of boosting predicts what scikit-learn's predicts, and the last what the model does", () => {
  for (const { seed, classes, options, labels, shares, decisions, values } of stages) {
    const { X, y, values: numbers } = drawProblem(seed);
    const isCounted = options["loss"] === "poisson";
    const target = isCounted ? numbers.map(Math.abs) : numbers;
    const regressor = histGradientBoostingRegressor(camelCased(options)).fit(X, target);
    const all = [...regressor.stagedPredict(X)];
    expectClose(
      all.map((each) => Array.from(each.subarray(0, 8))),
      values,
      1e-5,
    );
    expect(all.at(-1)).toEqual(regressor.predict(X));
    if (classes === undefined) continue;
    const classifier = histGradientBoostingClassifier(camelCased(options)).fit(
      X,
      y.map((label) => label % classes),
    );
    expect([...classifier.stagedPredict(X)].map((each) => each.slice(0, 8))).toEqual(labels);
    expectClose(
      [...classifier.stagedPredictProba(X)].map((each) => each.toArray().slice(0, 4)),
      shares,
      1e-5,
    );
    const found = [...classifier.stagedDecisionFunction(X)];
    expectClose(
      found.map((each) =>
        each instanceof Float64Array ? Array.from(each.subarray(0, 4)) : each.toArray().slice(0, 4),
      ),
      decisions,
      1e-5,
    );
    expect(found.at(-1)).toEqual(classifier.decisionFunction(X));
  }
});

test("what a stage is asked for is checked before the first", () => {
  const model = histGradientBoostingRegressor().fit([[1], [2]], [1, 2]);
  expect(() => model.stagedPredict([[1, 2]])).toThrow(/another number of columns/);
});

test("paths of pruning are scikit-learn's, and their weights prune as they say", () => {
  for (const { kind, seed, options, alphas, impurities } of paths) {
    const { X, y, values } = drawProblem(seed);
    const path =
      kind === "classifier"
        ? decisionTreeClassifier(camelCased(options)).costComplexityPruningPath(X, y)
        : decisionTreeRegressor(camelCased(options)).costComplexityPruningPath(X, values);
    expectClose(Array.from(path.ccpAlphas), alphas, 1e-12);
    expectClose(Array.from(path.impurities), impurities, 1e-12);
    const last = path.ccpAlphas.at(-1) ?? 0;
    const { tree } =
      kind === "classifier"
        ? decisionTreeClassifier({ ...camelCased(options), ccpAlpha: last }).fit(X, y)
        : decisionTreeRegressor({ ...camelCased(options), ccpAlpha: last }).fit(X, values);
    expect(tree.nodeCount).toBe(1);
  }
});

test("densities of rows under principal components are scikit-learn's, and their covariances", () => {
  for (const { X, rows, options, logs, score, covariance, precision } of densities) {
    const model = pca(camelCased(options)).fit(X);
    expectClose(Array.from(model.scoreSamples(rows)), logs, 1e-9);
    expectClose(model.score(rows), score, 1e-9);
    const whitened = pca({ ...camelCased(options), whiten: true }).fit(X);
    expectClose(whitened.score(rows), score, 1e-9);
    for (const each of [model, whitened]) {
      expectClose(each.getCovariance(), covariance, 1e-9);
      expectClose(each.getPrecision(), precision, 1e-9);
    }
  }
});

test("rows have no density where a direction has no variance", () => {
  expect(() =>
    pca()
      .fit([
        [1, 1],
        [2, 2],
        [3, 3],
      ])
      .score([[1, 2]]),
  ).toThrow(/no variance/);
  expect(() =>
    pca()
      .fit([
        [1, 1, 2],
        [2, 3, 1],
      ])
      .scoreSamples([[1, 2, 3]]),
  ).toThrow(/lower nComponents/);
  const flat = pca().fit([
    [1, 1, 2],
    [2, 3, 1],
  ]);
  expect(() => flat.getPrecision()).toThrow(/lower nComponents/);
});

test("an imputer with indicators takes back what it filled, as scikit-learn's does", () => {
  for (const { X, rows, filled, back } of fillings) {
    const model = simpleImputer({ addIndicator: true }).fit(withMissing(X));
    expectClose(model.transform(withMissing(rows)), filled, 1e-12);
    expect(model.inverseTransform(filled).toArray()).toEqual(withMissing(back));
  }
});
