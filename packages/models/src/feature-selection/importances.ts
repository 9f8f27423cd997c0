import { either, isMatrix, satisfying, text, toMatrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { Classifier, FitOptions, FittedModel, Regressor, VectorLike } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";

/** An estimator whose models tell how much each column counts: by `coef` or by `featureImportances`. */
export type ImportanceEstimator = Classifier | Regressor;

/** Where the figures of the columns are: `"auto"` for `coef` or `featureImportances`, a path such as `"steps.1.coef"`, or a function. */
export type ImportanceGetter = string | ((model: FittedModel) => VectorLike | MatrixLike);

export const importanceGetterRule = () => either(text({ minLength: 1 }), satisfying("a function of a model", isGetter));

const isGetter = (value: unknown): value is (model: FittedModel) => VectorLike | MatrixLike =>
  typeof value === "function";

/** How much each column of a fitted model counts: its figure's size, or that of its figures over classes, as `sizeOf` tells. */
export function importancesOf(
  owner: string,
  model: FittedModel,
  getter: ImportanceGetter,
  sizeOf: (figures: Float64Array) => number,
): Float64Array {
  const figures = figuresOf(model, getter);
  if (ArrayBuffer.isView(figures) || (Array.isArray(figures) && typeof figures[0] === "number")) {
    return Float64Array.from(figures as Float64Array, (value) => sizeOf(Float64Array.of(value)));
  }
  if (isMatrix(figures) || Array.isArray(figures)) {
    const rows = toMatrix(figures as MatrixLike, owner);
    return Float64Array.from({ length: rows.cols }, (_, j) => sizeOf(rows.column(j)));
  }
  throw new ModelsError({
    code: "notSupported",
    what: "the estimator does not tell how much each column counts",
    where: owner,
    found: typeof getter === "string" && getter !== "auto" ? `no ${getter} of ${model.kind}` : model.kind,
    fix: "take one whose model has coef or featureImportances, or say with importanceGetter where they are",
  });
}

function figuresOf(model: FittedModel, getter: ImportanceGetter): unknown {
  if (typeof getter === "function") return getter(model);
  const at = (name: string): unknown =>
    name
      .split(".")
      .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], model);
  return getter === "auto" ? (at("coef") ?? at("featureImportances")) : at(getter);
}

export const isImportanceEstimator = (value: unknown): value is ImportanceEstimator =>
  typeof value === "object" &&
  value !== null &&
  "estimatorType" in value &&
  (value.estimatorType === "classifier" || value.estimatorType === "regressor");

/** A classifier or a regressor, whose y is either's. */
export interface AnyPredictor {
  fit(X: MatrixLike, y: unknown, options?: FitOptions): FittedModel;
}
