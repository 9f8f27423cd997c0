import { Matrix, randomState } from "@mlsys/core";
import { linearRegression, ridge } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";

const problems = fc.record({
  rows: fc.integer({ min: 2, max: 30 }),
  cols: fc.integer({ min: 1, max: 8 }),
  seed: fc.nat(1e6),
  isRepeated: fc.boolean(),
});

function drawn({ rows, cols, seed, isRepeated }: { rows: number; cols: number; seed: number; isRepeated: boolean }) {
  const random = randomState(seed);
  const X = new Matrix(rows, cols, random.normal(1, 2, rows * cols));
  if (isRepeated && cols > 1) for (let i = 0; i < rows; i++) X.data[i * cols + 1] = X.get(i, 0);
  return { X, y: Float64Array.from(random.standardNormal(rows)) };
}

/** The slopes of the halved objective at a model's coefficients. */
function slopes(
  X: Matrix,
  y: Float64Array,
  model: { coef: Float64Array; predict(X: Matrix): Float64Array },
  alpha: number,
) {
  const fitted = model.predict(X);
  const residuals = y.map((value, i) => value - (fitted[i] as number));
  const means = Float64Array.from(
    { length: X.cols },
    (_, j) => X.column(j).reduce((sum, each) => sum + each, 0) / X.rows,
  );
  return Array.from(model.coef, (value, j) => {
    const pull = X.column(j).reduce(
      (sum, each, i) => sum + (each - (means[j] as number)) * (residuals[i] as number),
      0,
    );
    return alpha * value - pull;
  });
}

test.each([
  { name: "ridge", alpha: 0.3, make: () => ridge({ alpha: 0.3, positive: true }) },
  { name: "linearRegression", alpha: 0, make: () => linearRegression({ positive: true }) },
])("no coefficient of a positive $name is below 0, and none can move to a better place", ({ alpha, make }) => {
  fc.assert(
    fc.property(problems, (problem) => {
      const { X, y } = drawn(problem);
      const model = make().fit(X, y);
      slopes(X, y, model, alpha).forEach((slope, j) => {
        const value = model.coef[j] as number;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(slope).toBeGreaterThan(-1e-8);
        if (value > 0) expect(slope).toBeLessThan(1e-8);
      });
    }),
  );
});
