import { expect, test } from "vitest";
import { objectives } from "../support/objectives.ts";
import type { Point } from "../support/objectives.ts";
import { estimatorOf, expectParity, parityCases } from "../support/parity-case.ts";
import type { ParityCase } from "../support/parity-case.ts";

const { cases, tolerance } = parityCases("linear-models");
// The reference's solvers of some problems stop short even at their tightest: there, our objective is compared.
const bySolver = cases.filter(({ factory }) => factory in objectives);

test.each(cases.filter(({ factory }) => !(factory in objectives)))(
  "$factory reaches scikit-learn's optimum: $name",
  (given) => expectParity(given, tolerance),
);

test.each(bySolver)("$factory reaches the optimum: $name", (given) => {
  const model = estimatorOf(given).fit(given.X, given.y, { sampleWeight: given.sampleWeight ?? undefined });
  const [ours, theirs] = [value(given, model as Learned), value(given, given.learned as unknown as Reference)];
  expect(ours - theirs).toBeLessThanOrEqual(1e-9 * theirs);
});

interface Learned {
  readonly coef: Float64Array | { toArray(): number[][] };
  readonly intercept: number | Float64Array;
  readonly scale?: number;
}

interface Reference {
  readonly coef_: number[] | number[][];
  readonly intercept_: number | number[];
  readonly scale_?: number;
}

function value(given: ParityCase, point: Learned | Reference): number {
  const isOurs = "coef" in point;
  const coef = isOurs
    ? "toArray" in point.coef
      ? point.coef.toArray()
      : [Array.from(point.coef)]
    : rowsOf(point.coef_);
  const intercept = isOurs ? point.intercept : point.intercept_;
  const found: Point = {
    coef,
    intercept: typeof intercept === "number" ? [intercept] : Array.from(intercept),
    scale: isOurs ? point.scale : point.scale_,
  };
  return objectives[given.factory]?.(given, found) ?? NaN;
}

function rowsOf(coef: number[] | number[][]): number[][] {
  return typeof coef[0] === "number" ? [coef as number[]] : (coef as number[][]);
}
