import { parseOptions, real } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { AnyMatrix, Transformer } from "../estimator.ts";
import { columnMoments } from "../internal/column-moments.ts";
import { columnRanges } from "../internal/column-ranges.ts";
import { allFinite } from "../internal/all-finite.ts";
import { assertSquarable, featuresToFit } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { transformerOf } from "../preprocessing/fitted-transformer.ts";
import type { ColumnFacts } from "../preprocessing/fitted-transformer.ts";
import { assertSomeKept, FittedSelector, readSelector } from "./fitted-selector.ts";

/** Options of {@link varianceThreshold}. */
export interface VarianceThresholdOptions {
  /** Columns whose variance is not above this are dropped. Default 0: constant ones. */
  readonly threshold?: number;
}

/** An unfitted selector by variance. */
export type VarianceThreshold = Transformer<MatrixLike, AnyMatrix, VarianceThresholdModel>;

/**
 * Drops columns that vary little. NaN, a missing number, is left out and stays. Sparse data stays sparse.
 *
 * @param options - `threshold`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_selection.VarianceThreshold.html
 *
 * @example
 * ```ts
 * import { varianceThreshold } from "@mlsys/models";
 *
 * varianceThreshold().fitTransform([[1, 5], [2, 5]]).toArray(); // => [[1], [2]]
 * ```
 */
export function varianceThreshold(options: VarianceThresholdOptions = {}): VarianceThreshold {
  const specs = { threshold: { rule: real({ min: 0 }), default: 0 } } as const;
  const { threshold } = parseOptions("varianceThreshold", options, specs, ModelsError);
  return transformerOf("varianceThreshold", { threshold }, (input: MatrixLike) => {
    const owner = "varianceThreshold.fit";
    const { X, names } = featuresToFit("varianceThreshold", input, { allowNaN: true });
    const { variances, counts } = columnMoments(X, undefined);
    if (!allFinite(variances)) assertSquarable(X, `${owner}, X`, { allowNaN: true });
    if (threshold === 0) {
      columnRanges(X).forEach((range, j) => {
        // Rounding may give a constant column a variance, but no range. As in the reference, a range of some rows bounds nothing.
        if (range === 0 || counts[j] === X.rows) variances[j] = Math.min(variances[j] as number, range);
      });
    }
    const support = Array.from(variances, (variance) => variance > threshold);
    assertSomeKept(owner, support, "lower threshold");
    return new VarianceThresholdModel(support, variances, { nFeaturesIn: X.cols, featureNamesIn: names });
  });
}

/** A fitted selector by variance. */
export class VarianceThresholdModel extends FittedSelector {
  readonly kind = "varianceThreshold";
  /** The variance of each column. */
  readonly variances: Float64Array;

  /** @internal */
  constructor(support: readonly boolean[], variances: Float64Array, facts: ColumnFacts) {
    super(support, facts);
    this.variances = variances;
  }

  protected override get allowsNaN(): boolean {
    return true;
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), variances: this.variances };
  }
}

/** How a saved selector by variance is read. */
export const varianceThresholdKind = {
  kind: "varianceThreshold",
  fromState: (saved: SavedModel): VarianceThresholdModel => {
    const read = new StateReader(saved);
    const { support, facts } = readSelector(read);
    return new VarianceThresholdModel(support, read.vector("variances"), facts);
  },
} as const;
