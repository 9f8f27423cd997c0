import { randomState } from "@mlsys/core";
import { expectedCalibrationError, maximumCalibrationError } from "@mlsys/metrics";
import { expect, test } from "vitest";

/** By the definition: the distance of each bin of equal width, and its share of the rows. */
function distances(isRight: readonly number[], confidence: readonly number[], nBins: number) {
  return Array.from({ length: nBins }, (_, bin) => {
    const rows = confidence.flatMap((score, i) =>
      (bin === 0 || score > bin / nBins) && score <= (bin + 1) / nBins ? [i] : [],
    );
    const mean = (values: readonly number[]): number =>
      rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length;
    return { share: rows.length / confidence.length, distance: Math.abs(mean(isRight) - mean(confidence)) };
  }).filter(({ share }) => share > 0);
}

test("the expected and the maximum calibration error are the mean and the largest distance over bins", () => {
  for (let seed = 0; seed < 50; seed++) {
    const rng = randomState(seed);
    const confidence = Array.from(rng.randomSample(80));
    const yTrue = confidence.map((score) => (rng.randomSample() < score ** 2 ? 1 : 0));
    const bins = distances(yTrue, confidence, 10);
    const expected = bins.reduce((sum, { share, distance }) => sum + share * distance, 0);
    const most = Math.max(...bins.map(({ distance }) => distance));
    expect(Math.abs(expectedCalibrationError(yTrue, confidence) - expected)).toBeLessThan(1e-12);
    expect(Math.abs(maximumCalibrationError(yTrue, confidence) - most)).toBeLessThan(1e-12);
  }
});

test("of several classes, the highest probability counts and whether its class is right", () => {
  const yTrue = ["a", "b", "c", "a"];
  const yProb = [
    [0.8, 0.1, 0.1],
    [0.1, 0.8, 0.1],
    [0.8, 0.1, 0.1],
    [0.8, 0.1, 0.1],
  ];
  expect(Math.abs(expectedCalibrationError(yTrue, yProb) - 0.05)).toBeLessThan(1e-12);
});

test("perfect calibration has no error, and certainty that is always wrong has one of 1", () => {
  expect(expectedCalibrationError([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5])).toBe(0);
  expect(maximumCalibrationError([0, 1], [1, 0])).toBe(1);
});
