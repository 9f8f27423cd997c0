import { ModelsError } from "../models-error.ts";

/** The criteria of regression, by scikit-learn's names. */
export type RegressionCriterion = "squared_error" | "absolute_error" | "poisson";

/** Poisson's deviance is of values of at least 0 that are not all 0. */
export function assertCriterionTakes(owner: string, criterion: RegressionCriterion, y: Float64Array): void {
  if (criterion !== "poisson") return;
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
