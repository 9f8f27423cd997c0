import { linearRegression } from "@mlsys/models";
import { describe, expect, test } from "vitest";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";

interface Case {
  readonly name: string;
  readonly tolerance: number;
  readonly options: { readonly fit_intercept?: boolean; readonly tol?: number };
  readonly X: number[][];
  readonly y: number[] | number[][];
  readonly sampleWeight: number[] | null;
  readonly coef: number[] | number[][];
  readonly intercept: number | number[];
  readonly rank: number;
  readonly singular: number[];
  readonly predictions: number[] | number[][];
  readonly score: number | null;
}

describe("linearRegression gives scikit-learn's answer", () => {
  test.each(reference<{ readonly cases: Case[] }>("linear-regression").cases)("$name", (given) => {
    const { fit_intercept: fitIntercept = true, tol = 1e-6 } = given.options;
    const estimator = linearRegression({ fitIntercept, tol });
    const weights = given.sampleWeight ?? undefined;
    const model = estimator.fit(given.X, given.y as number[][], { sampleWeight: weights });
    expectClose(model.coef, given.coef, given.tolerance);
    expectClose(model.intercept, given.intercept, given.tolerance);
    expectClose(model.singular, given.singular, given.tolerance);
    expectClose(model.predict(given.X.slice(0, 3)), given.predictions, given.tolerance);
    expect(model.rank).toBe(given.rank);
    if (given.score !== null) {
      expectClose(model.score(given.X, given.y as number[][], { sampleWeight: weights }), given.score, given.tolerance);
    }
  });
});
