import { integer, parseOptions } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import { indicatorsOf } from "../input/class-targets.ts";
import type { NumberRows } from "../input/numbers.ts";
import { mean } from "../input/sums.ts";
import { readWeights } from "../input/weights.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { readRankings } from "./rankings.ts";

/** Options of {@link meanReciprocalRank}, {@link hitRate} and {@link meanAveragePrecision}. */
export interface RetrievalOptions extends WeightOption {
  /** Only the k highest scores of a row count. Default: all. */
  readonly k?: number | undefined;
}

/**
 * Mean reciprocal rank: the mean over queries of 1 / rank of the first relevant document; 0 where none is among the first k.
 * Documents with equal scores keep the order of their columns.
 *
 * @param yTrue - 0 and 1, queries × documents: which are relevant.
 * @param yScore - scores, of the same shape.
 * @param options - k, weights of the queries.
 * @returns the figure, from 0 to 1.
 * @throws {@link MetricsError} `unsupportedTarget`, `shapeMismatch`, `lengthMismatch`, `emptyInput`, `invalidInput`,
 * `invalidOption`.
 * @see Voorhees, "The TREC-8 question answering track report" (1999).
 *
 * @example
 * ```ts
 * import { meanReciprocalRank } from "@mlsys/metrics";
 *
 * meanReciprocalRank([[0, 1, 0], [1, 0, 0]], [[0.9, 0.5, 0.1], [0.9, 0.5, 0.1]]); // => 0.75
 * ```
 */
export function meanReciprocalRank(yTrue: NumberRows, yScore: NumberRows, options?: RetrievalOptions): number {
  return perQuery("meanReciprocalRank", yTrue, yScore, options, (isRelevant) => {
    const rank = isRelevant.indexOf(1);
    return rank < 0 ? 0 : 1 / (rank + 1);
  });
}

/**
 * Hit rate (HR@k): the share of queries with a relevant document among the k highest scores.
 *
 * @param yTrue - 0 and 1, queries × documents: which are relevant.
 * @param yScore - scores, of the same shape.
 * @param options - k, weights of the queries.
 * @returns the figure, from 0 to 1.
 * @throws {@link MetricsError} as {@link meanReciprocalRank}.
 *
 * @example
 * ```ts
 * import { hitRate } from "@mlsys/metrics";
 *
 * hitRate([[0, 1, 0], [1, 0, 0]], [[0.9, 0.5, 0.1], [0.9, 0.5, 0.1]], { k: 1 }); // => 0.5
 * ```
 */
export function hitRate(yTrue: NumberRows, yScore: NumberRows, options?: RetrievalOptions): number {
  return perQuery("hitRate", yTrue, yScore, options, (isRelevant) => (isRelevant.includes(1) ? 1 : 0));
}

/**
 * Mean average precision (MAP@k): the mean over queries of the mean precision at the ranks of the relevant documents among the
 * first k, of as many as could be there.
 *
 * @param yTrue - 0 and 1, queries × documents: which are relevant.
 * @param yScore - scores, of the same shape.
 * @param options - k, weights of the queries.
 * @returns the figure, from 0 to 1; a query without a relevant document counts as 0.
 * @throws {@link MetricsError} as {@link meanReciprocalRank}.
 *
 * @example
 * ```ts
 * import { meanAveragePrecision } from "@mlsys/metrics";
 *
 * meanAveragePrecision([[1, 0, 1]], [[0.9, 0.5, 0.1]]); // => 0.8333333333333333
 * ```
 */
export function meanAveragePrecision(yTrue: NumberRows, yScore: NumberRows, options?: RetrievalOptions): number {
  return perQuery("meanAveragePrecision", yTrue, yScore, options, (isRelevant, relevant) => {
    let [found, total] = [0, 0];
    for (let rank = 0; rank < isRelevant.length; rank++) {
      if (isRelevant[rank] !== 1) continue;
      found += 1;
      total += found / (rank + 1);
    }
    return relevant === 0 ? 0 : total / Math.min(relevant, isRelevant.length);
  });
}

/** The mean over queries of a figure of the relevances of the first k, and of how many are relevant at all. */
function perQuery(
  owner: string,
  yTrue: NumberRows,
  yScore: NumberRows,
  options: RetrievalOptions | undefined,
  figure: (isRelevant: Uint8Array, relevant: number) => number,
): number {
  const specs = { k: { rule: integer({ min: 1 }) }, sampleWeight: weightSpec };
  const { k, sampleWeight } = parseOptions(owner, options, specs, MetricsError);
  const [truth, scores] = readRankings(owner, yTrue, yScore);
  const isRelevant = indicatorsOf(owner, "yTrue", truth);
  const figures = Float64Array.from({ length: truth.rows }, (_, i) => {
    const own = isRelevant.subarray(i * truth.cols, (i + 1) * truth.cols);
    const ranked = Uint8Array.from(orderOf(scores, i), (document) => own[document] ?? 0);
    return figure(
      ranked.subarray(0, k ?? truth.cols),
      own.reduce((count, each) => count + each, 0),
    );
  });
  return mean(figures, readWeights(owner, sampleWeight, truth.rows));
}

function orderOf(scores: Matrix, i: number): number[] {
  const row = scores.row(i);
  return Array.from(row.keys()).sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0) || a - b);
}
