import {
  arrayOf,
  boolean,
  either,
  integer,
  Matrix,
  oneOf,
  parseOptions,
  randomSeed,
  randomState,
  real,
  satisfying,
  toMatrix,
} from "@mlsys/core";
import type { RandomState, RandomStateInput } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import { shuffledOrder, takeLabels } from "./arrangement.ts";

/** Options of {@link makeBlobs}. */
export interface MakeBlobsOptions {
  /** Number of points in all, or of each blob. Default 100. */
  readonly nSamples?: number | readonly number[];
  /** Number of features, unless `centers` are given. Default 2. */
  readonly nFeatures?: number;
  /** Number of blobs, or their centres; null for 3, or one for each of `nSamples`. Default null. */
  readonly centers?: number | readonly (readonly number[])[] | null;
  /** Standard deviation, or one a blob. Default 1. */
  readonly clusterStd?: number | readonly number[];
  /** Bounds of random centres. Default [-10, 10]. */
  readonly centerBox?: readonly [number, number];
  /** Whether the points are shuffled. Default true. */
  readonly shuffle?: boolean;
  /** Seed. Default: another data set each time. */
  readonly randomState?: RandomStateInput;
}

/** What {@link makeBlobs} returns. */
export interface BlobData {
  /** The points, rows × features. */
  readonly X: Matrix;
  /** The blob of each point, from 0. */
  readonly y: Int32Array;
  /** The centres, blobs × features. */
  readonly centers: Matrix;
}

const bounds = satisfying(
  "two numbers, the lower first",
  (value): value is readonly [number, number] =>
    Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] <= value[1],
);

const specs = {
  nSamples: { rule: either(integer({ min: 1 }), arrayOf(integer({ min: 0 }))), default: 100 },
  nFeatures: { rule: integer({ min: 1 }), default: 2 },
  centers: { rule: either(integer({ min: 1 }), arrayOf(arrayOf(real())), oneOf(null)), default: null },
  clusterStd: { rule: either(real({ min: 0 }), arrayOf(real({ min: 0 }))), default: 1 },
  centerBox: { rule: bounds, default: [-10, 10] },
  shuffle: { rule: boolean(), default: true },
  randomState: { rule: randomSeed() },
} as const;

/**
 * Makes normal blobs of points, with the numbers of scikit-learn's `make_blobs`.
 *
 * @param options - number of points, centres, spread, seed.
 * @returns points, the blob of each, and the centres.
 * @throws {DataError} `invalidOption`, also when numbers of points, centres and spreads differ.
 * @see scikit-learn 1.9, `sklearn.datasets.make_blobs`.
 *
 * @example
 * ```ts
 * import { makeBlobs } from "@mlsys/data";
 *
 * makeBlobs({ nSamples: 10, centers: 3, randomState: 0 }).y; // => Int32Array.of(0, 0, 1, 0, 2, 2, 2, 1, 1, 0)
 * ```
 */
export function makeBlobs(options: MakeBlobsOptions = {}): BlobData {
  const parsed = parse(options);
  const rng = randomState(parsed.randomState);
  const centers = centersOf(parsed, rng);
  const n = centers.rows;
  const { nSamples, clusterStd } = parsed;
  const counts =
    typeof nSamples === "number"
      ? Array.from({ length: n }, (_, k) => Math.floor(nSamples / n) + (k < nSamples % n ? 1 : 0))
      : nSamples;
  const spreads = typeof clusterStd === "number" ? new Array<number>(n).fill(clusterStd) : clusterStd;
  if (counts.length !== n) throw refusal("nSamples", counts.length, n);
  if (spreads.length !== n) throw refusal("clusterStd", spreads.length, n);
  const total = counts.reduce((sum, each) => sum + each, 0);
  const X = new Matrix(total, centers.cols);
  const y = new Int32Array(total);
  let row = 0;
  counts.forEach((count, k) => {
    for (const end = row + count; row < end; row++) {
      y[row] = k;
      for (let j = 0; j < centers.cols; j++) X.row(row)[j] = rng.normal(centers.get(k, j), spreads[k] ?? 0);
    }
  });
  if (!parsed.shuffle) return { X, y, centers };
  const order = shuffledOrder(rng, total);
  return { X: X.take(order), y: takeLabels(y, order), centers };
}

function parse(options: MakeBlobsOptions) {
  return parseOptions("makeBlobs", options, specs, DataError);
}

function centersOf(parsed: ReturnType<typeof parse>, rng: RandomState): Matrix {
  const { nSamples, nFeatures, centers, centerBox } = parsed;
  if (typeof centers === "object" && centers !== null) return toMatrix(centers);
  const given = typeof nSamples === "object" ? nSamples.length : undefined;
  const n = centers ?? given ?? 3;
  if (given !== undefined && n !== given) throw refusal("nSamples", given, n);
  return new Matrix(n, nFeatures, rng.uniform(centerBox[0], centerBox[1], n * nFeatures));
}

function refusal(name: string, found: number, centers: number): DataError {
  return new DataError({
    code: "invalidOption",
    what: `${name} and centers differ in number`,
    where: "makeBlobs",
    found: `${found} and ${centers}`,
    fix: "give one for each centre",
  });
}
