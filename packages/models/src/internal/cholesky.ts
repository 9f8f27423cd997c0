import { Matrix } from "@mlsys/core";
import { dot } from "./sums.ts";

/** L of A = LLᵀ, lower triangular; undefined when A is not positive definite to working precision. */
export function choleskyFactor(A: Matrix): Matrix | undefined {
  const n = A.rows;
  const L = new Matrix(n, n);
  for (let j = 0; j < n; j++) {
    const pivot = (A.data[j * n + j] as number) - dot(L.data, L.data, j * n, j * n, j);
    if (!(pivot > 0) || pivot === Infinity) return undefined;
    const root = Math.sqrt(pivot);
    L.data[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      L.data[i * n + j] = ((A.data[i * n + j] as number) - dot(L.data, L.data, i * n, j * n, j)) / root;
    }
  }
  return L;
}

/** Solves LLᵀ x = b, in place. */
export function choleskySolve(L: Matrix, b: Float64Array): void {
  const n = L.rows;
  for (let i = 0; i < n; i++) {
    b[i] = ((b[i] as number) - dot(L.data, b, i * n, 0, i)) / (L.data[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (L.data[k * n + i] as number) * (b[k] as number);
    b[i] = sum / (L.data[i * n + i] as number);
  }
}
