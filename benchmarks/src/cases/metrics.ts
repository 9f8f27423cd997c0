import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Matrix, randomState } from "@mlsys/core";
import {
  bootstrapInterval,
  classificationReport,
  confusionMatrix,
  f1Score,
  logLoss,
  r2Score,
  rocAucScore,
} from "@mlsys/metrics";
import type { BenchmarkCase } from "../benchmark-case.ts";

const ROWS = 1_000_000;
const SAMPLED_ROWS = 10_000;
const RESAMPLES = 1000;

/** Metrics of a million rows, and a bootstrap of ten thousand. */
export const cases: readonly BenchmarkCase[] = [
  metricsCase("roc-auc-1e6", 3, ({ binary, scores }) => rocAucScore(binary, scores)),
  metricsCase("log-loss-1e6", 10, ({ binary, probabilities }) => logLoss(binary, probabilities)),
  metricsCase("confusion-matrix-1e6", 10, ({ truth, predicted }) => confusionMatrix(truth, predicted)),
  metricsCase("classification-report-1e6", 10, ({ truth, predicted }) => classificationReport(truth, predicted)),
  metricsCase("r2-1e6", 2, ({ numbers, scores }) => r2Score(numbers, scores)),
  metricsCase("f1-1e6", 10, ({ truth, predicted }) => f1Score(truth, predicted, { average: "macro" })),
  metricsCase(
    "bootstrap-f1-1e4",
    10,
    ({ binary, guess }) => bootstrapInterval("f1", binary, guess, { method: "percentile", nResamples: RESAMPLES }),
    SAMPLED_ROWS,
    "numpy",
  ),
];

interface Rows {
  /** Three classes and a guess that is right in three rows of four. */
  readonly truth: Int32Array;
  readonly predicted: Int32Array;
  /** Two classes, scores and probabilities that tell them apart somewhat, and the likelier class. */
  readonly binary: Int32Array;
  readonly scores: Float64Array;
  readonly probabilities: Matrix;
  readonly guess: Int32Array;
  readonly numbers: Float64Array;
}

function metricsCase(
  name: string,
  goal: number,
  work: (rows: Rows) => unknown,
  n: number = ROWS,
  library = "sklearn",
): BenchmarkCase {
  return {
    name,
    n,
    peer: { python: library },
    goal,
    prepare: async (folder) => {
      const rows = draw(n);
      await share(folder, rows);
      return { run: () => work(rows) };
    },
  };
}

function draw(n: number): Rows {
  const rng = randomState(0);
  const truth = rng.randint(0, 3, n) as Int32Array;
  const isRight = rng.randomSample(n);
  const binary = rng.randint(0, 2, n) as Int32Array;
  const noise = rng.standardNormal(n);
  const scores = Float64Array.from(binary, (label, i) => label + (noise[i] ?? 0));
  const probabilities = new Matrix(n, 2);
  scores.forEach((score, i) => {
    const positive = 1 / (1 + Math.exp(0.5 - score));
    probabilities.data.set([1 - positive, positive], 2 * i);
  });
  return {
    truth,
    predicted: truth.map((label, i) => ((isRight[i] ?? 0) < 0.75 ? label : (label + 1) % 3)),
    binary,
    scores,
    probabilities,
    guess: Int32Array.from(scores, (score) => (score > 0.5 ? 1 : 0)),
    numbers: scores.map((score, i) => score + (isRight[i] ?? 0)),
  };
}

async function share(folder: string, { probabilities, ...columns }: Rows): Promise<void> {
  const arrays = { ...columns, probabilities: probabilities.data };
  for (const [name, values] of Object.entries(arrays)) await writeFile(join(folder, `${name}.bin`), values);
}
