import { calibratedClassifierCV, gaussianNB } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fitSigmoid, sigmoidAt } from "./calibration-maps.ts";

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
