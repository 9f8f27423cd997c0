import { boolean, isCsrMatrix, parseOptions, satisfying } from "@mlsys/core";
import type { Matrix, MatrixLike } from "@mlsys/core";
import type { ColumnWriter } from "../compose/column-writer.ts";
import type { AnyMatrix, Transformer, TransformerModel } from "../estimator.ts";
import { clip, multipliedAndShifted, multiplying, shiftedAndDivided } from "../internal/affine.ts";
import { noExtremes, widenExtremes } from "../internal/column-extremes.ts";
import { assertFinite, featuresToFit, featuresToUse, namesOfColumns } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { withOutput } from "./fitted-transformer.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** Options of {@link minMaxScaler}. */
export interface MinMaxScalerOptions {
  /** The range that each column is given. Default [0, 1]. */
  readonly featureRange?: readonly [min: number, max: number];
  /** Whether values beyond those of the fit are cut to the range. Default false. */
  readonly clip?: boolean;
}

const isRange = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && Number(value[0]) < Number(value[1]);

const specs = () =>
  ({
    featureRange: { rule: satisfying("two numbers, min < max", isRange), default: [0, 1] },
    clip: { rule: boolean(), default: false },
  }) as const;

/** An unfitted min–max scaler. */
export interface MinMaxScaler extends Transformer<MatrixLike, Matrix, MinMaxScalerModel> {
  /** Learns from the first rows of a stream; the model's `partialFit` goes on. */
  partialFit(X: MatrixLike): MinMaxScalerModel;
}

/**
 * Stretches each column to a range. NaN, a missing number, is left out and stays; a constant column goes to the lower end.
 *
 * @param options - `featureRange`, `clip`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.MinMaxScaler.html
 *
 * @example
 * ```ts
 * import { minMaxScaler } from "@mlsys/models";
 *
 * const scaled = minMaxScaler().fit([[10], [20]]);
 * scaled.transform([[15], [30]]).toArray(); // => [[0.5], [2]]
 * ```
 */
export function minMaxScaler(options: MinMaxScalerOptions = {}): MinMaxScaler {
  const { featureRange, clip } = parseOptions("minMaxScaler", options, specs(), ModelsError);
  const fit = (X: MatrixLike) => fitScaler({ featureRange: [featureRange[0], featureRange[1]], clip }, X);
  return withoutWeights({
    kind: "minMaxScaler",
    estimatorType: "transformer",
    options: { featureRange, clip },
    fit,
    partialFit: fit,
    fitTransform: (X) => fit(X).transform(X),
    fitWithOutput: (X) => {
      const model = fit(X);
      return withOutput(model, () => model.transform(X));
    },
  });
}

interface Settings {
  readonly featureRange: readonly [number, number];
  readonly clip: boolean;
}

/** The smallest and the largest number of each column; NaN where there is none. */
interface Extremes {
  readonly dataMin: Float64Array;
  readonly dataMax: Float64Array;
  /** Rows that they are of. */
  readonly nSamplesSeen: number;
}

/** A fitted min–max scaler: `X · scale + min`. */
export class MinMaxScalerModel extends Fitted implements TransformerModel<MatrixLike, Matrix> {
  readonly kind = "minMaxScaler";
  /** The smallest number of each column. */
  readonly dataMin: Float64Array;
  /** The largest number of each column. */
  readonly dataMax: Float64Array;
  /** What each column is multiplied by. */
  readonly scale: Float64Array;
  /** What is added to each column afterwards. */
  readonly min: Float64Array;
  /** Number of columns. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  /** Rows that it has learned from. */
  readonly nSamplesSeen: number;
  private readonly settings: Settings;

  /** @internal */
  constructor(
    settings: Settings,
    { dataMin, dataMax, nSamplesSeen }: Extremes,
    featureNamesIn: readonly string[] | undefined,
  ) {
    super();
    const [low, high] = settings.featureRange;
    this.settings = settings;
    this.dataMin = dataMin;
    this.dataMax = dataMax;
    this.scale = dataMin.map((least, j) => (high - low) / rangeOrOne((dataMax[j] as number) - least));
    this.min = dataMin.map((least, j) => low - least * (this.scale[j] as number));
    this.nFeaturesIn = dataMin.length;
    this.nSamplesSeen = nSamplesSeen;
    this.featureNamesIn = featureNamesIn;
  }

  /** The difference of the largest and the smallest number of each column. */
  get dataRange(): Float64Array {
    return this.dataMax.map((most, j) => most - (this.dataMin[j] as number));
  }

  /** The names of the columns, where X was a table. */
  get featureNamesOut(): readonly string[] {
    return namesOfColumns(this);
  }

  /**
   * Learns from further rows.
   *
   * @returns a new model, as if all rows had been given at once.
   * @throws {ModelsError} as {@link MinMaxScalerModel.transform}; `notSupported` for sparse rows.
   */
  partialFit(input: MatrixLike): MinMaxScalerModel {
    const X = featuresToUse("minMaxScaler.partialFit", input, this, { isCheckedLater: true });
    return new MinMaxScalerModel(this.settings, extremesOf("minMaxScaler.partialFit", X, this), this.featureNamesIn);
  }

  /**
   * Scales rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(X: MatrixLike): Matrix {
    const [low, high] = this.settings.featureRange;
    const scaled = multipliedAndShifted(this.dense("transform", X), this.scale, this.min, "minMaxScaler.transform, X");
    if (this.settings.clip) clip(scaled.data, low, high);
    return scaled;
  }

  /** See compose/column-writer.ts. */
  protected columnWriter(): ColumnWriter | undefined {
    return this.settings.clip ? undefined : multiplying(this.scale, this.min);
  }

  /**
   * Undoes {@link MinMaxScalerModel.transform}, but for what was clipped.
   *
   * @throws {ModelsError} as {@link MinMaxScalerModel.transform}.
   */
  inverseTransform(X: MatrixLike): Matrix {
    const given = this.dense("inverseTransform", X);
    return shiftedAndDivided(given, this.min, this.scale, "minMaxScaler.inverseTransform, X");
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { featureRange, clip } = this.settings;
    return {
      featureRange,
      clip,
      dataMin: this.dataMin,
      dataMax: this.dataMax,
      nSamplesSeen: this.nSamplesSeen,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }

  private dense(method: string, input: MatrixLike): Matrix {
    const X = featuresToUse(`minMaxScaler.${method}`, input, this, { isCheckedLater: true });
    return isCsrMatrix(X) ? X.toDense() : X;
  }
}

function fitScaler(settings: Settings, input: MatrixLike): MinMaxScalerModel {
  const { X, names } = featuresToFit("minMaxScaler", input, { isCheckedLater: true });
  return new MinMaxScalerModel(settings, extremesOf("minMaxScaler.fit", X), names);
}

/** The extremes of rows, and of those seen before. */
function extremesOf(owner: string, X: AnyMatrix, before?: Extremes): Extremes {
  if (isCsrMatrix(X)) {
    throw new ModelsError({
      code: "notSupported",
      what: "sparse data cannot be shifted and stay sparse",
      where: `${owner}, X`,
      fix: "make X dense, or use standardScaler({ withMean: false })",
    });
  }
  const extremes = noExtremes(X.cols);
  before?.dataMin.forEach((least, j) => {
    if (Number.isNaN(least)) return;
    extremes.low[j] = least;
    extremes.high[j] = before.dataMax[j] as number;
  });
  widenExtremes(X, extremes);
  const { low, high } = extremes;
  if (low.includes(-Infinity) || high.includes(Infinity)) assertFinite(X, `${owner}, X`, { allowNaN: true });
  return {
    dataMin: low.map((least) => (least === Infinity ? NaN : least)),
    dataMax: high.map((most) => (most === -Infinity ? NaN : most)),
    nSamplesSeen: (before?.nSamplesSeen ?? 0) + X.rows,
  };
}

/** A range that is nothing but rounding counts as 1, as scikit-learn has it. */
function rangeOrOne(range: number): number {
  return range < 10 * Number.EPSILON ? 1 : range;
}

/** How a saved min–max scaler is read. */
export const minMaxScalerKind = {
  kind: "minMaxScaler",
  fromState: (saved: SavedModel): MinMaxScalerModel => {
    const read = new StateReader(saved);
    const featureRange = read.numbers("featureRange");
    if (!isRange(featureRange)) return read.refuse("featureRange", "two numbers");
    const dataMin = read.vector("dataMin");
    const settings = { featureRange, clip: read.boolean("clip") };
    const dataMax = read.vector("dataMax", dataMin.length);
    const extremes = { dataMin, dataMax, nSamplesSeen: read.number("nSamplesSeen") };
    return new MinMaxScalerModel(settings, extremes, read.optionalTexts("featureNamesIn"));
  },
} as const;
