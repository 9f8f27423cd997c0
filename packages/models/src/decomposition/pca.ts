import { boolean, either, integer, Matrix, oneOf, parseOptions, randomSeed, real } from "@mlsys/core";
import type { MatrixLike, RandomStateInput } from "@mlsys/core";
import type { FitOptions, Transformer, TransformerModel } from "../estimator.ts";
import { multipliedAndShifted } from "../internal/affine.ts";
import { rowsToFit } from "../internal/count-rows.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import { scoresTogether } from "../internal/scores-together.ts";
import { refuseWeights } from "../internal/refuse-weights.ts";
import { eitherSpelling, withUnderscores } from "../internal/spellings.ts";
import type { EitherSpelling } from "../internal/spellings.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { transformerOf } from "../preprocessing/fitted-transformer.ts";
import { logDensities } from "./log-densities.ts";
import { covarianceOf, precisionOf } from "./normal-covariance.ts";
import { principalComponents } from "./principal-components.ts";
import type { Components } from "./principal-components.ts";
import { productOf } from "../internal/gram-qr.ts";
import { transposed } from "../internal/transposed.ts";

/** How the components are found. */
export type PcaSolver = "auto" | "full" | "covariance_eigh" | "arpack" | "randomized";

/** Options of {@link pca}. */
export interface PcaOptions {
  /**
   * Components to keep: a number; below 1 the share of the variance that they explain; `"mle"`, as many as most likely stand out of noise
   * (needs at least as many rows as features, and two features). Default null, all.
   */
  readonly nComponents?: number | "mle" | null;
  /** Whether the output has variance 1. Default false. */
  readonly whiten?: boolean;
  /** How: `"full"` and `"arpack"` exactly, `"covariance_eigh"` by the covariance matrix, `"randomized"`. Default `"auto"`, by size. */
  readonly svdSolver?: EitherSpelling<PcaSolver>;
  /** Accepted: `"arpack"` is exact here. Default 0. */
  readonly tol?: number;
  /** Power iterations of `"randomized"`. Default `"auto"`. */
  readonly iteratedPower?: number | "auto";
  /** Vectors that `"randomized"` draws beyond the components. Default 10. */
  readonly nOversamples?: number;
  /** Accepted: the bases of the power iterations are orthonormal, whatever they are called. Default `"auto"`. */
  readonly powerIterationNormalizer?: "auto" | "QR" | "LU" | "none";
  /** Seed of `"randomized"`. Default 0. */
  readonly randomState?: RandomStateInput;
}

const specs = () =>
  ({
    nComponents: { rule: either(integer({ min: 1 }), real({ above: 0, below: 1 }), oneOf("mle", null)), default: null },
    whiten: { rule: boolean(), default: false },
    svdSolver: { rule: eitherSpelling("auto", "full", "covariance_eigh", "arpack", "randomized"), default: "auto" },
    iteratedPower: { rule: either(integer({ min: 0 }), oneOf("auto")), default: "auto" },
    nOversamples: { rule: integer({ min: 1 }), default: 10 },
    tol: { rule: real({ min: 0 }), default: 0 },
    powerIterationNormalizer: { rule: oneOf("auto", "QR", "LU", "none"), default: "auto" },
    randomState: { rule: randomSeed(), default: 0 },
  }) as const;

/** The options, defaults filled in. */
export type PcaSettings = Required<PcaOptions>;

/** An unfitted principal component analysis. */
export type Pca = Transformer<MatrixLike, Matrix, PcaModel>;

/**
 * Principal component analysis: projects centred rows on the directions of largest variance. The largest element of each component is
 * positive, as in scikit-learn. Rows have no weights; a sparse X is made dense.
 *
 * @param options - `nComponents`, `whiten`, `svdSolver`, `tol`, `iteratedPower`, `nOversamples`, `powerIterationNormalizer`, `randomState`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.decomposition.PCA.html
 *
 * @example
 * ```ts
 * import { pca } from "@mlsys/models";
 *
 * const model = pca({ nComponents: 1 }).fit([[1, 1], [2, 2], [3, 3]]);
 * Math.round((model.explainedVarianceRatio[0] ?? 0) * 1e9) / 1e9; // => 1
 * model.transform([[4, 4]]).cols; // => 1
 * ```
 */
export function pca(options: PcaOptions = {}): Pca {
  const settings: PcaSettings = parseOptions("pca", options, specs(), ModelsError);
  return transformerOf("pca", { ...settings }, (X: MatrixLike, _y, fitOptions) => fitPca(settings, X, fitOptions));
}

/** A fitted principal component analysis. */
export class PcaModel extends Fitted implements TransformerModel<MatrixLike, Matrix> {
  readonly kind = "pca";
  /** Components × features, by descending variance. */
  readonly components: Matrix;
  /** The variance along each component. */
  readonly explainedVariance: Float64Array;
  /** The same as shares of the whole variance. */
  readonly explainedVarianceRatio: Float64Array;
  /** The singular values of the centred X. */
  readonly singularValues: Float64Array;
  /** The mean of each feature. */
  readonly mean: Float64Array;
  /** The mean variance along the components left out. */
  readonly noiseVariance: number;
  /** Rows of the fit. */
  readonly nSamples: number;
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  private readonly whiten: boolean;
  private projection: { readonly weights: Matrix; readonly offsets: Float64Array } | undefined;

  /** @internal */
  constructor(whiten: boolean, parts: Components, featureNamesIn: readonly string[] | undefined) {
    super();
    this.whiten = whiten;
    this.components = parts.components;
    this.explainedVariance = parts.explainedVariance;
    this.explainedVarianceRatio = parts.explainedVarianceRatio;
    this.singularValues = parts.singularValues;
    this.mean = parts.mean;
    this.noiseVariance = parts.noiseVariance;
    this.nSamples = parts.nSamples;
    this.nFeaturesIn = parts.mean.length;
    this.featureNamesIn = featureNamesIn;
  }

  /** Number of components kept. */
  get nComponents(): number {
    return this.components.rows;
  }

  /** One name a component. */
  get featureNamesOut(): readonly string[] {
    return Array.from({ length: this.nComponents }, (_, c) => `pca${c}`);
  }

  /**
   * Projects rows, rows × components.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(input: MatrixLike): Matrix {
    const owner = "pca.transform";
    const X = toDense(owner, featuresToUse(owner, input, this, { isCheckedLater: true }));
    const { weights, offsets } = (this.projection ??= this.projectionOf());
    return scoresTogether(`${owner}, X`, X, weights.data, weights.cols, offsets);
  }

  /**
   * The rows that projections are of, but for what the components left out miss: rows × features.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`.
   */
  inverseTransform(input: MatrixLike): Matrix {
    const owner = "pca.inverseTransform";
    const facts = { nFeaturesIn: this.nComponents, featureNamesIn: undefined };
    const Z = toDense(owner, featuresToUse(owner, input, facts, { isCheckedLater: true }));
    const where = `${owner}, X`;
    const scaled = this.whiten ? multipliedAndShifted(Z, this.explainedVariance.map(Math.sqrt), undefined, where) : Z;
    return scoresTogether(where, scaled, this.components.data, this.components.cols, this.mean);
  }

  /**
   * The logarithm of the density of each row under the probabilistic model: normal, with the variances of the components and, in all
   * other directions, `noiseVariance`. The same with `whiten`, where scikit-learn 1.9 counts variances twice.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`; `invalidInput` where some direction has no variance.
   * @see Tipping and Bishop, "Mixtures of probabilistic principal component analysers", Neural Computation 11 (2), 1999.
   */
  scoreSamples(input: MatrixLike): Float64Array {
    return this.logDensities("scoreSamples", input);
  }

  /**
   * The mean of {@link PcaModel.scoreSamples}.
   *
   * @throws {ModelsError} as {@link PcaModel.scoreSamples}; `shapeMismatch` without rows.
   */
  score(input: MatrixLike, _y?: unknown): number {
    const logs = this.logDensities("score", input);
    rowsToFit("pca.score", new Matrix(logs.length, 1, logs));
    return pairwiseSum(logs) / logs.length;
  }

  /**
   * The covariance of the features under the probabilistic model, features × features: that of the components, and `noiseVariance` in all
   * other directions. The same with `whiten`, where scikit-learn 1.9 counts variances twice.
   *
   * @see Tipping and Bishop, "Mixtures of probabilistic principal component analysers", Neural Computation 11 (2), 1999.
   */
  getCovariance(): Matrix {
    return covarianceOf(this);
  }

  /**
   * The inverse of {@link PcaModel.getCovariance}.
   *
   * @throws {ModelsError} `invalidInput` where some direction has no variance.
   */
  getPrecision(): Matrix {
    return precisionOf("pca.getPrecision", this);
  }

  private logDensities(method: string, input: MatrixLike): Float64Array {
    const owner = `pca.${method}`;
    const X = toDense(owner, featuresToUse(owner, input, this));
    return logDensities(owner, X, this);
  }

  /** The components as columns, over what whitening divides by, and what they make of the means, taken off. */
  private projectionOf(): { readonly weights: Matrix; readonly offsets: Float64Array } {
    const weights = transposed(this.components);
    const k = weights.cols;
    if (this.whiten) {
      // Standard deviations are kept from 0.
      const scales = this.explainedVariance.map((variance) => Math.max(Number.EPSILON, Math.sqrt(variance)));
      for (let at = 0; at < weights.data.length; at++) {
        weights.data[at] = (weights.data[at] as number) / (scales[at % k] as number);
      }
    }
    const means = productOf(new Matrix(1, this.mean.length, this.mean), weights);
    return { weights, offsets: means.data.map((value) => -value) };
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      whiten: this.whiten,
      components: matrixState(this.components),
      explainedVariance: this.explainedVariance,
      explainedVarianceRatio: this.explainedVarianceRatio,
      singularValues: this.singularValues,
      mean: this.mean,
      noiseVariance: this.noiseVariance,
      nSamples: this.nSamples,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }
}

function fitPca(settings: PcaSettings, input: MatrixLike, options?: FitOptions): PcaModel {
  const owner = "pca.fit";
  refuseWeights(owner, options);
  const features = featuresToFit("pca", input, { isCheckedLater: true });
  const X = toDense(owner, features.X);
  const solver = withUnderscores<PcaSolver>(settings.svdSolver);
  return new PcaModel(settings.whiten, principalComponents(owner, X, solver, settings), features.names);
}

/** How a saved principal component analysis is read. */
export const pcaKind = {
  kind: "pca",
  fromState: (saved: SavedModel): PcaModel => {
    const read = new StateReader(saved);
    const components = read.matrix("components");
    const parts = {
      components,
      explainedVariance: read.vector("explainedVariance", components.rows),
      explainedVarianceRatio: read.vector("explainedVarianceRatio", components.rows),
      singularValues: read.vector("singularValues", components.rows),
      mean: read.vector("mean", components.cols),
      noiseVariance: read.number("noiseVariance"),
      nSamples: read.number("nSamples"),
    };
    return new PcaModel(read.boolean("whiten"), parts, read.optionalTexts("featureNamesIn"));
  },
} as const;
