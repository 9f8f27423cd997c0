import { boolean, integer, parseOptions, real } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import type { NumberRows } from "../input/numbers.ts";
import { mean } from "../input/sums.ts";
import { readWeights } from "../input/weights.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { readRankings } from "./rankings.ts";

/** Options of {@link ndcgScore}. */
export interface NdcgOptions extends WeightOption {
  /** Only the k highest scores of a row count. Default: all. */
  readonly k?: number | null | undefined;
  /** Whether the caller knows that no scores of a row are equal, which is faster. Default false. */
  readonly ignoreTies?: boolean | undefined;
}

/** Options of {@link dcgScore}. */
export interface DcgOptions extends NdcgOptions {
  /** Base of the logarithm of the discount. Default 2. */
  readonly logBase?: number | undefined;
}

/**
 * Discounted cumulative gain: the relevance of the documents of each query, in the order of the scores, discounted by the
 * logarithm of their rank. Documents with equal scores share their gains.
 *
 * @param yTrue - relevance, queries × documents.
 * @param yScore - scores, of the same shape.
 * @param options - k, base of the logarithm, weights of the queries.
 * @returns the mean over queries.
 * @throws {@link MetricsError} `unsupportedTarget` with fewer than two documents a query; `shapeMismatch`, `lengthMismatch`,
 * `emptyInput`, `invalidInput`, `invalidOption`.
 * @see Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002); scikit-learn's `dcg_score`.
 *
 * @example
 * ```ts
 * import { dcgScore } from "@mlsys/metrics";
 *
 * dcgScore([[10, 0, 0, 1, 5]], [[0.1, 0.2, 0.3, 4, 70]]).toFixed(4); // => "9.4995"
 * ```
 */
export function dcgScore(yTrue: NumberRows, yScore: NumberRows, options?: DcgOptions): number {
  const owner = "dcgScore";
  const { k, ignoreTies, sampleWeight, logBase } = parseOptions(
    owner,
    options,
    { ...specs(), logBase: { rule: real({ above: 0 }), default: 2 } },
    MetricsError,
  );
  const [truth, scores] = readRankings(owner, yTrue, yScore);
  const gains = gainsOf(truth, scores, discounts(truth.cols, k, logBase), ignoreTies);
  return mean(gains, readWeights(owner, sampleWeight, truth.rows));
}

/**
 * Normalised discounted cumulative gain: the gain of the scores' order relative to that of the best order, from 0 to 1.
 *
 * @param yTrue - relevance of at least 0, queries × documents.
 * @param yScore - scores, of the same shape.
 * @param options - k, weights of the queries.
 * @returns the mean over queries; a query without a relevant document counts as 0.
 * @throws {@link MetricsError} `invalidInput` when a relevance is negative; as {@link dcgScore}.
 * @see scikit-learn's `ndcg_score`.
 *
 * @example
 * ```ts
 * import { ndcgScore } from "@mlsys/metrics";
 *
 * ndcgScore([[10, 0, 0, 1, 5]], [[0.1, 0.2, 0.3, 4, 70]]).toFixed(4); // => "0.6957"
 * ndcgScore([[3, 2, 1]], [[30, 20, 10]]); // => 1
 * ```
 */
export function ndcgScore(yTrue: NumberRows, yScore: NumberRows, options?: NdcgOptions): number {
  const owner = "ndcgScore";
  const { k, ignoreTies, sampleWeight } = parseOptions(owner, options, specs(), MetricsError);
  const [truth, scores] = readRankings(owner, yTrue, yScore);
  const negative = truth.data.findIndex((relevance) => relevance < 0);
  if (negative >= 0) throw negativeRelevance(owner, Math.floor(negative / truth.cols), truth.data[negative]);
  const discount = discounts(truth.cols, k, 2);
  const gains = gainsOf(truth, scores, discount, ignoreTies);
  const best = gainsOf(truth, truth, discount, true);
  const shares = gains.map((gain, i) => (best[i] === 0 ? 0 : gain / (best[i] ?? 1)));
  return mean(shares, readWeights(owner, sampleWeight, truth.rows));
}

function specs() {
  return {
    k: { rule: integer({ min: 1 }) },
    ignoreTies: { rule: boolean(), default: false },
    sampleWeight: weightSpec,
  };
}

function discounts(width: number, k: number | undefined, base: number): Float64Array {
  return Float64Array.from({ length: width }, (_, rank) =>
    rank >= (k ?? width) ? 0 : 1 / (Math.log(rank + 2) / Math.log(base)),
  );
}

function gainsOf(truth: Matrix, scores: Matrix, discount: Float64Array, ignoreTies: boolean): Float64Array {
  return Float64Array.from({ length: truth.rows }, (_, i) => {
    const [relevance, row] = [truth.row(i), scores.row(i)];
    const order = Array.from(row.keys()).sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0) || b - a);
    return ignoreTies ? plainGain(relevance, order, discount) : tiedGain(relevance, row, order, discount);
  });
}

function plainGain(relevance: Float64Array, order: readonly number[], discount: Float64Array): number {
  return order.reduce((gain, document, rank) => gain + (relevance[document] ?? 0) * (discount[rank] ?? 0), 0);
}

/** Documents with equal scores each get the mean of their relevances, at the sum of their discounts. */
function tiedGain(
  relevance: Float64Array,
  scores: Float64Array,
  order: readonly number[],
  discount: Float64Array,
): number {
  let gain = 0;
  for (let start = 0; start < order.length;) {
    const score = scores[order[start] ?? 0];
    let [end, sum, share] = [start, 0, 0];
    while (end < order.length && scores[order[end] ?? 0] === score) {
      sum += relevance[order[end] ?? 0] ?? 0;
      share += discount[end] ?? 0;
      end += 1;
    }
    gain += (sum / (end - start)) * share;
    start = end;
  }
  return gain;
}

function negativeRelevance(owner: string, index: number, value: number | undefined): MetricsError {
  return new MetricsError({
    code: "invalidInput",
    what: "a relevance is negative",
    where: `${owner}, yTrue[${index}]`,
    found: String(value),
    fix: "give relevances of at least 0",
    details: { owner, argument: "yTrue", index },
  });
}
