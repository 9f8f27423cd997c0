import { Matrix } from "@mlsys/core";
import { addScaled, dot } from "./sums.ts";

/**
 * A = QR by Householder reflections, for A of m × n with m ≥ n, given and kept column by column.
 *
 * @see Golub and Van Loan, Matrix Computations, section 5.2; the scaling of the reflectors is LAPACK's.
 */
export interface HouseholderQr {
  /** The reflectors below the diagonal, column by column: n × m. */
  readonly reflectors: Matrix;
  readonly taus: Float64Array;
  /** R, upper triangular: n × n. */
  readonly r: Matrix;
}

/** Factorises; overwrites `columns`. */
export function householderQr(columns: Matrix): HouseholderQr {
  const n = columns.rows;
  const taus = new Float64Array(n);
  const r = new Matrix(n, n);
  for (let j = 0; j < n; j++) {
    const column = columns.row(j);
    taus[j] = makeReflector(column, j);
    for (let k = j + 1; k < n; k++) reflect(columns.row(k), column, taus[j] as number, j);
    for (let i = 0; i <= j; i++) r.data[i * n + j] = column[i] as number;
  }
  return { reflectors: columns, taus, r };
}

/** Qᵀ · vector, in place. */
export function applyQTransposed({ reflectors, taus }: HouseholderQr, vector: Float64Array): void {
  for (let j = 0; j < taus.length; j++) reflect(vector, reflectors.row(j), taus[j] as number, j);
}

/** Q · vector, in place. */
export function applyQ({ reflectors, taus }: HouseholderQr, vector: Float64Array): void {
  for (let j = taus.length - 1; j >= 0; j--) reflect(vector, reflectors.row(j), taus[j] as number, j);
}

/** Turns column[j…] into its reflector v (v[j] = 1 is implied; R's diagonal stands there) and returns its factor. */
function makeReflector(column: Float64Array, j: number): number {
  const tail = norm(column, j + 1);
  const alpha = column[j] as number;
  if (tail === 0) return 0;
  const beta = alpha >= 0 ? -Math.hypot(alpha, tail) : Math.hypot(alpha, tail);
  const scale = alpha - beta;
  for (let i = j + 1; i < column.length; i++) column[i] = (column[i] as number) / scale;
  column[j] = beta;
  return (beta - alpha) / beta;
}

function reflect(vector: Float64Array, reflector: Float64Array, tau: number, j: number): void {
  if (tau === 0) return;
  const length = vector.length - j - 1;
  const factor = tau * ((vector[j] as number) + dot(reflector, vector, j + 1, j + 1, length));
  vector[j] = (vector[j] as number) - factor;
  addScaled(vector, -factor, reflector, j + 1, j + 1, length);
}

/** The Euclidean norm of column[start…]; scaled where squares would leave the range of doubles. */
function norm(column: Float64Array, start: number): number {
  const length = column.length - start;
  const squares = dot(column, column, start, start, length);
  if (squares > 1e-280 && squares < 1e280) return Math.sqrt(squares);
  let largest = 0;
  for (let i = start; i < column.length; i++) largest = Math.max(largest, Math.abs(column[i] as number));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = start; i < column.length; i++) sum += ((column[i] as number) / largest) ** 2;
  return largest * Math.sqrt(sum);
}
