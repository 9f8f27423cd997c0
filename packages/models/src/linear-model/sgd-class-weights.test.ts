import { perceptron, sgdClassifier } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [
  [1, 0],
  [2, 1],
  [0, 3],
  [4, 1],
  [1, 1],
];
const y = ["a", "b", "b", "a", "b"];
const sampleWeight = [1, 2, 0.5, 3, 1];
const options = { classWeight: "balanced", maxIter: 5, tol: null, randomState: 0 } as const;

// What scikit-learn 1.9.1 learns: balanced classes are those of as many rows, whatever the rows weigh.
test.each([
  { estimator: sgdClassifier(options), coef: [-44.75911458333335, 52.897135416666664], intercept: 24.65203295996656 },
  { estimator: perceptron(options), coef: [-4.58333333333333, 5.416666666666667], intercept: 2.5 },
])("$estimator.kind balances classes by their rows, and not by weights", ({ estimator, coef, intercept }) => {
  const model = estimator.fit(X, y, { sampleWeight });
  [...coef, intercept].forEach((value, j) => {
    const found = j < 2 ? model.coef.get(0, j) : model.intercept[0];
    expect(Math.abs((found ?? NaN) - value)).toBeLessThan(1e-9);
  });
});
