import { argsort } from "../internal/argsort.ts";
import { poolAdjacentViolators } from "./pool-adjacent-violators.ts";

/** A monotonic curve: straight between its points. */
export interface IsotonicCurve {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** What a curve is held to. */
export interface CurveRules {
  readonly increasing: boolean;
  readonly yMin: number | null;
  readonly yMax: number | null;
}

/** Places no further apart than this are one. */
const SAME = 1e-15;

/** Fits a curve: equal places are averaged, then neighbors that are out of order. */
export function fitCurve(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array | undefined,
  { increasing, yMin, yMax }: CurveRules,
): IsotonicCurve {
  const points = uniquePoints(x, y, weights);
  const sign = increasing ? 1 : -1;
  const pooled = poolAdjacentViolators(
    points.y.map((value) => sign * value),
    points.weights,
  );
  const fitted = pooled.map((value) => Math.min(yMax ?? Infinity, Math.max(yMin ?? -Infinity, sign * value)));
  const isKept = (_: number, i: number) =>
    i === 0 || i === fitted.length - 1 || fitted[i] !== fitted[i - 1] || fitted[i] !== fitted[i + 1];
  return { x: points.x.filter(isKept), y: fitted.filter(isKept) };
}

function uniquePoints(x: Float64Array, y: Float64Array, weights: Float64Array | undefined) {
  const places = new Float64Array(x.length);
  const sums = new Float64Array(x.length);
  const masses = new Float64Array(x.length);
  let last = -1;
  for (const i of argsort(x, y)) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (!(weight > 0)) continue;
    if (last < 0 || (x[i] as number) - (places[last] as number) >= SAME) {
      last += 1;
      places[last] = x[i] as number;
    }
    sums[last] = (sums[last] as number) + (y[i] as number) * weight;
    masses[last] = (masses[last] as number) + weight;
  }
  const own = masses.subarray(0, last + 1);
  return { x: places.subarray(0, last + 1), y: own.map((mass, at) => (sums[at] as number) / mass), weights: own };
}

/** The curve at a place between its ends. */
export function curveAt({ x, y }: IsotonicCurve, place: number): number {
  if (x.length === 1) return y[0] as number;
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((x[middle] as number) < place) low = middle + 1;
    else high = middle;
  }
  const right = Math.min(x.length - 1, Math.max(1, low));
  const [x0, x1] = [x[right - 1] as number, x[right] as number];
  const [y0, y1] = [y[right - 1] as number, y[right] as number];
  return ((y1 - y0) / (x1 - x0)) * (place - x0) + y0;
}

/** Whether y rises with x on the whole: the sign of Spearman's rank correlation. */
export function risesOnTheWhole(x: Float64Array, y: Float64Array): boolean {
  const [a, b] = [ranks(x), ranks(y)];
  const middle = (x.length + 1) / 2;
  const product = (p: Float64Array, q: Float64Array) =>
    p.reduce((sum, rank, i) => sum + (rank - middle) * ((q[i] as number) - middle), 0);
  return product(a, b) >= 0 && product(a, a) > 0 && product(b, b) > 0;
}

/** Places in order, from 1; equal values share the mean of theirs. */
function ranks(values: Float64Array): Float64Array {
  const order = argsort(values);
  const found = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (let at = start; at < end; at++) found[order[at] ?? 0] = (start + 1 + end) / 2;
    start = end;
  }
  return found;
}
