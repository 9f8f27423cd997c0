import {
  crossValidate,
  crossValPredict,
  gaussianNB,
  kNeighborsRegressor,
  learningCurve,
  linearRegression,
  permutationImportance,
  ridge,
  validationCurve,
} from "@mlsys/models";
import type { CrossValidated, ScorerName } from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";

interface SelectionCase {
  readonly X: number[][];
  readonly y: number[];
  readonly binary: string[];
  readonly labels: number[];
  readonly regression: Readonly<Record<string, number[]>>;
  readonly binaryScores: Readonly<Record<string, number[]>>;
  readonly multiclass: Readonly<Record<string, number[]>>;
  readonly counts: Readonly<Record<string, number[]>>;
  readonly fewer: number[][][];
  readonly several: Readonly<Record<string, number[][]>>;
  readonly predicted: string[];
  readonly shares: number[][];
  readonly sizes: number[];
  readonly learningTrain: number[][];
  readonly learningTest: number[][];
  readonly validationTrain: number[][];
  readonly validationTest: number[][];
  readonly importances: number[][];
  readonly importancesMean: number[];
  readonly importancesStd: number[];
}

const { cases, tolerance } = reference<{ readonly cases: SelectionCase[]; readonly tolerance: number }>(
  "model-selection",
);

test.each(cases)("cross-validation gives scikit-learn's scores, case %#", async (given) => {
  const names = (scores: object) =>
    Object.keys(scores)
      .filter((key) => key.startsWith("test_"))
      .map((key) => key.slice("test_".length) as ScorerName);
  const options = { cv: 4, returnTrainScore: true };
  const { X, y, binary, labels } = given;
  const regression = { ...options, scoring: names(given.regression) };
  compare(await crossValidate(linearRegression(), X, y, regression), given.regression);
  const two = { ...options, scoring: names(given.binaryScores) };
  compare(
    await crossValidate(
      gaussianNB(),
      X,
      binary.map((label) => Number(label === "yes")),
      two,
    ),
    given.binaryScores,
  );
  const three = { ...options, scoring: names(given.multiclass) };
  compare(await crossValidate(gaussianNB(), X, labels, three), given.multiclass);
  const counts = { ...options, scoring: names(given.counts) };
  const positive = y.map((value) => Math.round(Math.exp(value / 4) * 1000) / 1000);
  compare(await crossValidate(kNeighborsRegressor(), X, positive, counts), given.counts);
});

function compare(found: CrossValidated, expected: Readonly<Record<string, number[]>>): void {
  const scores = new Map(Object.entries(found));
  for (const [name, value] of Object.entries(camelCased(expected))) expectClose(scores.get(name), value, tolerance);
}

test.each(cases)("predictions, curves and importances are scikit-learn's, case %#", async (given) => {
  const { X, y, binary, labels } = given;
  expect(await crossValPredict(gaussianNB(), X, binary)).toEqual(given.predicted);
  expectClose(await crossValPredict(gaussianNB(), X, labels, { method: "predictProba" }), given.shares, tolerance);
  const curve = await learningCurve(linearRegression(), X, y, { cv: 4 });
  expect(Array.from(curve.trainSizes)).toEqual(given.sizes);
  expectClose(curve.trainScores, given.learningTrain, tolerance);
  expectClose(curve.testScores, given.learningTest, tolerance);
  const values = await validationCurve((alpha: number) => ridge({ alpha }), X, y, {
    paramRange: [0.1, 10, 1000],
    cv: 3,
  });
  expectClose(values.trainScores, given.validationTrain, tolerance);
  expectClose(values.testScores, given.validationTest, tolerance);
  const seed = cases.indexOf(given);
  const found = await permutationImportance(linearRegression().fit(X, y), X, y, { randomState: seed, nRepeats: 4 });
  expectClose(found.importances, given.importances, tolerance);
  expectClose(found.importancesMean, given.importancesMean, tolerance);
  expectClose(found.importancesStd, given.importancesStd, tolerance);
  const model = linearRegression().fit(X, y);
  const sampleWeight = X.map(([x = 0]) => Math.abs(x));
  for (const [at, maxSamples] of [0.5, 7, 1].entries()) {
    const fewer = { randomState: seed, nRepeats: 3, maxSamples };
    const [plain = [], weighted = []] = given.fewer.slice(2 * at);
    expectClose((await permutationImportance(model, X, y, fewer)).importances, plain, tolerance);
    expectClose(
      (await permutationImportance(model, X, y, { ...fewer, sampleWeight })).importances,
      weighted,
      tolerance,
    );
  }
  const byScorer = await permutationImportance(gaussianNB().fit(X, labels), X, labels, {
    scoring: ["accuracy", "negLogLoss", "f1Macro"],
    nRepeats: 3,
    maxSamples: 0.8,
    randomState: seed,
  });
  expect(Object.keys(byScorer)).toEqual(["accuracy", "negLogLoss", "f1Macro"]);
  for (const [name, losses] of Object.entries(camelCased(given.several))) {
    expectClose(byScorer[name as keyof typeof byScorer].importances, losses, tolerance);
  }
});
