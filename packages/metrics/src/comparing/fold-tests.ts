import { checkSameLength, isArrayLike } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";
import type { TestResult } from "./mcnemar.ts";
import { correctedResampledTTest, fiveByTwoFTest, wilcoxonSignedRankTest } from "./score-tests.ts";

/** Scores of two models on the same folds: one per fold, or five repetitions of two folds. */
export interface FoldScores {
  readonly a: readonly number[] | readonly (readonly number[])[];
  readonly b: readonly number[] | readonly (readonly number[])[];
  /** Number of training rows of each fold, for the corrected resampled t-test. */
  readonly nTrain?: number | undefined;
  /** Number of test rows of each fold. */
  readonly nTest?: number | undefined;
}

export function isFoldScores(value: unknown): value is FoldScores {
  return typeof value === "object" && value !== null && "a" in value && "b" in value && isList(value.a, value.b);
}

function isList(...values: readonly unknown[]): boolean {
  return values.every((value) => Array.isArray(value) && value.length > 0);
}

/** The tests that suit the folds. */
export function foldTests(owner: string, { a, b, nTrain, nTest }: FoldScores): TestResult[] {
  checkSameLength(owner, "foldScores.b", b.length, a.length);
  if (isPaired(a) && isPaired(b)) {
    return [fiveByTwoFTest(a.map((pair, i) => pair.map((score, fold) => (b[i]?.[fold] ?? NaN) - score)))];
  }
  if (isPaired(a) || isPaired(b)) {
    throw new MetricsError({
      code: "shapeMismatch",
      what: "the scores of the models differ in shape",
      where: `${owner}, foldScores`,
      fix: "give both as lists, or both as five pairs",
      details: { argument: "foldScores" },
    });
  }
  const wilcoxon = wilcoxonSignedRankTest(a, b);
  if (nTrain === undefined || nTest === undefined) return [wilcoxon];
  return [correctedResampledTTest(a, b, { nTrain, nTest }), wilcoxon];
}

function isPaired(scores: FoldScores["a"]): scores is readonly (readonly number[])[] {
  return isArrayLike(scores[0]);
}
