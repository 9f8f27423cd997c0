import { randomState } from "@mlsys/core";
import { averagePrecisionScore, hitRate, meanAveragePrecision, meanReciprocalRank, MetricsError } from "@mlsys/metrics";
import { expect, test } from "vitest";

const yTrue = [
  [0, 1, 0, 1],
  [1, 0, 0, 0],
  [0, 0, 0, 0],
];
const yScore = [
  [0.9, 0.8, 0.7, 0.6],
  [0.9, 0.8, 0.7, 0.6],
  [0.9, 0.8, 0.7, 0.6],
];

test("reciprocal ranks, hits and average precisions are means over queries", () => {
  expect(meanReciprocalRank(yTrue, yScore)).toBe((1 / 2 + 1 + 0) / 3);
  expect(hitRate(yTrue, yScore, { k: 1 })).toBe(1 / 3);
  expect(hitRate(yTrue, yScore, { k: 2 })).toBe(2 / 3);
  expect(meanAveragePrecision(yTrue, yScore)).toBe((0.5 + 1 + 0) / 3);
  expect(meanAveragePrecision(yTrue, yScore, { k: 2 })).toBe((0.25 + 1 + 0) / 3);
  expect(meanReciprocalRank(yTrue, yScore, { k: 1 })).toBe(1 / 3);
  expect(hitRate(yTrue, yScore, { k: 1, sampleWeight: [1, 3, 0] })).toBe(0.75);
});

test("without ties, the mean average precision is scikit-learn's average precision over samples", () => {
  for (let seed = 0; seed < 50; seed++) {
    const rng = randomState(seed);
    const [queries, documents] = [rng.randint(1, 6), rng.randint(2, 9)];
    const truth = Array.from({ length: queries }, () => [1, ...Array.from(rng.randint(0, 2, documents - 1))]);
    const scores = truth.map(() => Array.from(rng.permutation(documents)));
    const own = meanAveragePrecision(truth, scores);
    expect(Math.abs(own - averagePrecisionScore(truth, scores, { average: "samples" }))).toBeLessThan(1e-12);
  }
});

test("a greater k never lowers the chance of a hit, nor the reciprocal rank", () => {
  const rng = randomState(1);
  const truth = Array.from({ length: 20 }, () => Array.from(rng.randint(0, 2, 8), (each) => each && rng.randint(0, 2)));
  const scores = truth.map(() => Array.from(rng.randomSample(8)));
  for (const metric of [hitRate, meanReciprocalRank]) {
    const values = [1, 2, 3, 5, 8].map((k) => metric(truth, scores, { k }));
    expect(values).toEqual([...values].sort((a, b) => a - b));
  }
});

test.each([
  [() => hitRate([[0, 2]], [[0.1, 0.2]]), "neither 0 nor 1"],
  [() => hitRate([[0, 1]], [[0.1, 0.2, 0.3]]), "differ in shape"],
  [() => meanReciprocalRank([[0, 1]], [[0.1, NaN]]), "a value is missing (meanReciprocalRank, yScore[0])"],
  [() => meanAveragePrecision([[0, 1]], [[0.1, 0.2]], { k: 0 }), "k is not accepted"],
  [() => meanAveragePrecision([], []), "there is nothing to measure"],
])("%o is refused", (run, message) => {
  expect(run).toThrow(message);
  expect(run).toThrow(MetricsError);
});
