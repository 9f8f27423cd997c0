import { Matrix } from "@mlsys/core";
import { choleskySolve } from "../internal/cholesky.ts";
import { addScaled, dot } from "../internal/sums.ts";
import type { ElasticNetProblem } from "./coordinate-descent.ts";

/** A pivot below this share of its column's own square is rounding: the column is a combination of others. */
const NO_PIVOT = 1e-13;
/** How far, as a share of ‖column‖·‖y‖, a coefficient that is 0 may break its bound by rounding. */
const SLACK = 1e-13;

/** Coefficients that may move, with the sign that each has or will have. */
interface Active {
  readonly places: number[];
  readonly signs: number[];
}

/**
 * The optimum by a set of active coefficients that grows and shrinks: they move to the optimum of their signs, or to where the first
 * one of them becomes 0, and the bound that is broken most brings in the next. It ends after finitely many moves however columns depend
 * on each other, which is where coordinates move by ever less. Undefined where rounding keeps it from ending.
 *
 * @see Lee, Battle, Raina and Ng, Efficient sparse coding algorithms (2006), algorithm 1.
 */
export function featureSignSearch(problem: ElasticNetProblem, start: Float64Array): Float64Array | undefined {
  const { columns, y } = problem;
  const coef = start.slice();
  const places = Array.from(coef.keys()).filter((j) => coef[j] !== 0);
  const active: Active = { places, signs: places.map((j) => Math.sign(coef[j] as number)) };
  const most = 10 * (columns.rows + columns.cols);
  for (let moves = 0; moves < most; moves++) {
    const residual = y.slice();
    for (const j of active.places) addScaled(residual, -(coef[j] as number), columns.row(j));
    if (active.places.length > 0 && move(problem, active, coef, residual)) continue;
    if (!bringIn(problem, active, coef)) return coef;
  }
  return undefined;
}

/** Moves what is active; whether a coefficient became 0 on the way. */
function move(
  { columns, l1, l2 }: ElasticNetProblem,
  active: Active,
  coef: Float64Array,
  residual: Float64Array,
): boolean {
  const { places, signs } = active;
  const slopes = Float64Array.from(places, (j, i) => {
    return dot(columns.row(j), residual) - l1 * (signs[i] as number) - l2 * (coef[j] as number);
  });
  const { direction, isEndless } = directionOf(columns, places, l2, slopes);
  let [length, first] = [isEndless ? Infinity : 1, -1];
  places.forEach((j, i) => {
    const step = (direction[i] as number) * (signs[i] as number);
    const reach = step < 0 ? Math.abs(coef[j] as number) / -step : Infinity;
    if (reach < length) [length, first] = [reach, i];
  });
  if (length === Infinity) return false;
  places.forEach((j, i) => (coef[j] = (coef[j] as number) + length * (direction[i] as number)));
  if (first < 0) return false;
  coef[places[first] as number] = 0;
  places.splice(first, 1);
  signs.splice(first, 1);
  return true;
}

/** The way to the optimum of the signs; where columns depend on each other, one that gains without changing the fit. */
function directionOf(
  columns: Matrix,
  places: readonly number[],
  l2: number,
  slopes: Float64Array,
): { readonly direction: Float64Array; readonly isEndless: boolean } {
  const k = places.length;
  const L = new Matrix(k, k);
  const product = (i: number, c: number): number =>
    dot(columns.row(places[i] as number), columns.row(places[c] as number)) + (i === c ? l2 : 0);
  for (let j = 0; j < k; j++) {
    const row = Float64Array.from({ length: j }, (_, c) => product(j, c));
    // L of the columns before, solved forwards, is the next row of L.
    for (let c = 0; c < j; c++) {
      const value = ((row[c] as number) - dot(L.data, L.data, j * k, c * k, c)) / (L.data[c * (k + 1)] as number);
      L.data[j * k + c] = value;
    }
    const own = product(j, j);
    const pivot = own - dot(L.data, L.data, j * k, j * k, j);
    if (!(pivot > NO_PIVOT * own)) return { direction: dependence(L, j, row, slopes), isEndless: true };
    L.data[j * (k + 1)] = Math.sqrt(pivot);
  }
  const direction = slopes.slice();
  choleskySolve(L, direction);
  return { direction, isEndless: false };
}

/** What column j is of those before, as a direction that does not change the fit and gains. */
function dependence({ data, cols }: Matrix, j: number, products: Float64Array, slopes: Float64Array): Float64Array {
  const before = new Matrix(j, j);
  for (let i = 0; i < j; i++) before.data.set(data.subarray(i * cols, i * cols + j), i * j);
  const shares = products.slice();
  if (j > 0) choleskySolve(before, shares);
  const direction = new Float64Array(cols);
  direction.set(shares);
  direction[j] = -1;
  return dot(slopes, direction) < 0 ? direction.map((each) => -each) : direction;
}

/** Takes up the coefficient whose bound is broken most; whether there is one. */
function bringIn({ columns, y, l1, positive }: ElasticNetProblem, active: Active, coef: Float64Array): boolean {
  const residual = y.slice();
  for (const j of active.places) addScaled(residual, -(coef[j] as number), columns.row(j));
  const length = Math.sqrt(dot(y, y));
  let [worst, next, sign] = [0, -1, 0];
  for (let j = 0; j < coef.length; j++) {
    if (active.places.includes(j)) continue;
    const column = columns.row(j);
    const pull = dot(column, residual);
    const excess = (positive ? pull : Math.abs(pull)) - l1 - SLACK * length * Math.sqrt(dot(column, column));
    if (excess > worst) [worst, next, sign] = [excess, j, Math.sign(pull)];
  }
  if (next < 0) return false;
  active.places.push(next);
  active.signs.push(sign);
  return true;
}
