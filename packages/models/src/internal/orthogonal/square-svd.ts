import { Matrix } from "@mlsys/core";
import { powerOfTwoNear } from "../power-of-two.ts";
import { dot } from "../sums.ts";
import { FactoredBasis, knownBasis } from "./orthogonal-basis.ts";
import type { OrthogonalBasis, RowRotations } from "./orthogonal-basis.ts";
import { makeReflector, turnedBasis } from "./reflectors.ts";
import { smallSvd } from "./small-svd.ts";
import { inWorkspace } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

/** Up to so many columns there is little to rotate. */
const FEW = 6;

/** A = U·S·Vᵀ of a square matrix. */
export interface SquareSvd {
  /** Descending. */
  readonly singular: Float64Array;
  /** The left vectors, a row each: Uᵀ. May have no rows where they were not asked for. */
  readonly left: Matrix;
  /** Vᵀ; may have no rows where it was not asked for. */
  readonly right: Matrix;
}

/** Which vectors are wanted. */
export interface WantedVectors {
  readonly left?: boolean;
  readonly right?: boolean;
}

/**
 * Reflections from the left and the right leave a matrix of two diagonals; rotations make it one.
 *
 * @see Golub and Van Loan, Matrix Computations, sections 5.4.8 and 8.6.
 * @see Demmel and Kahan, "Accurate singular values of bidiagonal matrices", SIAM J. Sci. Stat. Comput. 11, 1990.
 */
export function squareSvd(A: Matrix, wanted: WantedVectors): SquareSvd {
  const n = A.rows;
  if (n <= FEW) return smallSvd(A);
  return inWorkspace(3 * n * n + 10 * n, (workspace) => decomposed(A, wanted, workspace));
}

/** The singular values of a square matrix, descending, and the bases of its left and right vectors, kept as what makes them. */
export interface FactoredSvd {
  readonly singular: Float64Array;
  readonly left: OrthogonalBasis;
  readonly right: OrthogonalBasis;
}

/** The decomposition where few vectors are multiplied by the bases, which are not multiplied out. */
export function factoredSvd(A: Matrix): FactoredSvd {
  const n = A.rows;
  if (n <= FEW) {
    const { singular, left, right } = smallSvd(A);
    return { singular, left: knownBasis(left), right: knownBasis(right) };
  }
  return inWorkspace(3 * n * n + 10 * n, (workspace) => {
    const { scale, lefts, rights, ...reflected } = bidiagonalised(A, workspace);
    const { diagonal, above, leftTaus, rightTaus } = reflected;
    const rotations: Record<Side, RowRotations[]> = { left: [], right: [] };
    const turn = (side: Side, { cosines, sines }: Rotations, first: number, step: 1 | -1, count: number): void => {
      rotations[side].push({ first, step, cosines: cosines.slice(0, count), sines: sines.slice(0, count) });
    };
    diagonalise({ diagonal, above, turn, rotations: rotationsOf(n, workspace) });
    const signs = diagonal.map((value) => (value < 0 ? -1 : 1));
    const values = diagonal.map(Math.abs);
    const order = descending(values);
    return {
      singular: Float64Array.from(order, (k) => (values[k] as number) * scale),
      left: new FactoredBasis({
        reflectors: lefts.slice(),
        taus: leftTaus,
        offset: 0,
        rotations: rotations.left,
        order,
        signs: new Float64Array(n).fill(1),
      }),
      right: new FactoredBasis({
        reflectors: rights.slice(),
        taus: rightTaus,
        offset: 1,
        rotations: rotations.right,
        order,
        signs: Float64Array.from(order, (k) => signs[k] as number),
      }),
    };
  });
}

/** Up to this share of the vectors are sooner found by what makes them than multiplied out with all others. */
const SMALL_SHARE = 1 / 3;

/** The singular values, descending, and the first vectors of a side, a row each. */
export function firstVectors(
  A: Matrix,
  side: Side,
  count: number,
): { readonly singular: Float64Array; readonly vectors: Matrix } {
  const n = A.rows;
  if (n <= FEW || count > SMALL_SHARE * n) {
    const { singular, [side]: all } = squareSvd(A, { [side]: true });
    return { singular, vectors: new Matrix(count, n, all.data.slice(0, count * n)) };
  }
  const { singular, [side]: basis } = factoredSvd(A);
  const units = new Matrix(count, count);
  for (let k = 0; k < count; k++) units.data[k * (count + 1)] = 1;
  return { singular, vectors: basis.vectorsOf(units) };
}

/** The decomposition in a workspace of 3·n² + 10·n numbers. */
export function decomposed(A: Matrix, wanted: WantedVectors, workspace: Workspace): SquareSvd {
  const n = A.rows;
  const { scale, rows, lefts, rights, diagonal, above, leftTaus, rightTaus } = bidiagonalised(A, workspace);
  const none = new Float64Array(0);
  // Where rows were, and then reflectors, is room for the vectors.
  const right = wanted.right === true ? turnedBasis(rights, rightTaus, 1, rows, workspace) : none;
  const left = wanted.left === true ? turnedBasis(lefts, leftTaus, 0, rights, workspace) : none;
  const turn = (side: Side, { cosines, sines }: Rotations, first: number, step: 1 | -1, count: number): void => {
    const vectors = side === "left" ? left : right;
    if (vectors.length === 0) return;
    const place = vectors.byteOffset + 8 * first * n;
    workspace.loops.rotateRows(place, step * 8 * n, n, count, cosines.byteOffset, sines.byteOffset);
  };
  diagonalise({ diagonal, above, turn, rotations: rotationsOf(n, workspace) });
  for (let k = 0; k < n; k++) {
    const value = diagonal[k] as number;
    if (value >= 0) continue;
    diagonal[k] = -value;
    const side = right.length > 0 ? right : left;
    for (let at = k * n; at < (k + 1) * n && at < side.length; at++) side[at] = -(side[at] as number);
  }
  const order = descending(diagonal);
  const inOrder = (vectors: Float64Array): Matrix =>
    vectors.length === 0 ? new Matrix(0, n) : new Matrix(n, n, vectors).take(order);
  return {
    singular: Float64Array.from(order, (k) => (diagonal[k] as number) * scale),
    left: inOrder(left),
    right: inOrder(right),
  };
}

/** The places of numbers, from the largest to the smallest. */
const descending = (values: Float64Array): number[] =>
  Array.from(values.keys()).sort((a, b) => (values[b] as number) - (values[a] as number));

/** A matrix of two diagonals, over a scale that makes its largest elements about 1, and the reflectors of both sides, a row each. */
interface Bidiagonalised {
  readonly scale: number;
  readonly diagonal: Float64Array;
  readonly above: Float64Array;
  readonly lefts: Float64Array;
  readonly leftTaus: Float64Array;
  readonly rights: Float64Array;
  readonly rightTaus: Float64Array;
  /** Room for n² numbers, as that of the reflectors is. */
  readonly rows: Float64Array;
}

/** Reflects the rows in place; what two reflections change is taken off when the next one reads them. */
function bidiagonalised(A: Matrix, { loops, take }: Workspace): Bidiagonalised {
  const n = A.rows;
  const scale = powerOfTwoNear(A.data);
  const [rows, lefts, rights] = [take(n * n), take(n * n), take(n * n)];
  for (let at = 0; at < rows.length; at++) rows[at] = (A.data[at] as number) / scale;
  const [diagonal, above, leftTaus, rightTaus] = [zeros(n), zeros(n), zeros(n), zeros(n)];
  let [u, v] = [take(n), take(n)];
  let [x, y, images, products] = [take(n), take(n), take(n), take(n)];
  for (let k = 0; k < n; k++) {
    const column = lefts.subarray(k * n, (k + 1) * n);
    const row = rights.subarray(k * n, (k + 1) * n);
    const [yk, vk] = [y[k] as number, v[k] as number];
    for (let i = k; i < n; i++) column[i] = (rows[i * n + k] as number) - (u[i] as number) * yk - (x[i] as number) * vk;
    [leftTaus[k], diagonal[k]] = makeReflector(column, k);
    const [tau, rest] = [leftTaus[k] as number, n - k - 1];
    const next = rows.byteOffset + 8 * (k * n + k + 1);
    const [fromHere, fromNext] = [8 * k, 8 * (k + 1)];
    products.fill(0);
    loops.takeOff(
      next,
      rest + 1,
      8 * n,
      rest,
      u.byteOffset + fromHere,
      y.byteOffset + fromNext,
      x.byteOffset + fromHere,
      v.byteOffset + fromNext,
      column.byteOffset + fromHere,
      products.byteOffset + fromNext,
    );
    for (let j = k + 1; j < n; j++) {
      products[j] = (products[j] as number) * tau;
      row[j] = (rows[k * n + j] as number) - (products[j] as number);
    }
    [rightTaus[k], above[k]] = makeReflector(row, k + 1);
    loops.multiplyRows(next + 8 * n, rest, 8 * n, row.byteOffset + fromNext, rest, images.byteOffset + fromNext);
    const inner = dot(products, row, k + 1, k + 1);
    for (let i = k + 1; i < n; i++) {
      images[i] = ((images[i] as number) - (column[i] as number) * inner) * (rightTaus[k] as number);
    }
    [u, v, x, y, images, products] = [column, row, images, products, x, y];
  }
  return { scale, rows, lefts, rights, diagonal, above, leftTaus, rightTaus };
}

const zeros = (n: number): Float64Array => new Float64Array(n);

/** Below this, squares of numbers whose largest are about 1 say nothing. */
const TINY = 1e-150;

type Side = "left" | "right";

/** A matrix of two diagonals on its way to one, and room for the rotations of a step. */
interface Bidiagonal {
  readonly diagonal: Float64Array;
  readonly above: Float64Array;
  readonly rotations: { readonly first: Rotations; readonly second: Rotations };
  /** Takes so many rotations of the vectors of a side, from one on, to the next ones or those before. */
  readonly turn: (side: Side, rotations: Rotations, first: number, step: 1 | -1, count: number) => void;
}

/** Rotations of neighbouring rows, in turn. */
interface Rotations {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

function rotationsOf(n: number, { take }: Workspace): Bidiagonal["rotations"] {
  return { first: { cosines: take(n), sines: take(n) }, second: { cosines: take(n), sines: take(n) } };
}

/** Rotates until nothing but rounding stands above the diagonal. */
function diagonalise(problem: Bidiagonal): void {
  const { diagonal, above } = problem;
  for (let end = diagonal.length - 1; end > 0;) {
    const start = firstOfBlock(diagonal, above, end);
    if (start === end) end -= 1;
    else sweep(problem, start, end);
  }
}

/** Where the block that ends at m starts: what stands above the diagonal before it is rounding. */
function firstOfBlock(d: Float64Array, e: Float64Array, m: number): number {
  let first = m;
  for (; first > 0; first--) {
    const near = Math.abs(d[first - 1] as number) + Math.abs(d[first] as number);
    const size = Math.abs(e[first - 1] as number);
    if (size < TINY || near + size === near) break;
  }
  return first;
}

/** One implicit step on a block, from its larger end to the smaller one. */
function sweep(problem: Bidiagonal, start: number, end: number): void {
  const { diagonal, above, rotations } = problem;
  const isUp = Math.abs(diagonal[start] as number) < Math.abs(diagonal[end] as number);
  const [block, beside] = [diagonal.subarray(start, end + 1), above.subarray(start, end)];
  const reverse = (): void => {
    // Seen from its end, a matrix is the transposed one: left and right change places.
    if (isUp) [block, beside].forEach((each) => each.reverse());
  };
  reverse();
  const shift = shiftOf(block, beside);
  const { first, second } = rotations;
  if (shift === 0) unshifted(block, beside, first, second);
  else shifted(block, beside, shift, first, second);
  reverse();
  const [from, step] = isUp ? ([end, -1] as const) : ([start, 1] as const);
  problem.turn(isUp ? "left" : "right", first, from, step, end - start);
  problem.turn(isUp ? "right" : "left", second, from, step, end - start);
}

/** The smaller singular value of the last two rows; 0 where it is too small to tell from rounding. */
function shiftOf(d: Float64Array, e: Float64Array): number {
  const n = d.length;
  const [f, g, h] = [Math.abs(d[n - 2] as number), Math.abs(e[n - 2] as number), Math.abs(d[n - 1] as number)];
  const [small, large] = [Math.min(f, h), Math.max(f, h)];
  if (small === 0 || large === 0) return 0;
  const [a, b, c] = [1 + small / large, (large - small) / large, g / large];
  const shift = (2 * small) / (Math.sqrt(a * a + c * c) + Math.sqrt(b * b + c * c));
  const first = Math.abs(d[0] as number);
  return (shift / first) ** 2 < Number.EPSILON ? 0 : shift;
}

/** Leaves even the smallest values their digits. */
function unshifted(d: Float64Array, e: Float64Array, first: Rotations, second: Rotations): void {
  const last = d.length - 1;
  let [cosine, otherCosine, otherSine] = [1, 1, 0];
  for (let i = 0; i < last; i++) {
    const [nextCosine, sine, length] = rotation((d[i] as number) * cosine, e[i] as number);
    cosine = nextCosine;
    if (i > 0) e[i - 1] = otherSine * length;
    first.cosines[i] = cosine;
    first.sines[i] = sine;
    [otherCosine, otherSine, d[i]] = rotation(otherCosine * length, (d[i + 1] as number) * sine);
    second.cosines[i] = otherCosine;
    second.sines[i] = otherSine;
  }
  const rest = (d[last] as number) * cosine;
  d[last] = rest * otherCosine;
  e[last - 1] = rest * otherSine;
}

function shifted(d: Float64Array, e: Float64Array, shift: number, first: Rotations, second: Rotations): void {
  const last = d.length - 1;
  const top = d[0] as number;
  let f = (Math.abs(top) - shift) * (Math.sign(top) + shift / top);
  let g = e[0] as number;
  for (let i = 0; i < last; i++) {
    const [cosine, sine, length] = rotation(f, g);
    if (i > 0) e[i - 1] = length;
    f = cosine * (d[i] as number) + sine * (e[i] as number);
    const rest = cosine * (e[i] as number) - sine * (d[i] as number);
    g = sine * (d[i + 1] as number);
    const next = cosine * (d[i + 1] as number);
    first.cosines[i] = cosine;
    first.sines[i] = sine;
    const [otherCosine, otherSine, otherLength] = rotation(f, g);
    d[i] = otherLength;
    f = otherCosine * rest + otherSine * next;
    d[i + 1] = otherCosine * next - otherSine * rest;
    if (i < last - 1) {
      g = otherSine * (e[i + 1] as number);
      e[i + 1] = otherCosine * (e[i + 1] as number);
    }
    second.cosines[i] = otherCosine;
    second.sines[i] = otherSine;
  }
  e[last - 1] = f;
}

/** The rotation that turns (f, g) into (length, 0). */
function rotation(f: number, g: number): [cosine: number, sine: number, length: number] {
  if (g === 0) return [1, 0, f];
  const squares = f * f + g * g;
  const length = squares > TINY ? Math.sqrt(squares) : Math.hypot(f, g);
  return [f / length, g / length, length];
}
