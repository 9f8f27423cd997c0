import { linearRegression } from "@mlsys/models";
import { describe, expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";

interface Case {
  readonly name: string;
  readonly tolerance: number;
  readonly options: Readonly<Record<string, boolean | number>>;
  readonly X: number[][];
  readonly y: number[] | number[][];
  readonly sampleWeight: number[] | null;
  readonly coef: number[] | number[][];
  readonly intercept: number | number[];
  readonly rank: number | null;
  readonly singular: number[] | null;
  readonly predictions: number[] | number[][];
  readonly score: number | null;
}

describe("linearRegression gives scikit-learn's answer", () => {
  test.each(reference<{ readonly cases: Case[] }>("linear-regression").cases)("$name", (given) => {
    const estimator = linearRegression(camelCased(given.options));
    const weights = given.sampleWeight ?? undefined;
    const model = estimator.fit(given.X, given.y as number[][], { sampleWeight: weights });
    expectClose(model.coef, given.coef, given.tolerance);
    expectClose(model.intercept, given.intercept, given.tolerance);
    if (given.singular !== null) expectClose(model.singular, given.singular, given.tolerance);
    expectClose(model.predict(given.X.slice(0, 3)), given.predictions, given.tolerance);
    if (given.rank !== null) expect(model.rank).toBe(given.rank);
    if (given.score !== null) {
      expectClose(model.score(given.X, given.y as number[][], { sampleWeight: weights }), given.score, given.tolerance);
    }
  });
});
