import { boolean, either, integer, Matrix, oneOf, parseOptions, randomSeed, randomState, real } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import { product, shuffledOrder, takeColumns } from "./arrangement.ts";
import { lowRankMatrix } from "./low-rank-matrix.ts";

/** Options of {@link makeRegression}. */
export interface MakeRegressionOptions {
  /** Number of rows. Default 100. */
  readonly nSamples?: number;
  /** Number of features. Default 100. */
  readonly nFeatures?: number;
  /** Features that the target depends on; at most all. Default 10. */
  readonly nInformative?: number;
  /** Number of targets. Default 1. */
  readonly nTargets?: number;
  /** Added to each target. Default 0. */
  readonly bias?: number;
  /** About how many singular vectors explain the features; null for independent ones. Default null. */
  readonly effectiveRank?: number | null;
  /** Weight of the tail of the singular values, from 0 to 1, with `effectiveRank`. Default 0.5. */
  readonly tailStrength?: number;
  /** Standard deviation of the noise on the targets. Default 0. */
  readonly noise?: number;
  /** Whether rows and features are shuffled. Default true. */
  readonly shuffle?: boolean;
  /** Whether the true coefficients are returned. Default false. */
  readonly coef?: boolean;
  /** Seed. Default: another data set each time. */
  readonly randomState?: RandomStateInput;
}

/** One target a row, or a matrix of several. */
type Targets<Options> = Options extends { readonly nTargets: number }
  ? Options["nTargets"] extends 1
    ? Float64Array
    : 1 extends Options["nTargets"]
      ? Float64Array | Matrix
      : Matrix
  : Float64Array;

/** What {@link makeRegression} returns: rows × features, the targets, and the true coefficients where they were asked for. */
export interface RegressionData<Options = { readonly coef?: false }> {
  /** The features, `nSamples` × `nFeatures`. */
  readonly X: Matrix;
  /** The targets: `nSamples` values, or a matrix `nSamples` × `nTargets` where there are several. */
  readonly y: Targets<Options>;
  /** The true coefficients: one a feature, or a matrix `nFeatures` × `nTargets`. */
  readonly coef: Options extends { readonly coef: true } ? Targets<Options> : Targets<Options> | undefined;
}

const specs = {
  nSamples: { rule: integer({ min: 1 }), default: 100 },
  nFeatures: { rule: integer({ min: 1 }), default: 100 },
  nInformative: { rule: integer({ min: 0 }), default: 10 },
  nTargets: { rule: integer({ min: 1 }), default: 1 },
  bias: { rule: real(), default: 0 },
  effectiveRank: { rule: either(integer({ min: 1 }), oneOf(null)), default: null },
  tailStrength: { rule: real({ min: 0, max: 1 }), default: 0.5 },
  noise: { rule: real({ min: 0 }), default: 0 },
  shuffle: { rule: boolean(), default: true },
  coef: { rule: boolean(), default: false },
  randomState: { rule: randomSeed() },
} as const;

/**
 * Makes a random linear regression problem: normal features, a target that depends on some of them, and normal noise. The same
 * seed gives the numbers of scikit-learn's `make_regression`; with several informative features, to the last digits, which
 * depend on the order of summation there.
 *
 * @param options - numbers of rows, features and targets, noise, seed.
 * @returns features, targets and, where asked for, the true coefficients.
 * @throws {DataError} `invalidOption`.
 * @see scikit-learn 1.9, `sklearn.datasets.make_regression`.
 *
 * @example
 * ```ts
 * import { makeRegression } from "@mlsys/data";
 *
 * const { X, y, coef } = makeRegression({ nSamples: 3, nFeatures: 1, coef: true, randomState: 0 });
 * X.rows; // => 3
 * Math.abs((y[0] ?? NaN) - X.get(0, 0) * (coef[0] ?? NaN)) < 1e-12; // => true
 * ```
 */
export function makeRegression<const Options extends MakeRegressionOptions = { readonly coef?: false }>(
  options?: Options,
): RegressionData<Options> {
  const parsed = parseOptions("makeRegression", options, specs, DataError);
  const { nSamples, nFeatures, nTargets, effectiveRank, tailStrength, noise } = parsed;
  const nInformative = Math.min(nFeatures, parsed.nInformative);
  const rng = randomState(parsed.randomState);
  let X =
    effectiveRank === null
      ? new Matrix(nSamples, nFeatures, rng.standardNormal(nSamples * nFeatures))
      : lowRankMatrix(nSamples, nFeatures, { effectiveRank, tailStrength, rng });
  let truth = new Matrix(nFeatures, nTargets);
  for (let k = 0; k < nInformative * nTargets; k++) truth.data[k] = 100 * rng.randomSample();
  let y = product(X, truth);
  for (let k = 0; k < y.data.length; k++) y.data[k] = (y.data[k] ?? 0) + parsed.bias;
  if (noise > 0) for (let k = 0; k < y.data.length; k++) y.data[k] = (y.data[k] ?? 0) + rng.normal(0, noise);
  if (parsed.shuffle) {
    const rows = shuffledOrder(rng, nSamples);
    const features = shuffledOrder(rng, nFeatures);
    X = takeColumns(X.take(rows), features);
    y = y.take(rows);
    truth = truth.take(features);
  }
  const shaped = (targets: Matrix): Float64Array | Matrix => (nTargets === 1 ? targets.data : targets);
  return { X, y: shaped(y), coef: parsed.coef ? shaped(truth) : undefined } as RegressionData<Options>;
}
