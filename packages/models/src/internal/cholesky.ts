import { Matrix } from "@mlsys/core";
import { factorised } from "./orthogonal/plain-loops.ts";
import { inWorkspace } from "./orthogonal/workspace.ts";
import { dot } from "./sums.ts";

/** Up to so many rows there is little to do. */
const FEW = 16;

/** L of A = LLᵀ, lower triangular; undefined when A is not positive definite to working precision. */
export function choleskyFactor(A: Matrix): Matrix | undefined {
  const n = A.rows;
  const L = new Matrix(n, n, A.data.slice());
  const found = n <= FEW ? factorised(L.data, 0, n) : factorisedInWorkspace(L);
  if (found === 0) return undefined;
  for (let i = 0; i < n; i++) L.data.fill(0, i * n + i + 1, (i + 1) * n);
  return L;
}

const factorisedInWorkspace = ({ rows: n, data }: Matrix): number =>
  inWorkspace(n * n, ({ loops, take }) => {
    const copy = take(n * n);
    copy.set(data);
    const found = loops.factorise(copy.byteOffset, n);
    data.set(copy);
    return found;
  });

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

/** Solves LLᵀ X = B, by a factor a column; where there are fewer factors, the columns beyond take the first ones again. */
export function choleskySolveColumns(factors: readonly Matrix[], B: Matrix): Matrix {
  const solution = new Matrix(B.rows, B.cols);
  for (let k = 0; k < B.cols; k++) {
    const column = B.column(k);
    choleskySolve(factors[k % factors.length] as Matrix, column);
    for (let j = 0; j < B.rows; j++) solution.data[j * B.cols + k] = column[j] as number;
  }
  return solution;
}
