import { CsrMatrix } from "@mlsys/core";
import { fClassif, fRegression, selectKBest, varianceThreshold } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";

// The sum of six times 0.1 is not 0.6: what rounding makes of a column that does not vary must not look like a finding.

test("a column that does not vary tells nothing of classes", () => {
  const X = Array.from({ length: 6 }, (_, i) => [0.1, i]);
  const { statistics, pValues } = fClassif(X, ["a", "a", "e", "a", "a", "a"]);
  expect([statistics[0], pValues[0]]).toEqual([NaN, NaN]);
  expect(statistics[1]).toBeGreaterThanOrEqual(0);
});

test("of columns that do not vary and one that does, the best is the one that does", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -10, max: 10, noNaN: true }),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 30 }),
      (constant, labels) => {
        const y = [true, true, false, false, ...labels];
        const X = y.map((label, i) => [constant, (label ? 1 : 0) + (i % 3)]);
        const numbers = y.map(Number);
        expect(selectKBest({ k: 1 }).fit(X, y).getSupport()).toEqual([false, true]);
        expect(selectKBest({ k: 1, scoreFunc: "fRegression" }).fit(X, numbers).getSupport()).toEqual([false, true]);
      },
    ),
  );
});

test("numbers that do not vary are told by no column", () => {
  fc.assert(
    fc.property(fc.double({ min: -10, max: 10, noNaN: true }), fc.integer({ min: 2, max: 20 }), (constant, rows) => {
      const X = Array.from({ length: rows }, (_, i) => [i, (i * 7) % 5, 0.1]);
      const y = X.map(() => constant);
      expect(fRegression(X, y)).toEqual({ statistics: new Float64Array(3), pValues: new Float64Array(3).fill(1) });
    }),
  );
});

test("two rows, whose correlation is always perfect, tell nothing, as in scikit-learn", () => {
  expect(fRegression([[1], [2]], [3, 7])).toEqual({ statistics: Float64Array.of(0), pValues: Float64Array.of(1) });
});

test("a column that determines the numbers has the largest statistic, however its correlation is rounded", () => {
  const spread = fc.double({ min: -100, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.array(spread, { minLength: 3, maxLength: 12 }), (values) => {
      fc.pre(Math.max(...values) - Math.min(...values) > 1e-3);
      const { statistics } = fRegression(
        values.map((value) => [value]),
        values,
      );
      expect(statistics[0]).toBeGreaterThan(1e13);
    }),
  );
});

test("the variance of a column with a missing number is its variance, though the range is smaller", () => {
  const model = varianceThreshold().fit([
    [1e4, 0.1],
    [-1e4, 0.1],
    [NaN, NaN],
  ]);
  expect(model.variances).toEqual(Float64Array.of(1e8, 0));
  expect(model.getSupport()).toEqual([true, false]);
});

test("correlations of sparse columns are those of dense ones, and need no room for the zeros", () => {
  const sparse = new CsrMatrix(
    4,
    3,
    Float64Array.of(1, 2, 5, 5),
    Int32Array.of(0, 2, 0, 2),
    Int32Array.of(0, 1, 2, 2, 4),
  );
  const y = [0.5, 1.5, 0, 3];
  const { statistics, pValues } = fRegression(sparse.toDense(), y);
  const found = fRegression(sparse, y);
  expect(found.statistics[1]).toBe(0);
  const differences = [
    ...found.statistics.map((each, j) => each - (statistics[j] as number)),
    ...found.pValues.map((each, j) => each - (pValues[j] as number)),
  ];
  for (const each of differences) expect(Math.abs(each)).toBeLessThanOrEqual(5e-13);
});

test("a sparse X that would not fit were it dense has its correlations", () => {
  const size = 2 ** 14;
  const X = new CsrMatrix(size, size, Float64Array.of(2), Int32Array.of(1), new Int32Array(size + 1).fill(1, 1));
  const { statistics } = fRegression(X, new Float64Array(size).fill(3, 0, 1));
  expect(statistics[0]).toBe(0);
  expect(statistics[1]).toBeGreaterThan(1e13);
});
