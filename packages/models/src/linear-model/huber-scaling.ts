import { Matrix } from "@mlsys/core";
import { centredRows, columnMeans } from "../internal/centering.ts";
import { quantile } from "../internal/quantiles.ts";
import { addScaled, dot, pairwiseSum } from "../internal/sums.ts";
import { leftSvd } from "../internal/orthogonal/thin-svd.ts";
import type { RegressionData } from "./elastic-net-fit.ts";
import type { HuberProblem } from "./huber-objective.ts";

/** What of a Huber regression's options says what is sought. */
export interface HuberTerms {
  readonly epsilon: number;
  readonly alpha: number;
  readonly fitIntercept: boolean;
}

/** A problem in units that suit the search, where to begin, and the way back. */
export interface ScaledHuber {
  readonly problem: HuberProblem;
  readonly start: Float64Array;
  /** y is so many times the problem's. */
  readonly unit: number;
  /** The sum of the weights, of which the problem's objective is a share. */
  readonly total: number;
  readonly inOwnUnits: (coef: Float64Array) => { readonly coef: Float64Array; readonly intercept: number };
}

/** The smallest scale, scikit-learn's: 0 cannot be divided by. */
const LEAST_SCALE = 10 * Number.EPSILON;

/**
 * The rows that count, columns about their means, and y in units of its own size, a power of two: tiny and huge numbers are no other
 * problem than those about 1.
 */
export function scaledHuber(data: RegressionData, { epsilon, alpha, fitIntercept }: HuberTerms): ScaledHuber {
  const { X, y, weights } = rowsThatCount(data);
  const means = fitIntercept ? columnMeans(X, weights) : new Float64Array(X.cols);
  const { columns, expanded } = fewColumns(centred(X, means), X);
  const unit = unitOf(y);
  const total = weights === undefined ? X.rows : pairwiseSum(weights);
  const targets = y.map((value) => value / unit);
  const penalties = new Float64Array(columns.cols + (fitIntercept ? 1 : 0)).fill((alpha / total) * unit);
  const start = new Float64Array(penalties.length);
  if (fitIntercept) {
    penalties[columns.cols] = 0;
    start[columns.cols] = quantile(targets, 0.5);
  }
  return {
    problem: {
      X: fitIntercept ? withOnes(columns) : columns,
      y: targets,
      weights: y.map((_, i) => (weights?.[i] ?? 1) / total),
      penalties,
      epsilon,
      leastScale: LEAST_SCALE / unit,
    },
    start,
    unit,
    total,
    inOwnUnits: (found) => {
      const own = found.map((each) => each * unit);
      const coef = expanded(own.subarray(0, columns.cols));
      return { coef, intercept: fitIntercept ? (own[columns.cols] as number) - dot(means, coef) : 0 };
    },
  };
}

function rowsThatCount({ X, y, weights }: RegressionData): Pick<RegressionData, "X" | "y" | "weights"> {
  if (weights === undefined || weights.every((weight) => weight > 0)) return { X, y, weights };
  const counts = (_: unknown, i: number): boolean => (weights[i] as number) > 0;
  return {
    X: X.take(Array.from(weights.keys()).filter((i) => counts(i, i))),
    y: y.filter(counts),
    weights: weights.filter(counts),
  };
}

/** Columns about their means; those that are rounding only are 0, lest coefficients be as large as that is small. */
function centred(X: Matrix, means: Float64Array): Matrix {
  const columns = centredRows(X, means);
  largestOf(columns).forEach((largest, j) => {
    if (largest > ROUNDING * Math.abs(means[j] as number)) return;
    for (let i = 0; i < X.rows; i++) columns.data[i * X.cols + j] = 0;
  });
  return columns;
}

const ROUNDING = 8 * Number.EPSILON;

function largestOf({ rows, cols, data }: Matrix): Float64Array {
  const largest = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      largest[j] = Math.max(largest[j] as number, Math.abs(data[i * cols + j] as number));
    }
  }
  return largest;
}

interface Columns {
  readonly columns: Matrix;
  readonly expanded: (coef: Float64Array) => Float64Array;
}

/**
 * As many columns as there are directions, where there are fewer rows than columns: an orthogonal turn, which changes no penalty.
 * Directions that only rounding knows, as of the centring of columns as large as those of `before`, are left out.
 */
function fewColumns(X: Matrix, before: Matrix): Columns {
  const { rows, cols } = X;
  if (cols < rows) return { columns: X, expanded: (coef) => coef.slice() };
  const { vectors, values } = leftSvd(new Matrix(rows, cols, X.data.slice()));
  const least = ROUNDING * Math.sqrt(rows * cols) * sizeOf(before.data);
  const rank = values.filter((value) => value > least).length;
  const columns = new Matrix(rows, rank);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < rank; k++) columns.data[i * rank + k] = dot(X.data, vectors.data, i * cols, k * cols, cols);
  }
  const expanded = (coef: Float64Array): Float64Array => {
    const turned = new Float64Array(cols);
    coef.forEach((each, k) => {
      addScaled(turned, each, vectors.data, 0, k * cols, cols);
    });
    return turned;
  };
  return { columns, expanded };
}

function withOnes(X: Matrix): Matrix {
  const wider = new Matrix(X.rows, X.cols + 1);
  for (let i = 0; i < X.rows; i++) {
    wider.row(i).set(X.row(i));
    wider.row(i)[X.cols] = 1;
  }
  return wider;
}

const sizeOf = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function unitOf(y: Float64Array): number {
  const largest = sizeOf(y);
  return largest > 0 ? 2 ** Math.max(-1000, Math.min(1000, Math.round(Math.log2(largest)))) : 1;
}
