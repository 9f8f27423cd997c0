import { integer, oneOf, parseOptions } from "@mlsys/core";
import { fUpper, studentTwoSided } from "../distributions/beta.ts";
import { normalTwoSided } from "../distributions/normal.ts";
import { checkNotEmpty, checkSameLength, readMatrix, readNumbers } from "../input/numbers.ts";
import type { NumberArray } from "../input/numbers.ts";
import { midranks } from "../intervals/midranks.ts";
import { MetricsError } from "../metrics-error.ts";
import type { TestResult } from "./mcnemar.ts";

/** Options of {@link wilcoxonSignedRankTest}. */
export interface WilcoxonOptions {
  /** From the exact distribution, or the normal one; `"auto"`: exact up to 50 pairs without ties or zeros. Default `"auto"`. */
  readonly method?: "auto" | "exact" | "normal" | undefined;
}

/** Options of {@link correctedResampledTTest}. */
export interface ResampledTOptions {
  /** Number of training rows of each split. */
  readonly nTrain: number;
  /** Number of test rows of each split. */
  readonly nTest: number;
}

/**
 * Wilcoxon's signed-rank test of two models' scores on the same data sets or folds. Pairs without a difference are left out.
 *
 * @param scoresA - scores of one model.
 * @param scoresB - scores of the other, in the same order.
 * @param options - exact or approximate.
 * @returns the smaller sum of ranks and the two-sided chance.
 * @throws {@link MetricsError} `lengthMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 * @see Wilcoxon, "Individual comparisons by ranking methods" (1945); SciPy's `wilcoxon`.
 *
 * @example
 * ```ts
 * import { wilcoxonSignedRankTest } from "@mlsys/metrics";
 *
 * wilcoxonSignedRankTest([0.1, 0.3, 0.2, 0.7, 0.4], [0.2, 0.5, 0.5, 1.1, 0.9]).pValue; // => 0.0625
 * ```
 */
export function wilcoxonSignedRankTest(
  scoresA: NumberArray,
  scoresB: NumberArray,
  options?: WilcoxonOptions,
): TestResult {
  const owner = "wilcoxonSignedRankTest";
  const rule = oneOf("auto", "exact", "normal");
  const specs = { method: { rule, default: "auto" as "auto" | "exact" | "normal" } };
  const { method } = parseOptions(owner, options, specs, MetricsError);
  const all = readDifferences(owner, scoresA, scoresB);
  const differences = all.filter((difference) => difference !== 0);
  const test = "Wilcoxon signed-rank";
  if (differences.length === 0) return { test, statistic: 0, pValue: 1 };
  const ranks = midranks(differences.map(Math.abs));
  const above = ranks.reduce((sum, rank, i) => sum + ((differences[i] ?? 0) > 0 ? rank : 0), 0);
  const n = differences.length;
  const statistic = Math.min(above, (n * (n + 1)) / 2 - above);
  const hasTies = new Set(ranks).size < n;
  const isExact = method === "exact" || (method === "auto" && n <= 50 && !hasTies && n === all.length);
  return { test, statistic, pValue: isExact ? exactChance(statistic, n) : normalChance(statistic, ranks) };
}

/** The chance of a sum of signed ranks at most this, doubled: by counting the subsets of 1 to n with each sum. */
function exactChance(statistic: number, n: number): number {
  const most = (n * (n + 1)) / 2;
  const ways = new Float64Array(most + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = most; sum >= rank; sum--) ways[sum] = (ways[sum] ?? 0) + (ways[sum - rank] ?? 0);
  }
  let atMost = 0;
  for (let sum = 0; sum <= Math.floor(statistic); sum++) atMost += ways[sum] ?? 0;
  return Math.min(1, (2 * atMost) / 2 ** n);
}

function normalChance(statistic: number, ranks: Float64Array): number {
  const n = ranks.length;
  const counts = new Map<number, number>();
  for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  const ties = [...counts.values()].reduce((sum, count) => sum + (count ** 3 - count), 0);
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  return normalTwoSided((statistic - (n * (n + 1)) / 4) / Math.sqrt(variance));
}

/**
 * The corrected resampled t-test of two models' scores on repeated random splits, whose training sets overlap: the plain t-test
 * would find differences where there are none.
 *
 * @param scoresA - scores of one model, one per split.
 * @param scoresB - scores of the other, in the same order.
 * @param options - sizes of the splits (required).
 * @returns t and the two-sided chance.
 * @throws {@link MetricsError} `lengthMismatch`, `emptyInput` with fewer than two splits, `invalidInput`, `invalidOption`.
 * @see Nadeau and Bengio, "Inference for the generalization error", Machine Learning 52 (2003).
 *
 * @example
 * ```ts
 * import { correctedResampledTTest } from "@mlsys/metrics";
 *
 * const [a, b] = [[0.8, 0.82, 0.79, 0.81], [0.85, 0.86, 0.83, 0.88]];
 * correctedResampledTTest(a, b, { nTrain: 90, nTest: 10 }).pValue < 0.01; // => true
 * ```
 */
export function correctedResampledTTest(
  scoresA: NumberArray,
  scoresB: NumberArray,
  options: ResampledTOptions,
): TestResult {
  const owner = "correctedResampledTTest";
  const size = { rule: integer({ min: 1 }), required: true } as const;
  const { nTrain, nTest } = parseOptions(owner, options, { nTrain: size, nTest: size }, MetricsError);
  const differences = readDifferences(owner, scoresA, scoresB);
  const n = differences.length;
  checkNotEmpty(owner, "scoresA", n - 1);
  const mean = differences.reduce((sum, each) => sum + each, 0) / n;
  const variance = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (n - 1);
  const statistic = mean === 0 ? 0 : mean / Math.sqrt((1 / n + nTest / nTrain) * variance);
  return { test: "corrected resampled t", statistic, pValue: chanceOfT(statistic, n - 1) };
}

/**
 * The 5×2 cross-validation F test: two models' scores on five repetitions of two-fold cross-validation.
 *
 * @param differences - 5 × 2 differences of the scores, one row per repetition.
 * @returns F and its chance.
 * @throws {@link MetricsError} `shapeMismatch` when there are not 5 × 2; `invalidInput`.
 * @see Alpaydın, "Combined 5×2 cv F test for comparing supervised classification learning algorithms", Neural Computation 11
 * (1999).
 *
 * @example
 * ```ts
 * import { fiveByTwoFTest } from "@mlsys/metrics";
 *
 * const differences = [[0.02, 0.01], [0.03, 0.02], [0.01, 0.03], [0.02, 0.02], [0.03, 0.01]];
 * fiveByTwoFTest(differences).statistic.toFixed(2); // => "4.60"
 * ```
 */
export function fiveByTwoFTest(differences: readonly (readonly number[])[]): TestResult {
  const owner = "fiveByTwoFTest";
  const { rows, cols, data } = readMatrix(owner, "differences", differences);
  if (rows !== 5 || cols !== 2) {
    throw new MetricsError({
      code: "shapeMismatch",
      what: "the test takes five repetitions of two folds",
      where: `${owner}, differences`,
      found: `${rows} × ${cols}`,
      fix: "give 5 × 2 differences",
      details: { argument: "differences", rows, cols },
    });
  }
  const squares = data.reduce((sum, each) => sum + each * each, 0);
  let spread = 0;
  for (let i = 0; i < 5; i++) spread += ((data[2 * i] ?? 0) - (data[2 * i + 1] ?? 0)) ** 2 / 2;
  const statistic = squares === 0 ? 0 : squares / (2 * spread);
  return { test: "5×2 cv F", statistic, pValue: statistic === Infinity ? 0 : fUpper(statistic, 10, 5) };
}

function readDifferences(owner: string, scoresA: NumberArray, scoresB: NumberArray): Float64Array {
  const [a, b] = [readNumbers(owner, "scoresA", scoresA), readNumbers(owner, "scoresB", scoresB)];
  checkNotEmpty(owner, "scoresA", a.length);
  checkSameLength(owner, "scoresB", b.length, a.length);
  return a.map((score, i) => (b[i] ?? 0) - score);
}

function chanceOfT(statistic: number, degrees: number): number {
  if (Math.abs(statistic) === Infinity) return 0;
  return statistic === 0 ? 1 : studentTwoSided(statistic, degrees);
}
