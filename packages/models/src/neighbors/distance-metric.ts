import { showValue } from "@mlsys/core";
import { squaredDistance } from "../internal/squared-distance.ts";
import { ModelsError } from "../models-error.ts";

/** The names of the metrics. */
export type MetricName = "minkowski" | "euclidean" | "manhattan" | "chebyshev" | "cosine";

/** A distance between two rows that a caller gives. It must not change them, and be at least 0. */
export type RowDistance = (a: Float64Array, b: Float64Array) => number;

/** What a metric is made of besides its name. */
export interface MetricParams {
  /** A weight of at least 0 for each column, of the Minkowski metric. */
  readonly w?: ArrayLike<number>;
}

/** The options that say which metric. */
export interface MetricSettings {
  readonly metric: MetricName | RowDistance;
  readonly p: number;
  readonly metricParams: MetricParams | null;
}

/** Puts a distance of two rows of numbers at a place: a double that is returned may be an object of its own. */
export type Reduction = (
  a: Float64Array,
  aFrom: number,
  b: Float64Array,
  bFrom: number,
  width: number,
  into: Float64Array,
  at: number,
) => void;

/** A distance between rows, worked out in a reduced form that has the same order and is cheaper. */
export interface DistanceMetric {
  readonly name: MetricName | "function";
  /** The exponent; Infinity for the largest difference; NaN where there is none. */
  readonly p: number;
  /** Whether the distance from a box of rows can be told, for exponents of at least 1. */
  readonly suitsTree: boolean;
  /** The reduced distance of two rows of numbers. */
  readonly reduce: Reduction;
  /** The distance of a reduced one. */
  toDistance(reduced: number): number;
}

/** The metric of the options; a Minkowski metric of exponent 1, 2 or Infinity is the one that has a name of its own. */
export function metricOf(owner: string, { metric: name, p, metricParams }: MetricSettings): DistanceMetric {
  if (typeof name === "function") return ofFunction(owner, name);
  const w = metricParams?.w;
  if (w !== undefined) return minkowski(p, Float64Array.from(w));
  if (name === "euclidean" || (name === "minkowski" && p === 2)) return euclidean;
  if (name === "manhattan" || (name === "minkowski" && p === 1)) return manhattan;
  if (name === "chebyshev" || (name === "minkowski" && p === Infinity)) return chebyshev;
  return name === "cosine" ? cosineOf(owner) : minkowski(p);
}

/** What the name of a metric does not tell. */
export function paramsOf({ name, p }: DistanceMetric): { readonly p?: number } {
  return name === "minkowski" ? { p } : {};
}

const euclidean: DistanceMetric = {
  name: "euclidean",
  p: 2,
  suitsTree: true,
  reduce: (a, aFrom, b, bFrom, width, into, at) => {
    into[at] = squaredDistance(a, aFrom, b, bFrom, width);
  },
  toDistance: Math.sqrt,
};

const manhattan: DistanceMetric = {
  name: "manhattan",
  p: 1,
  suitsTree: true,
  reduce: (a, aFrom, b, bFrom, width, into, at) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += Math.abs((a[aFrom + j] as number) - (b[bFrom + j] as number));
    into[at] = sum;
  },
  toDistance: (reduced) => reduced,
};

const chebyshev: DistanceMetric = {
  name: "chebyshev",
  p: Infinity,
  suitsTree: true,
  reduce: (a, aFrom, b, bFrom, width, into, at) => {
    let largest = 0;
    for (let j = 0; j < width; j++) {
      largest = Math.max(largest, Math.abs((a[aFrom + j] as number) - (b[bFrom + j] as number)));
    }
    into[at] = largest;
  },
  toDistance: (reduced) => reduced,
};

function minkowski(p: number, w?: Float64Array): DistanceMetric {
  const difference = (a: Float64Array, aAt: number, b: Float64Array, bAt: number) =>
    Math.abs((a[aAt] as number) - (b[bAt] as number));
  if (p === Infinity) {
    return {
      name: "minkowski",
      p,
      suitsTree: false,
      reduce: (a, aFrom, b, bFrom, width, into, at) => {
        let largest = 0;
        for (let j = 0; j < width; j++) {
          if ((w?.[j] ?? 1) > 0) largest = Math.max(largest, difference(a, aFrom + j, b, bFrom + j));
        }
        into[at] = largest;
      },
      toDistance: (reduced) => reduced,
    };
  }
  return {
    name: "minkowski",
    p,
    suitsTree: w === undefined && p >= 1,
    reduce: (a, aFrom, b, bFrom, width, into, at) => {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += (w?.[j] ?? 1) * difference(a, aFrom + j, b, bFrom + j) ** p;
      into[at] = sum;
    },
    toDistance: (reduced) => reduced ** (1 / p),
  };
}

function ofFunction(owner: string, given: RowDistance): DistanceMetric {
  // The function is given copies, always in the same arrays: views of every row would be objects by the number of rows.
  let [first, second] = [new Float64Array(0), new Float64Array(0)];
  return {
    name: "function",
    p: NaN,
    suitsTree: false,
    reduce: (a, aFrom, b, bFrom, width, into, at) => {
      if (first.length !== width) [first, second] = [new Float64Array(width), new Float64Array(width)];
      for (let j = 0; j < width; j++) {
        first[j] = a[aFrom + j] as number;
        second[j] = b[bFrom + j] as number;
      }
      const distance: unknown = given(first, second);
      if (typeof distance === "number" && distance >= 0) {
        into[at] = distance;
        return;
      }
      throw new ModelsError({
        code: "invalidInput",
        what: "metric gave what is no distance",
        where: owner,
        found: showValue(distance),
        fix: "give numbers of at least 0",
      });
    },
    toDistance: (reduced) => reduced,
  };
}

function cosineOf(owner: string): DistanceMetric {
  return {
    name: "cosine",
    p: NaN,
    suitsTree: false,
    reduce: (a, aFrom, b, bFrom, width, into, at) => {
      putCosine(a, aFrom, b, bFrom, width, into, at);
      if (Number.isNaN(into[at])) throw overflow(owner);
    },
    toDistance: (reduced) => reduced,
  };
}

/** NaN where the length of a row is too large for a double. */
const putCosine: Reduction = (a, aFrom, b, bFrom, width, into, at) => {
  let product = 0;
  let aSquares = 0;
  let bSquares = 0;
  for (let j = 0; j < width; j++) {
    const x = a[aFrom + j] as number;
    const y = b[bFrom + j] as number;
    product += x * y;
    aSquares += x * x;
    bSquares += y * y;
  }
  const lengths = Math.sqrt(aSquares) * Math.sqrt(bSquares);
  into[at] = lengths === 0 ? 1 : Math.min(2, Math.max(0, 1 - product / lengths));
};

/** Metrics by which fast loops search, in the order of their numbers there. */
export const LOOPED: readonly DistanceMetric["name"][] = ["euclidean", "manhattan", "chebyshev", "cosine"];

/** How each of them is reduced. */
export const loopedReductions = (): readonly Reduction[] => [
  euclidean.reduce,
  manhattan.reduce,
  chebyshev.reduce,
  putCosine,
];

function overflow(owner: string): ModelsError {
  return new ModelsError({
    code: "nonFinite",
    what: "the length of a row is too large for a double",
    where: owner,
    fix: "scale the columns",
  });
}
