import { Matrix } from "@mlsys/core";
import { powerOfTwoNear } from "../power-of-two.ts";
import { dot } from "../sums.ts";
import { transposed } from "../transposed.ts";
import { makeReflector, turnedBasis } from "./reflectors.ts";
import { inWorkspace } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

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
  return reflected(A, ({ diagonal, beside, scale, turned }) => ({
    diagonal: times(diagonal, scale),
    beside: times(beside, scale),
    basis: transposed(new Matrix(A.rows, A.rows, turned())),
  }));
}

/** The eigenvalues of a symmetric matrix, of which the lower triangle is read; descending. */
export function symmetricEigenvalues(A: Matrix): Float64Array {
  return reflected(A, ({ diagonal, beside, scale }) => {
    diagonalise(diagonal, beside);
    return times(diagonal, scale).sort().reverse();
  });
}

/** The eigenvalues of a symmetric matrix, of which the lower triangle is read, descending, and their vectors, a row each. */
export function symmetricEigenvectors(A: Matrix): { readonly values: Float64Array; readonly vectors: Matrix } {
  const n = A.rows;
  return reflected(A, ({ diagonal, beside, scale, turned }, { loops, take }) => {
    const vectors = turned();
    const [cosines, sines] = [take(n), take(n)];
    diagonalise(diagonal, beside, {
      cosines,
      sines,
      rotate: (start, end) => {
        const place = vectors.byteOffset + 8 * end * n;
        loops.rotateRows(place, -8 * n, n, end - start, cosines.byteOffset, sines.byteOffset);
      },
    });
    const order = Array.from(diagonal.keys()).sort((a, b) => (diagonal[b] as number) - (diagonal[a] as number));
    return {
      values: Float64Array.from(order, (k) => (diagonal[k] as number) * scale),
      vectors: new Matrix(n, n, vectors).take(order),
    };
  });
}

const times = (values: Float64Array, factor: number): Float64Array => values.map((value) => value * factor);

/** A tridiagonal matrix, divided by a scale that makes its largest elements about 1. */
interface Reflected extends Tridiagonal {
  readonly scale: number;
  /** Qᵀ, row by row, in the workspace. */
  readonly turned: () => Float64Array;
}

/** Each step takes off what the one before changed, and multiplies by the next reflector, in one pass. */
function reflected<T>(A: Matrix, use: (reflected: Reflected, workspace: Workspace) => T): T {
  const n = A.rows;
  return inWorkspace(2 * n * n + 6 * n, (workspace) => {
    const { loops, take } = workspace;
    const [rows, reflectors] = [take(n * n), take(n * n)];
    const scale = powerOfTwoNear(A.data);
    for (let at = 0; at < rows.length; at++) rows[at] = (A.data[at] as number) / scale;
    const [diagonal, beside, taus] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
    let [v, w, product] = [take(n), take(n), take(n)];
    for (let k = 0; k < n; k++) {
      const u = reflectors.subarray(k * n, (k + 1) * n);
      const [vk, wk] = [v[k] as number, w[k] as number];
      diagonal[k] = (rows[k * n + k] as number) - 2 * vk * wk;
      for (let i = k + 1; i < n; i++) {
        u[i] = (rows[i * n + k] as number) - (v[i] as number) * wk - vk * (w[i] as number);
      }
      const [tau, next] = makeReflector(u, k + 1);
      taus[k] = tau;
      beside[k] = next;
      const [first, from] = [rows.byteOffset + 8 * (k + 1) * (n + 1), 8 * (k + 1)];
      const [toV, toW, toU] = [v.byteOffset + from, w.byteOffset + from, u.byteOffset + from];
      loops.takeOffSymmetric(first, n - k - 1, 8 * n, toV, toW, toU, product.byteOffset + from);
      const half = (tau * tau * dot(product, u, k + 1, k + 1)) / 2;
      for (let i = k + 1; i < n; i++) product[i] = tau * (product[i] as number) - half * (u[i] as number);
      [v, w, product] = [u, product, w];
    }
    const turned = (): Float64Array => turnedBasis(reflectors, taus, 1, rows, workspace);
    return use({ diagonal, beside, scale, turned }, workspace);
  });
}

/** Below this, squares of numbers whose largest are about 1 say nothing. */
const TINY = 1e-150;

/** Where the rotations of a step are put, and what is done with them. */
interface Turning {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  /** Rotates the rows from the last one of a block to its first. */
  readonly rotate: (start: number, end: number) => void;
}

/** Rotations of the QL method, in place, which end where what stands beside the diagonal is rounding. */
function diagonalise(d: Float64Array, e: Float64Array, turning?: Turning): void {
  for (let l = 0; l < d.length; l++) {
    for (let m = lastOfBlock(d, e, l); m > l; m = lastOfBlock(d, e, l)) {
      step(d, e, l, m, turning);
      turning?.rotate(l, m);
    }
  }
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
function step(d: Float64Array, e: Float64Array, l: number, m: number, turning?: Turning): void {
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
      // What is left to do begins with the next step.
      for (let at = m - 1 - i; turning !== undefined && at < m - l; at++) {
        turning.cosines[at] = 1;
        turning.sines[at] = 0;
      }
      return;
    }
    sine = f / length;
    cosine = g / length;
    if (turning !== undefined) {
      turning.cosines[m - 1 - i] = cosine;
      turning.sines[m - 1 - i] = sine;
    }
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
