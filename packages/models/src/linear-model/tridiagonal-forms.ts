import { Matrix } from "@mlsys/core";
import type { Tridiagonal } from "../internal/orthogonal/tridiagonal.ts";

/** S = aI + bT. */
export type Terms = readonly [a: number, b: number];

/** S = LDLᵀ, where L has elements on the diagonal, which are 1, and below it only. */
interface Factors {
  /** The elements of L to the left of the diagonal; the first is 0. */
  readonly below: Float64Array;
  /** What D divides by. */
  readonly inverses: Float64Array;
}

function factorsOf({ diagonal, beside }: Tridiagonal, [a, b]: Terms): Factors {
  const size = diagonal.length;
  const [inverses, below] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0, reduced = 0; k < size; k++) {
    const pivot = a + b * (diagonal[k] as number) - reduced;
    const next = b * (beside[k] as number);
    inverses[k] = 1 / pivot;
    if (k + 1 < size) below[k + 1] = next / pivot;
    reduced = (next / pivot) * next;
  }
  return { below, inverses };
}

/** S⁻¹R. */
export function solveTridiagonal(T: Tridiagonal, terms: Terms, R: Matrix): Matrix {
  const { below, inverses } = factorsOf(T, terms);
  const solution = new Matrix(R.rows, R.cols);
  for (let t = 0; t < R.cols; t++) {
    const column = forward(below, R, t);
    for (let k = R.rows - 1, after = 0; k >= 0; k--) {
      after = (column[k] as number) * (inverses[k] as number) - (below[k + 1] ?? 0) * after;
      solution.data[k * R.cols + t] = after;
    }
  }
  return solution;
}

/** L⁻¹ times a column. */
function forward(below: Float64Array, { data, cols }: Matrix, column: number): Float64Array {
  let before = 0;
  return below.map((factor, k) => (before = (data[k * cols + column] as number) - factor * before));
}

/** Forms with S⁻¹. */
export interface Forms {
  /** zᵀS⁻¹z of each row z. */
  readonly squares: Float64Array;
  /** ZS⁻¹R. */
  readonly products: Matrix;
}

/** The forms of the rows of Z. */
export function tridiagonalForms(T: Tridiagonal, terms: Terms, Z: Matrix, R: Matrix): Forms {
  const factors = factorsOf(T, terms);
  const forms = { squares: new Float64Array(Z.rows), products: new Matrix(Z.rows, R.cols) };
  for (let t = 0; t < R.cols; t++) addForms(Z, factors, forward(factors.below, R, t), forms, t);
  return forms;
}

/** The forms of one target, two rows at a time, as the elements of a row wait for each other. */
function addForms(
  { rows, cols, data }: Matrix,
  { below, inverses }: Factors,
  solved: Float64Array,
  { squares, products }: Forms,
  target: number,
): void {
  for (let i = 0; i < rows; i += 2) {
    // The last of an odd number is taken twice.
    const next = Math.min(i + 1, rows - 1);
    const [at, other] = [i * cols, next * cols];
    let z0 = 0;
    let z1 = 0;
    let square0 = 0;
    let square1 = 0;
    let product0 = 0;
    let product1 = 0;
    for (let k = 0; k < cols; k++) {
      const factor = below[k] as number;
      const inverse = inverses[k] as number;
      const value = solved[k] as number;
      z0 = (data[at + k] as number) - factor * z0;
      z1 = (data[other + k] as number) - factor * z1;
      const scaled0 = z0 * inverse;
      const scaled1 = z1 * inverse;
      square0 += z0 * scaled0;
      square1 += z1 * scaled1;
      product0 += value * scaled0;
      product1 += value * scaled1;
    }
    squares[i] = square0;
    squares[next] = square1;
    products.data[i * products.cols + target] = product0;
    products.data[next * products.cols + target] = product1;
  }
}
