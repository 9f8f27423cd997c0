import { Matrix } from "@mlsys/core";
import { calibratedClassifierCV, gaussianNB } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fitSigmoid, fitTemperature, sigmoidAt } from "./calibration-maps.ts";

const rows = fc.array(
  fc.record({
    score: fc.double({ min: -40, max: 40, noNaN: true }),
    isClass: fc.boolean(),
    weight: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 3, maxLength: 300 },
);

test("a sigmoid is at its optimum: shares and targets agree on the whole and along the scores", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const scores = Float64Array.from(given, (row) => row.score);
      const isClass = Uint8Array.from(given, (row) => Number(row.isClass));
      const weights = Float64Array.from(given, (row) => row.weight);
      const map = fitSigmoid(scores, isClass, weights);
      const mass = (one: boolean) => given.reduce((sum, row) => sum + (row.isClass === one ? row.weight : 0), 0);
      const [low, high] = [1 / (mass(false) + 2), (mass(true) + 1) / (mass(true) + 2)];
      let [whole, along] = [0, 0];
      for (const { score, isClass: one, weight } of given) {
        const left = weight * ((one ? high : low) - sigmoidAt(map, score));
        whole += left;
        along += left * score;
      }
      const scale = 1e-6 * mass(true) + 1e-6 * mass(false);
      expect(Math.abs(whole)).toBeLessThan(scale);
      expect(Math.abs(along)).toBeLessThan(40 * scale);
    }),
  );
});

test("rows with a weight count as often", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const often = given.flatMap((row) => Array.from({ length: row.weight }, () => row));
      const fit = (some: typeof given, weights?: Float64Array) =>
        fitSigmoid(
          Float64Array.from(some, (row) => row.score),
          Uint8Array.from(some, (row) => Number(row.isClass)),
          weights,
        );
      const weighted = fit(
        given,
        Float64Array.from(given, (row) => row.weight),
      );
      const repeated = fit(often);
      const apart = given.map(({ score }) => Math.abs(sigmoidAt(weighted, score) - sigmoidAt(repeated, score)));
      expect(Math.max(...apart)).toBeLessThan(5e-8);
    }),
  );
});

test("folds that lack a class are refused, whether they are counted or given", () => {
  const X = [[1], [2], [3], [4], [5], [6]];
  const y = ["a", "a", "b", "b", "a", "c"];
  const fit = (cv: number | { train: number[]; test: number[] }[]) => () =>
    calibratedClassifierCV({ estimator: gaussianNB(), cv, ensemble: false }).fit(X, y);
  expect(fit(2)).toThrow(/a class has fewer rows than there are folds/);
  const given = [
    { train: [0, 1, 2, 3], test: [4, 5] },
    { train: [0, 2, 4, 5], test: [1, 3] },
  ];
  expect(fit(given)).toThrow(/a fold lacks a class/);
});

test("a temperature is likeliest: the loss is no less a little to either side, or its logarithm is at an end", () => {
  const logits = fc.array(
    fc.tuple(
      fc.double({ min: -30, max: 30, noNaN: true }),
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 1, max: 3 }),
    ),
    { minLength: 3, maxLength: 60 },
  );
  const loss = ({ rows, cols, data }: Matrix, codes: Int32Array, weights: Float64Array, factor: number): number => {
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const row = Array.from(data.subarray(i * cols, (i + 1) * cols), (value) => factor * value);
      const largest = Math.max(...row);
      const total = row.reduce((all, value) => all + Math.exp(value - largest), 0);
      sum += (weights[i] as number) * (largest + Math.log(total) - (row[codes[i] as number] as number));
    }
    return sum;
  };
  fc.assert(
    fc.property(logits, fc.double({ min: 0, max: 5, noNaN: true }), (given, gain) => {
      const codes = Int32Array.from(given, ([, code]) => code);
      const weights = Float64Array.from(given, ([, , weight]) => weight);
      const scores = new Matrix(given.length, 3);
      given.forEach(([value, code], i) => {
        scores.row(i).set([value, -value / 2, value / 3]);
        scores.data[3 * i + code] = (scores.data[3 * i + code] as number) + gain;
      });
      const factor = fitTemperature(scores, codes, weights);
      const [least, lower, higher] = [factor, factor * 0.99, factor * 1.01].map((each) =>
        loss(scores, codes, weights, each),
      );
      const noise = 1e-9 * Math.abs(least as number) + 1e-12;
      if (Math.log(factor) < 9.99) expect(higher as number).toBeGreaterThanOrEqual((least as number) - noise);
      if (Math.log(factor) > -9.99) expect(lower as number).toBeGreaterThanOrEqual((least as number) - noise);
    }),
    { numRuns: 300 },
  );
});
