import { randomState } from "@mlsys/core";
import { capabilityAlignment, chooseThreshold, findLabelIssues, MetricsError } from "@mlsys/metrics";
import { expect, test } from "vitest";

const rng = randomState(1);
const yTrue = Array.from({ length: 400 }, () => (rng.randomSample() < 0.3 ? 1 : 0));
const yScore = yTrue.map((label) => Math.round((label + rng.standardNormal()) * 10) / 10);

test("no other threshold costs less", () => {
  const costs = { falsePositiveCost: 1, falseNegativeCost: 4 };
  const { cost } = chooseThreshold(yTrue, yScore, costs);
  const costAt = (threshold: number): number =>
    yTrue.reduce<number>((sum, label, i) => {
      const isPredicted = (yScore[i] ?? 0) >= threshold;
      return sum + (label === 1 ? (isPredicted ? 0 : 4) : isPredicted ? 1 : 0);
    }, 0);
  expect(cost).toBe(Math.min(...[...yScore, Infinity].map(costAt)));
});

test("constraints are kept, and the figures are those of the threshold", () => {
  const chosen = chooseThreshold(yTrue, yScore, { maximize: "recall", minPrecision: 0.7 });
  expect(chosen.precision).toBeGreaterThanOrEqual(0.7);
  expect(chosen.truePositives).toBe(
    yTrue.filter((label, i) => label === 1 && (yScore[i] ?? 0) >= chosen.threshold).length,
  );
  expect(() => chooseThreshold(yTrue, yScore, { minPrecision: 1, minRecall: 1 })).toThrow(
    "no threshold keeps the constraints",
  );
});

test.each([
  [0.4, 0.9, "better"],
  [0.4, 0.7, "misaligned"],
  [0.6, 0.9, "overconfident"],
  [0.6, 0.7, "worse"],
  [0.5, 0.8, "unchanged"],
])("a loss of %f and an accuracy of %f against 0.5 and 0.8 is read as %s", (loss, accuracy, quadrant) => {
  expect(capabilityAlignment({ loss: 0.5, accuracy: 0.8 }, { loss, accuracy }).quadrant).toBe(quadrant);
  expect(() => capabilityAlignment({ loss: NaN, accuracy: 1 }, { loss, accuracy })).toThrow(MetricsError);
});

test("of the likeliest tenth wrong labels, at least four of five truly are", () => {
  let [found, right] = [0, 0];
  for (let seed = 0; seed < 20; seed++) {
    const noise = randomState(seed);
    const n = 1000;
    const truth = Array.from(noise.randint(0, 3, n));
    const given = truth.map((label) => (noise.randomSample() < 0.1 ? (label + 1 + (noise.uint32() & 1)) % 3 : label));
    const yProba = truth.map((label) => {
      const raw = [0, 1, 2].map((each) => Math.exp((each === label ? 1.8 : 0) + noise.standardNormal()));
      const sum = raw.reduce((total, value) => total + value, 0);
      return raw.map((value) => value / sum);
    });
    const { issues } = findLabelIssues(given, yProba);
    const first = issues.slice(0, n * 0.05);
    found += first.length;
    right += first.filter(({ row }) => given[row] !== truth[row]).length;
  }
  expect(found).toBe(1000);
  expect(right / found).toBeGreaterThanOrEqual(0.8);
});
