import { randomState } from "@mlsys/core";
import { bootstrapInterval, delongInterval, delongTest, wilsonInterval } from "@mlsys/metrics";
import type { Interval } from "@mlsys/metrics";
import { expect, test, vi } from "vitest";

// Simulations take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

// A 95 % interval must hold the truth in 93 to 97 of 100 seeded data sets.

function coverage(times: number, truth: number, intervalOf: (seed: number) => Interval): number {
  let held = 0;
  for (let seed = 0; seed < times; seed++) {
    const { low, high } = intervalOf(seed);
    if (low <= truth && truth <= high) held += 1;
  }
  return held / times;
}

function expectRight(share: number): void {
  expect(share).toBeGreaterThanOrEqual(0.93);
  expect(share).toBeLessThanOrEqual(0.97);
}

test.each([
  [40, 0.3],
  [100, 0.9],
  [500, 0.05],
])("Wilson's interval of a share of %i rows at %f", (n, share) => {
  expectRight(
    coverage(2000, share, (seed) => {
      const rng = randomState(seed);
      return wilsonInterval(rng.randomSample(n).filter((draw) => draw < share).length, n);
    }),
  );
});

/** Labels and predictions with known recall and specificity. */
function predictions(seed: number, n: number): readonly [number[], number[]] {
  const rng = randomState(seed);
  const yTrue = Array.from({ length: n }, () => (rng.randomSample() < 0.4 ? 1 : 0));
  const yPred = yTrue.map((label) =>
    label === 1 ? (rng.randomSample() < 0.7 ? 1 : 0) : rng.randomSample() < 0.1 ? 1 : 0,
  );
  return [yTrue, yPred];
}

test.each(["percentile", "bca"] as const)("the %s bootstrap of accuracy and of F1", (method) => {
  const accuracy = 0.4 * 0.7 + 0.6 * 0.9;
  const f1 = (2 * 0.28) / (0.4 + 0.28 + 0.06);
  const options = { method, nResamples: 1000 };
  expectRight(coverage(700, accuracy, (seed) => bootstrapInterval("accuracy", ...predictions(seed, 250), options)));
  expectRight(coverage(700, f1, (seed) => bootstrapInterval("f1", ...predictions(seed, 250), options)));
});

test("the BCa bootstrap of a mean squared error, which is skewed", () => {
  expectRight(
    coverage(400, 1, (seed) => {
      const yTrue = randomState(seed).standardNormal(150);
      const options = { nResamples: 300, randomState: seed };
      return bootstrapInterval("meanSquaredError", yTrue, new Float64Array(150), options);
    }),
  );
});

/** Scores of two normal classes one standard deviation apart: the true area is Φ(1/√2). */
const trueArea = 0.7602499389065233;

function scores(seed: number, n: number, noise: number): readonly [number[], Float64Array, Float64Array] {
  const rng = randomState(seed);
  const yTrue = Array.from({ length: n }, (_, i) => i % 2);
  const base = Float64Array.from(yTrue, (label) => label + rng.standardNormal());
  const other = Float64Array.from(yTrue, (label) => label + rng.standardNormal() * (1 + noise));
  return [yTrue, base, other];
}

test("DeLong's interval of an area under a ROC curve", () => {
  expectRight(
    coverage(1000, trueArea, (seed) => {
      const [yTrue, base] = scores(seed, 200, 0);
      return delongInterval(yTrue, base);
    }),
  );
});

test("DeLong's test finds a difference between equal models about as often as its level says", () => {
  let alarms = 0;
  for (let seed = 0; seed < 1000; seed++) if (delongTest(...scores(seed, 200, 0)).pValue < 0.05) alarms += 1;
  expect(alarms / 1000).toBeGreaterThan(0.03);
  expect(alarms / 1000).toBeLessThan(0.07);
});

test("an interval is the same again with the same seed and is refused where it makes no sense", () => {
  const [yTrue, yPred] = predictions(1, 100);
  expect(bootstrapInterval("f1Macro", yTrue, yPred)).toEqual(bootstrapInterval("f1Macro", yTrue, yPred));
  expect(() => bootstrapInterval("f1Makro" as "f1Macro", yTrue, yPred)).toThrow('did you mean "f1Macro"?');
  expect(() => bootstrapInterval("f1", ["a", "b"], ["a", "b"])).toThrow('set posLabel to one of "a", "b"');
  expect(() => wilsonInterval(3, 2)).toThrow("the counts do not fit together");
  expect(() => delongInterval([0, 1, 1], [1, 2, 3])).toThrow("there are not two rows of each class");
});

test("every built-in measure has its metric's value", async () => {
  const metrics = await import("@mlsys/metrics");
  const [yTrue, yPred] = predictions(3, 120);
  const rng = randomState(4);
  const probabilities = yTrue.map((label) => (label + rng.randomSample()) / 2);
  const close = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThan(1e-12);
  const of = (name: Parameters<typeof bootstrapInterval>[0], given: readonly number[]): number =>
    bootstrapInterval(name, yTrue, given, { nResamples: 50 }).value;
  close(of("accuracy", yPred), metrics.accuracyScore(yTrue, yPred));
  close(of("balancedAccuracy", yPred), metrics.balancedAccuracyScore(yTrue, yPred));
  close(of("f1", yPred), metrics.f1Score(yTrue, yPred));
  close(of("f1Macro", yPred), metrics.f1Score(yTrue, yPred, { average: "macro" }));
  close(of("f1Weighted", yPred), metrics.f1Score(yTrue, yPred, { average: "weighted" }));
  close(of("precision", yPred), metrics.precisionScore(yTrue, yPred));
  close(of("precisionMacro", yPred), metrics.precisionScore(yTrue, yPred, { average: "macro" }));
  close(of("recall", yPred), metrics.recallScore(yTrue, yPred));
  close(of("recallMacro", yPred), metrics.recallScore(yTrue, yPred, { average: "macro" }));
  close(of("matthewsCorrcoef", yPred), metrics.matthewsCorrcoef(yTrue, yPred));
  close(of("cohenKappa", yPred), metrics.cohenKappaScore(yTrue, yPred));
  close(of("r2", probabilities), metrics.r2Score(yTrue, probabilities));
  close(of("meanSquaredError", probabilities), metrics.meanSquaredError(yTrue, probabilities));
  close(of("rootMeanSquaredError", probabilities), metrics.rootMeanSquaredError(yTrue, probabilities));
  close(of("meanAbsoluteError", probabilities), metrics.meanAbsoluteError(yTrue, probabilities));
  close(of("rocAuc", probabilities), metrics.rocAucScore(yTrue, probabilities));
  close(of("averagePrecision", probabilities), metrics.averagePrecisionScore(yTrue, probabilities));
  close(of("logLoss", probabilities), metrics.logLoss(yTrue, probabilities));
  close(of("brierScore", probabilities), metrics.brierScoreLoss(yTrue, probabilities));
});
