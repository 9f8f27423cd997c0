import { Matrix, randomState } from "@mlsys/core";
import { modelFromJSON, ridge, ridgeCV } from "@mlsys/models";
import { expect, test } from "vitest";

// Where strengths are too weak for inner products, a Cholesky factor takes their place, and where columns depend on each other too,
// singular vectors.
test.each([
  { alphas: [0.1, 1, 10], isDependent: true },
  { alphas: [1e-9, 1], isDependent: false },
  { alphas: [1e-9, 1], isDependent: true },
  { alphas: [0.1, 1, 10], isDependent: false, scales: [1, 1e-4, 1e4, 1e2] },
  { alphas: [0.1, 1, 10], isDependent: false, cols: 36 },
  { alphas: [1e-9, 1], isDependent: false, cols: 36 },
  { alphas: [0.1, 1, 10], isDependent: false, cols: 60 },
  { alphas: [1e-9, 1], isDependent: true, cols: 60 },
])("the best score is that of fits without each row: %o", ({ alphas, isDependent, scales, cols = 4 }) => {
  const random = randomState(3);
  const rows = 40;
  const X = new Matrix(rows, cols, random.normal(2, 3, rows * cols));
  if (isDependent) {
    for (let i = 0; i < rows; i++) X.data[i * cols + 3] = X.get(i, 0) + X.get(i, 1);
  }
  if (scales !== undefined)
    for (let at = 0; at < X.data.length; at++) X.data[at] = (X.data[at] ?? 0) * (scales[at % cols] ?? 1);
  const y = Float64Array.from(random.standardNormal(rows), (noise, i) => X.get(i, 0) - 2 * X.get(i, 2) + 0.5 * noise);
  const errorOf = (alpha: number) => {
    let sum = 0;
    for (let left = 0; left < rows; left++) {
      const others = Array.from({ length: rows }, (_, i) => i).filter((i) => i !== left);
      const model = ridge({ alpha }).fit(
        X.take(others),
        others.map((i) => y[i] as number),
      );
      sum += ((model.predict(X.take([left]))[0] as number) - (y[left] as number)) ** 2;
    }
    return sum / rows;
  };
  const errors = alphas.map(errorOf);
  const model = ridgeCV({ alphas }).fit(X, y);
  expect(model.alpha).toBe(alphas[errors.indexOf(Math.min(...errors))]);
  expect(Math.abs(model.bestScore + Math.min(...errors))).toBeLessThan(5e-10);
});

test("options that do not go together are refused, all at once", () => {
  expect(() => ridgeCV({ cv: 3, storeCvResults: true, alphaPerTarget: true })).toThrow(
    "storeCvResults with cv, alphaPerTarget with cv",
  );
  expect(() => ridgeCV({ alphas: [0, 1] })).toThrow("an alpha of 0 without cv");
});

test("several targets store what each alone stores, and a saved model keeps it", () => {
  const X = [
    [0, 1],
    [1, 0],
    [2, 2],
    [3, 1],
    [4, 5],
  ];
  const [a, b] = [
    [0, 1, 2, 2, 4],
    [1, 0, 1, 3, 2],
  ];
  const estimator = ridgeCV({ storeCvResults: true, alphaPerTarget: true });
  const both = estimator.fit(
    X,
    a.map((value, i) => [value, b[i] ?? 0]),
  );
  const alone = [a, b].map((y) => estimator.fit(X, y));
  expect(both.cvResults?.map((each) => each.toArray())).toEqual(alone.map((each) => each.cvResults?.toArray()));
  expect(Array.from(both.alpha as Float64Array)).toEqual(alone.map(({ alpha }) => alpha));
  for (const model of [both, ...alone]) {
    expect(JSON.stringify(modelFromJSON(JSON.parse(JSON.stringify(model))))).toBe(JSON.stringify(model));
  }
});
