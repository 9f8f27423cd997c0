import type { MatrixLike } from "@mlsys/core";
import type { VectorLike } from "../estimator.ts";
import { assertSquarableTargets, isVector, numbersOf, targetsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import type { TreeTarget } from "./tree-target.ts";

/** The criteria of regression, by scikit-learn's names. */
export type RegressionCriterion = "squared_error" | "absolute_error" | "poisson";

/** y of a regression by trees. */
export interface NumberTarget {
  readonly target: TreeTarget & { readonly y: Float64Array };
  readonly isSingle: boolean;
}

/** Reads one number a row, or several, that the criterion takes. */
export function numberTarget(
  owner: string,
  criterion: RegressionCriterion,
  y: VectorLike | MatrixLike,
  rows: number,
): NumberTarget {
  const isSingle = isVector(y);
  const { data, cols } = isSingle ? { data: numbersOf(owner, "y", y, rows), cols: 1 } : targetsOf(owner, y, rows);
  assertSquarableTargets(owner, data, cols);
  if (criterion === "poisson") assertCounts(owner, data);
  return { target: { y: data, outputs: cols, places: 0 }, isSingle };
}

/** Poisson's deviance is of values of at least 0 that are not all 0. */
function assertCounts(owner: string, y: Float64Array): void {
  const negative = y.findIndex((value) => value < 0);
  if (negative < 0 && y.some((value) => value > 0)) return;
  throw new ModelsError({
    code: "invalidInput",
    what: negative < 0 ? "all values are 0" : "a value is negative",
    where: negative < 0 ? `${owner}, y` : `${owner}, y[${negative}]`,
    found: negative < 0 ? "no value above 0" : String(y[negative]),
    fix: 'give values of at least 0, one of them above, or another criterion than "poisson"',
  });
}
