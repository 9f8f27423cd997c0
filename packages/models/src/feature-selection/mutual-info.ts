import { isCsrMatrix, randomState } from "@mlsys/core";
import type { Label, MatrixLike, RandomStateInput } from "@mlsys/core";
import type { LabelsLike, VectorLike } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { digamma } from "../internal/special-functions.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { numbersOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";

/** Options of the mutual information. */
export interface MutualInfoOptions {
  /** Whether columns hold classes: all or none, one a column; `"auto"` is all for sparse data. Default `"auto"`. */
  readonly discreteFeatures?: "auto" | boolean | readonly boolean[];
  /** Number of neighbours that the estimate looks at. Default 3. */
  readonly nNeighbors?: number;
  /** Seeds the noise that tells equal numbers apart. Default 0. */
  readonly randomState?: RandomStateInput;
}

/**
 * The mutual information of each column and classes, in nats.
 *
 * @param X - rows × columns.
 * @param y - one label a row.
 * @param options - `discreteFeatures`, `nNeighbors`, `randomState`.
 * @returns one number a column, at least 0.
 * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `lengthMismatch`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_selection.mutual_info_classif.html
 * @see Ross, Mutual information between discrete and continuous data sets (2014).
 *
 * @example
 * ```ts
 * import { mutualInfoClassif } from "@mlsys/models";
 *
 * const info = mutualInfoClassif([[0, 1], [0, 0], [1, 1], [1, 0]], ["a", "a", "b", "b"], { discreteFeatures: true });
 * info[0] === Math.log(2) && info[1] === 0; // => true
 * ```
 */
export function mutualInfoClassif(X: MatrixLike, y: LabelsLike<Label>, options: MutualInfoOptions = {}): Float64Array {
  const rows = featuresToFit("mutualInfoClassif", X).X.rows;
  const { codes } = labelsToFit("mutualInfoClassif", y, rows, { allowOneClass: true });
  return estimate("mutualInfoClassif", X, Float64Array.from(codes), true, options);
}

/**
 * The mutual information of each column and numbers, in nats.
 *
 * @param X - rows × columns.
 * @param y - one number a row.
 * @param options - `discreteFeatures`, `nNeighbors`, `randomState`.
 * @returns one number a column, at least 0.
 * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `lengthMismatch`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_selection.mutual_info_regression.html
 * @see Kraskov, Stögbauer and Grassberger, Estimating mutual information (2004).
 *
 * @example
 * ```ts
 * import { mutualInfoRegression } from "@mlsys/models";
 *
 * const X = Array.from({ length: 50 }, (_, i) => [i, (i * 37) % 50]);
 * const info = mutualInfoRegression(X, X.map(([x = 0]) => x * x));
 * Array.from(info, (each) => each > 1); // => [true, false]
 * ```
 */
export function mutualInfoRegression(X: MatrixLike, y: VectorLike, options: MutualInfoOptions = {}): Float64Array {
  const rows = featuresToFit("mutualInfoRegression", X).X.rows;
  return estimate("mutualInfoRegression", X, numbersOf("mutualInfoRegression", "y", y, rows), false, options);
}

function estimate(
  owner: string,
  input: MatrixLike,
  y: Float64Array,
  isDiscrete: boolean,
  { discreteFeatures = "auto", nNeighbors = 3, randomState: seed = 0 }: MutualInfoOptions,
): Float64Array {
  const { X } = featuresToFit(owner, input);
  const dense = toDense(owner, X);
  const rule = discreteFeatures === "auto" ? isCsrMatrix(X) : discreteFeatures;
  const discrete = Array.from({ length: X.cols }, (_, j) => (typeof rule === "boolean" ? rule : rule[j] === true));
  const rng = randomState(seed);
  const columns = Array.from({ length: X.cols }, (_, j) => dense.column(j));
  const continuous = Array.from(discrete.keys()).filter((j) => discrete[j] !== true);
  for (const j of continuous) columns[j] = scaled(columns[j] as Float64Array);
  const noise = rng.standardNormal(X.rows * continuous.length);
  continuous.forEach((j, at) => {
    const column = columns[j] as Float64Array;
    const size = 1e-10 * Math.max(1, meanSize(column));
    columns[j] = column.map((value, i) => value + size * (noise[i * continuous.length + at] as number));
  });
  let target = y;
  if (!isDiscrete) {
    target = scaled(y);
    const [size, jitter] = [1e-10 * Math.max(1, meanSize(target)), rng.standardNormal(y.length)];
    target = target.map((value, i) => value + size * (jitter[i] as number));
  }
  return Float64Array.from(columns, (column, j) => {
    if (discrete[j] === true) return isDiscrete ? ofClasses(column, target) : ofMixed(target, column, nNeighbors);
    return isDiscrete ? ofMixed(column, target, nNeighbors) : ofNumbers(column, target, nNeighbors);
  });
}

/** Divided by the standard deviation. */
function scaled(values: Float64Array): Float64Array {
  const mean = pairwiseSum(values) / values.length;
  const deviation = Math.sqrt(pairwiseSum(values.map((value) => (value - mean) ** 2)) / values.length);
  return deviation < 10 * Number.EPSILON ? values : values.map((value) => value / deviation);
}

function meanSize(values: Float64Array): number {
  return pairwiseSum(values.map(Math.abs)) / values.length;
}

/** Of two columns of classes, from how often they meet. */
function ofClasses(a: Float64Array, b: Float64Array): number {
  const [left, right, both] = [counted(a), counted(b), new Map<string, number>()];
  a.forEach((value, i) => {
    const key = `${value}|${b[i] as number}`;
    both.set(key, (both.get(key) ?? 0) + 1);
  });
  const n = a.length;
  let sum = 0;
  for (const [key, count] of both) {
    const [first, second] = key.split("|").map(Number) as [number, number];
    const expected = ((left.get(first) ?? 0) * (right.get(second) ?? 0)) / (n * n);
    sum += (count / n) * Math.log(count / n / expected);
  }
  return Math.max(0, Math.abs(sum) < Number.EPSILON ? 0 : sum);
}

function counted(values: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Of numbers and classes: how many rows of any class lie as near as the neighbours of the own one. */
function ofMixed(numbers: Float64Array, classes: Float64Array, k: number): number {
  const counts = counted(classes);
  const used = Array.from(numbers.keys()).filter((i) => (counts.get(classes[i] as number) ?? 0) > 1);
  const all = Float64Array.from(used, (i) => numbers[i] as number).sort();
  const byClass = new Map(
    [...counts.keys()].map((label) => [label, numbers.filter((_, i) => classes[i] === label).sort()]),
  );
  let [neighbours, sizes, near] = [0, 0, 0];
  for (const i of used) {
    const [value, label] = [numbers[i] as number, classes[i] as number];
    const own = byClass.get(label) ?? new Float64Array(0);
    const reach = Math.min(k, own.length - 1);
    const radius = before(distanceOf(own, value, reach));
    neighbours += digamma(reach);
    sizes += digamma(own.length);
    near += digamma(within(all, value, radius));
  }
  const n = used.length;
  return Math.max(0, digamma(n) + (neighbours - sizes - near) / n);
}

/** Of two columns of numbers: how many rows lie as near in one of them as the neighbours in both. */
function ofNumbers(x: Float64Array, y: Float64Array, k: number): number {
  const n = x.length;
  const [sortedX, sortedY] = [x.slice().sort(), y.slice().sort()];
  const nearest = new Float64Array(k);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    nearest.fill(Infinity);
    for (let other = 0; other < n; other++) {
      if (other === i) continue;
      const distance = Math.max(
        Math.abs((x[i] as number) - (x[other] as number)),
        Math.abs((y[i] as number) - (y[other] as number)),
      );
      if (distance >= (nearest[k - 1] as number)) continue;
      let at = k - 1;
      for (; at > 0 && (nearest[at - 1] as number) > distance; at--) nearest[at] = nearest[at - 1] as number;
      nearest[at] = distance;
    }
    const radius = before(nearest[k - 1] as number);
    sum += digamma(within(sortedX, x[i] as number, radius)) + digamma(within(sortedY, y[i] as number, radius));
  }
  return Math.max(0, digamma(n) + digamma(k) - sum / n);
}

/** The distance of the k-th nearest of sorted numbers to one of them. */
function distanceOf(sorted: Float64Array, value: number, k: number): number {
  const at = firstAtLeast(sorted, value);
  let [low, high] = [at - 1, at + 1];
  let distance = 0;
  for (let found = 0; found < k; found++) {
    const below = low >= 0 ? value - (sorted[low] as number) : Infinity;
    const above = high < sorted.length ? (sorted[high] as number) - value : Infinity;
    distance = Math.min(below, above);
    if (below <= above) low -= 1;
    else high += 1;
  }
  return distance;
}

/** How many of sorted numbers lie no farther than a radius. */
function within(sorted: Float64Array, value: number, radius: number): number {
  let start = firstAtLeast(sorted, value - radius);
  while (start > 0 && value - (sorted[start - 1] as number) <= radius) start -= 1;
  while (start < sorted.length && value - (sorted[start] as number) > radius) start += 1;
  let end = firstAtLeast(sorted, value + radius);
  while (end < sorted.length && (sorted[end] as number) - value <= radius) end += 1;
  while (end > 0 && (sorted[end - 1] as number) - value > radius) end -= 1;
  return end - start;
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const BITS = new DataView(new ArrayBuffer(8));

/** The next double below a distance; 0 stays. */
function before(distance: number): number {
  if (distance === 0) return 0;
  BITS.setFloat64(0, distance);
  BITS.setBigInt64(0, BITS.getBigInt64(0) - 1n);
  return BITS.getFloat64(0);
}
