import { either, integer, oneOf, real, satisfying } from "@mlsys/core";
import { eitherSpelling } from "../internal/spellings.ts";
import type { EitherSpelling } from "../internal/spellings.ts";
import { nJobsSpec } from "../internal/threads/thread-count.ts";
import { ModelsError } from "../models-error.ts";
import { metricOf } from "./distance-metric.ts";
import type { DistanceMetric, MetricName } from "./distance-metric.ts";

/** Options of estimators that look at the nearest rows. */
export interface NeighborsOptions {
  /** Rows to look at. Default 5. */
  readonly nNeighbors?: number;
  /** Whether all neighbors count alike, or by the inverse of their distance. Default `"uniform"`. */
  readonly weights?: "uniform" | "distance";
  /** How neighbors are found: `"brute"`, `"kd_tree"`, or what suits the data. Default `"auto"`. */
  readonly algorithm?: "auto" | "brute" | EitherSpelling<"kd_tree">;
  /** Rows in a leaf of the tree, about. Default 30. */
  readonly leafSize?: number;
  /** The exponent of the Minkowski metric, above 0; Infinity for the largest difference. Default 2. */
  readonly p?: number;
  /** The metric. Default `"minkowski"`; `"cosine"` is searched by brute force. */
  readonly metric?: MetricName;
  /** Threads that search by brute force, at most; null for as many as the machine runs at once. Default null. */
  readonly nJobs?: number | null;
}

/** The same, defaults filled in. */
export type NeighborsSettings = Required<NeighborsOptions>;

const isInfinity = (value: unknown): value is number => value === Infinity;

export const neighborsSpecs = () =>
  ({
    nNeighbors: { rule: integer({ min: 1 }), default: 5 },
    weights: { rule: oneOf("uniform", "distance"), default: "uniform" },
    algorithm: { rule: either(oneOf("auto", "brute"), eitherSpelling("kd_tree")), default: "auto" },
    leafSize: { rule: integer({ min: 1 }), default: 30 },
    p: { rule: either(real({ above: 0 }), satisfying("Infinity", isInfinity)), default: 2 },
    metric: { rule: oneOf("minkowski", "euclidean", "manhattan", "chebyshev", "cosine"), default: "minkowski" },
    nJobs: nJobsSpec(),
  }) as const;

/** The metric of the options, refused where a tree cannot search by it. */
export function metricToSearch(owner: string, { algorithm, metric, p }: NeighborsSettings): DistanceMetric {
  const chosen = metricOf(owner, metric, p);
  const needsAll = chosen.name === "cosine" || chosen.p < 1;
  if (needsAll && algorithm !== "auto" && algorithm !== "brute") {
    throw new ModelsError({
      code: "invalidOption",
      what: "a k-d tree cannot search by this metric",
      where: owner,
      found: chosen.name === "cosine" ? "cosine" : `minkowski with p ${p}`,
      fix: 'set algorithm to "brute" or "auto"',
    });
  }
  return chosen;
}
