import { randomState } from "@mlsys/core";
import {
  compareModels,
  correctedResampledTTest,
  fiveByTwoFTest,
  mcnemarTest,
  wilcoxonSignedRankTest,
} from "@mlsys/metrics";
import { expect, test, vi } from "vitest";

// Simulations take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** Predictions of two models that are right with these chances, each by itself. */
function pair(seed: number, n: number, a: number, b: number): readonly [number[], number[], number[]] {
  const rng = randomState(seed);
  const yTrue = Array.from(rng.randint(0, 3, n));
  const guess = (chance: number): number[] =>
    yTrue.map((label) => (rng.randomSample() < chance ? label : (label + 1 + (rng.uint32() & 1)) % 3));
  return [yTrue, guess(a), guess(b)];
}

function alarms(times: number, chance: (seed: number) => number): number {
  let found = 0;
  for (let seed = 0; seed < times; seed++) if (chance(seed) < 0.05) found += 1;
  return found / times;
}

test("models that are alike are told apart no more often than the level allows, by any test", () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 300; seed++) {
    const options = { nResamples: 150, randomState: seed };
    const accuracy = compareModels(...pair(seed, 200, 0.8, 0.8), options);
    const f1 = compareModels(...pair(seed, 200, 0.8, 0.8), { ...options, metric: "f1Macro" });
    for (const { test: name, pValue } of [
      ...accuracy.tests,
      ...f1.tests.map((each) => ({ ...each, test: `${each.test} F1` })),
    ]) {
      counts.set(name, (counts.get(name) ?? 0) + (pValue < 0.05 ? 1 : 0));
    }
  }
  expect([...counts.keys()]).toEqual([
    "McNemar (exact)",
    "McNemar (corrected)",
    "paired permutation",
    "paired bootstrap",
    "paired permutation F1",
    "paired bootstrap F1",
  ]);
  for (const count of counts.values()) expect(count / 300).toBeLessThan(0.075);
});

test("the paired interval holds the true improvement in 93 to 97 of 100 data sets", () => {
  let held = 0;
  for (let seed = 0; seed < 400; seed++) {
    const { low, high } = compareModels(...pair(seed, 300, 0.7, 0.8), { nResamples: 250 }).interval;
    if (low <= 0.1 && 0.1 <= high) held += 1;
  }
  expect(held / 400).toBeGreaterThanOrEqual(0.93);
  expect(held / 400).toBeLessThanOrEqual(0.97);
});

test("as many rows as it says show the difference about four times in five", () => {
  const small = compareModels(...pair(1, 2000, 0.75, 0.8));
  const n = small.requiredRows ?? 0;
  let shown = 0;
  for (let seed = 0; seed < 200; seed++) {
    // The observed improvement differs from the true one; what is asked for is power at the observed one.
    const chance = 0.75 + small.improvement;
    if (compareModels(...pair(seed + 50, n, 0.75, chance), { nResamples: 100 }).verdict === "bIsBetter") shown += 1;
  }
  expect(shown / 200).toBeGreaterThan(0.68);
  expect(shown / 200).toBeLessThan(0.92);
});

test("the verdict is in words, and a worse new model is called worse", () => {
  const [yTrue, worse, better] = pair(7, 500, 0.6, 0.9);
  expect(compareModels(yTrue, worse, better).reading).toMatch(
    /^The new model is better: accuracy is 0\.\d+ instead of 0\.\d+ on 500 rows/,
  );
  expect(compareModels(yTrue, better, worse).verdict).toBe("aIsBetter");
  expect(compareModels(yTrue, better, better).reading).toMatch(/^The rows do not show a difference/);
});

test("errors are improved by getting smaller, areas by getting larger", () => {
  const rng = randomState(3);
  const yTrue = rng.standardNormal(200);
  const near = yTrue.map((value) => value + 0.1 * rng.standardNormal());
  const far = yTrue.map((value) => value + rng.standardNormal());
  const comparison = compareModels(yTrue, far, near);
  expect([comparison.metric, comparison.verdict, comparison.improvement > 0]).toEqual([
    "meanSquaredError",
    "bIsBetter",
    true,
  ]);
  const labels = Array.from(yTrue, (value) => (value > 0 ? "up" : "down"));
  const areas = compareModels(labels, far, near, { metric: "rocAuc", posLabel: "up" });
  expect([areas.tests.map(({ test: name }) => name), areas.verdict]).toEqual([
    ["DeLong", "paired permutation", "paired bootstrap"],
    "bIsBetter",
  ]);
});

test("scores fold by fold add their tests", () => {
  const [yTrue, worse, better] = pair(7, 300, 0.7, 0.85);
  const names = (foldScores: Parameters<typeof compareModels>[3]): string[] =>
    compareModels(yTrue, worse, better, foldScores)
      .tests.slice(4)
      .map(({ test: name, pValue }) => `${name} ${pValue < 0.05 ? "shows" : "does not show"} it`);
  const a = [0.7, 0.72, 0.69, 0.71, 0.7, 0.73, 0.68, 0.7];
  const b = [0.8, 0.83, 0.82, 0.79, 0.84, 0.85, 0.8, 0.83];
  expect(names({ foldScores: { a, b } })).toEqual(["Wilcoxon signed-rank shows it"]);
  expect(names({ foldScores: { a, b, nTrain: 90, nTest: 10 } })).toEqual([
    "corrected resampled t shows it",
    "Wilcoxon signed-rank shows it",
  ]);
  const pairs = (first: number): number[][] => Array.from({ length: 5 }, (_, i) => [first + i / 100, first - i / 200]);
  expect(names({ foldScores: { a: pairs(0.7), b: pairs(0.7) } })).toEqual(["5×2 cv F does not show it"]);
  expect(() => names({ foldScores: { a: [0.7], b: [0.8, 0.9] } })).toThrow(
    "the lengths differ (compareModels, foldScores.b)",
  );
  expect(() => names({ foldScores: { a: pairs(0.7), b: [1, 2, 3, 4, 5] } })).toThrow("differ in shape");
});

test("the errors of numbers are compared by ranks, too", () => {
  const rng = randomState(5);
  const yTrue = rng.standardNormal(100);
  const [near, far] = [0.5, 1].map((spread) => yTrue.map((value) => value + spread * rng.standardNormal()));
  const { tests } = compareModels(yTrue, far ?? [], near ?? [], { nResamples: 200 });
  expect(tests.map(({ test: name }) => name)).toEqual([
    "paired permutation",
    "paired bootstrap",
    "Wilcoxon signed-rank of errors",
  ]);
  expect(tests.every(({ pValue }) => pValue < 0.05)).toBe(true);
});

test("the report is plain data and the same again", () => {
  const [yTrue, a, b] = pair(2, 100, 0.7, 0.75);
  const comparison = compareModels(yTrue, a, b);
  expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
  expect(compareModels(yTrue, a, b)).toEqual(comparison);
});

test("the tests of scores over folds keep their level where models are alike", () => {
  const folds = (seed: number, n: number): readonly [number[], number[]] => {
    const rng = randomState(seed);
    return [Array.from(rng.normal(0.8, 0.02, n)), Array.from(rng.normal(0.8, 0.02, n))];
  };
  expect(alarms(1000, (seed) => wilcoxonSignedRankTest(...folds(seed, 20)).pValue)).toBeLessThan(0.07);
  const sizes = { nTrain: 90, nTest: 10 };
  expect(alarms(1000, (seed) => correctedResampledTTest(...folds(seed, 10), sizes).pValue)).toBeLessThan(0.05);
  const five = (seed: number): number[][] => {
    const draws = randomState(seed).normal(0, 0.02, 10);
    return Array.from({ length: 5 }, (_, i) => Array.from(draws.subarray(2 * i, 2 * i + 2)));
  };
  expect(alarms(1000, (seed) => fiveByTwoFTest(five(seed)).pValue)).toBeLessThan(0.06);
});

test.each([
  [() => mcnemarTest(1.5, 2), "this is no count"],
  [() => fiveByTwoFTest([[1, 2]]), "five repetitions of two folds"],
  [() => correctedResampledTTest([1], [2], { nTrain: 1, nTest: 1 }), "there is nothing to measure"],
  [() => wilcoxonSignedRankTest([1, 2], [1]), "the lengths differ"],
  [() => compareModels([0, 1], [0, 1], [0]), "the lengths differ"],
  [() => compareModels([0, 1], [0, 1], [0, 1], { metric: "acuracy" as "accuracy" }), 'did you mean "accuracy"?'],
])("%o is refused", (run, message) => {
  expect(run).toThrow(message);
});
