import { isMatrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { Classifier, FittedModel, Regressor } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";

/** An estimator whose models tell how much each column counts: by `coef` or by `featureImportances`. */
export type ImportanceEstimator = Classifier | Regressor;

/** How much each column of a fitted model counts: sizes of coefficients added up over classes, or importances. */
export function importancesOf(owner: string, model: FittedModel, power: 1 | 2): Float64Array {
  const parts = model as FittedModel & { readonly featureImportances?: unknown; readonly coef?: unknown };
  const size = (value: number): number => Math.abs(value) ** power;
  if (parts.coef instanceof Float64Array) return parts.coef.map(size);
  if (isMatrix(parts.coef)) {
    const sums = new Float64Array(parts.coef.cols);
    parts.coef.data.forEach((value, at) => {
      const j = at % sums.length;
      sums[j] = (sums[j] as number) + size(value);
    });
    return sums;
  }
  if (parts.featureImportances instanceof Float64Array) return parts.featureImportances.map(size);
  throw new ModelsError({
    code: "notSupported",
    what: "the estimator does not tell how much each column counts",
    where: owner,
    found: model.kind,
    fix: "take one whose model has coef or featureImportances",
  });
}

export const isImportanceEstimator = (value: unknown): value is ImportanceEstimator =>
  typeof value === "object" &&
  value !== null &&
  "estimatorType" in value &&
  (value.estimatorType === "classifier" || value.estimatorType === "regressor");

/** A classifier or a regressor, whose y is either's. */
export interface AnyPredictor {
  fit(X: MatrixLike, y: unknown): FittedModel;
}
