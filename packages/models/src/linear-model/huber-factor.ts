import { Matrix } from "@mlsys/core";
import { choleskyFactor } from "../internal/cholesky.ts";
import { householderQr } from "../internal/orthogonal/householder.ts";
import { gramWidth } from "../internal/kernels/kernel-contract.ts";
import { linearKernel } from "../internal/kernels/linear-kernel.ts";
import type { HuberProblem } from "./huber-objective.ts";

/** L of LLᵀ = A; undefined where there is none, or too few digits are left in it. */
export function soundFactor(A: Matrix): Matrix | undefined {
  const factor = choleskyFactor(A);
  return factor === undefined || hasLostDigits(A, factor) ? undefined : factor;
}

/**
 * L of LLᵀ, the sum of z·zᵀ · weight / share over the rows z of [X, slopes], with the penalties and `ofScale` added to the diagonal, with what
 * digits there are; undefined where a number is not finite.
 */
export function huberFactor(
  problem: HuberProblem,
  slopes: Float64Array,
  shares: Float64Array,
  ofScale: number,
): Matrix | undefined {
  const rootWeights = rootsOf(problem, shares);
  const products = productsOf(problem, slopes, rootWeights, ofScale);
  const factor = soundFactor(products);
  if (factor !== undefined) return factor;
  const isPenalised = problem.penalties.some((penalty) => penalty > 0);
  return isPenalised ? carefulFactor(problem, slopes, rootWeights, ofScale) : dampedFactor(products);
}

const rootsOf = ({ weights }: HuberProblem, shares: Float64Array): Float64Array =>
  weights.map((weight, i) => Math.sqrt(weight / (shares[i] as number)));

function productsOf(
  { X, penalties }: HuberProblem,
  slopes: Float64Array,
  rootWeights: Float64Array,
  ofScale: number,
): Matrix {
  const [p, size] = [X.cols, X.cols + 1];
  const rows = { rows: X.rows, X: X.data, p, Y: slopes, t: 1, rootWeights };
  const sums = linearKernel(size).gram(rows, new Float64Array(size));
  const products = new Matrix(size, size);
  for (let j = 0; j < size; j++) {
    for (let k = j; k < size; k++) products.data[k * size + j] = sums[j * gramWidth(p, 1) + k] as number;
    const own = j < p ? (penalties[j] as number) : ofScale;
    products.data[j * (size + 1)] = (products.data[j * (size + 1)] as number) + own;
  }
  return products;
}

/** A pivot that is a smaller share of its column is made of rounding too much. */
const LEAST_PIVOT = 1e-9;

function hasLostDigits({ rows, data }: Matrix, factor: Matrix): boolean {
  for (let j = 0; j < rows; j++) {
    const pivot = factor.data[j * (rows + 1)] as number;
    if (pivot * pivot < LEAST_PIVOT * (data[j * (rows + 1)] as number)) return true;
  }
  return false;
}

const LEAST_DAMPING = 1e-15;
const MOST_DAMPING = 1e-3;

/** As far damped as columns depend on each other, which keeps steps short where they change nothing. */
function dampedFactor(products: Matrix): Matrix | undefined {
  const size = products.rows;
  for (let damping = LEAST_DAMPING; damping <= MOST_DAMPING; damping *= 10) {
    const damped = new Matrix(size, size, products.data.slice());
    for (let j = 0; j < size; j++) {
      const diagonal = products.data[j * (size + 1)] as number;
      damped.data[j * (size + 1)] = diagonal * (1 + damping) + LEAST_DIAGONAL;
    }
    const factor = choleskyFactor(damped);
    if (factor !== undefined) return factor;
  }
  return undefined;
}

/** For columns of zeros. */
const LEAST_DIAGONAL = 1e-300;

/**
 * By Householder reflections of the rows themselves and of a row a penalty, heaviest first, which keeps the digits of light rows next to
 * heavy ones: a small penalty counts where a few rows that are fitted exactly say nothing.
 *
 * @see Cox and Higham, Stability of Householder QR factorization for weighted least squares problems (1998).
 */
function carefulFactor(
  { X, penalties }: HuberProblem,
  slopes: Float64Array,
  rootWeights: Float64Array,
  ofScale: number,
): Matrix | undefined {
  const [n, p, size] = [X.rows, X.cols, X.cols + 1];
  const order = Uint32Array.from(rootWeights.keys()).sort(
    (a, b) => (rootWeights[b] as number) - (rootWeights[a] as number),
  );
  const columns = new Matrix(size, n + size);
  order.forEach((i, place) => {
    const root = rootWeights[i] as number;
    for (let j = 0; j < p; j++) columns.data[j * columns.cols + place] = root * (X.data[i * p + j] as number);
    columns.data[p * columns.cols + place] = root * (slopes[i] as number);
  });
  for (let j = 0; j < size; j++) {
    columns.data[j * columns.cols + n + j] = Math.sqrt(j < p ? (penalties[j] as number) : ofScale);
  }
  const { r } = householderQr(columns);
  const factor = new Matrix(size, size);
  for (let j = 0; j < size; j++) {
    for (let k = 0; k <= j; k++) factor.data[j * size + k] = r.data[k * size + j] as number;
    if (!(Math.abs(factor.data[j * (size + 1)] as number) > 0)) return undefined;
  }
  return factor;
}
