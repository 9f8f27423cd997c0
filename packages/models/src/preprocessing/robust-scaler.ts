import { boolean, isCsrMatrix, parseOptions, satisfying } from "@mlsys/core";
import type { CsrMatrix, MatrixLike } from "@mlsys/core";
import type { ColumnWriter } from "../compose/column-writer.ts";
import type { AnyMatrix, Transformer } from "../estimator.ts";
import { dividing, multipliedAndShifted, shiftedAndDivided } from "../internal/affine.ts";
import { mapColumns } from "../internal/columns.ts";
import { toCsc } from "../internal/csc.ts";
import { featuresToFit } from "../internal/features.ts";
import { quantileWithZeros, sortedNumbers } from "../internal/quantiles.ts";
import { normalQuantile } from "../internal/special-functions.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { assertNotCentred, FittedTransformer, readColumns, safeScales, transformerOf } from "./fitted-transformer.ts";
import type { ColumnFacts } from "./fitted-transformer.ts";

/** Options of {@link robustScaler}. */
export interface RobustScalerOptions {
  /** Whether to subtract the median; false for sparse data. Default true. */
  readonly withCentering?: boolean;
  /** Whether to divide by the range between the two quantiles. Default true. */
  readonly withScaling?: boolean;
  /** The two quantiles, in percent. Default 25 and 75. */
  readonly quantileRange?: readonly [low: number, high: number];
  /** Whether normally distributed columns get a variance of 1. Default false. */
  readonly unitVariance?: boolean;
}

const isRange = (value: unknown): value is readonly [number, number] => {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low, high] = value as readonly unknown[];
  return typeof low === "number" && typeof high === "number" && low >= 0 && low <= high && high <= 100;
};

const specs = () =>
  ({
    withCentering: { rule: boolean(), default: true },
    withScaling: { rule: boolean(), default: true },
    quantileRange: {
      rule: satisfying("two numbers from 0 to 100, ascending", isRange),
      default: [25, 75] as readonly [number, number],
    },
    unitVariance: { rule: boolean(), default: false },
  }) as const;

/** An unfitted robust scaler. */
export type RobustScaler = Transformer<MatrixLike, AnyMatrix, RobustScalerModel>;

/**
 * Subtracts the median of each column and divides by the range between two quantiles: outliers change little. NaN, a missing
 * number, is left out and stays. Sparse data needs `withCentering: false` and stays sparse.
 *
 * @param options - `withCentering`, `withScaling`, `quantileRange`, `unitVariance`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.RobustScaler.html
 *
 * @example
 * ```ts
 * import { robustScaler } from "@mlsys/models";
 *
 * robustScaler().fitTransform([[1], [2], [3], [4], [1000]]).toArray(); // => [[-1], [-0.5], [0], [0.5], [498.5]]
 * ```
 */
export function robustScaler(options: RobustScalerOptions = {}): RobustScaler {
  const settings = parseOptions("robustScaler", options, specs(), ModelsError);
  return transformerOf("robustScaler", settings, (input: MatrixLike) => {
    const { X, names } = featuresToFit("robustScaler", input, { allowNaN: true });
    if (isCsrMatrix(X)) assertNotCentred("robustScaler.fit", "withCentering", settings.withCentering);
    const columns = isCsrMatrix(X)
      ? sortedSparse(X)
      : mapColumns(X, (column) => ({ sorted: sortedNumbers(column), zeros: 0 }));
    const [low, high] = settings.quantileRange;
    const at = (share: number): Float64Array =>
      Float64Array.from(columns, ({ sorted, zeros }) =>
        sorted.length + zeros === 0 ? NaN : quantileWithZeros(sorted, zeros, share),
      );
    const [bottom, top] = [at(low / 100), at(high / 100)];
    const spread = settings.unitVariance ? normalQuantile(high / 100) - normalQuantile(low / 100) : 1;
    const scale = safeScales(top.map((value, j) => value - (bottom[j] as number))).map((value) => value / spread);
    return new RobustScalerModel(
      settings.withCentering ? at(0.5) : undefined,
      settings.withScaling ? scale : undefined,
      { nFeaturesIn: X.cols, featureNamesIn: names },
    );
  });
}

/** The numbers of a column, sorted, but for zeros that are not stored. */
interface SortedColumn {
  readonly sorted: Float64Array;
  readonly zeros: number;
}

function sortedSparse(X: CsrMatrix): SortedColumn[] {
  const { rows, cols, starts, values } = toCsc(X);
  return Array.from({ length: cols }, (_, j) => {
    const stored = values.subarray(starts[j], starts[j + 1]);
    return { sorted: sortedNumbers(stored), zeros: rows - stored.length };
  });
}

/** A fitted robust scaler. */
export class RobustScalerModel extends FittedTransformer {
  readonly kind = "robustScaler";
  /** The median of each column; undefined without `withCentering`. */
  readonly center: Float64Array | undefined;
  /** What each column is divided by: 1 for a constant one; undefined without `withScaling`. */
  readonly scale: Float64Array | undefined;

  /** @internal */
  constructor(center: Float64Array | undefined, scale: Float64Array | undefined, facts: ColumnFacts) {
    super(facts);
    this.center = center;
    this.scale = scale;
  }

  /**
   * Scales rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`; `notSupported` for sparse rows with `withCentering`.
   */
  transform(X: MatrixLike): AnyMatrix {
    const { center, scale } = this;
    const features = this.checked(this.input("transform", X, true, true));
    return shiftedAndDivided(features, center, scale, "robustScaler.transform, X");
  }

  /** See compose/column-writer.ts. */
  protected columnWriter(): ColumnWriter {
    return dividing(this.nFeaturesIn, this.center, this.scale);
  }

  /**
   * Undoes {@link RobustScalerModel.transform}.
   *
   * @throws {ModelsError} as {@link RobustScalerModel.transform}.
   */
  inverseTransform(X: MatrixLike): AnyMatrix {
    const { center, scale } = this;
    const given = this.checked(this.output("inverseTransform", X, this.nFeaturesIn, true, true));
    return multipliedAndShifted(given, scale, center, "robustScaler.inverseTransform, X");
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      center: this.center ?? null,
      scale: this.scale ?? null,
      nFeaturesIn: this.nFeaturesIn,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }

  private checked(X: AnyMatrix): AnyMatrix {
    if (isCsrMatrix(X)) assertNotCentred("robustScaler", "withCentering", this.center !== undefined);
    return X;
  }
}

/** How a saved robust scaler is read. */
export const robustScalerKind = {
  kind: "robustScaler",
  fromState: (saved: SavedModel): RobustScalerModel => {
    const read = new StateReader(saved);
    return new RobustScalerModel(read.optionalVector("center"), read.optionalVector("scale"), readColumns(read));
  },
} as const;
