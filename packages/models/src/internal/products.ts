import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
import { allFinite } from "./all-finite.ts";
import { multipliedFast } from "./dense-products.ts";

/**
 * out = X·W + offsets, for W of features × k, row-major, so that the k weights of one feature lie together; out is rows × k. Whether it is
 * known that all of it is finite.
 */
export function multiply(
  X: Matrix | CsrMatrix,
  W: Float64Array,
  k: number,
  offsets: Float64Array | undefined,
  out: Float64Array,
): boolean {
  // An element of 0 adds nothing, also where a weight is infinite.
  const skipsZeros = !isCsrMatrix(X) && k > 1 && !allFinite(W);
  const isFinite = isCsrMatrix(X) || skipsZeros ? undefined : multipliedFast(X, W, k, offsets, out);
  if (isFinite !== undefined) return isFinite;
  if (offsets === undefined) out.fill(0);
  else if (k === 1) out.fill(offsets[0] as number);
  else for (let at = 0; at < out.length; at++) out[at] = offsets[at % k] as number;
  if (isCsrMatrix(X)) multiplySparse(X, W, k, out);
  else multiplyDense(X, W, k, skipsZeros, out);
  return false;
}

function multiplySparse(X: CsrMatrix, W: Float64Array, k: number, out: Float64Array): void {
  if (k === 1) {
    multiplyOnce(X, W, out);
    return;
  }
  const whole = k - (k % 4);
  for (let c = 0; c < whole; c += 4) multiplyFour(X, 0, X.rows, W, k, c, out);
  if (whole < k) multiplyRest(X, W, k, whole, out);
}

/** The last one to three weights a feature, as three classes have; where there are fewer, the first stands in for the rest. */
function multiplyRest(
  { rows, indptr, indices, data }: CsrMatrix,
  W: Float64Array,
  k: number,
  first: number,
  out: Float64Array,
): void {
  const second = first + 1 < k ? 1 : 0;
  const third = first + 2 < k ? 2 : 0;
  for (let i = 0; i < rows; i++) {
    const target = i * k + first;
    let a = out[target] as number;
    let b = out[target + second] as number;
    let c = out[target + third] as number;
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const value = data[at] as number;
      const source = (indices[at] as number) * k + first;
      a += value * (W[source] as number);
      b += value * (W[source + second] as number);
      c += value * (W[source + third] as number);
    }
    out[target] = a;
    if (second > 0) out[target + 1] = b;
    if (third > 0) out[target + 2] = c;
  }
}

function multiplyOnce({ rows, indptr, indices, data }: CsrMatrix, w: Float64Array, out: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    let sum = out[i] as number;
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++)
      sum += (data[at] as number) * (w[indices[at] as number] as number);
    out[i] = sum;
  }
}

/** Adds the products of sparse rows, from `start` to before `end`, with four of k weights a feature, from the first one on, to rows of k numbers. */
export function multiplyFour(
  { indptr, indices, data }: CsrMatrix,
  start: number,
  end: number,
  W: Float64Array,
  k: number,
  first: number,
  out: Float64Array,
): void {
  for (let i = start, target = first; i < end; i++, target += k) {
    let a = out[target] as number;
    let b = out[target + 1] as number;
    let c = out[target + 2] as number;
    let d = out[target + 3] as number;
    const last = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < last; at++) {
      const value = data[at] as number;
      const source = (indices[at] as number) * k + first;
      a += value * (W[source] as number);
      b += value * (W[source + 1] as number);
      c += value * (W[source + 2] as number);
      d += value * (W[source + 3] as number);
    }
    out[target] = a;
    out[target + 1] = b;
    out[target + 2] = c;
    out[target + 3] = d;
  }
}

function multiplyDense(
  { rows, cols, data }: Matrix,
  W: Float64Array,
  k: number,
  skipsZeros: boolean,
  out: Float64Array,
): void {
  if (k === 1) {
    multiplyVector(rows, cols, data, W, out);
    return;
  }
  for (let c = 0; c < k; c += 4) multiplyDenseFour({ rows, cols, data }, W, k, c, skipsZeros, out);
}

/** Up to four of the weights of each feature, from the given one on. */
function multiplyDenseFour(
  { rows, cols, data }: Pick<Matrix, "rows" | "cols" | "data">,
  W: Float64Array,
  k: number,
  first: number,
  skipsZeros: boolean,
  out: Float64Array,
): void {
  const count = Math.min(4, k - first);
  // Where there are fewer than four, the first stands in for the rest.
  const second = count > 1 ? 1 : 0;
  const third = count > 2 ? 2 : 0;
  const fourth = count > 3 ? 3 : 0;
  for (let i = 0; i < rows; i++) {
    const target = i * k + first;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let at = i * cols, w = first; at < (i + 1) * cols; at++, w += k) {
      const value = data[at] as number;
      if (skipsZeros && value === 0) continue;
      a += value * (W[w] as number);
      b += value * (W[w + second] as number);
      c += value * (W[w + third] as number);
      d += value * (W[w + fourth] as number);
    }
    out[target] = (out[target] as number) + a;
    if (count > 1) out[target + 1] = (out[target + 1] as number) + b;
    if (count > 2) out[target + 2] = (out[target + 2] as number) + c;
    if (count > 3) out[target + 3] = (out[target + 3] as number) + d;
  }
}

function multiplyVector(rows: number, cols: number, data: Float64Array, w: Float64Array, out: Float64Array): void {
  const whole = cols - (cols % 4);
  for (let i = 0; i < rows; i++) {
    const row = i * cols;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let j = 0;
    for (; j < whole; j += 4) {
      s0 += (data[row + j] as number) * (w[j] as number);
      s1 += (data[row + j + 1] as number) * (w[j + 1] as number);
      s2 += (data[row + j + 2] as number) * (w[j + 2] as number);
      s3 += (data[row + j + 3] as number) * (w[j + 3] as number);
    }
    for (; j < cols; j++) s0 += (data[row + j] as number) * (w[j] as number);
    out[i] = (out[i] as number) + (s0 + s1 + (s2 + s3));
  }
}

/** out = Xᵀ·R, for R of rows × k; out is features × k. With `squared`, the elements of X count squared. */
export function multiplyTransposed(
  X: Matrix | CsrMatrix,
  R: Float64Array,
  k: number,
  out: Float64Array,
  squared = false,
): void {
  out.fill(0);
  if (isCsrMatrix(X)) transposedSparse(X, R, k, out, squared);
  else transposedDense(X, R, k, out, squared);
}

function transposedSparse(X: CsrMatrix, R: Float64Array, k: number, out: Float64Array, squared: boolean): void {
  const { rows, indptr, indices, data } = X;
  if (k === 3 && !squared) {
    transposedThrice(X, R, out);
    return;
  }
  for (let i = 0; i < rows; i++) {
    const source = i * k;
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const element = data[at] as number;
      const value = squared ? element * element : element;
      const target = (indices[at] as number) * k;
      for (let c = 0; c < k; c++) out[target + c] = (out[target + c] as number) + value * (R[source + c] as number);
    }
  }
}

function transposedThrice({ rows, indptr, indices, data }: CsrMatrix, R: Float64Array, out: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    const source = i * 3;
    const a = R[source] as number;
    const b = R[source + 1] as number;
    const c = R[source + 2] as number;
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const value = data[at] as number;
      const target = (indices[at] as number) * 3;
      out[target] = (out[target] as number) + value * a;
      out[target + 1] = (out[target + 1] as number) + value * b;
      out[target + 2] = (out[target + 2] as number) + value * c;
    }
  }
}

function transposedDense(
  { rows, cols, data }: Matrix,
  R: Float64Array,
  k: number,
  out: Float64Array,
  squared: boolean,
): void {
  for (let i = 0; i < rows; i++) {
    const row = i * cols;
    for (let c = 0; c < k; c++) {
      const factor = R[i * k + c] as number;
      if (factor === 0) continue;
      for (let j = 0; j < cols; j++) {
        const element = data[row + j] as number;
        const value = squared ? element * element : element;
        out[j * k + c] = (out[j * k + c] as number) + value * factor;
      }
    }
  }
}
