import { integer, Matrix, oneOf, parseOptions, randomSeed, real } from "@mlsys/core";
import type { CsrMatrix, MatrixLike, RandomStateInput } from "@mlsys/core";
import type { FitOptions, Transformer, TransformerModel } from "../estimator.ts";
import { columnMoments } from "../internal/column-moments.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import { refuseWeights } from "../internal/refuse-weights.ts";
import { scoresTogether } from "../internal/scores-together.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { randomizedSvd, times } from "./randomized-svd.ts";
import { fixSigns, rightSingularVectors } from "./singular-vectors.ts";
import { transposed } from "../internal/transposed.ts";

/** Options of {@link truncatedSVD}. */
export interface TruncatedSVDOptions {
  /** Components to keep. Default 2. */
  readonly nComponents?: number;
  /** `"randomized"` draws; `"arpack"` is exact (a sparse X is then made dense). Default `"randomized"`. */
  readonly algorithm?: "randomized" | "arpack";
  /** Power iterations of `"randomized"`. Default 5. */
  readonly nIter?: number;
  /** Vectors that `"randomized"` draws beyond the components. Default 10. */
  readonly nOversamples?: number;
  /** Accepted: the bases of the power iterations are orthonormal, whatever they are called. Default `"auto"`. */
  readonly powerIterationNormalizer?: "auto" | "QR" | "LU" | "none";
  /** Accepted: `"arpack"` is exact here. Default 0. */
  readonly tol?: number;
  /** Seed of `"randomized"`. Default 0. */
  readonly randomState?: RandomStateInput;
}

const specs = () =>
  ({
    nComponents: { rule: integer({ min: 1 }), default: 2 },
    algorithm: { rule: oneOf("randomized", "arpack"), default: "randomized" },
    nIter: { rule: integer({ min: 0 }), default: 5 },
    nOversamples: { rule: integer({ min: 1 }), default: 10 },
    powerIterationNormalizer: { rule: oneOf("auto", "QR", "LU", "none"), default: "auto" },
    tol: { rule: real({ min: 0 }), default: 0 },
    randomState: { rule: randomSeed(), default: 0 },
  }) as const;

type Settings = Required<TruncatedSVDOptions>;

/** An unfitted truncated singular value decomposition. */
export type TruncatedSVD = Transformer<MatrixLike, Matrix, TruncatedSVDModel>;

/**
 * Projects rows, which are not centred, on the right singular vectors of the largest singular values: on a term matrix, latent
 * semantic analysis. A sparse X stays sparse. The largest element of each component is positive, as in scikit-learn.
 *
 * @param options - `nComponents`, `algorithm`, `nIter`, `nOversamples`, `powerIterationNormalizer`, `tol`, `randomState`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.decomposition.TruncatedSVD.html
 *
 * @example
 * ```ts
 * import { truncatedSVD } from "@mlsys/models";
 *
 * const model = truncatedSVD({ nComponents: 1 }).fit([[3, 0], [0, 1]]);
 * model.singularValues.map((value) => Math.round(value * 1e6) / 1e6); // => Float64Array.of(3)
 * model.transform([[2, 5]]).toArray().flat().map(Math.round); // => [2]
 * ```
 */
export function truncatedSVD(options: TruncatedSVDOptions = {}): TruncatedSVD {
  const settings: Settings = parseOptions("truncatedSVD", options, specs(), ModelsError);
  const fitWithOutput = (X: MatrixLike, _y?: unknown, fitOptions?: FitOptions) => fitSvd(settings, X, fitOptions);
  return {
    kind: "truncatedSVD",
    estimatorType: "transformer",
    options: { ...settings },
    fit: (X, y, fitOptions) => fitWithOutput(X, y, fitOptions).model,
    fitTransform: (X, y, fitOptions) => fitWithOutput(X, y, fitOptions).output,
    fitWithOutput,
  };
}

interface Parts {
  readonly components: Matrix;
  readonly explainedVariance: Float64Array;
  readonly explainedVarianceRatio: Float64Array;
  readonly singularValues: Float64Array;
}

/** A fitted truncated singular value decomposition. */
export class TruncatedSVDModel extends Fitted implements TransformerModel<MatrixLike, Matrix> {
  readonly kind = "truncatedSVD";
  /** Components × features, by descending singular value. */
  readonly components: Matrix;
  /** The variance of each column of the output. */
  readonly explainedVariance: Float64Array;
  /** The same as shares of the variance of X. */
  readonly explainedVarianceRatio: Float64Array;
  /** The singular values. */
  readonly singularValues: Float64Array;
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  private weights: Float64Array | undefined;

  /** @internal */
  constructor(parts: Parts, featureNamesIn: readonly string[] | undefined) {
    super();
    this.components = parts.components;
    this.explainedVariance = parts.explainedVariance;
    this.explainedVarianceRatio = parts.explainedVarianceRatio;
    this.singularValues = parts.singularValues;
    this.nFeaturesIn = parts.components.cols;
    this.featureNamesIn = featureNamesIn;
  }

  /** One name a component. */
  get featureNamesOut(): readonly string[] {
    return Array.from({ length: this.components.rows }, (_, c) => `truncatedsvd${c}`);
  }

  /**
   * Projects rows, rows × components.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(X: MatrixLike): Matrix {
    this.weights ??= transposed(this.components).data;
    const where = "truncatedSVD.transform";
    const rows = featuresToUse(where, X, this, { isCheckedLater: true });
    return scoresTogether(`${where}, X`, rows, this.weights, this.components.rows, undefined);
  }

  /**
   * The rows that projections are of, but for what the components left out miss: rows × features.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`.
   */
  inverseTransform(Z: MatrixLike): Matrix {
    const facts = { nFeaturesIn: this.components.rows, featureNamesIn: undefined };
    const where = "truncatedSVD.inverseTransform";
    const rows = featuresToUse(where, Z, facts, { isCheckedLater: true });
    return scoresTogether(`${where}, X`, rows, this.components.data, this.components.cols, undefined);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      components: matrixState(this.components),
      explainedVariance: this.explainedVariance,
      explainedVarianceRatio: this.explainedVarianceRatio,
      singularValues: this.singularValues,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }
}

interface Fit {
  readonly model: TruncatedSVDModel;
  readonly output: Matrix;
}

function fitSvd(settings: Settings, input: MatrixLike, options?: FitOptions): Fit {
  const owner = "truncatedSVD.fit";
  refuseWeights(owner, options);
  const { X, names } = featuresToFit("truncatedSVD", input, { isSquared: true });
  const { nComponents: k } = settings;
  assertPossible(owner, k, X, settings.algorithm);
  const found =
    settings.algorithm === "randomized" ? randomizedSvd(X, k, settings) : rightSingularVectors(toDense(owner, X), k);
  const components = new Matrix(k, X.cols, found.vectors.data.slice(0, k * X.cols));
  fixSigns(components);
  const { variances } = columnMoments(X, undefined);
  const total = variances.reduce((sum, each) => sum + each, 0);
  const output = times(X, transposed(components));
  const explainedVariance = columnMoments(output, undefined).variances;
  const parts = {
    components,
    explainedVariance,
    explainedVarianceRatio: explainedVariance.map((variance) => (total === 0 ? 0 : variance / total)),
    singularValues: found.singular.slice(0, k),
  };
  return { model: new TruncatedSVDModel(parts, names), output };
}

function assertPossible(owner: string, k: number, { rows, cols }: Matrix | CsrMatrix, algorithm: string): void {
  const most = algorithm === "arpack" ? Math.min(rows, cols) - 1 : Math.min(rows, cols);
  if (k <= most) return;
  throw new ModelsError({
    code: "invalidOption",
    what: "so many components cannot be had",
    where: owner,
    found: `nComponents ${k} for ${rows} × ${cols}`,
    fix: `give at most ${most}`,
  });
}

/** How a saved truncated singular value decomposition is read. */
export const truncatedSVDKind = {
  kind: "truncatedSVD",
  fromState: (saved: SavedModel): TruncatedSVDModel => {
    const read = new StateReader(saved);
    const components = read.matrix("components");
    const parts = {
      components,
      explainedVariance: read.vector("explainedVariance", components.rows),
      explainedVarianceRatio: read.vector("explainedVarianceRatio", components.rows),
      singularValues: read.vector("singularValues", components.rows),
    };
    return new TruncatedSVDModel(parts, read.optionalTexts("featureNamesIn"));
  },
} as const;
