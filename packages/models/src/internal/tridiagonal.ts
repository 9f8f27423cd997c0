import { Matrix } from "@mlsys/core";
import { powerOfTwoNear } from "./power-of-two.ts";
import { addScaled, dot } from "./sums.ts";

/** A symmetric matrix that has elements on the diagonal and beside it only. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** What stands beside the diagonal; the last is 0. */
  readonly beside: Float64Array;
}

/** A = QTQᵀ. */
export interface Tridiagonalised extends Tridiagonal {
  /** Q, orthogonal. */
  readonly basis: Matrix;
}

/**
 * Householder reflections of a symmetric matrix, of which the lower triangle is read.
 *
 * @see Golub and Van Loan, Matrix Computations, section 8.3.1.
 */
export function tridiagonalised(A: Matrix): Tridiagonalised {
  const reflected = reflect(A);
  const { diagonal, beside, scale } = reflected;
  return { diagonal: times(diagonal, scale), beside: times(beside, scale), basis: basisOf(reflected) };
}

/** The eigenvalues of a symmetric matrix, of which the lower triangle is read; descending. */
export function symmetricEigenvalues(A: Matrix): Float64Array {
  const { diagonal, beside, scale } = reflect(A);
  return times(eigenvaluesOf(diagonal, beside), scale).sort().reverse();
}

const times = (values: Float64Array, factor: number): Float64Array => values.map((value) => value * factor);

/** A tridiagonal matrix, divided by a scale that makes its largest elements about 1. */
interface Reflected extends Tridiagonal {
  readonly scale: number;
  /** The reflectors, a row each from the first element that is not 0. */
  readonly reflectors: Matrix;
  readonly taus: Float64Array;
}

/** Each step takes off what the one before changed, and multiplies by the next reflector, in one pass. */
function reflect(A: Matrix): Reflected {
  const n = A.rows;
  const scale = powerOfTwoNear(A.data);
  const rows = A.data.map((value) => value / scale);
  const reflectors = new Matrix(n, n);
  const [diagonal, beside, taus] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  let v = new Float64Array(n) as Float64Array;
  let w = new Float64Array(n) as Float64Array;
  for (let k = 0; k < n; k++) {
    const u = reflectors.row(k);
    const [vk, wk] = [v[k] as number, w[k] as number];
    diagonal[k] = (rows[k * n + k] as number) - 2 * vk * wk;
    for (let i = k + 1; i < n; i++) {
      u[i] = (rows[i * n + k] as number) - (v[i] as number) * wk - vk * (w[i] as number);
    }
    const [tau, next] = makeReflector(u, k + 1);
    taus[k] = tau;
    beside[k] = next;
    const product = new Float64Array(n);
    for (let i = k + 1; i < n; i++) updateRow(rows, i, k + 1, v, w, u, product);
    const half = (tau * tau * dot(product, u, k + 1, k + 1)) / 2;
    for (let i = k + 1; i < n; i++) product[i] = tau * (product[i] as number) - half * (u[i] as number);
    [v, w] = [u, product];
  }
  return { diagonal, beside, reflectors, taus, scale };
}

/** Turns u[start…] into its reflector, whose first element is 1; the factor of the reflector, and what is left of u. */
function makeReflector(u: Float64Array, start: number): [tau: number, left: number] {
  if (start >= u.length) return [0, 0];
  // Squares of small numbers would lose the digits that make reflectors orthogonal.
  const scale = powerOfTwoNear(u.subarray(start));
  for (let i = start; i < u.length; i++) u[i] = (u[i] as number) / scale;
  const first = u[start] as number;
  const rest = dot(u, u, start + 1, start + 1);
  u[start] = 1;
  if (rest === 0) return [0, first * scale];
  const length = Math.sqrt(first * first + rest);
  const left = first >= 0 ? -length : length;
  for (let i = start + 1; i < u.length; i++) u[i] = (u[i] as number) / (first - left);
  return [(left - first) / left, left * scale];
}

/** Row i of A − vwᵀ − wvᵀ up to the diagonal, and what it adds to its product with u. */
function updateRow(
  rows: Float64Array,
  i: number,
  start: number,
  v: Float64Array,
  w: Float64Array,
  u: Float64Array,
  product: Float64Array,
): void {
  const row = i * v.length;
  const [vi, wi, ui] = [v[i] as number, w[i] as number, u[i] as number];
  let sum = 0;
  for (let j = start; j < i; j++) {
    const value = (rows[row + j] as number) - vi * (w[j] as number) - wi * (v[j] as number);
    rows[row + j] = value;
    sum += value * (u[j] as number);
    product[j] = (product[j] as number) + value * ui;
  }
  const last = (rows[row + i] as number) - 2 * vi * wi;
  rows[row + i] = last;
  product[i] = sum + last * ui;
}

/** Q, the product of the reflections: from the last one on, which touches least. */
function basisOf({ reflectors, taus }: Reflected): Matrix {
  const n = taus.length;
  const basis = new Matrix(n, n);
  for (let i = 0; i < n; i++) basis.data[i * n + i] = 1;
  const products = new Float64Array(n);
  for (let k = n - 2; k >= 0; k--) {
    const [u, tau, start] = [reflectors.row(k), taus[k] as number, k + 1];
    if (tau === 0) continue;
    products.fill(0);
    for (let i = start; i < n; i++) {
      addScaled(products, u[i] as number, basis.data, start, i * n + start, n - start);
    }
    for (let i = start; i < n; i++) {
      addScaled(basis.data, -tau * (u[i] as number), products, i * n + start, start, n - start);
    }
  }
  return basis;
}

/** Below this, squares of numbers whose largest are about 1 say nothing. */
const TINY = 1e-150;

/** Rotations of the QL method, which end where what stands beside the diagonal is rounding. */
function eigenvaluesOf(diagonal: Float64Array, beside: Float64Array): Float64Array {
  const [d, e] = [diagonal.slice(), beside.slice()];
  for (let l = 0; l < d.length; l++) {
    for (let m = lastOfBlock(d, e, l); m > l; m = lastOfBlock(d, e, l)) rotate(d, e, l, m);
  }
  return d;
}

function lastOfBlock(d: Float64Array, e: Float64Array, l: number): number {
  let m = l;
  for (; m < d.length - 1; m++) {
    const near = Math.abs(d[m] as number) + Math.abs(d[m + 1] as number);
    const size = Math.abs(e[m] as number);
    if (size < TINY || near + size === near) break;
  }
  return m;
}

/**
 * One implicit step with Wilkinson's shift on the elements l to m.
 *
 * @see Golub and Van Loan, Matrix Computations, section 8.3.4.
 */
function rotate(d: Float64Array, e: Float64Array, l: number, m: number): void {
  const slope = ((d[l + 1] as number) - (d[l] as number)) / (2 * (e[l] as number));
  const root = Math.sqrt(slope * slope + 1);
  let g = (d[m] as number) - (d[l] as number) + (e[l] as number) / (slope + (slope >= 0 ? root : -root));
  let [sine, cosine, taken] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const [f, b] = [sine * (e[i] as number), cosine * (e[i] as number)];
    const length = Math.sqrt(f * f + g * g);
    e[i + 1] = length;
    if (length === 0) {
      d[i + 1] = (d[i + 1] as number) - taken;
      e[m] = 0;
      return;
    }
    sine = f / length;
    cosine = g / length;
    g = (d[i + 1] as number) - taken;
    const turned = ((d[i] as number) - g) * sine + 2 * cosine * b;
    taken = sine * turned;
    d[i + 1] = g + taken;
    g = cosine * turned - b;
  }
  d[l] = (d[l] as number) - taken;
  e[l] = g;
  e[m] = 0;
}
