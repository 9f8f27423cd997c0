import { randomState } from "@mlsys/core";
import { linearSVC } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";

/** Half the squared length of w and b, and C times what the rows lack of the margin. */
function objective(X: readonly number[][], signs: readonly number[], C: number, [w, b]: readonly [number[], number]) {
  const lacks = X.map((row, i) => {
    const score = row.reduce((sum, value, j) => sum + value * (w[j] as number), b);
    return Math.max(0, 1 - (signs[i] as number) * score);
  });
  return [...w, b].reduce((sum, each) => sum + (each * each) / 2, 0) + C * lacks.reduce((sum, each) => sum + each, 0);
}

// prettier-ignore
const met = {
  rows: [
    [-3.611, -2.173], [0.588, -0.014], [1.17, 2.051], [-1.217, 1.284], [-0.891, 0.515], [-0.654, -0.432], [0.144, 1.951], [3.82, -0.11],
    [0.818, 0.68], [-1.874, 0.239], [-0.017, 0.31], [1.914, 0.876], [2.405, 3.756], [3.145, -1.846], [-2.335, 1.104],
  ],
  labels: [-1, -1, -1, -1, -1, 1, -1, 1, 1, -1, -1, 1, -1, -1, -1],
};

test("steps of the interior point that overflow are not taken", () => {
  const model = linearSVC({ loss: "hinge", C: 2, interceptScaling: 3 }).fit(met.rows, met.labels);
  // scikit-learn 1.9 with tol 1e-12.
  const expected = [0.4744621776418025, -0.343672017236682, -0.8502494404875567];
  [...model.coef.data, ...model.intercept].forEach((each, j) => {
    expect(Math.abs(each - (expected[j] as number))).toBeLessThan(1e-9);
  });
});

test("no point nearby has a lower objective", () => {
  const row = fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 }), fc.boolean());
  const problem = fc.record({
    rows: fc
      .array(row, { minLength: 2, maxLength: 25 })
      .filter((rows) => new Set(rows.map(([, , sign]) => sign)).size === 2),
    C: fc.constantFrom(0.01, 1, 2, 100),
    moves: fc.array(
      fc.tuple(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
      ),
      { minLength: 5, maxLength: 5 },
    ),
  });
  fc.assert(
    fc.property(problem, ({ rows, C, moves }) => {
      const X = rows.map(([a, b]) => [a / 7, b / 7]);
      const signs = rows.map(([, , sign]) => (sign ? 1 : -1));
      const { coef, intercept } = linearSVC({ loss: "hinge", C }).fit(X, signs);
      const [w, b] = [[...coef.data], intercept[0] as number];
      const found = objective(X, signs, C, [w, b]);
      expect(found).toBeLessThan(Infinity);
      for (const scale of [1e-4, 0.1, 1]) {
        for (const [first, second, third] of moves) {
          const moved = [(w[0] as number) + scale * first, (w[1] as number) + scale * second];
          expect(objective(X, signs, C, [moved, b + scale * third])).toBeGreaterThanOrEqual(found * (1 - 1e-9));
        }
      }
    }),
    { numRuns: 300 },
  );
});

/** Rows whose columns differ by many orders of magnitude, and labels that follow from none. */
function ofScales(seed: number, n: number, p: number, decades: number) {
  const rng = randomState(seed);
  const scales = Array.from({ length: p }, (_, j) => 10 ** (decades * (j / (p - 1) - 0.5)));
  const X = Array.from({ length: n }, () => scales.map((scale) => (rng.randomSample() - 0.5) * scale));
  const signs = X.map((_, i) => (i < 2 ? i * 2 - 1 : rng.randomSample() < 0.5 ? -1 : 1));
  return { X, signs, scales, rng };
}

test.each([
  { n: 300, p: 4, decades: 10, C: 0.01 },
  { n: 390, p: 20, decades: 16, C: 0.01 },
  { n: 280, p: 310, decades: 6, C: 1 },
  { n: 400, p: 320, decades: 6, C: 1 },
])("columns of very different scale: %o", ({ n, p, decades, C }) => {
  for (let seed = 0; seed < 3; seed++) {
    const { X, signs, scales, rng } = ofScales(seed, n, p, decades);
    const { coef, intercept, warnings } = linearSVC({ loss: "hinge", C }).fit(X, signs);
    expect(warnings).toEqual([]);
    const [w, b] = [[...coef.data], intercept[0] as number];
    const found = objective(X, signs, C, [w, b]);
    for (const size of [1e-6, 1e-3, 1]) {
      for (let move = 0; move < 5; move++) {
        const moved = w.map((value, j) => value + (size * (rng.randomSample() - 0.5)) / (scales[j] as number));
        expect(objective(X, signs, C, [moved, b + size * (rng.randomSample() - 0.5)])).toBeGreaterThanOrEqual(
          found * (1 - 1e-9),
        );
      }
    }
  }
});
