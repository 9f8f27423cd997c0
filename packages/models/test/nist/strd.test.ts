import { readFileSync } from "node:fs";
import { linearRegression } from "@mlsys/models";
import { expect, test } from "vitest";
import { expectClose } from "../support/close.ts";

interface Reached {
  readonly rank: number;
  readonly digits: number;
  readonly predictions: number[];
}

interface StrdSet {
  readonly name: string;
  readonly fitIntercept: boolean;
  readonly X: number[][];
  readonly y: number[];
  /** The intercept, where there is one, and the coefficients. */
  readonly certified: number[];
  readonly default: Reached;
  readonly tight: Reached;
}

interface ExtremeCase {
  readonly name: string;
  readonly X: number[][];
  readonly y: number[];
  readonly rank: number;
  readonly predictions: number[];
}

const { sets, extreme } = JSON.parse(readFileSync(new URL("fixtures/strd.json", import.meta.url), "utf8")) as {
  readonly sets: StrdSet[];
  readonly extreme: ExtremeCase[];
};

/** Predictions are compared as shares of the largest target. */
function expectSamePredictions(found: Float64Array, expected: readonly number[], y: readonly number[]): void {
  const largest = Math.max(...y.map(Math.abs));
  expectClose(
    found.map((value) => value / largest),
    expected.map((value) => value / largest),
    1e-11,
  );
}

const fit = ({ fitIntercept, X, y }: StrdSet, tol?: number) =>
  linearRegression(tol === undefined ? { fitIntercept } : { fitIntercept, tol }).fit(X, y);

/** Correct digits of the worst coefficient, at most 15. */
function digitsOf({ fitIntercept, certified }: StrdSet, model: ReturnType<typeof fit>): number {
  const found = [...(fitIntercept ? [model.intercept] : []), ...model.coef];
  const errors = found.map((value, i) => Math.abs(value - (certified[i] ?? NaN)) / Math.abs(certified[i] ?? NaN));
  return Math.min(15, -Math.log10(Math.max(1e-16, ...errors)));
}

test("the reference sets are the eleven linear ones", () => {
  expect(sets.map(({ name }) => name).join()).toBe(
    "Norris,Pontius,NoInt1,NoInt2,Filip,Longley,Wampler1,Wampler2,Wampler3,Wampler4,Wampler5",
  );
});

test.each(sets)("with a tight tol, $name has at least scikit-learn's correct digits", (set) => {
  const model = fit(set, 1e-15);
  expect(model.rank).toBe(set.tight.rank);
  expect(digitsOf(set, model)).toBeGreaterThanOrEqual(set.tight.digits);
});

const wellPosed = sets.filter(({ name }) => name !== "Filip");

test.each(wellPosed)("with a tight tol, $name has twelve correct digits and no warning", (set) => {
  const model = fit(set, 1e-15);
  expect(digitsOf(set, model)).toBeGreaterThan(12);
  expect(model.warnings).toEqual([]);
});

test.each(sets)(
  "with the default tol, $name has scikit-learn's answer, and a warning where that cuts a direction",
  (set) => {
    const model = fit(set);
    expect(model.rank).toBe(set.default.rank);
    expectSamePredictions(model.predict(set.X.slice(0, 5)), set.default.predictions, set.y);
    const isCut = set.default.rank < set.tight.rank;
    expect(model.warnings.map(({ code }) => code)).toEqual(isCut ? ["toleranceReducedRank"] : []);
  },
);

test.each(extreme)("scikit-learn's answer, and no NaN, with $name", ({ X, y, rank, predictions }) => {
  const model = linearRegression().fit(X, y);
  expect(model.rank).toBe(rank);
  expect([...model.coef, model.intercept].every(Number.isFinite)).toBe(true);
  expectSamePredictions(model.predict(X), predictions, y);
});
