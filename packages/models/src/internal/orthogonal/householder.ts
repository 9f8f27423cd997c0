import { Matrix } from "@mlsys/core";
import { addScaled, dot } from "../sums.ts";
import { plainLoops } from "./plain-loops.ts";
import type { OrthogonalLoops } from "./plain-loops.ts";
import { inWorkspace } from "./workspace.ts";

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

/** More numbers than these are worked on where they are. */
const MOST_COPIED = 2 ** 25;

/** Factorises; overwrites `columns`. */
export function householderQr(columns: Matrix): HouseholderQr {
  const { data } = columns;
  if (data.length > MOST_COPIED) return factorised(columns, data, plainLoops(data), 0);
  return inWorkspace(data.length, ({ loops, take }) => {
    const copy = take(data.length);
    copy.set(data);
    const qr = factorised(columns, copy, loops, copy.byteOffset);
    data.set(copy);
    return qr;
  });
}

/** Factorises `data`, which is that of the columns or stands for it; `address` is its place for the loops. */
function factorised(columns: Matrix, data: Float64Array, loops: OrthogonalLoops, address: number): HouseholderQr {
  const [n, m] = [columns.rows, columns.cols];
  const taus = new Float64Array(n);
  const r = new Matrix(n, n);
  for (let j = 0; j < n; j++) {
    const column = data.subarray(j * m, (j + 1) * m);
    const tau = makeReflector(column, j);
    taus[j] = tau;
    const reflector = address + 8 * (j * m + j);
    if (tau !== 0) loops.reflectRows(reflector + 8 * m, n - j - 1, 8 * m, reflector, m - j, tau);
    for (let i = 0; i <= j; i++) r.data[i * n + j] = column[i] as number;
  }
  return { reflectors: columns, taus, r };
}

/** Qᵀ · vector, in place. */
export function applyQTransposed({ reflectors, taus }: HouseholderQr, vector: Float64Array): void {
  for (let j = 0; j < taus.length; j++) reflect(vector, reflectors.row(j), taus[j] as number, j);
}

/** Q times each of the vectors, a row each, in place. */
export function applyQToRows(qr: HouseholderQr, vectors: Matrix): void {
  const { reflectors, taus } = qr;
  const m = vectors.cols;
  const numbers = reflectors.data.length + vectors.data.length;
  if (numbers > MOST_COPIED) {
    for (let k = 0; k < vectors.rows; k++) applyQ(qr, vectors.row(k));
    return;
  }
  inWorkspace(numbers, ({ loops, take }) => {
    const [from, rows] = [take(reflectors.data.length), take(vectors.data.length)];
    from.set(reflectors.data);
    rows.set(vectors.data);
    for (let j = taus.length - 1; j >= 0; j--) {
      const tau = taus[j] as number;
      const reflector = from.byteOffset + 8 * (j * m + j);
      if (tau !== 0) loops.reflectRows(rows.byteOffset + 8 * j, vectors.rows, 8 * m, reflector, m - j, tau);
    }
    vectors.data.set(rows);
  });
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
