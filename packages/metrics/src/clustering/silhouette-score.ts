import { encodeLabels, integer, oneOf, parseOptions, randomSeed, randomState as generator } from "@mlsys/core";
import type { LabelArray, Matrix, MatrixLike, RandomStateInput } from "@mlsys/core";
import { checkSameLength, readMatrix } from "../input/numbers.ts";
import { mean } from "../input/sums.ts";
import { MetricsError } from "../metrics-error.ts";

/** Options of {@link silhouetteScore}. */
export interface SilhouetteOptions {
  /** Distances of the rows, or X is a matrix of distances itself. Default `"euclidean"`. */
  readonly metric?: "euclidean" | "manhattan" | "precomputed" | undefined;
  /** Measures this many rows, drawn at random. Default: all; the time grows with the square of the rows. */
  readonly sampleSize?: number | null | undefined;
  /** Seed of the draw. Default: unpredictable. */
  readonly randomState?: RandomStateInput;
}

/**
 * The silhouette of a clustering: how much nearer rows are to their own cluster than to the next, from -1 to 1. Distances are
 * exact; scikit-learn's Euclidean ones have an error of about 1e-8 for rows that are near each other.
 *
 * @param X - n × features; or n × n distances.
 * @param labels - the cluster of each row; at least 2 clusters and at most n - 1.
 * @param options - distances, sample.
 * @returns the mean silhouette.
 * @throws {@link MetricsError} `unsupportedTarget` when there are not 2 to n - 1 clusters; `shapeMismatch`, `lengthMismatch`,
 * `invalidInput`, `invalidOption`.
 * @see Rousseeuw, "Silhouettes" (1987); scikit-learn's `silhouette_score`.
 *
 * @example
 * ```ts
 * import { silhouetteScore } from "@mlsys/metrics";
 *
 * silhouetteScore([[0], [1], [10], [11]], ["a", "a", "b", "b"]).toFixed(4); // => "0.8997"
 * ```
 */
export function silhouetteScore(X: MatrixLike, labels: LabelArray, options?: SilhouetteOptions): number {
  const owner = "silhouetteScore";
  const { metric, sampleSize, randomState } = parseOptions(
    owner,
    options,
    {
      metric: { rule: oneOf("euclidean", "manhattan", "precomputed"), default: "euclidean" },
      sampleSize: { rule: integer({ min: 1 }) },
      randomState: { rule: randomSeed() },
    },
    MetricsError,
  );
  const all = readMatrix(owner, "X", X);
  const every = encodeLabels(owner, { labels }, MetricsError).codes.labels;
  checkSameLength(owner, "labels", every.length, all.rows);
  const rows =
    sampleSize === undefined ? undefined : generator(randomState).permutation(all.rows).subarray(0, sampleSize);
  const codes = rows === undefined ? every : Int32Array.from(rows, (i) => every[i] ?? 0);
  const { classes, codes: own } = encodeLabels(owner, { labels: codes }, MetricsError);
  if (classes.length < 2 || classes.length >= codes.length) throw wrongNumber(owner, classes.length, codes.length);
  return mean(silhouettes(distanceOf(owner, metric, all, rows), own.labels, classes.length));
}

type Distance = "euclidean" | "manhattan" | "precomputed";

function distanceOf(
  owner: string,
  metric: Distance,
  X: Matrix,
  rows: Int32Array | undefined,
): (i: number, j: number) => number {
  const row = (i: number): number => rows?.[i] ?? i;
  if (metric === "precomputed") {
    const bad = Array.from({ length: X.rows }, (_, i) => i).find((i) => Math.abs(X.get(i, i)) > 100 * Number.EPSILON);
    if (X.rows === X.cols && bad === undefined) return (i, j) => X.get(row(i), row(j));
    throw new MetricsError({
      code: X.rows === X.cols ? "invalidInput" : "shapeMismatch",
      what: X.rows === X.cols ? "the distance of a row to itself is not 0" : "a matrix of distances is square",
      where: `${owner}, X`,
      found: X.rows === X.cols ? String(X.get(bad ?? 0, bad ?? 0)) : `${X.rows} × ${X.cols}`,
      details: { owner, argument: "X", index: bad },
    });
  }
  const { data, cols } = X;
  const isSquared = metric === "euclidean";
  return (i, j) => {
    const [a, b] = [row(i) * cols, row(j) * cols];
    let total = 0;
    for (let f = 0; f < cols; f++) {
      const difference = (data[a + f] ?? 0) - (data[b + f] ?? 0);
      total += isSquared ? difference * difference : Math.abs(difference);
    }
    return isSquared ? Math.sqrt(total) : total;
  };
}

function silhouettes(distance: (i: number, j: number) => number, codes: Int32Array, clusters: number): Float64Array {
  const sizes = new Float64Array(clusters);
  for (const code of codes) sizes[code] = (sizes[code] ?? 0) + 1;
  return Float64Array.from(codes, (own, i) => {
    if (sizes[own] === 1) return 0;
    const sums = new Float64Array(clusters);
    for (let j = 0; j < codes.length; j++) {
      const code = codes[j] ?? 0;
      sums[code] = (sums[code] ?? 0) + distance(i, j);
    }
    const inside = (sums[own] ?? 0) / ((sizes[own] ?? 0) - 1);
    const outside = sums.reduce(
      (least, sum, code) => (code === own ? least : Math.min(least, sum / (sizes[code] ?? 1))),
      Infinity,
    );
    const larger = Math.max(inside, outside);
    return larger === 0 ? 0 : (outside - inside) / larger;
  });
}

function wrongNumber(owner: string, clusters: number, n: number): MetricsError {
  return new MetricsError({
    code: "unsupportedTarget",
    what: "a silhouette needs 2 to n - 1 clusters",
    where: `${owner}, labels`,
    found: `${clusters} clusters of ${n} rows`,
    details: { clusters, rows: n },
  });
}
