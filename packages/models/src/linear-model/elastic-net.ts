import { parseOptions, real } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel } from "../persistence/saved-model.ts";
import { descentSpecs, FittedSparseModel, readDescent } from "./elastic-net-fit.ts";
import type { DescentOptions, FittedDescent } from "./elastic-net-fit.ts";
import { descentFit, FittedSparseMultiTargetModel, readMultiTargetDescent } from "./multi-target-descent.ts";

/** Options of {@link elasticNet}. */
export interface ElasticNetOptions extends DescentOptions {
  /** The share of the L1 penalty; the rest is L2. Default 0.5. */
  readonly l1Ratio?: number;
}

/** An unfitted elastic net. */
export interface ElasticNet extends Regressor<MatrixLike, ElasticNetModel> {
  /** Fits one target (one number a row), or several (rows × targets), each by itself. */
  fit(X: MatrixLike, y: MatrixLike, options?: FitOptions): MultiTargetElasticNetModel;
  fit(X: MatrixLike, y: VectorLike, options?: FitOptions): ElasticNetModel;
}

/**
 * Least squares with both penalties: minimises ‖y − Xw‖² / 2n + alpha·(l1Ratio·‖w‖₁ + (1 − l1Ratio)·‖w‖² / 2). Its optimum is
 * reached to the last digits that matter, where scikit-learn's descent stops at `tol`. A sparse X is made dense.
 *
 * @param options - `alpha`, `l1Ratio`, `fitIntercept`, `maxIter`, `tol`, `positive`, `selection`, `randomState`, `logger`.
 * @returns the unfitted estimator.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.ElasticNet.html
 *
 * @example
 * ```ts
 * import { elasticNet } from "@mlsys/models";
 *
 * const model = elasticNet({ alpha: 0.5, l1Ratio: 0.5 }).fit([[-1], [0], [1]], [-2, 0, 2]);
 * Array.from(model.coef, (value) => Math.round(value * 1e9) / 1e9); // => [1.181818182]
 * ```
 */
export function elasticNet(options: ElasticNetOptions = {}): ElasticNet {
  const specs = { ...descentSpecs(), l1Ratio: { rule: real({ min: 0, max: 1 }), default: 0.5 } } as const;
  const settings = parseOptions("elasticNet", options, specs, ModelsError);
  return {
    kind: "elasticNet",
    estimatorType: "regressor",
    options: { ...settings },
    fit: descentFit(
      "elasticNet",
      settings,
      modelOf,
      (fitted) => new MultiTargetElasticNetModel(fitted),
    ) as ElasticNet["fit"],
  };
}

/** A fitted elastic net of one target. */
export class ElasticNetModel extends FittedSparseModel {
  readonly kind = "elasticNet";
}

/** A fitted elastic net of several targets. */
export class MultiTargetElasticNetModel extends FittedSparseMultiTargetModel {
  readonly kind = "multiTargetElasticNet";
}

const modelOf = ({ coef, intercept, facts }: FittedDescent): ElasticNetModel =>
  new ElasticNetModel(coef, intercept, facts);

/** How a saved elastic net is read. */
export const elasticNetKind = {
  kind: "elasticNet",
  fromState: (saved: SavedModel): ElasticNetModel => modelOf(readDescent(saved)),
} as const;

/** How a saved elastic net of several targets is read. */
export const multiTargetElasticNetKind = {
  kind: "multiTargetElasticNet",
  fromState: (saved: SavedModel): MultiTargetElasticNetModel =>
    new MultiTargetElasticNetModel(readMultiTargetDescent(saved)),
} as const;
