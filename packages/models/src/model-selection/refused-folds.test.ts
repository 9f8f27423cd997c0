import {
  calibratedClassifierCV,
  crossValidate,
  crossValPredict,
  crossValScore,
  gaussianNB,
  linearRegression,
  logisticRegression,
  ridge,
  validationCurve,
} from "@mlsys/models";
import type { CrossValidation } from "@mlsys/models";
import { describe, expect, test } from "vitest";

const X = Array.from({ length: 30 }, (_, i) => [i, (i * 7) % 11]);
const y = X.map(([x = 0]) => x);
const score = (options: object) => () => crossValScore(linearRegression(), X, y, options);
const cv = (value: unknown) => score({ cv: value as CrossValidation });

const refusals: readonly (readonly [string, () => Promise<unknown>, string, string])[] = [
  [
    "a text as cv",
    cv("5"),
    "invalidOption",
    'cv is not accepted (crossValScore, cv): found "5"; give a number of folds',
  ],
  [
    "one fold",
    cv(1),
    "invalidOption",
    "cv is not accepted (crossValScore, cv): found 1; give a number of folds of at least 2",
  ],
  [
    "pairs of arrays",
    cv([[[0], [1]]]),
    "invalidInput",
    "a fold has no rows (crossValScore, cv[0].train): found undefined; give",
  ],
  [
    "no rows to test",
    cv([{ train: [0, 1], test: [] }]),
    "invalidInput",
    "a fold has no rows (crossValScore, cv[0].test)",
  ],
  [
    "rows that are not there",
    cv([
      { train: [0, 1], test: [2] },
      { train: [0, 30], test: [2] },
    ]),
    "invalidInput",
    "a fold names a row that is not there (crossValScore, cv[1].train[1]): found 30; give 0 to 29",
  ],
  [
    "a short y",
    () => crossValScore(linearRegression(), X, y.slice(1)),
    "lengthMismatch",
    "y and X differ in length (crossValScore, y): found 29 values for 30 rows",
  ],
  [
    "no y",
    () => crossValScore(linearRegression(), X, undefined as never),
    "noLabels",
    "y is missing (crossValScore, y): found undefined; give one label or number per row of X",
  ],
  [
    "a short weight",
    score({ sampleWeight: [1] }),
    "lengthMismatch",
    "sampleWeight and X differ in length (crossValScore, sampleWeight)",
  ],
  [
    "a method that the model has not",
    () => crossValPredict(linearRegression() as never, X, y, { method: "predictProba" }),
    "notSupported",
    "the model has no predictProba (crossValPredict, method): found linearRegression",
  ],
  [
    "no values to try",
    () => validationCurve((alpha: number) => ridge({ alpha }), X, y, {} as never),
    "invalidOption",
    "there is no value to try (validationCurve, paramRange): found undefined; give an array of at least one value",
  ],
];

describe("validation refuses", () => {
  test.each(refusals)("%s", async (_, work, code, message) => {
    const refusal: unknown = await work().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: "ModelsError", code });
    expect((refusal as Error).message).toContain(message);
  });
});

test("null means five folds, as None does", async () => {
  expect((await crossValScore(linearRegression(), X, y, { cv: null })).length).toBe(5);
});

describe("what a fold refuses is told by its row in the whole", () => {
  const holed = X.map(([a = 0, b = 0], i) => [a, i === 23 ? NaN : b]);
  const labels = y.map((value) => (value % 2 === 0 ? "a" : "b"));

  test.each([1, 2])("on %i threads", async (nJobs) => {
    const work = crossValidate(linearRegression(), holed, y, { cv: 3, nJobs });
    await expect(work).rejects.toThrow(
      "X holds a missing number (linearRegression.fit, X, row 23, column 1): found NaN",
    );
  });

  test("in y", async () => {
    const target = y.map((value, i) => (i === 23 ? NaN : value));
    await expect(crossValidate(linearRegression(), X, target, { cv: 3 })).rejects.toThrow(
      "(linearRegression.fit, y[23])",
    );
  });

  test("in the rows that are judged", async () => {
    const only = [{ train: [0, 1, 2, 3, 4, 5], test: [22, 23] }];
    await expect(crossValidate(logisticRegression(), holed, labels, { cv: only })).rejects.toThrow(
      "(logisticRegression.predict, X, row 23, column 1)",
    );
  });

  test("in a classifier of classifiers, and in its folds", async () => {
    const calibrated = calibratedClassifierCV({ estimator: gaussianNB(), cv: 2 });
    expect(() => calibrated.fit(holed, labels)).toThrow(/\(gaussianNB\.\w+, X, row 23, column 1\)/);
    await expect(crossValidate(calibrated, holed, labels, { cv: 3 })).rejects.toThrow("X, row 23, column 1)");
  });
});
