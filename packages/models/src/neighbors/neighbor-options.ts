import { either, integer, oneOf, real, satisfying, showValue } from "@mlsys/core";
import { eitherSpelling } from "../internal/spellings.ts";
import type { EitherSpelling } from "../internal/spellings.ts";
import { nJobsSpec } from "../internal/threads/thread-count.ts";
import { ModelsError } from "../models-error.ts";
import { metricOf } from "./distance-metric.ts";
import type { DistanceMetric, MetricName, MetricParams, RowDistance } from "./distance-metric.ts";
import type { DistanceWeights } from "./neighbor-weights.ts";

/** Options of estimators that look at the nearest rows. */
export interface NeighborsOptions {
  /** Rows to look at. Default 5. */
  readonly nNeighbors?: number;
  /**
   * Whether all neighbors count alike, by the inverse of their distance, or by a function that gives a weight for each of the distances
   * of a row. Default `"uniform"`.
   */
  readonly weights?: "uniform" | "distance" | DistanceWeights;
  /** How neighbors are found: `"brute"`, `"kd_tree"`, or what suits the data. Default `"auto"`. */
  readonly algorithm?: "auto" | "brute" | EitherSpelling<"kd_tree">;
  /** Rows in a leaf of the tree, about. Default 30. */
  readonly leafSize?: number;
  /** The exponent of the Minkowski metric, above 0; Infinity for the largest difference. Default 2. */
  readonly p?: number;
  /** The metric, or a function of two rows. Default `"minkowski"`; `"cosine"` and functions are searched by brute force. */
  readonly metric?: MetricName | RowDistance;
  /** `w`: a weight for each column, of the Minkowski metric: the p-th root of Σ w |difference|^p. Default null. */
  readonly metricParams?: MetricParams | null;
  /** Threads that search by brute force, at most; null for as many as the machine runs at once. Default null. */
  readonly nJobs?: number | null;
}

/** The same, defaults filled in. */
export type NeighborsSettings = Required<NeighborsOptions>;

const isFunction = <F>(value: unknown): value is F => typeof value === "function";

const isParams = (value: unknown): value is MetricParams => {
  if (typeof value !== "object" || value === null || !("w" in value) || Object.keys(value).length > 1) return false;
  const { w } = value;
  const isList = Array.isArray(w) || (ArrayBuffer.isView(w) && !(w instanceof DataView));
  return (
    isList &&
    Array.from(w as ArrayLike<unknown>).every((each) => typeof each === "number" && each >= 0 && each < Infinity)
  );
};

const isInfinity = (value: unknown): value is number => value === Infinity;

export const neighborsSpecs = () =>
  ({
    nNeighbors: { rule: integer({ min: 1 }), default: 5 },
    weights: {
      rule: either(oneOf("uniform", "distance"), satisfying("a function of distances", isFunction<DistanceWeights>)),
      default: "uniform",
    },
    algorithm: { rule: either(oneOf("auto", "brute"), eitherSpelling("kd_tree")), default: "auto" },
    leafSize: { rule: integer({ min: 1 }), default: 30 },
    p: { rule: either(real({ above: 0 }), satisfying("Infinity", isInfinity)), default: 2 },
    metric: {
      rule: either(
        oneOf("minkowski", "euclidean", "manhattan", "chebyshev", "cosine"),
        satisfying("a function of two rows", isFunction<RowDistance>),
      ),
      default: "minkowski",
    },
    metricParams: { rule: either(satisfying("{ w: weights of at least 0 }", isParams), oneOf(null)), default: null },
    nJobs: nJobsSpec(),
  }) as const;

/** The metric of the options for so many columns, refused where a tree cannot search by it. */
export function metricToSearch(owner: string, settings: NeighborsSettings, cols: number): DistanceMetric {
  const { algorithm, metric, p, metricParams } = settings;
  const chosen = metricOf(owner, settings);
  const weights = metricParams?.w?.length ?? cols;
  if (weights !== cols || (metricParams !== null && metric !== "minkowski")) {
    throw new ModelsError({
      code: "invalidOption",
      what: weights !== cols ? "w does not fit the columns" : "only the Minkowski metric has parameters",
      where: `${owner}, metricParams`,
      found: weights !== cols ? `${weights} weights for ${cols} columns` : `metric ${showValue(metric)}`,
      fix: weights !== cols ? "give one weight a column" : 'leave metric at "minkowski", or metricParams out',
    });
  }
  if (!chosen.suitsTree && algorithm !== "auto" && algorithm !== "brute") {
    throw new ModelsError({
      code: "invalidOption",
      what: "a k-d tree cannot search by this metric",
      where: owner,
      found:
        chosen.name === "minkowski" ? `minkowski with p ${p}${metricParams === null ? "" : " and w"}` : chosen.name,
      fix: 'set algorithm to "brute" or "auto"',
    });
  }
  return chosen;
}
