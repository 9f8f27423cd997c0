import { Matrix, randomState } from "@mlsys/core";
import { elasticNet, lasso, modelFromJSON } from "@mlsys/models";
import { expect, test } from "vitest";

const rng = randomState(2);
const X = new Matrix(60, 4, rng.standardNormal(240));
const Y = new Matrix(60, 3, rng.standardNormal(180));
const sampleWeight = rng.randomSample(60);

test.each([lasso({ alpha: 0.05 }), elasticNet({ alpha: 0.1, l1Ratio: 0.4 })])(
  "$kind fits each target by itself",
  (net) => {
    const together = net.fit(X, Y, { sampleWeight });
    for (const k of [0, 1, 2]) {
      const alone = net.fit(X, Y.column(k), { sampleWeight });
      expect([...together.coef.row(k)]).toEqual([...alone.coef]);
      expect([together.intercept[k], together.nIter[k], together.dualGap[k]]).toEqual([
        alone.intercept,
        alone.nIter,
        alone.dualGap,
      ]);
      expect(together.predict(X).column(k)).toEqual(alone.predict(X));
    }
  },
);

test("a saved model of several targets predicts the same", () => {
  for (const model of [lasso({ alpha: 0.05 }).fit(X, Y), elasticNet({ alpha: 0.1 }).fit(X, Y)]) {
    const again = modelFromJSON<typeof model>(JSON.parse(JSON.stringify(model)) as never);
    expect(again.predict(X)).toEqual(model.predict(X));
    expect(again.nIter).toEqual(model.nIter);
  }
});

test("targets of another length, or that are not finite, are refused", () => {
  expect(() => lasso().fit(X, new Matrix(59, 2))).toThrow(expect.objectContaining({ code: "lengthMismatch" }));
  expect(() =>
    lasso().fit(
      [[1], [2]],
      [
        [1, NaN],
        [2, 3],
      ],
    ),
  ).toThrow(expect.objectContaining({ code: "nonFinite" }));
});
