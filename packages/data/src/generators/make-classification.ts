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
} from "@mlsys/core";
import type { RandomState, RandomStateInput } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import { product, shuffledOrder, takeColumns, takeLabels } from "./arrangement.ts";
import { hypercube } from "./hypercube.ts";

/** Options of {@link makeClassification}. */
export interface MakeClassificationOptions {
  /** Number of rows. Default 100. */
  readonly nSamples?: number;
  /** Number of features. Default 20. */
  readonly nFeatures?: number;
  /** Features that tell the classes apart. Default 2. */
  readonly nInformative?: number;
  /** Features that are combinations of informative ones. Default 2. */
  readonly nRedundant?: number;
  /** Features that repeat informative or redundant ones. Default 0. */
  readonly nRepeated?: number;
  /** Number of classes. Default 2. */
  readonly nClasses?: number;
  /** Clusters of each class. Default 2. */
  readonly nClustersPerClass?: number;
  /** Shares of the classes, or of all but the last; null for equal ones. Default null. */
  readonly weights?: readonly number[] | null;
  /** Share of rows that get a random class. Default 0.01. */
  readonly flipY?: number;
  /** How far the clusters lie apart. Default 1. */
  readonly classSep?: number;
  /** Whether the clusters stand on the corners of a cube, or of a random body. Default true. */
  readonly hypercube?: boolean;
  /** Added to each feature, or one number a feature; null for random ones. Default 0. */
  readonly shift?: number | readonly number[] | null;
  /** Each feature is multiplied by it after the shift, or one number a feature; null for random ones. Default 1. */
  readonly scale?: number | readonly number[] | null;
  /** Whether rows and features are shuffled. Default true. */
  readonly shuffle?: boolean;
  /** Seed. Default: another data set each time. */
  readonly randomState?: RandomStateInput;
}

/** What a feature of {@link makeClassification} is. */
export type FeatureKind = "informative" | "redundant" | "repeated" | "random";

/** What {@link makeClassification} returns. */
export interface ClassificationData {
  /** The features, `nSamples` × `nFeatures`. */
  readonly X: Matrix;
  /** The class of each row, from 0. */
  readonly y: Int32Array;
  /** What each feature is. */
  readonly featureInfo: readonly FeatureKind[];
}

const perFeature = either(real(), arrayOf(real()), oneOf(null));

const specs = {
  nSamples: { rule: integer({ min: 1 }), default: 100 },
  nFeatures: { rule: integer({ min: 1 }), default: 20 },
  nInformative: { rule: integer({ min: 1 }), default: 2 },
  nRedundant: { rule: integer({ min: 0 }), default: 2 },
  nRepeated: { rule: integer({ min: 0 }), default: 0 },
  nClasses: { rule: integer({ min: 1 }), default: 2 },
  nClustersPerClass: { rule: integer({ min: 1 }), default: 2 },
  weights: { rule: either(arrayOf(real({ min: 0 })), oneOf(null)), default: null },
  flipY: { rule: real({ min: 0, max: 1 }), default: 0.01 },
  classSep: { rule: real({ min: 0 }), default: 1 },
  hypercube: { rule: boolean(), default: true },
  shift: { rule: perFeature, default: 0 },
  scale: { rule: either(real({ above: 0 }), arrayOf(real()), oneOf(null)), default: 1 },
  shuffle: { rule: boolean(), default: true },
  randomState: { rule: randomSeed() },
} as const;

type Parsed = ReturnType<typeof parse>;

/**
 * Makes a random classification problem: normal clusters at the corners of a cube, with redundant, repeated and useless
 * features. The same seed gives the rows, classes and draws of scikit-learn's `make_classification`, the values to the last
 * digits, which depend on the order of summation there.
 *
 * @param options - numbers of rows, features, classes and clusters, shares, separation, seed.
 * @returns features, classes, and what each feature is.
 * @throws {DataError} `invalidOption`, also when the options contradict each other.
 * @see scikit-learn 1.9, `sklearn.datasets.make_classification`.
 *
 * @example
 * ```ts
 * import { makeClassification } from "@mlsys/data";
 *
 * const { X, y } = makeClassification({ randomState: 42 });
 * [X.rows, X.cols]; // => [100, 20]
 * y.slice(0, 5); // => Int32Array.of(0, 0, 1, 1, 0)
 * ```
 */
export function makeClassification(options: MakeClassificationOptions = {}): ClassificationData {
  const parsed = parse(options);
  const { nSamples, nFeatures, nInformative, nRedundant, nRepeated, nClasses } = parsed;
  const rng = randomState(parsed.randomState);
  const counts = samplesPerCluster(parsed);
  const centroids = centroidsOf(parsed, counts.length, rng);
  const informative = new Matrix(nSamples, nInformative, rng.standardNormal(nSamples * nInformative));
  const y = new Int32Array(nSamples);
  let start = 0;
  counts.forEach((count, k) => {
    const end = Math.min(nSamples, start + count);
    y.fill(k % nClasses, start, end);
    placeCluster(informative, start, end, centroids.row(k), rng);
    start = end;
  });

  const X = new Matrix(nSamples, nFeatures);
  put(X, 0, informative);
  if (nRedundant > 0) put(X, nInformative, product(informative, spread(rng, nInformative, nRedundant)));
  const useful = nInformative + nRedundant;
  const repeated = Array.from({ length: nRepeated }, () => Math.trunc((useful - 1) * rng.randomSample() + 0.5));
  put(X, useful, takeColumns(X, repeated));
  const nRandom = nFeatures - useful - nRepeated;
  if (nRandom > 0) put(X, nFeatures - nRandom, new Matrix(nSamples, nRandom, rng.standardNormal(nSamples * nRandom)));

  const flipped = Array.from(rng.randomSample(nSamples).entries()).filter(([, each]) => each < parsed.flipY);
  for (const [i] of flipped) y[i] = rng.interval(nClasses - 1);
  shiftAndScale(X, parsed, rng);
  return arranged(X, y, parsed, rng);
}

function parse(options: MakeClassificationOptions) {
  const parsed = parseOptions("makeClassification", options, specs, DataError);
  const { nFeatures, nInformative, nRedundant, nRepeated, nClasses, nClustersPerClass, weights, shift, scale } = parsed;
  if (nInformative + nRedundant + nRepeated > nFeatures) {
    throw refusal(
      "there are too few features",
      `nFeatures ${nFeatures} for ${nInformative} informative, ${nRedundant} redundant and ${nRepeated} repeated ones`,
      "give more nFeatures",
    );
  }
  if (nClasses * nClustersPerClass > 2 ** nInformative) {
    throw refusal(
      "there are more clusters than corners to put them on",
      `${nClasses * nClustersPerClass} clusters, 2^${nInformative} corners`,
      "give more nInformative, or fewer classes or clusters",
    );
  }
  if (weights !== null && weights.length !== nClasses && weights.length !== nClasses - 1) {
    throw refusal("weights do not fit the classes", `${weights.length} for ${nClasses}`, "give one a class");
  }
  if (weights !== null && weights.length < nClasses && weights.reduce((sum, each) => sum + each, 0) > 1) {
    throw refusal("weights leave nothing for the last class", weights.join(", "), "let them sum to at most 1");
  }
  for (const [name, values] of Object.entries({ shift, scale })) {
    if (typeof values !== "object" || values === null || values.length === nFeatures) continue;
    throw refusal(`${name} does not fit the features`, `${values.length} for ${nFeatures}`, "give one a feature");
  }
  return parsed;
}

function samplesPerCluster({ nSamples, nClasses, nClustersPerClass, weights }: Parsed): number[] {
  const shares = weights === null ? new Array<number>(nClasses).fill(1 / nClasses) : [...weights];
  if (shares.length < nClasses) shares.push(1 - shares.reduce((sum, each) => sum + each, 0));
  const counts = Array.from({ length: nClasses * nClustersPerClass }, (_, k) =>
    Math.trunc((nSamples * (shares[k % nClasses] ?? 0)) / nClustersPerClass),
  );
  const placed = counts.reduce((sum, each) => sum + each, 0);
  for (let i = 0; i < nSamples - placed; i++) counts[i % counts.length] = (counts[i % counts.length] ?? 0) + 1;
  return counts;
}

function centroidsOf({ nInformative, classSep, ...parsed }: Parsed, clusters: number, rng: RandomState): Matrix {
  const corners = hypercube(rng, clusters, nInformative);
  const data = corners.data.map((bit) => bit * 2 * classSep - classSep);
  if (!parsed.hypercube) {
    const rows = rng.randomSample(clusters);
    const cols = rng.randomSample(nInformative);
    for (let k = 0; k < data.length; k++) {
      data[k] = (data[k] ?? 0) * (rows[Math.floor(k / nInformative)] ?? 0) * (cols[k % nInformative] ?? 0);
    }
  }
  return new Matrix(clusters, nInformative, data);
}

/** Gives the rows of a cluster a random covariance and moves them to their corner. */
function placeCluster(X: Matrix, start: number, end: number, centroid: Float64Array, rng: RandomState): void {
  const mixed = product(
    new Matrix(end - start, X.cols, X.data.slice(start * X.cols, end * X.cols)),
    spread(rng, X.cols, X.cols),
  );
  X.data.set(
    mixed.data.map((value, k) => value + (centroid[k % X.cols] ?? 0)),
    start * X.cols,
  );
}

/** Uniform numbers from -1 to 1. */
function spread(rng: RandomState, rows: number, cols: number): Matrix {
  return new Matrix(
    rows,
    cols,
    rng.randomSample(rows * cols).map((each) => 2 * each - 1),
  );
}

function put(X: Matrix, from: number, part: Matrix): void {
  for (let i = 0; i < X.rows; i++) X.data.set(part.row(i), i * X.cols + from);
}

function shiftAndScale(X: Matrix, { nFeatures, classSep, shift, scale }: Parsed, rng: RandomState): void {
  const added = shift ?? rng.randomSample(nFeatures).map((each) => (2 * each - 1) * classSep);
  const factors = scale ?? rng.randomSample(nFeatures).map((each) => 1 + 100 * each);
  const of = (values: number | ArrayLike<number>, j: number): number =>
    typeof values === "number" ? values : (values[j] ?? NaN);
  for (let k = 0; k < X.data.length; k++) {
    X.data[k] = ((X.data[k] ?? 0) + of(added, k % nFeatures)) * of(factors, k % nFeatures);
  }
}

function arranged(X: Matrix, y: Int32Array, parsed: Parsed, rng: RandomState): ClassificationData {
  const { nSamples, nFeatures, nInformative, nRedundant, nRepeated } = parsed;
  const kindOf = (j: number): FeatureKind => {
    if (j < nInformative) return "informative";
    if (j < nInformative + nRedundant) return "redundant";
    return j < nInformative + nRedundant + nRepeated ? "repeated" : "random";
  };
  if (!parsed.shuffle) return { X, y, featureInfo: Array.from({ length: nFeatures }, (_, j) => kindOf(j)) };
  const rows = shuffledOrder(rng, nSamples);
  const features = shuffledOrder(rng, nFeatures);
  return {
    X: takeColumns(X.take(rows), features),
    y: takeLabels(y, rows),
    featureInfo: Array.from(features, kindOf),
  };
}

function refusal(what: string, found: string, fix: string): DataError {
  return new DataError({ code: "invalidOption", what, where: "makeClassification", found, fix });
}
