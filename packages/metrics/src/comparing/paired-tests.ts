import type { RandomState } from "@mlsys/core";
import { drawBinomial } from "../distributions/binomial.ts";
import { delongTest } from "../intervals/delong.ts";
import type { MeasureName } from "../measures/measure-names.ts";
import type { Measured } from "../measures/read-measure.ts";
import { figuresOfCounts, jointCells } from "../measures/resample.ts";
import { mcnemarTest } from "./mcnemar.ts";
import type { TestResult } from "./mcnemar.ts";
import { wilcoxonSignedRankTest } from "./score-tests.ts";

/** What the tests of two models on the same rows go by. */
export interface PairedInputs {
  readonly metric: MeasureName;
  readonly improvement: number;
  /** Improvements of bootstrap samples, ascending. */
  readonly samples: Float64Array;
  readonly nResamples: number;
  readonly rng: RandomState;
}

/** The tests that suit the metric; the one to go by first. */
export function pairedTests(measured: Measured, inputs: PairedInputs): TestResult[] {
  const { metric, improvement, samples, nResamples, rng } = inputs;
  const usual = [permutationTest(measured, improvement, nResamples, rng), bootstrapTest(samples, improvement)];
  if (measured.kind === "table") {
    if (metric !== "accuracy") return usual;
    const [onlyA, onlyB] = discordant(measured);
    const both = ["exact", "corrected"] as const;
    return [...both.map((method) => mcnemarTest(onlyA, onlyB, { method })), ...usual];
  }
  const [a = new Float64Array(0), b = a] = measured.predictions;
  if (metric === "rocAuc") {
    const { statistic, pValue } = delongTest(measured.truth, a, b);
    return [{ test: "DeLong", statistic, pValue }, ...usual];
  }
  if (measured.measure.isOfScores) return usual;
  const errors = (predicted: Float64Array): Float64Array =>
    measured.truth.map((value, i) => Math.abs(value - (predicted[i] ?? 0)));
  return [...usual, { ...wilcoxonSignedRankTest(errors(a), errors(b)), test: "Wilcoxon signed-rank of errors" }];
}

/** How often a sample of the rows turns the improvement round, on both sides. */
function bootstrapTest(samples: Float64Array, improvement: number): TestResult {
  let [below, level] = [0, 0];
  for (const each of samples) {
    if (each < 0) below += 1;
    else if (each === 0) level += 1;
  }
  const tail = Math.min(below + level, samples.length - below);
  return {
    test: "paired bootstrap",
    statistic: improvement,
    pValue: Math.min(1, (2 * (tail + 1)) / (samples.length + 1)),
  };
}

/** Numbers of rows on which only one model is right. */
function discordant({ truth, codes }: Extract<Measured, { kind: "table" }>): readonly [number, number] {
  const [a, b] = codes;
  let [onlyA, onlyB] = [0, 0];
  for (let i = 0; i < truth.length; i++) {
    const [isA, isB] = [a?.[i] === truth[i], b?.[i] === truth[i]];
    if (isA && !isB) onlyA += 1;
    if (isB && !isA) onlyB += 1;
  }
  return [onlyA, onlyB];
}

/** Exchanges the models' predictions of rows at random: were the models alike, the figures would differ as much as often. */
function permutationTest(measured: Measured, improvement: number, times: number, rng: RandomState): TestResult {
  const difference = measured.kind === "table" ? exchangeCells(measured, rng) : exchangeRows(measured, rng);
  let asLarge = 1;
  for (let time = 0; time < times; time++) {
    // A rounding error must not tell apart what is equal.
    if (Math.abs(difference()) >= Math.abs(improvement) * (1 - 1e-12)) asLarge += 1;
  }
  return { test: "paired permutation", statistic: improvement, pValue: asLarge / (times + 1) };
}

function exchangeCells(measured: Extract<Measured, { kind: "table" }>, rng: RandomState): () => number {
  const { cells, counts } = jointCells(measured);
  const swapped = cells.map(([truth = 0, a = 0, b = 0]) => [truth, b, a]);
  const all = [...cells, ...swapped];
  const drawn = new Float64Array(all.length);
  return () => {
    counts.forEach((count, at) => {
      const exchanged = drawBinomial(count, 0.5, rng);
      drawn[at] = count - exchanged;
      drawn[at + counts.length] = exchanged;
    });
    const [a = NaN, b = NaN] = figuresOfCounts(measured, all, drawn);
    return b - a;
  };
}

function exchangeRows(
  { measure, truth, predictions }: Extract<Measured, { kind: "rows" }>,
  rng: RandomState,
): () => number {
  const [a = new Float64Array(0), b = a] = predictions;
  const [left, right] = [new Float64Array(a.length), new Float64Array(a.length)];
  return () => {
    for (let i = 0; i < a.length; i++) {
      const isExchanged = (rng.uint32() & 1) === 1;
      left[i] = (isExchanged ? b[i] : a[i]) as number;
      right[i] = (isExchanged ? a[i] : b[i]) as number;
    }
    return measure.of(truth, right) - measure.of(truth, left);
  };
}
