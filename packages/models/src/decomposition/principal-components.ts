import { Matrix } from "@mlsys/core";
import { allFinite } from "../internal/all-finite.ts";
import { centredRows, columnMeans } from "../internal/centering.ts";
import { assertFinite } from "../internal/features.ts";
import { gramMatrices } from "../internal/gram.ts";
import { ModelsError } from "../models-error.ts";
import { likeliestRank } from "./likeliest-rank.ts";
import type { PcaSettings, PcaSolver } from "./pca.ts";
import { randomizedSvd } from "./randomized-svd.ts";
import { symmetricEigenvectors } from "../internal/orthogonal/tridiagonal.ts";
import { fixSigns, rightSingularVectors } from "./singular-vectors.ts";

/** What a principal component analysis finds. */
export interface Components {
  readonly components: Matrix;
  readonly explainedVariance: Float64Array;
  readonly explainedVarianceRatio: Float64Array;
  readonly singularValues: Float64Array;
  readonly mean: Float64Array;
  readonly noiseVariance: number;
  readonly nSamples: number;
}

/** Directions with the variance along each. */
interface Directions {
  readonly vectors: Matrix;
  readonly variances: Float64Array;
  readonly singular: Float64Array;
  readonly mean: Float64Array;
  /** The variance of all features together. */
  readonly total: number;
}

export function principalComponents(owner: string, X: Matrix, asked: PcaSolver, settings: PcaSettings): Components {
  const smaller = Math.min(X.rows, X.cols);
  const isLikeliest = settings.nComponents === "mle";
  const all = asked === "arpack" ? smaller - 1 : smaller;
  const wanted = typeof settings.nComponents === "number" ? settings.nComponents : all;
  const solver = asked === "auto" ? solverFor(X, wanted) : asked;
  if (isLikeliest) assertLikeliest(owner, X, solver);
  assertPossible(owner, wanted, smaller, solver);
  const found =
    solver === "covariance_eigh" ? byCovariance(owner, X) : bySingularValues(owner, X, wanted, solver, settings);
  if (!Number.isFinite(found.total)) throw beyondDoubles(owner);
  fixSigns(found.vectors);
  const ratios = found.variances.map((variance) => (found.total === 0 ? 0 : variance / found.total));
  const k = isLikeliest ? likeliestRank(found.variances, X.rows) : wanted < 1 ? countFor(ratios, wanted) : wanted;
  const explainedVariance = found.variances.slice(0, k);
  const rest = found.total - explainedVariance.reduce((sum, each) => sum + each, 0);
  return {
    components: new Matrix(k, X.cols, found.vectors.data.slice(0, k * X.cols)),
    explainedVariance,
    explainedVarianceRatio: ratios.slice(0, k),
    singularValues: found.singular.slice(0, k),
    mean: found.mean,
    noiseVariance: k < smaller ? Math.max(0, rest) / (solver === "covariance_eigh" ? X.cols - k : smaller - k) : 0,
    nSamples: X.rows,
  };
}

/** Long data by their covariance, small ones exactly, few components of large ones by drawing. */
function solverFor({ rows, cols }: Matrix, wanted: number): PcaSolver {
  if (cols <= 1000 && rows >= 10 * cols) return "covariance_eigh";
  const isSmall = Math.max(rows, cols) <= 500;
  return !isSmall && wanted >= 1 && wanted < 0.8 * Math.min(rows, cols) ? "randomized" : "full";
}

function bySingularValues(
  owner: string,
  X: Matrix,
  wanted: number,
  solver: PcaSolver,
  { iteratedPower, nOversamples, randomState }: PcaSettings,
): Directions {
  assertFinite(X, `${owner}, X`);
  const freedom = Math.max(1, X.rows - 1);
  const mean = columnMeans(X, undefined);
  const centred = centredRows(X, mean);
  const isDrawn = solver === "randomized";
  const nIter = iteratedPower === "auto" ? (wanted < 0.1 * Math.min(X.rows, X.cols) ? 7 : 4) : iteratedPower;
  const { singular, vectors } = isDrawn
    ? randomizedSvd(centred, wanted, { nOversamples, nIter, randomState })
    : rightSingularVectors(centred, wanted < 1 ? undefined : wanted);
  const variances = singular.map((value) => (value * value) / freedom);
  const squares = centred.data.reduce((sum, value) => sum + value * value, 0);
  const total = isDrawn || solver === "arpack" ? squares / freedom : variances.reduce((sum, each) => sum + each, 0);
  return { vectors, variances, singular, total, mean };
}

function beyondDoubles(owner: string): ModelsError {
  return new ModelsError({
    code: "nonFinite",
    what: "the variance is beyond the range of doubles",
    where: `${owner}, X`,
    found: "numbers of more than about 1e150",
    fix: "divide the columns by a power of ten, or scale them with standardScaler",
  });
}

function byCovariance(owner: string, X: Matrix): Directions {
  const freedom = Math.max(1, X.rows - 1);
  const { xx, centred } = gramMatrices({ X, Y: new Matrix(X.rows, 0), weights: undefined, fitIntercept: true });
  // What is not finite shows in the products.
  if (!allFinite(xx.data)) {
    assertFinite(X, `${owner}, X`);
    throw beyondDoubles(owner);
  }
  const { values, vectors } = symmetricEigenvectors(
    new Matrix(
      X.cols,
      X.cols,
      xx.data.map((value) => value / freedom),
    ),
  );
  const variances = values.map((value) => Math.max(0, value));
  const singular = variances.map((variance) => Math.sqrt(variance * freedom));
  return { vectors, variances, singular, total: variances.reduce((sum, each) => sum + each, 0), mean: centred.xMeans };
}

/** How many components it takes to explain more than a share of the variance. */
function countFor(ratios: Float64Array, share: number): number {
  let sum = 0;
  for (let k = 0; k < ratios.length; k++) {
    sum += ratios[k] as number;
    if (sum > share) return k + 1;
  }
  return ratios.length;
}

function assertLikeliest(owner: string, { rows, cols }: Matrix, solver: PcaSolver): void {
  if (rows >= cols && cols > 1 && (solver === "full" || solver === "covariance_eigh")) return;
  throw new ModelsError({
    code: "invalidOption",
    what: 'nComponents "mle" cannot be had',
    where: owner,
    found: `${rows} rows of ${cols} features with svdSolver ${JSON.stringify(solver)}`,
    fix: 'give at least as many rows as features, two features or more, and svdSolver "full"',
  });
}

function assertPossible(owner: string, wanted: number, smaller: number, solver: PcaSolver): void {
  const isShare = wanted > 0 && wanted < 1 && (solver === "full" || solver === "covariance_eigh");
  const most = solver === "arpack" ? smaller - 1 : smaller;
  if (isShare || (wanted >= 1 && wanted <= most)) return;
  throw new ModelsError({
    code: "invalidOption",
    what: "so many components cannot be had",
    where: owner,
    found: `${wanted} with svdSolver ${JSON.stringify(solver)}`,
    fix: `give a whole number from 1 to ${most}, or a share with svdSolver "full"`,
  });
}
