import { boolean, isCsrMatrix, parseOptions } from "@mlsys/core";
import type { CsrMatrix, Matrix, MatrixLike } from "@mlsys/core";
import type { ColumnWriter } from "../compose/column-writer.ts";
import type { AnyMatrix, Transformer } from "../estimator.ts";
import { clip, dividing, multipliedAndShifted, shiftedAndDivided } from "../internal/affine.ts";
import { noExtremes, widenExtremes } from "../internal/column-extremes.ts";
import { assertFinite, featuresToFit } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, readColumns, safeScales, transformerOf } from "./fitted-transformer.ts";
import type { ColumnFacts } from "./fitted-transformer.ts";

/** Options of {@link maxAbsScaler}. */
export interface MaxAbsScalerOptions {
  /** Whether transformed numbers are kept between −1 and 1. Default false. */
  readonly clip?: boolean;
}

/** An unfitted scaler by the largest absolute value. */
export interface MaxAbsScaler extends Transformer<MatrixLike, AnyMatrix, MaxAbsScalerModel> {
  /** Learns from the first rows of a stream; the model's `partialFit` goes on. */
  partialFit(X: MatrixLike): MaxAbsScalerModel;
}

/**
 * Divides each column by its largest absolute value. NaN, a missing number, is left out and stays; sparse data stays sparse.
 *
 * @param options - `clip`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.MaxAbsScaler.html
 *
 * @example
 * ```ts
 * import { maxAbsScaler } from "@mlsys/models";
 *
 * maxAbsScaler().fitTransform([[1, -4], [2, 2]]).toArray(); // => [[0.5, -1], [1, 0.5]]
 * ```
 */
export function maxAbsScaler(options: MaxAbsScalerOptions = {}): MaxAbsScaler {
  const specs = { clip: { rule: boolean(), default: false } };
  const settings = parseOptions("maxAbsScaler", options, specs, ModelsError);
  const fit = (input: MatrixLike) => {
    const { X, names } = featuresToFit("maxAbsScaler", input, { isCheckedLater: true });
    const learned = { maxAbs: largest(X, "maxAbsScaler.fit, X"), clip: settings.clip, nSamplesSeen: X.rows };
    return new MaxAbsScalerModel(learned, { nFeaturesIn: X.cols, featureNamesIn: names });
  };
  return { ...transformerOf("maxAbsScaler", settings, fit), partialFit: fit };
}

interface Learned {
  readonly maxAbs: Float64Array;
  readonly clip: boolean;
  readonly nSamplesSeen: number;
}

/** The largest absolute value of each column, NaN where there is no number; an infinite one is refused. */
function largest(X: AnyMatrix, where: string): Float64Array {
  const found = isCsrMatrix(X) ? largestOfSparse(X) : largestOfDense(X);
  if (found.includes(Infinity)) assertFinite(X, where, { allowNaN: true });
  return found;
}

function largestOfDense(X: Matrix): Float64Array {
  const extremes = noExtremes(X.cols);
  widenExtremes(X, extremes);
  return extremes.low.map((least, j) => (least === Infinity ? NaN : Math.max(-least, extremes.high[j] as number)));
}

function largestOfSparse({ rows, cols, data, indices }: CsrMatrix): Float64Array {
  const found = new Float64Array(cols);
  const missing = new Int32Array(cols);
  for (let at = 0; at < data.length; at++) {
    const j = indices[at] as number;
    const size = Math.abs(data[at] as number);
    if (size > (found[j] as number)) found[j] = size;
    else if (Number.isNaN(size)) missing[j] = (missing[j] as number) + 1;
  }
  return found.map((size, j) => (missing[j] === rows ? NaN : size));
}

/** A fitted scaler by the largest absolute value. */
export class MaxAbsScalerModel extends FittedTransformer {
  readonly kind = "maxAbsScaler";
  /** The largest absolute value of each column; NaN where there is no number. */
  readonly maxAbs: Float64Array;
  /** What each column is divided by: 1 for a column of zeros. */
  readonly scale: Float64Array;
  /** Rows that it has learned from. */
  readonly nSamplesSeen: number;
  private readonly clip: boolean;

  /** @internal */
  constructor({ maxAbs, clip, nSamplesSeen }: Learned, facts: ColumnFacts) {
    super(facts);
    this.maxAbs = maxAbs;
    this.nSamplesSeen = nSamplesSeen;
    this.scale = safeScales(maxAbs);
    this.clip = clip;
  }

  /**
   * Learns from further rows.
   *
   * @returns a new model, as if all rows had been given at once.
   * @throws {ModelsError} as {@link MaxAbsScalerModel.transform}.
   */
  partialFit(input: MatrixLike): MaxAbsScalerModel {
    const X = this.input("partialFit", input, true, true);
    const found = largest(X, "maxAbsScaler.partialFit, X");
    const maxAbs = this.maxAbs.map((size, j) => {
      const other = found[j] as number;
      return size > other || Number.isNaN(other) ? size : other;
    });
    return new MaxAbsScalerModel({ maxAbs, clip: this.clip, nSamplesSeen: this.nSamplesSeen + X.rows }, this);
  }

  /**
   * Scales rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(X: MatrixLike): AnyMatrix {
    const features = this.input("transform", X, true, true);
    const scaled = shiftedAndDivided(features, undefined, this.scale, "maxAbsScaler.transform, X");
    if (this.clip) clip(scaled.data, -1, 1);
    return scaled;
  }

  /** See compose/column-writer.ts. */
  protected columnWriter(): ColumnWriter | undefined {
    return this.clip ? undefined : dividing(this.nFeaturesIn, undefined, this.scale);
  }

  /**
   * Undoes {@link MaxAbsScalerModel.transform}.
   *
   * @throws {ModelsError} as {@link MaxAbsScalerModel.transform}.
   */
  inverseTransform(X: MatrixLike): AnyMatrix {
    const scaled = this.output("inverseTransform", X, this.nFeaturesIn, true, true);
    return multipliedAndShifted(scaled, this.scale, undefined, "maxAbsScaler.inverseTransform, X");
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { maxAbs, clip, nSamplesSeen, nFeaturesIn } = this;
    return { maxAbs, clip, nSamplesSeen, nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** How a saved scaler by the largest absolute value is read. */
export const maxAbsScalerKind = {
  kind: "maxAbsScaler",
  fromState: (saved: SavedModel): MaxAbsScalerModel => {
    const read = new StateReader(saved);
    const [maxAbs, clip] = [read.vector("maxAbs"), read.boolean("clip")];
    return new MaxAbsScalerModel({ maxAbs, clip, nSamplesSeen: read.number("nSamplesSeen") }, readColumns(read));
  },
} as const;
