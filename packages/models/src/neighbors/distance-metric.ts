import { squaredDistance } from "../internal/squared-distance.ts";
import { ModelsError } from "../models-error.ts";

/** The names of the metrics. */
export type MetricName = "minkowski" | "euclidean" | "manhattan" | "chebyshev" | "cosine";

/** A distance between rows, worked out in a reduced form that has the same order and is cheaper. */
export interface DistanceMetric {
  readonly name: Exclude<MetricName, "minkowski"> | "minkowski";
  /** The exponent; Infinity for the largest difference. */
  readonly p: number;
  /** The reduced distance of two rows of numbers. */
  reduced(a: Float64Array, aFrom: number, b: Float64Array, bFrom: number, width: number): number;
  /** The distance of a reduced one. */
  toDistance(reduced: number): number;
}

/** The metric of an option; a Minkowski metric of exponent 1, 2 or Infinity is the one that has a name of its own. */
export function metricOf(owner: string, name: MetricName, p: number): DistanceMetric {
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
  reduced: squaredDistance,
  toDistance: Math.sqrt,
};

const manhattan: DistanceMetric = {
  name: "manhattan",
  p: 1,
  reduced: (a, aFrom, b, bFrom, width) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += Math.abs((a[aFrom + j] as number) - (b[bFrom + j] as number));
    return sum;
  },
  toDistance: (reduced) => reduced,
};

const chebyshev: DistanceMetric = {
  name: "chebyshev",
  p: Infinity,
  reduced: (a, aFrom, b, bFrom, width) => {
    let largest = 0;
    for (let j = 0; j < width; j++) {
      largest = Math.max(largest, Math.abs((a[aFrom + j] as number) - (b[bFrom + j] as number)));
    }
    return largest;
  },
  toDistance: (reduced) => reduced,
};

function minkowski(p: number): DistanceMetric {
  return {
    name: "minkowski",
    p,
    reduced: (a, aFrom, b, bFrom, width) => {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += Math.abs((a[aFrom + j] as number) - (b[bFrom + j] as number)) ** p;
      return sum;
    },
    toDistance: (reduced) => reduced ** (1 / p),
  };
}

function cosineOf(owner: string): DistanceMetric {
  return {
    name: "cosine",
    p: NaN,
    reduced: (a, aFrom, b, bFrom, width) => {
      let [product, aSquares, bSquares] = [0, 0, 0];
      for (let j = 0; j < width; j++) {
        const [x, y] = [a[aFrom + j] as number, b[bFrom + j] as number];
        product += x * y;
        aSquares += x * x;
        bSquares += y * y;
      }
      const lengths = Math.sqrt(aSquares) * Math.sqrt(bSquares);
      const distance = lengths === 0 ? 1 : 1 - product / lengths;
      if (Number.isNaN(distance)) throw overflow(owner);
      return Math.min(2, Math.max(0, distance));
    },
    toDistance: (reduced) => reduced,
  };
}

function overflow(owner: string): ModelsError {
  return new ModelsError({
    code: "nonFinite",
    what: "the length of a row is too large for a double",
    where: owner,
    fix: "scale the columns",
  });
}
