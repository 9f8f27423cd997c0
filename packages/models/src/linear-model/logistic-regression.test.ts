import { logisticRegression } from "@mlsys/models";
import type { LogisticRegressionOptions } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [[0], [1], [2], [3], [4], [5]];
const y = ["low", "low", "high", "low", "high", "high"];

test.each([
  { penalty: "l1", same: { l1Ratio: 1 } },
  { penalty: "l2", same: { l1Ratio: 0 } },
  { penalty: null, same: { C: Infinity } },
] as const)("the penalty $penalty is another word for $same", ({ penalty, same }) => {
  const [one, two] = [logisticRegression({ penalty }).fit(X, y), logisticRegression(same).fit(X, y)];
  expect(one.coef.toArray()).toEqual(two.coef.toArray());
});

test.each<{ options: LogisticRegressionOptions; told: string }>([
  { options: { dual: true }, told: 'dual with the solver "lbfgs"' },
  { options: { dual: true, solver: "liblinear", l1Ratio: 1 }, told: "dual with l1Ratio 1" },
  { options: { solver: "liblinear", l1Ratio: 0.5 }, told: '"liblinear" with l1Ratio 0.5' },
  { options: { solver: "liblinear", C: Infinity }, told: '"liblinear" without a penalty' },
  { options: { dual: true, l1Ratio: 0.5 }, told: 'dual with the solver "lbfgs", dual with l1Ratio 0.5' },
])("options that do not go together are refused, all at once: $told", ({ options, told }) => {
  expect(() => logisticRegression(options)).toThrow(told);
});

test("liblinear refuses three classes, and its dual has the same optimum", () => {
  const three = ["a", "b", "c", "a", "b", "c"];
  expect(() => logisticRegression({ solver: "liblinear" }).fit(X, three)).toThrow("two classes apart only");
  const [dual, primal] = [true, false].map((each) => logisticRegression({ solver: "liblinear", dual: each }).fit(X, y));
  expect(dual?.coef.toArray()).toEqual(primal?.coef.toArray());
});
