import { boolean, isCsrMatrix, parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { ColumnWriter } from "../compose/column-writer.ts";
import type { AnyMatrix, FitOptions, Transformer, TransformerModel } from "../estimator.ts";
import { dividing, multipliedAndShifted, shiftedAndDivided } from "../internal/affine.ts";
import { columnMoments, joinedMoments, momentsOf } from "../internal/column-moments.ts";
import type { ColumnMoments } from "../internal/column-moments.ts";
import { allFinite } from "../internal/all-finite.ts";
import { assertSquarable, featuresToFit, featuresToUse, namesOfColumns } from "../internal/features.ts";
import { weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { assertNotCentred, withOutput } from "./fitted-transformer.ts";

/** Options of {@link standardScaler}. */
export interface StandardScalerOptions {
  /** Whether to subtract the mean; false for sparse data. Default true. */
  readonly withMean?: boolean;
  /** Whether to divide by the standard deviation. Default true. */
  readonly withStd?: boolean;
}

const specs = () =>
  ({
    withMean: { rule: boolean(), default: true },
    withStd: { rule: boolean(), default: true },
  }) as const;

/** An unfitted standard scaler. */
export interface StandardScaler extends Transformer<MatrixLike, AnyMatrix, StandardScalerModel> {
  /** Learns from the first rows of a stream; the model's `partialFit` goes on. */
  partialFit(X: MatrixLike, y?: unknown, options?: FitOptions): StandardScalerModel;
}

/**
 * Gives each column mean 0 and standard deviation 1 (of the population). NaN, a missing number, is left out of both and stays.
 * A constant column is only shifted. Sparse data needs `withMean: false` and stays sparse.
 *
 * @param options - `withMean`, `withStd`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html
 *
 * @example
 * ```ts
 * import { standardScaler } from "@mlsys/models";
 *
 * const scaled = standardScaler().fit([[1, 5], [3, 5]]);
 * scaled.mean; // => Float64Array.of(2, 5)
 * scaled.transform([[1, 5], [3, 6]]).toArray(); // => [[-1, 0], [1, 1]]
 * scaled.inverseTransform([[1, 0]]).toArray(); // => [[3, 5]]
 * scaled.partialFit([[8, 5], [8, 5]]).mean; // => Float64Array.of(5, 5)
 * ```
 */
export function standardScaler(options: StandardScalerOptions = {}): StandardScaler {
  const parsed = parseOptions("standardScaler", options, specs(), ModelsError);
  const fit = (X: MatrixLike, _y?: unknown, fitOptions?: FitOptions) => fitScaler(parsed, X, fitOptions);
  return {
    kind: "standardScaler",
    estimatorType: "transformer",
    options: { ...parsed },
    fit,
    partialFit: fit,
    fitTransform: (X, y, fitOptions) => fit(X, y, fitOptions).transform(X),
    fitWithOutput: (X, y, fitOptions) => {
      const model = fit(X, y, fitOptions);
      return withOutput(model, () => model.transform(X));
    },
  };
}

interface Settings {
  readonly withMean: boolean;
  readonly withStd: boolean;
}

/** A fitted standard scaler. */
export class StandardScalerModel extends Fitted implements TransformerModel<MatrixLike, AnyMatrix> {
  readonly kind = "standardScaler";
  /** The mean of each column; undefined with neither `withMean` nor `withStd`. */
  readonly mean: Float64Array | undefined;
  /** What each column is divided by: its standard deviation, 1 for a constant one; undefined without `withStd`. */
  readonly scale: Float64Array | undefined;
  /** The variance of each column; undefined without `withStd`. */
  readonly var: Float64Array | undefined;
  /** Number of columns. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  /** Rows that it has learned from, or their weight; one number a column where the columns lack different numbers. */
  readonly nSamplesSeen: number | Float64Array;
  private readonly settings: Settings;
  private readonly moments: ColumnMoments;

  /** @internal */
  constructor(settings: Settings, moments: ColumnMoments, featureNamesIn: readonly string[] | undefined) {
    super();
    const { withMean, withStd } = settings;
    const { means, variances, counts, isConstant } = moments;
    this.settings = settings;
    this.moments = moments;
    this.mean = withMean || withStd ? means : undefined;
    this.var = withStd ? variances : undefined;
    this.scale = withStd ? deviationsOf(variances, isConstant) : undefined;
    this.nSamplesSeen = counts.every((count) => count === counts[0]) ? (counts[0] as number) : counts;
    this.nFeaturesIn = means.length;
    this.featureNamesIn = featureNamesIn;
  }

  /** The names of the columns, where X was a table. */
  get featureNamesOut(): readonly string[] {
    return namesOfColumns(this);
  }

  /**
   * Learns from further rows.
   *
   * @returns a new model, as if all rows had been given at once, but for rounding.
   * @throws {ModelsError} as {@link StandardScalerModel.transform}; `lengthMismatch`.
   * @see Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
   */
  partialFit(input: MatrixLike, _y?: unknown, fitOptions: FitOptions = {}): StandardScalerModel {
    const owner = "standardScaler.partialFit";
    const X = featuresToUse(owner, input, this, { allowNaN: true });
    if (isCsrMatrix(X)) assertNotCentred(owner, "withMean", this.settings.withMean);
    const moments = checkedMoments(owner, this.settings, X, weightsOf(owner, fitOptions, X.rows));
    return new StandardScalerModel(this.settings, joinedMoments(this.moments, moments), this.featureNamesIn);
  }

  /**
   * Scales rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`; `notSupported` for sparse rows with `withMean`.
   */
  transform(X: MatrixLike): AnyMatrix {
    const owner = "standardScaler.transform";
    const features = featuresToUse(owner, X, this, { isCheckedLater: true });
    if (isCsrMatrix(features)) assertNotCentred(owner, "withMean", this.settings.withMean);
    return shiftedAndDivided(features, this.settings.withMean ? this.mean : undefined, this.scale, `${owner}, X`);
  }

  /** See compose/column-writer.ts. */
  protected columnWriter(): ColumnWriter {
    return dividing(this.nFeaturesIn, this.settings.withMean ? this.mean : undefined, this.scale);
  }

  /**
   * Undoes {@link StandardScalerModel.transform}.
   *
   * @throws {ModelsError} as {@link StandardScalerModel.transform}.
   */
  inverseTransform(X: MatrixLike): AnyMatrix {
    const owner = "standardScaler.inverseTransform";
    const known = { nFeaturesIn: this.nFeaturesIn, featureNamesIn: undefined };
    const features = featuresToUse(owner, X, known, { isCheckedLater: true });
    if (isCsrMatrix(features)) assertNotCentred(owner, "withMean", this.settings.withMean);
    return multipliedAndShifted(features, this.scale, this.settings.withMean ? this.mean : undefined, `${owner}, X`);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { means, variances, counts } = this.moments;
    return { ...this.settings, means, variances, counts, featureNamesIn: this.featureNamesIn ?? null };
  }
}

function deviationsOf(variances: Float64Array, isConstant: Uint8Array): Float64Array {
  const deviations = new Float64Array(variances.length);
  for (let j = 0; j < deviations.length; j++)
    deviations[j] = isConstant[j] === 1 ? 1 : Math.sqrt(variances[j] as number);
  return deviations;
}

function fitScaler(settings: Settings, input: MatrixLike, fitOptions: FitOptions = {}): StandardScalerModel {
  const owner = "standardScaler.fit";
  const { X, names } = featuresToFit("standardScaler", input, { allowNaN: true });
  if (isCsrMatrix(X)) assertNotCentred(owner, "withMean", settings.withMean);
  const moments = checkedMoments(owner, settings, X, weightsOf(owner, fitOptions, X.rows));
  return new StandardScalerModel(settings, moments, names);
}

/** Refuses numbers that are too large for their variance, where that is wanted. */
function checkedMoments(
  owner: string,
  { withMean, withStd }: Settings,
  X: AnyMatrix,
  weights: Float64Array | undefined,
): ColumnMoments {
  const moments = columnMoments(X, weights);
  const isWanted = withMean || withStd;
  if (isWanted && !(allFinite(moments.means) && allFinite(moments.variances))) {
    assertSquarable(X, `${owner}, X`, { allowNaN: true });
  }
  return moments;
}

/** How a saved standard scaler is read. */
export const standardScalerKind = {
  kind: "standardScaler",
  fromState: (saved: SavedModel): StandardScalerModel => {
    const read = new StateReader(saved);
    const settings = { withMean: read.boolean("withMean"), withStd: read.boolean("withStd") };
    const means = read.vector("means");
    const variances = read.vector("variances", means.length);
    const moments = momentsOf(means, variances, read.vector("counts", means.length));
    return new StandardScalerModel(settings, moments, read.optionalTexts("featureNamesIn"));
  },
} as const;
