import { boolean, isCsrMatrix, parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { AnyMatrix, FitOptions, Transformer, TransformerModel } from "../estimator.ts";
import { multipliedAndShifted, shiftedAndDivided } from "../internal/affine.ts";
import { columnMoments } from "../internal/column-moments.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import { weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { assertNotCentred } from "./fitted-transformer.ts";

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
export type StandardScaler = Transformer<MatrixLike, AnyMatrix, StandardScalerModel>;

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
    fitTransform: (X, y, fitOptions) => fit(X, y, fitOptions).transform(X),
    fitWithOutput: (X, y, fitOptions) => {
      const model = fit(X, y, fitOptions);
      return { model, output: model.transform(X) };
    },
  };
}

interface Scaling {
  readonly mean: Float64Array | undefined;
  readonly scale: Float64Array | undefined;
  readonly var: Float64Array | undefined;
  readonly nFeaturesIn: number;
  readonly featureNamesIn: readonly string[] | undefined;
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
  private readonly withMean: boolean;

  /** @internal */
  constructor(withMean: boolean, scaling: Scaling) {
    super();
    this.withMean = withMean;
    this.mean = scaling.mean;
    this.scale = scaling.scale;
    this.var = scaling.var;
    this.nFeaturesIn = scaling.nFeaturesIn;
    this.featureNamesIn = scaling.featureNamesIn;
  }

  /** The names of the columns, where X was a table. */
  get featureNamesOut(): readonly string[] | undefined {
    return this.featureNamesIn;
  }

  /**
   * Scales rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`; `notSupported` for sparse rows with `withMean`.
   */
  transform(X: MatrixLike): AnyMatrix {
    const features = featuresToUse("standardScaler.transform", X, this, { allowNaN: true });
    if (isCsrMatrix(features)) assertNotCentred("standardScaler.transform", "withMean", this.withMean);
    return shiftedAndDivided(features, this.withMean ? this.mean : undefined, this.scale);
  }

  /**
   * Undoes {@link StandardScalerModel.transform}.
   *
   * @throws {ModelsError} as {@link StandardScalerModel.transform}.
   */
  inverseTransform(X: MatrixLike): AnyMatrix {
    const owner = "standardScaler.inverseTransform";
    const features = featuresToUse(
      owner,
      X,
      { nFeaturesIn: this.nFeaturesIn, featureNamesIn: undefined },
      { allowNaN: true },
    );
    if (isCsrMatrix(features)) assertNotCentred(owner, "withMean", this.withMean);
    return multipliedAndShifted(features, this.scale, this.withMean ? this.mean : undefined);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      withMean: this.withMean,
      mean: this.mean ?? null,
      scale: this.scale ?? null,
      var: this.var ?? null,
      nFeaturesIn: this.nFeaturesIn,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }
}

function fitScaler(
  { withMean, withStd }: { readonly withMean: boolean; readonly withStd: boolean },
  input: MatrixLike,
  { sampleWeight }: FitOptions = {},
): StandardScalerModel {
  const owner = "standardScaler.fit";
  const { X, names } = featuresToFit("standardScaler", input, { allowNaN: true });
  if (isCsrMatrix(X)) assertNotCentred(owner, "withMean", withMean);
  const { means, variances, isConstant } = columnMoments(X, weightsOf(owner, sampleWeight, X.rows));
  return new StandardScalerModel(withMean, {
    mean: withMean || withStd ? means : undefined,
    var: withStd ? variances : undefined,
    scale: withStd ? variances.map((variance, j) => (isConstant[j] === 1 ? 1 : Math.sqrt(variance))) : undefined,
    nFeaturesIn: X.cols,
    featureNamesIn: names,
  });
}

/** How a saved standard scaler is read. */
export const standardScalerKind = {
  kind: "standardScaler",
  fromState: (saved: SavedModel): StandardScalerModel => {
    const read = new StateReader(saved);
    return new StandardScalerModel(read.boolean("withMean"), {
      mean: read.optionalVector("mean"),
      scale: read.optionalVector("scale"),
      var: read.optionalVector("var"),
      nFeaturesIn: read.number("nFeaturesIn"),
      featureNamesIn: read.optionalTexts("featureNamesIn"),
    });
  },
} as const;
