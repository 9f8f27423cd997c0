import {
  arrayOf,
  boolean,
  either,
  integer,
  isCsrMatrix,
  Matrix,
  oneOf,
  parseOptions,
  randomSeed,
  randomState,
} from "@mlsys/core";
import type { Label, MatrixLike, RandomStateInput } from "@mlsys/core";
import type { LabelsLike, VectorLike } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { digamma } from "../internal/special-functions.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { numbersOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import { metricOf } from "../neighbors/distance-metric.ts";
import { KdTree } from "../neighbors/kd-tree.ts";
import { NeighborHeap } from "../neighbors/neighbor-heap.ts";

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
 * @throws {ModelsError} `invalidOption`, `shapeMismatch`, `nonFinite`, `lengthMismatch`.
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
 * @throws {ModelsError} `invalidOption`, `shapeMismatch`, `nonFinite`, `lengthMismatch`; `invalidInput` with no more rows than neighbours.
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

const specs = () =>
  ({
    discreteFeatures: {
      rule: either(oneOf("auto"), boolean(), arrayOf(boolean())),
      default: "auto" as "auto" | boolean | readonly boolean[],
    },
    nNeighbors: { rule: integer({ min: 1 }), default: 3 },
    randomState: { rule: randomSeed(), default: 0 as RandomStateInput },
  }) as const;

function estimate(
  owner: string,
  input: MatrixLike,
  y: Float64Array,
  isDiscrete: boolean,
  options: MutualInfoOptions,
): Float64Array {
  const { discreteFeatures, nNeighbors, randomState: seed } = parseOptions(owner, options, specs(), ModelsError);
  const { X } = featuresToFit(owner, input);
  if (typeof discreteFeatures === "object" && discreteFeatures.length !== X.cols) {
    throw new ModelsError({
      code: "invalidOption",
      what: "discreteFeatures has another length than X has columns",
      where: owner,
      found: `${discreteFeatures.length} truth values`,
      fix: `give one a column, ${X.cols} in all`,
    });
  }
  const dense = toDense(owner, X);
  const rule = discreteFeatures === "auto" ? isCsrMatrix(X) : discreteFeatures;
  const discrete = Array.from({ length: X.cols }, (_, j) => (typeof rule === "boolean" ? rule : rule[j] === true));
  if (!isDiscrete && nNeighbors >= X.rows && discrete.includes(false)) {
    throw new ModelsError({
      code: "invalidInput",
      what: "more neighbours are asked for than a row has",
      where: owner,
      found: `nNeighbors ${nNeighbors}, ${X.rows} rows`,
      fix: "lower nNeighbors, or give more rows",
    });
  }
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

const LARGEST_DIFFERENCE = { metric: "chebyshev", p: Infinity, metricParams: null } as const;

/** Of two columns of numbers: how many rows lie as near in one of them as the neighbours in both. */
function ofNumbers(x: Float64Array, y: Float64Array, k: number): number {
  const n = x.length;
  const [sortedX, sortedY] = [x.slice().sort(), y.slice().sort()];
  const points = new Matrix(n, 2);
  for (let i = 0; i < n; i++) points.data.set([x[i] as number, y[i] as number], 2 * i);
  const tree = new KdTree(points, metricOf("mutual information", LARGEST_DIFFERENCE), 30);
  // Each row is its own nearest.
  const nearest = new NeighborHeap(new Float64Array(k + 1), new Int32Array(k + 1));
  let sum = 0;
  for (let i = 0; i < n; i++) {
    nearest.clear();
    tree.query(points.data, i, nearest);
    const radius = before(nearest.farthest);
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

const BITS = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

/** The next double below a distance; 0 stays. */
function before(distance: number): number {
  if (distance === 0) return 0;
  BITS.setFloat64(0, distance);
  BITS.setBigInt64(0, BITS.getBigInt64(0) - 1n);
  return BITS.getFloat64(0);
}
